//! A request held against the expected one: method, path, query, headers, form, body.

use armsmith_core::diagnostics::JsonPointer;
use serde::Deserialize;
use serde_json::Value;

use super::{Direction, Likeness, Outcome, Part, compare_body, likeness};
use crate::expected::{Expected, Text};
use crate::shape::Shapes;
use crate::text::decode;

/// Headers that every request may have without a parameter of that name.
const UNDECLARED_HEADERS: [&str; 3] = ["accept", "content-length", "content-type"];

/// The request that the generated code built.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Actual {
    /// The HTTP method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body's text; none when the request has none.
    pub body: Option<String>,
}

impl Actual {
    /// The decoded segments of the path and the decoded pairs of the query.
    fn split_url(&self) -> (Vec<String>, Vec<(String, String)>) {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        (path.split('/').map(|it| decode(it, false)).collect(), pairs(query))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// The decoded pairs of a query or of a form.
fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|it| !it.is_empty());
    pairs.map(|it| it.split_once('=').unwrap_or((it, ""))).map(|(k, v)| (decode(k, true), decode(v, true))).collect()
}

/// Compares a request.
pub(crate) fn compare_request<'a>(shapes: &Shapes<'a>, expected: &Expected<'a>, actual: &Actual) -> Outcome {
    let mut outcome = Outcome::default();
    let root = JsonPointer::new("/parameters");
    if expected.method != actual.method {
        let (expected, actual) = (Value::from(expected.method.as_str()), Value::from(actual.method.as_str()));
        outcome.differ(Part::Method, &root, Some(expected), Some(actual));
    }
    let (path, query) = actual.split_url();
    compare_path(&expected.path, &path, &mut outcome);
    compare_pairs(Part::Query, &expected.query, query, &mut outcome);
    compare_headers(expected, actual, &mut outcome);
    if expected.form.is_empty() {
        outcome.add(compare_content(shapes, expected, actual));
    } else {
        let form = pairs(actual.body.as_deref().unwrap_or_default());
        compare_pairs(Part::Form, &expected.form, form, &mut outcome);
    }
    outcome
}

fn compare_path(expected: &[Text], actual: &[String], outcome: &mut Outcome) {
    if expected.len() != actual.len() {
        let expected: Vec<&str> = expected.iter().map(|it| it.text.as_str()).collect();
        outcome.differ(Part::Path, &JsonPointer::new("/parameters"), Some(expected.into()), Some(actual.into()));
        return;
    }
    for (expected, actual) in expected.iter().zip(actual) {
        compare_text(Part::Path, expected, actual, outcome);
    }
}

fn compare_headers(expected: &Expected<'_>, actual: &Actual, outcome: &mut Outcome) {
    let lower = |name: &str| name.to_ascii_lowercase();
    let declared: Vec<(String, Text)> =
        expected.headers.iter().map(|(name, text)| (lower(name), text.clone())).collect();
    let is_declared = |name: &str| declared.iter().any(|(it, _)| it == name);
    let sent = actual.headers.iter().map(|(name, value)| (lower(name), value.clone()));
    let sent = sent.filter(|(name, _)| is_declared(name) || !UNDECLARED_HEADERS.contains(&name.as_str())).collect();
    compare_pairs(Part::Header, &declared, sent, outcome);
    let content_type = actual.header("content-type");
    let has_content = expected.body.is_some() || !expected.form.is_empty();
    if has_content && !is_declared("content-type") && !is_media_type_of(&expected.consumes, content_type) {
        differ_in_media_type(&expected.consumes, content_type, outcome);
    }
    // A request need not say what it accepts; what it says must be what the operation answers.
    let accepted = actual.header("accept").filter(|it| !is_declared("accept") && *it != "*/*");
    if accepted.is_some() && !is_media_type_of(&expected.produces, accepted) {
        differ_in_media_type(&expected.produces, accepted, outcome);
    }
}

/// Whether one of the media types that are listed is documented; JSON is when the specification is silent.
fn is_media_type_of(documented: &[&str], actual: Option<&str>) -> bool {
    let essence = |it: &str| it.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let documented = if documented.is_empty() { &["application/json"] } else { documented };
    let mut listed = actual.into_iter().flat_map(|it| it.split(',')).map(essence);
    listed.any(|it| documented.iter().any(|documented| essence(documented) == it))
}

fn differ_in_media_type(documented: &[&str], actual: Option<&str>, outcome: &mut Outcome) {
    outcome.differ(Part::Header, &JsonPointer::new("/parameters"), Some(documented.into()), actual.map(Value::from));
}

/// Compares pairs in any order: first those that are equal find each other, then those that share a name.
fn compare_pairs(part: Part, expected: &[(String, Text)], actual: Vec<(String, String)>, outcome: &mut Outcome) {
    let mut open: Vec<Option<(String, String)>> = actual.into_iter().map(Some).collect();
    let mut take = |accepts: &dyn Fn(&(String, String)) -> bool| {
        open.iter_mut().find(|it| it.as_ref().is_some_and(accepts)).and_then(Option::take)
    };
    let mut unmatched = Vec::new();
    for (name, text) in expected {
        match take(&|(key, value)| key == name && likeness(text.meaning, &text.text, value) == Likeness::Same) {
            Some(_) => {}
            None => unmatched.push((name, text)),
        }
    }
    for (name, text) in unmatched {
        match take(&|(key, _)| key == name) {
            Some((_, actual)) => compare_text(part, text, &actual, outcome),
            None => outcome.differ(part, &text.pointer, Some(pair(name, &text.text)), None),
        }
    }
    for (name, value) in open.into_iter().flatten() {
        outcome.differ(part, &JsonPointer::new("/parameters").child(&name), None, Some(pair(&name, &value)));
    }
}

fn pair(name: &str, value: &str) -> Value {
    Value::from(format!("{name}={value}"))
}

fn compare_text(part: Part, expected: &Text, actual: &str, outcome: &mut Outcome) {
    match likeness(expected.meaning, &expected.text, actual) {
        Likeness::Same => {}
        Likeness::SameInstant => outcome.dates += 1,
        Likeness::Different => {
            outcome.differ(part, &expected.pointer, Some(expected.text.as_str().into()), Some(actual.into()));
        }
    }
}

fn compare_content<'a>(shapes: &Shapes<'a>, expected: &Expected<'a>, actual: &Actual) -> Outcome {
    let mut outcome = Outcome::default();
    let sent = actual.body.as_deref().filter(|it| !it.is_empty());
    match (&expected.body, sent) {
        (None, None) => {}
        (None, Some(sent)) => {
            outcome.differ(Part::Body, &JsonPointer::new("/parameters"), None, Some(sent.into()));
        }
        (Some(body), None) => outcome.differ(Part::Body, &body.pointer, Some(body.value.clone()), None),
        // A text body is sent as it is, without the quotation marks of JSON.
        (Some(body), Some(sent)) if body.value.as_str() == Some(sent) => {}
        (Some(body), Some(sent)) => match serde_json::from_str(sent) {
            Ok(sent) => {
                outcome = compare_body(shapes, body.schema, &body.value, &sent, &body.pointer, Direction::Request);
            }
            Err(_) => outcome.differ(Part::Body, &body.pointer, Some(body.value.clone()), Some(sent.into())),
        },
    }
    outcome
}
