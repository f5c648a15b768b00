//! Long-running operations: where the result is, for each method, header and `final-state-via`.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::{
    ArmError, FinalStateVia, ListPoller, OperationState, OptionalJson, Poller, PollerOptions, model, page,
};
use azure_core::Value;
use azure_core::http::headers::{CLIENT_REQUEST_ID, HeaderName};
use azure_core::http::request::options::ClientRequestId;
use azure_core::http::{Context, JsonFormat, Method};
use common::{Mock, OPERATION, answer, request, with};
use futures::stream::FusedStream as _;
use futures::{StreamExt as _, TryStreamExt as _};
use std::sync::Arc;

const VIAS: [Option<FinalStateVia>; 5] = [
    None,
    Some(FinalStateVia::AzureAsyncOperation),
    Some(FinalStateVia::Location),
    Some(FinalStateVia::OriginalUri),
    Some(FinalStateVia::OperationLocation),
];
const DONE: &str = r#"{"status":"Succeeded","name":"the status document"}"#;

/// What the result of an operation came from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum From {
    /// The last answer of the address that was polled.
    Poll,
    /// A GET of the address in `Location`.
    Location,
    /// A GET of the address of the request.
    Original,
}

fn begin<T, F>(mock: &Arc<Mock>, method: Method, via: Option<FinalStateVia>) -> Poller<T, F> {
    mock.client().begin(OPERATION, request(method, "/thing?v=1"), via, PollerOptions::default()).unwrap()
}

