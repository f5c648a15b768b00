//! The description of a difference between a file on disk and its expected contents.

use std::path::Path;

/// The number of characters of a line in a message.
const SHOWN: usize = 100;

/// Returns a message with the file, the first line that differs, and both versions of it.
pub(super) fn describe(path: &Path, before: &[u8], after: &str) -> String {
    let before = String::from_utf8_lossy(before);
    let (number, is, should) = first_difference(&before, after);
    let what = match (is, should) {
        (Some(is), Some(should)) if is.trim_end_matches('\n') == should.trim_end_matches('\n') => "its end".to_owned(),
        _ => format!("{} instead of {}", shown(is), shown(should)),
    };
    format!("{} differs, first in line {number}: {what}", path.display())
}

/// Returns the number of the first line that differs, and both versions of it: `None` if a file ends before it.
fn first_difference<'a>(before: &'a str, after: &'a str) -> (usize, Option<&'a str>, Option<&'a str>) {
    let (mut is, mut should) = (before.split_inclusive('\n'), after.split_inclusive('\n'));
    for number in 1.. {
        match (is.next(), should.next()) {
            (Some(is), Some(should)) if is == should => {}
            (is, should) => return (number, is, should),
        }
    }
    unreachable!("a file has finitely many lines")
}

fn shown(line: Option<&str>) -> String {
    let Some(line) = line else { return "the end of the file".to_owned() };
    let text = line.strip_suffix('\n').unwrap_or(line);
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("`{}`", shown.escape_debug().to_string().replace("\\\"", "\""))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::describe;

    #[test]
    fn the_first_line_that_differs_is_shown() {
        let path = Path::new("x.rs");
        assert_eq!(
            describe(path, b"a\nb\nc\n", "a\n\"B\"\nC\n"),
            "x.rs differs, first in line 2: `b` instead of `\"B\"`"
        );
        assert_eq!(
            describe(path, b"a\n", "a\nb\n"),
            "x.rs differs, first in line 2: the end of the file instead of `b`"
        );
        assert_eq!(describe(path, b"a\nb", "a\n"), "x.rs differs, first in line 2: `b` instead of the end of the file");
        assert_eq!(describe(path, b"a", "a\n"), "x.rs differs, first in line 1: its end");
        assert_eq!(describe(path, b"a\r\n", "a\n"), "x.rs differs, first in line 1: `a\\r` instead of `a`");
        assert_eq!(describe(path, b"\xff\n", "a\n"), "x.rs differs, first in line 1: `\u{fffd}` instead of `a`");
    }

    #[test]
    fn long_lines_are_cut() {
        let message = describe(Path::new("x"), "é".repeat(500).as_bytes(), "");
        assert!(message.contains(&format!("`{}…`", "é".repeat(100))), "{message}");
    }
}
