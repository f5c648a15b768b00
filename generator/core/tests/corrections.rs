//! Corrections of a specification: what other readers of it get, and what `convert` prints.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::fs;

use armsmith_core::{Fixup, FixupChange, Input, Job};
use serde_json::{Value, json};

/// A folder with files, and the job that reads the first of them.
fn job(files: &[(&str, Value)], fixups: Vec<Fixup>) -> (tempfile::TempDir, Job) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content.to_string()).unwrap();
    }
    let input = Input::Files(vec![folder.path().join(files[0].0)]);
    (folder, Job { input, fixups, ..Job::default() })
}

fn swagger(paths: Value, definitions: Value) -> Value {
    json!({ "swagger": "2.0", "info": { "title": "T", "version": "1" }, "paths": paths, "definitions": definitions })
}

fn converted(job: &Job) -> Value {
    serde_json::from_str(&armsmith_core::convert(job).unwrap().document).unwrap()
}

#[test]
fn a_specification_hands_on_what_fixups_corrected() {
    let responses = json!({ "204": { "description": "ok" } });
    let paths = json!({
        "/a": { "get": { "operationId": "A_Get", "parameters": [{ "$ref": "#/parameters/Shared" }], "responses": responses } },
        "/b": { "get": { "operationId": "B_Get", "parameters": [
            { "$ref": "#/parameters/Shared" }, { "name": "own", "in": "query", "type": "string" }
        ], "responses": responses } },
    });
    let reference = json!({ "$ref": "common.json#/definitions/Size" });
    let mut input =
        swagger(paths, json!({ "Disk": { "properties": { "size": reference, "name": { "type": "string" } } } }));
    input["parameters"] = json!({ "Shared": { "name": "shared", "in": "query", "type": "string" } });
    let common = swagger(json!({}), json!({ "Size": { "type": "string" } }));
    let set = |at: &str, value: Value| Fixup::new("the service sends numbers", at, FixupChange::Set(value));
    let fixups = vec![
        set("/components/schemas/Size/type", json!("integer")),
        set("/components/schemas/Disk/properties/name/type", json!("boolean")),
        set("/paths/~1b/get/parameters/1/schema/type", json!("integer")),
        set("/paths/~1a/get/parameters/0/required", json!(true)),
        Fixup { file: Some("input.json".to_owned()), ..set("/info/title", json!("Disks")) },
    ];
    let (folder, job) = job(&[("input.json", input), ("common.json", common)], fixups);
    let specification = armsmith_core::specification(&job).unwrap();
    let root = fs::canonicalize(folder.path()).unwrap();
    let corrected = |name: &str| &specification.corrected[&root.join(name)];
    assert_eq!(corrected("common.json")["definitions"]["Size"]["type"], "integer");
    assert_eq!(corrected("input.json")["definitions"]["Disk"]["properties"]["name"]["type"], "boolean");
    assert_eq!(corrected("input.json")["paths"]["/b"]["get"]["parameters"][1]["type"], "integer");
    assert_eq!(corrected("input.json")["info"]["title"], "Disks");
    // Another operation shares it.
    assert_eq!(corrected("input.json")["parameters"]["Shared"].get("required"), None);
    let converted = converted(&job);
    assert_eq!(converted["paths"]["/a"]["get"]["parameters"][0]["required"], true);
    assert_eq!(converted["paths"]["/b"]["get"]["parameters"][0].get("required"), None);
}

#[test]
fn convert_prints_the_bounds_of_integers_as_written() {
    let bounds = json!({
        "Integer": { "type": "integer", "maximum": u64::MAX, "minimum": i64::MIN },
        "Beside": { "type": "integer", "maximum": u64::MAX, "pattern": "a" },
        "Number": { "type": "number", "maximum": 9_007_199_254_740_993_u64, "minimum": 0.5 },
    });
    let (_folder, job) = job(&[("input.json", swagger(json!({}), bounds))], Vec::new());
    let schemas = converted(&job)["components"]["schemas"].clone();
    assert_eq!((&schemas["Integer"]["maximum"], &schemas["Integer"]["minimum"]), (&json!(u64::MAX), &json!(i64::MIN)));
    assert_eq!(schemas["Beside"]["maximum"], json!(u64::MAX));
    assert_eq!(schemas["Number"]["maximum"], json!(9_007_199_254_740_993_u64));
    assert_eq!(schemas["Number"]["minimum"], json!(0.5));
}

#[test]
fn a_mistake_in_a_fixup_without_a_manifest_names_the_fixup() {
    let definitions = json!({ "Disk": { "properties": { "name": { "type": "string" } } } });
    let fixup =
        Fixup::new("a mistake", "/components/schemas/Disk/properties/name/type", FixupChange::Set(json!("txet")));
    let (_folder, job) = job(&[("input.json", swagger(json!({}), definitions))], vec![fixup]);
    let problems = armsmith_core::convert(&job).unwrap_err();
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.location, None);
    let expected =
        "in the fixup at `/components/schemas/Disk/properties/name/type`: `txet` is not a valid `type` of a schema";
    assert_eq!(problem.message, expected);
}

#[test]
fn directives_and_fixups_change_one_parsed_value() {
    let folder = tempfile::tempdir().unwrap();
    let readme = "```yaml\ninput-file: input.json\ndirective:\n  - from: input.json\n    where: $[\"x-parts\"][\"A\"]\n    transform: $[\"type\"] = \"integer\"\n```\n";
    fs::write(folder.path().join("readme.md"), readme).unwrap();
    let mut input = swagger(json!({}), json!({ "Disk": { "properties": { "a": { "$ref": "#/x-parts/A" } } } }));
    input["x-parts"] = json!({ "A": { "type": "string" } });
    fs::write(folder.path().join("input.json"), input.to_string()).unwrap();
    let input = Input::Readme { path: folder.path().join("readme.md"), tag: None, packages: Vec::new() };
    let fixup = Fixup::new("smaller", "/components/schemas/A/format", FixupChange::Set(json!("int32")));
    let job = Job { input, fixups: vec![fixup], ..Job::default() };
    let document = converted(&job);
    assert_eq!(document["components"]["schemas"]["A"], json!({ "type": "integer", "format": "int32" }));
    assert_eq!(document["x-parts"]["A"]["type"], "integer");
}
