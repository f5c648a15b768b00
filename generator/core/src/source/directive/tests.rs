//! Each form of a directive, and each that is ignored.

use serde_json::{Value, json};

use super::{apply, read};
use crate::diagnostics::{Diagnostics, FileId, Location, Severity};

fn document() -> Value {
    json!({
        "x-ms-paths": { "/next": {} },
        "paths": { "/a": {
            "get": { "operationId": "Disks_Get", "parameters": [{ "name": "a", "in": "query" }, { "$ref": "#/parameters/P" }] },
            "put": { "operationId": "Disks_Put", "responses": { "200": { "schema": { "$ref": "#/definitions/Liftr.Disk" } } } },
        } },
        "definitions": {
            "Liftr.Disk": { "properties": { "id": { "type": "string" }, "owner": { "$ref": "o.json#/definitions/Liftr.Disk" } } },
            "Other": { "type": "string" },
        },
    })
}

/// Returns the changed document and the messages.
fn changed(directive: &Value, path: &str) -> (Value, String) {
    let mut diagnostics = Diagnostics::new();
    let mut document = document();
    if let Some(it) = read(directive, &Location::file(FileId(0)), &(0..1), &mut diagnostics) {
        let list = [it];
        if apply(&list, path, &mut document).is_empty() {
            list[0].report_unused(&mut diagnostics);
        }
    }
    (document, diagnostics.iter().map(|it| format!("{}: {}", it.severity.as_str(), it.message)).collect())
}

/// The document with some changes by pointer; null takes out.
fn with(changes: &[(&str, Value)]) -> Value {
    let mut document = document();
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        match value {
            Value::Null => drop(parent.shift_remove(key)),
            value => drop(parent.insert(key.to_owned(), value.clone())),
        }
    }
    document
}

#[test]
fn every_form_changes_what_it_names() {
    let id = "/definitions/Liftr.Disk/properties/id";
    let format = format!("{id}/format");
    let format = format.as_str();
    let here = "$.definitions['Liftr.Disk'].properties.id";
    let cases = [
        (json!({ "where": here, "transform": "$['format'] = 'uuid'" }), with(&[(format, json!("uuid"))])),
        (json!({ "where": [here], "transform": ["$.format = 'uuid';"] }), with(&[(format, json!("uuid"))])),
        (
            json!({ "from": "swagger-document", "where": "$", "transform": "delete $['x-ms-paths']" }),
            with(&[("/x-ms-paths", Value::Null)]),
        ),
        (json!({ "where": "$.x-ms-paths", "transform": "$ = undefined" }), with(&[("/x-ms-paths", Value::Null)])),
        (
            json!({ "where": here, "transform": "return { type: 'integer' }" }),
            with(&[(id, json!({ "type": "integer" }))]),
        ),
        (json!({ "where": here, "set": { "type": "integer" } }), with(&[(id, json!({ "type": "integer" }))])),
        (
            json!({ "where-model": "Liftr.Disk", "transform": "$.properties.id.format = 'uuid'" }),
            with(&[(format, json!("uuid"))]),
        ),
        (
            json!({ "where-operation": "Disks_Get", "transform": "$.deprecated = true" }),
            with(&[("/paths/~1a/get/deprecated", json!(true))]),
        ),
        (json!({ "remove-operation": "Disks_Get" }), with(&[("/paths/~1a/get", Value::Null)])),
        (
            json!({ "rename-operation": { "from": "Disks_Get", "to": "Disks_Read" } }),
            with(&[("/paths/~1a/get/operationId", json!("Disks_Read"))]),
        ),
        (json!({ "remove-model": "Other" }), with(&[("/definitions/Other", Value::Null)])),
        (json!({ "where-model": "Liftr.Disk", "remove-property": "id" }), with(&[(id, Value::Null)])),
        (
            json!({ "where-operation": "Disks_Get", "remove-parameter": { "in": "query", "name": "a" } }),
            with(&[("/paths/~1a/get/parameters", json!([{ "$ref": "#/parameters/P" }]))]),
        ),
    ];
    for (directive, expected) in cases {
        let (document, said) = changed(&directive, "/specs/disk.json");
        assert_eq!(said, "", "{directive}");
        assert_eq!(document, expected, "{directive}");
    }
}

