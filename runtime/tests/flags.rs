//! Flags of properties, at every position: requests leave out read-only properties, and messages hide secret ones.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use armsmith_runtime::__private::model;
use armsmith_runtime::request_content;
use azure_core::http::{Body, RequestContent};
use serde_json::{from_value, json};

/// Flags at the first position, in a row, at the last position; the name of one property begins the name of the next.
#[derive(Clone, Default)]
struct Vault {
    first: Option<String>,
    id: Option<String>,
    idx: Option<String>,
    id_of: Option<String>,
    plain: Option<String>,
    p: Option<String>,
    state: Option<String>,
    last: Option<String>,
}
model! { Vault {
    first: "first" [secret],
    id: "id" [read_only],
    idx: "idx" [read_only, secret],
    id_of: "idxOf" [secret, read_only],
    plain: "plain",
    p: "p" [secret],
    state: "state" [read_only],
    last: "last" [secret],
} }

/// The last flag differs from that in `Vault`, and belongs to the last but one property, whose name is empty.
#[derive(Clone, Default)]
struct Key {
    value: Option<String>,
    values: Option<String>,
    nameless: Option<String>,
    name: Option<String>,
}
model! { Key { value: "value", values: "values" [read_only], nameless: "" [read_only], name: "name" } }

const NAMES: [&str; 8] = ["first", "id", "idx", "idxOf", "plain", "p", "state", "last"];
const SECRETS: [&str; 5] = ["first", "idx", "idxOf", "p", "last"];

fn vault() -> Vault {
    from_value(NAMES.iter().map(|name| ((*name).to_owned(), json!(format!("<{name}>")))).collect()).unwrap()
}

fn sent<T>(content: RequestContent<T>) -> String {
    match Body::from(content) {
        Body::Bytes(bytes) => std::str::from_utf8(&bytes).unwrap().to_owned(),
        Body::SeekableStream(_) => panic!("a stream"),
    }
}

#[test]
fn a_request_has_all_but_what_is_read_only() {
    let expected = r#"{"first":"<first>","plain":"<plain>","p":"<p>","last":"<last>"}"#;
    assert_eq!(sent(request_content(&vault()).unwrap()), expected);
    let key: Key = from_value(json!({"value": "a", "values": "b", "": "c", "name": "d"})).unwrap();
    assert_eq!(sent(request_content(&key).unwrap()), r#"{"value":"a","name":"d"}"#);
}

#[test]
fn a_whole_value_has_everything() {
    let expected = NAMES.map(|name| format!(r#""{name}":"<{name}>""#)).join(",");
    assert_eq!(serde_json::to_string(&vault()).unwrap(), format!("{{{expected}}}"));
}

#[test]
fn debug_output_hides_every_secret_and_nothing_else() {
    let expected = NAMES.map(|name| {
        let value = if SECRETS.contains(&name) { "(hidden)".to_owned() } else { format!("<{name}>") };
        format!("{name}: {value:?}")
    });
    assert_eq!(format!("{:?}", vault()), format!("Vault {{ {} }}", expected.join(", ")));
    assert_eq!(format!("{:?}", Vault { idx: Some("1".into()), ..Default::default() }), r#"Vault { idx: "(hidden)" }"#);
}

#[test]
fn messages_quote_no_secret_and_everything_else() {
    for name in NAMES {
        let message = from_value::<Vault>(json!({ name: 4711 })).unwrap_err().to_string();
        assert!(message.starts_with(&format!("Vault.{name}: ")), "{message}");
        assert_eq!(message.contains("4711"), !SECRETS.contains(&name), "{message}");
    }
}
