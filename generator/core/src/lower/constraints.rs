//! What the documentation says about a value beside its description.

use indexmap::IndexMap;
use serde_json::Value;

use super::view::{Kind, View};
use crate::{
    markdown::{self, Line},
    model::Docs,
};

/// Whether a value must be given, and who may set it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Access {
    pub(super) required: bool,
    pub(super) read_only: bool,
}

/// Description and constraints of a property or parameter.
pub(super) fn docs(description: Option<&str>, view: &View<'_>, access: Access) -> Docs {
    Docs {
        text: description.map(markdown::clean).unwrap_or_default(),
        notes: notes(view, access).iter().map(|note| Line::read(note)).collect(),
    }
}

/// Where `externalDocs` says more.
pub(super) fn external_docs(extensions: &IndexMap<String, Value>) -> Vec<Line> {
    let docs = extensions.get("externalDocs");
    let word = |key| docs.and_then(|it| it.get(key)?.as_str()).filter(|it| !it.is_empty());
    let see = |url| match word("description") {
        Some(description) => format!("See {}: {url}", description.trim_end_matches(['.', ':', ' '])),
        None => format!("See {url}"),
    };
    word("url").map(|url| markdown::line(&see(url))).into_iter().collect()
}

fn notes(view: &View<'_>, access: Access) -> Vec<String> {
    let mut notes = Vec::new();
    if access.read_only {
        notes.push("Read-only".to_owned());
    } else if access.required {
        notes.push("Required".to_owned());
    }
    if view.data.write_only {
        notes.push("Sent, but never returned".to_owned());
    }
    notes.extend(mutability(view));
    notes.extend(format_note(view));
    let bounds = &view.bounds;
    notes.extend(between(bounds.min_length, bounds.max_length, ["character", "characters"]));
    notes.extend(between(bounds.min_items, bounds.max_items, ["item", "items"]));
    if bounds.unique_items {
        notes.push("All items are different".to_owned());
    }
    notes.extend(between(bounds.min_properties, bounds.max_properties, ["property", "properties"]));
    notes.extend(range(view));
    if let Some(step) = &bounds.multiple_of {
        notes.push(format!("A multiple of {step}"));
    }
    if let Some(pattern) = &bounds.pattern {
        notes.push(format!("Pattern: {}", markdown::code(pattern)));
    }
    // Texts and numbers with documented values are enums.
    if let (Some(Kind::Boolean), [only]) = (view.kind, view.values.as_slice()) {
        notes.push(format!("Always {}", markdown::code(&plain(only))));
    }
    if let Some(default) = &view.data.default {
        notes.push(format!("Default: {}", markdown::code(&plain(default))));
    }
    // What a client is to send when nobody says anything. armsmith sends what it is given, nothing else.
    if let Some(default) = view.extension("x-ms-client-default") {
        notes.push(format!("Usual value: {}", markdown::code(&plain(default))));
    }
    if view.data.deprecated {
        notes.push("Deprecated".to_owned());
    }
    notes
}

/// Whether a value is never sent: `readOnly`, or an `x-ms-mutability` that only has `read`.
pub(super) fn is_read_only(view: &View<'_>) -> bool {
    view.data.read_only || mutability_words(view) == ["read"]
}

fn mutability_words<'a>(view: &View<'a>) -> Vec<&'a str> {
    let words = view.extension("x-ms-mutability").and_then(Value::as_array);
    words.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// `x-ms-mutability`, when it says more than `readOnly` does.
fn mutability(view: &View<'_>) -> Option<String> {
    let words = mutability_words(view);
    match (words.contains(&"create"), words.contains(&"update")) {
        (true, false) => Some("Can be set only when the resource is created".to_owned()),
        (false, true) => Some("Can be set only when the resource is updated".to_owned()),
        _ => None,
    }
}

fn format_note(view: &View<'_>) -> Option<String> {
    // A vocabulary of the service's own, such as the expressions of Data Factory (`dfe-string`).
    if let Some(format) = view.extension("x-ms-format").and_then(Value::as_str) {
        return Some(format!("Format: {}", markdown::code(format)));
    }
    if view.kind != Some(Kind::String) {
        return None;
    }
    let meaning = match view.format.as_deref()? {
        "arm-id" => return Some(resource_id(view)),
        "duration" => "An ISO 8601 duration",
        "uri" | "url" => "A URI",
        "uuid" => "A UUID",
        "email" => "An e-mail address",
        "decimal" => "A decimal number as text",
        "time" => "A time of day",
        _ => return None,
    };
    Some(meaning.to_owned())
}

/// `x-ms-arm-id-details` says which types of resources an ID may lead to.
fn resource_id(view: &View<'_>) -> String {
    let allowed = view.extension("x-ms-arm-id-details").and_then(|it| it.get("allowedResources")?.as_array());
    let types: Vec<String> =
        allowed.into_iter().flatten().filter_map(|it| it.get("type")?.as_str()).map(markdown::code).collect();
    match types.as_slice() {
        [] => "An ARM resource ID".to_owned(),
        types => format!("An ARM resource ID of {}", types.join(" or ")),
    }
}

/// `At least 1 and at most 90 characters`
fn between(least: Option<usize>, most: Option<usize>, [unit, units]: [&str; 2]) -> Option<String> {
    let units = |count: usize| if count == 1 { unit } else { units };
    match (least.filter(|it| *it > 0), most) {
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {least} {}", units(least))),
        (Some(least), Some(most)) => Some(format!("At least {least} and at most {most} {}", units(most))),
        (Some(least), None) => Some(format!("At least {least} {}", units(least))),
        (None, Some(most)) => Some(format!("At most {most} {}", units(most))),
        (None, None) => None,
    }
}

fn range(view: &View<'_>) -> Option<String> {
    let bounds = &view.bounds;
    let least = bounds
        .minimum
        .as_ref()
        .map(|it| if bounds.exclusive_minimum { format!("greater than {it}") } else { format!("at least {it}") });
    let most = bounds
        .maximum
        .as_ref()
        .map(|it| if bounds.exclusive_maximum { format!("less than {it}") } else { format!("at most {it}") });
    let text = [least, most].into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let first = text.chars().next()?;
    Some(format!("{}{}", first.to_ascii_uppercase(), &text[first.len_utf8()..]))
}

/// A default as a person would write it: texts without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
