//! From a JSON value to a document.
//!
//! In: the value of one file. Out: a [`Document`], and a diagnostic for each key that the format does not know, each
//! value of a wrong type, each key that is missing and each misspelt keyword. Reading goes on after every one of them.

use std::cell::RefCell;

use serde_json::Value;

use super::references::ReferenceKind;
use super::{Dialect, Document, Header, OrReference, Parameter, RequestBody, Response, Role, Schema};
use crate::diagnostics::{Code, Diagnostics};
use crate::text::{FileId, Location};

mod arm;
mod body;
mod file;
mod object;
mod operation;
mod parameter;
mod schema;
#[cfg(test)]
mod tests;

use object::Object;

/// An object of a file that was read alone, because the format has no objects where it is: `#/x-shared/Name`.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "each variant is named after what it holds")]
pub enum Fragment {
    Schema(Box<Schema>),
    Parameter(OrReference<Parameter>),
    Response(OrReference<Response>),
    RequestBody(OrReference<RequestBody>),
    Header(OrReference<Header>),
}

/// Reads a file. Returns `None` if it is neither of the formats, which is reported.
pub fn read(value: &Value, file: FileId, role: Role, diagnostics: &mut Diagnostics) -> Option<Document> {
    let location = Location::file(file);
    let dialect = match (version(value), role) {
        (Version::Known(dialect), _) | (Version::None, Role::Referenced(dialect)) => dialect,
        (Version::None, Role::Input) => {
            diagnostics.error(
                Code::UnsupportedVersion,
                location,
                "expected a Swagger 2.0 or OpenAPI 3.0 file",
                "begin the file with `\"swagger\": \"2.0\"` or `\"openapi\": \"3.0.3\"`",
            );
            return None;
        }
        (Version::Unsupported { key, found }, _) => {
            diagnostics.error(
                Code::UnsupportedVersion,
                location.child(key),
                format!("armsmith does not support {key} {found}"),
                "convert the file to OpenAPI 3.0; armsmith reads Swagger 2.0 and OpenAPI 3.0.x",
            );
            return None;
        }
    };
    let reader = Reader::new(dialect, role);
    let document = reader.file(Object::new(&reader, value, location, "the file")?);
    diagnostics.extend(reader.diagnostics.into_inner());
    Some(document)
}

/// Reads one object that a `$ref` of some kind refers to. Returns `None` if it is not such an object, which is
/// reported.
pub(crate) fn read_fragment(
    value: &Value,
    location: Location,
    kind: ReferenceKind,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Option<Fragment> {
    let reader = Reader::new(dialect, Role::Referenced(dialect));
    let fragment = match kind {
        ReferenceKind::Schema => reader.schema(value, location).map(|it| Fragment::Schema(Box::new(it))),
        ReferenceKind::Parameter => reader.parameter(value, location).map(Fragment::Parameter),
        ReferenceKind::Response => reader.response(value, location).map(Fragment::Response),
        ReferenceKind::RequestBody => reader.request_body(value, location).map(Fragment::RequestBody),
        ReferenceKind::Header => reader.header(value, location).map(Fragment::Header),
    };
    diagnostics.extend(reader.diagnostics.into_inner());
    fragment
}

enum Version {
    Known(Dialect),
    Unsupported { key: &'static str, found: String },
    None,
}

fn version(value: &Value) -> Version {
    // `swagger: 2.0` without quotation marks is a number in YAML.
    let text = |key| value.get(key).map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
    match (text("swagger"), text("openapi")) {
        (Some(version), _) if version == "2.0" => Version::Known(Dialect::Swagger),
        (Some(found), _) => Version::Unsupported { key: "swagger", found },
        (None, Some(version)) if version == "3.0" || version.starts_with("3.0.") => Version::Known(Dialect::OpenApi),
        (None, Some(found)) => Version::Unsupported { key: "openapi", found },
        (None, None) => Version::None,
    }
}

/// The reader of one file. Collects the diagnostics.
struct Reader {
    dialect: Dialect,
    role: Role,
    // Objects of several levels are open at a time and all of them report.
    diagnostics: RefCell<Diagnostics>,
}

impl Reader {
    fn new(dialect: Dialect, role: Role) -> Self {
        Self { dialect, role, diagnostics: RefCell::default() }
    }

    fn is_swagger(&self) -> bool {
        self.dialect == Dialect::Swagger
    }

    fn error(&self, code: Code, location: &Location, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.borrow_mut().error(code, location, message, help);
    }

    fn warning(&self, code: Code, location: &Location, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.borrow_mut().warning(code, location, message, help);
    }

    /// `expected` is `a string`, `a list` and the like.
    fn wrong_type(&self, location: &Location, expected: &str, found: &Value) {
        let help = match (found, expected) {
            (Value::Number(_), "a string") => "put the value in quotation marks",
            (Value::String(_), "a number" | "a non-negative integer" | "a boolean") => "remove the quotation marks",
            (Value::Null, _) => "remove it",
            _ => "",
        };
        let subject = match location.pointer.tokens().last() {
            None => "the file".to_owned(),
            Some(token) if token.parse::<usize>().is_ok() => "the value".to_owned(),
            Some(token) => format!("`{token}`"),
        };
        let message = format!("{subject} must be {expected}, found {}", name_of_type(found));
        self.error(Code::WrongType, location, message, help);
    }
}

fn name_of_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
