//! What requests are expected for small operations.

use serde_json::{Value, json};

use super::{Meaning, Text, build};
use crate::example::Example;
use crate::files::Files;
use crate::operations::list;
use crate::shape::Shapes;

/// Path, query, headers and form as texts, and the body, that are expected for the first operation of a specification.
fn expect(mut specification: Value, parameters: &Value) -> Option<Value> {
    specification["info"] = json!({ "version": "2025-01-02" });
    let files = Files::of(specification);
    let shapes = Shapes::new(&files);
    let operations = list(&files);
    let expected = build(&shapes, &operations[0], Example(&json!({ "parameters": parameters })))?;
    let pairs = |pairs: &[(String, Text)]| -> Vec<String> {
        pairs.iter().map(|(name, value)| format!("{name}={}", value.text)).collect()
    };
    let path: Vec<&str> = expected.path.iter().map(|it| it.text.as_str()).collect();
    Some(json!({
        "method": expected.method, "path": path, "query": pairs(&expected.query), "headers": pairs(&expected.headers),
        "form": pairs(&expected.form), "body": expected.body.map(|it| it.value),
    }))
}

#[test]
fn every_place_of_a_request() {
    let specification = json!({
        "parameters": { "Version": { "name": "api-version", "in": "query", "type": "string", "required": true } },
        "paths": { "/a/{group}/x('{first}.{second}')/{kind}/": {
            "parameters": [
                { "name": "group", "in": "path", "type": "string" },
                { "name": "shared", "in": "query", "type": "string" },
            ],
            "patch": {
                "parameters": [
                    { "name": "first", "in": "path", "type": "string" },
                    { "name": "second", "in": "path", "type": "integer" },
                    { "name": "kind", "in": "path", "type": "string", "required": true, "enum": ["default"] },
                    { "$ref": "#/parameters/Version" },
                    { "name": "shared", "in": "query", "type": "boolean" },
                    { "name": "optional", "in": "query", "type": "string", "enum": ["never sent by itself"] },
                    { "name": "If-Match", "in": "header", "type": "string", "required": true },
                    { "name": "field", "in": "formData", "type": "string" },
                    { "name": "payload", "in": "body", "schema": { "type": "object" } },
                ]
            }
        } }
    });
    let parameters = json!({
        "group": "a/b c", "first": "é", "second": 7, "shared": true, "If-Match": "*", "field": "f", "payload": { "a": [] }
    });
    assert_eq!(
        expect(specification.clone(), &parameters).unwrap(),
        json!({
            "method": "PATCH",
            "path": ["a", "a/b c", "x('é.7')", "default", ""],
            "query": ["shared=true", "api-version=2025-01-02"],
            "headers": ["If-Match=*"],
            "form": ["field=f"],
            "body": { "a": [] },
        })
    );
    assert_eq!(
        expect(specification, &json!({ "group": "g", "first": "f", "second": 1 })),
        None,
        "If-Match is required"
    );
}

#[test]
fn the_example_wins_over_constant_and_version() {
    let specification = json!({ "paths": { "/a/{kind}": { "get": { "parameters": [
        { "name": "kind", "in": "path", "type": "string", "required": true, "enum": ["default"] },
        { "name": "api-version", "in": "query", "type": "string", "required": true },
    ] } } } });
    let expected = expect(specification, &json!({ "kind": "Other", "api-version": "1" })).unwrap();
    assert_eq!((&expected["path"], &expected["query"]), (&json!(["a", "Other"]), &json!(["api-version=1"])));
}

