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
        let is_described = entries.iter().any(|entry| entry.get("description").is_some());
        let options = object_at(documents, file, &below(pointer, "x-ms-enum"));
        if let Some(options) = options.filter(|options| is_described && !options.contains_key("values")) {
            options.insert("values".to_owned(), entries.into());
        }
    }
}

fn object_at<'a>(documents: &'a mut Documents, file: &str, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    documents.get_mut(file)?.pointer_mut(pointer)?.as_object_mut()
}

/// Refers to the examples of each operation: those by hand, which the descriptions list by title, or the generated one.
pub(super) fn add_examples(
    documents: &mut Documents,
    descriptions: &Descriptions,
    generated: &BTreeMap<String, Example>,
) {
    for document in documents.values_mut() {
        let found: Vec<(String, Map<String, Value>)> = operations(document)
            .filter_map(|(path, method, operation)| {
                let id = operation["operationId"].as_str()?;
                let mut files = by_hand(descriptions, id);
                let generated = generated.get(id).filter(|_| files.is_empty());
                files.extend(generated.map(|example| {
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
