//! The three allowed differences, and that each kind of defect is caught.

use armsmith_core::diagnostics::JsonPointer;
use serde_json::{Value, json};

use super::{Actual, Direction, Outcome, Part, compare_body, compare_request};
use crate::example::Example;
use crate::expected::build;
use crate::files::Files;
use crate::operations::list;
use crate::shape::Shapes;

fn specification() -> Value {
    json!({
        "info": { "version": "2025-01-02" },
        "consumes": ["application/json"],
        "paths": { "/groups/{group}/disks/{disk}": { "put": {
            "operationId": "Disks_Put",
            "parameters": [
                { "name": "group", "in": "path", "type": "string" },
                { "name": "disk", "in": "path", "type": "string" },
                { "name": "api-version", "in": "query", "type": "string", "required": true },
                { "name": "since", "in": "query", "type": "string", "format": "date-time" },
                { "name": "tag", "in": "query", "type": "array", "items": { "type": "string" }, "collectionFormat": "multi" },
                { "name": "If-Match", "in": "header", "type": "string" },
                { "name": "disk body", "in": "body", "schema": { "$ref": "#/definitions/Disk" } },
            ],
            "responses": { "200": { "schema": { "$ref": "#/definitions/Disk" } } }
        } } },
        "definitions": { "Disk": { "properties": {
            "id": { "type": "string", "readOnly": true },
            "created": { "type": "string", "format": "date-time" },
            "modified": { "type": "string", "format": "date-time-rfc1123" },
            "note": { "type": "string" },
            "owner": { "type": "string", "x-nullable": true },
            "size": { "type": "number" },
            "zones": { "type": "array", "items": { "type": "string" } },
            "parts": { "type": "array", "items": { "$ref": "#/definitions/Disk" } },
            "tags": { "type": "object", "additionalProperties": { "type": "string" } },
            "any": { "type": "object" },
            "status": { "type": "string", "enum": ["On"] },
        } } }
    })
}

fn body(expected: &Value, actual: &Value, direction: Direction) -> Outcome {
    let files = Files::of(specification());
    let shapes = Shapes::new(&files);
    let schema = files.inputs().next().and_then(|it| it.get("definitions")?.get("Disk")).unwrap();
    compare_body(&shapes, schema, expected, actual, &JsonPointer::new("/body"), direction)
}

/// The pointers of all differences of an answer.
fn lost(expected: Value, actual: Value) -> Vec<String> {
    let outcome = body(&expected, &actual, Direction::Response);
    outcome.differences.iter().map(|it| it.pointer.as_str().to_owned()).collect()
}

#[test]
fn a_property_in_another_case_is_expected_under_its_declared_name() {
    assert!(lost(json!({ "NOTE": "a" }), json!({ "note": "a" })).is_empty());
    assert_eq!(lost(json!({ "NOTE": "a" }), json!({ "note": "b" })), ["/body/NOTE"]);
    assert_eq!(lost(json!({ "NOTE": "a" }), json!({})), ["/body/NOTE"]);
    // The exact spelling wins, and the other one is not read.
    assert_eq!(lost(json!({ "NOTE": "a", "note": "b" }), json!({ "note": "b" })), ["/body/NOTE"]);
    // Names of a map count exactly.
    assert_eq!(
        lost(json!({ "tags": { "A": "x" } }), json!({ "tags": { "a": "x" } })),
        ["/body/tags/A", "/body/tags/a"]
    );
}

