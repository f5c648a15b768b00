//! Facts and descriptions, joined: the carried specification.
//!
//! In: the facts, the positions in them, the descriptions. Out: the documents, complete. A position without a text is
//! left out, and `check` reports it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::descriptions::Descriptions;
use super::document::{Documents, EXAMPLES, below, operations};
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
        let is_described = entries.iter().any(|entry| entry.get("description").is_some());
        let options = object_at(documents, file, &below(pointer, "x-ms-enum"));
        if let Some(options) = options.filter(|options| is_described && !options.contains_key("values")) {
            options.insert("values".to_owned(), entries.into());
        }
    }
    for document in documents.values_mut() {
        add_examples(document, descriptions);
    }
}

fn object_at<'a>(documents: &'a mut Documents, file: &str, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    documents.get_mut(file)?.pointer_mut(pointer)?.as_object_mut()
}

/// Refers to the examples of each operation, which the descriptions list by title.
fn add_examples(document: &mut Value, descriptions: &Descriptions) {
    let found: Vec<(String, Value)> = operations(document)
        .filter_map(|(path, method, operation)| {
            let id = operation["operationId"].as_str()?;
            let examples: Map<String, Value> = descriptions
                .entries(&["operations", id, "examples"])
                .into_iter()
                .map(|(title, file)| (title, json!({ "$ref": format!("./examples/{file}") })))
                .collect();
            (!examples.is_empty()).then(|| (below(&below("/paths", path), method), examples.into()))
        })
        .collect();
    for (pointer, examples) in found {
        if let Some(operation) = document.pointer_mut(&pointer).and_then(Value::as_object_mut) {
            operation.insert(EXAMPLES.to_owned(), examples);
        }
    }
}
