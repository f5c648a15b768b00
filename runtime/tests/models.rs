//! Models as a generated crate prints them: read, written whole, written as a request, shown.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use armsmith_runtime::__private::{Parameter as _, model, number_enum, polymorphic, request_body, string_enum};
use armsmith_runtime::{Date, Nullable, UnknownProperties, request_content};
use azure_core::http::{Body, RequestContent};
use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, Value};
use serde_json::{from_str, from_value, json, to_value};
use std::collections::BTreeMap;

#[derive(Clone, PartialEq)]
enum Color {
    Red,
    Star,
    UnknownValue(String),
}
string_enum! { Color, UnknownValue { Red = "Red", Star = "*" } }
request_body!(Color);

#[derive(Clone, PartialEq)]
enum Hours {
    N12,
    UnknownValue(i32),
}
number_enum! { Hours: i32, UnknownValue { N12 = 12 } }

#[derive(Clone, PartialEq)]
enum Ratio {
    Half,
    UnknownValue(f64),
}
number_enum! { Ratio: f64, UnknownValue { Half = 0.5 } }

#[derive(Clone)]
enum Pet {
    Cat(Box<Cat>),
    Dog(Box<Dog>),
    Bird(Box<Bird>),
    UnknownValue(Value),
}
polymorphic! { Pet by "kind", UnknownValue {
    Cat(Box<Cat>) = "Cat",
    Dog(Box<Dog>) = "Dog" | "Hound",
    Bird(Box<Bird>) = "Bird",
} }
request_body!(Pet);

#[derive(Clone, Default)]
struct Cat {
    kind: Option<String>,
    id: Option<String>,
    meow: Option<bool>,
}
model! { Cat { kind: "kind" = "Cat", id: "id" [read_only], meow: "meow" } }

#[derive(Clone, Default)]
struct Dog {
    kind: Option<String>,
    friends: Option<Vec<Pet>>,
    rest: Option<BTreeMap<String, i64>>,
}
model! { Dog { kind: "kind" = "Dog", friends: "friends", ..rest } }

/// A subtype with subtypes of its own, by another property.
#[derive(Clone)]
enum Bird {
    Owl(Box<Owl>),
    UnknownValue(Value),
}
polymorphic! { Bird by "species", UnknownValue { Owl(Box<Owl>) = "Owl" } }

#[derive(Clone, Default)]
struct Owl {
    kind: Option<String>,
    species: Option<String>,
    wise: Option<bool>,
}
model! { Owl { kind: "kind" = "Bird", species: "species" = "Owl", wise: "wise" } }

/// Discriminators without a field, as crates have them that were generated before constants could be kept.
#[derive(Clone, Default)]
struct Crow {
    color: Option<Color>,
    rest: Option<BTreeMap<String, i64>>,
}
model! { Crow tag "kind" = "Bird" tag "species" = "Crow" { color: "color", ..rest } }

#[derive(Clone, Default)]
struct Nothing {}
model! { Nothing {} }

#[derive(Clone, Default)]
struct OnlyRest {
    rest: Option<BTreeMap<String, Pet>>,
}
model! { OnlyRest { ..rest } }

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
model! { Everything {
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
    boxed: "boxed" as Boxed,
    nullable: "nullable",
    http_dates: "httpDates" as Rfc1123,
    unix: "unix" [read_only] as UnixTime,
    url_bytes: "urlBytes" as Base64Url;
    password: "password" [secret, read_only],
    ..rest
} }
request_body!(Everything);

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

fn read(value: Value) -> Everything {
    let from_text: Everything = from_str(&value.to_string()).unwrap();
    let from_memory: Everything = from_value(value).unwrap();
    assert_eq!(to_value(&from_text).unwrap(), to_value(&from_memory).unwrap());
    from_text
}

fn error(value: Value) -> String {
    from_value::<Everything>(value.clone()).unwrap_err();
    from_str::<Everything>(&value.to_string()).unwrap_err().to_string()
}

