//! Conversion of HTML and URLs to Markdown.
//!
//! In: text with `\n` line ends. Out: Markdown without HTML, with URLs as links, for pulldown-cmark. Code does not
//! change: a first pass over the lines finds fences, a second one over the characters finds code spans.

use std::borrow::Cow;

use super::fences::{self, Piece};
use super::html::{self, Html};
use super::{pattern, print, url};

/// The length limit of a link text in bytes: a longer one has a missing bracket.
const LONGEST_LINK_TEXT: usize = 500;

/// Converts the text to Markdown.
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

/// Appends the text as Markdown. `depth` is the number of HTML elements around it.
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

/// Appends a URL as an autolink, or as code if a reader cannot follow it.
pub(super) fn url(url: &str, markdown: &mut String) {
    if url::is_link(url) {
        markdown.push('<');
        markdown.push_str(url);
        markdown.push('>');
    } else {
        push_code(&html::decoded(url), markdown);
    }
}

/// Appends a code span. Two spans without a space between them would become one.
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

/// Appends a code span without a change. Unclosed backticks are plain characters; three or more are an unclosed fence.
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

/// Appends `[text](https://…)` without a change, except for a space between its parts.
fn link(rest: &str, markdown: &mut String) -> usize {
    let Some((text, destination, end)) = link_parts(rest) else { return copy(rest, 1, markdown) };
    markdown.push_str(&rest[..text]);
    markdown.push_str(&rest[destination..end]);
    end
}

/// Returns the end of the link text, and the start and end of the destination.
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
            // pulldown-cmark handles an unbalanced bracket before the space of a title.
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
