//! Strings and numbers with documented values.
//!
//! ```text
//! "enum": ["Pending", "Approved"], "x-ms-enum": {"name": "Status"}
//!   → enum Status { Pending, Approved, UnknownValue(String) }
//! ```
//!
//! Every enum is extensible whatever `modelAsString` says: services add values, and responses must stay readable.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    draft::{DraftKind, DraftType},
    types::{InlineName, TypeLowering},
};
use crate::{
    api::{EnumValue, Schema, SchemaType},
    diagnostics::Code,
    markdown,
    model::{Docs, EnumRepr, Variant},
    naming::{self, RustIdent, TypeName, Unique},
};

/// The documented values as strings, each once; a `null` only makes the property nullable.
pub(super) fn values(schema: &Schema) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let texts = schema.enumeration.iter().filter(|it| !it.is_null()).map(string_value);
    texts.filter(|it| seen.insert(it.clone())).collect()
}

fn string_value(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The enum of a component.
pub(super) fn lower(types: &mut TypeLowering<'_, '_>, name: TypeName, definition: &str, schema: &Schema) {
    let values = values(schema);
    let repr = repr(schema, &values);
    let wanted: Vec<&str> = values.iter().map(|value| declared_name(schema, value).unwrap_or(value)).collect();
    let mut names = Unique::<RustIdent>::new();
    let variants: Vec<Variant> = naming::variants(wanted)
        .into_iter()
        .zip(&values)
        .map(|(name, value)| {
            names.reserve(name.clone());
            let description = declaration(schema, value).and_then(|it| it.description.as_deref());
            Variant { name, docs: docs(description), value: value.clone() }
        })
        .collect();
    let unknown = names.claim(naming::variant("UnknownValue"), [naming::variant("UnrecognizedValue")]).name;
    types.definitions.push(DraftType {
        name,
        definition: definition.to_owned(),
        docs: docs(schema.description.as_deref()),
        kind: DraftKind::Enum { repr, variants, unknown },
    });
}

fn docs(description: Option<&str>) -> Docs {
    Docs { text: description.map(markdown::clean).unwrap_or_default(), notes: Vec::new() }
}

/// The entry of `x-ms-enum.values` for a value.
fn declaration<'a>(schema: &'a Schema, value: &str) -> Option<&'a EnumValue> {
    schema.enum_declaration.as_ref()?.values.iter().find(|it| string_value(&it.value) == value)
}

/// The name of a value: from `x-ms-enum.values`, or from the list `x-enumNames`.
fn declared_name<'a>(schema: &'a Schema, value: &str) -> Option<&'a str> {
    let declared = declaration(schema, value).and_then(|it| it.name.as_deref());
    let listed = || {
        let names = &schema.enum_declaration.as_ref()?.listed_names;
        let index = schema.enumeration.iter().position(|it| string_value(it) == value)?;
        names.get(index).filter(|_| names.len() == schema.enumeration.len())?.as_deref()
    };
    declared.or_else(listed).filter(|it| !it.is_empty())
}

/// The type on the wire. An integer enum may spell its values as strings; they are numbers on the wire all the same.
fn repr(schema: &Schema, values: &[String]) -> EnumRepr {
    let numbers = |parse: fn(&str) -> bool| values.iter().all(|it| parse(it));
    match schema.ty {
        Some(SchemaType::Integer)
            if schema.format.as_deref() == Some("int32") && numbers(|it| it.parse::<i32>().is_ok()) =>
        {
            EnumRepr::I32
        }
        Some(SchemaType::Integer) if numbers(|it| it.parse::<i64>().is_ok()) => EnumRepr::I64,
        Some(SchemaType::Integer | SchemaType::Number) if numbers(|it| it.parse::<f64>().is_ok_and(f64::is_finite)) => {
            EnumRepr::F64
        }
        None if schema.enumeration.iter().all(Value::is_i64) => EnumRepr::I64,
        _ => EnumRepr::String,
    }
}

/// The enum of a schema that is not a component. It has the name of its `x-ms-enum`, unless another enum with other
/// values has that name; then it is named after its owner.
pub(super) fn inline<'a>(types: &mut TypeLowering<'a, '_>, schema: &'a Schema, name: &InlineName) -> TypeName {
    if let Some(known) = types.inline_type(schema) {
        return known;
    }
    let values = values(schema);
    let wishes: Vec<TypeName> = schema.enum_name().map(naming::ty).into_iter().chain([name.to_type()]).collect();
    let known = wishes.iter().find(|it| types.enum_values.get(*it) == Some(&values)).cloned();
    let ty = known.unwrap_or_else(|| {
        let claim = types.names.claim(wishes[0].clone(), wishes[1..].to_vec());
        if claim.changed {
            types.diagnostics.note(
                Code::NameCollision,
                &schema.location,
                format!("the name `{}` is taken; this enum is named `{}`", wishes[0], claim.name),
                "give the enum another `x-ms-enum.name` to choose its name yourself",
            );
        }
        types.enum_values.insert(claim.name.clone(), values);
        lower(types, claim.name.clone(), &name.to_definition(), schema);
        claim.name
    });
    types.set_inline_type(schema, &ty);
    ty
}
