//! One self-contained OpenAPI document made of all files, and where each of its parts was written.
//!
//! In: the documents as written, with every `$ref` followed. Out: a [`Bundle`]. The document is built in memory and never
//! deserialised by openapiv3, whose readers lose positions and unknown keys. Must not know: names in Rust.
//!
//! What OpenAPI 3.0 has no place for travels in the `x-armsmith-*` vocabulary of [`extension`].

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{Components, Info, OpenAPI, Operation, PathItem, ReferenceOr, Schema, Server, Tag};
use serde_json::Value;

use components::Names;

use crate::{
    diagnostics::{Code, Diagnostics, Location},
    document::{self, Document},
    source::Loaded,
};

mod components;
mod enum_names;
mod examples;
pub mod extension;
mod final_state;
mod openapi;
mod qualify;
mod schema;
mod security;
mod shape;
mod swagger;
mod walk;

/// One self-contained OpenAPI document, and the places its parts come from.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Every reference points into `components.schemas` of this same document.
    pub openapi: OpenAPI,
    /// For diagnostics only: what is generated must not depend on it.
    pub origins: Origins,
}

/// Where the parts of a bundle were written.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    schemas: BTreeMap<String, Location>,
    operations: BTreeMap<(String, String), Location>,
}

impl Origins {
    /// The place of a component's schema.
    pub fn schema(&self, component: &str) -> Option<&Location> {
        self.schemas.get(component)
    }

    /// The place of an operation, by its key in `paths` and its lower-case method.
    pub fn operation(&self, path: &str, method: &str) -> Option<&Location> {
        self.operations.get(&(path.to_owned(), method.to_owned()))
    }
}

/// Makes one self-contained document of all files.
pub fn bundle(loaded: &Loaded, diagnostics: &mut Diagnostics) -> Bundle {
    let names = components::name_components(loaded, diagnostics);
    let mut bundle = Bundle { openapi: head(loaded), origins: Origins::default() };
    for document in loaded.inputs() {
        add_operations(document, loaded, &names, &mut bundle, diagnostics);
    }
    let schemas = components(loaded, &names, &mut bundle.origins);
    let mut components = bundle.openapi.components.take().unwrap_or_default();
    components.schemas = schemas;
    bundle.openapi.components = Some(components);
    enum_names::settle(loaded, &mut bundle, diagnostics);
    bundle
}

/// Everything but operations and components: title, version, servers, security, tags.
fn head(loaded: &Loaded) -> OpenAPI {
    let mut openapi = OpenAPI { openapi: "3.0.3".to_owned(), ..OpenAPI::default() };
    let mut components = Components::default();
    for (index, document) in loaded.inputs().iter().enumerate() {
        let head = Head::of(document);
        if index == 0 {
            openapi.info = Info {
                title: head.title.to_owned(),
                description: head.description.cloned(),
                version: head.version.to_owned(),
                extensions: head.info.clone(),
                ..Info::default()
            };
            openapi.servers = head.servers;
            openapi.security = security::requirements(head.security);
            openapi.extensions = head.extensions.clone();
        }
        for (name, scheme) in head.security_schemes {
            components.security_schemes.entry(name).or_insert(scheme);
        }
        for tag in head.tags {
            if !openapi.tags.iter().any(|it| it.name == tag.name) {
                openapi.tags.push(convert_tag(tag));
            }
        }
    }
    openapi.components = Some(components);
    openapi
}

/// What both formats say at the top of a file.
struct Head<'a> {
    title: &'a str,
    version: &'a str,
    description: Option<&'a String>,
    info: &'a IndexMap<String, Value>,
    servers: Vec<Server>,
    security: Option<&'a Value>,
    security_schemes: Vec<(String, ReferenceOr<openapiv3::SecurityScheme>)>,
    tags: &'a [document::swagger::Tag],
    extensions: &'a IndexMap<String, Value>,
}

impl<'a> Head<'a> {
    fn of(document: &'a Document) -> Self {
        match document {
            Document::Swagger(it) => Self {
                title: &it.title,
                version: &it.version,
                description: it.description.as_ref(),
                info: &it.info,
                servers: swagger_server(it).into_iter().collect(),
                security: it.security.as_ref(),
                security_schemes: schemes(&it.security_definitions, security::from_swagger),
                tags: &it.tags,
                extensions: &it.extensions,
            },
            Document::OpenApi(it) => Self {
                title: &it.title,
                version: &it.version,
                description: it.description.as_ref(),
                info: &it.info,
                servers: it.servers.iter().filter_map(openapi_server).collect(),
                security: it.security.as_ref(),
                security_schemes: schemes(&it.security_schemes, security::from_openapi),
                tags: &it.tags,
                extensions: &it.extensions,
            },
        }
    }
}

fn schemes(
    written: &IndexMap<String, Value>,
    convert: impl Fn(&Value) -> Option<ReferenceOr<openapiv3::SecurityScheme>>,
) -> Vec<(String, ReferenceOr<openapiv3::SecurityScheme>)> {
    written.iter().filter_map(|(name, it)| Some((name.clone(), convert(it)?))).collect()
}

fn swagger_server(document: &document::swagger::Document) -> Option<Server> {
    let host = document.host.as_ref()?;
    let scheme = document.schemes.first().map_or("https", String::as_str);
    Some(Server { url: format!("{scheme}://{host}"), ..Server::default() })
}

