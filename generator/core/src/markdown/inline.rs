//! The parts of a paragraph.
//!
//! In: text and spans as pulldown-cmark found them. Out: the same, but every URL and every regular expression in a text
//! is a link or code, and emphasis is left only where it is clear.

use super::{pattern, url};
use crate::characters::visible;

/// A part of a paragraph.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Inline {
    Text(String),
    Code(String),
    /// The parts of the text are text and code only.
    Link {
        url: String,
        text: Vec<Inline>,
    },
    /// The parts are not styled again.
    Styled(Style, Vec<Inline>),
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Style {
    Emphasis,
    Strong,
}

impl Style {
    /// What stands before and behind.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
        }
    }
}

/// Appends text; two texts in a row are one, so that a sign always knows its neighbours.
pub(super) fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    if !matches!(inlines.last(), Some(Inline::Text(_))) {
        inlines.push(Inline::Text(String::new()));
    }
    if let Some(Inline::Text(last)) = inlines.last_mut() {
        // Entities can stand for characters that nobody sees.
        last.extend(text.chars().filter_map(visible).map(|sign| if sign == '\n' { ' ' } else { sign }));
    }
}

/// Appends an inline.
pub(super) fn push(inlines: &mut Vec<Inline>, inline: Inline) {
    match inline {
        Inline::Text(text) => push_text(inlines, &text),
        other => inlines.push(other),
    }
}

/// The characters that a reader sees.
pub(super) fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) => text.clone(),
            Inline::Link { text, .. } | Inline::Styled(_, text) => plain(text),
        })
        .collect()
}

/// Whether nothing of it would be printed, or nothing but asterisks.
pub(super) fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.chars().all(|sign| sign.is_whitespace() || sign == '*'),
        Inline::Link { .. } => false,
        Inline::Styled(_, inlines) => inlines.iter().all(is_blank),
    }
}

/// The inlines of a paragraph, a heading or a cell, as they are printed.
pub(super) fn paragraph(inlines: Vec<Inline>) -> Vec<Inline> {
    tidied(with_clear_styles(with_spans(inlines)))
}

/// The text of a link: without URLs as links, because a link cannot hold another one.
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

/// The inlines without decoration and without spaces around them.
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

/// Asterisks alone, as in `*** Error Responses: ***`, mean nothing.
fn drop_decoration(inlines: &mut [Inline]) {
    let last = inlines.len().saturating_sub(1);
    for (index, inline) in inlines.iter_mut().enumerate() {
        let Inline::Text(text) = inline else { continue };
        if text.contains("***") {
            let words: Vec<&str> = text.split(' ').collect();
            let is_decoration = |(at, word): (usize, &str)| {
                let stands_alone = (at > 0 || index == 0) && (at + 1 < words.len() || index == last);
                stands_alone && word.len() >= 3 && word.bytes().all(|byte| byte == b'*')
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

/// The inlines with every URL and every regular expression of a text as a span.
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

/// The inlines, in which emphasis stays where its signs cannot be misread: beside spaces and punctuation. Elsewhere
/// they were meant as they are: `2*3*4`.
fn with_clear_styles(inlines: Vec<Inline>) -> Vec<Inline> {
    if !inlines.iter().any(|inline| matches!(inline, Inline::Styled(..))) {
        return inlines;
    }
    let mut clear: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut rest = inlines.into_iter().peekable();
    while let Some(inline) = rest.next() {
        match inline {
            Inline::Styled(style, styled) => {
                let is_open = !clear.last().and_then(last_sign).is_some_and(joins)
                    && !rest.peek().and_then(first_sign).is_some_and(joins);
                let is_trimmed = [styled.first().and_then(first_sign), styled.last().and_then(last_sign)]
                    .iter()
                    .all(|edge| edge.is_some_and(|sign| !sign.is_whitespace() && sign != '*'));
                if is_open && is_trimmed && !styled.iter().all(is_blank) {
                    clear.push(Inline::Styled(style, styled));
                } else {
                    push_text(&mut clear, style.sign());
                    styled.into_iter().for_each(|inline| push(&mut clear, inline));
                    push_text(&mut clear, style.sign());
                }
            }
            other => push(&mut clear, other),
        }
    }
    clear
}

/// Whether emphasis beside this sign could be misread.
fn joins(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '*'
}

fn first_sign(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Code(_) => Some('`'),
        Inline::Link { .. } => Some('['),
        Inline::Styled(..) => Some('*'),
    }
}

fn last_sign(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next_back(),
        other => first_sign(other),
    }
}
