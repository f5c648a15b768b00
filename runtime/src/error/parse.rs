//! The shapes of error bodies that services send.
//!
//! In: a response body. Out: code, message and details. Known are `{"error": {…}}` (ARM and OData v4), the same inside
//! of another object, `{"code", "message"}` in any letter case, `{"odata.error": {…}}` (OData v3), `{"error": "…",
//! "error_description": "…"}` (OAuth, RFC 6749 §5.2), problem details (RFC 9457), `{"errors": …}`, HTML of a gateway,
//! plain text and an empty body. Must not know the HTTP status.

use std::borrow::Cow;

use azure_core::Value;
use serde_json::Map;

use super::detail::{AdditionalInfo, ErrorDetail};
use crate::printable::one_line;

type Object = Map<String, Value>;

/// No service nests deeper. The limit protects the stack from hostile bodies.
const MAX_DEPTH: usize = 16;

/// Names are compared by [`is_name`], so each occurs here once.
const CODE: &[&str] = &["code", "errorcode"];
const MESSAGE: &[&str] = &["message", "errormessage", "errordescription"];
/// Objects that hold the error; they come before all other properties.
const WRAPPERS: &[&str] = &["error", "odataerror"];
/// Objects that [`read_detail`] reads.
const READ: &[&str] = &["details", "errors", "innererror"];

/// Reads a body. A body of an unknown form becomes the message.
pub(super) fn detail(body: &str) -> ErrorDetail {
    let body = body.trim();
    match serde_json::from_str::<Value>(body) {
        Ok(Value::Object(object)) => from_object(&object, body),
        Ok(Value::Array(items)) if !items.is_empty() => from_list(read_list(&items, 0)),
        // Some gateways wrap the whole response in a string.
        Ok(Value::String(string)) => match serde_json::from_str(&string) {
            Ok(Value::Object(object)) => from_object(&object, &string),
            _ => read_message(&string),
        },
        Ok(Value::Null) => ErrorDetail::default(),
        _ => ErrorDetail { message: plain_text(body), ..Default::default() },
    }
}

/// Reads the error in the last body of a long-running operation: a status document, or a resource, whose other
/// properties may have any name.
pub(super) fn operation_detail(body: &str) -> ErrorDetail {
    let Ok(Value::Object(body)) = serde_json::from_str(body.trim()) else { return ErrorDetail::default() };
    let properties = get(&body, "properties").and_then(Value::as_object);
    let mut wrapped = [Some(&body), properties].into_iter().flatten().flat_map(|object| {
        WRAPPERS.iter().filter_map(|name| match get(object, name)? {
            Value::Object(error) => Some(read_error(error, 1)),
            Value::String(message) => Some(read_message(message)),
            _ => None,
        })
    });
    wrapped.find(says_something).unwrap_or_else(|| match (string(&body, CODE), string(&body, MESSAGE)) {
        (None, None) => from_list(read_details(&body, 0)),
        (code, message) => ErrorDetail { code, message, details: read_details(&body, 0), ..Default::default() },
    })
}

fn from_object(object: &Object, body: &str) -> ErrorDetail {
    let detail = read_error(object, 0);
    if says_something(&detail) || !object.values().any(has_content) {
        return detail;
    }
    // Only the body can be shown.
    ErrorDetail { message: plain_text(body), ..detail }
}

/// Reads an object that is an error, or that has one inside. Every object is visited once.
fn read_error(object: &Object, depth: usize) -> ErrorDetail {
    if depth > MAX_DEPTH {
        return ErrorDetail::default();
    }
    let wrapped = WRAPPERS.iter().find_map(|name| get(object, name));
    // The wrapper comes first: some services repeat a part of the error beside it.
    if let Some(inner) = wrapped.and_then(Value::as_object) {
        let inner = read_error(inner, depth + 1);
        if says_something(&inner) {
            return inner;
        }
    }
    let mut own = read_detail(object, depth);
    if let Some(code) = wrapped.and_then(Value::as_str).filter(|code| !code.is_empty()) {
        own.code = Some(code.to_owned());
    }
    if says_something(&own) {
        return own;
    }
    let is_read = |name: &str| WRAPPERS.iter().chain(READ).any(|read| is_name(name, read));
    let others = object.iter().filter(|(name, _)| !is_read(name)).filter_map(|(_, value)| value.as_object());
    others.map(|inner| read_error(inner, depth + 1)).find(says_something).unwrap_or(own)
}

fn says_something(detail: &ErrorDetail) -> bool {
    detail.code.is_some() || detail.message.is_some()
}

/// An error that consists of a list of errors only. Programs read the code and the message of the error itself, so
/// these are taken from the first error in the list that has them.
fn from_list(details: Vec<ErrorDetail>) -> ErrorDetail {
    let (code, message) = match details.iter().find(|detail| says_something(detail)) {
        Some(first) => (first.code.clone(), first.message.clone()),
        None => (None, None),
    };
    ErrorDetail { code, message, details, ..Default::default() }
}

