//! The head of the API: everything but operations and components.

use serde_json::Value;

use crate::{
    api::{Api, SecurityScheme, Server, requirements},
    document::{Dialect, Document},
    source::Loaded,
};

/// An API with title, version, servers, security and tags.
pub(super) fn head(loaded: &Loaded) -> Api {
    let mut api = Api::default();
    for (index, document) in loaded.inputs().iter().enumerate() {
        if index == 0 {
            api.info = document.info.clone();
            api.servers = servers(document);
            api.security = requirements(document.security.as_ref());
            api.extensions = document.extensions.clone();
        }
        for (name, written) in &document.security_schemes {
            let scheme = match document.dialect {
                Dialect::Swagger => SecurityScheme::from_swagger(written),
                Dialect::OpenApi => SecurityScheme::from_openapi(written),
            };
            if let Some(scheme) = scheme {
                api.security_schemes.entry(name.clone()).or_insert(scheme);
            }
        }
        for tag in &document.tags {
            if !api.tags.iter().any(|it| it.name == tag.name) {
                api.tags.push(tag.clone());
            }
        }
    }
    api
}

/// The servers without their paths, which [`base_path`] puts in front of every path.
fn servers(document: &Document) -> Vec<Server> {
    if let Some(host) = &document.host {
        let scheme = document.schemes.first().map_or("https", String::as_str);
        return vec![Server { url: format!("{scheme}://{host}"), description: None }];
    }
    let server = |server: &Value| {
        let url = server.get("url")?.as_str()?;
        let url = url.strip_suffix(server_path(url)).unwrap_or(url).to_owned();
        Some(Server { url, description: server.get("description").and_then(Value::as_str).map(str::to_owned) })
    };
    document.servers.iter().filter_map(server).collect()
}

/// The beginning of every path of a file: Swagger's `basePath`, the path of OpenAPI's first server.
pub(super) fn base_path(document: &Document) -> &str {
    let first = document.servers.first().and_then(|it| it.get("url")?.as_str()).unwrap_or_default();
    document.base_path.as_deref().unwrap_or_else(|| server_path(first)).trim_end_matches('/')
}

fn server_path(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at + "://".len());
    url[after_scheme..].find('/').map_or("", |at| &url[after_scheme + at..])
}
