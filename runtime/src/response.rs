//! Answers that are no plain JSON model.

use azure_core::Bytes;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::response::ResponseBody;
use azure_core::http::{DeserializeWith, Format};
use serde::de::DeserializeOwned;

/// The format of answers that have a body for some statuses only: `Response<Option<T>, OptionalJson>`.
#[derive(Clone, Copy, Debug)]
pub struct OptionalJson;

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
