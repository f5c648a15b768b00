//! Breaks lines of Markdown that are too long for a source file, without changing what they mean.
//!
//! In: clean Markdown. Out: lines of about [`WIDTH`] characters. Only the text of paragraphs and list items is broken, and
//! only at blanks outside of code spans and before words that cannot start a block: code blocks, tables, headings and link
//! definitions stay as they are. Text under a list item keeps its indentation (`clippy::doc_lazy_continuation`).

/// The longest line; a comment sign and indentation come on top.
const WIDTH: usize = 104;

/// Appends the lines of `text`. The first one starts with `first` (`* `), all others with as many blanks.
pub(crate) fn wrap_into(lines: &mut Vec<String>, first: &str, text: &str) {
    let indent = " ".repeat(first.chars().count());
    let mut fence = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end();
        let prefix = if index == 0 { first } else { &indent };
        let trimmed = line.trim_start();
        let marker = fence_marker(trimmed);
        if line.is_empty() {
            lines.push(prefix.trim_end().to_owned());
        } else if let Some(open) = fence {
            lines.push(format!("{prefix}{line}"));
            if marker == Some(open) {
                fence = None;
            }
        } else if marker.is_some() {
            fence = marker;
            lines.push(format!("{prefix}{line}"));
        } else if is_verbatim(line) {
            lines.push(format!("{prefix}{line}"));
        } else {
            let depth = line.len() - trimmed.len();
            let hanging = depth + item_marker(trimmed);
            break_line(lines, prefix, &indent, line, hanging);
        }
    }
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

/// Headings, tables, link definitions, HTML and indented code.
fn is_verbatim(line: &str) -> bool {
    let trimmed = line.trim_start();
    line.starts_with("    ") && item_marker(trimmed) == 0
        || trimmed.starts_with(['#', '|', '<', '>'])
        || trimmed.starts_with('[') && trimmed.contains("]:")
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
        assert!(lines[0].starts_with("* word") && lines[0].len() <= 104, "{lines:?}");
        assert!(lines[1].starts_with("  word"), "{lines:?}");
    }

    #[test]
    fn keeps_code_spans_whole_and_does_not_start_blocks() {
        let filler = "x".repeat(95);
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
}