fn read_detail(object: &Object, depth: usize) -> ErrorDetail {
    let additional_info = match get(object, "additionalinfo") {
        Some(Value::Array(infos)) => infos.iter().filter_map(Value::as_object).map(read_info).collect(),
        _ => Vec::new(),
    };
    let is_problem = get(object, "title").is_some() || get(object, "detail").is_some();
    // RFC 9457 §3.1.1: the type identifies the problem, and `about:blank` adds nothing to the status.
    let problem_type = || string(object, &["type"]).filter(|it| is_problem && it != "about:blank");
    let code = string(object, CODE).or_else(problem_type);
    let message = string(object, MESSAGE).or_else(|| problem_message(object));
    let details = read_details(object, depth);
    let detail = match (&code, &message) {
        (None, None) => from_list(details),
        _ => ErrorDetail { code, message, details, ..Default::default() },
    };
    ErrorDetail {
        target: string(object, &["target"]).or_else(|| string(object, &["instance"]).filter(|_| is_problem)),
        additional_info,
        inner_error: get(object, "innererror").cloned(),
        ..detail
    }
}

/// The title and the detail of a problem (RFC 9457 §3.1).
fn problem_message(object: &Object) -> Option<String> {
    match (string(object, &["title"]), string(object, &["detail"])) {
        (Some(title), Some(detail)) => Some(format!("{title}: {detail}")),
        (title, detail) => title.or(detail),
    }
}

/// The errors below `details` or `errors`.
fn read_details(object: &Object, depth: usize) -> Vec<ErrorDetail> {
    if depth >= MAX_DEPTH {
        return Vec::new();
    }
    match ["details", "errors"].iter().find_map(|name| get(object, name)) {
        Some(Value::Array(items)) => read_list(items, depth),
        Some(Value::Object(inner)) => match read_error(inner, depth + 1) {
            detail if says_something(&detail) => vec![detail],
            // ASP.NET: a list of messages for each wrong property.
            _ => inner.iter().flat_map(|(target, value)| read_property(target, value)).collect(),
        },
        Some(Value::String(message)) => vec![read_message(message)],
        _ => Vec::new(),
    }
}

fn read_list(items: &[Value], depth: usize) -> Vec<ErrorDetail> {
    let read = |item: &Value| match item {
        // An item may wrap its error, too.
        Value::Object(item) => Some(read_error(item, depth + 1)),
        Value::String(message) => Some(read_message(message)),
        _ => None,
    };
    items.iter().filter_map(read).collect()
}

fn read_message(message: &str) -> ErrorDetail {
    ErrorDetail { message: Some(message.to_owned()).filter(|message| !message.is_empty()), ..Default::default() }
}

fn read_property(target: &str, value: &Value) -> Vec<ErrorDetail> {
    let messages = match value {
        Value::Array(messages) => messages.iter().filter_map(Value::as_str).collect(),
        Value::String(message) => vec![message.as_str()],
        _ => Vec::new(),
    };
    let detail = |message| ErrorDetail { target: Some(target.to_owned()), ..read_message(message) };
    messages.into_iter().map(detail).collect()
}

fn read_info(object: &Object) -> AdditionalInfo {
    AdditionalInfo { r#type: string(object, &["type"]), info: get(object, "info").cloned() }
}

fn has_content(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(string) => !string.is_empty(),
        Value::Array(items) => items.iter().any(has_content),
        Value::Object(object) => object.values().any(has_content),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// A property that is present and not `null`. Older services write `Message`, others `error_code`; the exact name comes
/// first.
fn get<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    let found = object.get(name).or_else(|| object.iter().find(|(key, _)| is_name(key, name)).map(|(_, value)| value));
    found.filter(|value| !value.is_null())
}

/// Compares names without regard to letter case and separators. `name` is in lower case.
fn is_name(key: &str, name: &str) -> bool {
    let letters = key.chars().filter(|c| !matches!(c, '_' | '-' | '.'));
    letters.map(|c| c.to_ascii_lowercase()).eq(name.chars())
}

/// The first of these properties that has a string. Numbers occur as codes, and OData v3 writes messages as
/// `{"lang", "value"}`.
fn string(object: &Object, names: &[&str]) -> Option<String> {
    names.iter().filter_map(|name| get(object, name)).find_map(|value| match value {
        Value::String(string) if string.is_empty() => None,
        Value::String(string) => Some(string.clone()),
        Value::Object(message) => match get(message, "value") {
            Some(Value::String(string)) => Some(string.clone()),
            _ => Some(value.to_string()),
        },
        other => Some(other.to_string()),
    })
}

/// The longest part of an unknown body that is worth showing, in characters.
const MAX_SHOWN: usize = 200;

fn plain_text(body: &str) -> Option<String> {
    let shown: String = one_line(&html_text(body).unwrap_or_else(|| body.into())).chars().take(MAX_SHOWN).collect();
    (!shown.is_empty()).then_some(shown)
}

/// The title of an HTML page, and its heading if that says something else: the pages of Azure's own gateway have the
/// title `AzureResourceManager`.
fn html_text(body: &str) -> Option<Cow<'_, str>> {
    // ASCII lower case keeps the position of each byte, so the positions are those of `body`, too.
    let lower = body.to_ascii_lowercase();
    let element = |open: &str, close: &str| {
        let start = lower.find(open)? + open.len();
        let end = start + lower.get(start..)?.find(close)?;
        body.get(start..end).map(str::trim).filter(|line| !line.is_empty() && !line.contains('<'))
    };
    let title = element("<title>", "</title>")?;
    match element("<h2>", "</h2>") {
        Some(heading) if heading != title => Some(format!("{title}: {heading}").into()),
        _ => Some(title.into()),
    }
}
