//! An application that approves private endpoint connections with the generated crate.

use arm_compute::ComputeClient;
use arm_compute::models::{
    PrivateEndpointConnection, PrivateEndpointConnectionProperties, PrivateEndpointServiceConnectionStatus,
    PrivateLinkServiceConnectionState,
};

/// Approves a private endpoint connection and waits until the service has done so.
///
/// # Errors
///
/// Whatever the service or the connection to it says.
pub async fn approve(
    compute: &ComputeClient,
    resource_group: &str,
    disk_access: &str,
    connection: &str,
) -> azure_core::Result<PrivateEndpointConnection> {
    compute
        .disk_accesses_client()
        .begin_update_a_private_endpoint_connection(
            resource_group,
            disk_access,
            connection,
            approved("Approved by app").try_into()?,
            None,
        )?
        .await?
        .into_model()
}

/// A connection in the approved state.
pub fn approved(description: &str) -> PrivateEndpointConnection {
    let state = PrivateLinkServiceConnectionState {
        status: Some(PrivateEndpointServiceConnectionStatus::Approved),
        description: Some(description.to_owned()),
        ..Default::default()
    };
    let properties =
        PrivateEndpointConnectionProperties { private_link_service_connection_state: Some(state), ..Default::default() };
    PrivateEndpointConnection { properties: Some(properties), ..Default::default() }
}

#[cfg(test)]
mod tests {
    use super::approved;
    use arm_compute::requests::disk_accesses;
    use arm_compute::runtime::Scope;

    #[test]
    fn the_request_is_the_documented_one() -> azure_core::Result<()> {
        let scope = Scope::new("https://management.azure.com".parse()?, "subscription").with_api_version("2025-01-02");
        let request = disk_accesses::update_a_private_endpoint_connection(
            &scope,
            "group",
            "access",
            "connection",
            approved("Fine").try_into()?,
            &Default::default(),
        )?;
        assert_eq!(request.method().as_str(), "PUT");
        assert_eq!(
            request.url().as_str(),
            "https://management.azure.com/subscriptions/subscription/resourceGroups/group/providers/Microsoft.Compute\
             /diskAccesses/access/privateEndpointConnections/connection?api-version=2025-01-02"
        );
        Ok(())
    }
}
