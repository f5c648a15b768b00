//! Security definitions and requirements.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, OAuth2Flows, ReferenceOr, SecurityRequirement, SecurityScheme};
use serde_json::{Map, Value, json};

/// `security` as written; none when there is none.
pub(super) fn requirements(security: Option<&Value>) -> Option<Vec<SecurityRequirement>> {
    let list = security?.as_array()?;
    Some(
        list.iter()
            .filter_map(Value::as_object)
            .map(|requirement| requirement.iter().map(|(name, scopes)| (name.clone(), strings(scopes))).collect())
            .collect(),
    )
}

/// A member of Swagger 2.0 `securityDefinitions`.
pub(super) fn from_swagger(definition: &Value) -> Option<ReferenceOr<SecurityScheme>> {
    let description = text(definition, "description");
    let extensions = extensions(definition);
    let scheme = match definition.get("type")?.as_str()? {
        "oauth2" => {
            // Swagger 2.0 and OpenAPI 3.0 name two of the flows differently.
            let flow = match definition.get("flow")?.as_str()? {
                "application" => "clientCredentials",
                "accessCode" => "authorizationCode",
                same => same,
            };
            let mut details = Map::new();
            for key in ["authorizationUrl", "tokenUrl"] {
                if let Some(url) = definition.get(key) {
                    details.insert(key.to_owned(), url.clone());
                }
            }
            details.insert("scopes".to_owned(), definition.get("scopes").cloned().unwrap_or_else(|| json!({})));
            oauth2(IndexMap::from([(flow.to_owned(), Value::Object(details))]), description, extensions)
        }
        "apiKey" => SecurityScheme::APIKey {
            location: key_location(definition)?,
            name: text(definition, "name")?,
            description,
            extensions,
        },
        "basic" => SecurityScheme::HTTP { scheme: "basic".to_owned(), bearer_format: None, description, extensions },
        _ => return None,
    };
    Some(ReferenceOr::Item(scheme))
}

/// A member of OpenAPI 3.0 `components.securitySchemes`.
pub(super) fn from_openapi(scheme: &Value) -> Option<ReferenceOr<SecurityScheme>> {
    let description = text(scheme, "description");
    let extensions = extensions(scheme);
    let scheme = match scheme.get("type")?.as_str()? {
        "oauth2" => {
            let flows = scheme.get("flows")?.as_object()?;
            oauth2(flows.iter().map(|(name, flow)| (name.clone(), flow.clone())).collect(), description, extensions)
        }
        "apiKey" => SecurityScheme::APIKey {
            location: key_location(scheme)?,
            name: text(scheme, "name")?,
            description,
            extensions,
        },
        "http" => SecurityScheme::HTTP {
            scheme: text(scheme, "scheme")?,
            bearer_format: text(scheme, "bearerFormat"),
            description,
            extensions,
        },
        "openIdConnect" => SecurityScheme::OpenIDConnect {
            open_id_connect_url: text(scheme, "openIdConnectUrl")?,
            description,
            extensions,
        },
        _ => return None,
    };
    Some(ReferenceOr::Item(scheme))
}

/// openapiv3 2.2 prints the keys of its typed flows in snake case (`authorization_url`), which no other tool reads. The
/// flows travel in `extensions`, which are printed beside the typed ones, with the keys as they should be.
fn oauth2(
    flows: IndexMap<String, Value>,
    description: Option<String>,
    extensions: IndexMap<String, Value>,
) -> SecurityScheme {
    SecurityScheme::OAuth2 {
        flows: OAuth2Flows { extensions: flows, ..OAuth2Flows::default() },
        description,
        extensions,
    }
}

fn key_location(definition: &Value) -> Option<APIKeyLocation> {
    match definition.get("in")?.as_str()? {
        "query" => Some(APIKeyLocation::Query),
        "header" => Some(APIKeyLocation::Header),
        "cookie" => Some(APIKeyLocation::Cookie),
        _ => None,
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn extensions(value: &Value) -> IndexMap<String, Value> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| key.starts_with("x-"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
