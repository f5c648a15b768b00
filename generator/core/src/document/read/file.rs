//! Reads the file as a whole: its head, its components, its paths.

use serde_json::Value;

use super::object::Object;
use super::reader::Reader;
use crate::api::{Extensions, Info, Tag};
use crate::diagnostics::Code;
use crate::document::{Document, Role};
use crate::text::Location;

/// The host of Azure Resource Manager in the public cloud.
const ARM_HOST: &str = "management.azure.com";

impl Reader {
    pub(super) fn file<'r>(&'r self, mut object: Object<'r>) -> Document {
        object.ignore(if self.is_swagger() { "swagger" } else { "openapi" });
        let info = self.info(&mut object);
        if self.role == Role::Input {
            object.require("paths");
        }
        let mut document = Document {
            location: object.location.clone(),
            dialect: self.dialect,
            info,
            security: object.as_written("security"),
            tags: object.list("tags", |value, location| self.tag(value, location)),
            paths: self.paths(&mut object),
            ..Document::default()
        };
        // Documentation of the service as a whole: its operations have their own.
        object.ignore("externalDocs");
        if self.is_swagger() {
            self.swagger_keys(&mut object, &mut document);
        } else {
            self.openapi_keys(&mut object, &mut document);
        }
        document.extensions = match self.role {
            Role::Input => object.finish(),
            // A file that is reached by `$ref` alone may keep its schemas under any key.
            Role::Referenced(_) => object.finish_leniently(),
        };
        document
    }

    fn swagger_keys<'r>(&'r self, object: &mut Object<'r>, document: &mut Document) {
        self.check_host(object);
        document.host = object.string("host");
        document.base_path = object.string("basePath");
        document.schemes = object.strings("schemes").unwrap_or_default();
        document.consumes = object.strings("consumes").unwrap_or_default();
        document.produces = object.strings("produces").unwrap_or_default();
        document.security_schemes = object.entries("securityDefinitions");
        document.overloaded_paths = object.map("x-ms-paths", |value, location| self.path_item(value, location));
        document.schemas = object.map("definitions", |value, location| self.schema(value, location));
        document.parameters = object.map("parameters", |value, location| self.parameter(value, location));
        document.responses = object.map("responses", |value, location| self.response(value, location));
    }

    fn openapi_keys<'r>(&'r self, object: &mut Object<'r>, document: &mut Document) {
        self.check_servers(object);
        document.servers = object.values("servers").unwrap_or_default().to_vec();
        object.object("components", |value, location| {
            let mut object = Object::new(self, value, location, "`components`")?;
            document.schemas = object.map("schemas", |value, location| self.schema(value, location));
            document.parameters = object.map("parameters", |value, location| self.parameter(value, location));
            document.responses = object.map("responses", |value, location| self.response(value, location));
            document.request_bodies = object.map("requestBodies", |value, location| self.request_body(value, location));
            document.headers = object.map("headers", |value, location| self.header(value, location));
            document.security_schemes = object.entries("securitySchemes");
            // `links` and `callbacks` cannot be reached without those of operations, which are reported there.
            for key in ["examples", "links", "callbacks"] {
                object.ignore(key);
            }
            object.finish();
            Some(())
        });
    }

    /// `info`; optional in a file that is only reached by `$ref`.
    fn info(&self, object: &mut Object<'_>) -> Info {
        if self.role == Role::Input {
            object.require("info");
        }
        let read = object.object("info", |value, location| {
            let mut object = Object::new(self, value, location, "`info`")?;
            let mut info = Info {
                title: object.required_string("title"),
                version: object.required_string("version"),
                description: object.string("description"),
                other: Extensions::new(),
            };
            for key in ["termsOfService", "contact", "license"] {
                info.other.extend(object.as_written(key).map(|value| (key.to_owned(), value)));
            }
            info.other.extend(object.finish());
            Some(info)
        });
        read.unwrap_or_default()
    }

    fn tag(&self, value: &Value, location: Location) -> Option<Tag> {
        let mut object = Object::new(self, value, location, "a tag")?;
        Some(Tag {
            name: object.required_string("name"),
            description: object.string("description"),
            external_docs: object.as_written("externalDocs"),
            extensions: object.finish(),
        })
    }

    /// The endpoint is the client's choice: it is the one of a cloud, for every service.
    fn check_host(&self, object: &mut Object<'_>) {
        if let Some(host) = object.peek("host").and_then(Value::as_str).filter(|host| *host != ARM_HOST) {
            self.report_other_host(&object.location.child("host"), host);
        }
        object.unsupported("x-ms-parameterized-host", "every operation is sent to the endpoint of the client");
    }

    fn check_servers(&self, object: &Object<'_>) {
        let servers = object.peek("servers").and_then(Value::as_array);
        for (index, server) in servers.into_iter().flatten().enumerate() {
            let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
            let host = url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
            // A server without a host is the one that the file comes from.
            if !host.is_empty() && host != ARM_HOST {
                self.report_other_host(&object.location.child("servers").child(&index.to_string()).child("url"), host);
            }
        }
    }

    fn report_other_host(&self, location: &Location, host: &str) {
        self.warning(
            Code::UnsupportedConstruct,
            location,
            format!("`{host}` is not Azure Resource Manager; requests are sent to the endpoint of the client's cloud"),
            "set the endpoint of the service in the cloud of the client's options",
        );
    }
}
