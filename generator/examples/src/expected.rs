//! The request that a documented example describes, built from the raw specification alone.
//!
//! In: an operation, the values of an example. Out: [`Expected`]: method, decoded path segments, query pairs, headers,
//! form fields and body. Must not know: lowering, emission and the runtime, whose work it is held against; it shares no
//! code with them.
//!
//! Where a value comes from: the example's own value wins. Without one, a required parameter that allows a single value
//! has that value, and `api-version` has the version of the file it is declared in. Without either, an optional
//! parameter is not sent, and a required one leaves nothing to expect.

use armsmith_core::diagnostics::JsonPointer;
use serde_json::Value;

use super::example::Example;
use super::files::Node;
use super::operations::{ListFormat, Operation, Parameter, ParameterLocation};
use super::shape::{Kind, Shapes};
use super::text::decode;

/// The request that an example describes.
#[derive(Clone, Debug)]
pub(crate) struct Expected<'a> {
    /// `GET`, in capitals.
    pub method: String,
    /// The segments of the path after the host, decoded; a trailing slash is an empty last one.
    pub path: Vec<Text>,
    /// The query pairs, decoded.
    pub query: Vec<(String, Text)>,
    /// The header parameters.
    pub headers: Vec<(String, Text)>,
    /// The fields of a form.
    pub form: Vec<(String, Text)>,
    /// The body.
    pub body: Option<ExpectedBody<'a>>,
    /// The media types of which a body has one; none when the specification is silent.
    pub consumes: Vec<&'a str>,
    /// The media types that may be asked for; none when the specification is silent.
    pub produces: Vec<&'a str>,
}

/// A value of the URL or of a header.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Text {
    /// The text, not encoded.
    pub text: String,
    /// How it is compared.
    pub meaning: Meaning,
    /// Where the example has it; for a literal of the specification, the parameters as a whole.
    pub pointer: JsonPointer,
}

/// How two texts are compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Meaning {
    /// Character by character.
    Plain,
    /// As numbers.
    Number,
    /// As instants.
    DateTime,
    /// As instants in the form of RFC 1123.
    Rfc1123,
}

/// The body that an example describes.
#[derive(Clone, Debug)]
pub(crate) struct ExpectedBody<'a> {
    /// The example's value.
    pub value: Value,
    /// Its schema.
    pub schema: Node<'a>,
    /// Where the example has it.
    pub pointer: JsonPointer,
}

/// Builds the expected request; none when a required value is missing.
pub(crate) fn build<'a>(shapes: &Shapes<'a>, operation: &Operation<'a>, example: Example<'_>) -> Option<Expected<'a>> {
    let builder = Builder { shapes, operation, example };
    let (path, fixed_query) = operation.template.split_once('?').unwrap_or((operation.template, ""));
    let mut expected = Expected {
        method: operation.method.clone(),
        path: builder.path(path)?,
        query: Vec::new(),
        headers: Vec::new(),
        form: Vec::new(),
        body: None,
        consumes: operation.consumes.clone(),
        produces: operation.produces.clone(),
    };
    for parameter in &operation.parameters {
        let pairs = match parameter.place {
            ParameterLocation::Path => continue,
            ParameterLocation::Body => {
                expected.body = builder.body(parameter)?;
                continue;
            }
            ParameterLocation::Query => &mut expected.query,
            ParameterLocation::Header => &mut expected.headers,
            ParameterLocation::Form => &mut expected.form,
        };
        pairs.extend(builder.texts(parameter)?.into_iter().map(|text| (parameter.name.to_owned(), text)));
    }
    // What is no pair only tells the path apart from another one.
    for (name, value) in fixed_query.split('&').filter_map(|pair| pair.split_once('=')) {
        let name = decode(name, true);
        // A pair of the template may be declared as a parameter too; it is sent once.
        if expected.query.iter().all(|(it, _)| *it != name) {
            expected.query.push((name, literal(&decode(value, true))));
        }
    }
    Some(expected)
}

/// The value that a request has for a parameter, and where the example has it.
pub(crate) fn value(
    operation: &Operation<'_>,
    parameter: &Parameter<'_>,
    example: Example<'_>,
) -> Option<(Value, JsonPointer)> {
    let root = JsonPointer::new("/parameters");
    if let Some(given) = example.value_of(parameter) {
        return Some((given.value.clone(), root.child(given.key)));
    }
    let version = || operation.api_version.filter(|_| parameter.name == "api-version");
    let value = parameter.constant().cloned().or_else(|| version().map(Value::from))?;
    Some((value, root))
}

