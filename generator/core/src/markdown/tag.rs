//! The tags of HTML elements.

/// The length limit of a tag in bytes; a longer one is a `<` for "less than".
const LONGEST_TAG: usize = 1_000;

/// A parsed tag.
pub(super) struct Tag<'a> {
    /// The name in lower case.
    pub(super) name: String,
    pub(super) attributes: &'a str,
    pub(super) is_closing: bool,
    pub(super) is_empty: bool,
    pub(super) length: usize,
}

/// Parses the tag at the beginning of the text.
pub(super) fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    let end = inside.bytes().take(LONGEST_TAG).position(|byte| byte == b'>' || byte == b'<')?;
    if inside.as_bytes().get(end) != Some(&b'>') {
        return None;
    }
    let body = &inside[..end];
    let is_closing = body.starts_with('/');
    let is_empty = body.ends_with('/');
    let body = body.trim_start_matches('/').trim_end_matches('/');
    let name =
        body.split(|next: char| !next.is_ascii_alphanumeric() && next != '-' && next != '_').next().unwrap_or_default();
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let attributes = body[name.len()..].trim();
    // `<group object id>` is a placeholder, and so is `<a, b>`.
    let is_markup =
        attributes.is_empty() || (body[name.len()..].starts_with(char::is_whitespace) && attributes.contains('='));
    is_markup.then(|| Tag { name: name.to_ascii_lowercase(), attributes, is_closing, is_empty, length: end + 2 })
}

/// Returns the length of a placeholder such as `<account>`, which may be a part of a URL; 0 if the text does not begin
/// with one.
pub(super) fn placeholder(text: &str) -> usize {
    match tag(text) {
        Some(tag) if tag.attributes.is_empty() && !tag.is_closing && !tag.is_empty && !is_break(&tag.name) => {
            tag.length
        }
        _ => 0,
    }
}

fn is_break(name: &str) -> bool {
    ["br", "p", "li", "ul", "ol", "div"].contains(&name)
}
