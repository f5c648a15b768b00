//! The diagnostics of a run, in the order in which they were found.
//!
//! In: problems, one by one. Out: the same, sorted by place when they are rendered. A collection shares the
//! [`Sources`] of its run, so that the value a failed run returns can render itself. Must not know: how a problem is
//! found.

use std::fmt;
use std::sync::Arc;

use super::{Code, Diagnostic, Location, Severity, Style};
use crate::text::Sources;

/// The diagnostics of a run; also the error of a failed run.
///
/// `Debug` prints what `Display` prints: that is what Rust shows when `main` returns an error, and the files that the
/// diagnostics refer to are megabytes.
#[derive(Clone, Default)]
pub struct Diagnostics {
    entries: Vec<Diagnostic>,
    sources: Arc<Sources>,
}

impl Diagnostics {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a problem that keeps anything from being written.
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

    /// Reports a problem that a lossless fallback bridges.
    pub fn warning(
        &mut self,
        code: Code,
        location: impl Into<Option<Location>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Warning, code, location.into(), message.into(), help.into())
    }

    /// Reports something worth knowing.
    pub fn note(
        &mut self,
        code: Code,
        location: impl Into<Option<Location>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Note, code, location.into(), message.into(), help.into())
    }

    /// Reports a mistake of armsmith itself. The run ends with an error.
    pub(crate) fn internal_error(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        let help = "this is a bug of armsmith; report it together with the specification";
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
        // `push_mut` is younger than the promised compiler.
        let index = self.entries.len();
        self.entries.push(entry);
        &mut self.entries[index]
    }

    /// Whether anything keeps the output from being written.
    pub fn has_errors(&self) -> bool {
        self.entries.iter().any(|entry| entry.severity == Severity::Error)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.entries.iter().filter(|entry| entry.severity == severity).count()
    }

    /// The entries in the order in which they were found.
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

    /// `--strict`: what was a warning becomes an error.
    pub fn deny_warnings(&mut self) {
        for entry in &mut self.entries {
            if entry.severity == Severity::Warning {
                entry.severity = Severity::Error;
            }
        }
    }

    /// Makes every entry a warning with one code: the problems of a file that no output depends on.
    pub(crate) fn downgrade(&mut self, code: Code) {
        for entry in &mut self.entries {
            (entry.severity, entry.code) = (Severity::Warning, code);
        }
    }

    /// Keeps the entries for which a function returns `true`.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.entries.retain(keep);
    }

    /// The entries, to be changed.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.entries.iter_mut()
    }

    /// Shares the files that the locations lead into.
    pub fn attach(&mut self, sources: Arc<Sources>) {
        self.sources = sources;
    }

    /// The files that the locations lead into.
    pub fn sources(&self) -> &Arc<Sources> {
        &self.sources
    }

    /// The entries for people: sorted by place, each once, each with a code frame.
    pub fn render(&self, style: Style) -> String {
        super::render::render(&self.entries, &self.sources, style)
    }

    /// The entries for programs: sorted by place, each once, one JSON object per line.
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