/// A text of the specification itself.
fn literal(text: &str) -> Text {
    Text { text: text.to_owned(), meaning: Meaning::Plain, pointer: JsonPointer::new("/parameters") }
}

/// What a request is built from.
struct Builder<'s, 'a, 'e> {
    shapes: &'s Shapes<'a>,
    operation: &'s Operation<'a>,
    example: Example<'e>,
}

impl<'a> Builder<'_, 'a, '_> {
    fn path(&self, template: &str) -> Option<Vec<Text>> {
        let mut segments = Vec::new();
        for segment in template.strip_prefix('/').unwrap_or(template).split('/') {
            let (text, is_raw) = self.segment(segment)?;
            if is_raw {
                // The slashes of such a value divide segments, and one at its end doubles the template's own.
                let parts = text.text.split('/').filter(|it| !it.is_empty());
                segments.extend(parts.map(|part| Text { text: decode(part, false), ..text.clone() }));
            } else {
                segments.push(text);
            }
        }
        Some(segments)
    }

    /// One segment of the template, filled in, and whether any of its values is not to be encoded.
    fn segment(&self, segment: &str) -> Option<(Text, bool)> {
        let mut filled = literal("");
        let mut is_raw = false;
        let mut rest = segment;
        while let Some((before, name, after)) = next_placeholder(rest) {
            let is_alone = filled.text.is_empty() && before.is_empty() && after.is_empty();
            filled.text.push_str(&decode(before, false));
            let parameter =
                self.operation.parameters.iter().find(|it| it.place == ParameterLocation::Path && it.name == name)?;
            let value = self.texts(parameter)?.into_iter().next()?;
            is_raw |= parameter.is_raw;
            filled.text.push_str(&value.text);
            filled.meaning = if is_alone { value.meaning } else { Meaning::Plain };
            filled.pointer = value.pointer;
            rest = after;
        }
        filled.text.push_str(&decode(rest, false));
        Some((filled, is_raw))
    }

    /// The texts of a parameter: one, or one for each item of a list. The outer none: a required value is missing.
    fn texts(&self, parameter: &Parameter<'a>) -> Option<Vec<Text>> {
        let (value, pointer) = match value(self.operation, parameter, self.example) {
            Some(found) => found,
            None if parameter.required => return None,
            None => return Some(Vec::new()),
        };
        let shape = self.shapes.of(parameter.schema);
        let item = shape.items.filter(|_| shape.kind == Kind::Array).map(|it| self.shapes.of(it));
        let meaning = match item.as_ref().unwrap_or(&shape) {
            it if matches!(it.kind, Kind::Integer | Kind::Number) => Meaning::Number,
            it if it.format == Some("date-time") => Meaning::DateTime,
            it if it.format == Some("date-time-rfc1123") => Meaning::Rfc1123,
            _ => Meaning::Plain,
        };
        let text = |text: String| {
            let is_encoded = parameter.is_raw && parameter.place == ParameterLocation::Query;
            Text { text: if is_encoded { decode(&text, true) } else { text }, meaning, pointer: pointer.clone() }
        };
        Some(match (&value, parameter.list) {
            // An empty list is not sent: `name=` would be a list of one empty text.
            (Value::Array(items), _) if items.is_empty() => Vec::new(),
            (Value::Array(items), ListFormat::Multi) => items.iter().map(|it| text(scalar_text(it))).collect(),
            (Value::Array(items), ListFormat::Joined(separator)) => {
                let items: Vec<String> = items.iter().map(scalar_text).collect();
                let joined = text(items.join(&separator.to_string()));
                vec![Text { meaning: Meaning::Plain, ..joined }]
            }
            (value, _) => vec![text(scalar_text(value))],
        })
    }

    /// The body. The outer none: a required one is missing.
    fn body(&self, parameter: &Parameter<'a>) -> Option<Option<ExpectedBody<'a>>> {
        match self.example.value_of(parameter) {
            None if parameter.required => None,
            None => Some(None),
            Some(given) => Some(Some(ExpectedBody {
                value: given.value.clone(),
                schema: parameter.schema,
                pointer: JsonPointer::new("/parameters").child(given.key),
            })),
        }
    }
}

/// The text around the next `{placeholder}`, and its name.
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// A scalar as text; a composite as JSON, which no generated code sends, so that it never compares equal by chance.
fn scalar_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests;
