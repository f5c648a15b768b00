//! The facts of the carried specification: its files without a sentence of anybody.
//!
//! In: the files of a specification, the public ones or ours. Out: what this repository carries of them, each text
//! replaced by an empty one, so that ours can take its position. Must not know: where our texts come from.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::{Documents, EXAMPLES, Location, below, operations, references};

/// Members that hold wording if their value is a string. (A property can be named `description`: an object.)
const WORDING: [&str; 3] = ["description", "summary", "title"];

/// Input files of which only one operation group is carried, with the prefix of its operation IDs.
///
/// Disk accesses are carried at a later api-version than the other disk resources: 2025-01-02 is that of the reference
/// operation, and its public file has all disk resources.
const PARTS: [(&str, &str); 1] = [("DiskRP/stable/2025-01-02/DiskRP.json", "DiskAccesses_")];

/// Members of named things that other places refer to.
const NAMED: [&str; 3] = ["definitions", "parameters", "responses"];

/// Returns the documents without wording and examples, cut to the carried part.
///
/// Input files are carried whole, apart from [`PARTS`]; of the files that they refer to, only what is used.
pub(super) fn facts(documents: &Documents, inputs: &[String]) -> Documents {
    let mut kept = Documents::new();
    for (file, document) in documents {
        let mut document = document.clone();
        if let Some(prefix) = part(file) {
            keep_operations(&mut document, prefix);
        }
        remove_wording(&mut document);
        kept.insert(file.clone(), document);
    }
    let used = used(&kept, inputs);
    for (file, document) in &mut kept {
        if part(file).is_some() || !inputs.contains(file) {
            keep_used(document, file, &used);
        }
    }
    kept.retain(|file, _| inputs.contains(file) || used.iter().any(|target| target.file == *file));
    kept
}

fn part(file: &str) -> Option<&'static str> {
    PARTS.iter().find(|(part, _)| file.ends_with(part)).map(|(_, prefix)| *prefix)
}

/// Removes other operations than those of one group, and the tags that only they have.
fn keep_operations(document: &mut Value, prefix: &str) {
    let belongs = |operation: &Value| operation["operationId"].as_str().is_none_or(|id| id.starts_with(prefix));
    if let Some(paths) = document["paths"].as_object_mut() {
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            item.retain(|_, operation| belongs(operation));
        }
        paths.retain(|_, item| item.as_object().is_some_and(|item| !item.is_empty()));
    }
    let tags: BTreeSet<String> = operations(document)
        .flat_map(|(_, _, operation)| operation["tags"].as_array().into_iter().flatten())
        .map(Value::to_string)
        .collect();
    if let Some(all) = document.get_mut("tags").and_then(Value::as_array_mut) {
        all.retain(|tag| tags.contains(&tag["name"].to_string()));
    }
}

/// Everything that the operations and whole input files refer to, directly or not.
fn used(documents: &Documents, inputs: &[String]) -> BTreeSet<Location> {
    let mut waiting: Vec<Location> = inputs
        .iter()
        .filter_map(|file| {
            let document = documents.get(file)?;
            let start = if part(file).is_some() { &document["paths"] } else { document };
            Some(references(file, start))
        })
        .flatten()
        .collect();
    let mut used = BTreeSet::new();
    while let Some(location) = waiting.pop() {
        if used.insert(location.clone()) {
            let target = documents.get(&location.file).and_then(|document| document.pointer(&location.pointer));
            waiting.extend(target.map(|target| references(&location.file, target)).into_iter().flatten());
        }
    }
    used
}

fn keep_used(document: &mut Value, file: &str, used: &BTreeSet<Location>) {
    for kind in NAMED {
        if let Some(named) = document.get_mut(kind).and_then(Value::as_object_mut) {
            named.retain(|name, _| {
                let pointer = below(&format!("/{kind}"), name);
                used.contains(&Location { file: file.to_owned(), pointer })
            });
        }
    }
}

