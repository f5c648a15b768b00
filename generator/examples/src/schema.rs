//! Validation of documented examples against the raw schema, before any generated code runs.
//!
//! In: an operation and an example. Out: a [`Verdict`] for its request and for each of its bodies: what contradicts the
//! schema, by the closed list of [`Contradiction`]s. Must not know: the generated crate, and what it makes of the
//! example.
//!
//! Examples are not read more strictly than responses of ARM. These are not contradictions: a null for a property
//! that is not nullable (it is read as absent), a value that a string enum does not list, a missing property, an
//! integer written as `1.0`, any JSON for a `type: object` without properties, an unknown subtype with whatever it
//! holds, a parameter of the URL that is a text for a number or the other way round (on the wire both are text).

use std::collections::BTreeMap;

use armsmith_core::diagnostics::JsonPointer;
use serde_json::Value;

use super::contradiction::{Contradiction, Finding};
use super::example::Example;
use super::files::Node;
use super::operations::{Operation, Parameter, ParameterLocation};
use super::shape::{Additional, Dispatch, Kind, Shape, Shapes};
use super::text::{instant, is_base64, is_base64_url, is_date, rfc1123_instant};

/// What contradicts the schema in one example; request and bodies are judged separately.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Verdict {
    /// In the parameters and the request body.
    pub request: Vec<Finding>,
    /// In the body of each answer, by status.
    pub bodies: BTreeMap<String, Vec<Finding>>,
}

/// Judges an example.
pub(crate) fn judge<'a>(shapes: &Shapes<'a>, operation: &Operation<'a>, example: Example<'_>) -> Verdict {
    let mut verdict = Verdict { request: judge_request(shapes, operation, example), bodies: BTreeMap::new() };
    for (status, body) in example.bodies() {
        let pointer = JsonPointer::new("/responses").child(status).child("body");
        let mut judge = Judge { shapes, findings: Vec::new() };
        match operation.response(status).map(|it| it.schema) {
            None => judge.find(&pointer, Contradiction::UndeclaredStatus, status),
            Some(None) => judge.find(&pointer, Contradiction::UndeclaredBody, ""),
            Some(Some(schema)) => judge.value(schema, body, &pointer),
        }
        verdict.bodies.insert(status.to_owned(), judge.findings);
    }
    verdict
}

fn judge_request<'a>(shapes: &Shapes<'a>, operation: &Operation<'a>, example: Example<'_>) -> Vec<Finding> {
    let mut judge = Judge { shapes, findings: Vec::new() };
    let root = JsonPointer::new("/parameters");
    for given in example.parameters() {
        let declared = |it: &&Parameter<'_>| it.name.eq_ignore_ascii_case(given.key);
        match operation.parameters.iter().find(declared) {
            None => judge.find(&root.child(given.key), Contradiction::UndeclaredParameter, ""),
            Some(it) if !operation.parameters.iter().any(|it| it.name == given.key) => {
                judge.find(&root.child(given.key), Contradiction::ParameterCase, it.name);
            }
            Some(_) => {}
        }
    }
    for parameter in &operation.parameters {
        let pointer = root.child(parameter.name);
        match example.value_of(parameter) {
            Some(given) if parameter.place == ParameterLocation::Body => {
                judge.value(parameter.schema, given.value, &root.child(given.key));
            }
            Some(given) => judge.parameter(parameter, given.value, &root.child(given.key)),
            None if is_filled_in(operation, parameter) || !parameter.required => {}
            None => judge.find(&pointer, Contradiction::RequiredParameterMissing, ""),
        }
    }
    judge.findings
}

/// Whether a request has a value for a parameter without one from its caller.
fn is_filled_in(operation: &Operation<'_>, parameter: &Parameter<'_>) -> bool {
    parameter.constant().is_some() || (parameter.name == "api-version" && operation.api_version.is_some())
}

/// A validation under way.
struct Judge<'s, 'a> {
    shapes: &'s Shapes<'a>,
    findings: Vec<Finding>,
}

