//! From a JSON pointer to the node of a document.

use super::{AdditionalProperties, Document, Fragment, Kind, Reference, Schema, openapi, swagger};
use crate::diagnostics::JsonPointer;

/// A node that a `$ref` may lead to.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each variant is named after what it holds")]
pub enum Node<'a> {
    Schema(&'a Schema),
    SwaggerParameter(&'a swagger::Parameter),
    SwaggerResponse(&'a swagger::Response),
    OpenApiParameter(&'a openapi::Parameter),
    OpenApiResponse(&'a openapi::Response),
    RequestBody(&'a openapi::RequestBody),
    Header(&'a openapi::Header),
}

impl<'a> Node<'a> {
    /// What a `$ref` has to want in order to lead here.
    pub fn kind(self) -> Kind {
        match self {
            Self::Schema(_) => Kind::Schema,
            Self::SwaggerParameter(_) | Self::OpenApiParameter(_) => Kind::Parameter,
            Self::SwaggerResponse(_) | Self::OpenApiResponse(_) => Kind::Response,
            Self::RequestBody(_) => Kind::RequestBody,
            Self::Header(_) => Kind::Header,
        }
    }

    /// The node's own `$ref`.
    pub fn reference(self) -> Option<&'a Reference> {
        match self {
            Self::Schema(it) => it.reference.as_ref(),
            Self::SwaggerParameter(it) => it.reference.as_ref(),
            Self::SwaggerResponse(it) => it.reference.as_ref(),
            Self::OpenApiParameter(it) => it.reference.as_ref(),
            Self::OpenApiResponse(it) => it.reference.as_ref(),
            Self::RequestBody(it) => it.reference.as_ref(),
            Self::Header(it) => it.reference.as_ref(),
        }
    }

    /// The node that a pointer leads to from here.
    pub(crate) fn find(self, tokens: &[&str]) -> Option<Self> {
        match (self, tokens) {
            (node, []) => Some(node),
            (Self::Schema(it), tokens) => it.find(tokens).map(Node::Schema),
            (Self::SwaggerParameter(it), tokens) => it.find(tokens),
            (Self::SwaggerResponse(it), tokens) => it.find(tokens),
            (Self::OpenApiParameter(it), ["schema", rest @ ..]) => it.schema.find(rest).map(Node::Schema),
            (Self::Header(it), ["schema", rest @ ..]) => it.schema.find(rest).map(Node::Schema),
            (Self::OpenApiResponse(it), ["headers", name, rest @ ..]) => {
                Node::Header(it.headers.get(*name)?).find(rest)
            }
            (
                Self::OpenApiResponse(openapi::Response { content, .. }),
                ["content", media_type, "schema", rest @ ..],
            )
            | (Self::RequestBody(openapi::RequestBody { content, .. }), ["content", media_type, "schema", rest @ ..]) => {
                content.get(*media_type)?.schema.as_ref()?.find(rest).map(Node::Schema)
            }
            _ => None,
        }
    }
}

impl Document {
    /// The node that a pointer leads to, if it is one that a `$ref` may lead to.
    pub fn node_at(&self, pointer: &JsonPointer) -> Option<Node<'_>> {
        let tokens: Vec<String> = pointer.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        match self {
            Self::Swagger(document) => document.find(&tokens),
            Self::OpenApi(document) => document.find(&tokens),
        }
    }
}

impl Fragment {
    /// The fragment as a node.
    pub fn node(&self) -> Node<'_> {
        match self {
            Self::Schema(it) => Node::Schema(it),
            Self::SwaggerParameter(it) => Node::SwaggerParameter(it),
            Self::SwaggerResponse(it) => Node::SwaggerResponse(it),
            Self::OpenApiParameter(it) => Node::OpenApiParameter(it),
            Self::OpenApiResponse(it) => Node::OpenApiResponse(it),
            Self::RequestBody(it) => Node::RequestBody(it),
            Self::Header(it) => Node::Header(it),
        }
    }
}

impl swagger::Document {
    fn find(&self, tokens: &[&str]) -> Option<Node<'_>> {
        match tokens {
            ["definitions", name, rest @ ..] => self.definitions.get(*name).map(Node::Schema)?.find(rest),
            ["parameters", name, rest @ ..] => self.parameters.get(*name).map(Node::SwaggerParameter)?.find(rest),
            ["responses", name, rest @ ..] => self.responses.get(*name).map(Node::SwaggerResponse)?.find(rest),
            ["paths", path, rest @ ..] => self.paths.get(*path)?.find(rest),
            ["x-ms-paths", path, rest @ ..] => self.overloaded_paths.get(*path)?.find(rest),
            _ => None,
        }
    }
}

impl swagger::PathItem {
    fn find(&self, tokens: &[&str]) -> Option<Node<'_>> {
        match tokens {
            ["parameters", index, rest @ ..] => {
                element(&self.parameters, index).map(Node::SwaggerParameter)?.find(rest)
            }
            [method, "parameters", index, rest @ ..] => {
                element(&self.operations.get(*method)?.parameters, index).map(Node::SwaggerParameter)?.find(rest)
            }
            [method, "responses", status, rest @ ..] => {
                self.operations.get(*method)?.responses.get(*status).map(Node::SwaggerResponse)?.find(rest)
            }
            _ => None,
        }
    }
}

impl swagger::Parameter {
    fn find(&self, tokens: &[&str]) -> Option<Node<'_>> {
        match (self.place, tokens) {
            (swagger::Place::Body, ["schema", rest @ ..]) => self.schema.find(rest).map(Node::Schema),
            (swagger::Place::Body, _) => None,
            (_, ["items", ..]) => self.schema.find(tokens).map(Node::Schema),
            _ => None,
        }
    }
}

