//! Answers that are no plain JSON model.

use azure_core::Bytes;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::response::ResponseBody;
use azure_core::http::{DeserializeWith, Format};
use serde::de::DeserializeOwned;

/// The format of answers that have a body for some statuses only: `Response<Option<T>, OptionalJson>`.
#[derive(Clone, Copy, Debug)]
pub struct OptionalJson;

/// The format of answers whose body depends on the status: `Response<T, ByStatus>`, where `T` is made by
/// [`by_status!`](crate::by_status). It is read by `T::try_from(response)`.
#[derive(Clone, Copy, Debug)]
pub struct ByStatus;

/// Lets an enum be made of an answer whose body depends on the status.
///
/// ```
/// use armsmith_runtime::{ByStatus, by_status};
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
#[macro_export]
macro_rules! by_status {
    ($name:ident, $unknown:ident { $($status:literal = $variant:ident $(($ty:ty))?),* $(,)? }) => {
        impl ::std::convert::TryFrom<$crate::answer::Response<$name, $crate::ByStatus>> for $name {
            type Error = $crate::Error;

            #[inline]
            fn try_from(
                response: $crate::answer::Response<$name, $crate::ByStatus>,
            ) -> ::std::result::Result<Self, $crate::Error> {
                let (status, body) = $crate::answer::parts(response);
                ::std::result::Result::Ok(match status {
                    $($status => Self::$variant $(($crate::answer::json::<$ty>(&body)?))?,)*
                    _ => Self::$unknown(body),
                })
            }
        }
    };
}

/// What [`by_status!`](crate::by_status) stands on.
#[doc(hidden)]
pub mod answer {
    pub use azure_core::http::Response;

    use azure_core::http::response::ResponseBody;
    use azure_core::json::from_json;
    use serde::de::DeserializeOwned;

    /// The status and the body.
    pub fn parts<T, F>(response: Response<T, F>) -> (u16, ResponseBody) {
        let (status, _, body) = response.deconstruct();
        (u16::from(status), body)
    }

    /// Reads a body; none of bytes says what a null says.
    ///
    /// # Errors
    ///
    /// When the body is no JSON of that type.
    pub fn json<T: DeserializeOwned>(body: &[u8]) -> azure_core::Result<T> {
        from_json(if super::is_blank(body) { b"null" } else { body })
    }
}

/// The format of answers that are bytes: `Response<Bytes, Binary>`.
#[derive(Clone, Copy, Debug)]
pub struct Binary;

/// The format of answers that are text: `Response<String, Text>`.
#[derive(Clone, Copy, Debug)]
pub struct Text;

impl Format for OptionalJson {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(body: S) -> azure_core::Result<T> {
        let body = body.as_ref();
        azure_core::json::from_json(if is_blank(body) { b"null" } else { body })
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
        Err(Error::with_message(ErrorKind::DataConversion, "the answer is binary: read it as `Bytes`"))
    }
}

impl DeserializeWith<Binary> for Bytes {
    fn deserialize_with(body: ResponseBody) -> azure_core::Result<Self> {
        Ok(body.into())
    }
}

impl Format for Text {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(_body: S) -> azure_core::Result<T> {
        Err(Error::with_message(ErrorKind::DataConversion, "the answer is text: read it as `String`"))
    }
}

impl DeserializeWith<Text> for String {
    fn deserialize_with(body: ResponseBody) -> azure_core::Result<Self> {
        body.into_string()
    }
}
