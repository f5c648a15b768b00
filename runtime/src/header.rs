//! Response headers with types.
//!
//! A generated crate has one constant for each documented header, and all of them are read through one generic method: a
//! trait for each operation, as the SDK guidelines have it, would say the same hundreds of times.

use std::any::type_name;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::{HeaderName, Headers};
use azure_core::http::{Etag, RawResponse, Response};
use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, Result, base64};
use time::Date;

use crate::date;
use crate::poller::OperationStatus;

/// A response header: its name, and the type that its value is read as.
///
/// The generated crate's `headers` module has one for each header that the service documents;
/// [`header`](ResponseHeaders::header) reads it. Make one yourself for a header that is not documented:
///
/// ```
/// # fn example(response: azure_core::http::Response<()>) -> azure_core::Result<()> {
/// use armsmith_runtime::{ResponseHeader, ResponseHeaders};
///
/// const REMAINING_READS: ResponseHeader<i64> = ResponseHeader::new("x-ms-ratelimit-remaining-subscription-reads");
///
/// if let Some(reads) = response.header(REMAINING_READS)? {
///     println!("{reads} reads left");
/// }
/// # Ok(())
/// # }
/// ```
pub struct ResponseHeader<T> {
    name: HeaderName,
    parse: fn(&str) -> Option<T>,
}

impl<T> ResponseHeader<T> {
    /// The header of this name.
    ///
    /// # Panics
    ///
    /// When the name has a capital letter; in a constant the compiler says so.
    pub const fn new(name: &'static str) -> Self
    where
        T: HeaderValue,
    {
        Self { name: HeaderName::from_static(name), parse: T::parse }
    }

    /// The header of this name whose value is one of an extensible enum's.
    ///
    /// # Panics
    ///
    /// As [`new`](Self::new).
    pub const fn of_enum(name: &'static str) -> Self
    where
        T: FromStr<Err = Infallible>,
    {
        Self { name: HeaderName::from_static(name), parse: |text| text.parse().ok() }
    }

    /// The name, in small letters.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    fn read(&self, headers: &Headers) -> Result<Option<T>> {
        let Some(text) = headers.get_optional_str(&self.name) else { return Ok(None) };
        // The value stays out of the message: it may be a secret.
        let malformed = || {
            let message = format!("the response header `{}` cannot be read as `{}`", self.name(), type_name::<T>());
            Error::with_message(ErrorKind::DataConversion, message)
        };
        (self.parse)(text.trim()).map(Some).ok_or_else(malformed)
    }
}

impl<T> Clone for ResponseHeader<T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), parse: self.parse }
    }
}

impl<T> fmt::Debug for ResponseHeader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseHeader").field(&self.name()).finish()
    }
}

/// Whatever has the headers of an answer.
pub trait ResponseHeaders {
    /// The header's value; `None` when the answer does not have it.
    ///
    /// # Errors
    ///
    /// The value is not of the header's type. The error names the header, not the value.
    fn header<T>(&self, header: ResponseHeader<T>) -> Result<Option<T>>;
}

impl ResponseHeaders for Headers {
    fn header<T>(&self, header: ResponseHeader<T>) -> Result<Option<T>> {
        header.read(self)
    }
}

impl ResponseHeaders for RawResponse {
    fn header<T>(&self, header: ResponseHeader<T>) -> Result<Option<T>> {
        header.read(self.headers())
    }
}

impl<M, F> ResponseHeaders for Response<M, F> {
    fn header<T>(&self, header: ResponseHeader<T>) -> Result<Option<T>> {
        header.read(self.headers())
    }
}

impl ResponseHeaders for OperationStatus {
    fn header<T>(&self, header: ResponseHeader<T>) -> Result<Option<T>> {
        header.read(self.headers())
    }
}

/// A type that a header's value can be read as.
pub trait HeaderValue: Sized {
    /// The value of a text without blanks around it; `None` when it is no such value.
    fn parse(text: &str) -> Option<Self>;
}

macro_rules! parsed {
    ($($ty:ident)*) => {$(
        impl HeaderValue for $ty {
            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

parsed!(String i32 i64 f64);

impl HeaderValue for bool {
    fn parse(text: &str) -> Option<Self> {
        // .NET services write `True`.
        text.to_ascii_lowercase().parse().ok()
    }
}

impl HeaderValue for Etag {
    fn parse(text: &str) -> Option<Self> {
        Some(text.into())
    }
}

impl HeaderValue for OffsetDateTime {
    /// A date of HTTP or of RFC 3339, whatever the specification says: no text is both.
    fn parse(text: &str) -> Option<Self> {
        date::parse_http_date(text).or_else(|| date::parse_date_time(text))
    }
}

impl HeaderValue for Date {
    fn parse(text: &str) -> Option<Self> {
        date::parse_date(text)
    }
}

impl HeaderValue for Bytes {
    /// Base64 of either alphabet: no text is both and means two things.
    fn parse(text: &str) -> Option<Self> {
        base64::decode(text).or_else(|_| base64::decode_url_safe(text)).ok().map(Self::from)
    }
}

impl<T: HeaderValue> HeaderValue for Vec<T> {
    /// Values with commas between them (RFC 9110 §5.6.1).
    fn parse(text: &str) -> Option<Self> {
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(T::parse).collect()
    }
}
