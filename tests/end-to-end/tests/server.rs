//! The server itself: it plays what its script says, and it does not let a wrong client through.

use armsmith_end_to_end::{Result, scenario::Exchange, server::Server};
use reqwest::{Certificate, Client};
use std::time::{Duration, Instant};

/// A plain HTTP client that trusts the server.
fn http_client(server: &Server) -> Result<Client> {
    let certificate = Certificate::from_der(server.certificate())?;
    Ok(Client::builder().tls_certs_only([certificate]).resolve("localhost", server.address()).no_proxy().build()?)
}

fn exchanges(text: &str) -> Result<Vec<Exchange>> {
    #[derive(serde::Deserialize)]
    struct Script {
        exchange: Vec<Exchange>,
    }
    Ok(toml::from_str::<Script>(text)?.exchange)
}

async fn playing(text: &str) -> Result<(Server, Client)> {
    let server = Server::start().await?;
    server.play(exchanges(text)?);
    let client = http_client(&server)?;
    Ok((server, client))
}

#[tokio::test]
async fn plays_the_exchanges_in_order() -> Result<()> {
    let (server, client) = playing(
        r#"
        [[exchange]]
        request.line = "PUT /a?b=c"
        request.json = '{"x": 1}'
        answer.status = 202
        answer.headers = { Location = "/next", X-Twice = ["one", "two"] }
        answer.json = '{ "as" : "written" }'

        [[exchange]]
        request.line = "GET /next"
        answer.text = "done"
        "#,
    )
    .await?;

    let accepted = client.put(server.endpoint() + "/a?b=c").body(r#"{ "x": 1 }"#).send().await?;
    assert_eq!(accepted.status(), 202);
    assert_eq!(accepted.headers()["location"], "/next");
    assert_eq!(accepted.headers().get_all("x-twice").iter().count(), 2);
    assert_eq!(accepted.headers()["content-type"], "application/json; charset=utf-8");
    assert_eq!(accepted.text().await?, r#"{ "as" : "written" }"#);
    assert_eq!(server.problems(), ["request 2 never came: GET /next"]);

    let done = client.get(server.endpoint() + "/next").send().await?;
    assert_eq!((done.status().as_u16(), done.headers().contains_key("content-type")), (200, false));
    assert_eq!(done.text().await?, "done");
    assert_eq!(server.problems(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn a_wrong_request_and_one_too_many_are_problems() -> Result<()> {
    let (server, client) = playing("[[exchange]]\nrequest.line = 'GET /right'\nanswer.status = 200").await?;
    for path in ["/wrong", "/more"] {
        assert_eq!(client.get(server.endpoint() + path).send().await?.status(), 400);
    }
    let problems = server.problems();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains("expected /right") && problems[0].contains("got /wrong"), "{}", problems[0]);
    assert_eq!(problems[1], "request 2 was not expected: GET /more");
    assert!(server.history().contains("2. GET /more"), "{}", server.history());
    Ok(())
}

#[tokio::test]
async fn cuts_connections_where_the_script_says() -> Result<()> {
    let (server, client) = playing(
        r#"
        [[exchange]]
        request.line = "GET /nothing"
        answer.cut = "before-answer"

        [[exchange]]
        request.line = "GET /half"
        answer.text = "0123456789"
        answer.cut = "in-body"
        "#,
    )
    .await?;

    assert!(client.get(server.endpoint() + "/nothing").send().await.is_err());
    let half = client.get(server.endpoint() + "/half").send().await?;
    assert_eq!(half.status(), 200, "the head arrives");
    assert!(half.text().await.is_err(), "the body does not");
    assert_eq!(server.problems(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn answers_late_when_the_script_says() -> Result<()> {
    let (server, client) = playing("[[exchange]]\nrequest.line = 'GET /'\nanswer.delay-ms = 200").await?;
    let start = Instant::now();
    assert_eq!(client.get(server.endpoint() + "/").send().await?.status(), 200);
    assert!(start.elapsed() >= Duration::from_millis(200), "{:?}", start.elapsed());
    Ok(())
}

#[tokio::test]
async fn another_client_does_not_trust_it_and_nothing_is_left_of_it() -> Result<()> {
    let (server, client) = playing("[[exchange]]\nrequest.line = 'GET /'\nanswer.status = 200").await?;
    let (other, _) = playing("[[exchange]]\nrequest.line = 'GET /'\nanswer.status = 200").await?;
    let stranger = client.get(other.endpoint()).send().await;
    assert!(stranger.is_err(), "{stranger:?}");

    let endpoint = server.endpoint();
    drop(server);
    // The port may be served by nobody only once the aborted task is gone.
    tokio::task::yield_now().await;
    assert!(client.get(endpoint).send().await.is_err());
    Ok(())
}
