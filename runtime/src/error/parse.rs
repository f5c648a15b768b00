//! The shapes of error bodies: `{"error": {…}}` (ARM and OData v4), `{"code", "message"}`, `{"odata.error": {…}}`
//! (OData v3), `{"error": "…", "error_description": "…"}` (OAuth), HTML of a gateway, text, nothing.

use azure_core::Value;
use serde_json::Map;

use super::{AdditionalInfo, ErrorDetail};

type Object = Map<String, Value>;

/// No service nests deeper; a body made to overflow the stack does.
const MAX_DEPTH: usize = 16;

/// What a body says. Nothing is an error here: what cannot be understood becomes the message.
pub(super) fn detail(body: &str) -> ErrorDetail {
    let body = body.trim_start_matches('\u{feff}').trim();
    match serde_json::from_str::<Value>(body) {
        Ok(Value::Object(object)) => from_object(&object),
        // Some gateways wrap the whole answer in a string.
        Ok(Value::String(text)) => match serde_json::from_str(&text) {
            Ok(object) => from_object(&object),
            Err(_) => ErrorDetail { message: Some(text), ..Default::default() },
        },
        _ => ErrorDetail { message: plain_text(body), ..Default::default() },
    }
}

fn from_object(body: &Object) -> ErrorDetail {
    for name in ["error", "odata.error"] {
        match get(body, name) {
            Some(Value::Object(error)) => return read_detail(error, 0),
            Some(Value::String(code)) => {
                return ErrorDetail {
                    code: Some(code.clone()),
                    message: text(body, "error_description").or_else(|| text(body, "message")),
                    ..Default::default()
                };
            }
            _ => {}
        }
    }
    read_detail(body, 0)
}

fn read_detail(object: &Object, depth: usize) -> ErrorDetail {
    let details = match get(object, "details") {
        Some(Value::Array(details)) if depth < MAX_DEPTH => {
            details.iter().filter_map(Value::as_object).map(|detail| read_detail(detail, depth + 1)).collect()
        }
        _ => Vec::new(),
    };
    let additional_info = match get(object, "additionalInfo") {
        Some(Value::Array(infos)) => infos.iter().filter_map(Value::as_object).map(read_info).collect(),
        _ => Vec::new(),
    };
    ErrorDetail {
        code: text(object, "code"),
        message: text(object, "message"),
        target: text(object, "target"),
        details,
        additional_info,
        inner_error: get(object, "innererror").cloned(),
    }
}

fn read_info(object: &Object) -> AdditionalInfo {
    AdditionalInfo { r#type: text(object, "type"), info: get(object, "info").cloned() }
}

/// A property that is there and not `null`, in whatever case: older services write `Message`, newer ones `innerError`.
fn get<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    let found = object
        .get(name)
        .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value));
    found.filter(|value| !value.is_null())
}

/// A property as text: numbers occur as codes, and OData v3 writes messages as `{"lang", "value"}`.
fn text(object: &Object, name: &str) -> Option<String> {
    match get(object, name)? {
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(message) => match message.get("value") {
            Some(Value::String(text)) => Some(text.clone()),
            _ => Some(Value::Object(message.clone()).to_string()),
        },
        other => Some(other.to_string()),
    }
}

/// How much of a body that is no JSON is worth showing.
const SHOWN: usize = 200;

fn plain_text(body: &str) -> Option<String> {
    let text = html_title(body).unwrap_or(body);
    let shown: String = one_line(text).chars().take(SHOWN).collect();
    (!shown.is_empty()).then_some(shown)
}

fn html_title(body: &str) -> Option<&str> {
    // ASCII lower case keeps every byte where it is, so the positions hold in `body` too.
    let lower = body.to_ascii_lowercase();
    let start = lower.find("<title>")? + "<title>".len();
    let end = start + lower.get(start..)?.find("</title>")?;
    body.get(start..end).map(str::trim).filter(|title| !title.is_empty())
}

/// A text without line breaks and other control characters.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
