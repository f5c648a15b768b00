//! Response headers with types.
//!
//! In: the headers of a response. Out: values. A generated crate has one constant for each documented header, and one
//! generic method reads all of them. A trait for each operation, as in the SDK guidelines, would repeat the same code
//! hundreds of times.

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

/// A response header: its name and the type of its value.
///
/// The generated crate's `headers` module has one for each header that the service documents;
/// [`header`](ResponseHeaders::header) reads it. Create one for a header that is not documented:
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
    /// Creates the header of this name.
    ///
    /// # Panics
    ///
    /// Panics if the name has a capital letter; in a constant that is a compiler error.
    pub const fn new(name: &'static str) -> Self
    where
        T: HeaderValue,
    {
        Self { name: HeaderName::from_static(name), parse: T::parse }
    }

    /// Creates the header of this name whose value is an extensible enum.
    ///
    /// # Panics
    ///
    /// Panics if the name has a capital letter; in a constant that is a compiler error.
    pub const fn of_enum(name: &'static str) -> Self
    where
        T: FromStr<Err = Infallible>,
    {
        Self { name: HeaderName::from_static(name), parse: |value| value.parse().ok() }
    }

    /// Returns the name in lower case.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    fn read(&self, headers: &Headers) -> Result<Option<T>> {
        let Some(value) = headers.get_optional_str(&self.name) else { return Ok(None) };
        // The value stays out of the message: it may be a secret.
        let malformed = || {
            let message = format!("the response header `{}` cannot be read as `{}`", self.name(), type_name::<T>());
            Error::with_message(ErrorKind::DataConversion, message)
        };
        (self.parse)(value.trim()).map(Some).ok_or_else(malformed)
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

/// A type that has the headers of a response.
pub trait ResponseHeaders {
    /// Returns the value of the header; `None` if the response does not have it.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is not of the header's type. The error names the header, not the value.
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

/// A type of header values.
pub trait HeaderValue: Sized {
    /// Parses a string without white space around it. Returns `None` if it is not such a value.
    fn parse(value: &str) -> Option<Self>;
}

macro_rules! parsed {
    ($($ty:ident)*) => {$(
        impl HeaderValue for $ty {
            fn parse(value: &str) -> Option<Self> {
                value.parse().ok()
            }
        }
    )*};
}

parsed!(String i32 i64 f64);

impl HeaderValue for bool {
    fn parse(value: &str) -> Option<Self> {
        // .NET services write `True`.
        value.to_ascii_lowercase().parse().ok()
    }
}

impl HeaderValue for Etag {
    fn parse(value: &str) -> Option<Self> {
        Some(value.into())
    }
}

impl HeaderValue for OffsetDateTime {
    /// Parses a date of HTTP or of RFC 3339, because no string is valid in both forms.
    fn parse(value: &str) -> Option<Self> {
        date::parse_http_date(value).or_else(|| date::parse_date_time(value))
    }
}

impl HeaderValue for Date {
    fn parse(value: &str) -> Option<Self> {
        date::parse_date(value)
    }
}

impl HeaderValue for Bytes {
    /// Parses base64 of either alphabet, because no string has two meanings.
    fn parse(value: &str) -> Option<Self> {
        base64::decode(value).or_else(|_| base64::decode_url_safe(value)).ok().map(Self::from)
    }
}

impl<T: HeaderValue> HeaderValue for Vec<T> {
    /// Parses values separated by commas (RFC 9110 §5.6.1).
    fn parse(value: &str) -> Option<Self> {
        value.split(',').map(str::trim).filter(|item| !item.is_empty()).map(T::parse).collect()
    }
}
