//! Descriptions of specifications as clean Markdown for rustdoc.
//!
//! In: any text, with whatever Markdown, HTML and control characters its authors put there. Out: Markdown that reads
//! well in a source file and that rustdoc takes without a warning: no HTML, no bare URL, no broken link, nothing that
//! would be compiled as a test. Must not know: what the text describes.
//!
//! ```text
//! characters  line ends and invisible characters
//! source      HTML, URLs and regular expressions become Markdown   (fences, html, url, pattern)
//! tree        pulldown-cmark reads it, into blocks                 (inline)
//! sentence    a capital at the beginning, a full stop at the end
//! print       blocks become text again, escaped and wrapped
//! ```
//!
//! What comes out goes through unchanged a second time.

mod characters;
mod fences;
mod html;
mod inline;
mod pattern;
mod print;
mod sentence;
mod source;
mod tree;
mod url;

#[cfg(test)]
mod tests;

use self::inline::Inline;
use self::tree::Block;

/// The description as paragraphs, lists, tables and code blocks of clean Markdown; lines end with `\n`, the last one
/// with nothing.
pub fn clean(text: &str) -> String {
    let mut blocks = blocks(text);
    sentence::polish(&mut blocks);
    print::blocks(&blocks)
}

/// The description as one line of clean Markdown.
pub fn line(text: &str) -> String {
    let mut sentences = sentence::flattened(blocks(text));
    sentence::capitalise(&mut sentences);
    print::line(&sentences)
}

/// A code span that shows the text as it is, but for line ends and invisible characters. No text is shown as `""`.
pub fn code(text: &str) -> String {
    let text = characters::normalised(text).replace('\n', " ");
    print::code_span(if text.is_empty() { "\"\"" } else { &text })
}

fn blocks(text: &str) -> Vec<Block> {
    if text.trim_start().starts_with(|first: char| first.is_ascii_alphabetic()) && characters::is_plain(text) {
        vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])]
    } else {
        tree::blocks(&source::markdown(&characters::normalised(text)))
    }
}
