//! Breaks lines of Markdown that are too long for where they stand, without changing what they mean.
//!
//! In: clean Markdown, whose lines are short enough until a list marker or a name comes before them. Out: lines of at most
//! [`WIDTH`] characters. Only the text of paragraphs and list items is broken, and only at blanks outside of code spans and
//! before words that cannot start a block: code blocks, tables, headings and link definitions stay as they are. Text under a
//! list item keeps its indentation (`clippy::doc_lazy_continuation`).

/// The longest line; a comment sign and indentation come on top. The same as in [`crate::markdown`].
const WIDTH: usize = 110;

/// Appends the lines of `text`. The first one starts with `first` (`* `), all others with as many blanks.
pub(crate) fn wrap_into(lines: &mut Vec<String>, first: &str, text: &str) {
    if first.is_empty() && text.lines().all(|line| line.len() <= WIDTH) {
        lines.extend(text.lines().map(|line| line.trim_end().to_owned()));
        return;
    }
    let indent = " ".repeat(first.chars().count());
    let mut prefix = first;
    let mut fence = None;
    let mut rest = text.lines().map(str::trim_end).peekable();
    while let Some(line) = rest.next() {
        let trimmed = line.trim_start();
        let marker = fence_marker(trimmed);
        if line.is_empty() {
            lines.push(prefix.trim_end().to_owned());
        } else if fence.is_some() || marker.is_some() || is_verbatim(line) {
            lines.push(format!("{prefix}{line}"));
            fence = match (fence, marker) {
                (None, marker) => marker,
                (Some(open), Some(close)) if open == close => None,
                (open, _) => open,
            };
        } else {
            let hanging = line.len() - trimmed.len() + item_marker(trimmed);
            // A paragraph that is broken anew is put together first.
            let mut paragraph = line.to_owned();
            while let Some(next) = rest.next_if(|next| continues(next)) {
                paragraph.push(' ');
                paragraph.push_str(next.trim_start());
            }
            break_line(lines, prefix, &indent, &paragraph, hanging);
        }
        prefix = &indent;
    }
}

/// Whether a line after text belongs to the same paragraph.
fn continues(line: &str) -> bool {
    let trimmed = line.trim_start();
    !trimmed.is_empty() && fence_marker(trimmed).is_none() && item_marker(trimmed) == 0 && !is_block(trimmed)
}

/// Breaks one line; the lines after the first are indented by `hanging` more.
fn break_line(lines: &mut Vec<String>, first: &str, indent: &str, line: &str, hanging: usize) {
    let start = line.len() - line.trim_start().len();
    let mut current = format!("{first}{}", &line[..start]);
    let mut width = current.chars().count();
    let mut is_empty = true;
    for word in words(&line[start..]) {
        let length = word.chars().count();
        if !is_empty && width + 1 + length > WIDTH && !starts_block(word) {
            lines.push(std::mem::replace(&mut current, format!("{indent}{}", " ".repeat(hanging))));
            width = current.chars().count();
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += length;
        is_empty = false;
    }
    lines.push(current);
}

/// The parts between blanks; a code span is one part.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (word, tail) = rest.split_at(word_end(rest));
        rest = tail.trim_start();
        Some(word)
    })
}

fn word_end(text: &str) -> usize {
    let mut at = 0;
    while let Some(found) = text[at..].find([' ', '`']) {
        at += found;
        if text.as_bytes()[at] == b' ' {
            return at;
        }
        let ticks = text[at..].bytes().take_while(|byte| *byte == b'`').count();
        at += ticks;
        at += code_span_end(&text[at..], ticks).unwrap_or(0);
    }
    text.len()
}

/// The end of a code span that is closed by `ticks` backticks, counted from behind the opening ones.
fn code_span_end(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        at += found;
        let run = text[at..].bytes().take_while(|byte| *byte == b'`').count();
        at += run;
        if run == ticks {
            return Some(at);
        }
    }
    None
}

/// What stays as it is: indented code, and blocks that are no text.
fn is_verbatim(line: &str) -> bool {
    let trimmed = line.trim_start();
    line.starts_with("    ") && item_marker(trimmed) == 0 || is_block(trimmed)
}

/// Headings, tables, quotations and link definitions. HTML there is none; `<` begins a URL.
fn is_block(trimmed: &str) -> bool {
    trimmed.starts_with(['#', '|', '>']) || trimmed.starts_with('[') && trimmed.contains("]:")
}

/// The length of `- ` or `12. ` at the start of a list item, else 0.
fn item_marker(line: &str) -> usize {
    let sign = line.strip_prefix(['-', '*', '+']).or_else(|| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        (digits.len() < line.len()).then(|| digits.strip_prefix(['.', ')'])).flatten()
    });
    match sign {
        Some(rest) if rest.starts_with(' ') => line.len() - rest.trim_start().len(),
        _ => 0,
    }
}

/// The fence of a code block: its sign.
fn fence_marker(line: &str) -> Option<char> {
    ['`', '~'].into_iter().find(|sign| line.chars().take_while(|c| c == sign).count() >= 3)
}

/// Whether a line that starts with this word could be read as something else than text.
fn starts_block(word: &str) -> bool {
    word.starts_with(['#', '>', '<', '|', '=', ':'])
        || fence_marker(word).is_some()
        || word.chars().all(|c| matches!(c, '-' | '*' | '+' | '_'))
        || word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')']).is_some_and(str::is_empty)
}

#[cfg(test)]
mod tests {
    use super::wrap_into;

    fn wrap(first: &str, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        wrap_into(&mut lines, first, text);
        lines
    }

    #[test]
    fn breaks_long_lines_and_indents_what_belongs_to_an_item() {
        let text = "word ".repeat(40);
        let lines = wrap("* ", &text);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("* word") && lines[0].len() <= 110, "{lines:?}");
        assert!(lines[1].starts_with("  word"), "{lines:?}");
    }

    #[test]
    fn keeps_code_spans_whole_and_does_not_start_blocks() {
        let filler = "x".repeat(101);
        assert_eq!(wrap("", &format!("{filler} `a b c d e f g`")), [filler.clone(), "`a b c d e f g`".to_owned()]);
        // A line that started with `1.` would begin a list.
        assert_eq!(wrap("", &format!("{filler} abcdefg 1. b")), [format!("{filler} abcdefg 1."), "b".to_owned()]);
    }

    #[test]
    fn keeps_code_blocks_tables_and_nested_items() {
        let long = "y ".repeat(80);
        let text = format!("```text\n{long}\n```\n| {long} |");
        assert_eq!(wrap("", &text).len(), 4);
        let nested = wrap("", &format!("- a\n  - {long}"));
        assert_eq!(nested.len(), 3);
        assert!(nested[2].starts_with("    y"), "{nested:?}");
    }

    #[test]
    fn puts_a_paragraph_together_before_breaking_it_anew() {
        let line = "z".repeat(105);
        let text = format!("{line}\nword\nword\n\n- item\n  of two\n- next");
        let expected =
            [format!("* {line}"), "  word word".into(), "".into(), "  - item of two".into(), "  - next".into()];
        assert_eq!(wrap("* ", &text), expected);
    }
}
