//! A specification as it is written: every node typed, with its place, nothing resolved.
//!
//! In: the JSON or YAML value of a file. Out: a [`Document`]. Reports every unknown key, wrong type and missing key with
//! its place, and goes on. Must not know: other files, names in Rust.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostics::{FileId, Location};

pub(crate) mod extensions;
mod lookup;
pub mod openapi;
mod read;
mod references;
pub mod schema;
pub mod swagger;

pub use lookup::Node;
pub(crate) use read::read_fragment;
pub use read::{Dialect, Fragment, Role, read};
pub use references::Kind;
pub use schema::{AdditionalProperties, Discriminator, Schema, SchemaType};

/// A file as written, in one of the two formats.
#[derive(Clone, Debug)]
pub enum Document {
    /// `swagger: "2.0"`
    Swagger(swagger::Document),
    /// `openapi: 3.0.x`
    OpenApi(openapi::Document),
}

impl Document {
    /// The file it was read from.
    pub fn file(&self) -> FileId {
        match self {
            Self::Swagger(it) => it.location.file,
            Self::OpenApi(it) => it.location.file,
        }
    }

    /// The format it is written in.
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Swagger(_) => Dialect::Swagger,
            Self::OpenApi(_) => Dialect::OpenApi,
        }
    }

    /// The place and the `x-` keys of every operation, in the order of the file.
    pub fn operations(&self) -> Box<dyn Iterator<Item = (&Location, &IndexMap<String, Value>)> + '_> {
        match self {
            Self::Swagger(it) => {
                let paths = it.paths.values().chain(it.overloaded_paths.values());
                let operations = paths.flat_map(|path| path.operations.values());
                Box::new(operations.map(|operation| (&operation.location, &operation.extensions)))
            }
            Self::OpenApi(it) => {
                let operations = it.paths.values().flat_map(|path| path.operations.values());
                Box::new(operations.map(|operation| (&operation.location, &operation.extensions)))
            }
        }
    }
}

/// A `$ref` with the text as written and the place it leads to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reference {
    /// The text of the `$ref`.
    pub raw: String,
    /// Where it stands.
    pub location: Location,
    /// Where it leads; none when that was reported as an error already.
    pub target: Option<Location>,
}
