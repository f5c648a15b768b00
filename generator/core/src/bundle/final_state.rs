//! `x-ms-long-running-operation-options.final-state-schema`: the schema of the result of a long-running operation, where it is
//! not that of the first answer. It is a reference, but written as a text.

use indexmap::IndexMap;
use serde_json::Value;

use super::components::Names;
use crate::{
    diagnostics::{Code, Diagnostics, Location},
    document::Document,
    source::Loaded,
};

const OPTIONS: &str = "x-ms-long-running-operation-options";
const SCHEMA: &str = "final-state-schema";

/// The places of all final schemas of a document.
pub(super) fn places<'a>(document: &'a Document, loaded: &'a Loaded) -> impl Iterator<Item = Location> + 'a {
    document.operations().filter_map(|(operation, extensions)| {
        let written = extensions.get(OPTIONS)?.get(SCHEMA)?.as_str()?;
        loaded.resolve(operation.file, written).filter(|place| loaded.schema_at(place).is_some())
    })
}

/// Makes the text lead to the component of the bundle.
pub(super) fn refer(
    extensions: &mut IndexMap<String, Value>,
    operation: &Location,
    loaded: &Loaded,
    names: &Names,
    diagnostics: &mut Diagnostics,
) {
    let Some(options) = extensions.get_mut(OPTIONS).and_then(Value::as_object_mut) else { return };
    let Some(written) = options.get(SCHEMA).map(|it| it.as_str().unwrap_or_default().to_owned()) else { return };
    let component = loaded.resolve(operation.file, &written).and_then(|place| names.component_at(&place));
    match component {
        Some(component) => {
            options.insert(SCHEMA.to_owned(), Value::String(format!("#/components/schemas/{component}")));
        }
        None => {
            diagnostics.warning(
                Code::InvalidLongRunningOptions,
                operation.child(OPTIONS).child(SCHEMA),
                format!("`{written}` leads to no schema; the result is what the documented answer carries"),
                "write the reference of a definition: `#/definitions/Name`, or with a file before it",
            );
            options.shift_remove(SCHEMA);
        }
    }
}
