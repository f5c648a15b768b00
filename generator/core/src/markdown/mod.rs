//! Descriptions of specifications as clean Markdown for rustdoc.
//!
//! In: any text, with whatever Markdown, HTML and control characters its authors put there. Out: a [`Document`] or a
//! [`Line`], which print as Markdown that reads well in a source file and that rustdoc accepts without a warning: no
//! HTML, no bare URL, no broken link, nothing that would be compiled as a test. Must not know: what the text describes.
//!
//! ```text
//! characters  line ends and invisible characters
//! source      HTML, URLs and regular expressions become Markdown   (fences, html, url, pattern)
//! tree        pulldown-cmark reads it, into blocks                 (inline)
//! sentence    a capital at the beginning, a full stop at the end
//! document    blocks and lines are put together
//! print       blocks become text again, escaped and wrapped
//! ```
//!
//! Descriptions and sentences of armsmith are put together as blocks and printed once, in `print.rs`. No other code
//! wraps or joins Markdown as text: it would have to find code blocks again, and where it fails, a description becomes
//! code. What is printed goes through unchanged a second time.

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

/// Reads a description as paragraphs, lists, tables and code blocks of clean Markdown.
pub fn clean(text: &str) -> Document {
    let mut blocks = blocks(text);
    sentence::polish(&mut blocks);
    Document { blocks }
}

/// Reads a description as one line of clean Markdown.
pub fn line(text: &str) -> Line {
    let mut inlines = sentence::flattened(blocks(text));
    sentence::capitalise(&mut inlines);
    Line { inlines }
}

/// The Markdown of a code span, as of [`Line::code`].
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
