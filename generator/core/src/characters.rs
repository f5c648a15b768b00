//! Characters that a reader does not see, or that change the order or the lines of a text.
//!
//! In: any text of a specification. Out: text for a generated file or for a terminal, in which nothing is hidden and no
//! line begins where armsmith does not begin one. Must not know: Markdown, Rust.

/// Returns the character, or the ordinary space or line end that it is a variant of. Returns `None` if it is invisible.
pub(crate) fn visible(character: char) -> Option<char> {
    match character {
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        // Zero width, soft hyphen, byte order mark, tags; and marks that turn the direction of text, which rustc
        // refuses in comments and literals (lint `text_direction_codepoint_in_comment`).
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => None,
        _ if character.is_control() => None,
        _ if character.is_whitespace() => Some(' '),
        _ => Some(character),
    }
}

/// Returns the text on one line, without invisible characters, for a generated file.
pub(crate) fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|it| if it == '\r' { '\n' } else { it }).filter_map(visible).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text on one line, for a terminal. Replaces each invisible character by U+FFFD, so that columns stay.
pub(crate) fn printable(text: &str) -> String {
    let shown = |character| match visible(character) {
        Some('\n') => ' ',
        // Wide spaces have a width that the reader may want to see.
        Some(_) => character,
        None if character == '\r' => ' ',
        None => char::REPLACEMENT_CHARACTER,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::{one_line, printable};

    #[test]
    fn nothing_is_hidden_and_no_line_begins() {
        let text = "a\r\nb\u{202e}\u{9b}c\u{2028}error: d\u{e0041}";
        assert_eq!(one_line(text), "a bc error: d");
        assert_eq!(printable(text), "a  b\u{fffd}\u{fffd}c error: d\u{fffd}");
    }
}