impl swagger::Response {
    fn find(&self, tokens: &[&str]) -> Option<Node<'_>> {
        match tokens {
            ["schema", rest @ ..] => self.schema.as_ref()?.find(rest).map(Node::Schema),
            _ => None,
        }
    }
}

impl openapi::Document {
    fn find(&self, tokens: &[&str]) -> Option<Node<'_>> {
        match tokens {
            ["components", kind, name, rest @ ..] => match *kind {
                "schemas" => self.schemas.get(*name).map(Node::Schema),
                "parameters" => self.parameters.get(*name).map(Node::OpenApiParameter),
                "responses" => self.responses.get(*name).map(Node::OpenApiResponse),
                "requestBodies" => self.request_bodies.get(*name).map(Node::RequestBody),
                "headers" => self.headers.get(*name).map(Node::Header),
                _ => None,
            }?
            .find(rest),
            ["paths", path, rest @ ..] => self.paths.get(*path)?.find(rest),
            _ => None,
        }
    }
}

impl openapi::PathItem {
    fn find(&self, tokens: &[&str]) -> Option<Node<'_>> {
        match tokens {
            ["parameters", index, rest @ ..] => {
                element(&self.parameters, index).map(Node::OpenApiParameter)?.find(rest)
            }
            [method, "parameters", index, rest @ ..] => {
                element(&self.operations.get(*method)?.parameters, index).map(Node::OpenApiParameter)?.find(rest)
            }
            [method, "responses", status, rest @ ..] => {
                self.operations.get(*method)?.responses.get(*status).map(Node::OpenApiResponse)?.find(rest)
            }
            [method, "requestBody", rest @ ..] => {
                self.operations.get(*method)?.request_body.as_ref().map(Node::RequestBody)?.find(rest)
            }
            _ => None,
        }
    }
}

impl Schema {
    fn find(&self, tokens: &[&str]) -> Option<&Self> {
        let (inner, rest) = match tokens {
            [] => return Some(self),
            ["properties", name, rest @ ..] => (self.properties.get(*name)?, rest),
            ["items", rest @ ..] => (self.items.as_deref()?, rest),
            ["not", rest @ ..] => (self.not.as_deref()?, rest),
            ["allOf", index, rest @ ..] => (element(&self.all_of, index)?, rest),
            ["oneOf", index, rest @ ..] => (element(&self.one_of, index)?, rest),
            ["anyOf", index, rest @ ..] => (element(&self.any_of, index)?, rest),
            ["additionalProperties", rest @ ..] => match self.additional_properties.as_ref()? {
                AdditionalProperties::Schema(schema) => (&**schema, rest),
                AdditionalProperties::Allowed(_) => return None,
            },
            _ => return None,
        };
        inner.find(rest)
    }
}

/// An element by its index as a pointer writes it. Lists hold what could be read, so an index after an element that
/// could not is off; the run fails in that case anyway.
fn element<'a, T>(list: &'a [T], index: &str) -> Option<&'a T> {
    list.get(index.parse::<usize>().ok()?)
}