/// Empties every text and removes what is not a fact: examples, the description of single enum values, and the name of
/// the program that wrote the public file.
fn remove_wording(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.shift_remove(EXAMPLES);
            members.shift_remove("x-typespec-generated");
            for (name, member) in members.iter_mut() {
                match member {
                    Value::String(text) if WORDING.contains(&name.as_str()) => text.clear(),
                    // OAuth2 scopes: the names are facts, the values describe them (Swagger 2.0, Scopes Object).
                    Value::Object(scopes) if name == "scopes" => {
                        scopes.values_mut().for_each(|description| *description = "".into());
                    }
                    _ => remove_wording(member),
                }
            }
            if let Some(options) = members.get_mut("x-ms-enum").and_then(Value::as_object_mut) {
                remove_values_without_facts(options);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(remove_wording),
        _ => {}
    }
}

/// `x-ms-enum.values` whose entries only repeat the enum are there for their descriptions.
fn remove_values_without_facts(options: &mut serde_json::Map<String, Value>) {
    let only_value =
        |entry: &Value| entry.as_object().is_some_and(|it| it.keys().all(|key| key == "value" || key == "description"));
    let values = options.get("values").and_then(Value::as_array);
    if values.is_some_and(|values| values.iter().all(only_value)) {
        options.shift_remove("values");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::facts;

    #[test]
    fn wording_and_examples_are_no_facts() {
        let document = json!({
            "info": { "title": "Disks", "version": "1", "x-typespec-generated": [] },
            "paths": { "/a": { "get": { "operationId": "A_Get", "summary": "Gets.", "x-ms-examples": { "One": {} } } } },
            "definitions": { "A": {
                "description": "An A.",
                "required": ["description"],
                "properties": { "description": { "type": "string", "title": "T" } },
                "enum": ["On"],
                "x-ms-enum": { "name": "A", "values": [{ "value": "On", "description": "It runs." }] }
            } }
        });
        let expected = json!({
            "info": { "title": "", "version": "1" },
            "paths": { "/a": { "get": { "operationId": "A_Get", "summary": "" } } },
            "definitions": { "A": {
                "description": "",
                "required": ["description"],
                "properties": { "description": { "type": "string", "title": "" } },
                "enum": ["On"],
                "x-ms-enum": { "name": "A" }
            } }
        });
        let facts = facts(&BTreeMap::from([("a.json".to_owned(), document)]), &["a.json".to_owned()]);
        assert_eq!(facts["a.json"], expected);
    }

    #[test]
    fn values_of_an_enum_with_names_of_their_own_are_facts() {
        let values = json!([{ "value": "On", "name": "Running", "description": "" }]);
        let document =
            json!({ "paths": {}, "definitions": { "A": { "x-ms-enum": { "name": "A", "values": values } } } });
        let facts = facts(&BTreeMap::from([("a.json".to_owned(), document.clone())]), &["a.json".to_owned()]);
        assert_eq!(facts["a.json"], document);
    }

    #[test]
    fn of_other_files_only_what_is_used_is_carried() {
        let input = json!({ "paths": {}, "definitions": { "A": { "$ref": "types.json#/definitions/Used" } } });
        let types = json!({ "definitions": { "Used": {}, "Unused": {} }, "parameters": { "Unused": {} } });
        let documents = BTreeMap::from([("a.json".to_owned(), input), ("types.json".to_owned(), types)]);
        let facts = facts(&documents, &["a.json".to_owned()]);
        assert_eq!(facts["types.json"], json!({ "definitions": { "Used": {} }, "parameters": {} }));
    }

    #[test]
    fn of_a_part_only_the_operations_of_its_group_are_carried() {
        let file = format!("x/{}", super::PARTS[0].0);
        let document = json!({
            "tags": [{ "name": "DiskAccesses" }, { "name": "Disks" }],
            "paths": {
                "/a": { "get": { "operationId": "DiskAccesses_Get", "tags": ["DiskAccesses"] },
                    "put": { "operationId": "Disks_Put", "x": { "$ref": "#/definitions/Disk" } } },
                "/b": { "get": { "operationId": "Disks_Get", "tags": ["Disks"] } }
            },
            "definitions": { "Disk": {} }
        });
        let expected = json!({
            "tags": [{ "name": "DiskAccesses" }],
            "paths": { "/a": { "get": { "operationId": "DiskAccesses_Get", "tags": ["DiskAccesses"] } } },
            "definitions": {}
        });
        let facts = facts(&BTreeMap::from([(file.clone(), document)]), std::slice::from_ref(&file));
        assert_eq!(facts[&file], expected);
    }
}
