//! The capital at the beginning of a sentence and the full stop at its end.

use super::inline::{self, Inline};
use super::tree::Block;

/// Capitalizes the first sentence and ends the last one with a full stop.
pub(super) fn polish(blocks: &mut Vec<Block>) {
    if let Some(Block::Paragraph(inlines)) = blocks.first_mut() {
        capitalise(inlines);
    }
    while let Some(Block::Paragraph(inlines)) = blocks.last_mut() {
        finish(inlines, ".");
        if !inlines.iter().all(inline::is_blank) {
            break;
        }
        // The paragraph contained only a comma.
        blocks.pop();
    }
}

/// Joins the blocks to one paragraph: paragraphs become sentences, list items are separated by semicolons.
pub(super) fn flattened(blocks: Vec<Block>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    flatten(blocks, ".", &mut inlines);
    if inlines.iter().all(inline::is_blank) { Vec::new() } else { inline::tidied(inlines) }
}

fn flatten(blocks: Vec<Block>, mark: &str, flat: &mut Vec<Inline>) {
    let last = blocks.len().saturating_sub(1);
    for (index, block) in blocks.into_iter().enumerate() {
        let mark = if index == last { mark } else { "." };
        match block {
            Block::Paragraph(inlines) => {
                append(flat, inlines);
                finish(flat, mark);
            }
            Block::List(_, items) => {
                let last = items.len().saturating_sub(1);
                for (index, item) in items.into_iter().enumerate() {
                    flatten(item, if index == last { mark } else { ";" }, flat);
                }
            }
            Block::Code(code) => {
                append(flat, vec![Inline::Code(code.split_whitespace().collect::<Vec<_>>().join(" "))]);
                finish(flat, mark);
            }
            Block::Table(rows) => {
                for cell in rows.into_iter().flatten() {
                    append(flat, cell);
                }
                finish(flat, mark);
            }
        }
    }
}

/// Appends a full stop or semicolon, unless the paragraph already ends a sentence.
fn finish(inlines: &mut Vec<Inline>, mark: &str) {
    trim_end(inlines);
    if !is_finished(inlines) {
        inline::push_text(inlines, mark);
    }
}

/// Removes full stops and spaces from the end.
pub(super) fn drop_full_stop(inlines: &mut Vec<Inline>) {
    while let Some(Inline::Text(text)) = inlines.last_mut() {
        text.truncate(text.trim_end().trim_end_matches('.').trim_end().len());
        if !text.is_empty() {
            break;
        }
        inlines.pop();
    }
}

fn is_finished(inlines: &[Inline]) -> bool {
    for inline in inlines.iter().rev() {
        match inline {
            Inline::Text(text) => {
                let text = text.trim_end().trim_end_matches(['"', '\'', ')', ']', '”', '’', '*']);
                if !text.is_empty() {
                    return text.ends_with(['.', '!', '?', ':', '…']);
                }
            }
            Inline::Code(_) | Inline::Link { .. } => return false,
            Inline::Styled(_, inlines) => return is_finished(inlines),
        }
    }
    true
}

/// Appends a paragraph after a space.
fn append(flat: &mut Vec<Inline>, inlines: Vec<Inline>) {
    if !flat.is_empty() {
        inline::push_text(flat, " ");
    }
    for inline in inlines {
        inline::push(flat, inline);
    }
}

/// Capitalizes the first word: `gets a disk` → `Gets a disk`. Names such as `vCPUs` and `nextLink` do not change.
pub(super) fn capitalise(inlines: &mut [Inline]) {
    let Some(Inline::Text(text)) = inlines.first_mut() else { return };
    let start = text.len() - text.trim_start().len();
    let word = text[start..].split_whitespace().next().unwrap_or_default();
    let ordinary = word.trim_end_matches([',', '.', ':', ';', ')', '!', '?']);
    let is_ordinary = ordinary
        .split(['-', '\'', '’'])
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    if is_ordinary && let Some(first) = text.get_mut(start..=start) {
        first.make_ascii_uppercase();
    }
}

/// Removes spaces from the end, and the comma or semicolon of a truncated text.
fn trim_end(inlines: &mut Vec<Inline>) {
    while let Some(Inline::Text(text)) = inlines.last_mut() {
        let kept = text.trim_end_matches(|last: char| last.is_whitespace() || last == ',' || last == ';').len();
        text.truncate(kept);
        if kept > 0 {
            break;
        }
        inlines.pop();
    }
}
