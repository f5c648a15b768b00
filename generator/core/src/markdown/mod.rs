//! Markdown: descriptions of specifications become clean Markdown for rustdoc.
//!
//! In: any text, which may contain Markdown, HTML and control characters. Out: a [`Document`] or a [`Line`], which
//! print as Markdown that is readable in a source file and that rustdoc accepts without a warning: without HTML, bare
//! URLs, broken links, or code that would be compiled as a test. Must not know: the subject of the text.
//!
//! ```text
//! characters  line ends and invisible characters
//! source      HTML, URLs and regular expressions become Markdown   (fences, html, url, pattern)
//! tree        pulldown-cmark reads it, into blocks                 (inline)
//! sentence    a capital at the beginning, a full stop at the end
//! document    blocks and lines are combined
//! print       blocks become text again, escaped and wrapped
//! ```
//!
//! Descriptions and sentences of armsmith are combined as blocks and printed once, in `print.rs`. No other code wraps
//! or joins Markdown as text: it would have to detect code blocks again, and a mistake would turn a description into
//! code. Printed Markdown does not change when it is read and printed again.

mod characters;
mod document;
mod fences;
mod html;
mod inline;
mod line;
mod pattern;
mod print;
mod sentence;
mod source;
mod tag;
mod tree;
mod url;

#[cfg(test)]
mod tests;

pub use self::document::Document;
pub use self::line::Line;

use self::inline::Inline;
use self::tree::Block;

/// Parses a description as paragraphs, lists, tables and code blocks of clean Markdown.
pub fn clean(text: &str) -> Document {
    let mut blocks = blocks(text);
    sentence::polish(&mut blocks);
    Document { blocks }
}

/// Parses a description as one line of clean Markdown.
pub fn line(text: &str) -> Line {
    let mut inlines = sentence::flattened(blocks(text));
    sentence::capitalise(&mut inlines);
    Line { inlines }
}

/// Returns the Markdown of a code span, as of [`Line::code`].
pub fn code(text: &str) -> String {
    Line::default().code(text).to_string()
}

fn blocks(text: &str) -> Vec<Block> {
    if text.trim_start().starts_with(|first: char| first.is_ascii_alphabetic()) && characters::is_plain(text) {
        vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])]
    } else {
        tree::blocks(&source::markdown(&characters::normalised(text)))
    }
}
