//! Printing of blocks as Markdown.
//!
//! In: blocks. Out: Markdown in which special characters are escaped only if Markdown would interpret them. Lines are
//! wrapped, but never inside a code span, a link or a URL, and never so that a line begins like a list, heading,
//! quotation or table.

use std::collections::BTreeSet;

use super::characters::is_plain;
use super::inline::{Inline, Style};
use super::tree::Block;
use super::url;
use crate::characters::visible;

/// The width at which lines are wrapped, without indentation and `///`.
pub(super) const WIDTH: usize = 110;

/// Appends the lines of the blocks. The first one begins with `first`, the others are indented by its length.
pub(super) fn blocks(blocks: &[Block], first: &str, lines: &mut Vec<String>) {
    let mut out = first.to_owned();
    push_blocks(blocks, first.chars().count(), Parent::Document, &mut out);
    lines.extend(out.split('\n').map(|line| line.trim_end().to_owned()));
}

/// Prints the paragraph on one line.
pub(super) fn line(inlines: &[Inline]) -> String {
    let mut words = words(inlines, false);
    if let Some(first) = words.first_mut().filter(|first| begins_block(first)) {
        *first = escaped_start(first);
    }
    words.join(" ")
}

/// Prints the paragraph as a table cell.
pub(super) fn cell(inlines: &[Inline]) -> String {
    words(inlines, true).join(" ")
}

/// Prints a code span for text without line ends (CommonMark 6.1). The number of ticks is one that the text does not
/// contain, and a space separates ticks at its ends.
pub(super) fn code_span(text: &str) -> String {
    let runs: BTreeSet<usize> = text.split(|character| character != '`').map(str::len).collect();
    let ticks = "`".repeat((1..).find(|length| !runs.contains(length)).unwrap_or(1));
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let pad = if text.starts_with('`') || text.ends_with('`') || is_padded { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// The parent of a sequence of blocks.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Parent {
    Document,
    ListItem,
}

fn push_blocks(blocks: &[Block], indent: usize, parent: Parent, out: &mut String) {
    let mut previous: Option<&Block> = None;
    for block in blocks {
        match (previous, block) {
            (None, _) => {}
            // A nested list follows the text of its item without an empty line.
            (Some(Block::Paragraph(_)), list) if parent == Parent::ListItem && ends_paragraph(list) => {
                new_line(indent, out)
            }
            (Some(_), _) => {
                out.push('\n');
                new_line(indent, out);
            }
        }
        push_block(block, indent, out);
        previous = Some(block);
    }
}

/// Returns `true` if the block is a list that ends the paragraph before it without a blank line. A number other than 1
/// does not (CommonMark 5.3), and parsers disagree on one after the marker of another list.
fn ends_paragraph(block: &Block) -> bool {
    match block {
        Block::List(None | Some(1), items) => match items.first().and_then(|item| item.first()) {
            Some(inner @ Block::List(..)) => ends_paragraph(inner),
            _ => true,
        },
        _ => false,
    }
}

fn push_block(block: &Block, indent: usize, out: &mut String) {
    match block {
        Block::Paragraph(inlines) => push_paragraph(inlines, indent, out),
        Block::List(first, items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    new_line(indent, out);
                }
                let marker = match first {
                    Some(first) => format!("{}. ", first.saturating_add(index as u64).min(999_999_999)),
                    None => "- ".to_owned(),
                };
                out.push_str(&marker);
                push_blocks(item, indent + marker.len(), Parent::ListItem, out);
            }
        }
        Block::Code(code) => {
            let fence =
                "`".repeat(code.split(|character| character != '`').map(str::len).max().unwrap_or_default().max(2) + 1);
            out.push_str(&fence);
            // With another info string, or none, rustdoc would compile the block as a test.
            out.push_str("text");
            for line in code.lines() {
                if line.trim().is_empty() {
                    out.push('\n');
                } else {
                    new_line(indent, out);
                    out.push_str(line.trim_end());
                }
            }
            new_line(indent, out);
            out.push_str(&fence);
        }
        Block::Table(rows) => {
            for (index, row) in rows.iter().enumerate() {
                if index > 0 {
                    new_line(indent, out);
                }
                push_row(row, out);
                if index == 0 {
                    new_line(indent, out);
                    out.push_str(&"|---".repeat(row.len()));
                    out.push('|');
                }
            }
        }
    }
}

fn push_row(row: &[Vec<Inline>], out: &mut String) {
    for inlines in row {
        out.push_str("| ");
        out.push_str(&cell(inlines));
        out.push(' ');
    }
    out.push('|');
}

fn push_paragraph(inlines: &[Inline], indent: usize, out: &mut String) {
    if let [Inline::Text(text)] = inlines
        && is_plain(text)
    {
        return push_words(text.split(' ').filter(|word| !word.is_empty()), indent, out);
    }
    push_words(words(inlines, false).iter().map(String::as_str), indent, out);
}

/// Returns the inlines as words that cannot be wrapped.
fn words(inlines: &[Inline], in_table: bool) -> Vec<String> {
    let mut words = Words { in_table, ..Words::default() };
    words.inlines(inlines);
    words.finish()
}

