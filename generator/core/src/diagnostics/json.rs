//! Diagnostics for programs: one JSON object per line.

use serde::Serialize;

use super::Diagnostic;
use super::place::{Place, Placed, place};
use crate::characters::visible;
use crate::text::Sources;

#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Where<'a>,
    help: &'a str,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Where<'a>,
}

/// Every key is always there, so that a reader need not ask.
#[derive(Default, Serialize)]
struct Where<'a> {
    file: Option<&'a str>,
    pointer: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

/// One line per diagnostic, sorted by place.
pub(super) fn json_lines(entries: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for placed in place(entries, sources) {
        // Strings, numbers and nulls only: serialising them has no way to fail.
        push_escaped(&serde_json::to_string(&line(&placed)).unwrap_or_default(), &mut text);
        text.push('\n');
    }
    text
}

/// Appends JSON with every character escaped that cannot be seen or that a terminal takes for a line end.
fn push_escaped(json: &str, text: &mut String) {
    for character in json.chars() {
        if visible(character) == Some(character) || character == ' ' {
            text.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
}

fn line<'a>(placed: &'a Placed<'_>) -> Line<'a> {
    Line {
        code: placed.entry.code.as_str(),
        severity: placed.entry.severity.as_str(),
        message: &placed.entry.message,
        place: placed.place.as_ref().map(where_).unwrap_or_default(),
        help: &placed.entry.help,
        related: placed.related.iter().map(|(place, message)| Related { message, place: where_(place) }).collect(),
    }
}

fn where_(place: &Place) -> Where<'_> {
    Where {
        file: Some(&place.file),
        pointer: Some(&place.pointer),
        line: place.position.as_ref().map(|it| it.line),
        column: place.position.as_ref().map(|it| it.column),
    }
}
