//! HTML and URLs of a description as Markdown.
//!
//! In: text with ordinary line ends. Out: Markdown without HTML, whose URLs are links, ready for pulldown-cmark. Code is left
//! alone: a first pass over the lines finds fences, a second one over the characters finds code spans.

use std::borrow::Cow;

use super::html::{self, Html};
use super::{print, url};

/// Markdown links whose text is longer are none: somebody forgot a bracket.
const LONGEST_LINK_TEXT: usize = 500;

/// The text as Markdown.
pub(super) fn markdown(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '`', '~', '[', '\\']) && !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut markdown = String::with_capacity(text.len() + 64);
    let mut prose = String::new();
    let mut lines = text.split('\n');
    while let Some(line) = lines.next() {
        let fence = fence(line);
        if fence.is_empty() {
            prose.push_str(line);
            prose.push('\n');
            continue;
        }
        let Some(block) = fenced(lines.clone(), fence) else {
            // Nothing closes the fence. Everything up to the end would be code.
            prose.push_str(&line.replacen(fence, "", 1));
            prose.push('\n');
            continue;
        };
        inline(&prose, &mut markdown, 0);
        prose.clear();
        markdown.push_str(line);
        markdown.push('\n');
        for line in lines.by_ref().take(block.lines) {
            markdown.push_str(line);
            markdown.push('\n');
        }
        lines.next();
        markdown.push_str(&line[..line.len() - line.trim_start().len()]);
        markdown.push_str(fence);
        markdown.push('\n');
        // `</example>` stands behind many a closing fence.
        prose.push_str(block.after);
        prose.push('\n');
    }
    inline(&prose, &mut markdown, 0);
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
            let length = pattern(rest, markdown);
            if length > 0 {
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
        markdown.push_str(&print::code_span(&html::decoded(url)));
    }
}

/// A word that is a regular expression becomes code: Markdown would take its backslashes for its own. Returns its length.
fn pattern(rest: &str, markdown: &mut String) -> usize {
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    // `\d+` is a class, `C:\data` has none.
    let is_class = |at: usize| {
        let mut signs = word[at + 1..].chars();
        signs.next().is_some_and(|class| "dDsSwW".contains(class)) && !signs.next().is_some_and(char::is_alphanumeric)
    };
    if word.contains('`') || !word.match_indices('\\').any(|(at, _)| is_class(at)) {
        return 0;
    }
    let word = &word[..word.len() - url::trailing(word.as_bytes())];
    markdown.push_str(&print::code_span(word));
    word.len()
}

struct Fenced<'a> {
    lines: usize,
    after: &'a str,
}

/// The fence that opens a code block on this line; empty when there is none.
fn fence(line: &str) -> &str {
    let start = line.trim_start();
    let length = start.bytes().take_while(|byte| *byte == b'`').count();
    if length >= 3 && !start[length..].contains('`') {
        return &start[..length];
    }
    let length = start.bytes().take_while(|byte| *byte == b'~').count();
    if length >= 3 { &start[..length] } else { "" }
}

/// The lines before the fence that closes the block, and what stands behind it.
fn fenced<'a>(lines: impl Iterator<Item = &'a str>, fence: &str) -> Option<Fenced<'a>> {
    let sign = &fence[..1];
    lines.enumerate().find_map(|(lines, line)| {
        let after = line.trim_start().strip_prefix(fence)?;
        Some(Fenced { lines, after: after.trim_start_matches(sign) })
    })
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
