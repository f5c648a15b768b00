//! Tests of the comparison: each kind of change to a small specification is reported once, with its location.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::comparison::{Difference, compare};

fn document() -> Value {
    json!({
        "info": { "title": "T", "description": "D", "version": "1" },
        "securityDefinitions": { "auth": { "scopes": { "act": "Acts." } } },
        "paths": { "/a/{b}": { "get": {
            "operationId": "A_Get",
            "summary": "S",
            "parameters": [
                { "$ref": "../common/types.json#/parameters/Version" },
                { "name": "b", "in": "path", "type": "string", "maxLength": 90 },
                { "name": "c", "in": "query", "type": "string" }
            ],
            "responses": { "200": { "headers": { "Location": { "type": "string" } } } },
            "x-ms-examples": { "One": { "$ref": "./examples/one.json" }, "Two": { "$ref": "./examples/two.json" } }
        } } },
        "definitions": { "State": {
            "description": "A state.",
            "enum": ["On", "Off"],
            "x-ms-enum": { "name": "State" },
            "required": ["description"],
            "properties": { "description": { "type": "string", "description": "Why." } }
        } }
    })
}

/// Returns the differences after one edit of the carried document.
fn after(edit: impl FnOnce(&mut Value)) -> Vec<String> {
    let files = |document| BTreeMap::from([("x/a.json".to_owned(), document)]);
    let mut carried = document();
    edit(&mut carried);
    compare(&files(document()), &files(carried)).iter().map(Difference::to_string).collect()
}

/// The location named by `pointer` in the carried document.
fn at<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Value {
    document.pointer_mut(pointer).expect("a location of the document above")
}

fn remove(document: &mut Value, pointer: &str, member: &str) {
    at(document, pointer).as_object_mut().expect("an object").remove(member).expect("a member");
}

const GET: &str = "/paths/~1a~1{b}/get";

#[test]
fn nothing_is_reported_without_a_change() {
    assert_eq!(after(|_| ()), [""; 0]);
}

#[test]
fn wording_states_nothing() {
    let reported = after(|carried| {
        *at(carried, "/info/title") = "another".into();
        remove(carried, "/info", "description");
        remove(carried, GET, "summary");
        *at(carried, "/definitions/State/properties/description/description") = "another".into();
        *at(carried, "/securityDefinitions/auth/scopes/act") = "another".into();
        *at(carried, &format!("{GET}/x-ms-examples")) =
            json!({ "Zwei": { "$ref": "examples/two.json" }, "Eins": { "$ref": "./examples/one.json" } });
    });
    assert_eq!(reported, [""; 0]);
}

#[test]
fn descriptions_of_enum_values_state_nothing_unless_the_values_differ() {
    let values = |last: &str| json!([{ "value": "On", "description": "It runs." }, { "value": last }]);
    let set = |values| after(|carried| at(carried, "/definitions/State/x-ms-enum")["values"] = values);
    assert_eq!(set(values("Off")), [""; 0]);
    assert_eq!(set(values("Out")).len(), 1);
    assert_eq!(set(json!([{ "value": "On", "name": "Running" }, { "value": "Off" }])).len(), 1);
    let named =
        |text: &str| json!({ "enum": ["On"], "x-ms-enum": { "values": [{ "name": "A", "description": text }] } });
    let files = |text: &str| BTreeMap::from([("a.json".to_owned(), named(text))]);
    assert_eq!(compare(&files("It runs."), &files("On.")), []);
}

#[test]
fn a_changed_enum_value_is_reported() {
    let reported = after(|carried| *at(carried, "/definitions/State/enum/1") = "off".into());
    assert_eq!(
        reported,
        [
            r#"x/a.json#/definitions/State/enum/1: missing; the public file says "Off""#,
            r#"x/a.json#/definitions/State/enum/1: "off" is not public, or nothing that the operations reach"#,
        ]
    );
}

#[test]
fn a_dropped_parameter_is_reported_once() {
    let reported = after(|carried| {
        at(carried, &format!("{GET}/parameters")).as_array_mut().expect("an array").remove(1);
    });
    let expected = r#"{"name":"b","in":"path","type":"string","maxLength":90}"#;
    assert_eq!(reported, [format!("x/a.json#{GET}/parameters/1: missing; the public file says {expected}")]);
}

#[test]
fn exchanged_parameters_are_reported() {
    let reported = after(|carried| {
        at(carried, &format!("{GET}/parameters")).as_array_mut().expect("an array").swap(1, 2);
    });
    let version = "common/types.json#/parameters/Version";
    assert_eq!(
        reported,
        [format!(
            r#"x/a.json#{GET}/parameters: in the order ["{version}","c","b"], but the public file says ["{version}","b","c"]"#
        )]
    );
}

#[test]
fn a_changed_bound_is_reported() {
    let reported = after(|carried| *at(carried, &format!("{GET}/parameters/1/maxLength")) = 80.into());
    assert_eq!(reported, [format!("x/a.json#{GET}/parameters/1/maxLength: 80, but the public file says 90")]);
}

#[test]
fn a_reference_to_something_else_is_reported_and_a_longer_way_to_the_same_is_not() {
    let reference = format!("{GET}/parameters/0/$ref");
    let same = after(|carried| *at(carried, &reference) = "./../common/types.json#/parameters/Version".into());
    assert_eq!(same, [""; 0]);
    let other = after(|carried| *at(carried, &reference) = "../common/types.json#/parameters/Other".into());
    assert_eq!(other.len(), 2, "{other:?}");
}

#[test]
fn a_property_named_description_is_a_statement() {
    let reported = after(|carried| remove(carried, "/definitions/State/properties", "description"));
    assert_eq!(
        reported,
        [r#"x/a.json#/definitions/State/properties/description: missing; the public file says {"type":"string"}"#]
    );
}

#[test]
fn headers_extensions_scopes_and_examples_are_statements() {
    let reported = after(|carried| {
        remove(carried, &format!("{GET}/responses/200/headers"), "Location");
        at(carried, GET)["x-ms-long-running-operation"] = true.into();
        remove(carried, &format!("{GET}/x-ms-examples"), "Two");
        remove(carried, "/securityDefinitions/auth/scopes", "act");
    });
    assert_eq!(
        reported,
        [
            format!(
                r#"x/a.json#{GET}/responses/200/headers/Location: missing; the public file says {{"type":"string"}}"#
            ),
            format!(
                r#"x/a.json#{GET}/x-ms-examples/1: missing; the public file says {{"$ref":"x/examples/two.json#"}}"#
            ),
            format!(
                "x/a.json#{GET}/x-ms-long-running-operation: true is not public, or nothing that the operations reach"
            ),
            "x/a.json#/securityDefinitions/auth/scopes/act: missing; the public file says null".to_owned(),
        ]
    );
}

#[test]
fn files_are_paired_by_name() {
    let file = |name: &str| BTreeMap::from([(name.to_owned(), json!({}))]);
    let reported: Vec<String> = compare(&file("a"), &file("b")).iter().map(Difference::to_string).collect();
    assert_eq!(
        reported,
        ["a#: missing; the public file says {}", "b#: {} is not public, or nothing that the operations reach"]
    );
}
