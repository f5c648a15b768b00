//! What armsmith tells its user about a specification.
//!
//! In: a [`Code`], a message, a [`Location`], advice. Out: text with a code frame, or JSON. A location is a file and a
//! JSON pointer; line and column are computed only when a diagnostic is rendered.

use std::fmt;
use std::ops::Range;

pub use code::Code;
pub use collection::Diagnostics;
pub use render::Style;
pub(crate) use similar::similar;

mod code;
mod collection;
mod frame;
mod json;
mod place;
mod render;
mod similar;
#[cfg(test)]
mod tests;

/// One of the files of a run, by its index in [`Sources`](crate::source::Sources).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FileId(pub u32);

/// A JSON pointer (RFC 6901) into a file; the empty pointer is the whole file.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct JsonPointer(String);

impl JsonPointer {
    /// Takes a pointer in its escaped text form.
    pub fn new(pointer: impl Into<String>) -> Self {
        Self(pointer.into())
    }

    /// The pointer to a member or element of the value that this one points to.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut pointer = String::with_capacity(self.0.len() + token.len() + 1);
        pointer.push_str(&self.0);
        pointer.push('/');
        if token.contains(['~', '/']) {
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(token);
        }
        Self(pointer)
    }

    /// The pointer to the value that holds this one; none for the whole file.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|slash| Self(self.0[..slash].to_owned()))
    }

    /// The unescaped tokens.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// The escaped text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place in a specification.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The value inside the file.
    pub pointer: JsonPointer,
}

impl Location {
    /// The place of a whole file.
    pub fn file(file: FileId) -> Self {
        Self { file, pointer: JsonPointer::default() }
    }

    /// The place of a member or element of the value at this place.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        Self { file: self.file, pointer: self.pointer.child(token) }
    }
}

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

impl From<&Location> for Option<Location> {
    fn from(location: &Location) -> Self {
        Some(location.clone())
    }
}