fn push_words<'a>(words: impl Iterator<Item = &'a str>, indent: usize, out: &mut String) {
    let mut column = indent;
    for (index, word) in words.enumerate() {
        let length = if word.is_ascii() { word.len() } else { word.chars().count() };
        let begins_block = begins_block(word);
        if index == 0 && begins_block {
            out.push_str(&escaped_start(word));
        } else {
            if index > 0 && column + 1 + length > WIDTH.max(indent + WIDTH / 2) && !begins_block {
                new_line(indent, out);
                column = indent;
            } else if index > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
        }
        column += length;
    }
}

fn new_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}

/// Escapes the first word of a paragraph, which Markdown would interpret as another block.
fn escaped_start(word: &str) -> String {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    format!("{}\\{}", &word[..digits], &word[digits..])
}

/// Returns `true` if a line that begins with this word may start another block than a paragraph.
fn begins_block(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && matches!(&word[digits..], "." | ")");
    let is_heading = word.bytes().all(|byte| byte == b'#');
    let is_rule = word == "*" || word.bytes().all(|byte| b"-=+|:".contains(&byte));
    is_number || is_heading || is_rule || word.starts_with('>')
}

/// Words that cannot be wrapped, with Markdown syntax escaped.
#[derive(Default)]
struct Words {
    words: Vec<String>,
    current: String,
    in_table: bool,
}

impl Words {
    fn finish(mut self) -> Vec<String> {
        self.end();
        self.words
    }

    fn end(&mut self) {
        if !self.current.is_empty() {
            self.words.push(std::mem::take(&mut self.current));
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text, ""),
                Inline::Code(code) => self.code(code),
                Inline::Link { url, text } => self.link(url, text),
                Inline::Styled(style, styled) => self.styled(*style, styled),
            }
        }
    }

    fn code(&mut self, code: &str) {
        let code: String =
            code.chars().filter_map(visible).map(|character| if character == '\n' { ' ' } else { character }).collect();
        // A bar ends the cell even in code.
        let code = if self.in_table { code.replace('|', "\\|") } else { code };
        // Two code spans without a space would be one.
        if self.current.ends_with('`') {
            self.end();
        }
        self.current.push_str(&code_span(&code));
    }

    fn link(&mut self, url: &str, text: &[Inline]) {
        let mut inner = Self { in_table: self.in_table, ..Self::default() };
        for inline in text {
            match inline {
                Inline::Text(text) => inner.text(text, "]"),
                Inline::Code(code) => inner.code(code),
                Inline::Link { .. } | Inline::Styled(..) => {}
            }
        }
        let inner = inner.finish().join(" ");
        let is_autolink = matches!(text, [Inline::Text(text)] if text == url) || inner.is_empty();
        if is_autolink && url::length(url) == url.len() {
            self.current.push_str(&format!("<{url}>"));
        } else {
            let url = url.replace('(', "%28").replace(')', "%29").replace(';', "%3B");
            // An exclamation mark before a link makes an image of it.
            if self.current.ends_with('!') {
                self.current.insert(self.current.len() - 1, '\\');
            }
            let inner = if inner.is_empty() { "link" } else { &inner };
            self.current.push_str(&format!("[{inner}]({url})"));
        }
    }

    fn styled(&mut self, style: Style, styled: &[Inline]) {
        self.current.push_str(style.delimiter());
        self.inlines(styled);
        // The last word of the emphasis continues: it does not end with a space.
        self.current.push_str(style.delimiter());
    }

    /// Appends text, and escapes Markdown syntax and the additional characters.
    fn text(&mut self, text: &str, additional: &str) {
        let mut previous = None;
        for (at, character) in text.char_indices() {
            if character.is_whitespace() {
                self.end();
            } else {
                let rest = &text[at + character.len_utf8()..];
                let is_syntax =
                    self.is_syntax(character, previous, rest.chars().next()) && (character != '&' || is_entity(rest));
                if is_syntax || additional.contains(character) {
                    self.current.push('\\');
                }
                self.current.push(character);
            }
            previous = Some(character);
        }
    }

    /// Returns `true` if Markdown would interpret the character between its neighbours.
    fn is_syntax(&self, character: char, previous: Option<char>, next: Option<char>) -> bool {
        let is_word = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
        let is_space = |neighbour: Option<char>| neighbour.is_some_and(char::is_whitespace);
        match character {
            '`' | '[' | '~' | '&' => true,
            '*' => !(is_space(previous) && is_space(next)),
            '_' => !(is_word(previous) && is_word(next)),
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation() || next.is_whitespace()),
            '<' => !next.is_some_and(|next| next.is_whitespace() || next == '='),
            '|' => self.in_table,
            _ => false,
        }
    }
}

/// Returns `true` if the text after an ampersand makes it an entity.
fn is_entity(rest: &str) -> bool {
    let rest = rest.strip_prefix('#').unwrap_or(rest).as_bytes();
    // The longest name of HTML has 31 letters.
    let length = rest.iter().take(40).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    length > 0 && rest.get(length) == Some(&b';')
}
