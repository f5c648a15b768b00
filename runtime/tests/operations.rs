//! Long-running operations: which requests are sent, and what comes out.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::__private::FinalStateVia;
use armsmith_runtime::{ArmError, CannotFollow, OptionalJson, Poller, PollerOptions, StillRunning};
use azure_core::Value;
use azure_core::error::ErrorKind;
use azure_core::http::{JsonFormat, Method, NoFormat};
use azure_core::time::Duration;
use common::{Mock, MockResponse, OPERATION, fast, request, respond, with};
use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::json;
use std::sync::Arc;

const RUNNING: &str = r#"{"status":"InProgress","percentComplete":40}"#;
const DONE: &str = r#"{"status":"Succeeded"}"#;
const RESOURCE: &str = r#"{"name":"x","properties":{"provisioningState":"Succeeded"}}"#;
const CREATING: &str = r#"{"name":"x","properties":{"provisioningState":"Creating"}}"#;

/// Runs one operation to its result; the requests it took, and the result's body.
async fn run(
    method: Method,
    via: Option<FinalStateVia>,
    responses: impl IntoIterator<Item = MockResponse>,
) -> (Vec<String>, azure_core::Result<Option<Value>>) {
    let mock = Mock::new(responses);
    let result = begin::<Option<Value>, OptionalJson>(&mock, method, via).await;
    (mock.seen(), result.and_then(|response| response.into_model()))
}

fn begin<T: 'static, F: 'static>(mock: &Arc<Mock>, method: Method, via: Option<FinalStateVia>) -> Poller<T, F> {
    mock.client().begin(OPERATION, request(method, "/thing?api-version=1"), via, fast()).unwrap()
}

fn name(result: azure_core::Result<Option<Value>>) -> Option<String> {
    result.unwrap()?.get("name")?.as_str().map(str::to_owned)
}

fn asynchronous(status: u16, body: &str) -> MockResponse {
    with(respond(status, body), "Azure-AsyncOperation", "https://management.azure.com/op/1?v=1")
}

#[tokio::test]
async fn put_with_a_status_document_asks_for_the_resource_at_the_end() {
    for via in [None, Some(FinalStateVia::AzureAsyncOperation), Some(FinalStateVia::Location)] {
        let responses =
            [asynchronous(201, CREATING), respond(200, RUNNING), respond(200, DONE), respond(200, RESOURCE)];
        let (seen, result) = run(Method::Put, via, responses).await;
        assert_eq!(
            seen,
            ["PUT /thing?api-version=1", "GET /op/1?v=1", "GET /op/1?v=1", "GET /thing?api-version=1"],
            "{via:?}"
        );
        assert_eq!(name(result).as_deref(), Some("x"));
    }
}

