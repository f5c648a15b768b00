//! The first letter and the last full stop.

use super::tree::{Block, Inline};

/// Gives the first sentence a capital and the last one a full stop.
pub(super) fn polish(blocks: &mut [Block]) {
    if let Some(Block::Paragraph(inlines)) = blocks.first_mut()
        && let Some(Inline::Text(text)) = inlines.first_mut()
    {
        capitalise(text);
    }
    if let Some(Block::Paragraph(inlines)) = blocks.last_mut() {
        finish(inlines);
    }
}

/// Ends the paragraph as a sentence does.
pub(super) fn finish(inlines: &mut Vec<Inline>) {
    trim_end(inlines);
    if inlines.last().is_some_and(|last| !ends_sentence(last)) {
        push(inlines, ".");
    }
}

/// Whether the paragraph already ends with a mark that ends something.
pub(super) fn is_finished(inlines: &[Inline]) -> bool {
    inlines.last().is_none_or(ends_sentence)
}

/// Appends text.
pub(super) fn push(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ => inlines.push(Inline::Text(text.to_owned())),
    }
}

/// `gets a disk` → `Gets a disk`, but `vCPUs available` and `nextLink` stay: they are names.
fn capitalise(text: &mut String) {
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

fn ends_sentence(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => {
            let text = text.trim_end().trim_end_matches(['"', '\'', ')', ']', '”', '’', '*']);
            text.is_empty() || text.ends_with(['.', '!', '?', ':', '…'])
        }
        Inline::Code(_) | Inline::Link { .. } => false,
        Inline::Styled(_, inlines) => inlines.last().is_some_and(ends_sentence),
    }
}

/// Takes spaces, and a comma or semicolon before which somebody cut the text off, from the end.
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
