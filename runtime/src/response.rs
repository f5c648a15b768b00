//! Responses that are not a plain JSON model: no body, a body for some statuses, text, bytes.
//!
//! In: response bodies. Out: models, or errors that programs can recognize. Must not know operations.

use azure_core::Bytes;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::response::ResponseBody;
use azure_core::http::{DeserializeWith, Format, JsonFormat, Response, StatusCode};
use azure_core::json::from_json;
use serde::de::DeserializeOwned;
use std::fmt;

use crate::error::find_source;
use crate::wire::{EMPTY, NULL};

/// Reads the model of a response that may have no body.
///
/// Some operations succeed without a body although their specification documents one: 204, 202, or 200 with nothing.
/// The call itself succeeds. Only [`into_model`](azure_core::http::Response::into_model) returns an error, which
/// [`NoContent::from_error`] recognizes. Read the model of such an operation like this:
///
/// ```
/// # use armsmith_runtime::Poller;
/// # use serde::de::DeserializeOwned;
/// # async fn example<M: DeserializeOwned + 'static>(poller: Poller<M>) -> azure_core::Result<()> {
/// use armsmith_runtime::OptionalModel as _;
///
/// match poller.await?.into_optional_model()? {
///     Some(model) => drop(model),
///     None => println!("done, without a result"),
/// }
/// # Ok(()) }
/// ```
pub trait OptionalModel<T> {
    /// Returns the model; `None` if the body is empty or `null`.
    ///
    /// # Errors
    ///
    /// Returns an error if there is a body that is not JSON of that type.
    fn into_optional_model(self) -> azure_core::Result<Option<T>>;
}

impl<T: DeserializeOwned> OptionalModel<T> for Response<T, JsonFormat> {
    fn into_optional_model(self) -> azure_core::Result<Option<T>> {
        let body = self.into_body();
        if is_blank(&body) || body.trim_ascii() == b"null" { Ok(None) } else { body.json().map(Some) }
    }
}

/// The error of reading a model from a response without a body: the operation has succeeded, but has no result.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct NoContent {
    /// The status code, if it is known. `Response::into_model` has only the body; read the status of the response
    /// before.
    pub status: Option<StatusCode>,
}

impl NoContent {
    /// Returns the error of this kind inside of an error.
    pub fn from_error(error: &Error) -> Option<Self> {
        if let Some(found) = find_source::<Self>(error) {
            return Some(found.clone());
        }
        let json = find_source::<serde_json::Error>(error)?;
        let message = json.to_string();
        // Line 1, column 0 is the position of an empty body. Errors of a whole value have no position, unlike errors
        // inside of it.
        let is_empty = message.starts_with(EMPTY) || json.is_eof() && (json.line(), json.column()) == (1, 0);
        let is_null = message.starts_with(NULL) && json.line() == 0;
        (is_empty || is_null).then_some(Self { status: None })
    }

    fn error(status: u16) -> Error {
        Error::new(ErrorKind::DataConversion, Self { status: Some(status.into()) })
    }
}

impl fmt::Display for NoContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the operation succeeded without a body")?;
        match self.status {
            Some(status) => write!(f, ", status {}", u16::from(status)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NoContent {}

/// The format of responses that have a body for some statuses only: `Response<Option<T>, OptionalJson>`.
#[derive(Clone, Copy, Debug)]
pub struct OptionalJson;

/// The format of responses whose body depends on the status: `Response<T, ByStatus>`. Read it with
/// `T::try_from(response)`.
#[derive(Clone, Copy, Debug)]
pub struct ByStatus;

/// Lets an enum be read from a response whose body depends on the status.
///
/// ```
/// use armsmith_runtime::__private::by_status;
/// use armsmith_runtime::ByStatus;
/// use azure_core::http::{RawResponse, Response, StatusCode, headers::Headers, response::ResponseBody};
/// use azure_core::{Bytes, Value};
///
/// #[derive(Clone, Debug)]
/// pub enum ReportsGetAnswer {
///     Ok(Box<Value>),
///     NoContent,
///     UnknownStatus(ResponseBody),
/// }
/// by_status! { ReportsGetAnswer, UnknownStatus { 200 = Ok(Box<Value>), 204 = NoContent } }
///
/// let raw = RawResponse::from_bytes(StatusCode::NoContent, Headers::new(), Bytes::new());
/// let response: Response<ReportsGetAnswer, ByStatus> = raw.into();
/// assert!(matches!(ReportsGetAnswer::try_from(response), Ok(ReportsGetAnswer::NoContent)));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! by_status {
    ($name:ident, $unknown:ident { $($status:literal = $variant:ident $(($ty:ty))?),* $(,)? }) => {
        impl ::std::convert::TryFrom<$crate::__private::Response<$name, $crate::ByStatus>> for $name {
            type Error = $crate::__private::Error;

            #[inline]
            fn try_from(
                response: $crate::__private::Response<$name, $crate::ByStatus>,
            ) -> ::std::result::Result<Self, $crate::__private::Error> {
                let (status, body) = $crate::__private::response_parts(response);
                ::std::result::Result::Ok(match status {
                    $($status => Self::$variant $(($crate::__private::response_json::<$ty>(status, &body)?))?,)*
                    _ => Self::$unknown(body),
                })
            }
        }
    };
}

/// Returns the status code and the body, for [`by_status!`](crate::by_status).
pub fn response_parts<T, F>(response: Response<T, F>) -> (u16, ResponseBody) {
    let (status, _, body) = response.deconstruct();
    (u16::from(status), body)
}

/// Reads a body as JSON, for [`by_status!`](crate::by_status). An empty body is read as `null`.
///
/// # Errors
///
/// Returns an error if the body is not JSON of that type, and [`NoContent`] if there is no body.
pub fn response_json<T: DeserializeOwned>(status: u16, body: &[u8]) -> azure_core::Result<T> {
    if is_blank(body) {
        return from_json(b"null").map_err(|_| NoContent::error(status));
    }
    from_json(body)
}

/// The format of responses that are bytes: `Response<Bytes, Binary>`.
#[derive(Clone, Copy, Debug)]
pub struct Binary;

/// The format of responses that are text: `Response<String, Text>`.
#[derive(Clone, Copy, Debug)]
pub struct Text;

impl Format for OptionalJson {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(body: S) -> azure_core::Result<T> {
        let body = body.as_ref();
        from_json(if is_blank(body) { b"null" } else { body })
    }
}

impl<T: DeserializeOwned> DeserializeWith<OptionalJson> for Option<T> {
    fn deserialize_with(body: ResponseBody) -> azure_core::Result<Self> {
        if is_blank(&body) { Ok(None) } else { body.json() }
    }
}

fn is_blank(body: &[u8]) -> bool {
    body.iter().all(u8::is_ascii_whitespace)
}

impl Format for Binary {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(_body: S) -> azure_core::Result<T> {
        Err(Error::with_message(ErrorKind::DataConversion, "the response is binary; read it as `Bytes`"))
    }
}

impl DeserializeWith<Binary> for Bytes {
    fn deserialize_with(body: ResponseBody) -> azure_core::Result<Self> {
        Ok(body.into())
    }
}

impl Format for Text {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(_body: S) -> azure_core::Result<T> {
        Err(Error::with_message(ErrorKind::DataConversion, "the response is text; read it as `String`"))
    }
}

impl DeserializeWith<Text> for String {
    fn deserialize_with(body: ResponseBody) -> azure_core::Result<Self> {
        body.into_string()
    }
}
