//! Visits every `$ref` of a document.

use super::openapi::{self, MediaType};
use super::{AdditionalProperties, Document, Fragment, Reference, Schema, swagger};

/// What a `$ref` has to lead to.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
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

impl Kind {
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

/// What is done with each reference.
pub(crate) type Visit<'v> = dyn FnMut(Kind, &mut Reference) + 'v;

impl Document {
    /// Calls a function with every `$ref` of the file, in a fixed order.
    pub(crate) fn visit_references(&mut self, visit: &mut Visit<'_>) {
        match self {
            Self::Swagger(document) => document.visit_references(visit),
            Self::OpenApi(document) => document.visit_references(visit),
        }
    }
}

impl Fragment {
    /// Calls a function with every `$ref` of the object.
    pub(crate) fn visit_references(&mut self, visit: &mut Visit<'_>) {
        match self {
            Self::Schema(it) => it.visit_references(visit),
            Self::SwaggerParameter(it) => it.visit_references(visit),
            Self::SwaggerResponse(it) => it.visit_references(visit),
            Self::OpenApiParameter(it) => it.visit_references(visit),
            Self::OpenApiResponse(it) => it.visit_references(visit),
            Self::RequestBody(it) => it.visit_references(visit),
            Self::Header(it) => it.visit_references(visit),
        }
    }
}

impl Schema {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        if let Some(reference) = &mut self.reference {
            visit(Kind::Schema, reference);
        }
        for schema in self.properties.values_mut() {
            schema.visit_references(visit);
        }
        if let Some(AdditionalProperties::Schema(schema)) = &mut self.additional_properties {
            schema.visit_references(visit);
        }
        for schema in self.items.iter_mut().chain(&mut self.not) {
            schema.visit_references(visit);
        }
        for schema in self.all_of.iter_mut().chain(&mut self.one_of).chain(&mut self.any_of) {
            schema.visit_references(visit);
        }
    }
}

impl swagger::Document {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        for path in self.paths.values_mut().chain(self.overloaded_paths.values_mut()) {
            let operations = path.operations.values_mut();
            for parameter in path.parameters.iter_mut() {
                parameter.visit_references(visit);
            }
            for operation in operations {
                operation.parameters.iter_mut().for_each(|it| it.visit_references(visit));
                operation.responses.values_mut().for_each(|it| it.visit_references(visit));
            }
        }
        self.definitions.values_mut().for_each(|it| it.visit_references(visit));
        self.parameters.values_mut().for_each(|it| it.visit_references(visit));
        self.responses.values_mut().for_each(|it| it.visit_references(visit));
    }
}

impl swagger::Parameter {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        if let Some(reference) = &mut self.reference {
            visit(Kind::Parameter, reference);
        }
        self.schema.visit_references(visit);
    }
}

impl swagger::Response {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        if let Some(reference) = &mut self.reference {
            visit(Kind::Response, reference);
        }
        self.schema.iter_mut().for_each(|it| it.visit_references(visit));
        self.headers.values_mut().for_each(|it| it.schema.visit_references(visit));
    }
}

impl openapi::Document {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        for path in self.paths.values_mut() {
            path.parameters.iter_mut().for_each(|it| it.visit_references(visit));
            for operation in path.operations.values_mut() {
                operation.parameters.iter_mut().for_each(|it| it.visit_references(visit));
                operation.request_body.iter_mut().for_each(|it| it.visit_references(visit));
                operation.responses.values_mut().for_each(|it| it.visit_references(visit));
            }
        }
        self.schemas.values_mut().for_each(|it| it.visit_references(visit));
        self.parameters.values_mut().for_each(|it| it.visit_references(visit));
        self.responses.values_mut().for_each(|it| it.visit_references(visit));
        self.request_bodies.values_mut().for_each(|it| it.visit_references(visit));
        self.headers.values_mut().for_each(|it| it.visit_references(visit));
    }
}

impl openapi::Parameter {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        if let Some(reference) = &mut self.reference {
            visit(Kind::Parameter, reference);
        }
        self.schema.visit_references(visit);
    }
}

impl openapi::RequestBody {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        if let Some(reference) = &mut self.reference {
            visit(Kind::RequestBody, reference);
        }
        visit_content(self.content.values_mut(), visit);
    }
}

impl openapi::Response {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        if let Some(reference) = &mut self.reference {
            visit(Kind::Response, reference);
        }
        visit_content(self.content.values_mut(), visit);
        self.headers.values_mut().for_each(|it| it.visit_references(visit));
    }
}

impl openapi::Header {
    fn visit_references(&mut self, visit: &mut Visit<'_>) {
        if let Some(reference) = &mut self.reference {
            visit(Kind::Header, reference);
        }
        self.schema.visit_references(visit);
    }
}

fn visit_content<'a>(content: impl Iterator<Item = &'a mut MediaType>, visit: &mut Visit<'_>) {
    for schema in content.filter_map(|it| it.schema.as_mut()) {
        schema.visit_references(visit);
    }
}
