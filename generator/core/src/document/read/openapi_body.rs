//! Reads what an operation of OpenAPI 3.0 sends and receives: parameters, bodies, responses, headers.

use indexmap::IndexMap;
use serde_json::Value;

use super::Reader;
use super::object::Object;
use super::schema::empty;
use crate::diagnostics::{Code, Location};
use crate::document::Schema;
use crate::document::openapi::{Header, MediaType, Parameter, Place, RequestBody, Response};

const PLACES: &[(&str, Place)] =
    &[("cookie", Place::Cookie), ("header", Place::Header), ("path", Place::Path), ("query", Place::Query)];

impl Reader {
    /// Reads a parameter, or a reference to one. None: it is neither, which is reported.
    pub(super) fn openapi_parameter(&self, value: Value, location: Location) -> Option<Parameter> {
        let mut object = Object::new(self, value, location, "a parameter")?;
        let location = object.location.clone();
        let mut parameter = Parameter {
            reference: object.reference(),
            name: String::new(),
            place: Place::Query,
            description: None,
            required: false,
            deprecated: false,
            schema: empty(location.clone()),
            style: None,
            explode: None,
            allow_reserved: false,
            allow_empty_value: false,
            example: None,
            extensions: IndexMap::new(),
            location,
        };
        if parameter.reference.is_some() {
            object.finish_reference();
            return Some(parameter);
        }
        parameter.name = object.required_string("name");
        object.require("in");
        let place = object.word("in", PLACES);
        parameter.description = object.string("description");
        parameter.required = object.flag("required");
        parameter.deprecated = object.flag("deprecated");
        parameter.schema = self.schema_or_content(&mut object);
        parameter.style = object.string("style");
        parameter.explode = object.boolean("explode");
        parameter.allow_reserved = object.flag("allowReserved");
        parameter.allow_empty_value = object.flag("allowEmptyValue");
        parameter.example = object.value("example");
        object.ignore("examples");
        parameter.extensions = object.finish();
        parameter.place = place?;
        Some(parameter)
    }

    /// The schema of a parameter or header: its own, or that of the one media type it is written in.
    fn schema_or_content(&self, object: &mut Object<'_>) -> Schema {
        if !object.has("content") {
            object.require("schema");
        } else {
            self.warning(
                Code::UnsupportedConstruct,
                &object.location.child("content"),
                "a parameter or header that is written in a media type is not supported",
                "its value is sent and read as plain text",
            );
        }
        let content = object.map("content", |value, location| self.media_type(value, location));
        let own = object.object("schema", |value, location| self.schema(value, location));
        let written = content.into_iter().find_map(|(_, media_type)| media_type.schema);
        own.or(written).unwrap_or_else(|| empty(object.location.clone()))
    }

    /// Reads a request body, or a reference to one.
    pub(super) fn request_body(&self, value: Value, location: Location) -> Option<RequestBody> {
        let mut object = Object::new(self, value, location, "a request body")?;
        let mut body = RequestBody {
            location: object.location.clone(),
            reference: object.reference(),
            description: None,
            required: false,
            content: IndexMap::new(),
            extensions: IndexMap::new(),
        };
        if body.reference.is_some() {
            object.finish_reference();
            return Some(body);
        }
        object.require("content");
        body.description = object.string("description");
        body.required = object.flag("required");
        body.content = object.map("content", |value, location| self.media_type(value, location));
        body.extensions = object.finish();
        Some(body)
    }

    fn media_type(&self, value: Value, location: Location) -> Option<MediaType> {
        let mut object = Object::new(self, value, location, "a media type")?;
        object.unsupported("encoding", "each property is sent in the way that is usual for its type");
        Some(MediaType {
            location: object.location.clone(),
            schema: object.object("schema", |value, location| self.schema(value, location)),
            example: object.value("example"),
            examples: object.entries("examples"),
            extensions: object.finish(),
        })
    }

    /// Reads a response, or a reference to one.
    pub(super) fn openapi_response(&self, value: Value, location: Location) -> Option<Response> {
        let mut object = Object::new(self, value, location, "a response")?;
        let mut response = Response {
            location: object.location.clone(),
            reference: object.reference(),
            description: String::new(),
            content: IndexMap::new(),
            headers: IndexMap::new(),
            extensions: IndexMap::new(),
        };
        if response.reference.is_some() {
            object.finish_reference();
            return Some(response);
        }
        response.description = object.required_string("description");
        response.content = object.map("content", |value, location| self.media_type(value, location));
        response.headers = object.map("headers", |value, location| self.openapi_header(value, location));
        object.unsupported("links", "the generated crate has no methods for them");
        response.extensions = object.finish();
        Some(response)
    }

    /// Reads a header, or a reference to one.
    pub(super) fn openapi_header(&self, value: Value, location: Location) -> Option<Header> {
        let mut object = Object::new(self, value, location, "a header")?;
        let mut header = Header {
            location: object.location.clone(),
            reference: object.reference(),
            description: None,
            required: false,
            schema: empty(object.location.clone()),
            extensions: IndexMap::new(),
        };
        if header.reference.is_some() {
            object.finish_reference();
            return Some(header);
        }
        header.description = object.string("description");
        header.required = object.flag("required");
        header.schema = self.schema_or_content(&mut object);
        // How headers are written, and what they look like: nothing in a generated crate depends on it.
        for key in ["style", "explode", "deprecated", "allowEmptyValue", "allowReserved", "example", "examples"] {
            object.ignore(key);
        }
        header.extensions = object.finish();
        Some(header)
    }
}
