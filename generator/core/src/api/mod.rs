//! A specification as armsmith understands it: plain types for operations and schemas, whatever format they were
//! written in.
//!
//! Made by [`crate::document`] (one file at a time) and [`crate::link`] (all files together); read by [`crate::lower`]
//! and [`crate::openapi`]. Each node has the `Location` that it was written at. The meaning of ARM's extensions is in
//! typed fields. `extensions` holds every `x-` key as written as well, because `convert` prints all of them, also those
//! that are wrong. Must not know: files, names in Rust.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

pub use operation::{
    Example, Header, LongRunning, MediaType, Method, Operation, Pageable, Parameter, ParameterLocation, PathItem,
    RequestBody, Response, Status,
};
pub use schema::{
    AdditionalProperties, CollectionFormat, Discriminator, EnumDeclaration, EnumValue, Mutability, Reference, Schema,
    SchemaType,
};
pub(crate) use security::requirements;
pub use security::{SecurityRequirement, SecurityScheme, SecuritySchemeKind};

mod operation;
mod schema;
mod security;
pub(crate) mod vocabulary;

/// The `x-` keys of an object, as written and in the order of the file.
pub type Extensions = IndexMap<String, Value>;

/// A whole specification, with the contents of all of its files.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// `info`, of the first file.
    pub info: Info,
    /// `servers`, of the first file, without their paths.
    pub servers: Vec<Server>,
    /// `security`, of the first file; `None` if it has none.
    pub security: Option<Vec<SecurityRequirement>>,
    /// The security schemes of all files, by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// The tags of all files, each name once.
    pub tags: Vec<Tag>,
    /// The operations, by path. A path that has one method twice has a second key: `/a#2`.
    pub paths: IndexMap<String, PathItem>,
    /// The components, by name.
    pub schemas: IndexMap<String, Schema>,
    /// The `x-` keys of the first file.
    pub extensions: Extensions,
}

impl Api {
    /// Every operation with its key in `paths` and its path item.
    pub fn operations(&self) -> impl Iterator<Item = (&str, &PathItem, &Operation)> {
        self.paths.iter().flat_map(|(key, item)| item.operations.values().map(move |it| (key.as_str(), item, it)))
    }

    /// Calls a function with every schema, the components first. The flag is `true` for components.
    pub(crate) fn visit_schemas_mut(&mut self, visit: &mut dyn FnMut(&mut Schema, bool)) {
        for schema in self.schemas.values_mut() {
            visit(schema, true);
            schema.visit_inner_mut(&mut |it| visit(it, false));
        }
        let operations = self.paths.values_mut().flat_map(|it| it.operations.values_mut());
        operations.for_each(|it| {
            it.visit_schemas_mut(&mut |schema| {
                visit(schema, false);
                schema.visit_inner_mut(&mut |it| visit(it, false));
            });
        });
    }
}

/// `info`
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// `title`
    pub title: String,
    /// `version`: the api-version.
    pub version: String,
    /// `description`
    pub description: Option<String>,
    /// Every other key, as written.
    pub other: Extensions,
}

/// An element of `servers`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Server {
    /// `url`, without its path.
    pub url: String,
    /// `description`
    pub description: Option<String>,
}

/// An element of `tags`.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `name`
    pub name: String,
    /// `description`
    pub description: Option<String>,
    /// `externalDocs`, as written
    pub external_docs: Option<Value>,
    /// Every `x-` key.
    pub extensions: Extensions,
}

/// The operations of a path, in the order in which they are lowered and printed.
pub type Operations = BTreeMap<Method, Operation>;
