//! Normalization of line ends and spaces, and detection of plain text.

use std::borrow::Cow;

use crate::characters::visible;

/// Returns the text with `\n` as its only line end, ordinary spaces, and without invisible characters.
pub(super) fn normalised(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut normalised = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\r' {
            // rustc rejects a bare CR in a doc comment. `\r\r\n` occurs too.
            while characters.peek() == Some(&'\r') {
                characters.next();
            }
            if characters.peek() != Some(&'\n') {
                normalised.push('\n');
            }
        } else {
            normalised.extend(visible(character));
        }
    }
    Cow::Owned(normalised)
}

/// Returns `true` if the text is one line without inline Markdown syntax and without a URL, as most descriptions are.
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| PLAIN[usize::from(*byte)]) && !bytes.windows(3).any(|window| window == b"://")
}

const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let characters = b" .,'\"()/:;?%$@{}=+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut index = 0;
    while index < characters.len() {
        plain[characters[index] as usize] = true;
        index += 1;
    }
    plain
};
