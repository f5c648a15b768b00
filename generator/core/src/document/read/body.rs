//! Reads what an operation sends and receives: request bodies, responses, headers.

use indexmap::IndexMap;
use serde_json::Value;

use super::arm;
use super::object::Object;
use super::reader::Reader;
use crate::api::{self, Header, MediaType, RequestBody, Schema};
use crate::diagnostics::Code;
use crate::document::{OrReference, Response};
use crate::text::Location;

impl Reader {
    /// Reads a request body of OpenAPI 3.0, or a reference to one.
    pub(super) fn request_body(&self, value: &Value, location: Location) -> Option<OrReference<RequestBody>> {
        let mut object = Object::new(self, value, location, "a request body")?;
        if let Some(reference) = object.reference() {
            object.finish_reference();
            return Some(OrReference::Reference(reference));
        }
        object.require("content");
        let mut body = RequestBody {
            location: object.location.clone(),
            description: object.string("description"),
            required: object.flag("required"),
            content: object.map("content", |value, location| self.media_type(value, location)),
            extensions: object.finish(),
            ..RequestBody::default()
        };
        arm::request_body(&mut body);
        Some(OrReference::Item(body))
    }

    fn media_type(&self, value: &Value, location: Location) -> Option<MediaType> {
        let mut object = Object::new(self, value, location, "a media type")?;
        object.unsupported("encoding", "each property is sent in the usual form of its type");
        object.ignore("examples");
        Some(MediaType {
            location: object.location.clone(),
            schema: object.object("schema", |value, location| self.schema(value, location)),
            example: object.as_written("example"),
            extensions: object.finish(),
        })
    }

    /// Reads a response, or a reference to one.
    pub(super) fn response(&self, value: &Value, location: Location) -> Option<OrReference<Response>> {
        let mut object = Object::new(self, value, location, "a response")?;
        if let Some(reference) = object.reference() {
            object.finish_reference();
            return Some(OrReference::Reference(reference));
        }
        let mut response = api::Response {
            location: object.location.clone(),
            description: object.required_string("description"),
            ..api::Response::default()
        };
        let mut schema = None;
        let headers = object.map("headers", |value, location| self.header(value, location));
        if self.is_swagger() {
            schema = object.object("schema", |value, location| self.schema(value, location));
            object.ignore("examples");
        } else {
            response.content = object.map("content", |value, location| self.media_type(value, location));
            object.unsupported("links", "the generated crate has no methods for them");
        }
        response.extensions = object.finish();
        response.is_error = arm::is_error_response(&response.extensions);
        Some(OrReference::Item(Response { response, schema, headers }))
    }

    /// Reads a header, or a reference to one.
    pub(super) fn header(&self, value: &Value, location: Location) -> Option<OrReference<Header>> {
        let mut object = Object::new(self, value, location, "a header")?;
        let mut header = Header { location: object.location.clone(), ..Header::default() };
        if self.is_swagger() {
            header.description = object.string("description");
            // `multi` repeats the name of a parameter, which headers do not have. A crate reads lists of every format.
            self.collection_format(&mut object, false);
            header.schema = self.simple_schema(&mut object);
        } else {
            if let Some(reference) = object.reference() {
                object.finish_reference();
                return Some(OrReference::Reference(reference));
            }
            header.description = object.string("description");
            header.required = object.flag("required");
            header.schema = self.schema_or_content(&mut object);
            // How headers are written, and what they look like: nothing in a generated crate depends on it.
            for key in ["style", "explode", "deprecated", "allowEmptyValue", "allowReserved", "example", "examples"] {
                object.ignore(key);
            }
        }
        header.extensions = object.finish();
        arm::header(&mut header);
        Some(OrReference::Item(header))
    }

    /// The schema of a parameter or header: its own, or that of the one media type it is written in.
    pub(super) fn schema_or_content<'r>(&'r self, object: &mut Object<'r>) -> Schema {
        if !object.has("content") {
            object.require("schema");
        } else {
            self.warning(
                Code::UnsupportedConstruct,
                &object.location.child("content"),
                "`content` of a parameter or header is not supported; the value is sent and read as a string",
                "use `schema`",
            );
        }
        let content: IndexMap<String, MediaType> =
            object.map("content", |value, location| self.media_type(value, location));
        let own = object.object("schema", |value, location| self.schema(value, location));
        let written = content.into_iter().find_map(|(_, media_type)| media_type.schema);
        own.or(written).unwrap_or_else(|| Schema::empty(object.location.clone()))
    }
}
