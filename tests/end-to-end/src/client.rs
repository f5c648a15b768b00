//! A generated client that talks to a server of this crate, through the transport that users have.
//!
//! The transport is an own reqwest client, because only an own one can trust the server's certificate; it trusts no
//! other. The cloud is a custom one whose Azure Resource Manager is the server.

use crate::{Result, credential::TestCredential, server::Server};
use arm_compute::{
    ComputeClient, ComputeClientOptions,
    runtime::{Audience, Client, ProviderRegistration, Service},
};
use arm_rehearsal::{RehearsalClient, RehearsalClientOptions};
use azure_core::{
    cloud::{Audiences, CloudConfiguration, CustomConfiguration},
    credentials::TokenCredential,
    http::{ClientOptions, ExponentialRetryOptions, RetryOptions, Transport, policies::Policy},
};
use reqwest::{Certificate, redirect};
use std::{sync::Arc, time::Duration};

/// The subscription of every test.
pub const SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";

/// The settings of a test for its client.
#[derive(Debug, Default)]
pub struct Settings {
    /// Without it requests carry no token.
    pub credential: Option<Arc<TestCredential>>,
    /// The number of retries of the pipeline; azure_core's default if absent.
    pub retries: Option<u32>,
    /// A missing registration of the resource provider is made up for.
    pub register: Option<ProviderRegistration>,
}

/// A new client: nothing is shared with another one, as if another process had made it.
pub fn connect(server: &Server, settings: &Settings) -> Result<ComputeClient> {
    let client_options = client_options(server, settings)?;
    let options = Some(ComputeClientOptions { client_options, ..ComputeClientOptions::default() });
    Ok(match settings.credential.clone() {
        Some(credential) => ComputeClient::new(SUBSCRIPTION, credential, options)?,
        None => ComputeClient::without_credential(SUBSCRIPTION, options)?,
    })
}

/// The same for the service that is there for the tests alone.
pub fn connect_rehearsal(server: &Server, settings: &Settings) -> Result<RehearsalClient> {
    let client_options = client_options(server, settings)?;
    let options = Some(RehearsalClientOptions { client_options, ..RehearsalClientOptions::default() });
    Ok(match settings.credential.clone() {
        Some(credential) => RehearsalClient::new(SUBSCRIPTION, credential, options)?,
        None => RehearsalClient::without_credential(SUBSCRIPTION, options)?,
    })
}

/// A new client of the runtime: the one that goes on with a long-running operation.
pub fn connect_runtime(server: &Server, settings: &Settings) -> Result<Client> {
    let service = Service { crate_name: Some("arm-compute"), crate_version: None, namespace: "Microsoft.Compute" };
    let credential = settings.credential.clone().map(|credential| credential as Arc<dyn TokenCredential>);
    Ok(Client::new(service, credential, client_options(server, settings)?)?)
}

fn client_options(server: &Server, settings: &Settings) -> Result<ClientOptions> {
    let register = settings.register.clone().map(|policy| Arc::new(policy) as Arc<dyn Policy>);
    Ok(ClientOptions {
        per_call_policies: register.into_iter().collect(),
        transport: Some(transport(server)?),
        cloud: Some(Arc::new(cloud(server))),
        retry: settings.retries.map(retry).unwrap_or_default(),
        ..ClientOptions::default()
    })
}

/// As azure_core's own transport, but for the certificate: no redirects, bounded waits.
fn transport(server: &Server) -> Result<Transport> {
    let client = reqwest::Client::builder()
        .tls_certs_only([Certificate::from_der(server.certificate())?])
        .https_only(true)
        .redirect(redirect::Policy::none())
        // `localhost` needs no name service, and the machine's proxy has no part in this.
        .resolve("localhost", server.address())
        .no_proxy()
        .connect_timeout(Duration::from_secs(10))
        .read_timeout(Duration::from_secs(10))
        .build()?;
    Ok(Transport::new(Arc::new(client)))
}

fn cloud(server: &Server) -> CloudConfiguration {
    let mut cloud = CustomConfiguration::default();
    cloud.authority_host = server.endpoint();
    cloud.audiences = Audiences::new().with::<Audience>(server.endpoint());
    cloud.into()
}

fn retry(max_retries: u32) -> RetryOptions {
    let options = ExponentialRetryOptions { max_retries, ..ExponentialRetryOptions::default() };
    RetryOptions::exponential(options)
}
