//! Long-running operations as a program uses them: watching, breaking off, going on with another client.

use arm_compute::{
    headers,
    models::{
        DiskAccessesClientUpdateAPrivateEndpointConnectionOptions, PrivateEndpointConnection,
        PrivateEndpointConnectionProperties, PrivateEndpointConnectionProvisioningState as State,
        PrivateEndpointServiceConnectionStatus as Status, PrivateLinkServiceConnectionState,
    },
    runtime::{OperationState, Poller, PollerOptions, ResponseHeaders},
};
use armsmith_end_to_end::{
    Result,
    client::{self, Settings},
    credential::TestCredential,
    scenario::{Exchange, OneOrMany, Scenario},
    server::Server,
};
use azure_core::time::Duration;
use futures::{StreamExt, TryStreamExt};
use std::{path::Path, sync::Arc};

/// The exchanges of the reference operation: accepted, in progress, done.
fn reference(server: &Server) -> Result<Vec<Exchange>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/put-202-location-200.toml");
    Ok(Scenario::load(&path, &server.endpoint())?.exchanges)
}

fn approve(server: &Server, settings: &Settings) -> Result<Poller<PrivateEndpointConnection>> {
    approve_or_go_on(server, settings, None)
}

fn approve_or_go_on(
    server: &Server,
    settings: &Settings,
    continuation_token: Option<String>,
) -> Result<Poller<PrivateEndpointConnection>> {
    let connection = PrivateEndpointConnection {
        properties: Some(PrivateEndpointConnectionProperties {
            private_link_service_connection_state: Some(PrivateLinkServiceConnectionState {
                status: Some(Status::Approved),
                description: Some("Approving myPrivateEndpointConnection".to_owned()),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    };
    let options = DiskAccessesClientUpdateAPrivateEndpointConnectionOptions {
        method_options: PollerOptions {
            timeout: Some(Duration::seconds(10)),
            continuation_token,
            ..Default::default()
        },
    };
    let disk_accesses = client::connect(server, settings)?.disk_accesses_client();
    Ok(disk_accesses.begin_update_a_private_endpoint_connection(
        "myResourceGroup",
        "myDiskAccess",
        "myPrivateEndpointConnection",
        connection.try_into()?,
        Some(options),
    )?)
}

fn state(connection: &PrivateEndpointConnection) -> Option<&State> {
    connection.properties.as_ref()?.provisioning_state.as_ref()
}

#[tokio::test]
async fn a_poller_is_awaited_for_the_model() -> Result<()> {
    let server = Server::start().await?;
    server.play(reference(&server)?);
    let poller = approve(&server, &Settings::default())?;
    assert_eq!(server.received().len(), 0, "nothing is sent before the poller is used");

    let connection = poller.await?.into_model()?;
    assert_eq!(connection.name.as_deref(), Some("myPrivateEndpointConnectionName"));
    assert_eq!(state(&connection), Some(&State::Succeeded));
    assert_eq!(server.problems(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn a_poller_shows_each_answer_and_is_awaited_afterwards() -> Result<()> {
    let server = Server::start().await?;
    server.play(reference(&server)?);
    let mut poller = approve(&server, &Settings::default())?;

    let accepted = poller.try_next().await?.ok_or("the first answer is shown")?;
    assert_eq!(server.received().len(), 1, "an answer is shown before the wait for the next one");
    assert_eq!(u16::from(accepted.status()), 202);
    assert_eq!(accepted.header(headers::RETRY_AFTER)?, Some(0));
    assert!(accepted.header(headers::LOCATION)?.is_some_and(|link| link.starts_with(&server.endpoint())));
    let shown: PrivateEndpointConnection = serde_json::from_slice(accepted.body())?;
    // Not among the documented states, and it survives.
    assert_eq!(state(&shown), Some(&State::UnknownValue("Updating".to_owned())));

    let mut states = vec![accepted.state().clone()];
    while let Some(status) = poller.try_next().await? {
        states.push(status.state().clone());
    }
    let going_on = |state: &str| OperationState::InProgress(state.to_owned());
    assert_eq!(states, [going_on("Updating"), going_on("InProgress"), OperationState::Succeeded]);
    assert!(poller.next().await.is_none(), "a drained poller stays drained");
    assert_eq!(state(&poller.await?.into_model()?), Some(&State::Succeeded));
    assert_eq!(server.problems(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn another_client_goes_on_from_the_token() -> Result<()> {
    let server = Server::start().await?;
    server.play(reference(&server)?);

    let first = Arc::new(TestCredential::default());
    let mut poller = approve(&server, &Settings { credential: Some(first), ..Settings::default() })?;
    assert_eq!(poller.continuation_token(), None, "there is nothing to go on with before the operation is accepted");
    poller.try_next().await?;
    let token = poller.continuation_token().ok_or("an accepted operation can be gone on with")?;
    drop(poller);
    assert_eq!(server.received().len(), 1);

    let second = Arc::new(TestCredential::default());
    let settings = Settings { credential: Some(second.clone()), ..Settings::default() };
    let poller = approve_or_go_on(&server, &settings, Some(token))?;
    assert_eq!(state(&poller.await?.into_model()?), Some(&State::Succeeded));
    assert_eq!(second.asked().len(), 1, "the second client has a token of its own");
    assert_eq!(server.problems(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn dropping_a_poller_ends_the_polling() -> Result<()> {
    let server = Server::start().await?;
    server.play(reference(&server)?);
    let mut poller = approve(&server, &Settings::default())?;
    poller.try_next().await?;
    drop(poller);
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(server.received().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_token_goes_to_no_other_host() -> Result<()> {
    let server = Server::start().await?;
    let mut exchanges = reference(&server)?;
    let elsewhere = Server::start().await?;
    exchanges.truncate(1);
    let link = format!("{}/operations/1", elsewhere.endpoint());
    exchanges[0].answer.headers.insert("Location".to_owned(), OneOrMany::One(link));
    server.play(exchanges);
    let error = approve(&server, &Settings::default())?.await.err().ok_or("another host was asked")?;
    assert!(error.to_string().contains("a token is not sent there"), "{error}");
    assert_eq!(elsewhere.received().len(), 0);
    Ok(())
}
