//! Models as a generated crate prints them: read, written whole, written as a request, shown.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use armsmith_runtime::{Date, Nullable, request_content, wire};
use azure_core::http::{Body, RequestContent};
use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, Value};
use serde_json::{from_str, json, to_value};
use std::collections::BTreeMap;

/// The module of the contract, as printed.
#[warn(missing_docs)]
pub mod models {
    use armsmith_runtime::{model, number_enum, page, polymorphic, string_enum};
    use azure_core::Value;

    /// A private endpoint connection.
    #[derive(Clone, Default)]
    pub struct PrivateEndpointConnection {
        /// The resource's ARM ID.
        ///
        /// Read-only.
        pub id: Option<String>,
        /// The properties.
        pub properties: Option<PrivateEndpointConnectionProperties>,
    }
    model! { PrivateEndpointConnection {
        id: "id" [read_only],
        properties: "properties",
    } }

    /// Its properties.
    #[derive(Clone, Default)]
    pub struct PrivateEndpointConnectionProperties {
        /// How many.
        pub count: Option<i32>,
        /// Read-only.
        pub provisioning_state: Option<CreatedByType>,
    }
    model! { PrivateEndpointConnectionProperties {
        count: "count",
        provisioning_state: "provisioningState" [read_only],
    } }

    /// A page.
    #[derive(Clone, Default)]
    pub struct PrivateEndpointConnectionList {
        /// The items.
        pub value: Option<Vec<PrivateEndpointConnection>>,
    }
    model! { PrivateEndpointConnectionList { value: "value" } }
    page! { PrivateEndpointConnectionList { value: PrivateEndpointConnection } }

    /// Who made it.
    #[derive(Clone, Eq, PartialEq)]
    pub enum CreatedByType {
        /// `User`
        User,
        /// `Application`
        Application,
        /// A value this crate does not know.
        UnknownValue(String),
    }
    string_enum! { CreatedByType, UnknownValue {
        User = "User",
        Application = "Application",
    } }

    /// Hours.
    #[derive(Clone, Eq, PartialEq)]
    pub enum Hours {
        /// `12`
        N12,
        /// `24`
        N24,
        /// A value this crate does not know.
        UnknownValue(i32),
    }
    number_enum! { Hours: i32, UnknownValue { N12 = 12, N24 = 24 } }

    /// A pet.
    #[derive(Clone)]
    pub enum Pet {
        /// `Cat`
        Cat(Cat),
        /// `Dog`
        Dog(Box<Dog>),
        /// A kind this crate does not know.
        UnknownValue(Value),
    }
    polymorphic! { Pet by "kind", UnknownValue { Cat(Cat) = "Cat", Dog(Box<Dog>) = "Dog" | "Hound" } }

    /// A cat.
    #[derive(Clone, Default)]
    pub struct Cat {
        /// Read-only.
        pub id: Option<String>,
        /// Meow.
        pub meow: Option<bool>,
    }
    model! { Cat tag "kind" = "Cat" { id: "id" [read_only], meow: "meow" } }

    /// A dog.
    #[derive(Clone, Default)]
    pub struct Dog {
        /// Friends.
        pub friends: Option<Vec<Pet>>,
    }
    model! { Dog tag "kind" = "Dog" { friends: "friends" } }

    /// Nothing.
    #[derive(Clone, Default)]
    pub struct Nothing {}
    model! { Nothing {} }
}
use models::{Cat, CreatedByType, Hours, Nothing, Pet, PrivateEndpointConnection};

#[derive(Clone, Default)]
struct Everything {
    flag: Option<bool>,
    small: Option<i32>,
    large: Option<i64>,
    number: Option<f64>,
    text: Option<String>,
    bytes: Option<Bytes>,
    when: Option<OffsetDateTime>,
    day: Option<Date>,
    any: Option<Value>,
    list: Option<Vec<String>>,
    map: Option<BTreeMap<String, Vec<i32>>>,
    boxed: Option<Box<Everything>>,
    nullable: Option<Nullable<String>>,
    http_dates: Option<Vec<OffsetDateTime>>,
    unix: Option<Nullable<OffsetDateTime>>,
    url_bytes: Option<BTreeMap<String, Bytes>>,
    password: Option<String>,
    rest: Option<BTreeMap<String, Value>>,
}
armsmith_runtime::model! { Everything {
    flag: "flag",
    small: "small",
    large: "large",
    number: "number",
    text: "text",
    bytes: "bytes",
    when: "when",
    day: "day",
    any: "any",
    list: "list",
    map: "map",
    boxed: "boxed",
    nullable: "nullable",
    http_dates: "httpDates" as Rfc1123,
    unix: "unix" [read_only] as UnixTime,
    url_bytes: "urlBytes" as Base64Url,
    password: "password" [secret, read_only],
    ..rest
} }

