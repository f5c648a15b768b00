//! The diagnostics of a run, in the order of reporting.
//!
//! In: problems, one by one. Out: the same, sorted by location when they are rendered. A collection shares the
//! [`Sources`] of its run, so that the error of a failed run can render itself. Must not know: the checks that find
//! problems.

use std::fmt;
use std::sync::Arc;

use super::{Code, Diagnostic, Location, Severity, Style};
use crate::text::Sources;

/// The diagnostics of a run; also the error of a failed run.
///
/// `Debug` has the output of `Display`: Rust prints it when `main` returns an error, and the files that the diagnostics
/// refer to are megabytes.
#[derive(Clone, Default)]
pub struct Diagnostics {
    entries: Vec<Diagnostic>,
    sources: Arc<Sources>,
}

impl Diagnostics {
    /// Creates an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a problem that prevents the output.
    ///
    /// The location is a [`Location`], a reference to one, or `None`.
    pub fn error(
        &mut self,
        code: Code,
        location: impl Into<Option<Location>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Error, code, location.into(), message.into(), help.into())
    }

    /// Reports a problem with a lossless fallback.
    pub fn warning(
        &mut self,
        code: Code,
        location: impl Into<Option<Location>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Warning, code, location.into(), message.into(), help.into())
    }

    /// Reports information.
    pub fn note(
        &mut self,
        code: Code,
        location: impl Into<Option<Location>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Note, code, location.into(), message.into(), help.into())
    }

    /// Reports a bug of armsmith. The run ends with an error.
    pub(crate) fn internal_error(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        let help = "report this bug of armsmith together with the specification";
        self.error(Code::Internal, None, message, help)
    }

    fn push(
        &mut self,
        severity: Severity,
        code: Code,
        location: Option<Location>,
        message: String,
        help: String,
    ) -> &mut Diagnostic {
        let entry = Diagnostic { code, severity, message, location, span: None, related: Vec::new(), help };
        // `Vec::push_mut` is newer than the minimum supported Rust version.
        let index = self.entries.len();
        self.entries.push(entry);
        &mut self.entries[index]
    }

    /// Returns `true` if an error prevents the output.
    pub fn has_errors(&self) -> bool {
        self.entries.iter().any(|entry| entry.severity == Severity::Error)
    }

    /// Returns `true` if the collection has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the number of entries of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.entries.iter().filter(|entry| entry.severity == severity).count()
    }

    /// Returns the entries in the order of reporting.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.entries.iter()
    }

    /// Appends the entries of a collection whose locations are of the same [`Sources`].
    pub fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
        if self.sources.is_empty() {
            self.sources = other.sources;
        }
    }

    /// Turns warnings into errors (`--strict`).
    pub fn deny_warnings(&mut self) {
        for entry in &mut self.entries {
            if entry.severity == Severity::Warning {
                entry.severity = Severity::Error;
            }
        }
    }

    /// Turns all entries into warnings with one code, for problems of a file that does not affect the output.
    pub(crate) fn downgrade(&mut self, code: Code) {
        for entry in &mut self.entries {
            (entry.severity, entry.code) = (Severity::Warning, code);
        }
    }

    /// Keeps the entries for which a function returns `true`.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.entries.retain(keep);
    }

    /// Returns the entries for modification.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.entries.iter_mut()
    }

    /// Sets the files that the locations refer to.
    pub fn attach(&mut self, sources: Arc<Sources>) {
        self.sources = sources;
    }

    /// Returns the files that the locations refer to.
    pub fn sources(&self) -> &Arc<Sources> {
        &self.sources
    }

    /// Renders the entries for people: sorted by location, without repetitions, each with a code frame.
    pub fn render(&self, style: Style) -> String {
        super::render::render(&self.entries, &self.sources, style)
    }

    /// Renders the entries for programs: sorted by location, without repetitions, one JSON object per line.
    pub fn json_lines(&self) -> String {
        super::json::json_lines(&self.entries, &self.sources)
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Style::Plain))
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Diagnostics {}
