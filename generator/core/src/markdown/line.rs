//! One line of Markdown: text, code and links.
//!
//! In: text of armsmith, and names and values of the specification. Out: a [`Line`], which a caller prints alone or
//! adds to a [`Document`](super::Document). Text is never parsed as Markdown again, so any characters of a
//! name stay text.

use std::fmt;

use super::inline::{self, Inline};
use super::{characters, print, sentence};

/// One paragraph that has no line breaks of its own.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Line {
    pub(super) inlines: Vec<Inline>,
}

impl Line {
    /// Appends plain text: no character is Markdown syntax.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        inline::push_text(&mut self.inlines, &characters::normalised(text));
        self
    }

    /// Appends a code span with the text, except for line ends and invisible characters. The empty string is shown as
    /// `""`.
    #[must_use]
    pub fn code(mut self, text: &str) -> Self {
        self.inlines.push(Inline::Code(shown(text)));
        self
    }

    /// Appends a link with the label as code. `target` is a path of the generated crate: `crate::headers::ETAG`.
    #[must_use]
    pub fn link(mut self, label: &str, target: &str) -> Self {
        self.inlines.push(Inline::Link { url: target.to_owned(), text: vec![Inline::Code(shown(label))] });
        self
    }

    /// Appends another line.
    #[must_use]
    pub fn line(mut self, other: &Self) -> Self {
        for inline in &other.inlines {
            inline::push(&mut self.inlines, inline.clone());
        }
        self
    }

    /// Appends the lines, with a separator between them.
    #[must_use]
    pub fn joined(self, lines: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        let between = |line: Self, index: usize| if index > 0 { line.text(separator) } else { line };
        lines.into_iter().enumerate().fold(self, |line, (index, next)| between(line, index).line(&next))
    }

    /// Returns `true` if nothing would be printed.
    pub fn is_empty(&self) -> bool {
        self.inlines.iter().all(|inline| matches!(inline, Inline::Text(text) if text.trim().is_empty()))
    }

    /// Returns the line with a full stop, unless it already ends a sentence.
    #[must_use]
    pub fn finished(self) -> Self {
        if self.ends_sentence() { self } else { self.text(".") }
    }

    /// Returns the line without a full stop at its end, so that it can be continued.
    #[must_use]
    pub fn without_full_stop(mut self) -> Self {
        sentence::drop_full_stop(&mut self.inlines);
        self
    }

    /// Returns `true` if the last character ends a sentence.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.inlines.last(), Some(Inline::Text(text)) if text.trim_end().ends_with(['.', '!', '?']))
    }

    /// Returns the line as a table cell, in which `|` is escaped.
    pub fn to_cell(&self) -> String {
        print::cell(&self.inlines)
    }

    /// Returns the visible characters, without Markdown syntax.
    pub fn to_plain(&self) -> String {
        inline::plain(&self.inlines)
    }
}

/// The text of a code span.
fn shown(text: &str) -> String {
    let text = characters::normalised(text).replace('\n', " ");
    if text.is_empty() { "\"\"".to_owned() } else { text }
}

impl From<&str> for Line {
    /// Creates a line of plain text: no character is Markdown syntax.
    fn from(text: &str) -> Self {
        Self::default().text(text)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print::line(&self.inlines))
    }
}
