//! The documented path with its placeholders filled.

use azure_core::error::{Error, ErrorKind, ResultExt as _};
use azure_core::http::Url;

use super::encode;

/// The value of one placeholder, encoded.
#[derive(Debug)]
pub(super) struct PathValue {
    name: &'static str,
    encoded: String,
}

impl PathValue {
    /// Encodes a value. A value that would change which resource the path means is refused: the message says why.
    pub(super) fn new(name: &'static str, value: &str, raw: bool) -> Result<Self, String> {
        if value.is_empty() {
            return Err(format!("path parameter `{name}` must not be empty"));
        }
        let mut encoded = String::new();
        if raw {
            // A resource ID starts with the slash that the template has as well.
            let value = value.trim_matches('/');
            if value.is_empty() {
                return Err(format!("path parameter `{name}` must not be empty"));
            }
            if value.split('/').any(is_dots) {
                return Err(format!("path parameter `{name}` must not contain `.` or `..` as a segment"));
            }
            encode::push_path(&mut encoded, value);
        } else {
            if is_dots(value) {
                return Err(format!("path parameter `{name}` must not be `{value}`"));
            }
            encode::push_segment(&mut encoded, value);
        }
        Ok(Self { name, encoded })
    }
}

/// Whether a segment means "here" or "one up" to someone on the way (RFC 3986 §5.2.4). URL parsers read `%2e` the same
/// way, and servers exist that decode twice.
fn is_dots(segment: &str) -> bool {
    // Nearly all segments end here, without a copy.
    if !segment.starts_with(['.', '%']) {
        return false;
    }
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// The whole URL.
pub(super) fn url(endpoint: &Url, template: &str, values: &[PathValue], query: &str) -> azure_core::Result<Url> {
    let (template_path, template_query) = match template.split_once('?') {
        Some((path, query)) => (path, query),
        None => (template, ""),
    };
    let mut text = endpoint.as_str().trim_end_matches('/').to_owned();
    if !template_path.starts_with('/') {
        text.push('/');
    }
    fill(&mut text, template_path, values)?;
    let mut separator = '?';
    for part in [template_query, query] {
        if !part.is_empty() {
            text.push(separator);
            text.push_str(part);
            separator = '&';
        }
    }
    Url::parse(&text).with_context_fn(ErrorKind::DataConversion, || format!("the request has no valid URL: {text}"))
}

fn fill(text: &mut String, template: &str, values: &[PathValue]) -> azure_core::Result<()> {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            return Err(Error::with_message(ErrorKind::Other, format!("`{template}` has a `{{` without a `}}`")));
        };
        let Some(value) = values.iter().find(|value| value.name == name) else {
            return Err(Error::with_message(ErrorKind::Other, format!("path parameter `{name}` has no value")));
        };
        text.push_str(if text.ends_with('/') { value.encoded.trim_start_matches('/') } else { &value.encoded });
        rest = after;
    }
    text.push_str(rest);
    Ok(())
}
