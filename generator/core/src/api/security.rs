//! Security schemes and requirements.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::Extensions;

/// An element of `security`: names of schemes, each with its scopes.
pub type SecurityRequirement = IndexMap<String, Vec<String>>;

/// A method to authenticate requests.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The kind of the scheme.
    pub kind: SecuritySchemeKind,
    /// `description`
    pub description: Option<String>,
    /// Every `x-` key.
    pub extensions: Extensions,
}

/// The kinds of OpenAPI 3.0.
#[derive(Clone, Debug, PartialEq)]
pub enum SecuritySchemeKind {
    /// `oauth2`: OpenAPI's flow objects by flow, as written.
    OAuth2(IndexMap<String, Value>),
    /// `apiKey`
    ApiKey {
        /// `name`
        name: String,
        /// `in`: `query`, `header` or `cookie`.
        location: String,
    },
    /// `http`
    Http {
        /// `scheme`
        scheme: String,
        /// `bearerFormat`
        bearer_format: Option<String>,
    },
    /// `openIdConnect`: its URL.
    OpenIdConnect(String),
}

/// Reads the value of `security`. Returns `None` if it is not a list.
pub(crate) fn requirements(security: Option<&Value>) -> Option<Vec<SecurityRequirement>> {
    let requirement = |it: &Map<String, Value>| it.iter().map(|(name, it)| (name.clone(), strings(it))).collect();
    Some(security?.as_array()?.iter().filter_map(Value::as_object).map(requirement).collect())
}

impl SecurityScheme {
    /// Reads a member of Swagger 2.0 `securityDefinitions`. Returns `None` if it lacks what its type needs.
    pub(crate) fn from_swagger(definition: &Value) -> Option<Self> {
        let kind = match definition.get("type")?.as_str()? {
            "oauth2" => {
                // Swagger 2.0 and OpenAPI 3.0 name two of the flows differently.
                let flow = match definition.get("flow")?.as_str()? {
                    "application" => "clientCredentials",
                    "accessCode" => "authorizationCode",
                    same => same,
                };
                let urls = ["authorizationUrl", "tokenUrl"].into_iter();
                let mut details: Map<String, Value> =
                    urls.filter_map(|key| Some((key.to_owned(), definition.get(key)?.clone()))).collect();
                details.insert("scopes".to_owned(), definition.get("scopes").cloned().unwrap_or_else(|| json!({})));
                SecuritySchemeKind::OAuth2(IndexMap::from([(flow.to_owned(), Value::Object(details))]))
            }
            "apiKey" => api_key(definition)?,
            "basic" => SecuritySchemeKind::Http { scheme: "basic".to_owned(), bearer_format: None },
            _ => return None,
        };
        Some(Self::new(kind, definition))
    }

    /// Reads a member of OpenAPI 3.0 `components.securitySchemes`. Returns `None` if it lacks what its type needs.
    pub(crate) fn from_openapi(scheme: &Value) -> Option<Self> {
        let kind = match scheme.get("type")?.as_str()? {
            "oauth2" => {
                let flows = scheme.get("flows")?.as_object()?;
                SecuritySchemeKind::OAuth2(flows.iter().map(|(name, flow)| (name.clone(), flow.clone())).collect())
            }
            "apiKey" => api_key(scheme)?,
            "http" => SecuritySchemeKind::Http {
                scheme: string(scheme, "scheme")?,
                bearer_format: string(scheme, "bearerFormat"),
            },
            "openIdConnect" => SecuritySchemeKind::OpenIdConnect(string(scheme, "openIdConnectUrl")?),
            _ => return None,
        };
        Some(Self::new(kind, scheme))
    }

    fn new(kind: SecuritySchemeKind, written: &Value) -> Self {
        let members = written.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with("x-"));
        Self {
            kind,
            description: string(written, "description"),
            extensions: members.map(|(key, value)| (key.clone(), value.clone())).collect(),
        }
    }
}

fn api_key(definition: &Value) -> Option<SecuritySchemeKind> {
    let location = string(definition, "in").filter(|it| ["query", "header", "cookie"].contains(&it.as_str()))?;
    Some(SecuritySchemeKind::ApiKey { name: string(definition, "name")?, location })
}

fn string(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
