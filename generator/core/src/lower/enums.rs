//! Texts and numbers with documented values.
//!
//! ```text
//! "enum": ["Pending", "Approved"], "x-ms-enum": {"name": "Status"}   →   enum Status { Pending, Approved, UnknownValue(String) }
//! ```
//!
//! Every enum is extensible whatever `modelAsString` says: services add values, and answers must stay readable.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    site::Site,
    types::Types,
    view::{Kind, View},
};
use crate::{
    diagnostics::Code,
    markdown,
    model::{Docs, Enum, EnumRepr, TypeDefinition, Variant},
    naming::{self, RustIdent, TypeName, Unique},
};

/// The documented values as text, each once; a null says only that the property is nullable.
pub(super) fn values(view: &View<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let texts = view.values.iter().filter(|it| !it.is_null()).map(text);
    texts.filter(|it| seen.insert(it.clone())).collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The enum of a component.
pub(super) fn lower(types: &mut Types<'_, '_>, name: TypeName, definition: &str, view: &View<'_>) {
    let values = values(view);
    let repr = repr(view, &values);
    let wanted: Vec<&str> = values.iter().map(|value| declared_name(view, value).unwrap_or(value)).collect();
    let mut names = Unique::<RustIdent>::new();
    let variants: Vec<Variant> = naming::variants(wanted)
        .into_iter()
        .zip(&values)
        .map(|(name, value)| {
            names.reserve(name.clone());
            let description = declaration(view, value).and_then(|it| it.get("description")).and_then(Value::as_str);
            Variant { name, docs: docs(description), value: value.clone() }
        })
        .collect();
    let unknown = names.claim(naming::variant("UnknownValue"), [naming::variant("UnrecognizedValue")]).name;
    types.definitions.push(TypeDefinition::Enum(Enum {
        name,
        module: naming::module("common"),
        definition: definition.to_owned(),
        docs: docs(view.data.description.as_deref()),
        repr,
        variants,
        unknown,
    }));
}

fn docs(description: Option<&str>) -> Docs {
    Docs { text: description.map(markdown::clean).unwrap_or_default(), notes: Vec::new() }
}

/// The entry of `x-ms-enum.values` for a value.
fn declaration<'a>(view: &View<'a>, value: &str) -> Option<&'a Value> {
    let entries = view.extension("x-ms-enum")?.get("values")?.as_array()?;
    entries.iter().find(|it| it.get("value").is_some_and(|it| text(it) == value))
}

/// The name that a value is given beside its text: in `x-ms-enum.values`, or in the list `x-enumNames`, which NSwag writes
/// for numbers.
fn declared_name<'a>(view: &View<'a>, value: &str) -> Option<&'a str> {
    let declared = declaration(view, value).and_then(|it| it.get("name"));
    let listed = || {
        let names = view.extension("x-enumNames")?.as_array().filter(|it| it.len() == view.values.len())?;
        names.get(view.values.iter().position(|it| text(it) == value)?)
    };
    declared.or_else(listed).and_then(Value::as_str).filter(|it| !it.is_empty())
}

/// The type on the wire. An integer enum may spell its values as texts; the wire still carries numbers.
fn repr(view: &View<'_>, values: &[String]) -> EnumRepr {
    let numbers = |parse: fn(&str) -> bool| values.iter().all(|it| parse(it));
    match view.kind {
        Some(Kind::Integer) if view.format.as_deref() == Some("int32") && numbers(|it| it.parse::<i32>().is_ok()) => {
            EnumRepr::I32
        }
        Some(Kind::Integer) if numbers(|it| it.parse::<i64>().is_ok()) => EnumRepr::I64,
        Some(Kind::Integer | Kind::Number) if numbers(|it| it.parse::<f64>().is_ok_and(f64::is_finite)) => {
            EnumRepr::F64
        }
        None if view.values.iter().all(Value::is_i64) => EnumRepr::I64,
        _ => EnumRepr::String,
    }
}

/// The enum of a place that is no component. It is called what `x-ms-enum` says, unless another enum with other values has
/// that name; then it is named after its place.
pub(super) fn inline(types: &mut Types<'_, '_>, view: &View<'_>, site: &Site) -> TypeName {
    let key = site.key();
    if let Some(known) = types.inline.get(&key) {
        return known.clone();
    }
    let values = values(view);
    let declared = view.extension("x-ms-enum").and_then(|it| it.get("name")).and_then(Value::as_str).map(str::trim);
    let words: Vec<&str> = site.words.iter().map(String::as_str).collect();
    let by_place = naming::joined(&words);
    let by_name = declared.filter(|it| !it.is_empty()).map(naming::ty);

    let wishes: Vec<TypeName> = by_name.iter().cloned().chain([by_place]).collect();
    let known = wishes.iter().find(|it| types.enum_values.get(*it) == Some(&values)).cloned();
    let name = known.unwrap_or_else(|| {
        let claim = types.names.claim(wishes[0].clone(), wishes[1..].to_vec());
        if claim.changed {
            types.diagnostics.note(
                Code::NameCollision,
                site.location(types.origins),
                format!("another type is called `{}`; this enum is called `{}`", wishes[0], claim.name),
                "nothing to do; give the enum another `x-ms-enum.name` to choose its name yourself",
            );
        }
        types.enum_values.insert(claim.name.clone(), values);
        let definition = words.join(".");
        lower(types, claim.name.clone(), &definition, view);
        claim.name
    });
    types.inline.insert(key, name.clone());
    name
}
