//! Reads Swagger 2.0: the file, paths, operations and responses.

use serde_json::Value;

use super::common::Info;
use super::object::Object;
use super::{Reader, Role};
use crate::diagnostics::{Code, Location};
use crate::document::swagger::{Document, Header, Operation, PathItem, Response};

/// The host of Azure Resource Manager in the public cloud.
pub(super) const ARM_HOST: &str = "management.azure.com";

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch"];

impl Reader {
    pub(super) fn swagger_file(&self, mut object: Object<'_>) -> Document {
        object.ignore("swagger");
        let Info { title, version, description, rest } = self.info(&mut object);
        if self.role == Role::Input {
            object.require("paths");
        }
        self.check_host(&mut object);
        Document {
            title,
            version,
            description,
            info: rest,
            host: object.string("host"),
            base_path: object.string("basePath"),
            schemes: object.strings("schemes").unwrap_or_default(),
            consumes: object.strings("consumes").unwrap_or_default(),
            produces: object.strings("produces").unwrap_or_default(),
            security: object.value("security"),
            security_definitions: object.entries("securityDefinitions"),
            tags: object.list("tags", |value, location| self.tag(value, location)),
            paths: object.map_with_extensions("paths", |_, value, location| self.swagger_path(value, location)),
            overloaded_paths: object.map("x-ms-paths", |value, location| self.swagger_path(value, location)),
            definitions: object.map("definitions", |value, location| self.schema(value, location)),
            parameters: object.map("parameters", |value, location| self.swagger_parameter(value, location)),
            responses: object.map("responses", |value, location| self.swagger_response(value, location)),
            external_docs: object.value("externalDocs"),
            location: object.location.clone(),
            extensions: self.finish_file(object),
        }
    }

    /// The endpoint is the client's choice: it is the one of a cloud, for every service.
    fn check_host(&self, object: &mut Object<'_>) {
        let host = object.peek("host").and_then(Value::as_str).map(str::to_owned);
        if let Some(host) = host.filter(|host| host != ARM_HOST) {
            self.other_host(&object.location.child("host"), &host);
        }
        object.unsupported("x-ms-parameterized-host", "every operation is sent to the endpoint of the client");
    }

    /// Says that requests are not sent to the documented host.
    pub(super) fn other_host(&self, location: &Location, host: &str) {
        self.warning(
            Code::UnsupportedConstruct,
            location,
            format!("`{host}` is not Azure Resource Manager; requests are sent to the endpoint of the client's cloud"),
            "name the endpoint of the service in the cloud of the client's options",
        );
    }

    fn swagger_path(&self, value: Value, location: Location) -> Option<PathItem> {
        let mut object = Object::new(self, value, location, "a path")?;
        self.refuse_path_reference(&mut object);
        Some(PathItem {
            parameters: object.list("parameters", |value, location| self.swagger_parameter(value, location)),
            operations: self
                .operations(&mut object, METHODS, |value, location| self.swagger_operation(value, location)),
            location: object.location.clone(),
            extensions: object.finish(),
        })
    }

    fn swagger_operation(&self, value: Value, location: Location) -> Option<Operation> {
        let mut object = Object::new(self, value, location, "an operation")?;
        object.require("responses");
        Some(Operation {
            id: object.string("operationId"),
            summary: object.string("summary"),
            description: object.string("description"),
            tags: object.strings("tags").unwrap_or_default(),
            consumes: object.strings("consumes"),
            produces: object.strings("produces"),
            parameters: object.list("parameters", |value, location| self.swagger_parameter(value, location)),
            responses: object.map_with_extensions("responses", |status, value, location| {
                self.check_status(status, &location, false);
                self.swagger_response(value, location)
            }),
            deprecated: object.flag("deprecated"),
            schemes: object.strings("schemes").unwrap_or_default(),
            security: object.value("security"),
            external_docs: object.value("externalDocs"),
            location: object.location.clone(),
            extensions: object.finish(),
        })
    }

    pub(super) fn swagger_response(&self, value: Value, location: Location) -> Option<Response> {
        let mut object = Object::new(self, value, location, "a response")?;
        let reference = object.reference();
        let location = object.location.clone();
        let mut response = Response {
            location,
            reference,
            description: String::new(),
            schema: None,
            headers: Default::default(),
            examples: None,
            extensions: Default::default(),
        };
        if response.reference.is_some() {
            object.finish_reference();
            return Some(response);
        }
        response.description = object.required_string("description");
        response.schema = object.object("schema", |value, location| self.schema(value, location));
        response.headers = object.map("headers", |value, location| self.swagger_header(value, location));
        response.examples = object.value("examples");
        response.extensions = object.finish();
        Some(response)
    }

    fn swagger_header(&self, value: Value, location: Location) -> Option<Header> {
        let mut object = Object::new(self, value, location, "a header")?;
        let description = object.string("description");
        let collection_format = self.collection_format(&mut object, false);
        let schema = self.simple_schema(&mut object);
        Some(Header { description, schema, collection_format, extensions: object.finish() })
    }

    /// A file that is reached by `$ref` alone may keep its schemas under any key.
    pub(super) fn finish_file(&self, object: Object<'_>) -> indexmap::IndexMap<String, Value> {
        match self.role {
            Role::Input => object.finish(),
            Role::Referenced(_) => object.finish_leniently(),
        }
    }

    /// A whole path in another place: no public specification of ARM has one.
    pub(super) fn refuse_path_reference(&self, object: &mut Object<'_>) {
        if object.value("$ref").is_some() {
            self.error(
                Code::UnsupportedConstruct,
                &object.location.child("$ref"),
                "a path whose operations are somewhere else is not supported",
                "write the operations in place of the `$ref`",
            );
        }
    }
}
