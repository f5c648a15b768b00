//! From a JSON pointer to the node of a document.

use super::{
    Dialect, Document, Fragment, Header, OrReference, Parameter, PathItem, Reference, ReferenceKind, RequestBody,
    Response, Schema,
};
use crate::api::{AdditionalProperties, MediaType, Method, ParameterLocation, Status};
use crate::text::JsonPointer;

/// A node that a `$ref` may refer to.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each variant is named after what it holds")]
pub enum Node<'a> {
    Schema(&'a Schema),
    Parameter(&'a OrReference<Parameter>),
    Response(&'a OrReference<Response>),
    RequestBody(&'a OrReference<RequestBody>),
    Header(&'a OrReference<Header>),
}

impl<'a> Node<'a> {
    /// The kind of a `$ref` that may refer to it.
    pub fn kind(self) -> ReferenceKind {
        match self {
            Self::Schema(_) => ReferenceKind::Schema,
            Self::Parameter(_) => ReferenceKind::Parameter,
            Self::Response(_) => ReferenceKind::Response,
            Self::RequestBody(_) => ReferenceKind::RequestBody,
            Self::Header(_) => ReferenceKind::Header,
        }
    }

    /// The node's own `$ref`.
    pub fn reference(self) -> Option<&'a Reference> {
        match self {
            Self::Schema(it) => it.reference.as_ref(),
            Self::Parameter(it) => it.reference(),
            Self::Response(it) => it.reference(),
            Self::RequestBody(it) => it.reference(),
            Self::Header(it) => it.reference(),
        }
    }

    /// Returns the node at a pointer that is relative to this node.
    fn find(self, tokens: &[&str]) -> Option<Self> {
        match (self, tokens) {
            (node, []) => Some(node),
            (Self::Schema(it), tokens) => it.find(tokens).map(Node::Schema),
            (Self::Parameter(OrReference::Item(it)), tokens) => find_in_parameter(it, tokens),
            (Self::Header(OrReference::Item(it)), ["schema", rest @ ..]) => it.schema.find(rest).map(Node::Schema),
            (Self::Response(OrReference::Item(it)), ["schema", rest @ ..]) => {
                it.schema.as_ref()?.find(rest).map(Node::Schema)
            }
            (Self::Response(OrReference::Item(it)), ["headers", name, rest @ ..]) => {
                Node::Header(it.headers.get(*name)?).find(rest)
            }
            (Self::Response(OrReference::Item(it)), ["content", media_type, "schema", rest @ ..]) => {
                find_in_media_type(it.response.content.get(*media_type)?, rest)
            }
            (Self::RequestBody(OrReference::Item(it)), ["content", media_type, "schema", rest @ ..]) => {
                find_in_media_type(it.content.get(*media_type)?, rest)
            }
            _ => None,
        }
    }
}

fn find_in_media_type<'a>(media_type: &'a MediaType, tokens: &[&str]) -> Option<Node<'a>> {
    media_type.schema.as_ref()?.find(tokens).map(Node::Schema)
}

/// In Swagger 2.0 a parameter that is not a body has its type beside its name, so that only `items` is a schema.
fn find_in_parameter<'a>(parameter: &'a Parameter, tokens: &[&str]) -> Option<Node<'a>> {
    let has_schema = parameter.schema.location != parameter.location;
    match tokens {
        ["schema", rest @ ..] if has_schema || parameter.parameter_location == ParameterLocation::Body => {
            parameter.schema.find(rest).map(Node::Schema)
        }
        ["items", ..] if !has_schema => parameter.schema.find(tokens).map(Node::Schema),
        _ => None,
    }
}

impl Document {
    /// Returns the node at a pointer, if it is of a kind that a `$ref` may refer to.
    pub fn node_at(&self, pointer: &JsonPointer) -> Option<Node<'_>> {
        let tokens: Vec<String> = pointer.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let tokens = match (self.dialect, tokens.as_slice()) {
            (_, ["paths", path, rest @ ..]) => return self.paths.get(*path)?.find(rest),
            (Dialect::Swagger, ["x-ms-paths", path, rest @ ..]) => {
                return self.overloaded_paths.get(*path)?.find(rest);
            }
            (Dialect::Swagger, ["definitions", rest @ ..]) => return self.find("schemas", rest),
            (Dialect::Swagger, [section @ ("parameters" | "responses"), rest @ ..]) => {
                return self.find(section, rest);
            }
            (Dialect::OpenApi, ["components", rest @ ..]) => rest,
            _ => return None,
        };
        tokens.split_first().and_then(|(section, rest)| self.find(section, rest))
    }

    fn find(&self, section: &str, tokens: &[&str]) -> Option<Node<'_>> {
        let (name, rest) = tokens.split_first()?;
        let node = match section {
            "schemas" => self.schemas.get(*name).map(Node::Schema),
            "parameters" => self.parameters.get(*name).map(Node::Parameter),
            "responses" => self.responses.get(*name).map(Node::Response),
            "requestBodies" => self.request_bodies.get(*name).map(Node::RequestBody),
            "headers" => self.headers.get(*name).map(Node::Header),
            _ => None,
        };
        node?.find(rest)
    }
}

impl Fragment {
    /// The fragment as a node.
    pub fn node(&self) -> Node<'_> {
        match self {
            Self::Schema(it) => Node::Schema(it),
            Self::Parameter(it) => Node::Parameter(it),
            Self::Response(it) => Node::Response(it),
            Self::RequestBody(it) => Node::RequestBody(it),
            Self::Header(it) => Node::Header(it),
        }
    }
}

impl PathItem {
    fn find(&self, tokens: &[&str]) -> Option<Node<'_>> {
        match tokens {
            ["parameters", index, rest @ ..] => element(&self.parameters, index).map(Node::Parameter)?.find(rest),
            [method, tokens @ ..] => {
                let method = Method::ALL.into_iter().find(|it| it.key() == *method)?;
                let operation = self.operations.get(&method)?;
                match tokens {
                    ["parameters", index, rest @ ..] => {
                        element(&operation.parameters, index).map(Node::Parameter)?.find(rest)
                    }
                    ["responses", status, rest @ ..] => {
                        operation.responses.get(&Status::parse(status)?).map(Node::Response)?.find(rest)
                    }
                    ["requestBody", rest @ ..] => operation.request_body.as_ref().map(Node::RequestBody)?.find(rest),
                    _ => None,
                }
            }
            [] => None,
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