/// Runs an operation that was accepted with these headers.
async fn source(method: Method, headers: &[&'static str], via: Option<FinalStateVia>, last: &str) -> From {
    let first = headers.iter().fold(answer(202, ""), |first, name| with(first, name, &format!("/{name}")));
    let mock = Mock::new([first, answer(200, last), answer(200, r#"{"name":"fetched"}"#)]);
    begin::<Option<Value>, OptionalJson>(&mock, method, via).await.unwrap();
    let seen = mock.seen();
    assert_eq!(seen[1], format!("GET /{}", headers[0]), "the first of the headers is polled");
    match seen.get(2).map(String::as_str) {
        None => From::Poll,
        Some("GET /location") => From::Location,
        Some("GET /thing?v=1") => From::Original,
        Some(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn after_a_status_document() {
    for via in VIAS {
        for headers in [&["azure-asyncoperation"][..], &["azure-asyncoperation", "location"]] {
            for method in [Method::Put, Method::Patch] {
                assert_eq!(source(method, headers, via, DONE).await, From::Original, "{method} {headers:?} {via:?}");
            }
            let of_post = match via {
                Some(FinalStateVia::OriginalUri) => From::Original,
                Some(FinalStateVia::AzureAsyncOperation) => From::Poll,
                _ if headers.len() == 2 => From::Location,
                _ => From::Poll,
            };
            assert_eq!(source(Method::Post, headers, via, DONE).await, of_post, "{headers:?} {via:?}");
            assert_eq!(source(Method::Delete, headers, via, DONE).await, From::Poll, "{headers:?} {via:?}");
        }
    }
}

#[tokio::test]
async fn after_an_operation_location() {
    for via in VIAS {
        for headers in [&["operation-location"][..], &["operation-location", "location"]] {
            let at_location = via == Some(FinalStateVia::Location) && headers.len() == 2;
            for method in [Method::Put, Method::Patch] {
                let expected = if at_location { From::Location } else { From::Original };
                assert_eq!(source(method, headers, via, DONE).await, expected, "{method} {headers:?} {via:?}");
            }
            let of_post = match via {
                Some(FinalStateVia::OriginalUri) => From::Original,
                Some(FinalStateVia::OperationLocation) => From::Poll,
                _ if headers.len() == 2 => From::Location,
                _ => From::Poll,
            };
            assert_eq!(source(Method::Post, headers, via, DONE).await, of_post, "{headers:?} {via:?}");
            assert_eq!(source(Method::Delete, headers, via, DONE).await, From::Poll, "{headers:?} {via:?}");
        }
    }
}

#[tokio::test]
async fn after_a_location() {
    for via in VIAS {
        let original = via == Some(FinalStateVia::OriginalUri);
        for method in [Method::Put, Method::Patch, Method::Post] {
            let expected = if original { From::Original } else { From::Poll };
            assert_eq!(source(method, &["location"], via, "{}").await, expected, "{method} {via:?}");
            let of_nothing = if original || method != Method::Post { From::Original } else { From::Poll };
            assert_eq!(source(method, &["location"], via, "").await, of_nothing, "{method} {via:?}");
        }
        assert_eq!(source(Method::Delete, &["location"], via, "").await, From::Poll, "{via:?}");
    }
}

#[tokio::test]
async fn the_location_of_the_first_answer_has_the_result() {
    let first = with(with(answer(202, ""), "azure-asyncoperation", "/op"), "location", "/result");
    let running = with(answer(200, r#"{"status":"Running"}"#), "location", "/elsewhere");
    let mock = Mock::new([first, running, with(answer(200, DONE), "location", "/op"), answer(200, "{}")]);
    begin::<Value, JsonFormat>(&mock, Method::Post, None).await.unwrap();
    assert_eq!(mock.seen(), ["POST /thing?v=1", "GET /op", "GET /op", "GET /result"]);
}

#[tokio::test]
async fn a_status_document_may_move_on() {
    for header in ["azure-asyncoperation", "operation-location"] {
        let moved = with(answer(202, ""), header, "two");
        let mock = Mock::new([with(answer(202, ""), header, "/op/one"), moved, answer(200, DONE)]);
        begin::<Value, JsonFormat>(&mock, Method::Delete, None).await.unwrap();
        assert_eq!(mock.seen()[1..], ["GET /op/one", "GET /op/two"]);
    }
}

#[tokio::test]
async fn the_state_may_stand_where_that_of_resources_does() {
    let running = r#"{"properties":{"provisioningState":"Running"}}"#;
    let done = r#"{"properties":{"provisioningState":"Succeeded"}}"#;
    let answers = [with(answer(202, ""), "azure-asyncoperation", "/op"), answer(200, running), answer(200, done)];
    let mock = Mock::new(answers);
    begin::<Value, JsonFormat>(&mock, Method::Post, None).await.unwrap();
    assert_eq!(mock.seen().len(), 3);
}

#[tokio::test]
async fn a_status_document_without_a_state_is_an_error_and_no_success() {
    for body in ["", "{}", "<html>", r#"{"status":null}"#, r#"{"status":""}"#] {
        for header in ["azure-asyncoperation", "operation-location"] {
            let mock = Mock::new([with(answer(202, ""), header, "/op"), answer(200, body), answer(200, DONE)]);
            let mut poller = begin::<Value, JsonFormat>(&mock, Method::Delete, None);
            poller.next().await.unwrap().unwrap();
            let error = poller.next().await.unwrap().unwrap_err();
            assert!(error.to_string().contains("(200) at the address"), "{body}: {error}");
            poller.await.unwrap();
            assert_eq!(mock.seen().len(), 3, "one can go on from it");
        }
    }
    for (status, polls) in [(204, 2), (202, 3)] {
        let first = with(answer(202, ""), "azure-asyncoperation", "/op");
        let mock = Mock::new([first, answer(status, ""), answer(200, DONE)]);
        begin::<Value, JsonFormat>(&mock, Method::Delete, None).await.unwrap();
        assert_eq!(mock.seen().len(), polls, "{status}");
    }
}

#[tokio::test]
async fn what_a_location_answers_may_still_be_unfinished() {
    let updating = answer(200, r#"{"properties":{"provisioningState":"Updating"}}"#);
    let failed = answer(200, r#"{"properties":{"provisioningState":"Failed"}}"#);
    let mock = Mock::new([with(answer(202, ""), "location", "/op"), updating, failed]);
    let error = begin::<Value, JsonFormat>(&mock, Method::Put, None).await.unwrap_err();
    assert_eq!(error.to_string(), "Failed: the operation has ended as Failed");
    assert_eq!(mock.seen().len(), 3);
}

#[tokio::test]
async fn the_first_answer_may_say_that_the_operation_has_failed() {
    for (state, code) in [("failed", "Failed"), ("CANCELED", "Canceled")] {
        let body = format!(r#"{{"properties":{{"provisioningState":"{state}"}}}}"#);
        let error = begin::<Value, JsonFormat>(&Mock::new([answer(200, &body)]), Method::Put, None).await.unwrap_err();
        assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some(code));
    }
}

#[tokio::test]
async fn each_status_shows_its_answer() {
    let first = with(with(answer(202, "text"), "location", "/op"), "x-ms-request-id", "r");
    let mut poller = begin::<Value, JsonFormat>(&Mock::new([first]), Method::Post, None);
    let status = poller.next().await.unwrap().unwrap();
    let id = status.headers().get_optional_str(&HeaderName::from_static("x-ms-request-id"));
    assert_eq!((u16::from(status.status()), id, status.percent_complete()), (202, Some("r"), None));
    assert_eq!(&**status.body(), b"text");
}

#[test]
fn three_states_are_ends() {
    for (state, is_end) in
        [("Succeeded", true), ("failed", true), ("Cancelled", true), ("Updating", false), ("", false)]
    {
        assert_eq!(OperationState::from(state).is_terminal(), is_end, "{state}");
    }
}

#[tokio::test]
async fn a_poller_knows_when_its_stream_is_over() {
    let first = with(answer(202, ""), "location", "/op");
    let mock = Mock::new([first.clone(), answer(200, "{}")]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Post, None);
    for _ in 0..2 {
        assert!(!poller.is_terminated());
        poller.next().await.unwrap().unwrap();
    }
    assert!(poller.is_terminated());

    let mock = Mock::new([with((202, vec![], String::new()), "location", "/op")]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Post, None);
    poller.next().await.unwrap().unwrap();
    assert!(futures::poll!(poller.next()).is_pending());
    assert!(!poller.is_terminated(), "it waits");

    let mut poller = begin::<Value, JsonFormat>(&Mock::new([answer(409, "")]), Method::Post, None);
    poller.next().await.unwrap().unwrap_err();
    assert!(poller.is_terminated());
}

#[tokio::test]
async fn a_get_that_is_accepted_is_asked_again() {
    let mock = Mock::new([answer(202, ""), answer(202, "{}"), answer(200, r#"{"name":"x"}"#)]);
    let model = begin::<Value, JsonFormat>(&mock, Method::Get, None).await.unwrap().into_model().unwrap();
    assert_eq!((model["name"].as_str(), mock.seen()), (Some("x"), vec!["GET /thing?v=1".to_owned(); 3]));

    let mock = Mock::new([with(answer(202, ""), "location", "/op"), answer(200, "{}")]);
    begin::<Value, JsonFormat>(&mock, Method::Get, None).await.unwrap();
    assert_eq!(mock.seen(), ["GET /thing?v=1", "GET /op"]);

    let mock = Mock::new([answer(200, "{}")]);
    begin::<Value, JsonFormat>(&mock, Method::Get, None).await.unwrap();
    assert_eq!(mock.seen().len(), 1);
}

#[tokio::test]
async fn a_post_that_is_done_at_once_is_one_request() {
    for (status, body) in [(200, r#"{"name":"x"}"#), (201, ""), (204, "")] {
        let mock = Mock::new([answer(status, body)]);
        let response = begin::<Option<Value>, OptionalJson>(&mock, Method::Post, None).await.unwrap();
        assert_eq!((u16::from(response.status()), mock.seen().len()), (status, 1));
    }
    // 204 is the end, whatever headers come with it.
    let mock = Mock::new([with(answer(204, ""), "location", "/op")]);
    begin::<Option<Value>, OptionalJson>(&mock, Method::Post, None).await.unwrap();
    assert_eq!(mock.seen().len(), 1);
}

#[tokio::test]
async fn an_empty_header_is_none() {
    let first = with(with(answer(202, ""), "azure-asyncoperation", " "), "location", "/op");
    let mock = Mock::new([first, answer(200, "{}")]);
    begin::<Value, JsonFormat>(&mock, Method::Post, None).await.unwrap();
    assert_eq!(mock.seen()[1], "GET /op");
}

#[tokio::test]
async fn a_failed_operation_fails_again_and_is_over() {
    let failed = r#"{"status":"Failed","error":{"code":"Quota","message":"too much"}}"#;
    let mock = Mock::new([with(answer(202, ""), "azure-asyncoperation", "/op"), answer(200, failed)]);
    let mut poller = begin::<Value, JsonFormat>(&mock, Method::Put, None);
    poller.next().await.unwrap().unwrap();
    poller.next().await.unwrap().unwrap_err();
    assert_eq!(poller.continuation_token(), None);
    assert!(poller.next().await.is_none());
    let error = ArmError::from_error(&poller.await.unwrap_err()).unwrap();
    assert_eq!((error.code.as_deref(), error.to_string().as_str()), (Some("Quota"), "Quota: too much"));
    assert_eq!(mock.seen().len(), 2);
}

#[tokio::test]
async fn documented_statuses_of_the_first_answer_are_no_errors() {
    let operation = armsmith_runtime::Operation::new("x", &[404]);
    let mock = Mock::new([answer(404, "")]);
    let poller: Poller<Option<Value>, OptionalJson> =
        mock.client().begin(operation, request(Method::Delete, "/x"), None, PollerOptions::default()).unwrap();
    assert_eq!(u16::from(poller.await.unwrap().status()), 404);
}

/// A page as generated.
#[derive(Clone, Default)]
pub struct Names {
    /// The items.
    pub value: Option<Vec<String>>,
}
model! { Names { value: "value" } }
page! { Names { value: String } }

fn begin_list(mock: &Arc<Mock>, token: Option<String>) -> ListPoller<Names> {
    let options = PollerOptions { continuation_token: token, ..PollerOptions::default() };
    let request = request(Method::Post, "/thing?v=1");
    mock.client().begin_list(OPERATION, request, Some(FinalStateVia::Location), Some("nextLink"), options).unwrap()
}

#[tokio::test]
async fn the_result_may_be_a_list_in_pages() {
    let mock = Mock::new([
        with(answer(202, ""), "location", "/op/1?api-version=3"),
        answer(202, ""),
        answer(200, r#"{"value":["a"],"nextLink":"2"}"#),
        answer(200, r#"{"value":["b"],"nextLink":"1?api-version=3"}"#),
    ]);
    let mut poller = begin_list(&mock, None);
    assert_eq!(poller.next().await.unwrap().unwrap().state().as_ref(), "InProgress");
    assert!(format!("{poller:?}").contains("in progress"));
    let mut items = poller.await.unwrap();
    assert_eq!(mock.seen().len(), 3, "further pages are asked for when they are needed");
    assert_eq!(items.try_next().await.unwrap().as_deref(), Some("a"));
    let error = items.try_next().await.unwrap_err();
    assert!(error.to_string().contains("in a circle"), "the first page counts: {error}");
    assert_eq!(mock.seen()[3], "GET /op/2?api-version=3");
}

#[tokio::test]
async fn a_list_that_is_still_to_come_can_be_gone_on_with() {
    let mock = Mock::new([with(answer(202, ""), "location", "/op")]);
    let mut poller = begin_list(&mock, None);
    assert_eq!(poller.continuation_token(), None);
    poller.next().await.unwrap().unwrap();
    let token = poller.continuation_token();

    let mock = Mock::new([answer(200, r#"{"value":["a"]}"#)]);
    let items: Vec<_> = begin_list(&mock, token).await.unwrap().try_collect().await.unwrap();
    assert_eq!((items, mock.seen()), (vec!["a".to_owned()], vec!["GET /op".to_owned()]));
}

#[tokio::test]
async fn the_context_counts_for_all_pages() {
    let mock = Mock::new([
        with(answer(202, ""), "location", "/op"),
        answer(200, r#"{"nextLink":"/2"}"#),
        answer(200, r#"{"value":["a"]}"#),
    ]);
    let context = Context::new().with_value(ClientRequestId::from("mine".to_owned()));
    let options = PollerOptions { context, ..PollerOptions::default() };
    let poller: ListPoller<Names> =
        mock.client().begin_list(OPERATION, request(Method::Post, "/x"), None, Some("nextLink"), options).unwrap();
    assert_eq!(poller.await.unwrap().try_collect::<Vec<_>>().await.unwrap(), ["a"]);
    for index in 0..3 {
        let request = mock.request(index);
        assert_eq!(request.headers().get_optional_str(&CLIENT_REQUEST_ID), Some("mine"), "{index}");
    }
}

#[tokio::test]
async fn a_list_that_failed_is_an_error() {
    let mock = Mock::new([answer(409, r#"{"error":{"code":"Busy"}}"#)]);
    let error = begin_list(&mock, None).await.unwrap_err();
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("Busy"));
}
