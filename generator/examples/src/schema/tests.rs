//! One small specification, and one example for each reason and for each leniency.

use serde_json::{Value, json};

use super::{Verdict, judge};
use crate::contradiction::Contradiction;
use crate::example::Example;
use crate::files::Files;
use crate::operations::list;
use crate::shape::Shapes;

fn specification() -> Value {
    json!({
        "info": { "version": "2025-01-02" },
        "paths": { "/pets/{petName}/{kind}": { "put": {
            "operationId": "Pets_Put",
            "parameters": [
                { "name": "petName", "in": "path", "type": "string", "required": true },
                { "name": "kind", "in": "path", "type": "string", "required": true, "enum": ["default"] },
                { "name": "api-version", "in": "query", "type": "string", "required": true },
                { "name": "$top", "in": "query", "type": "integer", "format": "int32" },
                { "name": "since", "in": "query", "type": "string", "format": "date-time" },
                { "name": "names", "in": "query", "type": "array", "items": { "type": "string" } },
                { "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Pet" } }
            ],
            "responses": {
                "200": { "schema": { "allOf": [{ "$ref": "#/definitions/Animal" }], "description": "Any." } },
                "201": { "schema": { "$ref": "#/definitions/Cat" } },
                "202": { "description": "Accepted." },
                "default": { "schema": { "$ref": "#/definitions/Pet" } }
            }
        } } },
        "definitions": {
            "Base": { "properties": { "inherited": { "type": "boolean" } } },
            "Pet": {
                "type": "object",
                "required": ["size"],
                "allOf": [{ "$ref": "#/definitions/Base" }],
                "properties": {
                    "size": { "type": "integer", "format": "int32" },
                    "count": { "type": "integer", "format": "int64" },
                    "born": { "type": "string", "format": "date-time" },
                    "day": { "type": "string", "format": "date" },
                    "modified": { "type": "string", "format": "date-time-rfc1123" },
                    "picture": { "type": "string", "format": "byte" },
                    "token": { "type": "string", "format": "base64url" },
                    "colour": { "type": "string", "enum": ["red"] },
                    "free": { "type": "object" },
                    "toys": { "type": "array", "items": { "$ref": "#/definitions/Toy" } },
                    "tags": { "type": "object", "additionalProperties": { "type": "string" } }
                }
            },
            "Toy": { "properties": { "name": { "type": "string" } } },
            "Animal": {
                "discriminator": "kind",
                "properties": { "kind": { "type": "string" } },
                "required": ["kind"]
            },
            "Cat": {
                "x-ms-discriminator-value": "cat",
                "allOf": [{ "$ref": "#/definitions/Animal" }],
                "properties": { "meows": { "type": "boolean" } }
            }
        }
    })
}

fn verdict(example: &Value) -> Verdict {
    let files = Files::of(specification());
    let shapes = Shapes::new(&files);
    judge(&shapes, &list(&files)[0], Example(example))
}

/// The verdict on a request with these parameters besides the required ones.
fn request(parameters: &Value) -> Vec<(String, Contradiction)> {
    let mut all = json!({ "petName": "rex", "api-version": "2025-01-02" });
    let all_members = all.as_object_mut().unwrap();
    all_members.extend(parameters.as_object().unwrap().clone());
    all_members.retain(|_, value| value != "absent");
    let verdict = verdict(&json!({ "parameters": all }));
    verdict.request.into_iter().map(|it| (it.pointer.as_str().to_owned(), it.reason)).collect()
}

/// The verdict on a body of the `Pet` definition.
fn pet(body: &Value) -> Vec<(String, Contradiction)> {
    request(&json!({ "body": body }))
}

/// The verdict on an answer.
fn answer(status: &str, body: &Value) -> Vec<Contradiction> {
    let verdict = verdict(&json!({ "responses": { status: { "body": body } } }));
    verdict.bodies[status].iter().map(|it| it.reason).collect()
}

#[test]
fn each_reason_about_parameters() {
    use Contradiction as C;
    for (parameters, pointer, reason) in [
        (json!({ "extra": 1 }), "/parameters/extra", C::UndeclaredParameter),
        (json!({ "Since": "2025-01-02T00:00:00Z" }), "/parameters/Since", C::ParameterCase),
        (json!({ "petName": "absent" }), "/parameters/petName", C::RequiredParameterMissing),
        (json!({ "petName": null }), "/parameters/petName", C::RequiredParameterMissing),
        (json!({ "kind": "other" }), "/parameters/kind", C::OtherConstant),
        (json!({ "petName": "" }), "/parameters/petName", C::PathSegmentLost),
        (json!({ "petName": ".." }), "/parameters/petName", C::PathSegmentLost),
        (json!({ "petName": "%2E" }), "/parameters/petName", C::PathSegmentLost),
        (json!({ "petName": { "name": 1 } }), "/parameters/petName", C::WrongType),
        (json!({ "$top": "many" }), "/parameters/$top", C::WrongType),
        (json!({ "$top": 3_000_000_000_u32 }), "/parameters/$top", C::OutOfRange),
        (json!({ "since": "yesterday" }), "/parameters/since", C::NotADateTime),
        (json!({ "names": "one" }), "/parameters/names", C::WrongType),
        (json!({ "names": [["one"]] }), "/parameters/names/0", C::WrongType),
    ] {
        assert_eq!(request(&parameters), [(pointer.to_owned(), reason)], "{parameters}");
    }
}