#[tokio::test]
async fn put_by_location_ends_with_the_response_of_the_location() {
    let responses = [
        with(respond(202, CREATING), "Location", "/op/1"),
        respond(202, ""),
        with(respond(202, r#"{"properties":{"provisioningState":"Succeeded"}}"#), "LOCATION", "2"),
        respond(200, RESOURCE),
    ];
    let (seen, result) = run(Method::Put, Some(FinalStateVia::Location), responses).await;
    assert_eq!(seen, ["PUT /thing?api-version=1", "GET /op/1", "GET /op/1", "GET /op/2"]);
    assert_eq!(name(result).as_deref(), Some("x"));
}

#[tokio::test]
async fn put_by_location_that_ends_empty_asks_for_the_resource() {
    let responses = [with(respond(202, ""), "location", "/op/1"), respond(204, ""), respond(200, RESOURCE)];
    let (seen, result) = run(Method::Put, None, responses).await;
    assert_eq!(seen, ["PUT /thing?api-version=1", "GET /op/1", "GET /thing?api-version=1"]);
    assert_eq!(name(result).as_deref(), Some("x"));
}

#[tokio::test]
async fn put_by_location_asks_for_the_resource_when_the_specification_says_so() {
    let responses = [with(respond(202, ""), "location", "/op/1"), respond(200, "{}"), respond(200, RESOURCE)];
    let (seen, result) = run(Method::Put, Some(FinalStateVia::OriginalUri), responses).await;
    assert_eq!(seen.last().unwrap(), "GET /thing?api-version=1");
    assert_eq!(name(result).as_deref(), Some("x"));
}

#[tokio::test]
async fn put_without_headers_is_followed_by_its_provisioning_state() {
    let updating = r#"{"properties":{"provisioningState":"SomethingNobodyDocumented"}}"#;
    let responses = [respond(201, CREATING), respond(200, updating), respond(200, RESOURCE)];
    let (seen, result) = run(Method::Put, None, responses).await;
    assert_eq!(seen, ["PUT /thing?api-version=1", "GET /thing?api-version=1", "GET /thing?api-version=1"]);
    assert_eq!(name(result).as_deref(), Some("x"));
}

#[tokio::test]
async fn put_that_is_done_at_once_is_one_request() {
    for body in [RESOURCE, r#"{"name":"x"}"#] {
        let (seen, result) = run(Method::Put, Some(FinalStateVia::OriginalUri), [respond(200, body)]).await;
        assert_eq!(seen.len(), 1);
        assert_eq!(name(result).as_deref(), Some("x"));
    }
}

#[tokio::test]
async fn put_that_was_created_without_a_state_is_looked_at_again() {
    let (seen, result) = run(Method::Put, None, [respond(201, ""), respond(200, r#"{"name":"x"}"#)]).await;
    assert_eq!(seen.len(), 2);
    assert_eq!(name(result).as_deref(), Some("x"));
}

#[tokio::test]
async fn patch_is_followed_like_put() {
    let responses = [asynchronous(202, ""), respond(200, DONE), respond(200, RESOURCE)];
    let (seen, result) = run(Method::Patch, None, responses).await;
    assert_eq!(seen, ["PATCH /thing?api-version=1", "GET /op/1?v=1", "GET /thing?api-version=1"]);
    assert_eq!(name(result).as_deref(), Some("x"));
}

#[tokio::test]
async fn post_with_both_headers_fetches_the_result_from_the_location() {
    let first = with(asynchronous(202, ""), "Location", "/result");
    let responses = [first, respond(200, DONE), respond(200, r#"{"name":"y"}"#)];
    for via in [None, Some(FinalStateVia::Location)] {
        let (seen, result) = run(Method::Post, via, responses.clone()).await;
        assert_eq!(seen, ["POST /thing?api-version=1", "GET /op/1?v=1", "GET /result"], "{via:?}");
        assert_eq!(name(result).as_deref(), Some("y"));
    }
}

#[tokio::test]
async fn post_whose_result_is_the_status_document_fetches_nothing() {
    let first = with(asynchronous(202, ""), "Location", "/result");
    let responses = [first, respond(200, r#"{"status":"Succeeded","name":"status"}"#)];
    let (seen, result) = run(Method::Post, Some(FinalStateVia::AzureAsyncOperation), responses).await;
    assert_eq!(seen, ["POST /thing?api-version=1", "GET /op/1?v=1"]);
    assert_eq!(name(result).as_deref(), Some("status"));
}

#[tokio::test]
async fn post_by_location_returns_the_last_response() {
    let responses = [with(respond(202, ""), "location", "/op/1"), respond(200, r#"{"name":"y"}"#)];
    let (_, result) = run(Method::Post, Some(FinalStateVia::Location), responses).await;
    assert_eq!(name(result).as_deref(), Some("y"));
    let responses = [with(respond(202, ""), "location", "/op/1"), respond(204, "")];
    let (_, result) = run(Method::Post, Some(FinalStateVia::Location), responses).await;
    assert_eq!(result.unwrap(), None);
}

#[tokio::test]
async fn delete_fetches_nothing_and_ends_with_200_or_204_and_no_body() {
    for (status, last) in [(200, ""), (204, "")] {
        let responses = [with(respond(202, ""), "location", "/op/1"), respond(202, ""), respond(status, last)];
        let (seen, result) = run(Method::Delete, Some(FinalStateVia::Location), responses).await;
        assert_eq!(seen, ["DELETE /thing?api-version=1", "GET /op/1", "GET /op/1"]);
        assert_eq!(result.unwrap(), None);
    }
    let (seen, _) = run(Method::Delete, None, [asynchronous(202, ""), respond(200, DONE)]).await;
    assert_eq!(seen, ["DELETE /thing?api-version=1", "GET /op/1?v=1"]);
    let (seen, result) = run(Method::Delete, None, [respond(204, "")]).await;
    assert_eq!((seen.len(), result.unwrap()), (1, None));
}

#[tokio::test]
async fn an_operation_location_may_hold_the_result_or_say_where_it_is() {
    let first = |method| (method, with(respond(202, ""), "operation-location", "/ops/1"));
    let (method, accepted) = first(Method::Post);
    let responses = [accepted, respond(200, r#"{"status":"succeeded","result":{"name":"inside"}}"#)];
    let (seen, result) = run(method, Some(FinalStateVia::OperationLocation), responses).await;
    assert_eq!((seen.len(), name(result).as_deref()), (2, Some("inside")));

    let (method, accepted) = first(Method::Post);
    let responses =
        [accepted, respond(200, r#"{"status":"Succeeded","resourceLocation":"../made/1"}"#), respond(200, RESOURCE)];
    let (seen, result) = run(method, None, responses).await;
    assert_eq!(seen.last().unwrap(), "GET /made/1");
    assert_eq!(name(result).as_deref(), Some("x"));

    let (method, accepted) = first(Method::Put);
    let (seen, _) = run(method, None, [accepted, respond(200, DONE), respond(200, RESOURCE)]).await;
    assert_eq!(seen.last().unwrap(), "GET /thing?api-version=1");
}

#[tokio::test]
async fn the_status_document_comes_before_all_other_ways() {
    let first = with(with(asynchronous(202, CREATING), "location", "/l"), "operation-location", "/o");
    let (seen, _) = run(Method::Put, None, [first, respond(200, DONE), respond(200, RESOURCE)]).await;
    assert_eq!(seen[1], "GET /op/1?v=1");
    let first = with(with(respond(202, CREATING), "location", "/l"), "operation-location", "/o");
    let (seen, _) = run(Method::Put, None, [first, respond(200, DONE), respond(200, RESOURCE)]).await;
    assert_eq!(seen[1], "GET /o");
}

#[tokio::test]
async fn a_failure_keeps_what_the_service_said() {
    let failure = r#"{"status":"Failed","error":{"code":"Conflict","message":"It is \"in use\".","details":[{"code":"InUse","message":"by y"}]}}"#;
    let (_, result) = run(Method::Put, None, [asynchronous(202, ""), respond(200, failure)]).await;
    let error = result.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::HttpResponse { error_code: Some(code), .. } if code == "Conflict"));
    let arm = ArmError::from_error(&error).unwrap();
    assert_eq!(arm.message.as_deref(), Some("It is \"in use\"."));
    assert_eq!(arm.details[0].code.as_deref(), Some("InUse"));
}

#[tokio::test]
async fn every_spelling_of_failed_and_canceled_is_an_error() {
    for state in ["Failed", "failed", "Canceled", "cancelled", "CANCELLED"] {
        let body = json!({"properties": {"provisioningState": state}}).to_string();
        let (_, result) = run(Method::Put, None, [respond(201, CREATING), respond(200, &body)]).await;
        let arm = ArmError::from_error(&result.unwrap_err()).unwrap();
        assert!(["Failed", "Canceled"].contains(&arm.code.unwrap().as_str()), "{state}");
    }
}

#[tokio::test]
async fn an_error_response_while_polling_is_reported_and_can_be_gone_on_from() {
    let missing = respond(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#);
    let mock = Mock::new([asynchronous(202, ""), missing, respond(200, DONE), respond(200, RESOURCE)]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Put, None);
    poller.next().await.unwrap().unwrap();
    let error = poller.next().await.unwrap().unwrap_err();
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("NotFound"));
    assert!(poller.next().await.is_none(), "the stream is over");
    assert!(poller.continuation_token().is_some());
    assert_eq!(poller.await.unwrap().into_model().unwrap()["name"], "x");
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_polled() {
    let mock = Mock::new([]);
    let poller = begin::<Value, JsonFormat>(&mock, Method::Put, None);
    assert_eq!(poller.continuation_token(), None);
    drop(poller);
    assert!(mock.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn each_status_is_shown_before_the_pause() {
    let first = with((202, vec![], CREATING.to_owned()), "azure-asyncoperation", "/op");
    let mock = Mock::new([with(first, "retry-after", "17"), respond(200, RUNNING)]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Put, None);
    let start = tokio::time::Instant::now();
    let status = poller.next().await.unwrap().unwrap();
    assert_eq!(status.state().as_ref(), "Creating");
    assert_eq!(start.elapsed().as_secs(), 0);
    let status = poller.next().await.unwrap().unwrap();
    assert_eq!(status.percent_complete(), Some(40.0));
    assert_eq!(start.elapsed().as_secs(), 17);
}

#[tokio::test]
async fn drained_and_then_awaited_gives_the_result() {
    let mock = Mock::new([asynchronous(202, ""), respond(200, RUNNING), respond(200, DONE), respond(200, RESOURCE)]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Put, None);
    let mut states = Vec::new();
    while let Some(status) = poller.try_next().await.unwrap() {
        states.push(status.state().to_string());
    }
    assert_eq!(states, ["InProgress", "InProgress", "Succeeded"]);
    assert!(poller.next().await.is_none());
    assert!(poller.next().await.is_none());
    assert_eq!(poller.await.unwrap().into_model().unwrap()["name"], "x");
}

#[tokio::test]
async fn awaited_in_the_middle_it_goes_on() {
    let mock = Mock::new([asynchronous(202, ""), respond(200, RUNNING), respond(200, DONE), respond(200, RESOURCE)]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Put, None);
    poller.next().await.unwrap().unwrap();
    assert_eq!(poller.await.unwrap().into_model().unwrap()["name"], "x");
}

#[tokio::test]
async fn a_failed_first_request_is_not_repeated() {
    let mock = Mock::new([respond(409, r#"{"error":{"code":"Conflict"}}"#)]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Post, None);
    let error = poller.next().await.unwrap().unwrap_err();
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("Conflict"));
    assert!(poller.next().await.is_none());
    assert_eq!(poller.continuation_token(), None);
    assert!(poller.await.unwrap_err().to_string().contains("not accepted"));
    assert_eq!(mock.seen().len(), 1);
}

#[tokio::test]
async fn accepted_without_a_way_to_follow_it_is_an_error_of_its_own_type() {
    for method in [Method::Post, Method::Delete] {
        let (seen, result) = run(method, None, [respond(202, "")]).await;
        let error = result.unwrap_err();
        assert!(error.to_string().contains("was accepted, but cannot be followed"), "{error}");
        assert_eq!(CannotFollow::from_error(&error).unwrap().operation, OPERATION.name());
        assert!(StillRunning::from_error(&error).is_none(), "there is nothing to go on from");
        assert_eq!(seen.len(), 1);
    }
}

#[tokio::test]
async fn another_process_goes_on_from_the_token() {
    let mock = Mock::new([asynchronous(202, ""), respond(200, RUNNING)]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Put, None);
    poller.next().await.unwrap().unwrap();
    poller.next().await.unwrap().unwrap();
    let token = poller.continuation_token().unwrap();
    drop(poller);

    let mock = Mock::new([respond(200, DONE), respond(200, RESOURCE)]);
    let mut poller: Poller<Value> = mock.client().resume(&token, fast()).unwrap();
    poller.next().await.unwrap().unwrap();
    let token = poller.continuation_token().unwrap();
    assert_eq!(mock.seen(), ["GET /op/1?v=1"]);

    let mock = Mock::new([respond(200, RESOURCE)]);
    let poller: Poller<Value> = mock.client().resume(&token, fast()).unwrap();
    assert_eq!(poller.await.unwrap().into_model().unwrap()["name"], "x");
    assert_eq!(mock.seen(), ["GET /thing?api-version=1"]);
}

#[tokio::test]
async fn a_token_is_there_while_the_pause_is_waited_out() {
    let first = with((202, vec![], String::new()), "azure-asyncoperation", "/op");
    let mock = Mock::new([with(first, "retry-after", "600")]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Put, None);
    poller.next().await.unwrap().unwrap();
    assert!(tokio::time::timeout(std::time::Duration::from_millis(5), poller.next()).await.is_err());
    assert!(poller.continuation_token().unwrap().contains("/op"));
}

#[tokio::test]
async fn an_invalid_token_is_an_error() {
    let client = Mock::new([]).client();
    for token in ["", "{}", r#"{"version":99,"point":{"Waiting":{}}}"#] {
        let error = client.resume::<Value, JsonFormat>(token, PollerOptions::default()).unwrap_err();
        assert!(error.to_string().contains("continuation token"), "{error}");
    }
}

#[tokio::test]
async fn a_timeout_ends_the_waiting_and_leaves_a_token() {
    let first = with((202, vec![], String::new()), "azure-asyncoperation", "/op");
    let mock = Mock::new([with(first, "retry-after", "600")]);
    let options = PollerOptions { timeout: Some(Duration::milliseconds(20)), ..fast() };
    let mut poller: Poller<Value> = mock.client().begin(OPERATION, request(Method::Put, "/x"), None, options).unwrap();
    poller.next().await.unwrap().unwrap();
    let error = poller.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("still in progress"), "{error}");
    assert!(poller.continuation_token().is_some());
}

#[tokio::test(start_paused = true)]
async fn the_frequency_counts_where_the_service_names_none() {
    let first = with((202, vec![], String::new()), "location", "/op");
    let mock = Mock::new([first, (200, vec![], String::new())]);
    let options = PollerOptions { frequency: Some(Duration::seconds(3)), ..Default::default() };
    let poller: Poller<(), NoFormat> =
        mock.client().begin(OPERATION, request(Method::Delete, "/x"), None, options).unwrap();
    let start = tokio::time::Instant::now();
    poller.await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 3);
}

#[tokio::test]
async fn polls_carry_no_body_and_no_content_type() {
    let mock = Mock::new([asynchronous(202, ""), respond(200, DONE), respond(200, RESOURCE)]);
    begin::<Value, JsonFormat>(&mock, Method::Put, None).await.unwrap();
    assert_eq!(common::body(&mock.request(0)), r#"{"sent":true}"#);
    for index in [1, 2] {
        let request = mock.request(index);
        assert_eq!(common::body(&request), "");
        assert!(request.headers().get_optional_str(&azure_core::http::headers::CONTENT_TYPE).is_none());
    }
}

#[tokio::test]
async fn a_link_that_is_not_a_url_is_an_error() {
    let (_, result) = run(Method::Put, None, [with(respond(202, ""), "location", "https://[")]).await;
    assert!(result.unwrap_err().to_string().contains("is not valid"));
}

#[test]
fn pollers_can_be_sent_between_threads() {
    fn sendable<T: Send>(_: T) {}
    let poller = begin::<Value, JsonFormat>(&Mock::new([]), Method::Put, None);
    sendable(IntoFuture::into_future(poller));
    sendable(begin::<Value, JsonFormat>(&Mock::new([]), Method::Put, None));
}
