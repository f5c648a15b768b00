//! One file of a specification, with its `$ref`s as written.
//!
//! In: the JSON value of a file. Out: a [`Document`], the same type for Swagger 2.0 and OpenAPI 3.0, made of the types
//! of [`crate::api`]. Reports every unknown key, wrong type and missing key with its location, and goes on. Must not
//! know: other files, names in Rust.

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::{self, Extensions, Header, Info, Method, Parameter, Reference, RequestBody, Schema, Status, Tag};
use crate::text::{FileId, Location};

pub(crate) mod extensions;
mod lookup;
mod read;
mod references;

pub use lookup::Node;
pub use read::read;
pub(crate) use read::read_fragment;
pub use references::ReferenceKind;

/// The two formats.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Dialect {
    /// Swagger 2.0
    #[default]
    Swagger,
    /// OpenAPI 3.0
    OpenApi,
}

/// The role of a file in the run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// An input: it must have its format, a title and a version.
    Input,
    /// Reached by `$ref`: it may be a collection of schemas without a head; it is then read in the format of the file
    /// that refers to it.
    Referenced(Dialect),
}

/// An object, or a reference to one.
#[derive(Clone, Debug)]
pub enum OrReference<T> {
    /// The object.
    Item(T),
    /// `$ref`; whatever is beside it has no effect.
    Reference(Reference),
}

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

/// A file.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The whole file.
    pub location: Location,
    /// The format it is written in.
    pub dialect: Dialect,
    /// `info`
    pub info: Info,
    /// Swagger 2.0 `host`
    pub host: Option<String>,
    /// Swagger 2.0 `basePath`
    pub base_path: Option<String>,
    /// Swagger 2.0 `schemes`
    pub schemes: Vec<String>,
    /// OpenAPI 3.0 `servers`, as written
    pub servers: Vec<Value>,
    /// Swagger 2.0 `consumes`
    pub consumes: Vec<String>,
    /// Swagger 2.0 `produces`
    pub produces: Vec<String>,
    /// `security`, as written
    pub security: Option<Value>,
    /// `securityDefinitions`, `components.securitySchemes`, as written
    pub security_schemes: IndexMap<String, Value>,
    /// `tags`
    pub tags: Vec<Tag>,
    /// `paths`
    pub paths: IndexMap<String, PathItem>,
    /// `x-ms-paths`: further paths, whose key may hold a query (Swagger 2.0).
    pub overloaded_paths: IndexMap<String, PathItem>,
    /// `definitions`, `components.schemas`
    pub schemas: IndexMap<String, Schema>,
    /// `parameters`, `components.parameters`
    pub parameters: IndexMap<String, OrReference<Parameter>>,
    /// `responses`, `components.responses`
    pub responses: IndexMap<String, OrReference<Response>>,
    /// `components.requestBodies`
    pub request_bodies: IndexMap<String, OrReference<RequestBody>>,
    /// `components.headers`
    pub headers: IndexMap<String, OrReference<Header>>,
    /// Every other `x-` key of the file.
    pub extensions: Extensions,
}

/// The operations of one path.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// `parameters` for every operation of the path.
    pub parameters: Vec<OrReference<Parameter>>,
    /// In document order.
    pub operations: IndexMap<Method, Operation>,
    /// The path, if the key had to be made unique by an earlier run.
    pub path: Option<String>,
    /// Every `x-` key.
    pub extensions: Extensions,
}

/// An operation object.
#[derive(Clone, Debug)]
pub struct Operation {
    /// All that refers to nothing. Parameters, body, responses and examples are empty until the files are linked.
    pub operation: api::Operation,
    /// `parameters`
    pub parameters: Vec<OrReference<Parameter>>,
    /// `requestBody`
    pub request_body: Option<OrReference<RequestBody>>,
    /// `responses`
    pub responses: IndexMap<Status, OrReference<Response>>,
    /// Swagger 2.0 `consumes`; `None`: the document's.
    pub consumes: Option<Vec<String>>,
    /// Swagger 2.0 `produces`; `None`: the document's.
    pub produces: Option<Vec<String>>,
}

/// A response object.
#[derive(Clone, Debug)]
pub struct Response {
    /// All but references to headers.
    pub response: api::Response,
    /// Swagger 2.0 `schema`, which has the media types of the operation.
    pub schema: Option<Schema>,
    /// `headers`
    pub headers: IndexMap<String, OrReference<Header>>,
}

impl Document {
    /// The file it was read from.
    pub fn file(&self) -> FileId {
        self.location.file
    }

    /// The path items of the file, in its order.
    pub fn path_items(&self) -> impl Iterator<Item = (&String, &PathItem)> {
        self.paths.iter().chain(&self.overloaded_paths)
    }

    /// The operations of the file, in its order.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.path_items().flat_map(|(_, item)| item.operations.values())
    }
}

impl Operation {
    /// `final-state-schema` of `x-ms-long-running-operation-options`: a reference that is written as a string.
    pub fn final_state_schema(&self) -> Option<&str> {
        self.operation.extensions.get(LONG_RUNNING_OPTIONS)?.get(FINAL_STATE_SCHEMA)?.as_str()
    }
}

/// The key of the options of a long-running operation.
pub(crate) const LONG_RUNNING_OPTIONS: &str = "x-ms-long-running-operation-options";
/// The member that refers to the schema of the result.
pub(crate) const FINAL_STATE_SCHEMA: &str = "final-state-schema";
