//! Asks for one disk access, with structs written by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use azure_core::http::policies::Policy;
use azure_core::http::policies::auth::BearerTokenAuthorizationPolicy;
use azure_core::http::{ClientOptions, Context, Method, Pipeline, Request, Url};
use azure_identity::DeveloperToolsCredential;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct DiskAccess {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<DiskAccessProperties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extended_location: Option<ExtendedLocation>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct DiskAccessProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    private_endpoint_connections: Option<Vec<PrivateEndpointConnection>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisioning_state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    time_created: Option<OffsetDateTime>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct PrivateEndpointConnection {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<PrivateEndpointConnectionProperties>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct PrivateEndpointConnectionProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    private_endpoint: Option<PrivateEndpoint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    private_link_service_connection_state: Option<PrivateLinkServiceConnectionState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisioning_state: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct PrivateLinkServiceConnectionState {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actions_required: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct PrivateEndpoint {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct ExtendedLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let credential = DeveloperToolsCredential::new(None)?;
    let subscription_id = std::env::var("AZURE_SUBSCRIPTION_ID")?;
    let authorization: Arc<dyn Policy> =
        Arc::new(BearerTokenAuthorizationPolicy::new(credential, ["https://management.azure.com/.default"]));
    let pipeline = Pipeline::new(
        option_env!("CARGO_PKG_NAME"),
        option_env!("CARGO_PKG_VERSION"),
        ClientOptions::default(),
        Vec::new(),
        vec![authorization],
        None,
    );
    let mut url = Url::parse("https://management.azure.com")?;
    url.set_path(&format!(
        "/subscriptions/{subscription_id}/resourceGroups/myResourceGroup/providers/Microsoft.Compute/diskAccesses/myDiskAccess"
    ));
    url.query_pairs_mut().append_pair("api-version", "2025-01-02");
    let mut request = Request::new(url, Method::Get);
    request.insert_header("accept", "application/json");
    let response = pipeline.send(&Context::new(), &mut request, None).await?;
    let access: DiskAccess = serde_json::from_slice(response.into_body().as_ref())?;
    println!("{:?} in {:?}", access.name, access.location);
    Ok(())
}