fn body<T>(content: RequestContent<T>) -> Value {
    match Body::from(content) {
        Body::Bytes(bytes) => serde_json::from_slice(&bytes).unwrap(),
        Body::SeekableStream(_) => panic!("a stream"),
    }
}

fn everything() -> Value {
    json!({
        "flag": true, "small": -3, "large": 9_007_199_254_740_993_i64, "number": 0.5, "text": "a\"\n", "bytes": "AAEC/w==",
        "when": "2024-01-02T03:04:05.1234567Z", "day": "2024-01-02", "any": {"b": [1, null], "a": 2.0},
        "list": [], "map": {"x": [1], "y": []}, "boxed": {"small": 1, "further": {}}, "nullable": null,
        "httpDates": ["Sun, 06 Nov 1994 08:49:37 GMT"], "unix": 1, "urlBytes": {"k": "_-8"},
        "password": "hunter2", "other": {"deep": [true]}, "another": null
    })
}

#[test]
fn every_kind_of_value_is_read_and_written_without_loss() {
    let expected = everything();
    let from_text: Everything = from_str(&expected.to_string()).unwrap();
    assert_eq!(to_value(&from_text).unwrap(), expected);
    let from_memory: Everything = serde_json::from_value(expected.clone()).unwrap();
    assert_eq!(to_value(&from_memory).unwrap(), expected);
    assert_eq!(from_text.nullable, Some(Nullable::Null));
    assert_eq!(from_text.list, Some(vec![]));
}

#[test]
fn errors_name_the_type_and_the_way_to_the_property() {
    let text = r#"{"boxed": {"map": {"k": [1, "x"]}}}"#;
    let error = from_str::<Everything>(text).unwrap_err().to_string();
    assert!(
        error.starts_with(r#"Everything.boxed.map["k"][1]: invalid type: string "x", expected an integer of 32 bits"#),
        "{error}"
    );
}

#[test]
fn a_subtype_is_found_wherever_its_tag_stands() {
    for text in [r#"{"kind":"Cat","meow":true}"#, r#"{"meow":true,"kind":"Cat"}"#] {
        let pet: Pet = from_str(text).unwrap();
        assert!(matches!(&pet, Pet::Cat(Cat { meow: Some(true), .. })), "{pet:?}");
        assert_eq!(serde_json::to_string(&pet).unwrap(), r#"{"kind":"Cat","meow":true}"#);
    }
}

#[test]
fn requests_leave_out_what_is_read_only_on_every_level() {
    let pet: Pet =
        from_str(r#"{"friends":[{"id":"1","kind":"Cat","meow":false},{"kind":"Fox","id":"2"}],"kind":"Hound"}"#)
            .unwrap();
    let content: RequestContent<Pet> = pet.try_into().unwrap();
    assert_eq!(
        body(content),
        json!({"kind": "Dog", "friends": [{"kind": "Cat", "meow": false}, {"kind": "Fox", "id": "2"}]})
    );
}

#[test]
fn smoke() {
    let _: Nothing = from_str("{}").unwrap();
    assert_eq!(Hours::from(12).to_string(), "12");
    assert_eq!(CreatedByType::from("x").to_string(), "x");
    let list = vec![PrivateEndpointConnection { id: Some("i".into()), ..Default::default() }];
    assert_eq!(body(request_content(&list).unwrap()), json!([{}]));
    let value: Everything = serde_json::from_value(everything()).unwrap();
    assert!(!format!("{value:?}").contains("hunter2"), "{value:?}");
    let _ = wire::debug::<Pet>;
}