/// A server without its path, which [`base_path`] puts in front of every path.
fn openapi_server(server: &Value) -> Option<Server> {
    let url = server.get("url")?.as_str()?;
    let path = server_path(url);
    let url = url.strip_suffix(path).unwrap_or(url).to_owned();
    let description = server.get("description").and_then(Value::as_str).map(str::to_owned);
    Some(Server { url, description, ..Server::default() })
}

/// What stands before every path of a file: Swagger's `basePath`, the path of OpenAPI's first server.
fn base_path(document: &Document) -> &str {
    let path = match document {
        Document::Swagger(it) => it.base_path.as_deref().unwrap_or_default(),
        Document::OpenApi(it) => {
            server_path(it.servers.first().and_then(|it| it.get("url")?.as_str()).unwrap_or_default())
        }
    };
    path.trim_end_matches('/')
}

fn server_path(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at + "://".len());
    url[after_scheme..].find('/').map_or("", |at| &url[after_scheme + at..])
}

fn convert_tag(tag: &document::swagger::Tag) -> Tag {
    let mut extensions = tag.extensions.clone();
    if let Some(docs) = &tag.external_docs {
        extensions.insert("externalDocs".to_owned(), docs.clone());
    }
    Tag { name: tag.name.clone(), description: tag.description.clone(), external_docs: None, extensions }
}

fn components(loaded: &Loaded, names: &Names, origins: &mut Origins) -> IndexMap<String, ReferenceOr<Schema>> {
    let mut schemas = IndexMap::with_capacity(names.components.len());
    for (key, component) in &names.components {
        let Some(written) = loaded.schema_at(&component.place) else { continue };
        let mut converted = schema::convert_component(written, names);
        if let ReferenceOr::Item(item) = &mut converted
            && *key != component.written_name
        {
            item.schema_data
                .extensions
                .entry(extension::NAME.to_owned())
                .or_insert_with(|| Value::String(component.written_name.clone()));
        }
        origins.schemas.insert(key.clone(), component.place.clone());
        schemas.insert(key.clone(), converted);
    }
    schemas
}

fn add_operations(
    document: &Document,
    loaded: &Loaded,
    names: &Names,
    bundle: &mut Bundle,
    diagnostics: &mut Diagnostics,
) {
    let base = base_path(document);
    match document {
        Document::Swagger(written) => {
            let context = swagger::Context { loaded, names, document: written };
            for (path, item) in written.paths.iter().chain(&written.overloaded_paths) {
                for (method, it) in &item.operations {
                    let converted = swagger::operation(item, it, &context, diagnostics);
                    insert(
                        bundle,
                        &format!("{base}{path}"),
                        &item.extensions,
                        method,
                        converted,
                        &it.location,
                        diagnostics,
                    );
                }
            }
        }
        Document::OpenApi(written) => {
            let context = openapi::Context { loaded, names, document: written };
            for (path, item) in &written.paths {
                for (method, it) in &item.operations {
                    let converted = openapi::operation(item, it, &context, diagnostics);
                    insert(
                        bundle,
                        &format!("{base}{path}"),
                        &item.extensions,
                        method,
                        converted,
                        &it.location,
                        diagnostics,
                    );
                }
            }
        }
    }
}

/// The parameters of a path item, then the operation's own. One that the operation declares again is its own (Swagger 2.0 and
/// OpenAPI 3.0.3, "Path Item Object").
fn merge_parameters<'a, P>(
    shared: impl Iterator<Item = &'a P>,
    own: impl Iterator<Item = &'a P>,
    is_same: impl Fn(&P, &P) -> bool,
) -> Vec<&'a P> {
    let own: Vec<&P> = own.collect();
    let mut all: Vec<&P> = shared.filter(|it| !own.iter().any(|other| is_same(it, other))).collect();
    all.extend(own);
    all
}

/// Adds an operation under its path. One path and method may be written twice (in two files, for two api-versions); the
/// second one gets a key of its own, `path#2`, and says in `x-armsmith-path` what its path is.
fn insert(
    bundle: &mut Bundle,
    path: &str,
    path_extensions: &IndexMap<String, Value>,
    method: &str,
    operation: Operation,
    location: &Location,
    diagnostics: &mut Diagnostics,
) {
    let paths = &mut bundle.openapi.paths.paths;
    let mut key = path.to_owned();
    let mut number = 1;
    loop {
        let fresh = || ReferenceOr::Item(PathItem { extensions: path_extensions.clone(), ..PathItem::default() });
        let ReferenceOr::Item(item) = paths.entry(key.clone()).or_insert_with(fresh) else { return };
        let Some(slot) = slot(item, method) else {
            diagnostics.error(
                Code::UnsupportedConstruct,
                location,
                format!("armsmith cannot send `{}` requests", method.to_uppercase()),
                "use one of GET, HEAD, PUT, POST, PATCH and DELETE",
            );
            return;
        };
        if slot.is_none() {
            *slot = Some(operation);
            if number > 1 {
                item.extensions.insert(extension::PATH.to_owned(), Value::String(path.to_owned()));
            }
            bundle.origins.operations.insert((key, method.to_owned()), location.clone());
            return;
        }
        number += 1;
        key = format!("{path}#{number}");
    }
}

fn slot<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Option<Operation>> {
    Some(match method {
        "delete" => &mut item.delete,
        "get" => &mut item.get,
        "head" => &mut item.head,
        "patch" => &mut item.patch,
        "post" => &mut item.post,
        "put" => &mut item.put,
        _ => return None,
    })
}
