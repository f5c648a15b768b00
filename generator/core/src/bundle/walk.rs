//! Visits every schema of a bundle.

use openapiv3::{
    AdditionalProperties, Operation, Parameter, ParameterSchemaOrContent, PathItem, ReferenceOr, Schema, SchemaKind,
    Type,
};

use super::Bundle;
use crate::diagnostics::Location;

/// What is done with a schema: the place of the definition or operation it stands in, the schema, and whether it is itself
/// the definition.
pub(super) type Visit<'v> = dyn FnMut(&Location, &mut Schema, bool) + 'v;

/// Visits the schemas of all components and operations, in the order of the bundle.
pub(super) fn schemas(bundle: &mut Bundle, visit: &mut Visit<'_>) {
    for (name, schema) in bundle.openapi.components.iter_mut().flat_map(|it| &mut it.schemas) {
        if let (Some(place), ReferenceOr::Item(schema)) = (bundle.origins.schemas.get(name), schema) {
            visit(place, schema, true);
            inside(place, schema, visit);
        }
    }
    for (path, item) in &mut bundle.openapi.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        for (method, operation) in operations(item) {
            if let Some(place) = bundle.origins.operations.get(&(path.clone(), method.to_owned())) {
                operation_schemas(place, operation, visit);
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let slots = [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("delete", &mut item.delete),
        ("head", &mut item.head),
        ("patch", &mut item.patch),
    ];
    slots.into_iter().filter_map(|(method, slot)| Some((method, slot.as_mut()?)))
}

fn operation_schemas(place: &Location, operation: &mut Operation, visit: &mut Visit<'_>) {
    for parameter in &mut operation.parameters {
        let ReferenceOr::Item(
            Parameter::Query { parameter_data, .. }
            | Parameter::Header { parameter_data, .. }
            | Parameter::Path { parameter_data, .. }
            | Parameter::Cookie { parameter_data, .. },
        ) = parameter
        else {
            continue;
        };
        format(place, &mut parameter_data.format, visit);
    }
    if let Some(ReferenceOr::Item(body)) = &mut operation.request_body {
        body.content.values_mut().filter_map(|it| it.schema.as_mut()).for_each(|it| reference(place, it, visit));
    }
    let responses = &mut operation.responses;
    for response in responses.responses.values_mut().chain(&mut responses.default) {
        let ReferenceOr::Item(response) = response else { continue };
        response.content.values_mut().filter_map(|it| it.schema.as_mut()).for_each(|it| reference(place, it, visit));
        for header in response.headers.values_mut() {
            if let ReferenceOr::Item(header) = header {
                format(place, &mut header.format, visit);
            }
        }
    }
}

fn format(place: &Location, format: &mut ParameterSchemaOrContent, visit: &mut Visit<'_>) {
    if let ParameterSchemaOrContent::Schema(schema) = format {
        reference(place, schema, visit);
    }
}

fn reference(place: &Location, schema: &mut ReferenceOr<Schema>, visit: &mut Visit<'_>) {
    if let ReferenceOr::Item(schema) = schema {
        visit(place, schema, false);
        inside(place, schema, visit);
    }
}

fn boxed(place: &Location, schema: &mut ReferenceOr<Box<Schema>>, visit: &mut Visit<'_>) {
    if let ReferenceOr::Item(schema) = schema {
        visit(place, schema, false);
        inside(place, schema, visit);
    }
}

fn inside(place: &Location, schema: &mut Schema, visit: &mut Visit<'_>) {
    match &mut schema.schema_kind {
        SchemaKind::Type(Type::Object(it)) => {
            it.properties.values_mut().for_each(|it| boxed(place, it, visit));
            additional(place, &mut it.additional_properties, visit);
        }
        SchemaKind::Type(Type::Array(it)) => it.items.iter_mut().for_each(|it| boxed(place, it, visit)),
        SchemaKind::Type(_) => {}
        SchemaKind::OneOf { one_of: all } | SchemaKind::AllOf { all_of: all } | SchemaKind::AnyOf { any_of: all } => {
            all.iter_mut().for_each(|it| reference(place, it, visit));
        }
        SchemaKind::Not { not } => reference(place, not, visit),
        SchemaKind::Any(it) => {
            it.properties.values_mut().for_each(|it| boxed(place, it, visit));
            additional(place, &mut it.additional_properties, visit);
            it.items.iter_mut().for_each(|it| boxed(place, it, visit));
            let parts = it.one_of.iter_mut().chain(&mut it.all_of).chain(&mut it.any_of);
            parts.for_each(|it| reference(place, it, visit));
            it.not.iter_mut().for_each(|it| reference(place, it, visit));
        }
    }
}

fn additional(place: &Location, additional: &mut Option<AdditionalProperties>, visit: &mut Visit<'_>) {
    if let Some(AdditionalProperties::Schema(schema)) = additional {
        reference(place, schema, visit);
    }
}
