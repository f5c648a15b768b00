//! Operations: parameters, request bodies and responses.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use super::schema::{CollectionFormat, Schema};
use super::security::SecurityRequirement;
use super::{Extensions, Operations};
use crate::text::Location;

/// The operations of one path.
#[derive(Clone, Debug, Default)]
pub struct PathItem {
    /// The path as it is sent, with placeholders; `x-ms-paths` may put a query behind it.
    pub path: String,
    /// The operations.
    pub operations: Operations,
    /// Every `x-` key of the first item with this path.
    pub extensions: Extensions,
}

/// An HTTP method that ARM has.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, reason = "the variants are the methods' names")]
pub enum Method {
    #[default]
    Get,
    Put,
    Post,
    Delete,
    Head,
    Patch,
}

impl Method {
    /// All methods, in the order in which the operations of a path are lowered.
    pub const ALL: [Self; 6] = [Self::Get, Self::Put, Self::Post, Self::Delete, Self::Head, Self::Patch];

    /// The key in a path item: `get`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Head => "head",
            Self::Patch => "patch",
        }
    }

    /// The method as it is written in a request: `GET`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
        }
    }
}

/// One method on one path.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// The location of the object.
    pub location: Location,
    /// The method.
    pub method: Method,
    /// `operationId`
    pub id: Option<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// The parameters of the path item, then the operation's own; no bodies.
    pub parameters: Vec<Parameter>,
    /// `requestBody`
    pub body: Option<RequestBody>,
    /// `responses`
    pub responses: IndexMap<Status, Response>,
    /// `deprecated`
    pub deprecated: bool,
    /// `security`; `None` if the document's holds.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `externalDocs`, as written
    pub external_docs: Option<Value>,
    /// The api-version of the file that the operation is written in.
    pub api_version: Option<String>,
    /// `x-ms-long-running-operation` with its options
    pub long_running: Option<LongRunning>,
    /// `x-ms-pageable`
    pub pageable: Option<Pageable>,
    /// `x-ms-examples`, with the content of the files that it refers to
    pub examples: Vec<Example>,
    /// Every `x-` key, as written.
    pub extensions: Extensions,
}

impl Operation {
    /// Calls a function with the schema of each parameter, body, response and response header.
    pub(crate) fn visit_schemas_mut(&mut self, visit: &mut dyn FnMut(&mut Schema)) {
        self.parameters.iter_mut().for_each(|it| visit(&mut it.schema));
        let of_body = self.body.iter_mut().flat_map(|it| it.content.values_mut());
        of_body.filter_map(|it| it.schema.as_mut()).for_each(&mut *visit);
        for response in self.responses.values_mut() {
            response.content.values_mut().filter_map(|it| it.schema.as_mut()).for_each(&mut *visit);
            response.headers.values_mut().for_each(|it| visit(&mut it.schema));
        }
    }
}

/// The options of a long-running operation.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct LongRunning {
    /// `final-state-via`, as written
    pub final_state_via: Option<String>,
    /// The component that `final-state-schema` refers to.
    pub final_state_schema: Option<String>,
}

/// `x-ms-pageable`
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Pageable {
    /// `nextLinkName`; `None` if the list has one page only.
    pub next_link: Option<String>,
    /// `itemName`
    pub item_name: Option<String>,
    /// `operationName`
    pub operation_name: Option<String>,
}

/// A member of `x-ms-examples`.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The key.
    pub title: String,
    /// The content.
    pub content: Arc<Value>,
}

/// A parameter of a path, query or header; as written also Swagger's bodies and fields of forms.
#[derive(Clone, Debug, Default)]
pub struct Parameter {
    /// The location of the object.
    pub location: Location,
    /// `name`
    pub name: String,
    /// `in`
    pub parameter_location: ParameterLocation,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `deprecated` (OpenAPI 3.0)
    pub deprecated: bool,
    /// `schema`, or the schema of the only media type of `content`. In Swagger 2.0 the keys `type`, `format`, `items`,
    /// `enum`, bounds and `default` of the parameter, with its `x-ms-enum`, `x-nullable`, `x-ms-format` and
    /// `x-ms-arm-id-details`.
    pub schema: Schema,
    /// The string form of a list. As written: the `collectionFormat` of Swagger. After linking: the one that is sent.
    pub collection_format: Option<CollectionFormat>,
    /// `style` (OpenAPI 3.0), as written
    pub style: Option<String>,
    /// `explode` (OpenAPI 3.0)
    pub explode: Option<bool>,
    /// `allowReserved` (OpenAPI 3.0)
    pub allow_reserved: bool,
    /// `allowEmptyValue`
    pub allow_empty_value: bool,
    /// `example` (OpenAPI 3.0), as written
    pub example: Option<Value>,
    /// `x-ms-client-name`
    pub client_name: Option<String>,
    /// `x-ms-secret`
    pub secret: bool,
    /// `x-ms-skip-url-encoding`
    pub skip_url_encoding: bool,
    /// `x-ms-api-version`: `false` if a parameter named `api-version` is the version of another resource.
    pub is_api_version: Option<bool>,
    /// Every `x-` key, as written.
    pub extensions: Extensions,
}

