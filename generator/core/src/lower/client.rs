//! The service client: its name, and the documentation of the whole service.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{operation_context::api_version, settings::Settings};
use crate::{
    api::{Api, SecurityScheme, SecuritySchemeKind},
    markdown::{self, Line},
    model::ServiceClient,
    naming,
};

pub(super) fn lower(api: &Api, settings: &Settings) -> ServiceClient {
    let namespace = dominant_namespace(api).unwrap_or_else(|| api.info.title.clone());
    let versions: BTreeSet<String> =
        api.operations().filter_map(|(_, _, it)| api_version(it)).map(str::to_owned).collect();
    ServiceClient {
        name: settings.client.as_deref().map_or_else(|| naming::service_client(&namespace), naming::ty),
        title: markdown::line(settings.title.as_deref().unwrap_or(&api.info.title)),
        namespace,
        has_subscription: api.paths.keys().any(|it| it.to_ascii_lowercase().contains("{subscriptionid}")),
        security: api.security_schemes.iter().map(|(name, it)| describe(name, it)).collect(),
        api_versions: versions.into_iter().collect(),
    }
}

/// The namespace most operations belong to: the literal after the last `/providers/` of a path.
fn dominant_namespace(api: &Api) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, ..) in api.operations() {
        let namespaces = path.split("/providers/").skip(1).filter_map(|it| it.split('/').next());
        if let Some(namespace) = namespaces.filter(|it| !it.is_empty() && !it.contains('{')).last() {
            *counts.entry(namespace).or_default() += 1;
        }
    }
    // The first in alphabetical order among equals, on every machine.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(namespace, _)| namespace.to_owned())
}

/// One sentence about a documented security scheme.
fn describe(name: &str, scheme: &SecurityScheme) -> Line {
    let line = Line::default().code(name).text(": ");
    match &scheme.kind {
        SecuritySchemeKind::OAuth2(flows) => {
            line.joined(flows.iter().map(|(flow, details)| oauth2_flow(flow, details)), "; ")
        }
        SecuritySchemeKind::ApiKey { name, .. } => line.text("a key named ").code(name),
        SecuritySchemeKind::Http { scheme, .. } => line.text("HTTP authentication, scheme ").code(scheme),
        SecuritySchemeKind::OpenIdConnect(url) => line.text("OpenID Connect, ").code(url),
    }
}

fn oauth2_flow(flow: &str, details: &Value) -> Line {
    let mut line = Line::from("OAuth 2.0, ").text(flow).text(" flow");
    for (key, label) in [("authorizationUrl", ", authorization URL "), ("tokenUrl", ", token URL ")] {
        if let Some(url) = details.get(key).and_then(Value::as_str) {
            line = line.text(label).code(url);
        }
    }
    match details.get("scopes").and_then(Value::as_object) {
        Some(scopes) if !scopes.is_empty() => {
            line.text(", scope ").joined(scopes.keys().map(|it| Line::default().code(it)), ", ")
        }
        _ => line,
    }
}
