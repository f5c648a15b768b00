//! The parts of a paragraph.
//!
//! In: text and spans from pulldown-cmark. Out: the same, except that URLs and regular expressions in text become links
//! or code, and ambiguous emphasis becomes text.

use super::{pattern, url};
use crate::characters::visible;

/// A part of a paragraph.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Inline {
    Text(String),
    Code(String),
    /// A link; its text consists of text and code only.
    Link {
        url: String,
        text: Vec<Inline>,
    },
    /// Emphasis; its parts contain no nested emphasis.
    Styled(Style, Vec<Inline>),
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Style {
    Emphasis,
    Strong,
}

impl Style {
    /// Returns the delimiter before and after the text.
    pub(super) fn delimiter(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
        }
    }
}

/// Appends text. Adjacent texts are joined, so that the neighbours of each character are known.
pub(super) fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    if !matches!(inlines.last(), Some(Inline::Text(_))) {
        inlines.push(Inline::Text(String::new()));
    }
    if let Some(Inline::Text(last)) = inlines.last_mut() {
        // Entities may decode to invisible characters.
        last.extend(text.chars().filter_map(visible).map(|character| if character == '\n' { ' ' } else { character }));
    }
}

/// Appends an inline.
pub(super) fn push(inlines: &mut Vec<Inline>, inline: Inline) {
    match inline {
        Inline::Text(text) => push_text(inlines, &text),
        other => inlines.push(other),
    }
}

/// Returns the visible characters.
pub(super) fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) => text.clone(),
            Inline::Link { text, .. } | Inline::Styled(_, text) => plain(text),
        })
        .collect()
}

/// Returns `true` if it would print nothing, or only asterisks.
pub(super) fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) | Inline::Code(text) => {
            text.chars().all(|character| character.is_whitespace() || character == '*')
        }
        Inline::Link { .. } => false,
        Inline::Styled(_, inlines) => inlines.iter().all(is_blank),
    }
}

/// Prepares the inlines of a paragraph, heading or cell for printing.
pub(super) fn paragraph(inlines: Vec<Inline>) -> Vec<Inline> {
    tidied(with_clear_styles(with_spans(inlines)))
}

/// Prepares the text of a link. URLs in it stay text, because links cannot be nested.
pub(super) fn link_text(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut text = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(part) => push_patterns(&part, &mut text),
            Inline::Code(code) if code.trim().is_empty() => push_text(&mut text, " "),
            other => text.push(other),
        }
    }
    tidied(text)
}

/// Removes decoration, and spaces at both ends.
pub(super) fn tidied(mut inlines: Vec<Inline>) -> Vec<Inline> {
    drop_decoration(&mut inlines);
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        text.drain(..text.len() - text.trim_start().len());
    }
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.truncate(text.trim_end().len());
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    inlines
}

/// Removes words of asterisks, as in `*** Error Responses: ***`.
fn drop_decoration(inlines: &mut [Inline]) {
    let last = inlines.len().saturating_sub(1);
    for (index, inline) in inlines.iter_mut().enumerate() {
        let Inline::Text(text) = inline else { continue };
        if text.contains("***") {
            let words: Vec<&str> = text.split(' ').collect();
            let is_decoration = |(at, word): (usize, &str)| {
                let is_separate = (at > 0 || index == 0) && (at + 1 < words.len() || index == last);
                is_separate && word.len() >= 3 && word.bytes().all(|byte| byte == b'*')
            };
            let kept: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(at, word)| !is_decoration((*at, word)))
                .map(|(_, word)| *word)
                .collect();
            *text = kept.join(" ");
        }
    }
}

/// Turns URLs and regular expressions in text into spans.
fn with_spans(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut spans = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(text) => push_spans(&text, &mut spans),
            Inline::Styled(style, inlines) => spans.push(Inline::Styled(style, with_spans(inlines))),
            Inline::Code(code) if code.trim().is_empty() => push_text(&mut spans, " "),
            other => spans.push(other),
        }
    }
    spans
}

fn push_spans(text: &str, spans: &mut Vec<Inline>) {
    let mut rest = text;
    while let Some((start, length)) = url::find(rest) {
        push_patterns(&rest[..start], spans);
        let found = rest[start..start + length].to_owned();
        spans.push(if url::is_link(&found) {
            Inline::Link { text: vec![Inline::Text(found.clone())], url: found }
        } else {
            Inline::Code(found)
        });
        rest = &rest[start + length..];
    }
    push_patterns(rest, spans);
}

fn push_patterns(text: &str, spans: &mut Vec<Inline>) {
    let mut rest = text;
    while let Some((start, length)) = pattern::find(rest) {
        push_text(spans, &rest[..start]);
        spans.push(Inline::Code(rest[start..start + length].to_owned()));
        rest = &rest[start + length..];
    }
    if !rest.is_empty() {
        push_text(spans, rest);
    }
}

/// Keeps emphasis only if its delimiters are next to spaces or punctuation. Elsewhere, as in `2*3*4`, they are text.
fn with_clear_styles(inlines: Vec<Inline>) -> Vec<Inline> {
    if !inlines.iter().any(|inline| matches!(inline, Inline::Styled(..))) {
        return inlines;
    }
    let mut clear: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut rest = inlines.into_iter().peekable();
    while let Some(inline) = rest.next() {
        match inline {
            Inline::Styled(style, styled) => {
                let is_open = !clear.last().and_then(last_character).is_some_and(joins)
                    && !rest.peek().and_then(first_character).is_some_and(joins);
                let is_trimmed = [styled.first().and_then(first_character), styled.last().and_then(last_character)]
                    .iter()
                    .all(|edge| edge.is_some_and(|character| !character.is_whitespace() && character != '*'));
                if is_open && is_trimmed && !styled.iter().all(is_blank) {
                    clear.push(Inline::Styled(style, styled));
                } else {
                    push_text(&mut clear, style.delimiter());
                    styled.into_iter().for_each(|inline| push(&mut clear, inline));
                    push_text(&mut clear, style.delimiter());
                }
            }
            other => push(&mut clear, other),
        }
    }
    clear
}

/// Returns `true` if emphasis next to this character is ambiguous.
fn joins(character: char) -> bool {
    character.is_alphanumeric() || character == '*'
}

fn first_character(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Code(_) => Some('`'),
        Inline::Link { .. } => Some('['),
        Inline::Styled(..) => Some('*'),
    }
}

fn last_character(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next_back(),
        other => first_character(other),
    }
}
