//! Reads OpenAPI 3.0: the file, paths and operations.

use serde_json::Value;

use super::common::Info;
use super::object::Object;
use super::swagger_file::ARM_HOST;
use super::{Reader, Role};
use crate::diagnostics::Location;
use crate::document::openapi::{Document, Operation, PathItem};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl Reader {
    pub(super) fn openapi_file(&self, mut object: Object<'_>) -> Document {
        object.ignore("openapi");
        let Info { title, version, description, rest } = self.info(&mut object);
        if self.role == Role::Input {
            object.require("paths");
        }
        self.check_servers(&object);
        let mut document = Document {
            location: object.location.clone(),
            title,
            version,
            description,
            info: rest,
            servers: object.values("servers").unwrap_or_default(),
            security: object.value("security"),
            security_schemes: Default::default(),
            tags: object.list("tags", |value, location| self.tag(value, location)),
            paths: object.map_with_extensions("paths", |_, value, location| self.openapi_path(value, location)),
            schemas: Default::default(),
            parameters: Default::default(),
            responses: Default::default(),
            request_bodies: Default::default(),
            headers: Default::default(),
            examples: Default::default(),
            external_docs: object.value("externalDocs"),
            extensions: Default::default(),
        };
        object.object("components", |value, location| {
            self.components(Object::new(self, value, location, "`components`")?, &mut document);
            Some(())
        });
        document.extensions = self.finish_file(object);
        document
    }

    fn check_servers(&self, object: &Object<'_>) {
        let servers = object.peek("servers").and_then(Value::as_array);
        for (index, server) in servers.into_iter().flatten().enumerate() {
            let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
            let host = url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
            // A server without a host is the one that the file comes from.
            if !host.is_empty() && host != ARM_HOST {
                self.other_host(&object.location.child("servers").child(&index.to_string()).child("url"), host);
            }
        }
    }

    fn components(&self, mut object: Object<'_>, document: &mut Document) {
        document.schemas = object.map("schemas", |value, location| self.schema(value, location));
        document.parameters = object.map("parameters", |value, location| self.openapi_parameter(value, location));
        document.responses = object.map("responses", |value, location| self.openapi_response(value, location));
        document.request_bodies = object.map("requestBodies", |value, location| self.request_body(value, location));
        document.headers = object.map("headers", |value, location| self.openapi_header(value, location));
        document.security_schemes = object.entries("securitySchemes");
        document.examples = object.entries("examples");
        // Unreachable without the `links` and `callbacks` of operations, which are reported there.
        object.ignore("links");
        object.ignore("callbacks");
        object.finish();
    }

    fn openapi_path(&self, value: Value, location: Location) -> Option<PathItem> {
        let mut object = Object::new(self, value, location, "a path")?;
        self.refuse_path_reference(&mut object);
        object.unsupported("servers", "every operation is sent to the endpoint of the client");
        // Documentation of a path as a whole has no place in a crate: its operations are documented one by one.
        object.ignore("summary");
        object.ignore("description");
        Some(PathItem {
            parameters: object.list("parameters", |value, location| self.openapi_parameter(value, location)),
            operations: self
                .operations(&mut object, METHODS, |value, location| self.openapi_operation(value, location)),
            location: object.location.clone(),
            extensions: object.finish(),
        })
    }

    fn openapi_operation(&self, value: Value, location: Location) -> Option<Operation> {
        let mut object = Object::new(self, value, location, "an operation")?;
        object.require("responses");
        object.unsupported("callbacks", "a client library answers no calls");
        object.unsupported("servers", "every operation is sent to the endpoint of the client");
        Some(Operation {
            id: object.string("operationId"),
            summary: object.string("summary"),
            description: object.string("description"),
            tags: object.strings("tags").unwrap_or_default(),
            parameters: object.list("parameters", |value, location| self.openapi_parameter(value, location)),
            request_body: object.object("requestBody", |value, location| self.request_body(value, location)),
            responses: object.map_with_extensions("responses", |status, value, location| {
                self.check_status(status, &location, true);
                self.openapi_response(value, location)
            }),
            deprecated: object.flag("deprecated"),
            security: object.value("security"),
            external_docs: object.value("externalDocs"),
            location: object.location.clone(),
            extensions: object.finish(),
        })
    }
}