#[test]
fn null_is_absent_everywhere_but_where_it_means_something() {
    let value = read(json!({
        "flag": null, "small": null, "number": null, "text": null, "bytes": null, "when": null, "day": null,
        "list": null, "map": {"gone": null, "there": [1, null, 2]}, "boxed": null, "nullable": null, "httpDates": null,
        "unix": null
    }));
    let expected = json!({"map": {"there": [1, 2]}, "nullable": null, "unix": null});
    assert_eq!(to_value(&value).unwrap(), expected);
}

#[test]
fn absent_and_empty_are_not_the_same() {
    let value = read(json!({"list": [], "map": {}, "boxed": {}}));
    assert_eq!(to_value(&value).unwrap(), json!({"list": [], "map": {}, "boxed": {}}));
    assert_eq!(to_value(read(json!({}))).unwrap(), json!({}));
}

#[test]
fn whole_floats_are_integers_and_others_are_not() {
    let value = read(json!({"small": 3.0, "large": -1e3, "number": 4}));
    assert_eq!((value.small, value.large, value.number), (Some(3), Some(-1000), Some(4.0)));
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"small":3,"large":-1000,"number":4}"#);
    for wrong in [json!({"small": 3.5}), json!({"large": 1e30}), json!({"small": 5_000_000_000_i64})] {
        assert!(error(wrong).contains("expected an integer"));
    }
    assert!(error(json!({"large": u64::MAX})).contains("expected an integer"));
}

#[test]
fn dates_are_read_as_services_write_them() {
    let cases = [
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"),
        ("2024-01-02T03:04:05.1234567Z", "2024-01-02T03:04:05.1234567Z"),
        ("2024-01-02T03:04:05.1234567", "2024-01-02T03:04:05.1234567Z"),
        ("2024-01-02T03:04:05+02:00", "2024-01-02T03:04:05+02:00"),
        ("0001-01-01T00:00:00", "0001-01-01T00:00:00Z"),
        ("2024-01-02", "2024-01-02T00:00:00Z"),
        ("Tue, 10 Mar 2020 22:21:46 GMT", "2020-03-10T22:21:46Z"),
        ("2024-01-18 14:18:54Z", "2024-01-18T14:18:54Z"),
        ("2023-07-13 06:10:30 +0000", "2023-07-13T06:10:30Z"),
        ("2023-07-13T06:10:30.25-0730", "2023-07-13T06:10:30.25-07:30"),
        ("2023-07-13T06:10:30+02", "2023-07-13T06:10:30+02:00"),
        ("2023-07-13 06:10:30 UTC", "2023-07-13T06:10:30Z"),
        ("2023-07-13t06:10z", "2023-07-13T06:10:00Z"),
        (" 2023-07-13T06:10:30Z\n", "2023-07-13T06:10:30Z"),
    ];
    for (input, expected) in cases {
        let value = read(json!({"when": input}));
        assert_eq!(to_value(&value).unwrap(), json!({"when": expected}));
    }
    let uncertain = [
        "yesterday",
        "",
        "10/08/2021 07:35:50",
        "2021-10-22X08:09:11",
        "2021-10-22T08",
        "2021-10-22T08:09:11 PST",
        "1700000000",
        "2021-10-22T08:09:11+1",
        "2021-02-30T00:00:00Z",
        "2021-10-22T08:09:11+é",
    ];
    for input in uncertain {
        assert!(error(json!({"when": input})).contains("expected a date and time"), "{input}");
    }
    for (input, expected) in [("2024-01-02T00:00:00Z", "2024-01-02"), ("2024-01-02T00:00:00", "2024-01-02")] {
        assert_eq!(to_value(read(json!({"day": input}))).unwrap(), json!({"day": expected}));
    }
    for input in ["2024-13-01", "2024-01-02T12:00:00Z", "2024-01-02T00:00:00+02:00"] {
        assert!(error(json!({"day": input})).contains("expected a date"), "{input}");
    }
    for input in ["1994-11-06T08:49:37Z", "1994-11-06 09:49:37 +0100"] {
        let value = read(json!({"httpDates": [input]}));
        assert_eq!(to_value(&value).unwrap(), json!({"httpDates": ["Sun, 06 Nov 1994 08:49:37 GMT"]}));
    }
    for seconds in [json!(1_714_557_600), json!(1.714_557_6e9), json!("2024-05-01T10:00:00Z")] {
        assert_eq!(to_value(read(json!({"unix": seconds}))).unwrap(), json!({"unix": 1_714_557_600}));
    }
    for wrong in [json!(i64::MAX), json!(u64::MAX), json!(0.5), json!("soon"), json!("1714557600")] {
        assert!(error(json!({"unix": wrong})).contains("expected seconds since 1970"));
    }
    assert!(error(json!({"bytes": "?"})).contains("expected base64"));
}

