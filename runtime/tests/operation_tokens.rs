//! Long-running operations: going on after an error, with the same poller or with a token.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::__private::{model, page};
use armsmith_runtime::{ArmError, ListPoller, Poller, PollerOptions, StillRunning};
use azure_core::Value;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::{JsonFormat, Method, NoFormat};
use azure_core::time::Duration;
use common::{CUT, Mock, MockResponse, OPERATION, fast, request, respond, with};
use futures::{StreamExt as _, TryStreamExt as _};
use std::sync::Arc;

const DONE: &str = r#"{"status":"Succeeded"}"#;
const RUNNING: &str = r#"{"status":"InProgress"}"#;

fn first() -> MockResponse {
    with(respond(202, ""), "azure-asyncoperation", "/op")
}

/// A poller that gives up after this many milliseconds, and follows an operation that takes longer.
fn hasty(mock: &Arc<Mock>, milliseconds: i64) -> Poller<Value> {
    let timeout = Some(Duration::milliseconds(milliseconds));
    let options = PollerOptions { timeout, frequency: Some(Duration::milliseconds(2)), ..PollerOptions::default() };
    mock.client().begin(OPERATION, request(Method::Put, "/x"), None, options).unwrap()
}

fn running() -> MockResponse {
    (200, vec![], RUNNING.to_owned())
}

async fn result_of(token: &str, responses: impl IntoIterator<Item = MockResponse>) -> Value {
    let poller: Poller<Value> = Mock::new(responses).client().resume(token, fast()).unwrap();
    poller.await.unwrap().into_model().unwrap()
}