impl<'a> Judge<'_, 'a> {
    fn find(&mut self, pointer: &JsonPointer, reason: Contradiction, detail: impl Into<String>) {
        self.findings.push(Finding { pointer: pointer.clone(), reason, detail: detail.into() });
    }

    /// A path, query or header value: text on the wire.
    fn parameter(&mut self, parameter: &Parameter<'a>, value: &Value, pointer: &JsonPointer) {
        if let Some(constant) = parameter.constant() {
            if !same_text(constant, value) {
                self.find(pointer, Contradiction::OtherConstant, constant.to_string());
            }
            return;
        }
        if parameter.place == ParameterLocation::Path
            && value.as_str().is_some_and(|it| !is_path_part(it, parameter.is_raw))
        {
            self.find(pointer, Contradiction::PathSegmentLost, value.to_string());
            return;
        }
        let shape = self.shapes.of(parameter.schema);
        match (shape.kind, value) {
            (_, Value::Null) | (Kind::Any | Kind::Object | Kind::File, _) => {}
            (Kind::Array, Value::Array(items)) => {
                let Some(schema) = shape.items else { return };
                let shape = self.shapes.of(schema);
                for (index, item) in items.iter().enumerate() {
                    self.text(&shape, item, &pointer.child(&index.to_string()));
                }
            }
            (Kind::Array, _) => self.wrong_type(shape.kind, value, pointer),
            _ => self.text(&shape, value, pointer),
        }
    }

    /// A scalar that is sent as text.
    fn text(&mut self, shape: &Shape<'a>, value: &Value, pointer: &JsonPointer) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            _ => return self.wrong_type(shape.kind, value, pointer),
        };
        match shape.kind {
            Kind::Integer | Kind::Number => match serde_json::from_str(&text) {
                Ok(number @ Value::Number(_)) => self.scalar(shape, &number, pointer),
                _ => self.wrong_type(shape.kind, value, pointer),
            },
            Kind::Boolean if !matches!(text.as_str(), "true" | "false") => self.wrong_type(shape.kind, value, pointer),
            Kind::String => self.scalar(shape, &Value::String(text), pointer),
            _ => {}
        }
    }

    /// A JSON value and everything below it.
    fn value(&mut self, schema: Node<'a>, value: &Value, pointer: &JsonPointer) {
        let schema = match self.shapes.dispatch(schema, value) {
            Dispatch::To(schema) => schema,
            Dispatch::Unknown => return,
            Dispatch::NotThisSubtype { property, expected } => {
                self.find(&pointer.child(property), Contradiction::OtherSubtype, expected);
                return;
            }
        };
        let shape = self.shapes.of(schema);
        match (shape.kind, value) {
            (Kind::Any | Kind::File, _) | (_, Value::Null) => {}
            (Kind::Object, Value::Object(members)) => {
                for (name, member) in members {
                    self.member(&shape, name, member, &pointer.child(name));
                }
            }
            (Kind::Array, Value::Array(items)) => {
                let Some(schema) = shape.items else { return };
                for (index, item) in items.iter().enumerate() {
                    self.item(schema, item, &pointer.child(&index.to_string()));
                }
            }
            _ => self.scalar(&shape, value, pointer),
        }
    }

    fn member(&mut self, shape: &Shape<'a>, name: &str, member: &Value, pointer: &JsonPointer) {
        match (shape.properties.get(name), shape.additional) {
            (Some(schema), _) => self.value(*schema, member, pointer),
            (None, Additional::Schema(schema)) => self.value(schema, member, pointer),
            (None, Additional::Any) => {}
            (None, Additional::None) => match shape.properties.keys().find(|it| it.eq_ignore_ascii_case(name)) {
                Some(declared) => self.find(pointer, Contradiction::PropertyCase, *declared),
                None => self.find(pointer, Contradiction::UndeclaredProperty, ""),
            },
        }
    }

    fn item(&mut self, schema: Node<'a>, item: &Value, pointer: &JsonPointer) {
        let shape = self.shapes.of(schema);
        if item.is_null() && !shape.nullable && shape.kind != Kind::Any {
            self.find(pointer, Contradiction::NullItem, "");
        } else {
            self.value(schema, item, pointer);
        }
    }

    fn scalar(&mut self, shape: &Shape<'a>, value: &Value, pointer: &JsonPointer) {
        match (shape.kind, value) {
            (Kind::String, Value::String(text)) => {
                if let Some(reason) = format_broken(shape.format, text) {
                    self.find(pointer, reason, text);
                }
            }
            (Kind::Integer, Value::Number(number)) => match integer(number) {
                None => self.wrong_type(shape.kind, value, pointer),
                Some(it) if shape.format == Some("int32") && i32::try_from(it).is_err() => {
                    self.find(pointer, Contradiction::OutOfRange, number.to_string());
                }
                Some(it) if shape.format != Some("decimal") && i64::try_from(it).is_err() => {
                    self.find(pointer, Contradiction::OutOfRange, number.to_string());
                }
                Some(_) => {}
            },
            (Kind::Number, Value::Number(_)) | (Kind::Boolean, Value::Bool(_)) => {}
            _ => self.wrong_type(shape.kind, value, pointer),
        }
    }

    fn wrong_type(&mut self, kind: Kind, value: &Value, pointer: &JsonPointer) {
        self.find(pointer, Contradiction::WrongType, format!("{} where {} is declared", kind_of(value), name_of(kind)));
    }
}

/// The reason for which a text breaks its format; formats that the crate keeps as text cannot be broken.
fn format_broken(format: Option<&str>, text: &str) -> Option<Contradiction> {
    let (holds, reason) = match format? {
        "date-time" => (instant(text).is_some(), Contradiction::NotADateTime),
        "date" => (is_date(text), Contradiction::NotADate),
        "date-time-rfc1123" => (rfc1123_instant(text).is_some(), Contradiction::NotRfc1123),
        "byte" => (is_base64(text), Contradiction::NotBase64),
        "base64url" => (is_base64_url(text), Contradiction::NotBase64Url),
        _ => return None,
    };
    (!holds).then_some(reason)
}

/// Whether a text can be a segment of a path, or with slashes several. URL parsers take `.` and `..` for "here" and
/// "one up", also when they are encoded (RFC 3986, section 5.2.4; WHATWG URL).
fn is_path_part(text: &str, has_slashes: bool) -> bool {
    let is_segment = |it: &str| !matches!(it.to_ascii_lowercase().replace("%2e", ".").as_str(), "" | "." | "..");
    if has_slashes { text.trim_matches('/').split('/').all(is_segment) } else { is_segment(text) }
}

/// The value of a number without a fractional part.
fn integer(number: &serde_json::Number) -> Option<i128> {
    if let Some(integer) = number.as_i64() {
        return Some(integer.into());
    }
    if let Some(integer) = number.as_u64() {
        return Some(integer.into());
    }
    let float = number.as_f64().filter(|it| it.fract() == 0.0)?;
    // Far beyond i64, where it only has to be told from what i64 holds; the cast saturates.
    Some(float as i128)
}

/// Whether two scalars are the same text on the wire.
fn same_text(left: &Value, right: &Value) -> bool {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text(left) == text(right)
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Any => "anything",
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Integer => "an integer",
        Kind::Number => "a number",
        Kind::Boolean => "a boolean",
        Kind::File => "a file",
    }
}

#[cfg(test)]
mod tests;