#[test]
fn each_reason_about_values() {
    use Contradiction as C;
    for (body, pointer, reason) in [
        (json!({ "extra": 1 }), "/extra", C::UndeclaredProperty),
        (json!({ "Size": 1 }), "/Size", C::PropertyCase),
        (json!({ "Inherited": true }), "/Inherited", C::PropertyCase),
        (json!([]), "", C::WrongType),
        (json!({ "size": "1" }), "/size", C::WrongType),
        (json!({ "size": 1.5 }), "/size", C::WrongType),
        (json!({ "size": 2_147_483_648_u32 }), "/size", C::OutOfRange),
        (json!({ "count": 9_223_372_036_854_775_808_u64 }), "/count", C::OutOfRange),
        (json!({ "inherited": "yes" }), "/inherited", C::WrongType),
        (json!({ "colour": 1 }), "/colour", C::WrongType),
        (json!({ "toys": ["ball"] }), "/toys/0", C::WrongType),
        (json!({ "toys": {} }), "/toys", C::WrongType),
        (json!({ "toys": [null] }), "/toys/0", C::NullItem),
        (json!({ "toys": [{ "name": "ball", "price/€": 1 }] }), "/toys/0/price~1€", C::UndeclaredProperty),
        (json!({ "tags": { "a": 1 } }), "/tags/a", C::WrongType),
        (json!({ "born": "yesterday" }), "/born", C::NotADateTime),
        (json!({ "day": "2025-02-30" }), "/day", C::NotADate),
        (json!({ "modified": "2025-01-02T00:00:00Z" }), "/modified", C::NotRfc1123),
        (json!({ "picture": "{picture}" }), "/picture", C::NotBase64),
        (json!({ "token": "a+b=" }), "/token", C::NotBase64Url),
    ] {
        assert_eq!(pet(&body), [(format!("/parameters/body{pointer}"), reason)], "{body}");
    }
}

#[test]
fn what_arm_does_and_the_crate_carries_is_no_contradiction() {
    for body in [
        json!({}),
        json!({ "size": null, "toys": null, "tags": null }),
        json!({ "size": 1.0, "count": 9_223_372_036_854_775_807_u64 }),
        json!({ "colour": "a value that nobody listed" }),
        json!({ "free": ["any", 1, { "JSON": null }] }),
        json!({ "tags": { "Any Name": "" } }),
        json!({ "born": "2025-01-02T03:04:05.1234567" }),
    ] {
        assert_eq!(pet(&body), [], "{body}");
    }
    for parameters in [
        json!({ "api-version": "absent" }),
        json!({ "kind": "default" }),
        json!({ "$top": "10" }),
        json!({ "$top": null }),
        json!({ "petName": 7 }),
        json!({ "names": [] }),
    ] {
        assert_eq!(request(&parameters), [], "{parameters}");
    }
}

#[test]
fn answers_are_judged_by_their_own_status() {
    use Contradiction as C;
    assert_eq!(answer("202", &json!({})), [C::UndeclaredBody]);
    assert_eq!(answer("204", &json!({})), [C::UndeclaredStatus]);
    assert_eq!(answer("404", &json!({ "size": "1" })), [C::WrongType]);
    assert_eq!(answer("201", &json!({ "kind": "cat", "barks": true })), [C::UndeclaredProperty]);
    let verdict = verdict(&json!({ "responses": { "200": {}, "201": { "body": null } } }));
    assert!(verdict.bodies.is_empty(), "an answer without a body is not judged");
}

#[test]
fn a_discriminator_chooses_the_schema() {
    use Contradiction as C;
    assert_eq!(answer("200", &json!({ "kind": "cat", "meows": true })), []);
    assert_eq!(answer("200", &json!({ "kind": "cat", "meows": "yes" })), [C::WrongType]);
    assert_eq!(answer("200", &json!({ "kind": "unicorn", "horns": 1 })), [], "kept whole");
    assert_eq!(answer("200", &json!({ "horns": 1 })), [], "kept whole");
    assert_eq!(answer("201", &json!({ "kind": "dog" })), [C::OtherSubtype]);
    assert_eq!(answer("201", &json!({ "meows": true })), [C::OtherSubtype]);
}