#[test]
fn unknown_properties_are_passed_over() {
    let cat: Cat =
        from_str(r#"{"x": {"deep": [1, {"y": null}]}, "meow": true, "z": "\u00e9", "kind": "Cat"}"#).unwrap();
    assert_eq!(cat.meow, Some(true));
    // Nor does a key match that would be more than a name in the string that describes the struct.
    let cat: Cat =
        from_value(json!({"id\tread_only": 1, "\tkind\tCat\tCat\nid\tread_only": 1, "": 1, "Cat": 1, "meow": true}))
            .unwrap();
    assert_eq!(to_value(&cat).unwrap(), json!({"kind": "Cat", "meow": true}));
}

#[test]
fn errors_name_the_type_and_the_way_to_the_property() {
    let message = error(json!({"boxed": {"map": {"k": [1, "x"]}}}));
    let expected = r#"Everything.boxed.map["k"][1]: invalid type: string "x", expected an integer of 32 bits"#;
    assert!(message.starts_with(expected), "{message}");
    assert!(message.contains("at line 1 column"), "{message}");
    let message =
        from_str::<OnlyRest>(r#"{"a": {"kind": "Dog", "friends": [{"meow": 1, "kind": "Cat"}]}}"#).unwrap_err();
    let expected = r#"OnlyRest["a"].friends[0].meow: invalid type: integer `1`, expected true or false"#;
    assert!(message.to_string().starts_with(expected), "{message}");
    let message = from_str::<Everything>("[]").unwrap_err().to_string();
    assert!(message.starts_with("invalid type: sequence, expected an object"), "{message}");
    assert!(from_str::<Everything>("null").is_err());
}

#[test]
fn broken_json_is_an_error_in_every_place() {
    let input = everything().to_string();
    for end in 1..input.len() {
        if let Some(cut) = input.get(..end) {
            assert!(from_str::<Everything>(cut).is_err(), "{cut}");
        }
    }
    let input = r#"{"meow":true,"kind":"Dog","friends":[{"kind":"Cat"}]}"#;
    for end in 0..input.len() {
        assert!(from_str::<Pet>(&input[..end]).is_err());
    }
}

#[test]
fn of_two_values_of_one_property_the_last_one_counts() {
    for (input, expected) in [
        (
            r#"{"small":1,"text":"a","boxed":{"small":1},"small":2,"text":"b","boxed":{}}"#,
            json!({"small": 2, "text": "b", "boxed": {}}),
        ),
        (r#"{"small":1,"text":"a","list":[],"boxed":{},"small":null,"text":null,"list":null,"boxed":null}"#, json!({})),
        (
            r#"{"map":{"a":[1],"a":[2],"b":[1],"b":null,"c":null,"c":[1]},"x":1,"x":null}"#,
            json!({"map": {"a": [2], "c": [1]}, "x": null}),
        ),
    ] {
        assert_eq!(to_value(from_str::<Everything>(input).unwrap()).unwrap(), expected);
    }
    let dog: Dog = from_str(r#"{"a":1,"a":2,"b":1,"b":null,"c":null,"c":1}"#).unwrap();
    assert_eq!(dog.rest, Some(BTreeMap::from([("a".to_owned(), 2), ("c".to_owned(), 1)])));
}

#[test]
fn secrets_are_neither_in_debug_output_nor_in_error_messages() {
    let value = read(everything());
    let shown = format!("{value:?}");
    assert!(!shown.contains("hunter2") && !shown.contains("deep"), "{shown}");
    assert!(shown.starts_with("Everything { flag: true, small: -3,"), "{shown}");
    assert!(shown.contains(r#"password: "(hidden)""#), "{shown}");
    assert_eq!(format!("{:?}", read(json!({"unix": 1}))), "Everything { unix: 1 }");
    let message = error(json!({"boxed": {"password": 123_456}}));
    assert!(message.starts_with("Everything.boxed.password: ") && !message.contains("123456"), "{message}");
}

#[test]
fn a_subtype_is_found_wherever_its_tag_stands() {
    for input in [r#"{"kind":"Cat","meow":true}"#, r#"{"meow":true,"kind":"Cat"}"#] {
        let pet: Pet = from_str(input).unwrap();
        assert!(matches!(&pet, Pet::Cat(cat) if cat.meow == Some(true)), "{pet:?}");
        assert_eq!(serde_json::to_string(&pet).unwrap(), r#"{"kind":"Cat","meow":true}"#);
    }
}

#[test]
fn a_subtype_may_have_several_tags_and_additional_properties() {
    for (input, expected) in [
        (r#"{"kind":"Hound","a":1}"#, r#"{"kind":"Hound","a":1}"#),
        (r#"{"a":1,"kind":"Hound"}"#, r#"{"kind":"Hound","a":1}"#),
        (r#"{"a":1,"kind":"Dog"}"#, r#"{"kind":"Dog","a":1}"#),
    ] {
        let pet: Pet = from_str(input).unwrap();
        assert!(matches!(&pet, Pet::Dog(_)), "{pet:?}");
        assert_eq!(serde_json::to_string(&pet).unwrap(), expected);
    }
}

#[test]
fn a_discriminator_is_written_back_as_it_was_read() {
    for kind in ["Cat", "cat", "PersianCat", ""] {
        for input in [format!(r#"{{"kind":"{kind}","meow":true}}"#), format!(r#"{{"meow":true,"kind":"{kind}"}}"#)] {
            let cat: Cat = from_str(&input).unwrap();
            assert_eq!(cat.kind.is_none(), kind == "Cat", "only another value is kept");
            let expected = json!({"kind": kind, "meow": true});
            assert_eq!(to_value(&cat).unwrap(), expected);
            assert_eq!(body(request_content(&cat).unwrap()), expected);
        }
    }
    let made = Cat { meow: Some(true), ..Default::default() };
    assert_eq!(to_value(&made).unwrap(), json!({"kind": "Cat", "meow": true}));
    assert_eq!(format!("{made:?}"), r#"Cat { kind: "Cat", meow: true }"#);
    for nothing in ["{}", r#"{"kind":null}"#] {
        assert_eq!(to_value(from_str::<Cat>(nothing).unwrap()).unwrap(), json!({"kind": "Cat"}));
    }
    for input in [r#"{"kind":"Bird","species":"owl"}"#, r#"{"species":"owl","kind":"Bird"}"#] {
        let owl: Pet = from_str(input).unwrap();
        assert_eq!(to_value(&owl).unwrap(), json!({"kind": "Bird", "species": "owl"}));
    }
    let message = from_str::<Cat>(r#"{"kind":7}"#).unwrap_err().to_string();
    assert!(message.starts_with("Cat.kind: invalid type: integer `7`, expected a string"), "{message}");
}

#[test]
fn a_discriminator_without_a_field_is_written_as_documented() {
    let crow: Crow = from_str(r#"{"Kind":"x","SPECIES":"y","color":"Red","a":1}"#).unwrap();
    assert_eq!(to_value(&crow).unwrap(), json!({"kind": "Bird", "species": "Crow", "color": "Red", "a": 1}));
}

#[test]
fn a_subtype_is_found_in_any_case() {
    for input in [r#"{"kind":"CAT","meow":true}"#, r#"{"Kind":"Cat","meow":true}"#, r#"{"meow":true,"KIND":"cat"}"#] {
        let pet: Pet = from_str(input).unwrap();
        assert!(matches!(&pet, Pet::Cat(cat) if cat.meow == Some(true)), "{input}: {pet:?}");
    }
    let both: Pet = from_str(r#"{"Kind":"Dog","kind":"Cat"}"#).unwrap();
    assert!(matches!(both, Pet::Cat(_)), "the exact name wins");
}

#[derive(Clone, Default)]
struct Record {
    minimum_ttl: Option<i64>,
    permissions: Option<Access>,
    secret: Option<String>,
}
model! { Record { minimum_ttl: "minimumTtl", permissions: "permissions", secret: "secret" [secret] } }

#[derive(Clone, PartialEq)]
enum Access {
    Full,
    Lower,
    Upper,
    True,
    One,
    UnknownValue(String),
}
string_enum! { Access, UnknownValue { Full = "Full", Lower = "same", Upper = "SAME", True = "True", One = "1" } }

#[test]
fn a_property_is_found_in_any_case_and_the_exact_one_wins() {
    let ttl = |input: &str| from_str::<Record>(input).unwrap().minimum_ttl;
    assert_eq!(ttl(r#"{"minimumTTL":300}"#), Some(300));
    for both in [
        r#"{"minimumTTL":null,"minimumTtl":300}"#,
        r#"{"minimumTtl":300,"minimumTTL":null}"#,
        r#"{"minimumTtl":300,"minimumTTL":"not a number"}"#,
        r#"{"minimumTTL":1,"minimumTtl":300,"MinimumTtl":2}"#,
    ] {
        assert_eq!(ttl(both), Some(300), "{both}");
    }
    assert_eq!(ttl(r#"{"minimumTtl":null,"minimumTTL":300}"#), None, "an exact null wins as well");
    assert_eq!(ttl(r#"{"minimumTTL":1,"MinimumTtl":2}"#), Some(2), "of two others the last one counts");
    let record: Record = from_str(r#"{"MinimumTtl":1,"Permissions":"full"}"#).unwrap();
    assert_eq!(to_value(&record).unwrap(), json!({"minimumTtl": 1, "permissions": "Full"}));
    let message = from_str::<Record>(r#"{"MINIMUMTTL":"x"}"#).unwrap_err().to_string();
    assert!(message.starts_with("Record.minimumTtl: "), "{message}");
    let message = from_str::<Record>(r#"{"SECRET":4711}"#).unwrap_err().to_string();
    assert!(message.starts_with("Record.secret: ") && !message.contains("4711"), "{message}");
}

#[test]
fn beside_the_exact_one_another_case_is_an_additional_property() {
    for input in [r#"{"kind":"Dog","Friends":7,"friends":[]}"#, r#"{"kind":"Dog","friends":[],"Friends":7}"#] {
        let dog: Dog = from_str(input).unwrap();
        assert_eq!(to_value(&dog).unwrap(), json!({"kind": "Dog", "friends": [], "Friends": 7}));
    }
    let dog: Dog = from_str(r#"{"Friends":[]}"#).unwrap();
    assert_eq!(to_value(&dog).unwrap(), json!({"kind": "Dog", "friends": []}));
    let message = from_str::<Dog>(r#"{"friends":[],"Friends":"x"}"#).unwrap_err().to_string();
    assert!(message.starts_with(r#"Dog["Friends"]: "#), "{message}");
}

#[derive(Clone, Default)]
struct Site {
    kind: Option<String>,
    name: Option<String>,
    parts: Option<Vec<Site>>,
    unknown_properties: UnknownProperties,
}
model! { Site { kind: "kind" = "Site", name: "name", parts: "parts", ..unknown_properties } }

#[test]
fn properties_that_the_specification_lacks_survive_read_change_write() {
    let mut site: Site = from_str(
        r#"{"etag":"e","NAME":"a","kind":"Site","parts":[{"zone":null},{"name":"p"}],"more":{"deep":[1,null]}}"#,
    )
    .unwrap();
    assert_eq!((site.name.as_deref(), site.unknown_properties.len()), (Some("a"), 2));
    assert!(site.parts.as_ref().unwrap()[1].unknown_properties.is_empty());
    site.name = Some("b".to_owned());
    let expected = json!({
        "kind": "Site", "name": "b", "parts": [{"kind": "Site", "zone": null}, {"kind": "Site", "name": "p"}],
        "etag": "e", "more": {"deep": [1, null]}
    });
    assert_eq!(body(request_content(&site).unwrap()), expected);
    assert!(!format!("{site:?}").contains("deep"), "what is not known may be a secret");
    assert_eq!(size_of::<UnknownProperties>(), size_of::<usize>());
}

#[test]
fn an_unknown_subtype_keeps_the_whole_object() {
    for input in [r#"{"kind":"Fox","a":[1]}"#, r#"{"a":[1],"kind":"Fox"}"#, r#"{"a":[1]}"#, "{}", r#"{"kind":7}"#] {
        let pet: Pet = from_str(input).unwrap();
        let Pet::UnknownValue(value) = &pet else { panic!("{pet:?}") };
        assert_eq!(*value, from_str::<Value>(input).unwrap());
        assert_eq!(to_value(&pet).unwrap(), *value);
        assert_eq!(format!("{pet:?}"), "{..}");
    }
    assert!(from_str::<Pet>("3").is_err());
}

#[test]
fn a_subtype_may_have_subtypes() {
    for input in [
        r#"{"kind":"Bird","species":"Owl","wise":true}"#,
        r#"{"species":"Owl","kind":"Bird","wise":true}"#,
        r#"{"wise":true,"species":"Owl","kind":"Bird"}"#,
        r#"{"kind":"Bird","wise":true,"species":"Owl"}"#,
    ] {
        let pet: Pet = from_str(input).unwrap();
        assert!(
            matches!(&pet, Pet::Bird(bird) if matches!(&**bird, Bird::Owl(owl) if owl.wise == Some(true))),
            "{pet:?}"
        );
        assert_eq!(serde_json::to_string(&pet).unwrap(), r#"{"kind":"Bird","species":"Owl","wise":true}"#);
    }
    let pet: Pet = from_str(r#"{"kind":"Bird","species":"Dodo"}"#).unwrap();
    assert!(
        matches!(&pet, Pet::Bird(bird) if matches!(&**bird, Bird::UnknownValue(value) if *value == json!({"kind": "Bird", "species": "Dodo"})))
    );
}

#[test]
fn requests_leave_out_what_is_read_only_on_every_level() {
    let pet: Pet =
        from_str(r#"{"friends":[{"id":"1","kind":"Cat","meow":false},{"kind":"Fox","id":"2"}],"kind":"Hound"}"#)
            .unwrap();
    let content: RequestContent<Pet> = pet.try_into().unwrap();
    let expected = json!({"kind": "Hound", "friends": [{"kind": "Cat", "meow": false}, {"kind": "Fox", "id": "2"}]});
    assert_eq!(body(content), expected);

    let value = Everything { boxed: Some(Box::new(read(everything()))), ..read(everything()) };
    let sent = body(RequestContent::try_from(value).unwrap());
    for level in [&sent, &sent["boxed"]] {
        assert!(level.get("unix").is_none() && level.get("password").is_none() && level.get("nullable").is_some());
    }
}

#[test]
fn lists_and_maps_of_models_are_bodies_too() {
    let cat = Cat { id: Some("i".into()), meow: Some(true), ..Default::default() };
    assert_eq!(body(request_content(&vec![cat.clone()]).unwrap()), json!([{"kind": "Cat", "meow": true}]));
    let map = BTreeMap::from([("a".to_owned(), Nullable::Value(cat)), ("b".to_owned(), Nullable::Null)]);
    assert_eq!(body(request_content(&map).unwrap()), json!({"a": {"kind": "Cat", "meow": true}, "b": null}));
}

#[test]
fn string_enums_keep_what_they_do_not_know() {
    for (input, value) in [("Red", Color::Red), ("*", Color::Star), ("rot", Color::UnknownValue("rot".into()))] {
        assert!(
            Color::from(input) == value && input.parse() == Ok(value.clone()) && Color::from(input.to_owned()) == value
        );
        assert_eq!((value.as_ref(), value.to_string().as_str()), (input, input));
        assert_eq!(format!("{value:?}"), format!("{input:?}"));
        assert_eq!(to_value(&value).unwrap(), json!(input));
        assert!(from_value::<Color>(json!(input)).unwrap() == value);
        assert_eq!(value.to_str(), input);
    }
    assert_eq!(format!("{:>5}", Color::Star), "    *");
}

#[test]
fn the_case_of_an_enum_value_counts_only_where_both_are_documented() {
    for input in ["Full", "full", "FULL"] {
        assert!(from_value::<Access>(json!(input)).unwrap() == Access::Full, "{input}");
    }
    for (input, value) in [("same", Access::Lower), ("SAME", Access::Upper), ("Same", Access::Lower)] {
        assert!(from_value::<Access>(json!(input)).unwrap() == value, "{input}");
    }
}

#[test]
fn a_number_in_place_of_a_name_is_an_unknown_value() {
    for (number, input) in
        [(json!(0), "0"), (json!(-7), "-7"), (json!(u64::MAX), "18446744073709551615"), (json!(0.5), "0.5")]
    {
        assert!(from_value::<Access>(number).unwrap() == Access::UnknownValue(input.to_owned()));
    }
    assert!(from_value::<Access>(json!(1)).unwrap() == Access::One);
    assert!(from_value::<Access>(json!(true)).unwrap() == Access::True);
    for wrong in [json!(false), json!(["Full"]), json!({"Full": 1})] {
        let message = from_value::<Record>(json!({"permissions": wrong})).unwrap_err().to_string();
        assert!(message.starts_with("Record.permissions: invalid type: ") && message.ends_with("expected a string"));
    }
}

/// Everything that may be `null` and has a name of its own: models, enums and subtypes, in properties, maps and lists.
#[derive(Clone, Default)]
struct Nulls {
    model: Option<Nullable<Cat>>,
    choice: Option<Nullable<Access>>,
    hours: Option<Nullable<Hours>>,
    pet: Option<Nullable<Pet>>,
    boxed: Option<Nullable<Box<Nulls>>>,
    models: Option<Vec<Nullable<Cat>>>,
    choices: Option<Vec<Nullable<Access>>>,
    pets: Option<BTreeMap<String, Nullable<Pet>>>,
    by_name: Option<BTreeMap<String, Nullable<Access>>>,
    dates: Option<Vec<Nullable<OffsetDateTime>>>,
    any: Option<Vec<Value>>,
    zones: Option<Vec<String>>,
}
model! { Nulls {
    model: "model",
    choice: "choice",
    hours: "hours",
    pet: "pet",
    boxed: "boxed" as Boxed,
    models: "models",
    choices: "choices",
    pets: "pets",
    by_name: "byName",
    dates: "dates" as UnixTime,
    any: "any",
    zones: "zones",
} }

#[test]
fn null_is_read_and_sent_where_it_may_be() {
    let expected = json!({
        "model": null, "choice": null, "hours": null, "pet": null, "boxed": null,
        "models": [null, {"kind": "Cat", "meow": true}, null], "choices": [null, "Full", null],
        "pets": {"a": null, "b": {"kind": "Cat"}}, "byName": {"a": null, "b": "Full"}, "dates": [null, 1, null],
        "any": [null, 1, null]
    });
    let nulls: Nulls = from_value(expected.clone()).unwrap();
    assert_eq!(to_value(&nulls).unwrap(), expected);
    assert_eq!(body(request_content(&nulls).unwrap()), expected);
    let values = json!({
        "model": {"kind": "Cat"}, "choice": "Full", "hours": 12, "pet": {"kind": "Dog"}, "boxed": {"model": null}
    });
    assert_eq!(to_value(from_str::<Nulls>(&values.to_string()).unwrap()).unwrap(), values);
    assert_eq!(to_value(from_str::<Nulls>("{}").unwrap()).unwrap(), json!({}));
}

/// A list has no room for `null` where none is documented: it means an absent item, as it does in a map.
#[test]
fn an_undocumented_null_is_an_absent_item() {
    let nulls: Nulls = from_str(r#"{"zones":[null,"1",null]}"#).unwrap();
    assert_eq!(nulls.zones.as_deref(), Some(&["1".to_owned()][..]));
}

#[test]
fn number_enums_keep_what_they_do_not_know() {
    for (number, value) in [(12, Hours::N12), (13, Hours::UnknownValue(13))] {
        assert!(Hours::from(number) == value && i32::from(&value) == number);
        assert_eq!(to_value(&value).unwrap(), json!(number));
        assert!(from_value::<Hours>(json!(number)).unwrap() == value);
        assert_eq!((value.to_str().as_ref(), format!("{value:?}")), (number.to_string().as_str(), number.to_string()));
    }
    assert!(from_value::<Ratio>(json!(0.5)).unwrap() == Ratio::Half && Ratio::from(2.0) == Ratio::UnknownValue(2.0));
}

#[test]
fn nested_as_deep_as_json_may_be() {
    let mut input = r#"{"kind":"Cat"}"#.to_owned();
    for _ in 0..60 {
        input = format!(r#"{{"friends":[{input}],"kind":"Dog"}}"#);
    }
    let pet: Pet = from_str(&input).unwrap();
    assert_eq!(serde_json::to_string(&pet).unwrap().len(), input.len());
    let mut input = "{}".to_owned();
    for _ in 0..120 {
        input = format!(r#"{{"boxed":{input}}}"#);
    }
    let value: Everything = from_str(&input).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), input);
    let input = input.replace("{}", r#"{"boxed":{"boxed":{"boxed":{"boxed":{"boxed":{"boxed":{"boxed":{}}}}}}}}"#);
    assert!(from_str::<Everything>(&input).unwrap_err().to_string().contains("recursion limit"));
}

#[test]
fn a_struct_without_properties_is_an_object() {
    let nothing: Nothing = from_str(r#"{"a":1}"#).unwrap();
    assert_eq!(serde_json::to_string(&nothing).unwrap(), "{}");
}

#[test]
fn azure_core_reads_and_writes_models() {
    let cat: Cat = azure_core::json::from_json(br#"{"id":"i"}"#).unwrap();
    assert_eq!(&azure_core::json::to_json(&cat).unwrap()[..], br#"{"kind":"Cat","id":"i"}"#);
}

#[test]
fn an_enum_is_a_body_too() {
    let content: RequestContent<Color> = Color::Star.try_into().unwrap();
    assert_eq!(body(content), json!("*"));
}