#[test]
fn a_renamed_model_keeps_its_position_and_its_references() {
    let (document, said) = changed(&json!({ "rename-model": { "from": "Liftr.Disk", "to": "Disk/1" } }), "disk.json");
    assert_eq!(said, "");
    let names: Vec<&String> = document["definitions"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Disk/1", "Other"]);
    assert_eq!(document["paths"]["/a"]["put"]["responses"]["200"]["schema"]["$ref"], "#/definitions/Disk~11");
    assert_eq!(document["definitions"]["Disk/1"]["properties"]["owner"]["$ref"], "o.json#/definitions/Disk~11");

    let rename = json!({ "where-model": "Liftr.Disk", "rename-property": { "from": "id", "to": "owner" } });
    let (document, _) = changed(&rename, "disk.json");
    assert_eq!(document["definitions"]["Liftr.Disk"]["properties"], json!({ "owner": { "type": "string" } }));
}

#[test]
fn only_the_files_that_are_named_are_changed() {
    let directive = |from: Value| json!({ "from": from, "remove-model": "Other" });
    for from in [json!("disk.json"), json!("specs/disk.json"), json!(["a.json", "disk.json"]), json!(null)] {
        assert_eq!(changed(&directive(from), "/specs/disk.json").1, "");
    }
    let (unchanged, said) = changed(&directive(json!("isk.json")), "/specs/disk.json");
    assert_eq!((unchanged, said.as_str()), (document(), "note: this directive changes nothing"));
}

#[test]
fn no_file_becomes_deeper_than_a_parser_allows() {
    let mut deep = json!({ "remove-model": "Other" });
    for _ in 0..60 {
        deep = json!({ "a": deep });
    }
    let mut document = document();
    let mut where_ = "$.definitions.Other".to_owned();
    for _ in 0..3 {
        let directive = json!({ "where": where_, "set": deep });
        let it = read(&directive, &Location::file(FileId(0)), &(0..1), &mut Diagnostics::new()).unwrap();
        apply(&[it], "a.json", &mut document);
        where_.push_str(&".a".repeat(59));
    }
    assert!(document.pointer(&format!("/definitions/Other{}", "/a".repeat(60))).is_some());
    assert!(document.pointer(&format!("/definitions/Other{}", "/a".repeat(98))).is_none());
}

#[test]
fn ignored_directives_are_reported() {
    let linter = [json!({ "suppress": "R3010", "where": "$.paths" }), json!({ "code": "Avoid", "from": "a.json" })];
    for directive in linter {
        assert_eq!(changed(&directive, "a.json"), (document(), String::new()), "{directive}");
    }
    let cases = [
        (
            json!({ "where": { "subject": "Disk", "verb": "Set" }, "remove": true }),
            Severity::Note,
            "(`subject`, `verb`)",
        ),
        (json!({ "from": "code-model-v1", "transform": "delete $.a" }), Severity::Note, "`code-model-v1`"),
        (json!({ "where": "$", "transform": "if ($.a) delete $.a" }), Severity::Warning, "not `if ($.a) delete $.a`"),
        (json!({ "where": "$", "transform": "" }), Severity::Warning, "script is empty"),
        (json!({ "where": "$.paths[", "transform": "delete $.a" }), Severity::Warning, "path `$.paths[`"),
        (
            json!({ "where-operation-match": "/a/i", "transform": "delete $.a" }),
            Severity::Warning,
            "exactly one action",
        ),
        (json!({ "remove-operation-match": "/a/i" }), Severity::Warning, "unknown action `remove-operation-match`"),
        (json!({ "rename-model": { "from": "A" } }), Severity::Warning, "`to` of `rename-model` must be a string"),
        (json!({ "remove-operation": 1 }), Severity::Warning, "must be a string"),
        (json!({ "where": "$" }), Severity::Warning, "exactly one action"),
        (json!("remove everything"), Severity::Warning, "must be an object"),
    ];
    for (directive, severity, words) in cases {
        let (unchanged, said) = changed(&directive, "a.json");
        assert_eq!(unchanged, document(), "{directive}");
        assert!(said.starts_with(severity.as_str()) && said.contains(words), "{directive}: {said}");
    }
}
