//! The calls that scenarios can make: each operation of the generated Disk Accesses client under its name, and those of
//! the rehearsal client, whose service has the forms of operations that Disk Accesses have not.
//!
//! In comes the call of a scenario and the server it goes to; out comes what it ended with. An `Err` of these functions
//! is a mistake in the scenario; errors of the client are an outcome.

mod list;
mod operation;
mod rehearsal;

use crate::{
    Result,
    client::{self, Settings},
    credential::TestCredential,
    outcome::Ended,
    scenario::Call,
    server::Server,
};
use arm_compute::{
    ComputeClient,
    clients::DiskAccessesClient,
    models::{
        DiskAccessesClientCreateOrUpdateOptions, DiskAccessesClientDeleteAPrivateEndpointConnectionOptions,
        DiskAccessesClientDeleteOptions, DiskAccessesClientListByResourceGroupOptions, DiskAccessesClientListOptions,
        DiskAccessesClientListPrivateEndpointConnectionsOptions,
        DiskAccessesClientUpdateAPrivateEndpointConnectionOptions, DiskAccessesClientUpdateOptions,
    },
};
use azure_core::http::RequestContent;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// A call, and everything it needs to be made; also a second time, as if from another process.
#[derive(Debug)]
pub struct Caller<'a> {
    /// The client method to call.
    pub call: &'a Call,
    /// Where.
    pub server: &'a Server,
    /// With which client.
    pub settings: Settings,
}

impl Caller<'_> {
    /// Makes the call.
    pub async fn call(&self) -> Result<Ended> {
        let arguments: Vec<&str> = self.call.arguments.iter().map(String::as_str).collect();
        if let Some((group, method)) = self.call.operation.split_once('.') {
            return self.rehearse(group, method, &arguments).await;
        }
        match (self.call.operation.as_str(), arguments.as_slice()) {
            ("endpoint_without_options", []) => endpoint_without_options(),
            ("get" | "get_a_private_endpoint_connection" | "get_private_link_resources", _) => {
                self.plain(&arguments).await
            }
            ("list" | "list_by_resource_group" | "list_private_endpoint_connections", _) => self.list(&arguments).await,
            _ => self.long_running(&arguments).await,
        }
    }

    async fn plain(&self, arguments: &[&str]) -> Result<Ended> {
        let client = self.connect()?;
        match (self.call.operation.as_str(), arguments) {
            ("get", [group, name]) => ended(client.get(group, name, None).await),
            ("get_a_private_endpoint_connection", [group, name, connection]) => {
                ended(client.get_a_private_endpoint_connection(group, name, connection, None).await)
            }
            ("get_private_link_resources", [group, name]) => {
                ended(client.get_private_link_resources(group, name, None).await)
            }
            _ => Err(self.unknown()),
        }
    }

    async fn list(&self, arguments: &[&str]) -> Result<Ended> {
        match (self.call.operation.as_str(), arguments) {
            ("list", []) => {
                let list =
                    |method_options| Ok(self.connect()?.list(Some(DiskAccessesClientListOptions { method_options })));
                self.items(list).await
            }
            ("list_by_resource_group", [group]) => {
                let list = |method_options| {
                    let options = DiskAccessesClientListByResourceGroupOptions { method_options };
                    Ok(self.connect()?.list_by_resource_group(group, Some(options)))
                };
                self.items(list).await
            }
            ("list_private_endpoint_connections", [group, name]) => {
                let list = |method_options| {
                    let options = DiskAccessesClientListPrivateEndpointConnectionsOptions { method_options };
                    Ok(self.connect()?.list_private_endpoint_connections(group, name, Some(options)))
                };
                self.items(list).await
            }
            _ => Err(self.unknown()),
        }
    }

    async fn long_running(&self, arguments: &[&str]) -> Result<Ended> {
        let client = self.connect()?;
        let method_options = self.poller_options()?;
        match (self.call.operation.as_str(), arguments) {
            ("create_or_update", [group, name]) => {
                let options = DiskAccessesClientCreateOrUpdateOptions { method_options };
                self.to_model(client.begin_create_or_update(group, name, self.body()?, Some(options))).await
            }
            ("update", [group, name]) => {
                let options = DiskAccessesClientUpdateOptions { method_options };
                self.to_model(client.begin_update(group, name, self.body()?, Some(options))).await
            }
            ("delete", [group, name]) => {
                let options = DiskAccessesClientDeleteOptions { method_options };
                self.to_nothing(client.begin_delete(group, name, Some(options))).await
            }
            ("update_a_private_endpoint_connection", [group, name, connection]) => {
                let options = DiskAccessesClientUpdateAPrivateEndpointConnectionOptions { method_options };
                let body = self.body()?;
                let poller =
                    client.begin_update_a_private_endpoint_connection(group, name, connection, body, Some(options));
                self.to_model(poller).await
            }
            ("delete_a_private_endpoint_connection", [group, name, connection]) => {
                let options = DiskAccessesClientDeleteAPrivateEndpointConnectionOptions { method_options };
                let poller = client.begin_delete_a_private_endpoint_connection(group, name, connection, Some(options));
                self.to_nothing(poller).await
            }
            _ => Err(self.unknown()),
        }
    }

    /// A new client each time.
    fn connect(&self) -> Result<DiskAccessesClient> {
        Ok(client::connect(self.server, &self.settings)?.disk_accesses_client())
    }

    /// The body of the call, through its model: what the model drops or refuses is found out.
    fn body<T>(&self) -> Result<RequestContent<T>>
    where
        T: DeserializeOwned + TryInto<RequestContent<T>, Error = azure_core::Error>,
    {
        let body = self.call.body.clone().ok_or("the call needs a body")?;
        Ok(serde_json::from_value::<T>(body)?.try_into()?)
    }

    fn unknown(&self) -> crate::Failure {
        let arguments = self.call.arguments.len();
        format!("there is no call `{}` with {arguments} arguments", self.call.operation).into()
    }
}

/// Returns the endpoint of a client with default options. Nothing is sent.
fn endpoint_without_options() -> Result<Ended> {
    let client = ComputeClient::new(client::SUBSCRIPTION, Arc::new(TestCredential::default()), None)?;
    Ok(Ended { model: Some(Value::String(client.endpoint().to_string())), ..Ended::default() })
}

/// Returns the outcome of a call whose response has been read.
fn ended<T>(response: azure_core::Result<azure_core::http::Response<T>>) -> Result<Ended>
where
    T: DeserializeOwned + serde::Serialize,
{
    match response {
        Ok(response) => Ended::default().with_model(response),
        Err(error) => Ok(Ended::default().with_error(error)),
    }
}
