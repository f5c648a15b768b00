//! Regular expressions in prose, whose backslashes Markdown would treat as escapes.

use super::url;

/// The length limit in bytes.
const LONGEST: usize = 1_000;

/// Returns the start of the first regular expression, and its length without the punctuation around it.
pub(super) fn find(text: &str) -> Option<(usize, usize)> {
    if !text.contains('\\') {
        return None;
    }
    let mut start = 0;
    for word in text.split(char::is_whitespace) {
        let length = length(word);
        if length > 0 {
            let opening = opening(word);
            return Some((start + opening, length - opening));
        }
        start += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// Returns the length of the regular expression in a word, with emphasis before it but without punctuation after it; 0
/// if it is not one.
pub(super) fn length(word: &str) -> usize {
    // `\d+` has a class, `C:\data` has none.
    let is_class = |(at, _): (usize, &str)| {
        let mut following = word[at + 1..].chars();
        following.next().is_some_and(|class| "dDsSwW".contains(class))
            && !following.next().is_some_and(char::is_alphanumeric)
    };
    let is_markdown = word.contains(['`', '<']) || word.contains("](") || word.contains("://");
    if word.len() > LONGEST || is_markdown || !word.match_indices('\\').any(is_class) {
        return 0;
    }
    word.len() - url::trailing(word.as_bytes())
}

/// Returns the number of emphasis characters before it.
pub(super) fn opening(word: &str) -> usize {
    word.len() - word.trim_start_matches(['*', '_']).len()
}