#[test]
fn lists_follow_their_collection_format() {
    let with_items = |format: Value, items: Value| {
        let mut parameter = json!({ "name": "l", "in": "query", "type": "array", "items": { "type": "string" } });
        if !format.is_null() {
            parameter["collectionFormat"] = format;
        }
        let specification = json!({ "paths": { "/": { "get": { "parameters": [parameter] } } } });
        expect(specification, &json!({ "l": items })).unwrap()["query"].clone()
    };
    let with = |format: Value| with_items(format, json!(["a", "b c"]));
    assert_eq!(with_items(Value::Null, json!([])), json!([]));
    assert_eq!(with(Value::Null), json!(["l=a,b c"]));
    assert_eq!(with("ssv".into()), json!(["l=a b c"]));
    assert_eq!(with("tsv".into()), json!(["l=a\tb c"]));
    assert_eq!(with("pipes".into()), json!(["l=a|b c"]));
    assert_eq!(with("multi".into()), json!(["l=a", "l=b c"]));
}

#[test]
fn raw_values_are_parts_of_the_url() {
    let specification = json!({ "paths": { "/{scope}/providers/{name}": { "get": { "parameters": [
        { "name": "scope", "in": "path", "type": "string", "x-ms-skip-url-encoding": true },
        { "name": "name", "in": "path", "type": "string" },
        { "name": "$filter", "in": "query", "type": "string", "x-ms-skip-url-encoding": true },
    ] } } } });
    let parameters = json!({ "scope": "/subscriptions/a%20b/", "name": "a%20b", "$filter": "x%20eq+1" });
    let expected = expect(specification, &parameters).unwrap();
    assert_eq!(expected["path"], json!(["subscriptions", "a b", "providers", "a%20b"]));
    assert_eq!(expected["query"], json!(["$filter=x eq 1"]));
}

#[test]
fn overloaded_paths_bring_their_pairs_once() {
    let with = |key: &str, parameters: Value| {
        let specification = json!({ "x-ms-paths": { key: { "get": { "parameters": parameters } } } });
        expect(specification, &json!({})).unwrap()
    };
    let expected = with("/apis?export=true&b=%2F", json!([]));
    assert_eq!((&expected["path"], &expected["query"]), (&json!(["apis"]), &json!(["export=true", "b=/"])));
    let declared = json!([{ "name": "export", "in": "query", "type": "string", "required": true, "enum": ["true"] }]);
    assert_eq!(with("/apis?export=true", declared)["query"], json!(["export=true"]));
    assert_eq!(with("/apis?to tell two apart", json!([]))["query"], json!([]));
}

#[test]
fn a_parameter_says_how_it_is_compared() {
    let meaning = |parameter: Value, value: Value| {
        let files = Files::of(json!({ "paths": { "/": { "get": { "parameters": [parameter] } } } }));
        let shapes = Shapes::new(&files);
        let example = json!({ "parameters": { "p": value } });
        build(&shapes, &list(&files)[0], Example(&example)).unwrap().query[0].1.clone()
    };
    let date = meaning(json!({ "name": "p", "in": "query", "type": "string", "format": "date-time" }), json!("x"));
    assert_eq!((date.meaning, date.pointer.as_str()), (Meaning::DateTime, "/parameters/p"));
    let number = meaning(json!({ "name": "p", "in": "query", "type": "integer" }), json!(1));
    assert_eq!(number.meaning, Meaning::Number);
}

#[test]
fn openapi_3_reads_alike() {
    let specification = json!({ "paths": { "/a/{b}": { "post": {
        "parameters": [
            { "name": "b", "in": "path", "required": true, "schema": { "type": "string" } },
            { "name": "l", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
            { "name": "m", "in": "query", "explode": false, "schema": { "type": "array", "items": { "type": "string" } } },
        ],
        "requestBody": { "x-ms-requestBody-name": "payload", "required": true,
            "content": { "application/json": { "schema": { "type": "object" } } } },
    } } } });
    let expected =
        expect(specification, &json!({ "b": "B", "l": ["1", "2"], "m": ["1", "2"], "payload": {} })).unwrap();
    assert_eq!(expected["path"], json!(["a", "B"]));
    assert_eq!(expected["query"], json!(["l=1", "l=2", "m=1,2"]));
    assert_eq!(expected["body"], json!({}));
}
