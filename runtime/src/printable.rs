//! Strings from a service, made safe for a terminal and a log.
//!
//! In: a string that came over the network. Out: one line without control characters and direction marks. Every part of
//! a response that a `Display` prints passes through this module. Must not know what the string means.

/// Returns the string as one line: white space and control characters become single spaces, and format characters are
/// left out.
///
/// A control character can move the cursor of a terminal, and a direction mark can make a string read as another one
/// (CVE-2021-42574).
pub(crate) fn one_line(value: &str) -> String {
    let mut line = String::with_capacity(value.len());
    for part in value.split(|c: char| c.is_whitespace() || c.is_control()) {
        let mut shown = part.chars().filter(|c| !is_format_character(*c)).peekable();
        if shown.peek().is_some() && !line.is_empty() {
            line.push(' ');
        }
        line.extend(shown);
    }
    line
}

/// Returns `true` for the characters of Unicode's category Cf that are invisible or change how others are displayed.
fn is_format_character(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn control_characters_and_direction_marks_are_not_shown() {
        let cases = [
            ("a b", "a b"),
            (" a\r\n\tb ", "a b"),
            ("a\u{1b}[2Jb", "a [2Jb"),
            ("a\u{9b}2Jb\u{7f}", "a 2Jb"),
            ("user\u{202e}nimda\u{2066}\u{200b}\u{feff}", "usernimda"),
            ("\u{2028}x\u{2029}", "x"),
            (" \u{202e} \u{200f} y", "y"),
            ("ü 語 א ب", "ü 語 א ب"),
            ("", ""),
        ];
        for (value, expected) in cases {
            assert_eq!(one_line(value), expected, "{value:?}");
        }
    }
}
