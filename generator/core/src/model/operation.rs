//! Operations: their requests, their responses, and the kind of call.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Codec, CollectionFormat, Docs, Method, TypeRef};
use crate::markdown::Line;
use crate::naming::{ModuleName, RustIdent, TypeName, WireName};

/// Operations that share the part of their `operationId` before the underscore.
#[derive(Clone, Debug)]
pub struct OperationGroup {
    /// The group as the specification spells it: `DiskAccesses`.
    pub name: String,
    /// `disk_accesses`: the module, and with `_client` the accessor of the service client.
    pub module: ModuleName,
    /// `DiskAccessesClient`.
    pub client: TypeName,
    /// The specification's description of the group (a Swagger tag), when there is one.
    pub docs: Docs,
    /// The api-version of the file the group is written in; empty when no operation has an api-version.
    pub api_version: String,
    /// In the order of the specification.
    pub operations: Vec<Operation>,
}

impl OperationGroup {
    /// The method of the service client that gives this group's client: `disk_accesses_client`.
    pub fn accessor(&self) -> String {
        // A module that would be a keyword ends with an underscore.
        format!("{}_client", self.module.as_str().trim_end_matches('_'))
    }
}

/// One HTTP operation: a request function and a client method.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId` as written.
    pub id: String,
    /// `update_a_private_endpoint_connection`; a long-running operation's client method adds `begin_`.
    pub name: RustIdent,
    /// `DiskAccessesClientUpdateAPrivateEndpointConnectionOptions`.
    pub options: TypeName,
    /// The summary and description.
    pub docs: Docs,
    /// The HTTP method.
    pub method: Method,
    /// The URL path with `{placeholders}` as documented; a placeholder is the wire name of a path parameter.
    pub path: String,
    /// Query pairs written into the path itself (`x-ms-paths`), sent as they are.
    pub fixed_query: Vec<(String, String)>,
    /// The api-version of this operation where it differs from its group's.
    pub api_version: Option<String>,
    /// Every parameter but the body, in the order of the specification.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// Every documented status, errors included, in order; for the documentation.
    pub responses: Vec<ResponseDocs>,
    /// The body of a successful response. For a pager: the page. For a long-running operation: the final result.
    pub output: Output,
    /// The `Accept` that is sent: the content type of the documented response.
    pub accept: Option<String>,
    /// Statuses that are a success: the documented 2xx, and those a specification declares to be no error.
    pub success: Vec<u16>,
    /// The kind of call.
    pub flow: Flow,
    /// The documented example that the documentation shows.
    pub example: Option<Example>,
    /// `true` if the specification marks the operation as deprecated.
    pub deprecated: bool,
}

/// A path, query or header parameter, or a field of a form.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The argument or options field.
    pub name: RustIdent,
    /// The name on the wire: `api-version`, `$expand`, `If-Match`.
    pub wire: WireName,
    /// The parameter location.
    pub place: RequestPart,
    /// The source of the value.
    pub source: ParameterSource,
    /// The type of the argument.
    pub ty: TypeRef,
    /// The wire form, when the type alone does not decide it.
    pub codec: Option<Codec>,
    /// The string form of a list.
    pub collection: CollectionFormat,
    /// `x-ms-skip-url-encoding`: the value already is part of a URL, and its slashes separate segments.
    pub skip_url_encoding: bool,
    /// The value must not show in logs.
    pub secret: bool,
    /// Description and constraints.
    pub docs: Docs,
}

/// The part of the request a parameter goes into.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RequestPart {
    /// A `{placeholder}` of the path.
    Path,
    /// A query pair.
    Query,
    /// A request header.
    Header,
    /// A field of a form body (`application/x-www-form-urlencoded`).
    Form,
    /// A field of a form body in parts (`multipart/form-data`).
    Part,
    /// A file of a form body in parts: bytes.
    File,
}

