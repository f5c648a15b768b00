//! A specification as it is written: every node typed, with its place, nothing resolved.
//!
//! In: the JSON or YAML value of a file. Out: a [`Document`]. Reports every unknown key, wrong type and missing key with
//! its place, and goes on. Must not know: other files, names in Rust.

use crate::diagnostics::{FileId, Location};

pub mod openapi;
pub mod schema;
pub mod swagger;

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
