//! JSON responses that are not models: each is read as a property of the same schema is.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use armsmith_runtime::__private::model;
use armsmith_runtime::{Base64Url, Date, Nullable, Rfc1123, TypedJson, UnixTime};
use azure_core::http::headers::Headers;
use azure_core::http::{DeserializeWith, Format, RawResponse, Response, StatusCode};
use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, Value};

fn read<T: DeserializeWith<F>, F: Format>(body: &str) -> azure_core::Result<T> {
    let raw = RawResponse::from_bytes(StatusCode::Ok, Headers::new(), Bytes::copy_from_slice(body.as_bytes()));
    Response::<T, F>::from(raw).into_model()
}

fn check<C, T>(body: &str, expected: &T)
where
    T: DeserializeWith<TypedJson<C>> + PartialEq + Debug,
{
    assert_eq!(&read::<T, TypedJson<C>>(body).unwrap(), expected, "{body}");
}

/// Without a codec.
type Plain = armsmith_runtime::__private::Plain;

fn second(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap()
}

fn map<T>(value: T) -> BTreeMap<String, T> {
    BTreeMap::from([("a".to_owned(), value)])
}

#[test]
fn dates_and_bytes_are_read_in_their_documented_form() {
    let when = second(1_714_557_600);
    check::<Plain, _>(r#""2024-05-01T10:00:00Z""#, &when);
    check::<Plain, _>(r#""2024-05-01T10:00:00""#, &when);
    check::<UnixTime, _>("1714557600", &when);
    check::<Rfc1123, _>(r#""Wed, 01 May 2024 10:00:00 GMT""#, &when);
    check::<Plain, Date>(r#""2024-05-01""#, &when.date());
    check::<Plain, _>(r#""/+8=""#, &Bytes::from_static(&[255, 239]));
    check::<Base64Url, _>(r#""_-8""#, &Bytes::from_static(&[255, 239]));
}

#[test]
fn lists_and_maps_of_them_are_read_as_well() {
    let when = second(1_714_557_600);
    check::<Plain, _>(r#"["2024-05-01T10:00:00Z"]"#, &vec![when]);
    check::<Plain, _>(r#"{"a":["2024-05-01T10:00:00Z"]}"#, &map(vec![when]));
    check::<UnixTime, _>("[[1714557600]]", &vec![vec![when]]);
    check::<Rfc1123, _>(r#"{"a":"Wed, 01 May 2024 10:00:00 GMT"}"#, &map(when));
    check::<Base64Url, _>(r#"["_-8"]"#, &vec![Bytes::from_static(&[255, 239])]);
}

#[test]
fn nullable_items_keep_their_positions() {
    check::<Plain, _>("[null,0.5,null]", &vec![Nullable::Null, Nullable::Value(0.5), Nullable::Null]);
    check::<Plain, _>(r#"{"a":null}"#, &map(Nullable::<f64>::Null));
    check::<UnixTime, _>("[null,0]", &vec![Nullable::Null, Nullable::Value(second(0))]);
    check::<Plain, _>("null", &Nullable::<OffsetDateTime>::Null);
}

#[test]
fn scalars_are_read_as_properties_are() {
    check::<Plain, _>("3.0", &3_i32);
    check::<Plain, _>("3", &3_i64);
    check::<Plain, _>("3", &3.0_f64);
    check::<Plain, _>("true", &true);
    check::<Plain, _>(r#""x""#, &"x".to_owned());
    check::<Plain, _>(r#"{"a":[1]}"#, &serde_json::from_str::<Value>(r#"{"a":[1]}"#).unwrap());
}

#[test]
fn a_response_without_a_body_is_none() {
    for nothing in ["", " \n", "null"] {
        check::<Plain, _>(nothing, &None::<OffsetDateTime>);
        check::<UnixTime, _>(nothing, &None::<Vec<OffsetDateTime>>);
        read::<OffsetDateTime, TypedJson>(nothing).unwrap_err();
    }
    check::<UnixTime, _>("[0]", &Some(vec![second(0)]));
}

#[test]
fn an_error_names_the_item() {
    let message = read::<Vec<OffsetDateTime>, TypedJson>(r#"["2024-05-01","soon"]"#).unwrap_err().to_string();
    assert!(message.starts_with(r#"[1]: invalid value: string "soon", expected a date and time"#), "{message}");
    read::<Vec<i32>, TypedJson>("[1] 2").unwrap_err();
}

#[derive(Clone, Default)]
struct Disk {
    name: Option<String>,
}
model! { Disk { name: "name" } }

#[test]
fn lists_and_maps_of_models_are_read_with_the_path_of_an_error() {
    let disks = read::<BTreeMap<String, Vec<Disk>>, TypedJson>(r#"{"a":[{"name":"d"}]}"#).unwrap();
    assert_eq!(disks["a"][0].name.as_deref(), Some("d"));
    let message = read::<BTreeMap<String, Vec<Disk>>, TypedJson>(r#"{"a":[{"name":1}]}"#).unwrap_err().to_string();
    assert!(message.starts_with(r#"["a"][0].Disk.name: invalid type: integer `1`"#), "{message}");
}
