//! Swagger 2.0 as written.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Reference, Schema};
use crate::diagnostics::Location;

/// A Swagger 2.0 file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The whole file.
    pub location: Location,
    /// `info.title`
    pub title: String,
    /// `info.version`: the api-version.
    pub version: String,
    /// `info.description`
    pub description: Option<String>,
    /// Every other key of `info`, as written.
    pub info: IndexMap<String, Value>,
    /// `host`
    pub host: Option<String>,
    /// `basePath`
    pub base_path: Option<String>,
    /// `schemes`
    pub schemes: Vec<String>,
    /// `consumes`
    pub consumes: Vec<String>,
    /// `produces`
    pub produces: Vec<String>,
    /// `security`, as written
    pub security: Option<Value>,
    /// `securityDefinitions`, as written
    pub security_definitions: IndexMap<String, Value>,
    /// `tags`
    pub tags: Vec<Tag>,
    /// `paths`
    pub paths: IndexMap<String, PathItem>,
    /// `x-ms-paths`: further paths, whose key may hold a query.
    pub overloaded_paths: IndexMap<String, PathItem>,
    /// `definitions`
    pub definitions: IndexMap<String, Schema>,
    /// `parameters`
    pub parameters: IndexMap<String, Parameter>,
    /// `responses`
    pub responses: IndexMap<String, Response>,
    /// `externalDocs`, as written
    pub external_docs: Option<Value>,
    /// Every other `x-` key.
    pub extensions: IndexMap<String, Value>,
}

/// An element of `tags`.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `name`
    pub name: String,
    /// `description`
    pub description: Option<String>,
    /// `externalDocs`, as written
    pub external_docs: Option<Value>,
    /// Every `x-` key.
    pub extensions: IndexMap<String, Value>,
}

/// The operations of one path.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// Where it stands.
    pub location: Location,
    /// `parameters` for every operation of the path.
    pub parameters: Vec<Parameter>,
    /// By lower-case HTTP method, in document order.
    pub operations: IndexMap<String, Operation>,
    /// Every `x-` key.
    pub extensions: IndexMap<String, Value>,
}

/// An operation object.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub location: Location,
    /// `operationId`
    pub id: Option<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// `consumes`; none: the document's
    pub consumes: Option<Vec<String>>,
    /// `produces`; none: the document's
    pub produces: Option<Vec<String>>,
    /// `parameters`
    pub parameters: Vec<Parameter>,
    /// `responses`, by status or `default`
    pub responses: IndexMap<String, Response>,
    /// `deprecated`
    pub deprecated: bool,
    /// `schemes`
    pub schemes: Vec<String>,
    /// `security`, as written
    pub security: Option<Value>,
    /// `externalDocs`, as written
    pub external_docs: Option<Value>,
    /// Every `x-` key, `x-ms-examples` included.
    pub extensions: IndexMap<String, Value>,
}

/// A parameter object, or a reference to one.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it stands.
    pub location: Location,
    /// `$ref`; when set, nothing else is.
    pub reference: Option<Reference>,
    /// `name`
    pub name: String,
    /// `in`
    pub place: Place,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `schema` of a body; otherwise the keys `type`, `format`, `items`, `enum`, bounds and `default` of the parameter,
    /// with its `x-ms-enum`, `x-nullable`, `x-ms-format` and `x-ms-arm-id-details`.
    pub schema: Schema,
    /// `collectionFormat`
    pub collection_format: Option<CollectionFormat>,
    /// `allowEmptyValue`
    pub allow_empty_value: bool,
    /// Every other `x-` key.
    pub extensions: IndexMap<String, Value>,
}

/// `in`
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the variants are the format's own words")]
pub enum Place {
    Body,
    FormData,
    Header,
    Path,
    Query,
}

/// `collectionFormat`
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the variants are the format's own words")]
pub enum CollectionFormat {
    Csv,
    Ssv,
    Tsv,
    Pipes,
    Multi,
}

/// A response object, or a reference to one.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it stands.
    pub location: Location,
    /// `$ref`; when set, nothing else is.
    pub reference: Option<Reference>,
    /// `description`
    pub description: String,
    /// `schema`
    pub schema: Option<Schema>,
    /// `headers`
    pub headers: IndexMap<String, Header>,
    /// `examples`, as written
    pub examples: Option<Value>,
    /// Every `x-` key.
    pub extensions: IndexMap<String, Value>,
}

/// A response header.
#[derive(Clone, Debug)]
pub struct Header {
    /// `description`
    pub description: Option<String>,
    /// `type`, `format` and the like; `x-ms-enum` as in a parameter.
    pub schema: Schema,
    /// `collectionFormat`
    pub collection_format: Option<CollectionFormat>,
    /// Every other `x-` key.
    pub extensions: IndexMap<String, Value>,
}
