//! URLs in prose.

use super::tag;

/// The length limit in bytes.
const LONGEST: usize = 2_000;

/// Returns the length of the URL at the beginning of the text, without punctuation after it; 0 if there is no URL.
pub(super) fn length(text: &str) -> usize {
    if !starts_with_scheme(text) {
        return 0;
    }
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        end += match byte {
            b'<' => match tag::placeholder(&text[end..]) {
                0 => break,
                length => length,
            },
            b'>' | b'"' | b'`' | b'|' | b'\\' | b'^' => break,
            b'!'..=b'~' => 1,
            _ => break,
        };
    }
    end.min(LONGEST) - trailing(&bytes[..end.min(LONGEST)])
}

/// Returns the start and length of the first URL.
pub(super) fn find(text: &str) -> Option<(usize, usize)> {
    text.match_indices("://").find_map(|(colon, _)| {
        [5, 4].iter().filter_map(|scheme| colon.checked_sub(*scheme)).find_map(|start| {
            let length = length(text.get(start..)?);
            (length > 0).then_some((start, length))
        })
    })
}

/// Returns `true` if a reader can follow the URL: it has a host and no placeholder.
pub(super) fn is_link(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://").filter(|_| starts_with_scheme(url)) else { return false };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()+,;=%".contains(&byte);
    host.contains('.') && host.split('.').all(label) && rest.bytes().all(plain)
}

/// Returns `true` if the text begins with the scheme `http` or `https`.
pub(super) fn starts_with_scheme(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("https://") || begins("http://")
}

/// Returns the number of bytes at the end of a URL or pattern that are punctuation of the sentence around it.
pub(super) fn trailing(url: &[u8]) -> usize {
    let mut rest = url;
    while let [before @ .., last] = rest {
        let count = |byte: u8| rest.iter().filter(|other| **other == byte).count();
        let closes = match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~' | b'&' | b'(' | b'[' | b'{' => true,
            b')' => count(b')') > count(b'('),
            b']' => count(b']') > count(b'['),
            b'}' => count(b'}') > count(b'{'),
            _ => false,
        };
        if !closes {
            break;
        }
        rest = before;
    }
    url.len() - rest.len()
}
