//! The service client: its name, and what its documentation says about the whole service.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{
    OpenAPI, Operation, Parameter, ParameterSchemaOrContent, PathItem, ReferenceOr, Schema, SchemaKind, SecurityScheme,
    StringType, Type,
};
use serde_json::Value;

use super::{Settings, parameters};
use crate::{
    bundle::{Bundle, extension},
    markdown::{self, Line},
    model::ServiceClient,
    naming,
};

/// Every operation of a document with its key in `paths`, its path and its lower-case method.
pub(super) fn operations(openapi: &OpenAPI) -> impl Iterator<Item = (&str, &PathItem, &'static str, &Operation)> {
    openapi.paths.paths.iter().flat_map(|(key, item)| {
        let item = match item {
            ReferenceOr::Item(item) => Some(item),
            ReferenceOr::Reference { .. } => None,
        };
        item.into_iter().flat_map(move |item| {
            let methods = [
                ("get", &item.get),
                ("put", &item.put),
                ("post", &item.post),
                ("delete", &item.delete),
                ("head", &item.head),
                ("patch", &item.patch),
            ];
            methods.into_iter().filter_map(move |(method, it)| Some((key.as_str(), item, method, it.as_ref()?)))
        })
    })
}

pub(super) fn lower(bundle: &Bundle, settings: &Settings) -> ServiceClient {
    let openapi = &bundle.openapi;
    let namespace = dominant_namespace(openapi).unwrap_or_else(|| openapi.info.title.clone());
    let versions: BTreeSet<String> =
        operations(openapi).filter_map(|(_, _, _, it)| api_version(it)).map(str::to_owned).collect();
    ServiceClient {
        name: settings.client.as_deref().map_or_else(|| naming::service_client(&namespace), naming::ty),
        title: markdown::line(settings.title.as_deref().unwrap_or(&openapi.info.title)),
        namespace,
        has_subscription: openapi.paths.paths.keys().any(|it| it.to_ascii_lowercase().contains("{subscriptionid}")),
        security: security(openapi),
        api_versions: versions.into_iter().collect(),
    }
}

/// The api-version of an operation: the only one that its parameter allows, else that of the file it is written in.
pub(super) fn api_version(operation: &Operation) -> Option<&str> {
    let parameters = operation.parameters.iter().filter_map(ReferenceOr::as_item);
    let pinned = parameters.filter(|it| parameters::is_api_version(it)).find_map(only_value);
    pinned.or_else(|| operation.extensions.get(extension::API_VERSION)?.as_str())
}

fn only_value(parameter: &Parameter) -> Option<&str> {
    match &parameter.parameter_data_ref().format {
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(Schema {
            schema_kind: SchemaKind::Type(Type::String(StringType { enumeration, .. })),
            ..
        })) => match enumeration.as_slice() {
            [only] => only.as_deref(),
            _ => None,
        },
        _ => None,
    }
}

/// The namespace most operations belong to: the literal after the last `/providers/` of a path.
fn dominant_namespace(openapi: &OpenAPI) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, ..) in operations(openapi) {
        let namespaces = path.split("/providers/").skip(1).filter_map(|it| it.split('/').next());
        if let Some(namespace) = namespaces.filter(|it| !it.is_empty() && !it.contains('{')).last() {
            *counts.entry(namespace).or_default() += 1;
        }
    }
    // The first in alphabetical order among equals, on every machine.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(namespace, _)| namespace.to_owned())
}

/// One sentence for each documented security scheme.
fn security(openapi: &OpenAPI) -> Vec<Line> {
    let schemes = openapi.components.iter().flat_map(|it| &it.security_schemes);
    schemes
        .filter_map(|(name, scheme)| match scheme {
            ReferenceOr::Item(scheme) => Some(Line::read(&format!("{}: {}", markdown::code(name), describe(scheme)))),
            ReferenceOr::Reference { .. } => None,
        })
        .collect()
}

fn describe(scheme: &SecurityScheme) -> String {
    match scheme {
        SecurityScheme::OAuth2 { flows, .. } => {
            flows.extensions.iter().map(|(flow, details)| oauth2_flow(flow, details)).collect::<Vec<_>>().join("; ")
        }
        SecurityScheme::APIKey { name, .. } => format!("a key named {}", markdown::code(name)),
        SecurityScheme::HTTP { scheme, .. } => format!("HTTP authentication, scheme {}", markdown::code(scheme)),
        SecurityScheme::OpenIDConnect { open_id_connect_url, .. } => {
            format!("OpenID Connect, {}", markdown::code(open_id_connect_url))
        }
    }
}

fn oauth2_flow(flow: &str, details: &Value) -> String {
    let mut parts = vec![format!("OAuth 2.0, {flow} flow")];
    for (key, label) in [("authorizationUrl", "authorization URL"), ("tokenUrl", "token URL")] {
        if let Some(url) = details.get(key).and_then(Value::as_str) {
            parts.push(format!("{label} {}", markdown::code(url)));
        }
    }
    let scopes: Vec<String> = details
        .get("scopes")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(it, _)| markdown::code(it))
        .collect();
    if !scopes.is_empty() {
        parts.push(format!("scope {}", scopes.join(", ")));
    }
    parts.join(", ")
}
