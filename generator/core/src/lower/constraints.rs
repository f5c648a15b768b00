//! Notes of the documentation about a value, beside its description.

use serde_json::{Number, Value};

use crate::{
    api::{Mutability, Schema, SchemaType},
    markdown::{self, Line},
    model::Docs,
};

/// The access to a value: `required` and `readOnly`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Access {
    pub(super) required: bool,
    pub(super) read_only: bool,
}

/// Description and constraints of a property or parameter.
pub(super) fn docs(description: Option<&str>, schema: &Schema, access: Access) -> Docs {
    Docs { text: description.map(markdown::clean).unwrap_or_default(), notes: notes(schema, access) }
}

/// A note that refers to `externalDocs`.
pub(super) fn external_docs(docs: Option<&Value>) -> Vec<Line> {
    let word = |key| docs.and_then(|it| it.get(key)?.as_str()).filter(|it| !it.is_empty());
    let see = |url| match word("description") {
        Some(description) => format!("See {}: {url}", description.trim_end_matches(['.', ':', ' '])),
        None => format!("See {url}"),
    };
    word("url").map(|url| markdown::line(&see(url))).into_iter().collect()
}

fn notes(schema: &Schema, access: Access) -> Vec<Line> {
    let mut notes = Vec::new();
    if access.read_only {
        notes.push("Read-only".into());
    } else if access.required {
        notes.push("Required".into());
    }
    if schema.write_only {
        notes.push("Write-only: never returned by the service".into());
    }
    notes.extend(mutability(schema));
    notes.extend(format_note(schema));
    notes.extend(between(schema.min_length, schema.max_length, ["character", "characters"]));
    notes.extend(between(schema.min_items, schema.max_items, ["item", "items"]));
    if schema.unique_items {
        notes.push("Items must be unique".into());
    }
    notes.extend(between(schema.min_properties, schema.max_properties, ["property", "properties"]));
    notes.extend(range(schema));
    if let Some(step) = &schema.multiple_of {
        notes.push(Line::from("A multiple of ").text(&number(step)));
    }
    if let Some(pattern) = &schema.pattern {
        notes.push(Line::from("Pattern: ").code(pattern));
    }
    // Strings and numbers with documented values are enums.
    if let (Some(SchemaType::Boolean), [only]) = (schema.ty, schema.enumeration.as_slice()) {
        notes.push(Line::from("Always ").code(&plain(only)));
    }
    if let Some(default) = &schema.default {
        notes.push(Line::from("Default: ").code(&plain(default)));
    }
    // The value that a client is to send by default. armsmith sends what it is given, nothing else.
    if let Some(default) = &schema.client_default {
        notes.push(Line::from("Usual value: ").code(&plain(default)));
    }
    if schema.deprecated {
        notes.push("Deprecated".into());
    }
    notes
}

/// Returns `true` if a value is never sent: `readOnly`, or an `x-ms-mutability` that only has `read`.
pub(super) fn is_read_only(schema: &Schema) -> bool {
    schema.read_only || schema.mutability == Mutability::ReadOnly
}

/// The note for an `x-ms-mutability` that is not the same as `readOnly`.
fn mutability(schema: &Schema) -> Option<Line> {
    match schema.mutability {
        Mutability::CreateOnly => Some("Can be set only when the resource is created".into()),
        Mutability::UpdateOnly => Some("Can be set only when the resource is updated".into()),
        Mutability::ReadOnly | Mutability::Unrestricted => None,
    }
}

fn format_note(schema: &Schema) -> Option<Line> {
    // A vocabulary of the service's own, such as the expressions of Data Factory (`dfe-string`).
    if let Some(format) = &schema.own_format {
        return Some(Line::from("Format: ").code(format));
    }
    if schema.ty != Some(SchemaType::String) {
        return None;
    }
    let meaning = match schema.format.as_deref()? {
        "arm-id" => return Some(resource_id(schema)),
        "duration" => "An ISO 8601 duration",
        "uri" | "url" => "A URI",
        "uuid" => "A UUID",
        "email" => "An e-mail address",
        "decimal" => "A decimal number as a string",
        "time" => "A time of day",
        _ => return None,
    };
    Some(meaning.into())
}

/// The resource types that an ID may refer to.
fn resource_id(schema: &Schema) -> Line {
    let types = schema.resource_types.iter().map(|it| Line::default().code(it));
    let of = if schema.resource_types.is_empty() { "" } else { " of " };
    Line::from("An ARM resource ID").text(of).joined(types, " or ")
}

/// `At least 1 and at most 90 characters`
fn between(least: Option<u64>, most: Option<u64>, [unit, units]: [&str; 2]) -> Option<Line> {
    let units = |count: u64| if count == 1 { unit } else { units };
    let note = match (least.filter(|it| *it > 0), most) {
        (Some(least), Some(most)) if least == most => format!("Exactly {least} {}", units(least)),
        (Some(least), Some(most)) => format!("At least {least} and at most {most} {}", units(most)),
        (Some(least), None) => format!("At least {least} {}", units(least)),
        (None, Some(most)) => format!("At most {most} {}", units(most)),
        (None, None) => return None,
    };
    Some(note.as_str().into())
}

fn range(schema: &Schema) -> Option<Line> {
    let bound = |bound: &Option<Number>, is_exclusive: bool, [exclusive, inclusive]: [&str; 2]| {
        let word = if is_exclusive { exclusive } else { inclusive };
        bound.as_ref().map(|it| format!("{word} {}", number(it)))
    };
    let least = bound(&schema.minimum, schema.exclusive_minimum, ["greater than", "at least"]);
    let most = bound(&schema.maximum, schema.exclusive_maximum, ["less than", "at most"]);
    let text = [least, most].into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let first = text.chars().next()?;
    Some(format!("{}{}", first.to_ascii_uppercase(), &text[first.len_utf8()..]).as_str().into())
}

/// A number without an exponent, and without a fraction that is zero.
fn number(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => float.to_string(),
        _ => number.to_string(),
    }
}

/// A default as a person would write it: strings without quotation marks.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
