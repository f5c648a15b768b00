//! What the documentation says about a value beside its description.

use serde_json::Value;

use super::view::{Kind, View};
use crate::{markdown, model::Docs};

/// Whether a value must be given, and who may set it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Access {
    pub(super) required: bool,
    pub(super) read_only: bool,
}

/// Description and constraints of a property or parameter.
pub(super) fn docs(description: Option<&str>, view: &View<'_>, access: Access) -> Docs {
    Docs { text: description.map(markdown::clean).unwrap_or_default(), notes: notes(view, access) }
}

fn notes(view: &View<'_>, access: Access) -> Vec<String> {
    let mut notes = Vec::new();
    if access.read_only {
        notes.push("Read-only".to_owned());
    } else if access.required {
        notes.push("Required".to_owned());
    }
    notes.extend(mutability(view));
    notes.extend(format_note(view));
    let bounds = &view.bounds;
    notes.extend(between(bounds.min_length, bounds.max_length, "character"));
    notes.extend(between(bounds.min_items, bounds.max_items, "item"));
    if bounds.unique_items {
        notes.push("All items are different".to_owned());
    }
    notes.extend(range(view));
    if let Some(step) = &bounds.multiple_of {
        notes.push(format!("A multiple of {step}"));
    }
    if let Some(pattern) = &bounds.pattern {
        notes.push(format!("Pattern: {}", markdown::code(pattern)));
    }
    if let Some(default) = &view.data.default {
        notes.push(format!("Default: {}", markdown::code(&plain(default))));
    }
    if view.data.deprecated {
        notes.push("Deprecated".to_owned());
    }
    notes
}

/// `x-ms-mutability`, when it says more than `readOnly` does.
fn mutability(view: &View<'_>) -> Option<String> {
    let words: Vec<&str> = view.extension("x-ms-mutability")?.as_array()?.iter().filter_map(Value::as_str).collect();
    let has = |word| words.contains(&word);
    match (has("create"), has("update")) {
        (true, false) => Some("Can be set only when the resource is created".to_owned()),
        (false, true) => Some("Can be set only when the resource is updated".to_owned()),
        _ => None,
    }
}

fn format_note(view: &View<'_>) -> Option<String> {
    if view.kind != Some(Kind::String) {
        return None;
    }
    let meaning = match view.format.as_deref()? {
        "arm-id" => "An ARM resource ID",
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

/// `At least 1 and at most 90 characters`
fn between(least: Option<usize>, most: Option<usize>, unit: &str) -> Option<String> {
    let units = |count: usize| if count == 1 { unit.to_owned() } else { format!("{unit}s") };
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
