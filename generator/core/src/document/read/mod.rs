//! From a JSON value to a document.
//!
//! In: the value of one file. Out: a [`Document`], and a diagnostic for each key that the format does not know, each
//! value of a wrong type, each key that is missing and each misspelt keyword. Reading continues after each of them.

use serde_json::Value;

use super::references::ReferenceKind;
use super::{Dialect, Document, Fragment, Role};
use crate::diagnostics::{Code, Diagnostics};
use crate::text::{FileId, Location};

mod arm;
mod body;
mod file;
mod object;
mod operation;
mod parameter;
mod reader;
mod schema;
#[cfg(test)]
mod tests;

use object::Object;
use reader::Reader;

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
