//! Reads path items and operations.

use indexmap::IndexMap;
use serde_json::Value;

use super::arm;
use super::object::Object;
use super::reader::Reader;
use crate::api::{self, Method, Status};
use crate::diagnostics::Code;
use crate::document::{Operation, OrReference, PathItem, Response, Role};
use crate::text::Location;

impl Reader {
    /// `paths`
    pub(super) fn paths(&self, object: &mut Object<'_>) -> IndexMap<String, PathItem> {
        let paths = object.without_extensions("paths");
        paths.filter_map(|(name, value, location)| Some((name.clone(), self.path_item(value, location)?))).collect()
    }

    pub(super) fn path_item(&self, value: &Value, location: Location) -> Option<PathItem> {
        let mut object = Object::new(self, value, location, "a path")?;
        self.refuse_path_reference(&mut object);
        if !self.is_swagger() {
            object.unsupported("servers", "every operation is sent to the endpoint of the client");
            // Documentation of a path as a whole has no equivalent in a crate: its operations are documented one by
            // one.
            object.ignore("summary");
            object.ignore("description");
        }
        let mut item = PathItem {
            parameters: object.list("parameters", |value, location| self.parameter(value, location)),
            operations: self.operations(&mut object),
            path: None,
            extensions: object.finish(),
        };
        item.path = arm::path(&item.extensions);
        Some(item)
    }

    /// The operations of a path, in the order of the file.
    fn operations(&self, object: &mut Object<'_>) -> IndexMap<Method, Operation> {
        let methods: Vec<Method> =
            object.keys().filter_map(|key| Method::ALL.into_iter().find(|it| it.key() == key)).collect();
        let mut operations = IndexMap::with_capacity(methods.len());
        for method in methods {
            let read = object.object(method.key(), |value, location| self.operation(method, value, location));
            operations.extend(read.map(|it| (method, it)));
        }
        // Asked for in any case: they are advice for misspelt keys.
        Method::ALL.into_iter().filter(|it| !operations.contains_key(it)).for_each(|it| object.ignore(it.key()));
        self.refuse_method(object, "options");
        if !self.is_swagger() {
            self.refuse_method(object, "trace");
        }
        operations
    }

    fn refuse_method(&self, object: &mut Object<'_>, method: &'static str) {
        // The operations of a file that is only reached by `$ref` are not generated.
        if object.value(method).is_some() && self.role == Role::Input {
            self.error(
                Code::UnsupportedConstruct,
                &object.location.child(method),
                format!("armsmith cannot send `{}` requests", method.to_uppercase()),
                "use one of GET, HEAD, PUT, POST, PATCH and DELETE",
            );
        }
    }

    /// A whole path in another file: no public specification of ARM has one.
    fn refuse_path_reference(&self, object: &mut Object<'_>) {
        if object.value("$ref").is_some() {
            self.error(
                Code::UnsupportedConstruct,
                &object.location.child("$ref"),
                "`$ref` of a path is not supported",
                "replace the `$ref` by the operations",
            );
        }
    }

    fn operation(&self, method: Method, value: &Value, location: Location) -> Option<Operation> {
        let mut object = Object::new(self, value, location, "an operation")?;
        object.require("responses");
        let (mut consumes, mut produces, mut request_body) = (None, None, None);
        if self.is_swagger() {
            consumes = object.strings("consumes");
            produces = object.strings("produces");
            object.ignore("schemes");
        } else {
            object.unsupported("callbacks", "the generated crate does not receive requests");
            object.unsupported("servers", "every operation is sent to the endpoint of the client");
            request_body = object.object("requestBody", |value, location| self.request_body(value, location));
        }
        let parameters = object.list("parameters", |value, location| self.parameter(value, location));
        let responses = self.responses(&mut object);
        let mut operation = api::Operation {
            location: object.location.clone(),
            method,
            id: object.string("operationId"),
            summary: object.string("summary"),
            description: object.string("description"),
            tags: object.strings("tags").unwrap_or_default(),
            deprecated: object.flag("deprecated"),
            security: api::requirements(object.value("security")),
            external_docs: object.as_written("externalDocs"),
            ..api::Operation::default()
        };
        operation.extensions = object.finish();
        arm::operation(&mut operation);
        Some(Operation { operation, parameters, request_body, responses, consumes, produces })
    }

    fn responses(&self, object: &mut Object<'_>) -> IndexMap<Status, OrReference<Response>> {
        let mut responses = IndexMap::new();
        for (key, value, location) in object.without_extensions("responses") {
            let status = Status::parse(key).filter(|it| !(self.is_swagger() && matches!(it, Status::Class(_))));
            let Some(status) = status else {
                let help = match self.is_swagger() {
                    true => "use a status code such as `200`, or `default`",
                    false => "use a status code such as `200`, a class such as `2XX`, or `default`",
                };
                self.error(Code::UnknownValue, &location, format!("`{key}` is not a valid HTTP status code"), help);
                // Its mistakes are reported all the same.
                self.response(value, location);
                continue;
            };
            responses.extend(self.response(value, location).map(|it| (status, it)));
        }
        responses
    }
}
