//! The documentation of generated items: lines of Markdown as `#[doc]` attributes.
//!
//! In: descriptions that [`crate::markdown`] parsed, and sentences of armsmith. Out: one attribute for each line,
//! because prettyplease prints several lines in one attribute as a block comment.

use std::str::FromStr;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::markdown::{Document, Line};
use crate::model::Docs;

/// Lines of documentation, added from top to bottom.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doc {
    lines: Vec<String>,
}

impl Doc {
    /// Creates the documentation from description and notes; `sentence` replaces a missing description.
    pub(crate) fn new(docs: &Docs, sentence: impl FnOnce() -> Line) -> Self {
        let mut doc = Self::default();
        if docs.text.is_empty() {
            doc.paragraph(sentence());
        } else {
            doc.document(&docs.text);
        }
        doc.notes(&docs.notes);
        doc
    }

    /// Creates documentation of one paragraph.
    pub(crate) fn sentence(line: impl Into<Line>) -> Self {
        let mut doc = Self::default();
        doc.paragraph(line);
        doc
    }

    /// Adds a paragraph, with an empty line before it.
    pub(crate) fn paragraph(&mut self, line: impl Into<Line>) -> &mut Self {
        self.document(&line.into().into())
    }

    /// Adds a description, with an empty line before it.
    pub(crate) fn document(&mut self, document: &Document) -> &mut Self {
        self.separate();
        document.print("", &mut self.lines);
        self
    }

    /// Adds notes as a paragraph.
    pub(crate) fn notes(&mut self, notes: &[Line]) -> &mut Self {
        if notes.is_empty() { self } else { self.paragraph(sentences(notes)) }
    }

    /// Adds a heading.
    pub(crate) fn heading(&mut self, text: &str) -> &mut Self {
        self.separate();
        self.lines.push(format!("# {text}"));
        self.lines.push(String::new());
        self
    }

    /// Adds an item of a list.
    pub(crate) fn item(&mut self, item: impl Into<Document>) -> &mut Self {
        item.into().print("* ", &mut self.lines);
        self
    }

    /// Adds Rust code that is compiled but not run; rustdoc hides lines that start with `# `.
    pub(crate) fn example<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.separate();
        self.lines.push("```rust,no_run".to_owned());
        self.lines.extend(lines.into_iter().map(str::to_owned));
        self.lines.push("```".to_owned());
        self
    }

    /// Returns the lines as inner attributes, which document the file.
    pub(crate) fn inner(&self) -> TokenStream {
        let lines = self.literals();
        quote!(#(#![doc = #lines])*)
    }

    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn literals(&self) -> impl Iterator<Item = Literal> {
        self.lines.iter().map(|line| literal(line))
    }
}

/// A line as a string literal with a leading space, if possible a raw one. Most of the output is documentation, and
/// escaping its characters and parsing them twice would take a tenth of the whole time.
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

/// Joins notes as sentences.
pub(crate) fn sentences<'n>(notes: impl IntoIterator<Item = &'n Line>) -> Line {
    Line::default().joined(notes.into_iter().map(|note| note.clone().finished()), " ")
}

/// Composes a sentence with a name as code, for an item without a description.
pub(crate) fn named(before: &str, name: &str, after: &str) -> Line {
    Line::from(before).code(name).text(after)
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::{Doc, Line, sentences};
    use crate::model::Docs;

    #[test]
    fn text_cannot_leave_its_comment() {
        let doc = Doc::sentence("a\r\u{202E}b\u{0}c\nfn injected() {}");
        assert_eq!(doc.lines, ["a bc fn injected() {}"]);
        let tokens = doc.to_token_stream().to_string();
        assert_eq!(tokens, r##"# [doc = r" a bc fn injected() {}"]"##);
    }

    #[test]
    fn a_missing_description_becomes_a_sentence() {
        let docs = Docs { text: Default::default(), notes: vec!["Read-only".into(), "At most 3 characters.".into()] };
        let doc = Doc::new(&docs, || Line::from("The ").code("id").text(" property."));
        assert_eq!(doc.lines, ["The `id` property.", "", "Read-only. At most 3 characters."]);
        assert!(sentences([]).is_empty());
    }

    #[test]
    fn parts_are_separated_by_empty_lines() {
        let mut doc = Doc::sentence("Text.");
        let item = |name: &str, text: &str| Line::default().code(name).text(text);
        doc.heading("Arguments").item(item("a", " - First.")).item(item("b", " - Second.")).example(["let x = 1;"]);
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
