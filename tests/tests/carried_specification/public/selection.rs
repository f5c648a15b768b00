//! The part of the public specification that is carried.
//!
//! In: a specification, its input files, and the input file of which only one operation group is carried. Out: the same
//! files. The input files are whole, but that one has only the operations of the group; of it and of the files that
//! others refer to, only what is used is there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::specification::{Location, Specification, below, operations, references};

/// The members of a document that hold named things for others to refer to.
const NAMED: [&str; 3] = ["definitions", "parameters", "responses"];

/// The carried part: `inputs` whole, apart from the operations in `part` whose IDs do not begin with `prefix`.
pub(crate) fn select(
    specification: &Specification,
    inputs: &[String],
    part: &str,
    prefix: &str,
) -> BTreeMap<String, Value> {
    let is_whole = |file: &str| file != part && inputs.iter().any(|input| input == file);
    let mut kept = specification.files.clone();
    if let Some(document) = kept.get_mut(part) {
        *document = keep_operations(document, prefix);
    }
    let starts = inputs.iter().map(|file| (file, if is_whole(file) { &kept[file] } else { &kept[file]["paths"] }));
    let used = starts.flat_map(|(file, start)| reached_from(specification, file, start)).collect();
    for (file, document) in &mut kept {
        if !is_whole(file) {
            *document = keep_reached(document, file, &used);
        }
    }
    kept.retain(|file, _| inputs.contains(file) || used.iter().any(|location| location.file == *file));
    kept
}

/// Everything that `start` refers to, directly or through something else.
fn reached_from(specification: &Specification, file: &str, start: &Value) -> BTreeSet<Location> {
    let mut reached = BTreeSet::new();
    let mut waiting = references(file, start);
    while let Some(location) = waiting.pop() {
        if reached.insert(location.clone()) {
            waiting.extend(references(&location.file, specification.at(&location)));
        }
    }
    reached
}

/// The document with only the operations of the group, and only the tags they carry.
fn keep_operations(document: &Value, prefix: &str) -> Value {
    let mut kept = document.clone();
    let belongs = |operation: &Value| match operation.get("operationId") {
        Some(id) => id.as_str().is_some_and(|id| id.starts_with(prefix)),
        None => true, // not an operation: parameters of the whole path, or an extension
    };
    if let Some(paths) = kept["paths"].as_object_mut() {
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            item.retain(|_, operation| belongs(operation));
        }
        paths.retain(|_, item| item.as_object().into_iter().flatten().any(|(_, it)| it.get("operationId").is_some()));
    }
    let used: BTreeSet<String> = operations(&kept)
        .iter()
        .flat_map(|(_, _, operation)| operation["tags"].as_array().into_iter().flatten())
        .map(Value::to_string)
        .collect();
    if let Some(tags) = kept.get_mut("tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| used.contains(&tag["name"].to_string()));
    }
    kept
}

/// The document with only those named things that are reached.
fn keep_reached(document: &Value, file: &str, reached: &BTreeSet<Location>) -> Value {
    let mut kept = document.clone();
    for kind in NAMED {
        if let Some(named) = kept.get_mut(kind).and_then(Value::as_object_mut) {
            named.retain(|name, _| {
                let pointer = below(&format!("/{kind}"), name);
                reached.contains(&Location { file: file.to_owned(), pointer })
            });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::{Value, json};

    use super::Specification;
    use super::select;

    fn selected() -> std::collections::BTreeMap<String, Value> {
        let document = json!({
            "tags": [{ "name": "Kept" }, { "name": "Dropped" }],
            "paths": {
                "/a": {
                    "get": { "operationId": "A_Get", "tags": ["Kept"], "x": { "$ref": "b/common.json#/definitions/Far" } },
                    "put": { "operationId": "Other_Put", "tags": ["Dropped"], "x": { "$ref": "#/definitions/Unused" } }
                },
                "/other": { "get": { "operationId": "Other_Get", "x": { "$ref": "unused.json#/definitions/Y" } } }
            },
            "definitions": { "Unused": {}, "Near": {} }
        });
        let common = json!({
            "definitions": {
                "Far": { "allOf": [{ "$ref": "../a.json#/definitions/Near" }] }, "Shared": {}, "Unused": {}
            }
        });
        let unused = json!({ "definitions": { "Y": {} } });
        let whole = json!({ "definitions": { "Unused": { "$ref": "b/common.json#/definitions/Shared" } } });
        let files = [("a.json", document), ("b/common.json", common), ("unused.json", unused), ("whole.json", whole)];
        let files = files.into_iter().map(|(name, document)| (name.to_owned(), document)).collect();
        let inputs = ["a.json", "whole.json"].map(str::to_owned);
        select(&Specification { root: PathBuf::new(), files }, &inputs, "a.json", "A_")
    }

    #[test]
    fn operations_and_tags_of_the_group_are_kept() {
        let document = &selected()["a.json"];
        assert_eq!(document["tags"], json!([{ "name": "Kept" }]));
        assert!(document["paths"].get("/other").is_none());
        assert!(document["paths"]["/a"].get("put").is_none());
        assert!(document["paths"]["/a"].get("get").is_some());
    }

    #[test]
    fn definitions_are_kept_when_reached_over_files() {
        let selected = selected();
        assert_eq!(selected.keys().collect::<Vec<_>>(), ["a.json", "b/common.json", "whole.json"]);
        assert_eq!(selected["a.json"]["definitions"], json!({ "Near": {} }));
        assert_eq!(selected["b/common.json"]["definitions"].as_object().map(|it| it.len()), Some(2));
    }
}
