//! Visits every `$ref` of a document.

use super::{Document, Fragment, Header, OrReference, Parameter, Reference, RequestBody, Response, Schema};
use crate::api::MediaType;

/// The kind of object that a `$ref` must refer to.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ReferenceKind {
    /// A schema.
    Schema,
    /// A parameter.
    Parameter,
    /// A response.
    Response,
    /// A request body (OpenAPI 3.0).
    RequestBody,
    /// A header (OpenAPI 3.0).
    Header,
}

impl ReferenceKind {
    /// With its article, for messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Schema => "a schema",
            Self::Parameter => "a parameter",
            Self::Response => "a response",
            Self::RequestBody => "a request body",
            Self::Header => "a header",
        }
    }
}

/// A visitor of references.
pub(crate) type Visit<'v> = dyn FnMut(ReferenceKind, &mut Reference) + 'v;

impl Document {
    /// Calls a function with every `$ref` of the file, in a fixed order.
    pub(crate) fn visit_references(&mut self, visit: &mut Visit<'_>) {
        for item in self.paths.values_mut().chain(self.overloaded_paths.values_mut()) {
            item.parameters.iter_mut().for_each(|it| visit_parameter(it, visit));
            for operation in item.operations.values_mut() {
                operation.parameters.iter_mut().for_each(|it| visit_parameter(it, visit));
                operation.request_body.iter_mut().for_each(|it| visit_body(it, visit));
                operation.responses.values_mut().for_each(|it| visit_response(it, visit));
            }
        }
        self.schemas.values_mut().for_each(|it| visit_schema(it, visit));
        self.parameters.values_mut().for_each(|it| visit_parameter(it, visit));
        self.responses.values_mut().for_each(|it| visit_response(it, visit));
        self.request_bodies.values_mut().for_each(|it| visit_body(it, visit));
        self.headers.values_mut().for_each(|it| visit_header(it, visit));
    }
}

impl Fragment {
    /// Calls a function with every `$ref` of the object.
    pub(crate) fn visit_references(&mut self, visit: &mut Visit<'_>) {
        match self {
            Self::Schema(it) => visit_schema(it, visit),
            Self::Parameter(it) => visit_parameter(it, visit),
            Self::Response(it) => visit_response(it, visit),
            Self::RequestBody(it) => visit_body(it, visit),
            Self::Header(it) => visit_header(it, visit),
        }
    }
}

impl<T> OrReference<T> {
    /// The `$ref`, if it is one.
    pub fn reference(&self) -> Option<&Reference> {
        match self {
            Self::Item(_) => None,
            Self::Reference(it) => Some(it),
        }
    }

    /// The object; calls the function with the `$ref` if it is one.
    fn visit(&mut self, kind: ReferenceKind, visit: &mut Visit<'_>) -> Option<&mut T> {
        match self {
            Self::Item(item) => Some(item),
            Self::Reference(reference) => {
                visit(kind, reference);
                None
            }
        }
    }
}

fn visit_schema(schema: &mut Schema, visit: &mut Visit<'_>) {
    if let Some(reference) = &mut schema.reference {
        visit(ReferenceKind::Schema, reference);
    }
    schema.children_mut().for_each(|it| visit_schema(it, visit));
}

fn visit_parameter(parameter: &mut OrReference<Parameter>, visit: &mut Visit<'_>) {
    if let Some(parameter) = parameter.visit(ReferenceKind::Parameter, visit) {
        visit_schema(&mut parameter.schema, visit);
    }
}

fn visit_response(response: &mut OrReference<Response>, visit: &mut Visit<'_>) {
    if let Some(response) = response.visit(ReferenceKind::Response, visit) {
        response.schema.iter_mut().for_each(|it| visit_schema(it, visit));
        visit_content(response.response.content.values_mut(), visit);
        response.headers.values_mut().for_each(|it| visit_header(it, visit));
    }
}

fn visit_body(body: &mut OrReference<RequestBody>, visit: &mut Visit<'_>) {
    if let Some(body) = body.visit(ReferenceKind::RequestBody, visit) {
        visit_content(body.content.values_mut(), visit);
    }
}

fn visit_header(header: &mut OrReference<Header>, visit: &mut Visit<'_>) {
    if let Some(header) = header.visit(ReferenceKind::Header, visit) {
        visit_schema(&mut header.schema, visit);
    }
}

fn visit_content<'a>(content: impl Iterator<Item = &'a mut MediaType>, visit: &mut Visit<'_>) {
    content.filter_map(|it| it.schema.as_mut()).for_each(|it| visit_schema(it, visit));
}
