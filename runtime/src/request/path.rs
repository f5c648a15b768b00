//! Path and query of a request, written from left to right into one text.

use azure_core::error::{Error, ErrorKind, ResultExt as _};
use azure_core::http::Url;

use super::encode;

/// The path so far, and the query when the path is whole.
pub(super) struct Target {
    text: String,
    /// The template from the name of the next placeholder on: `name}/…`. Empty when there is none.
    rest: &'static str,
    /// What stands before the next pair of the query.
    separator: char,
}

impl Target {
    /// `base` is the path of the endpoint.
    pub(super) fn new(base: &str, template: &'static str) -> Self {
        let base = base.trim_end_matches('/');
        // Room for values that are longer than their names, so that the text is allocated once.
        let mut text = String::with_capacity(base.len() + template.len() + 96);
        text.push_str(base);
        if !template.starts_with('/') {
            text.push('/');
        }
        let mut target = Self { text, rest: "", separator: '?' };
        target.advance(template);
        target
    }

    /// Fills the next placeholder. A value that would change which resource the path means is refused: the message says
    /// why.
    pub(super) fn fill(&mut self, name: &'static str, value: &str, raw: bool) -> Result<(), String> {
        // A resource ID starts with the slash that the template has as well.
        let value = if raw { value.trim_matches('/') } else { value };
        if value.is_empty() {
            return Err(format!("path parameter `{name}` must not be empty"));
        }
        if raw && value.split('/').any(is_dots) {
            return Err(format!("path parameter `{name}` must not contain `.` or `..` as a segment"));
        }
        if !raw && is_dots(value) {
            return Err(format!("path parameter `{name}` must not be `{value}`"));
        }
        let after = self.rest.strip_prefix(name).and_then(|rest| rest.strip_prefix('}'));
        let Some(after) = after.filter(|_| self.separator == '?') else {
            return Err(format!("it is not the turn of path parameter `{name}`"));
        };
        if raw {
            encode::push_path(&mut self.text, value);
        } else {
            encode::push_segment(&mut self.text, value);
        }
        self.advance(after);
        Ok(())
    }

    /// Appends `name=value` to the query. A value that is `raw` is encoded already, as far as it wants to be.
    pub(super) fn pair(&mut self, name: &str, value: &str, raw: bool) {
        self.text.push(self.separator);
        self.separator = '&';
        encode::push_pair(&mut self.text, name, value, raw);
    }

    /// The URL on an endpoint.
    ///
    /// # Errors
    ///
    /// When a placeholder has no value, and when the endpoint can have no path.
    pub(super) fn url(mut self, endpoint: &Url) -> azure_core::Result<Url> {
        if !self.rest.is_empty() {
            let message = match self.rest.split_once('}') {
                Some((name, _)) => format!("path parameter `{name}` has no value"),
                None => format!("the path has a `{{` without a `}}`: `{{{}`", self.rest),
            };
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        if self.text.starts_with("//") {
            // What follows would be a host; `.` says that it is not, and goes away (RFC 3986 §4.2).
            self.text.insert_str(0, "/.");
        }
        // Host and scheme are not parsed again, which is a fifth of the work.
        let url = endpoint.join(&self.text);
        url.with_context_fn(ErrorKind::DataConversion, || format!("the request has no valid URL: {}", self.text))
    }

    /// Writes the template up to the next placeholder. Behind its path there is none: what looks like one in a query of the
    /// template belongs to it.
    fn advance(&mut self, template: &'static str) {
        match template.find(['{', '?']) {
            Some(place) if template.as_bytes()[place] == b'{' => {
                self.text.push_str(&template[..place]);
                self.rest = &template[place + 1..];
            }
            place => {
                self.text.push_str(template);
                self.rest = "";
                if place.is_some() {
                    self.separator = '&';
                }
            }
        }
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