#[tokio::test]
async fn the_error_of_a_timeout_carries_the_token() {
    let first = with(respond(202, ""), "azure-asyncoperation", "/confidential");
    let mock = Mock::new(std::iter::once(first).chain(std::iter::repeat_n(running(), 1_000)));
    let error = hasty(&mock, 40).await.unwrap_err();
    assert!(error.to_string().contains("is still in progress after"), "{error}");
    let running = StillRunning::from_error(&error).unwrap();
    assert_eq!(running.operation, OPERATION.name());
    assert!(!format!("{error:?} {error} {running}").contains("/confidential"), "nothing shows the token");
    assert!(running.continuation_token.contains("/confidential"));
    let result = result_of(&running.continuation_token, [respond(200, DONE), respond(200, r#"{"name":"x"}"#)]).await;
    assert_eq!(result["name"], "x");
}

#[tokio::test]
async fn a_poller_can_be_awaited_again_after_a_timeout() {
    let mock = Mock::new(std::iter::once(first()).chain(std::iter::repeat_n(running(), 100_000)));
    let mut poller = hasty(&mock, 30);
    let error = (&mut poller).await.unwrap_err();
    assert!(StillRunning::from_error(&error).is_some());
    let polls = mock.seen().len();
    (&mut poller).await.unwrap_err();
    assert!(mock.seen().len() > polls, "the time begins again");
    assert_eq!(mock.seen().iter().filter(|line| line.starts_with("PUT")).count(), 1);
    assert!(poller.continuation_token().is_some());
}

#[tokio::test]
async fn every_error_after_acceptance_carries_the_token_and_stays_what_it_is() {
    let busy = respond(409, r#"{"error":{"code":"Busy","message":"m"}}"#);
    let errors = [
        (vec![busy.clone()], "409 Conflict: Busy: m"),
        (vec![respond(CUT, "")], "the connection was cut"),
        (vec![respond(200, "{}")], "does not contain the status"),
        (vec![with(respond(200, RUNNING), "azure-asyncoperation", "https://other.test/")], "a token is not sent there"),
    ];
    for (responses, message) in errors {
        let mut responses: Vec<_> = std::iter::once(first()).chain(responses).collect();
        if message.contains("token") {
            responses.push(respond(200, "{}"));
        }
        let poller: Poller<Value> =
            Mock::new(responses).client().begin(OPERATION, request(Method::Put, "/x"), None, fast()).unwrap();
        let error = poller.await.unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        let token = &StillRunning::from_error(&error).unwrap().continuation_token;
        if !message.contains("token") {
            assert_eq!(result_of(token, [respond(200, DONE), respond(200, r#"{"name":"x"}"#)]).await["name"], "x");
        }
    }

    let mock = Mock::new([first(), respond(200, DONE), busy.clone(), respond(200, r#"{"name":"x"}"#)]);
    let mut poller: Poller<Value> = mock.client().begin(OPERATION, request(Method::Put, "/x"), None, fast()).unwrap();
    let error = (&mut poller).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::HttpResponse { error_code: Some(code), .. } if code == "Busy"));
    assert_eq!(ArmError::from_error(&error).unwrap().message.as_deref(), Some("m"));
    let token = &StillRunning::from_error(&error).unwrap().continuation_token;
    assert_eq!(result_of(token, [respond(200, r#"{"name":"fetched"}"#)]).await["name"], "fetched");
    assert_eq!((&mut poller).await.unwrap().into_model().unwrap()["name"], "x");
    assert_eq!(mock.seen().len(), 4, "only the result is asked for again");
}

#[tokio::test]
async fn errors_without_anything_to_go_on_from_carry_no_token() {
    let failed = respond(200, r#"{"status":"Failed","error":{"code":"C"}}"#);
    for responses in [vec![respond(409, "")], vec![respond(CUT, "")], vec![first(), failed]] {
        let poller: Poller<(), NoFormat> =
            Mock::new(responses).client().begin(OPERATION, request(Method::Post, "/x"), None, fast()).unwrap();
        let error = poller.await.unwrap_err();
        assert!(StillRunning::from_error(&error).is_none(), "{error}");
    }
    assert!(StillRunning::from_error(&Error::with_message(ErrorKind::Io, "x")).is_none());
}

#[tokio::test]
async fn a_wait_that_was_dropped_can_be_taken_up() {
    let slow = with((202, vec![], String::new()), "azure-asyncoperation", "/op");
    let resource = || respond(200, r#"{"name":"x"}"#);
    let mock = Mock::new([slow, respond(200, DONE), resource(), resource()]);
    let options = PollerOptions { frequency: Some(Duration::milliseconds(60)), ..PollerOptions::default() };
    let mut poller: Poller<Value> = mock.client().begin(OPERATION, request(Method::Put, "/x"), None, options).unwrap();
    let short = std::time::Duration::from_millis(5);
    assert!(tokio::time::timeout(short, &mut poller).await.is_err());
    assert_eq!(mock.seen().len(), 1);
    assert!(poller.continuation_token().is_some());
    assert_eq!((&mut poller).await.unwrap().into_model().unwrap()["name"], "x");
    assert_eq!((&mut poller).await.unwrap().into_model().unwrap()["name"], "x", "a fetched result is asked for again");
}

#[tokio::test]
async fn a_poller_that_failed_fails_again_with_the_same_error() {
    let failed = respond(200, r#"{"status":"Failed","error":{"code":"C","message":"m"}}"#);
    let mock = Mock::new([first(), failed]);
    let mut poller: Poller<Value> = mock.client().begin(OPERATION, request(Method::Put, "/x"), None, fast()).unwrap();
    for _ in 0..3 {
        assert_eq!((&mut poller).await.unwrap_err().to_string(), "C: m");
        assert!(poller.next().await.is_none());
    }
    assert_eq!(mock.seen().len(), 2);
}

#[tokio::test]
async fn tokens_of_earlier_versions_are_read() {
    // Written before `expected` and `has_progressed` were stored.
    let token = r#"{"version":1,"point":{"Waiting":{"operation":"o","method":"Resource","original":"https://management.azure.com/x","via":null,"monitor":"AzureAsyncOperation","next":"https://management.azure.com/op","location":null}}}"#;
    assert_eq!(result_of(token, [respond(200, DONE), respond(200, r#"{"name":"x"}"#)]).await["name"], "x");
    let token =
        r#"{"version":1,"point":{"Fetching":{"operation":"o","outcome":{"At":"https://management.azure.com/x"}}}}"#;
    assert_eq!(result_of(token, [respond(200, r#"{"name":"x"}"#)]).await["name"], "x");
}

#[tokio::test]
async fn a_token_remembers_the_second_source_of_the_result() {
    use armsmith_runtime::__private::FinalStateVia::Location;
    let mock = Mock::new([with(first(), "location", "/loc"), respond(200, DONE)]);
    let mut poller: Poller<Value> =
        mock.client().begin(OPERATION, request(Method::Put, "/x"), Some(Location), fast()).unwrap();
    while poller.try_next().await.unwrap().is_some() {}
    let token = poller.continuation_token().unwrap();
    let mock = Mock::new([respond(404, ""), respond(200, r#"{"name":"x"}"#)]);
    let poller: Poller<Value> = mock.client().resume(&token, fast()).unwrap();
    poller.await.unwrap();
    assert_eq!(mock.seen(), ["GET /loc", "GET /x"]);
}

/// A page like a generated one.
#[derive(Clone, Default)]
pub struct Names {
    /// The items.
    pub value: Option<Vec<String>>,
}
model! { Names { value: "value" } }
page! { Names { value: String } }

#[tokio::test]
async fn a_list_can_be_awaited_again() {
    let first = with(respond(202, ""), "location", "/op");
    let mock = Mock::new([first, respond(503, ""), respond(200, r#"{"value":["a"]}"#)]);
    let mut poller: ListPoller<Names> =
        mock.client().begin_list(OPERATION, request(Method::Post, "/x"), None, Some("nextLink"), fast()).unwrap();
    let error = (&mut poller).await.unwrap_err();
    assert!(StillRunning::from_error(&error).is_some());
    assert_eq!((&mut poller).await.unwrap().try_collect::<Vec<_>>().await.unwrap(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_says_zero_is_polled_once_a_second() {
    let polls = std::iter::repeat_n(respond(200, RUNNING), 100);
    let mock = Mock::new(std::iter::once(first()).chain(polls));
    let poller: Poller<Value, JsonFormat> =
        mock.client().begin(OPERATION, request(Method::Put, "/x"), None, PollerOptions::default()).unwrap();
    let waited = tokio::time::timeout(std::time::Duration::from_millis(10_500), poller).await;
    assert!(waited.is_err());
    assert_eq!(mock.seen().len(), 11, "one PUT and ten polls");
}
