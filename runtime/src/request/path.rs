//! Path and query of a request, written from left to right into one text.

use azure_core::error::{Error, ErrorKind};
use azure_core::http::Url;

use super::encode;

/// The path so far, and the query when the path is whole.
pub(super) struct Target<'a> {
    /// The documented path: what error messages name, because parameters may be secrets.
    template: &'static str,
    /// What `text` is to be read at.
    base: &'a Url,
    text: String,
    /// The template from the name of the next placeholder on: `name}/…`. Empty when there is none.
    rest: &'static str,
    /// The scope's own subscription and where its paths begin, if the next placeholder stands for a subscription.
    own_subscription: Option<(&'a str, &'a Url)>,
    /// What stands before the next pair of the query.
    separator: char,
}

impl<'a> Target<'a> {
    /// Starts at the endpoint. `own_subscription` is one that was parsed already, with the URL that its paths begin with.
    pub(super) fn new(endpoint: &'a Url, own_subscription: Option<(&'a str, &'a Url)>, template: &'static str) -> Self {
        let path = endpoint.path().trim_end_matches('/');
        // Room for values that are longer than their names, so that the text is allocated once.
        let mut text = String::with_capacity(path.len() + template.len() + 96);
        text.push_str(path);
        if !template.starts_with('/') {
            text.push('/');
        }
        let own_subscription = own_subscription.filter(|_| template.starts_with("/subscriptions/{"));
        let mut target = Self { template, base: endpoint, text, rest: "", own_subscription, separator: '?' };
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
        match self.own_subscription.take() {
            Some((id, url)) if !raw && after.starts_with('/') && value == id => {
                // Most paths begin with the scope's own subscription, which is parsed once for all of them.
                self.base = url;
                self.text.clear();
                self.text.push('.');
            }
            _ if raw => encode::push_path(&mut self.text, value),
            _ => encode::push_segment(&mut self.text, value),
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

    /// The documented path.
    pub(super) fn template(&self) -> &'static str {
        self.template
    }

    /// The URL.
    ///
    /// # Errors
    ///
    /// When a placeholder has no value, and when the endpoint can have no path.
    pub(super) fn url(mut self) -> azure_core::Result<Url> {
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
        // What the base has is not parsed again. No `with_context_fn` here: it makes the message without an error, too.
        self.base.join(&self.text).map_err(|error| {
            let message = format!("the endpoint gives no valid URL for `{}`", self.template);
            Error::with_error(ErrorKind::DataConversion, error, message)
        })
    }

    /// Writes the template up to the next placeholder. Behind its path there is none: what looks like one in a query of the
    /// template belongs to it.
    fn advance(&mut self, template: &'static str) {
        match template.bytes().position(|byte| matches!(byte, b'{' | b'?')) {
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
    const DOTS: [&str; 6] = [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"];
    DOTS.iter().any(|dots| segment.eq_ignore_ascii_case(dots))
}
