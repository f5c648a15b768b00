//! Percent-encoding of names and values (RFC 3986 §2), and of forms.
//!
//! In: strings. Out: the same, encoded, at the end of a string. Must not know which parameter it is.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the characters that never need encoding (RFC 3986 §2.3, unreserved).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// All but the characters of a value that is encoded already: everything that a URL allows in its path or query, and
/// `%`.
const ENCODED_RAW: &AsciiSet = &ENCODED
    .remove(b'%')
    .remove(b'?')
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// In a path, `?` would begin the query.
const ENCODED_PATH: &AsciiSet = &ENCODED_RAW.add(b'?');

/// Appends a string, encoding the characters in `set`.
fn push(output: &mut String, value: &str, set: &'static AsciiSet) {
    // Nearly all values need no encoding. This check is faster than the iterator.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    if value.bytes().all(is_plain) {
        output.push_str(value);
    } else {
        output.extend(utf8_percent_encode(value, set));
    }
}

/// Appends a value as part of one path segment.
pub(super) fn push_segment(path: &mut String, value: &str) {
    push(path, value, ENCODED);
}

/// Appends a value that is a path.
pub(super) fn push_path(path: &mut String, value: &str) {
    push(path, value, ENCODED_PATH);
}

/// Appends `name=value` to a query. A value that is `raw` is encoded already.
pub(super) fn push_pair(query: &mut String, name: &str, value: &str, raw: bool) {
    // Names such as `$filter` are sent as documented: `$` needs no encoding in a query (RFC 3986 §3.4).
    push(query, name, QUERY_NAME);
    query.push('=');
    push(query, value, if raw { ENCODED_RAW } else { ENCODED });
}

const QUERY_NAME: &AsciiSet = &ENCODED.remove(b'$').remove(b'@').remove(b':').remove(b'/');

/// Appends `name=value` to a form (`application/x-www-form-urlencoded`); servers accept `%20` as well as `+`.
pub(super) fn push_form_pair(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    push(form, name, ENCODED);
    form.push('=');
    push(form, value, ENCODED);
}
