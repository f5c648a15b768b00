//! Diagnostics for programs: one JSON object per line.

use serde::Serialize;

use super::Diagnostic;
use super::locate::{LocatedDiagnostic, ResolvedLocation, locate};
use crate::characters::visible;
use crate::text::Sources;

#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    location: JsonLocation<'a>,
    help: &'a str,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    location: JsonLocation<'a>,
}

/// All keys are always present, so that readers need no checks.
#[derive(Default, Serialize)]
struct JsonLocation<'a> {
    file: Option<&'a str>,
    pointer: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

/// Returns one line per diagnostic, sorted by location.
pub(super) fn json_lines(entries: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for located in locate(entries, sources) {
        // Strings, numbers and nulls only: serializing them cannot fail.
        push_escaped(&serde_json::to_string(&line(&located)).unwrap_or_default(), &mut text);
        text.push('\n');
    }
    text
}

/// Appends JSON, and escapes invisible characters and those that terminals treat as line ends.
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

fn line<'a>(located: &'a LocatedDiagnostic<'_>) -> Line<'a> {
    Line {
        code: located.entry.code.as_str(),
        severity: located.entry.severity.as_str(),
        message: &located.entry.message,
        location: located.location.as_ref().map(json_location).unwrap_or_default(),
        help: &located.entry.help,
        related: located
            .related
            .iter()
            .map(|(location, message)| Related { message, location: json_location(location) })
            .collect(),
    }
}

fn json_location(location: &ResolvedLocation) -> JsonLocation<'_> {
    JsonLocation {
        file: Some(&location.file),
        pointer: Some(&location.pointer),
        line: location.position.as_ref().map(|it| it.line),
        column: location.position.as_ref().map(|it| it.column),
    }
}
