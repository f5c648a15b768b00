//! OpenAPI 3.0 as written.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Reference, Schema, swagger::Tag};
use crate::diagnostics::Location;

/// An OpenAPI 3.0 file.
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
    /// `servers`, as written
    pub servers: Vec<Value>,
    /// `security`, as written
    pub security: Option<Value>,
    /// `components.securitySchemes`, as written
    pub security_schemes: IndexMap<String, Value>,
    /// `tags`
    pub tags: Vec<Tag>,
    /// `paths`
    pub paths: IndexMap<String, PathItem>,
    /// `components.schemas`
    pub schemas: IndexMap<String, Schema>,
    /// `components.parameters`
    pub parameters: IndexMap<String, Parameter>,
    /// `components.responses`
    pub responses: IndexMap<String, Response>,
    /// `components.requestBodies`
    pub request_bodies: IndexMap<String, RequestBody>,
    /// `components.headers`
    pub headers: IndexMap<String, Header>,
    /// `components.examples`, as written
    pub examples: IndexMap<String, Value>,
    /// `externalDocs`, as written
    pub external_docs: Option<Value>,
    /// Every `x-` key of the document.
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
    /// `parameters`
    pub parameters: Vec<Parameter>,
    /// `requestBody`
    pub request_body: Option<RequestBody>,
    /// `responses`, by status, status range (`2XX`) or `default`
    pub responses: IndexMap<String, Response>,
    /// `deprecated`
    pub deprecated: bool,
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
    /// `deprecated`
    pub deprecated: bool,
    /// `schema`, or the schema of the only media type of `content`
    pub schema: Schema,
    /// `style`
    pub style: Option<String>,
    /// `explode`
    pub explode: Option<bool>,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// `allowEmptyValue`
    pub allow_empty_value: bool,
    /// `example`, as written
    pub example: Option<Value>,
    /// Every `x-` key.
    pub extensions: IndexMap<String, Value>,
}

/// `in`
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the variants are the format's own words")]
pub enum Place {
    Cookie,
    Header,
    Path,
    Query,
}

/// A request body object, or a reference to one.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it stands.
    pub location: Location,
    /// `$ref`; when set, nothing else is.
    pub reference: Option<Reference>,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `content`, by media type
    pub content: IndexMap<String, MediaType>,
    /// Every `x-` key.
    pub extensions: IndexMap<String, Value>,
}

/// A media type object.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it stands.
    pub location: Location,
    /// `schema`
    pub schema: Option<Schema>,
    /// `example`, as written
    pub example: Option<Value>,
    /// `examples`, as written
    pub examples: IndexMap<String, Value>,
    /// Every `x-` key.
    pub extensions: IndexMap<String, Value>,
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
    /// `content`, by media type
    pub content: IndexMap<String, MediaType>,
    /// `headers`
    pub headers: IndexMap<String, Header>,
    /// Every `x-` key.
    pub extensions: IndexMap<String, Value>,
}

/// A response header, or a reference to one.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it stands.
    pub location: Location,
    /// `$ref`; when set, nothing else is.
    pub reference: Option<Reference>,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `schema`
    pub schema: Schema,
    /// Every `x-` key.
    pub extensions: IndexMap<String, Value>,
}