fn good_request() -> Actual {
    Actual {
        method: "PUT".into(),
        url: "https://management.azure.com/groups/a%2Fb/disks/d%20%C3%A9?tag=1&api-version=2025-01-02\
              &since=2025-01-02T00:00:00Z&tag=2"
            .into(),
        headers: vec![
            ("if-match".into(), "*".into()),
            ("accept".into(), "application/json".into()),
            ("content-type".into(), "application/json; charset=utf-8".into()),
        ],
        body: Some(r#"{"note":"n","parts":[{"note":"m"}],"zones":[]}"#.into()),
    }
}

fn request(actual: &Actual) -> Outcome {
    let files = Files::of(specification());
    let shapes = Shapes::new(&files);
    let example = json!({ "parameters": {
        "group": "a/b", "disk": "d é", "since": "2025-01-02T01:00:00+01:00", "tag": ["2", "1"], "If-Match": "*",
        "disk body": { "note": "n", "id": "/id", "zones": [], "parts": [{ "id": null, "note": "m" }] },
    } });
    let expected = build(&shapes, &list(&files)[0], Example(&example)).unwrap();
    compare_request(&shapes, &expected, actual)
}

#[test]
fn the_three_allowed_differences_are_counted_one_by_one() {
    let outcome = request(&good_request());
    assert_eq!(outcome, Outcome { dates: 1, nulls: 1, read_only: 1, differences: Vec::new() });
    assert!(outcome.is_equal() && !outcome.is_exact());
}

#[test]
fn an_equal_answer_is_exact_whatever_its_order_and_its_numbers() {
    let documented =
        json!({ "size": 1, "note": "n", "created": "2025-01-02T00:00:00+00:00", "any": [null, { "a": null }] });
    let came =
        json!({ "any": [null, { "a": null }], "created": "2025-01-02T00:00:00+00:00", "note": "n", "size": 1.0 });
    assert!(body(&documented, &came, Direction::Response).is_exact());
}

#[test]
fn dates_are_instants_only_where_the_schema_says_so() {
    let (one, other) = ("2025-01-02T00:00:00Z", "2025-01-02T00:00:00.000+00:00");
    assert_eq!(body(&json!({ "created": one }), &json!({ "created": other }), Direction::Response).dates, 1);
    assert_eq!(lost(json!({ "note": one }), json!({ "note": other })), ["/body/note"]);
    assert_eq!(lost(json!({ "created": one }), json!({ "created": "2025-01-02T00:00:01Z" })), ["/body/created"]);
    let (one, other) = ("Thu, 02 Jan 2025 03:04:05 GMT", "Thu, 2 Jan 2025 03:04:05 GMT");
    assert_eq!(body(&json!({ "modified": one }), &json!({ "modified": other }), Direction::Response).dates, 1);
}

#[test]
fn a_null_may_be_absent_only_where_it_means_nothing() {
    assert_eq!(
        body(&json!({ "note": null, "tags": { "a": null } }), &json!({ "tags": {} }), Direction::Response).nulls,
        2
    );
    assert_eq!(lost(json!({ "owner": null }), json!({})), ["/body/owner"], "x-nullable");
    assert_eq!(lost(json!({ "any": { "a": null } }), json!({ "any": {} })), ["/body/any/a"], "any JSON");
    assert_eq!(lost(json!({}), json!({ "note": null })), ["/body/note"], "a null that nobody asked for");
}

#[test]
fn read_only_properties_may_be_absent_from_requests_only() {
    assert_eq!(body(&json!({ "id": "i" }), &json!({}), Direction::Request).read_only, 1);
    assert_eq!(lost(json!({ "id": "i" }), json!({})), ["/body/id"]);
    let renamed = body(&json!({ "id": "i" }), &json!({ "ID": "i" }), Direction::Request);
    assert_eq!(renamed.differences.len(), 1, "leaving out is not renaming");
}

#[test]
fn each_defect_of_a_body_is_caught() {
    assert_eq!(lost(json!({ "note": "n" }), json!({ "Note": "n" })), ["/body/note", "/body/Note"], "renamed property");
    assert_eq!(lost(json!({ "zones": [] }), json!({})), ["/body/zones"], "lost empty list");
    assert_eq!(lost(json!({ "zones": ["1", "2"] }), json!({ "zones": ["1"] })), ["/body/zones"], "lost item");
    assert_eq!(
        lost(json!({ "zones": ["1", "2"] }), json!({ "zones": ["2", "1"] })),
        ["/body/zones/0", "/body/zones/1"]
    );
    assert_eq!(lost(json!({ "tags": {} }), json!({})), ["/body/tags"], "lost empty map");
    assert_eq!(
        lost(json!({ "status": "Updating" }), json!({ "status": "updating" })),
        ["/body/status"],
        "enum spelling"
    );
    assert_eq!(lost(json!({ "size": 1 }), json!({ "size": "1" })), ["/body/size"], "number as text");
    assert_eq!(lost(json!({ "parts": [{ "note": "n" }] }), json!({ "parts": [{}] })), ["/body/parts/0/note"]);
    assert_eq!(lost(json!({}), json!({ "size": 0 })), ["/body/size"], "invented default");
    let large = |last: u64| json!({ "size": 9_007_199_254_740_992_u64 + last });
    assert_eq!(lost(large(0), large(1)), ["/body/size"], "an integer that only a float would blur");
}

#[test]
fn each_defect_of_a_request_is_caught() {
    let with = |change: &dyn Fn(&mut Actual)| {
        let mut actual = good_request();
        change(&mut actual);
        request(&actual).differences.iter().map(|it| (it.part, it.pointer.as_str().to_owned())).collect::<Vec<_>>()
    };
    let one = |part: Part, pointer: &str| vec![(part, pointer.to_owned())];
    let url = |from: &'static str, to: &'static str| {
        with(&|it| {
            assert!(it.url.contains(from));
            it.url = it.url.replace(from, to);
        })
    };
    assert_eq!(with(&|it| it.method = "PATCH".into()), one(Part::Method, "/parameters"));
    assert_eq!(url("/disks/", "/disk/"), one(Part::Path, "/parameters"), "wrong literal");
    assert_eq!(url("a%2Fb", "a%2Fc"), one(Part::Path, "/parameters/group"), "wrong value");
    assert_eq!(url("a%2Fb", "a/b"), one(Part::Path, "/parameters"), "a slash that divides");
    assert_eq!(url("/groups/", "/"), one(Part::Path, "/parameters"), "lost segment");
    assert_eq!(url("&api-version=2025-01-02", ""), one(Part::Query, "/parameters"), "dropped pair");
    assert_eq!(url("tag=1&", ""), one(Part::Query, "/parameters/tag"), "lost item");
    assert_eq!(url("tag=1&", "tag=1&tag=1&"), one(Part::Query, "/parameters/tag"), "doubled pair");
    assert_eq!(url("tag=2", "tag=3"), one(Part::Query, "/parameters/tag"), "wrong value");
    assert_eq!(url("T00:00:00Z", "T00:00:01Z"), one(Part::Query, "/parameters/since"), "another instant");
    assert_eq!(with(&|it| it.headers[0].1 = "1".into()), one(Part::Header, "/parameters/If-Match"));
    assert_eq!(with(&|it| drop(it.headers.remove(0))), one(Part::Header, "/parameters/If-Match"));
    assert_eq!(with(&|it| it.headers.push(("x-new".into(), "1".into()))), one(Part::Header, "/parameters/x-new"));
    assert_eq!(with(&|it| it.headers[2].1 = "text/plain".into()), one(Part::Header, "/parameters"));
    assert_eq!(with(&|it| it.headers[1].1 = "text/plain".into()), one(Part::Header, "/parameters"));
    assert_eq!(with(&|it| it.headers[1].1 = "text/plain, application/json".into()), []);
    assert_eq!(with(&|it| it.body = None), one(Part::Body, "/parameters/disk body"));
    assert_eq!(with(&|it| it.body = Some("{".into())), one(Part::Body, "/parameters/disk body"));
    let renamed = with(&|it| it.body = it.body.take().map(|it| it.replacen("note", "Note", 1)));
    assert_eq!(renamed.len(), 2, "{renamed:?}");
}

#[test]
fn text_bodies_are_compared_as_they_are() {
    let files = Files::of(json!({ "paths": { "/": { "put": {
        "consumes": ["text/powershell"],
        "parameters": [{ "name": "script", "in": "body", "schema": { "type": "string" } }],
    } } } }));
    let shapes = Shapes::new(&files);
    let example = json!({ "parameters": { "script": "Get-Thing" } });
    let expected = build(&shapes, &list(&files)[0], Example(&example)).unwrap();
    let actual = |content_type: &str, body: &str| Actual {
        method: "PUT".into(),
        url: "https://localhost/".into(),
        headers: vec![("Content-Type".into(), content_type.into())],
        body: Some(body.into()),
    };
    assert!(compare_request(&shapes, &expected, &actual("text/powershell", "Get-Thing")).is_exact());
    assert!(!compare_request(&shapes, &expected, &actual("application/json", "Get-Thing")).is_equal());
    assert!(!compare_request(&shapes, &expected, &actual("text/powershell", "Get")).is_equal());
}
