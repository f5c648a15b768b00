//! Documentation of generated items: lines of clean Markdown as `#[doc]` attributes.
//!
//! In: descriptions that [`crate::markdown`] has cleaned, and sentences of our own. Out: one attribute for each line, because
//! prettyplease would print several lines in one attribute as a block comment.

use std::str::FromStr;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::wrap::wrap_into;
use crate::model::Docs;

/// Lines of documentation, added from top to bottom.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doc {
    lines: Vec<String>,
}

impl Doc {
    /// Description and notes; `sentence` when the specification has no description.
    pub(crate) fn new(docs: &Docs, sentence: impl FnOnce() -> String) -> Self {
        let mut doc = Self::default();
        if docs.text.trim().is_empty() {
            doc.paragraph(&sentence());
        } else {
            doc.paragraph(docs.text.trim());
        }
        if !docs.notes.is_empty() {
            doc.paragraph(&sentences(&docs.notes));
        }
        doc
    }

    /// One paragraph.
    pub(crate) fn sentence(text: &str) -> Self {
        let mut doc = Self::default();
        doc.paragraph(text);
        doc
    }

    /// Adds text, with an empty line before it.
    pub(crate) fn paragraph(&mut self, text: &str) -> &mut Self {
        self.gap();
        self.wrapped("", text)
    }

    /// Adds a heading.
    pub(crate) fn heading(&mut self, text: &str) -> &mut Self {
        self.gap();
        self.lines.push(format!("# {text}"));
        self.lines.push(String::new());
        self
    }

    /// Adds an item of a list.
    pub(crate) fn item(&mut self, text: &str) -> &mut Self {
        self.wrapped("* ", text)
    }

    /// Adds a block of Rust that is compiled but not run; a line that starts with `# ` is not shown.
    pub(crate) fn example<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.gap();
        self.lines.push("```rust,no_run".to_owned());
        self.lines.extend(lines.into_iter().map(str::to_owned));
        self.lines.push("```".to_owned());
        self
    }

    /// The lines as attributes of the file they stand in.
    pub(crate) fn inner(&self) -> TokenStream {
        let lines = self.literals();
        quote!(#(#![doc = #lines])*)
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn wrapped(&mut self, first: &str, text: &str) -> &mut Self {
        if text.contains(is_unwanted) {
            wrap_into(&mut self.lines, first, &text.replace(is_unwanted, " "));
        } else {
            wrap_into(&mut self.lines, first, text);
        }
        self
    }

    fn literals(&self) -> impl Iterator<Item = Literal> {
        self.lines.iter().map(|line| literal(line))
    }
}

/// A line as a string with a blank before it. A raw string where that is possible: most of what is printed is
/// documentation, and escaping it sign by sign, and reading that back twice, takes a tenth of the time of the whole.
fn literal(line: &str) -> Literal {
    if line.is_empty() {
        return Literal::string("");
    }
    let raw = (!line.contains('"')).then(|| Literal::from_str(&format!("r\" {line}\"")));
    raw.and_then(Result::ok).unwrap_or_else(|| Literal::string(&format!(" {line}")))
}

impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.literals();
        tokens.extend(quote!(#(#[doc = #lines])*));
    }
}

/// Notes as sentences in a row.
pub(crate) fn sentences<T: AsRef<str>>(notes: &[T]) -> String {
    let mut text = String::new();
    for note in notes {
        if !text.is_empty() {
            text.push(' ');
        }
        let note = note.as_ref().trim();
        text.push_str(note);
        if !note.ends_with(['.', '!', '?']) {
            text.push('.');
        }
    }
    text
}

/// The text as the first part of something longer: one line, without a full stop.
pub(crate) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').trim_end().to_owned()
}

/// Signs that end a comment early (a bare carriage return) or that rustc refuses in comments (changes of text direction).
fn is_unwanted(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::{Doc, sentences};
    use crate::model::Docs;

    #[test]
    fn no_text_leaves_its_comment() {
        let doc = Doc::sentence("a\r\u{202E}b\u{0}c\nfn injected() {}");
        assert_eq!(doc.lines, ["a  b c", "fn injected() {}"]);
        let tokens = doc.to_token_stream().to_string();
        assert_eq!(tokens, r##"# [doc = r" a  b c"] # [doc = r" fn injected() {}"]"##);
    }

    #[test]
    fn a_missing_description_becomes_a_sentence() {
        let docs =
            Docs { text: " \n".to_owned(), notes: vec!["Read-only".to_owned(), "At most 3 characters.".to_owned()] };
        let doc = Doc::new(&docs, || "The `id` property.".to_owned());
        assert_eq!(doc.lines, ["The `id` property.", "", "Read-only. At most 3 characters."]);
        assert_eq!(sentences::<String>(&[]), "");
    }

    #[test]
    fn parts_are_separated_by_empty_lines() {
        let mut doc = Doc::sentence("Text.");
        doc.heading("Arguments").item("`a` - First.").item("`b` - Second.").example(["let x = 1;"]);
        let expected = [
            "Text.",
            "",
            "# Arguments",
            "",
            "* `a` - First.",
            "* `b` - Second.",
            "",
            "```rust,no_run",
            "let x = 1;",
            "```",
        ];
        assert_eq!(doc.lines, expected);
    }
}
