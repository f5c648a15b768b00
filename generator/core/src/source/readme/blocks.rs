//! The configuration blocks of a readme: fenced YAML with a condition.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::condition::Condition;

/// A fenced block of YAML.
pub(super) struct Block {
    /// `None` if the condition is invalid.
    pub(super) condition: Option<Condition>,
    /// The condition as written.
    pub(super) written: String,
    /// The YAML.
    pub(super) text: String,
    /// The bytes of the whole block in the readme.
    pub(super) span: Range<usize>,
    /// For each piece of the text, its start in the text and in the readme.
    pieces: Vec<(usize, usize)>,
}

impl Block {
    /// From bytes of the YAML to bytes of the readme.
    pub(super) fn span_in_readme(&self, span: &Range<usize>) -> Range<usize> {
        self.offset(span.start)..self.offset(span.end)
    }

    fn offset(&self, byte: usize) -> usize {
        let index = self.pieces.partition_point(|(begin, _)| *begin <= byte);
        match index.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some((begin, in_readme)) => in_readme + (byte - begin),
            None => self.span.start,
        }
    }
}

/// Every YAML block of a readme, in order.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (event, span) in Parser::new(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => open = begin(&info, span),
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.pieces.push((block.text.len(), span.start));
                    block.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

/// A block whose language is YAML.
fn begin(info: &str, span: Range<usize>) -> Option<Block> {
    let info = info.trim();
    let end = info.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(info.len());
    let (language, written) = info.split_at(end);
    if !["yaml", "yml"].contains(&language.to_ascii_lowercase().as_str()) {
        return None;
    }
    let written = written.trim().to_owned();
    Some(Block { condition: Condition::parse(&written), written, text: String::new(), span, pieces: Vec::new() })
}
