//! What the generated code did, held against what the documented example says.
//!
//! In: an [`Expected`](super::expected::Expected) request and the [`Actual`] one, or a documented body and what came
//! back through the model. Out: an [`Outcome`]: equal, equal but for the three allowed differences (each counted), or
//! the list of [`Difference`]s. Must not know: how the actual side was made.
//!
//! The allowed differences: a date by its instant; a null of the example that is absent in the generated code, for a
//! property that is not nullable; a property that the schema declares read-only, absent from a request. The raw schema
//! is walked along with the values to know these, and nothing but the schema allows them.

use std::fmt;

use armsmith_core::diagnostics::JsonPointer;
use serde::Serialize;
use serde_json::Value;

use super::contradiction::pointer_text;
use super::expected::Meaning;
use super::text::{instant, rfc1123_instant};

pub(crate) use body::{Direction, compare_body};
pub(crate) use request::{Actual, compare_request};

mod body;
mod request;

/// What a comparison found.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Outcome {
    /// Dates that are the same instant in other words.
    pub dates: usize,
    /// Nulls of properties that are not nullable, absent in the generated code.
    pub nulls: usize,
    /// Read-only properties, absent from the request.
    pub read_only: usize,
    /// Everything else.
    pub differences: Vec<Difference>,
}

/// One difference that is not allowed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Difference {
    /// Where the example has the value, or would have it.
    #[serde(serialize_with = "pointer_text")]
    pub pointer: JsonPointer,
    /// What is compared.
    pub part: Part,
    /// The documented value; none when there is none.
    pub expected: Option<Value>,
    /// The generated code's value; none when there is none.
    pub actual: Option<Value>,
}

/// What is compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Part {
    Method,
    Path,
    Query,
    Header,
    Form,
    Body,
    Enum,
}

impl Outcome {
    /// Whether nothing but the allowed differences was found.
    pub fn is_equal(&self) -> bool {
        self.differences.is_empty()
    }

    /// Whether not even an allowed difference was found.
    pub fn is_exact(&self) -> bool {
        self.is_equal() && (self.dates, self.nulls, self.read_only) == (0, 0, 0)
    }

    /// Adds what another comparison found.
    pub(crate) fn add(&mut self, other: Self) {
        self.dates += other.dates;
        self.nulls += other.nulls;
        self.read_only += other.read_only;
        self.differences.extend(other.differences);
    }

    /// Adds a difference.
    pub(crate) fn differ(&mut self, part: Part, pointer: &JsonPointer, expected: Option<Value>, actual: Option<Value>) {
        self.differences.push(Difference { pointer: pointer.clone(), part, expected, actual });
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.part {
            Part::Method => "method",
            Part::Path => "path",
            Part::Query => "query",
            Part::Header => "header",
            Part::Form => "form",
            Part::Body => "body",
            Part::Enum => "enum",
        };
        let expected = shortened(self.expected.as_ref());
        write!(f, "{}: {part}: {expected} is documented, {} came out", self.pointer, shortened(self.actual.as_ref()))
    }
}

/// A value as one line that a person still reads to its end.
fn shortened(value: Option<&Value>) -> String {
    const LONGEST: usize = 160;
    let Some(value) = value else { return "nothing".to_owned() };
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// How two texts relate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Likeness {
    Same,
    SameInstant,
    Different,
}

fn likeness(meaning: Meaning, expected: &str, actual: &str) -> Likeness {
    let same_instant = |read: fn(&str) -> Option<i128>| match (read(expected), read(actual)) {
        (Some(expected), Some(actual)) if expected == actual => Likeness::SameInstant,
        _ => Likeness::Different,
    };
    match meaning {
        _ if expected == actual => Likeness::Same,
        Meaning::DateTime => same_instant(instant),
        Meaning::Rfc1123 => same_instant(rfc1123_instant),
        Meaning::Number => match (expected.parse::<f64>(), actual.parse::<f64>()) {
            (Ok(expected), Ok(actual)) if expected == actual => Likeness::Same,
            _ => Likeness::Different,
        },
        Meaning::Plain => Likeness::Different,
    }
}

#[cfg(test)]
mod tests;
