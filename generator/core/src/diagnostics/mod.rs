//! Diagnostics: messages with a code and a location.
//!
//! In: a [`Code`], a message, a [`Location`], help. Out: text with a code frame, or JSON. A location is a file and a
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
mod locate;
mod render;
mod similar;
#[cfg(test)]
mod tests;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The crate is generated with a lossless fallback; `--strict` makes it an error.
    Warning,
    /// Information; never fails a run.
    Note,
}

impl Severity {
    /// Returns the name that users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A message about one problem, with its location and help.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Diagnostic {
    /// The name of the kind of problem.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// The problem, without a full stop at the end.
    pub message: String,
    /// The location of the problem.
    pub location: Option<Location>,
    /// The bytes of the problem, if a JSON pointer cannot refer to them: in a syntax error or a readme.
    pub span: Option<Range<usize>>,
    /// Other locations that belong to the problem, each with a label: `first defined here`.
    pub related: Vec<(Location, String)>,
    /// The action to take; may be empty.
    pub help: String,
}

impl Diagnostic {
    /// Adds another location that belongs to the problem, with a label: `first defined here`.
    pub fn relate(&mut self, location: Location, label: impl Into<String>) -> &mut Self {
        self.related.push((location, label.into()));
        self
    }

    /// Sets the bytes of the problem, if a JSON pointer cannot refer to them.
    pub fn at(&mut self, span: Range<usize>) -> &mut Self {
        self.span = Some(span);
        self
    }
}
