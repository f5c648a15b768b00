//! Documented examples become part of the bundle.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::{diagnostics::Location, source::Loaded};

/// Replaces each `$ref` of `x-ms-examples` by the content of the file it leads to.
pub(super) fn embed(extensions: &mut IndexMap<String, Value>, operation: &Location, loaded: &Loaded) {
    let Some(Value::Object(examples)) = extensions.get_mut("x-ms-examples") else { return };
    let embedded: Map<String, Value> = std::mem::take(examples)
        .into_iter()
        .filter_map(|(title, example)| match example.get("$ref").and_then(Value::as_str) {
            Some(reference) => Some((title, loaded.example(operation.file, reference)?.1.clone())),
            None => Some((title, example)),
        })
        .collect();
    *examples = embedded;
}
