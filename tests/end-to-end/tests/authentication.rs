//! Tokens: asked for with the right scope, sent, and shown nowhere.

use arm_compute::ComputeClientOptions;
use armsmith_end_to_end::{
    Result,
    client::{self, Settings},
    credential::{TOKEN, TestCredential},
    scenario::Exchange,
    server::Server,
};
use std::sync::Arc;

/// So many answers to GETs of a disk access.
async fn server(answers: usize) -> Result<Server> {
    let exchange: Exchange = toml::from_str(
        r#"
        request.line = "GET /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/group/providers/Microsoft.Compute/diskAccesses/name?api-version=2025-01-02"
        answer.json = '{ "name": "name" }'
        "#,
    )?;
    let server = Server::start().await?;
    server.play(vec![exchange; answers]);
    Ok(server)
}

#[tokio::test]
async fn the_token_is_asked_for_once_with_the_scope_of_the_cloud() -> Result<()> {
    let server = server(2).await?;
    let credential = Arc::new(TestCredential::default());
    let settings = Settings { credential: Some(credential.clone()), ..Settings::default() };
    let compute = client::connect(&server, &settings)?;
    for client in [compute.disk_accesses_client(), compute.clone().disk_accesses_client()] {
        client.get("group", "name", None).await?;
    }
    assert_eq!(credential.asked(), [[format!("{}/.default", server.endpoint())]]);
    for request in server.received() {
        assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}")));
    }
    assert_eq!(server.problems(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn nothing_that_can_be_printed_shows_the_token() -> Result<()> {
    let server = server(1).await?;
    let settings = Settings { credential: Some(Arc::new(TestCredential::default())), ..Settings::default() };
    assert!(format!("{settings:?}").contains(TOKEN), "the credential of the tests gives itself away");

    let compute = client::connect(&server, &settings)?;
    let disk_accesses = compute.disk_accesses_client();
    let response = disk_accesses.get("group", "name", None).await?;
    // The script has no further exchange.
    let error = disk_accesses.get("group", "name", None).await.expect_err("the server refuses");
    let poller = disk_accesses.begin_delete("group", "name", None)?;
    let runtime = client::connect_runtime(&server, &settings)?;
    let options = ComputeClientOptions::default();
    let printed = [
        format!("{compute:#?}"),
        format!("{disk_accesses:#?}"),
        format!("{runtime:#?}"),
        format!("{poller:#?}"),
        format!("{options:#?}"),
        format!("{:#?}", response.to_raw_response()),
        format!("{error:#?}"),
        error.to_string(),
    ];
    for text in printed {
        assert!(!text.contains(TOKEN), "{text}");
    }
    Ok(())
}
