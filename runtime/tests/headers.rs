//! Response headers with types.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::convert::Infallible;
use std::str::FromStr;

use armsmith_runtime::{Date, Poller, ResponseHeader, ResponseHeaders};
use azure_core::Bytes;
use azure_core::error::ErrorKind;
use azure_core::http::headers::Headers;
use azure_core::http::{ClientMethodOptions, Etag, Method, NoFormat, RawResponse, Response, StatusCode};
use azure_core::time::{Duration, OffsetDateTime, parse_rfc3339};
use common::{Mock, OPERATION, request, respond, with};
use futures::TryStreamExt as _;

const ETAG: ResponseHeader<Etag> = ResponseHeader::new("etag");
const RETRY_AFTER: ResponseHeader<i32> = ResponseHeader::new("retry-after");
const LAST_MODIFIED: ResponseHeader<OffsetDateTime> = ResponseHeader::new("last-modified");
const TIER: ResponseHeader<Tier> = ResponseHeader::of_enum("x-ms-tier");

#[derive(Debug, PartialEq)]
enum Tier {
    Hot,
    UnknownValue(String),
}

impl FromStr for Tier {
    type Err = Infallible;

    fn from_str(value: &str) -> Result<Self, Infallible> {
        Ok(if value == "Hot" { Self::Hot } else { Self::UnknownValue(value.to_owned()) })
    }
}

fn headers(pairs: &[(&'static str, &'static str)]) -> Headers {
    let mut headers = Headers::new();
    for (name, value) in pairs {
        headers.insert(*name, *value);
    }
    headers
}

fn read<T>(name: &'static str, value: &'static str) -> azure_core::Result<Option<T>>
where
    T: armsmith_runtime::HeaderValue,
{
    headers(&[(name, value)]).header(ResponseHeader::new(name))
}

#[test]
fn every_kind_of_response_has_headers() {
    let raw = RawResponse::from_bytes(StatusCode::Ok, headers(&[("etag", "\"7\""), ("retry-after", "17")]), "");
    assert_eq!(raw.header(ETAG).unwrap(), Some(Etag::from("\"7\"")));
    let response: Response<(), NoFormat> = raw.into();
    assert_eq!(response.header(ETAG).unwrap(), Some(Etag::from("\"7\"")));
    assert_eq!(response.header(RETRY_AFTER).unwrap(), Some(17));
    assert_eq!(response.header(LAST_MODIFIED).unwrap(), None);
}

#[tokio::test]
async fn responses_of_operations_have_them_on_the_way_and_in_the_end() {
    const LOCATION: ResponseHeader<String> = ResponseHeader::new("location");
    let mock = Mock::new([
        with(respond(202, ""), "Location", "/op/1"),
        with(respond(202, ""), "Location", "/op/2"),
        with(respond(204, ""), "ETag", "W/\"8\""),
        with(respond(200, ""), "ETag", "\"9\""),
    ]);
    let delete = request(Method::Delete, "/thing");
    let mut poller: Poller<(), NoFormat> = mock.client().begin(OPERATION, delete, None, common::fast()).unwrap();
    let first = poller.try_next().await.unwrap().unwrap();
    assert_eq!(first.header(LOCATION).unwrap().as_deref(), Some("/op/1"));
    assert_eq!(first.header(RETRY_AFTER).unwrap(), Some(0));
    let second = poller.try_next().await.unwrap().unwrap();
    assert_eq!(second.header(LOCATION).unwrap().as_deref(), Some("/op/2"));
    assert_eq!(poller.await.unwrap().header(ETAG).unwrap(), Some(Etag::from("W/\"8\"")));

    let get = request(Method::Get, "/thing");
    let got: Response<(), NoFormat> = mock.client().send(OPERATION, get, ClientMethodOptions::default()).await.unwrap();
    assert_eq!(got.header(ETAG).unwrap(), Some(Etag::from("\"9\"")));
}

#[test]
fn values_are_read_as_services_write_them() {
    let moment = parse_rfc3339("2025-03-04T05:06:07Z").unwrap();
    assert_eq!(read("x", "Tue, 04 Mar 2025 05:06:07 GMT").unwrap(), Some(moment));
    assert_eq!(read("x", "2025-03-04T05:06:07.1234567").unwrap(), Some(moment + Duration::nanoseconds(123_456_700)));
    assert_eq!(read("x", "2025-03-04").unwrap(), Some(Date::from_calendar_date(2025, time::Month::March, 4).unwrap()));
    assert_eq!(read("x", " True ").unwrap(), Some(true));
    assert_eq!(read("x", "9007199254740993").unwrap(), Some(9_007_199_254_740_993_i64));
    assert_eq!(read("x", "0.5").unwrap(), Some(0.5));
    assert_eq!(read("x", "PT5M").unwrap(), Some("PT5M".to_owned()));
    assert_eq!(read("x", "a, b,,c").unwrap(), Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    let bytes = Some(Bytes::from_static(&[0xfb, 0xff, 0xfe]));
    assert_eq!(read("x", "+//+").unwrap(), bytes);
    assert_eq!(read("x", "-__-").unwrap(), bytes);
    assert_eq!(headers(&[("x-ms-tier", "Hot")]).header(TIER).unwrap(), Some(Tier::Hot));
    let unknown = headers(&[("x-ms-tier", "Cold")]).header(TIER).unwrap();
    assert_eq!(unknown, Some(Tier::UnknownValue("Cold".to_owned())));
}

#[test]
fn what_cannot_be_read_is_an_error_that_names_the_header_and_hides_the_value() {
    for value in ["tomorrow", "", "99999999999"] {
        let error = headers(&[("retry-after", value)]).header(RETRY_AFTER).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::DataConversion));
        assert_eq!(error.to_string(), "the response header `retry-after` cannot be read as `i32`");
    }
    assert!(read::<OffsetDateTime>("x", "04.03.2025").is_err());
    assert!(read::<bool>("x", "yes").is_err());
    assert!(read::<Vec<i32>>("x", "1,two").is_err());
}