/// The source of a parameter's value.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterSource {
    /// A required argument of the request function and of the client method.
    Argument,
    /// An optional field of the options.
    Option,
    /// `scope.subscription_id`.
    SubscriptionId,
    /// `scope.api_version`.
    ApiVersion,
    /// The only value a required single-value enum allows; no argument at all.
    Constant(String),
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument, or the options field when the body is optional.
    pub name: RustIdent,
    /// The body parameter's name in the specification.
    pub wire: WireName,
    /// `true` if the specification requires the body.
    pub presence: Presence,
    /// The content.
    pub content: BodyContent,
    /// The `Content-Type` that is sent.
    pub content_type: String,
    /// Description and constraints.
    pub docs: Docs,
}

/// The content of a request body.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyContent {
    /// JSON of this type: the argument is `RequestContent<T>`.
    Json(TypeRef),
    /// Bytes as they are: the argument is `RequestContent<Bytes, NoFormat>`.
    Bytes,
    /// Text as it is.
    Text,
}

/// Required or optional.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Presence {
    Required,
    Optional,
}

/// The body of a successful response.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Nothing: `Response<(), NoFormat>`.
    None,
    /// JSON on every documented success: `Response<T>`.
    Json(TypeRef),
    /// JSON on some successes, nothing on others (`200` with a body, `204` without):
    /// `Response<Option<T>, OptionalJson>`.
    OptionalJson(TypeRef),
    /// JSON of a type that the status decides: `Response<T, ByStatus>`, where `T` is a [`TypeDefinition::Answer`].
    ///
    /// [`TypeDefinition::Answer`]: super::TypeDefinition::Answer
    ByStatus(TypeName),
    /// Bytes: `Response<Bytes, Binary>`.
    Bytes,
    /// Text that is not JSON: `Response<String, Text>`.
    Text,
}

/// The kind of call.
#[derive(Clone, Debug, PartialEq)]
pub enum Flow {
    /// One request, one response.
    Plain,
    /// A pageable list.
    Pager(Paging),
    /// A long-running operation.
    LongRunning(LongRunning),
}

/// `x-ms-pageable`.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// The property that holds the next page's link; `None` if the list has one page only.
    pub next_link: Option<WireName>,
    /// The method of requests for the next pages: that of the operation `operationName`, else GET.
    pub next_method: Method,
    /// The type of one item.
    pub item: TypeRef,
}

/// `x-ms-long-running-operation` and its options.
#[derive(Clone, Debug, PartialEq)]
pub struct LongRunning {
    /// The source of the final result, if the specification names one.
    pub final_state_via: Option<FinalStateVia>,
    /// Set when the result is itself a page of a list.
    pub paging: Option<Paging>,
}

/// `x-ms-long-running-operation-options.final-state-via`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the variants are named after the values")]
pub enum FinalStateVia {
    AzureAsyncOperation,
    Location,
    OperationLocation,
    OriginalUri,
}

/// One documented status.
#[derive(Clone, Debug)]
pub struct ResponseDocs {
    /// `200`, or `default`.
    pub status: String,
    /// The description.
    pub description: Line,
    /// The type of the body, when there is one.
    pub ty: Option<TypeRef>,
    /// The documented response headers.
    pub headers: Vec<HeaderDocs>,
}

/// One documented response header.
#[derive(Clone, Debug)]
pub struct HeaderDocs {
    /// As the specification spells it.
    pub name: WireName,
    /// The constant that reads it: see [`ResponseHeader::constant`].
    pub constant: RustIdent,
    /// The type of its value.
    pub ty: HeaderType,
    /// The description.
    pub description: Line,
}

/// The type of a response header's value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum HeaderType {
    /// A string, a number, a flag, bytes, a date, an ETag, or a list of these.
    Value(TypeRef),
    /// An enum of strings.
    Enum(TypeName),
}

/// A constant that reads a response header.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// `AZURE_ASYNC_OPERATION`
    pub constant: RustIdent,
    /// The header, as the first operation that has it spells it.
    pub name: WireName,
    /// The type of its value.
    pub ty: HeaderType,
    /// The first description of the header.
    pub description: Line,
}

/// A documented example, reduced to what a request needs.
#[derive(Clone, Debug)]
pub struct Example {
    /// The example's title.
    pub title: Line,
    /// The values of the parameters and of the body, by wire name.
    pub values: BTreeMap<String, Value>,
}
