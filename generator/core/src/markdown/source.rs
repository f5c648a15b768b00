//! HTML and URLs of a description as Markdown.
//!
//! In: text with ordinary line ends. Out: Markdown without HTML, whose URLs are links, ready for pulldown-cmark. Code
//! is left alone: a first pass over the lines finds fences, a second one over the characters finds code spans.

use std::borrow::Cow;

use super::fences::{self, Piece};
use super::html::{self, Html};
use super::{pattern, print, url};

/// Markdown links whose text is longer are none: somebody forgot a bracket.
const LONGEST_LINK_TEXT: usize = 500;

/// The text as Markdown.
pub(super) fn markdown(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '`', '~', '[', '\\']) && !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut markdown = String::with_capacity(text.len() + 64);
    for piece in fences::pieces(text) {
        match piece {
            Piece::Prose(prose) => inline(&prose, &mut markdown, 0),
            Piece::Code(lines, fence) => fence.push_block(&lines, &mut markdown),
        }
    }
    Cow::Owned(markdown)
}

/// Appends the text as Markdown. `depth` counts the HTML elements around it.
pub(super) fn inline(text: &str, markdown: &mut String, depth: usize) {
    let mut html = Html::new(text, depth);
    let has_patterns = text.contains('\\');
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        if has_patterns && text[..at].chars().next_back().is_none_or(char::is_whitespace) {
            let word = rest.split(char::is_whitespace).next().unwrap_or_default();
            let (opening, length) = (pattern::opening(word), pattern::length(word));
            if length > opening {
                markdown.push_str(&rest[..opening]);
                push_code(&rest[opening..length], markdown);
                at += length;
                continue;
            }
        }
        at += match character {
            '\\' => copy(
                rest,
                1 + rest[1..].chars().next().filter(char::is_ascii_punctuation).map_or(0, char::len_utf8),
                markdown,
            ),
            '`' => code_span(rest, markdown),
            '[' => link(rest, markdown),
            '<' => html.element(at, markdown),
            'h' | 'H' if url::starts_with_scheme(rest) => bare_url(rest, markdown),
            _ => copy(rest, character.len_utf8(), markdown),
        };
    }
    html.close(markdown);
}

/// A URL as an autolink, or as code when nobody can follow it.
pub(super) fn url(url: &str, markdown: &mut String) {
    if url::is_link(url) {
        markdown.push('<');
        markdown.push_str(url);
        markdown.push('>');
    } else {
        push_code(&html::decoded(url), markdown);
    }
}

/// Appends a code span. Two of them without a space would be one.
pub(super) fn push_code(text: &str, markdown: &mut String) {
    if markdown.ends_with('`') {
        markdown.push(' ');
    }
    markdown.push_str(&print::code_span(text));
}

fn copy(rest: &str, length: usize, markdown: &mut String) -> usize {
    markdown.push_str(&rest[..length]);
    length
}

/// A code span as it is; backticks that nothing closes are signs, and three or more of them a fence somebody forgot.
fn code_span(rest: &str, markdown: &mut String) -> usize {
    let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = ticks;
    while let Some(next) = rest[at..].find(['`', '\n']) {
        at += next;
        if rest[at..].starts_with('\n') {
            // A blank line ends the paragraph, and with it the span.
            let line = rest[at + 1..].split('\n').next().unwrap_or_default();
            if line.trim().is_empty() {
                break;
            }
            at += 1;
            continue;
        }
        let closing = rest[at..].bytes().take_while(|byte| *byte == b'`').count();
        at += closing;
        if closing == ticks {
            return copy(rest, at, markdown);
        }
    }
    if ticks < 3 {
        markdown.push_str(&"\\`".repeat(ticks));
    }
    ticks
}

/// `[text](https://…)` as it is, also when a space got in between.
fn link(rest: &str, markdown: &mut String) -> usize {
    let Some((text, destination, end)) = link_parts(rest) else { return copy(rest, 1, markdown) };
    markdown.push_str(&rest[..text]);
    markdown.push_str(&rest[destination..end]);
    end
}

/// Where the text ends, where the destination begins, and where that ends.
fn link_parts(rest: &str) -> Option<(usize, usize, usize)> {
    let mut depth = 0usize;
    let mut escaped = false;
    let mut close = None;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST_LINK_TEXT) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    close = Some(at + 1);
                    break;
                }
            }
            _ => {}
        }
    }
    let text = close?;
    let gap = usize::from(rest[text..].starts_with(' '));
    let destination = text + gap;
    let inside = rest[destination..].strip_prefix('(')?;
    if !url::starts_with_scheme(inside) {
        return None;
    }
    let mut depth = 1usize;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\n' | b'<' | b'>' => return None,
            _ => {}
        }
        if depth == 0 {
            // An unbalanced bracket before the space of a title is left to pulldown-cmark.
            return Some((text, destination, destination + 1 + at + 1));
        }
    }
    None
}

fn bare_url(rest: &str, markdown: &mut String) -> usize {
    let length = url::length(rest);
    if length == 0 {
        return copy(rest, 1, markdown);
    }
    url(&rest[..length], markdown);
    length
}
