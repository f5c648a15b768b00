//! What armsmith tells its user about a specification.
//!
//! In: a [`Code`], a message, a [`Location`], advice. Out: text with a code frame, or JSON. A location is a file and a
//! JSON pointer; line and column are computed only when a diagnostic is rendered.

use std::ops::Range;

pub use code::Code;
pub use collection::Diagnostics;
pub use render::Style;
pub(crate) use similar::similar;

pub use crate::text::{FileId, JsonPointer, Location};

mod code;
mod collection;
mod frame;
mod json;
mod place;
mod render;
mod similar;
#[cfg(test)]
mod tests;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The crate is generated with a lossless fallback; `--strict` makes it an error.
    Warning,
    /// Worth knowing; never fails a run.
    Note,
}

impl Severity {
    /// The word that users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One problem, with its place and with advice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Diagnostic {
    /// The name under which the problem can be looked up.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong; no full stop at the end.
    pub message: String,
    /// Where it is wrong.
    pub location: Option<Location>,
    /// The bytes of the file that are wrong, where no JSON pointer can lead there: a syntax error, a readme.
    pub span: Option<Range<usize>>,
    /// Other places that belong to the problem, each with a few words: `first defined here`.
    pub related: Vec<(Location, String)>,
    /// What to do; empty when the message says it already.
    pub help: String,
}

impl Diagnostic {
    /// Adds another place that belongs to the problem, with a few words: `first defined here`.
    pub fn relate(&mut self, location: Location, label: impl Into<String>) -> &mut Self {
        self.related.push((location, label.into()));
        self
    }

    /// Says which bytes of the file are wrong, where no JSON pointer can lead there.
    pub fn at(&mut self, span: Range<usize>) -> &mut Self {
        self.span = Some(span);
        self
    }
}
