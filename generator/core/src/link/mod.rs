//! From all files to one API.
//!
//! In: [`Loaded`], with the target of every `$ref`. Out: an [`Api`], whose schemas refer to each other by the names of
//! components, and whose operations contain the targets of their references. Must not know: names in Rust.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use crate::{
    api::{Api, Schema, SchemaType},
    diagnostics::Diagnostics,
    source::Loaded,
};
use components::Names;

mod components;
mod enum_names;
mod head;
mod operations;
mod qualify;
mod shape;

/// Joins all files in one API. Moves the definitions out of the documents.
pub fn link(loaded: &mut Loaded, diagnostics: &mut Diagnostics) -> Api {
    let names = components::name_components(loaded, diagnostics);
    let mut api = head::head(loaded);
    operations::add(loaded, &names, &mut api, diagnostics);
    api.schemas = schemas(loaded, &names);
    for (name, schema) in &mut api.schemas {
        link_component(schema, &names);
        let written = names.components.get(name).map(|it| &it.written_name).filter(|written| *written != name);
        if schema.reference.is_none() && schema.definition_name.is_none() {
            schema.definition_name = written.cloned();
        }
    }
    for operation in api.paths.values_mut().flat_map(|it| it.operations.values_mut()) {
        operation.visit_schemas_mut(&mut |schema| link_schema(schema, &names));
    }
    enum_names::rename_conflicting_enums(loaded, &mut api, diagnostics);
    api
}

/// The schemas of the components. Parts of other schemas are copied, before the definitions are taken.
fn schemas(loaded: &mut Loaded, names: &Names) -> IndexMap<String, Schema> {
    let copy = |loaded: &Loaded, location| loaded.schema_at(location).cloned();
    let parts: Vec<Option<Schema>> = names
        .components
        .values()
        .map(|it| if names.is_part(&it.location) { copy(loaded, &it.location) } else { None })
        .collect();
    let mut schemas = IndexMap::with_capacity(names.components.len());
    for ((name, component), part) in names.components.iter().zip(parts) {
        let schema = part
            .or_else(|| loaded.definition_mut(&component.location).map(std::mem::take))
            .or_else(|| copy(loaded, &component.location));
        schemas.extend(schema.map(|schema| (name.clone(), schema)));
    }
    schemas
}

/// Links a part of another schema or of an operation. A `$ref` may refer to it: then it is a component of its own, and
/// here is a reference to it.
fn link_schema(schema: &mut Schema, names: &Names) {
    match names.part_at(&schema.location) {
        Some(component) => *schema = Schema::component_reference(component, schema.location.clone()),
        None => link_component(schema, names),
    }
}

/// Sets the components that a schema refers to, and normalises its keywords.
///
/// A `$ref` with siblings becomes `allOf: [ref]` with the siblings beside it, because OpenAPI 3.0 ignores all keys
/// beside a `$ref` (OpenAPI 3.0.3, "Reference Object").
fn link_component(schema: &mut Schema, names: &Names) {
    schema.children_mut().for_each(|it| link_schema(it, names));
    if let Some(mut reference) = schema.reference.take() {
        reference.component = names.component_of(&reference).to_owned();
        schema.reference = Some(reference);
        if !schema.is_bare_reference() {
            let location = schema.location.clone();
            let parent = Schema { reference: schema.reference.take(), location, ..Schema::default() };
            schema.all_of.insert(0, parent);
        }
    }
    match schema.ty {
        // Swagger 2.0 `type: file` is OpenAPI 3.0 `type: string, format: binary`.
        Some(SchemaType::File) => {
            schema.ty = Some(SchemaType::String);
            schema.format = Some("binary".to_owned());
        }
        Some(SchemaType::Number) => schema.enumeration.iter_mut().for_each(make_float),
        _ => {}
    }
}

/// Of `1` and `1.0`, which are the same number, `type: number` has the second.
fn make_float(value: &mut Value) {
    if let Some(float) = value.as_i64().and_then(exact_float) {
        *value = Value::Number(float);
    }
}

fn exact_float(integer: i64) -> Option<Number> {
    let float = integer as f64;
    Number::from_f64(float).filter(|_| float as i128 == i128::from(integer))
}
