//! Facts and descriptions, joined: the carried specification.
//!
//! In: the facts, the positions in them, the descriptions. Out: the documents, complete. A position without a text is
//! left out, and `check` reports it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::descriptions::Descriptions;
use super::document::{Documents, EXAMPLES, below, operations};
use super::examples::Example;
use super::slots::{Kind, Slot};

/// Writes all texts into the documents.
pub(super) fn join(documents: &mut Documents, slots: &[Slot], descriptions: &Descriptions) {
    let mut enums: BTreeMap<(&str, &str), Vec<Value>> = BTreeMap::new();
    for slot in slots {
        let text = descriptions.find(&slot.keys).map(|text| text.text.clone());
        if slot.kind == Kind::EnumValue {
            let entry = match text {
                Some(text) => json!({ "value": slot.member, "description": text }),
                None => json!({ "value": slot.member }),
            };
            enums.entry((&slot.location.file, &slot.location.pointer)).or_default().push(entry);
            continue;
        }
        let Some(object) = object_at(documents, &slot.location.file, &slot.location.pointer) else { continue };
        match text {
            Some(text) => {
                object.insert(slot.member.clone(), text.into());
            }
            // Swagger 2.0 wants these even if there is nothing to say.
            None if matches!(slot.kind, Kind::Response | Kind::File | Kind::Security) => {}
            None => {
                object.shift_remove(&slot.member);
            }
        }
    }
    for ((file, pointer), entries) in enums {
        if let Some(options) = object_at(documents, file, &below(pointer, "x-ms-enum")) {
            describe_values(options, entries);
        }
    }
}

/// Writes the descriptions of an enum's values: into the entries that are facts, or into entries of their own.
fn describe_values(options: &mut Map<String, Value>, entries: Vec<Value>) {
    match options.get_mut("values").and_then(Value::as_array_mut) {
        Some(present) => {
            for entry in present.iter_mut().filter_map(Value::as_object_mut) {
                let described = entries.iter().find(|described| described.get("value") == entry.get("value"));
                match described.and_then(|described| described.get("description")) {
                    Some(description) => entry.insert("description".to_owned(), description.clone()),
                    None => entry.shift_remove("description"),
                };
            }
        }
        None if entries.iter().any(|entry| entry.get("description").is_some()) => {
            options.insert("values".to_owned(), entries.into());
        }
        None => {}
    }
}

fn object_at<'a>(documents: &'a mut Documents, file: &str, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    documents.get_mut(file)?.pointer_mut(pointer)?.as_object_mut()
}

/// Refers to the examples of each operation: those by hand, which the descriptions list by title, or the generated one.
pub(super) fn add_examples(
    documents: &mut Documents,
    descriptions: &Descriptions,
    generated: &BTreeMap<String, Vec<Example>>,
) {
    for document in documents.values_mut() {
        let found: Vec<(String, Map<String, Value>)> = operations(document)
            .filter_map(|(path, method, operation)| {
                let id = operation["operationId"].as_str()?;
                let mut files = by_hand(descriptions, id);
                let generated = generated.get(id).filter(|_| files.is_empty());
                files.extend(generated.into_iter().flatten().map(|example| {
                    let file = example.file.split_once("/examples/").map_or("", |(_, file)| file);
                    (example.title.clone(), file.to_owned())
                }));
                let references =
                    files.into_iter().map(|(title, file)| (title, json!({ "$ref": format!("./examples/{file}") })));
                Some((below(&below("/paths", path), method), references.collect()))
            })
            .collect();
        for (pointer, examples) in found {
            if let Some(operation) = document.pointer_mut(&pointer).and_then(Value::as_object_mut) {
                operation.insert(EXAMPLES.to_owned(), examples.into());
            }
        }
    }
}