/// `in`
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ParameterLocation {
    /// Swagger 2.0 only; not after linking.
    Body,
    /// OpenAPI 3.0 only; reported.
    Cookie,
    /// A field of a form: Swagger 2.0 only; not after linking.
    FormData,
    /// A request header.
    Header,
    /// A placeholder of the path.
    Path,
    /// The query.
    #[default]
    Query,
}

/// A request body object.
#[derive(Clone, Debug, Default)]
pub struct RequestBody {
    /// The location of the object; of Swagger's body parameter.
    pub location: Location,
    /// The name of Swagger's body parameter.
    pub name: Option<String>,
    /// Its position among the parameters of the operation.
    pub position: Option<u64>,
    /// Written as Swagger's `formData` parameters.
    pub is_form: bool,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `content`, by media type
    pub content: IndexMap<String, MediaType>,
    /// `x-ms-client-name`
    pub client_name: Option<String>,
    /// Every `x-` key, as written.
    pub extensions: Extensions,
}

/// A media type object.
#[derive(Clone, Debug, Default)]
pub struct MediaType {
    /// The location of the object.
    pub location: Location,
    /// `schema`
    pub schema: Option<Schema>,
    /// `example`, as written
    pub example: Option<Value>,
    /// Every `x-` key.
    pub extensions: Extensions,
}

/// A key of `responses`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Status {
    /// `200`
    Code(u16),
    /// `2XX` (OpenAPI 3.0); the class is 1 to 5.
    Class(u16),
    /// `default`
    Default,
}

impl Status {
    /// Parses a key. Returns `None` if it is not a status.
    pub fn parse(key: &str) -> Option<Self> {
        match key.as_bytes() {
            b"default" => Some(Self::Default),
            [class @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Self::Class(u16::from(class - b'0'))),
            [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(Self::Code),
            _ => None,
        }
    }

    /// The first digit of the statuses; `None` for `default`.
    pub fn class(self) -> Option<u16> {
        match self {
            Self::Code(code) => Some(code / 100),
            Self::Class(class) => Some(class),
            Self::Default => None,
        }
    }
}

/// `200`, `2XX` or `default`
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A response object.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The location of the object.
    pub location: Location,
    /// `description`
    pub description: String,
    /// `content`, by media type
    pub content: IndexMap<String, MediaType>,
    /// `headers`
    pub headers: IndexMap<String, Header>,
    /// `x-ms-error-response`
    pub is_error: Option<bool>,
    /// Every `x-` key, as written.
    pub extensions: Extensions,
}

/// A response header.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The location of the object.
    pub location: Location,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `schema`; in Swagger 2.0 `type`, `format` and the like.
    pub schema: Schema,
    /// `x-ms-client-name`
    pub client_name: Option<String>,
    /// `x-ms-header-collection-prefix`
    pub collection_prefix: Option<String>,
    /// Every `x-` key, as written.
    pub extensions: Extensions,
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn statuses_have_three_digits_or_are_classes() {
        assert_eq!(Status::parse("404"), Some(Status::Code(404)));
        assert_eq!(Status::parse("2xX"), Some(Status::Class(2)));
        assert_eq!(Status::parse("default"), Some(Status::Default));
        for wrong in ["", "99", "600", "0200", "6XX", "2X", "Default", "2٠٠"] {
            assert_eq!(Status::parse(wrong), None, "{wrong}");
        }
        assert_eq!(
            [Status::Code(204), Status::Class(4), Status::Default].map(|it| it.to_string()),
            ["204", "4XX", "default"]
        );
    }
}
