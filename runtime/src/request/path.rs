//! Path and query of a request, written from left to right into one string.
//!
//! In: the endpoint, the documented path, one value for each placeholder. Out: a URL on the endpoint, or an error. Must
//! not know headers and bodies.

use azure_core::error::{Error, ErrorKind};
use azure_core::http::Url;
use url::Position;

use super::encode;

/// The value of a placeholder.
#[derive(Clone, Copy)]
pub(super) enum PathValue<'v> {
    /// One segment of the path, or a part of one.
    Segment(&'v str),
    /// A path, such as a resource ID.
    Path(&'v str),
    /// A list whose items are encoded already, and its separators are not.
    List(&'v str),
}

/// The path so far, and the query once the path is complete.
pub(super) struct Target<'a> {
    /// The endpoint: no URL leaves it.
    endpoint: &'a Url,
    /// The documented path. Error messages name it instead of the URL, because parameters may be secrets.
    template: &'static str,
    /// The base URL of `reference`.
    base: &'a Url,
    reference: String,
    /// The template from the name of the next placeholder on: `name}/…`. Empty if there is none.
    rest: &'static str,
    /// The scope's own subscription and the URL of its paths, if the next placeholder is a subscription.
    own_subscription: Option<(&'a str, &'a Url)>,
    /// The separator before the next pair of the query.
    separator: char,
}

impl<'a> Target<'a> {
    /// Starts at the endpoint. `own_subscription` is one that was parsed already, with the URL that its paths begin
    /// with.
    pub(super) fn new(endpoint: &'a Url, own_subscription: Option<(&'a str, &'a Url)>, template: &'static str) -> Self {
        let path = endpoint.path().trim_end_matches('/');
        // Reserves space for values that are longer than their names, so that one allocation is enough.
        let mut reference = String::with_capacity(path.len() + template.len() + 96);
        reference.push_str(path);
        if !template.starts_with('/') {
            reference.push('/');
        }
        let own_subscription = own_subscription.filter(|_| template.starts_with("/subscriptions/{"));
        let mut target =
            Self { endpoint, template, base: endpoint, reference, rest: "", own_subscription, separator: '?' };
        target.advance(template);
        target
    }

    /// Fills the next placeholder.
    ///
    /// # Errors
    ///
    /// Returns a message if the value would change which resource the path means.
    pub(super) fn fill(&mut self, name: &'static str, value: PathValue<'_>) -> Result<(), String> {
        let value = match value {
            // The tenant is `/`: its resources are below `/providers`. An empty value is a mistake.
            PathValue::Path("/") if self.begins_with_scope(name) => {
                let after = self.after(name)?;
                self.advance(after.strip_prefix('/').unwrap_or(after));
                return Ok(());
            }
            // Both the resource ID and the template have this slash.
            PathValue::Path(path) => PathValue::Path(path.trim_matches('/')),
            other => other,
        };
        check_value(name, value)?;
        let after = self.after(name)?;
        match (self.own_subscription.take(), value) {
            (Some((id, url)), PathValue::Segment(value)) if after.starts_with('/') && value == id => {
                // Most paths begin with the scope's own subscription, which is parsed once for all of them.
                self.base = url;
                self.reference.clear();
                self.reference.push('.');
            }
            (_, PathValue::Segment(value)) => encode::push_segment(&mut self.reference, value),
            (_, PathValue::Path(value)) => encode::push_path(&mut self.reference, value),
            (_, PathValue::List(value)) => self.reference.push_str(value),
        }
        self.advance(after);
        Ok(())
    }

    /// Returns `true` if the template is `/{name}/…` and nothing is filled.
    fn begins_with_scope(&self, name: &str) -> bool {
        let after = self.template.strip_prefix("/{").and_then(|rest| rest.strip_prefix(name));
        after.is_some_and(|after| after.starts_with("}/")) && self.rest.len() + 2 == self.template.len()
    }

    /// Returns the template behind the next placeholder, which has to be `{name}`.
    fn after(&self, name: &str) -> Result<&'static str, String> {
        let after = self.rest.strip_prefix(name).and_then(|rest| rest.strip_prefix('}'));
        after.filter(|_| self.separator == '?').ok_or_else(|| format!("path parameter `{name}` is set out of order"))
    }

    /// Appends `name=value` to the query. A value that is `raw` is encoded already.
    pub(super) fn pair(&mut self, name: &str, value: &str, raw: bool) {
        self.reference.push(self.separator);
        self.separator = '&';
        encode::push_pair(&mut self.reference, name, value, raw);
    }

    /// Returns the documented path.
    pub(super) fn template(&self) -> &'static str {
        self.template
    }

    /// Returns the URL.
    ///
    /// # Errors
    ///
    /// Returns an error if a placeholder has no value, if the endpoint cannot have a path, or if the URL would differ
    /// from the documented path: another host, or a part that is not sent.
    pub(super) fn url(mut self) -> azure_core::Result<Url> {
        if !self.rest.is_empty() {
            let message = match self.rest.split_once('}') {
                Some((name, _)) => format!("path parameter `{name}` has no value"),
                None => format!("the path has a `{{` without a `}}`: `{{{}`", self.rest),
            };
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        // URL parsers read `\` as `/`, drop tabs and line breaks, and do not send what is behind `#` (WHATWG URL §4.4).
        // Values are encoded, so the character comes from the documented path.
        if let Some(wrong) = self.reference.bytes().find(|byte| matches!(byte, b'\\' | b'#') || byte.is_ascii_control())
        {
            let message = format!("the documented path {:?} contains {:?}", self.template, char::from(wrong));
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        if self.reference.starts_with("//") {
            // `//` would begin a host; `.` prevents that, and is removed when the URL is parsed (RFC 3986 §4.2).
            self.reference.insert_str(0, "/.");
        }
        // The base is not parsed again. `with_context_fn` would create the message even without an error.
        let url = self.base.join(&self.reference).map_err(|error| {
            let message = format!("the endpoint and the path `{}` do not form a valid URL", self.template);
            Error::with_error(ErrorKind::DataConversion, error, message)
        })?;
        // No input is known to fail this check. It protects tokens.
        if url[..Position::BeforePath] != self.endpoint[..Position::BeforePath] {
            let message = format!("the documented path {:?} names another host than the endpoint", self.template);
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        Ok(url)
    }

    /// Writes the template up to the next placeholder. The query of a template has no placeholders: its braces are
    /// literal.
    fn advance(&mut self, template: &'static str) {
        match template.bytes().position(|byte| matches!(byte, b'{' | b'?')) {
            Some(brace) if template.as_bytes()[brace] == b'{' => {
                self.reference.push_str(&template[..brace]);
                self.rest = &template[brace + 1..];
            }
            brace => {
                self.reference.push_str(template);
                self.rest = "";
                if brace.is_some() {
                    self.separator = '&';
                }
            }
        }
    }
}

fn check_value(name: &str, value: PathValue<'_>) -> Result<(), String> {
    let (PathValue::Segment(string) | PathValue::Path(string) | PathValue::List(string)) = value;
    if string.is_empty() {
        return Err(format!("path parameter `{name}` must not be empty"));
    }
    match value {
        PathValue::Path(path) if path.split('/').any(is_dots) => {
            Err(format!("path parameter `{name}` must not contain `.` or `..` as a segment"))
        }
        PathValue::Segment(segment) | PathValue::List(segment) if is_dots(segment) => {
            Err(format!("path parameter `{name}` must not be `{segment}`"))
        }
        _ => Ok(()),
    }
}

/// Returns `true` if a segment means "here" or "one up" (RFC 3986 §5.2.4) to anyone on the way. URL parsers read `%2e`
/// the same way, and servers exist that decode twice.
fn is_dots(segment: &str) -> bool {
    const DOTS: [&str; 6] = [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"];
    DOTS.iter().any(|dots| segment.eq_ignore_ascii_case(dots))
}

/// Returns the URL that the paths of a subscription begin with, if its name can be a segment of a path.
pub(crate) fn subscription_url(endpoint: &Url, subscription_id: &str) -> Option<Url> {
    let mut target = Target::new(endpoint, None, "/subscriptions/{subscriptionId}/");
    target.fill("subscriptionId", PathValue::Segment(subscription_id)).ok()?;
    target.url().ok()
}