/// The files of examples by hand, by title.
pub(super) fn by_hand(descriptions: &Descriptions, operation: &str) -> BTreeMap<String, String> {
    descriptions.entries(&["operations", operation, "examples"])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::super::descriptions::Descriptions;
    use super::super::slots::slots;
    use super::join;

    /// The facts of one small file, joined with a file of descriptions.
    fn joined(facts: Value, descriptions: &str) -> Value {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("area.toml"), descriptions).unwrap();
        let descriptions = Descriptions::read(folder.path()).unwrap();
        assert!(descriptions.problems.is_empty(), "{:?}", descriptions.problems);
        let mut documents = BTreeMap::from([("x/a.json".to_owned(), facts)]);
        let like = |name: &str| (name == "AUpdate").then(|| "A".to_owned());
        let slots = slots(&documents, &like);
        join(&mut documents, &slots, &descriptions);
        documents.remove("x/a.json").unwrap()
    }

    #[test]
    fn the_most_specific_text_is_taken() {
        let facts = json!({ "definitions": {
            "A": { "description": "", "properties": { "id": { "type": "string" }, "size": { "description": "" } } },
            "AUpdate": { "properties": { "id": {}, "size": {} } }
        } });
        let descriptions = r#"
            [definitions.A]
            description = "An A."
            properties.size = "Size in GiB."
            [definitions."a.json#AUpdate"]
            properties.id = "Never changes."
            [properties]
            id = "Complete ID."
        "#;
        let expected = json!({ "definitions": {
            "A": { "description": "An A.", "properties": {
                "id": { "type": "string", "description": "Complete ID." }, "size": { "description": "Size in GiB." }
            } },
            "AUpdate": { "properties": {
                "id": { "description": "Never changes." }, "size": { "description": "Size in GiB." }
            } }
        } });
        assert_eq!(joined(facts, descriptions), expected);
    }

    #[test]
    fn values_of_enums_are_described_beside_the_enum() {
        let facts = json!({ "definitions": { "A": { "enum": ["On", "Off"], "x-ms-enum": { "name": "State" } } } });
        let described = joined(facts, "[enums.State]\nOn = \"It runs.\"");
        let values = json!([{ "value": "On", "description": "It runs." }, { "value": "Off" }]);
        assert_eq!(described["definitions"]["A"]["x-ms-enum"], json!({ "name": "State", "values": values }));
    }

    #[test]
    fn values_with_names_of_their_own_keep_them() {
        let values = json!([{ "name": "Running", "value": "On" }, { "value": "Off", "description": "" }]);
        let options = json!({ "name": "State", "values": values });
        let facts = json!({ "definitions": { "A": { "enum": ["On", "Off"], "x-ms-enum": options } } });
        let described = joined(facts, "[enums.State]\nOn = \"It runs.\"");
        let values = json!([{ "name": "Running", "value": "On", "description": "It runs." }, { "value": "Off" }]);
        assert_eq!(described["definitions"]["A"]["x-ms-enum"]["values"], values);
    }

    #[test]
    fn operations_parameters_and_responses_have_texts_of_their_own_or_shared_ones() {
        let operation = |id: &str| {
            json!({ "operationId": id, "parameters": [{ "name": "name", "in": "path" }],
                "responses": { "200": { "description": "" }, "204": { "description": "" } } })
        };
        let facts = json!({ "paths": { "/a": { "get": operation("A_Get"), "put": operation("A_Put") } } });
        let descriptions = r#"
            groups.A.parameters.name = "Which A."
            operations.A_Put.description = "Stores an A."
            operations.A_Put.parameters.name = "Name of the new A."
            operations.A_Put.responses.200 = "Stored."
            responses."200 without body" = "Done."
            responses.204 = "Nothing there."
        "#;
        let joined = joined(facts, descriptions);
        let text = |pointer: &str| joined.pointer(&format!("/paths/~1a/{pointer}/description")).cloned();
        assert_eq!(text("get"), None);
        assert_eq!(text("put"), Some("Stores an A.".into()));
        assert_eq!(text("get/parameters/0"), Some("Which A.".into()));
        assert_eq!(text("put/parameters/0"), Some("Name of the new A.".into()));
        assert_eq!(text("get/responses/200"), Some("Done.".into()));
        assert_eq!(text("put/responses/200"), Some("Stored.".into()));
        assert_eq!(text("put/responses/204"), Some("Nothing there.".into()));
    }
}
