//! Values as strings: in a path, in a query, in a header or in a form.
//!
//! In: values. Out: strings that are not encoded yet. Must not know the parameter location.

use std::borrow::Cow;

use azure_core::http::Etag;
use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, base64};
use time::Date;

use crate::date;
use crate::wire::{Base64Url, Rfc1123, StringEnum, UnixTime};

/// A value that can be in a path, a query, a header or a form.
pub trait Parameter {
    /// Returns the value as a string, not yet encoded.
    fn to_str(&self) -> Cow<'_, str>;
}

/// One implementation for all enums of strings. An implementation for each would cost compile time, and few are
/// parameters.
impl<T: StringEnum> Parameter for T {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_ref())
    }
}

impl Parameter for str {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Parameter for &str {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Parameter for String {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Parameter for Etag {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_ref())
    }
}

impl Parameter for bool {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

macro_rules! numbers {
    ($($number:ident)*) => {$(
        impl Parameter for $number {
            fn to_str(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

numbers!(i32 i64 f64);

impl Parameter for Bytes {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Owned(base64::encode(self))
    }
}

impl Parameter for OffsetDateTime {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Owned(date::format_date_time(*self))
    }
}

impl Parameter for Date {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Owned(date::format_date(*self))
    }
}

impl Parameter for Rfc1123 {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Owned(date::format_http_date(self.0))
    }
}

impl Parameter for UnixTime {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.0.unix_timestamp().to_string())
    }
}

impl Parameter for Base64Url {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Owned(base64::encode_url_safe(&self.0))
    }
}
