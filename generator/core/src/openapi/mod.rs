//! The API as one self-contained OpenAPI 3.0 document: what `armsmith convert` prints.
//!
//! In: an [`Api`]. Out: JSON, which armsmith reads back to the same API. Nothing is lost: what OpenAPI 3.0 has no key
//! for is printed in the `vocabulary` of our own. The only user of the crate `openapiv3`,
//! whose types are built and never deserialised into: its readers lose positions and unknown keys.

use openapiv3::{
    APIKeyLocation, Components, Info, OAuth2Flows, OpenAPI, PathItem, ReferenceOr, SecurityScheme, Server, Tag,
};
use serde_json::Value;

use crate::api::{self, Api, Method, SecuritySchemeKind, vocabulary};

pub(crate) mod locations;
mod operations;
mod schemas;
mod untyped;

use untyped::insert;

/// Prints an API as indented JSON.
///
/// # Errors
///
/// Returns an error if JSON cannot represent the API, which is a mistake of armsmith.
pub fn print(api: &Api) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&document(api))? + "\n")
}

/// Prints an API as a JSON value.
///
/// # Errors
///
/// As [`print`].
pub(crate) fn to_value(api: &Api) -> Result<Value, serde_json::Error> {
    serde_json::to_value(document(api))
}

fn document(api: &Api) -> OpenAPI {
    let mut openapi = OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info {
            title: api.info.title.clone(),
            description: api.info.description.clone(),
            version: api.info.version.clone(),
            extensions: api.info.other.clone(),
            ..Info::default()
        },
        servers: api.servers.iter().map(server).collect(),
        security: api.security.clone(),
        tags: api.tags.iter().map(tag).collect(),
        extensions: api.extensions.clone(),
        ..OpenAPI::default()
    };
    for (key, item) in &api.paths {
        openapi.paths.paths.insert(key.clone(), ReferenceOr::Item(path_item(key, item)));
    }
    let schemas = api.schemas.iter().map(|(name, it)| (name.clone(), schemas::print_component(it)));
    let schemes = api.security_schemes.iter().map(|(name, it)| (name.clone(), ReferenceOr::Item(security_scheme(it))));
    openapi.components =
        Some(Components { schemas: schemas.collect(), security_schemes: schemes.collect(), ..Components::default() });
    openapi
}

fn server(server: &api::Server) -> Server {
    Server { url: server.url.clone(), description: server.description.clone(), ..Server::default() }
}

fn tag(tag: &api::Tag) -> Tag {
    let mut extensions = tag.extensions.clone();
    insert(&mut extensions, "externalDocs", tag.external_docs.as_ref());
    Tag { name: tag.name.clone(), description: tag.description.clone(), external_docs: None, extensions }
}

fn path_item(key: &str, item: &api::PathItem) -> PathItem {
    let mut printed = PathItem { extensions: item.extensions.clone(), ..PathItem::default() };
    if key != item.path {
        printed.extensions.insert(vocabulary::PATH.to_owned(), Value::String(item.path.clone()));
    }
    for (method, operation) in &item.operations {
        let slot = match method {
            Method::Delete => &mut printed.delete,
            Method::Get => &mut printed.get,
            Method::Head => &mut printed.head,
            Method::Patch => &mut printed.patch,
            Method::Post => &mut printed.post,
            Method::Put => &mut printed.put,
        };
        *slot = Some(operations::print(operation));
    }
    printed
}

fn security_scheme(scheme: &api::SecurityScheme) -> SecurityScheme {
    let (description, extensions) = (scheme.description.clone(), scheme.extensions.clone());
    match &scheme.kind {
        // openapiv3 2.2 prints the keys of its typed flows in snake case (`authorization_url`), which no other tool
        // reads. Its `extensions` are printed beside the typed flows, with the keys as they should be.
        SecuritySchemeKind::OAuth2(flows) => SecurityScheme::OAuth2 {
            flows: OAuth2Flows { extensions: flows.clone(), ..OAuth2Flows::default() },
            description,
            extensions,
        },
        SecuritySchemeKind::ApiKey { name, location: parameter_location } => SecurityScheme::APIKey {
            location: match parameter_location.as_str() {
                "query" => APIKeyLocation::Query,
                "cookie" => APIKeyLocation::Cookie,
                _ => APIKeyLocation::Header,
            },
            name: name.clone(),
            description,
            extensions,
        },
        SecuritySchemeKind::Http { scheme, bearer_format } => SecurityScheme::HTTP {
            scheme: scheme.clone(),
            bearer_format: bearer_format.clone(),
            description,
            extensions,
        },
        SecuritySchemeKind::OpenIdConnect(url) => {
            SecurityScheme::OpenIDConnect { open_id_connect_url: url.clone(), description, extensions }
        }
    }
}
