//! A description as blocks, and the combination of blocks from several sources.
//!
//! In: the blocks of a description, and lines of armsmith. Out: a [`Document`]. Nothing is joined as text, so a code
//! block stays one, whatever precedes or follows it.

use std::fmt;

use super::inline::{self, Inline};
use super::line::Line;
use super::print;
use super::tree::{self, Block};

/// Paragraphs, lists, tables and code blocks.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Document {
    pub(super) blocks: Vec<Block>,
}

impl Document {
    /// Returns `true` if nothing would be printed.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Appends another document.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        for block in other.blocks {
            tree::push_block(&mut self.blocks, block);
        }
        self
    }

    /// Inserts a title: before the first paragraph, with `separator` between them, or as a separate paragraph if the
    /// document begins with another kind of block.
    #[must_use]
    pub fn titled(mut self, title: Line, separator: &str) -> Self {
        match self.blocks.first_mut() {
            Some(Block::Paragraph(inlines)) => {
                let mut titled = title.text(separator);
                for inline in inlines.drain(..) {
                    inline::push(&mut titled.inlines, inline);
                }
                *inlines = titled.inlines;
            }
            _ => self.blocks.insert(0, Block::Paragraph(title.inlines)),
        }
        self
    }

    /// Adds sentences to the paragraph if the document is a single one, else as a last paragraph.
    #[must_use]
    pub fn with_sentences(mut self, sentences: Line) -> Self {
        match self.blocks.as_mut_slice() {
            [Block::Paragraph(inlines)] => {
                let line = Line { inlines: std::mem::take(inlines) };
                *inlines = line.finished().text(" ").line(&sentences).inlines;
            }
            _ => self.blocks.push(Block::Paragraph(sentences.inlines)),
        }
        self
    }

    /// Appends the lines of the document. The first one begins with `first`, a list marker or the empty string; the
    /// others are indented by its length.
    pub fn print(&self, first: &str, lines: &mut Vec<String>) {
        print::blocks(&self.blocks, first, lines);
    }

    /// Estimates the lines of the document; a long line that cannot be wrapped counts as several.
    pub fn count_lines(&self) -> usize {
        if let [Block::Paragraph(inlines)] = self.blocks.as_slice()
            && let [Inline::Text(text)] = inlines.as_slice()
            && text.len() < print::WIDTH
        {
            return 1;
        }
        let mut lines = Vec::new();
        self.print("", &mut lines);
        lines.iter().map(|line| 1 + line.len() / print::WIDTH).sum()
    }
}

impl From<Line> for Document {
    fn from(line: Line) -> Self {
        if line.is_empty() { Self::default() } else { Self { blocks: vec![Block::Paragraph(line.inlines)] } }
    }
}

impl From<&str> for Document {
    /// Creates a paragraph of plain text: no character is Markdown syntax.
    fn from(text: &str) -> Self {
        Line::from(text).into()
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        self.print("", &mut lines);
        f.write_str(&lines.join("\n"))
    }
}
