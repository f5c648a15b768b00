//! Long-running operations: where the result is, for each method, header and `final-state-via`.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::__private::{FinalStateVia, model, page};
use armsmith_runtime::{ArmError, ListPoller, OperationState, OptionalJson, Poller, PollerOptions};
use azure_core::Value;
use azure_core::http::headers::{CLIENT_REQUEST_ID, HeaderName};
use azure_core::http::request::options::ClientRequestId;
use azure_core::http::{Context, JsonFormat, Method};
use common::{Mock, OPERATION, fast, request, respond, with};
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

fn begin<T: 'static, F: 'static>(mock: &Arc<Mock>, method: Method, via: Option<FinalStateVia>) -> Poller<T, F> {
    mock.client().begin(OPERATION, request(method, "/thing?v=1"), via, fast()).unwrap()
}

/// The paths of the requests of an operation that was accepted with these headers: `/A` is polled for
/// `Azure-AsyncOperation`, `/O` for `Operation-Location`, `/L` for `Location`, and `/R` is the URL of the first
/// request.
async fn requests(method: Method, headers: &str, via: Option<FinalStateVia>, last: &str) -> String {
    let name = |header| match header {
        'A' => "azure-asyncoperation",
        'O' => "operation-location",
        _ => "location",
    };
    let first =
        headers.chars().fold(respond(202, ""), |first, header| with(first, name(header), &format!("/{header}")));
    let first =
        if headers.is_empty() { respond(201, r#"{"properties":{"provisioningState":"Creating"}}"#) } else { first };
    let mock = Mock::new([first, respond(200, last), respond(200, r#"{"name":"fetched"}"#)]);
    let begun = mock.client().begin(OPERATION, request(method, "/R"), via, fast());
    let poller: Poller<Option<Value>, OptionalJson> = begun.unwrap();
    poller.await.unwrap();
    mock.seen().iter().map(|line| line.rsplit('/').next().unwrap()).collect::<Vec<_>>().join(" ")
}

/// The sources: azure-core for Python (`get_final_get_url`) for `Azure-AsyncOperation`, and the contract for
/// `Location`.
#[tokio::test]
async fn the_requests_of_every_method_with_every_header_and_every_final_state() {
    // Columns: unset, azure-async-operation, location, original-uri, operation-location.
    let resource = [
        ("", ["R R", "R R", "R R", "R R", "R R"]),
        ("A", ["R A R", "R A R", "R A R", "R A R", "R A R"]),
        ("L", ["R L", "R L", "R L", "R L R", "R L"]),
        ("AL", ["R A R", "R A R", "R A L", "R A R", "R A R"]),
        ("O", ["R O R", "R O R", "R O R", "R O R", "R O R"]),
        ("OL", ["R O R", "R O R", "R O L", "R O R", "R O R"]),
    ];
    let post = [
        ("", ["R", "R", "R", "R", "R"]),
        ("A", ["R A", "R A", "R A", "R A R", "R A"]),
        ("L", ["R L", "R L", "R L", "R L R", "R L"]),
        ("AL", ["R A L", "R A", "R A L", "R A R", "R A L"]),
        ("O", ["R O", "R O", "R O", "R O R", "R O"]),
        ("OL", ["R O L", "R O L", "R O L", "R O R", "R O"]),
    ];
    let delete = [
        ("", ["R"; 5]),
        ("A", ["R A"; 5]),
        ("L", ["R L"; 5]),
        ("AL", ["R A"; 5]),
        ("O", ["R O"; 5]),
        ("OL", ["R O"; 5]),
    ];
    let methods = [(Method::Put, resource), (Method::Patch, resource), (Method::Post, post), (Method::Delete, delete)];
    for (method, table) in methods {
        for (headers, expected) in table {
            for (via, expected) in VIAS.into_iter().zip(expected) {
                // Without a header, the resource itself has the state; a document has it elsewhere.
                let last = if headers.starts_with(['A', 'O']) { DONE } else { r#"{"name":"x"}"# };
                assert_eq!(requests(method, headers, via, last).await, expected, "{method} {headers:?} {via:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_location_that_ends_empty_is_followed_by_the_resource() {
    for via in VIAS {
        for method in [Method::Put, Method::Patch] {
            for nothing in ["", "null"] {
                assert_eq!(requests(method, "L", via, nothing).await, "R L R", "{method} {via:?}");
            }
        }
        let of_post = if via == Some(FinalStateVia::OriginalUri) { "R L R" } else { "R L" };
        assert_eq!(requests(Method::Post, "L", via, "").await, of_post, "{via:?}");
        assert_eq!(requests(Method::Delete, "L", via, "").await, "R L", "{via:?}");
    }
}

#[tokio::test]
async fn when_the_location_of_a_resource_has_nothing_the_resource_is_asked_for() {
    for method in [Method::Put, Method::Patch] {
        for header in ["azure-asyncoperation", "operation-location"] {
            for nothing in
                [respond(404, ""), respond(410, "gone"), respond(204, ""), respond(200, " "), respond(200, "null")]
            {
                let first = with(with(respond(202, ""), header, "/op"), "location", "/loc");
                let mock = Mock::new([first, respond(200, DONE), nothing, respond(200, r#"{"name":"x"}"#)]);
                let poller = begin::<Value, JsonFormat>(&mock, method, Some(FinalStateVia::Location));
                assert_eq!(poller.await.unwrap().into_model().unwrap()["name"], "x");
                assert_eq!(mock.seen()[1..], ["GET /op", "GET /loc", "GET /thing?v=1"]);
            }
            let first = with(with(respond(202, ""), header, "/op"), "location", "/loc");
            let mock = Mock::new([first, respond(200, DONE), respond(403, "")]);
            let poller = begin::<Value, JsonFormat>(&mock, method, Some(FinalStateVia::Location));
            assert_eq!(poller.await.unwrap_err().http_status().map(u16::from), Some(403), "other errors are errors");
        }
    }
}

#[tokio::test]
async fn a_status_document_may_name_the_url_of_the_result() {
    let document = r#"{"status":"Succeeded","resourceLocation":"/made/1"}"#;
    for (method, via, last) in [
        (Method::Post, None, Some("GET /made/1")),
        (Method::Put, None, Some("GET /made/1")),
        (Method::Delete, None, Some("GET /made/1")),
        (Method::Put, Some(FinalStateVia::OriginalUri), Some("GET /thing?v=1")),
        (Method::Post, Some(FinalStateVia::AzureAsyncOperation), None),
    ] {
        let first = with(respond(202, ""), "azure-asyncoperation", "/op");
        let mock = Mock::new([first, respond(200, document), respond(200, r#"{"name":"made"}"#)]);
        begin::<Value, JsonFormat>(&mock, method, via).await.unwrap();
        assert_eq!(mock.seen().get(2).map(String::as_str), last, "{method} {via:?}");
    }
}

#[tokio::test]
async fn the_location_of_the_first_response_has_the_result() {
    let first = with(with(respond(202, ""), "azure-asyncoperation", "/op"), "location", "/result");
    let running = with(respond(200, r#"{"status":"Running"}"#), "location", "/elsewhere");
    let mock = Mock::new([first, running, with(respond(200, DONE), "location", "/op"), respond(200, "{}")]);
    begin::<Value, JsonFormat>(&mock, Method::Post, None).await.unwrap();
    assert_eq!(mock.seen(), ["POST /thing?v=1", "GET /op", "GET /op", "GET /result"]);
}

#[tokio::test]
async fn a_status_document_may_move_on() {
    for header in ["azure-asyncoperation", "operation-location"] {
        let moved = with(respond(202, ""), header, "two");
        let mock = Mock::new([with(respond(202, ""), header, "/op/one"), moved, respond(200, DONE)]);
        begin::<Value, JsonFormat>(&mock, Method::Delete, None).await.unwrap();
        assert_eq!(mock.seen()[1..], ["GET /op/one", "GET /op/two"]);
    }
}

#[tokio::test]
async fn the_state_may_be_where_that_of_resources_is() {
    let running = r#"{"properties":{"provisioningState":"Running"}}"#;
    let done = r#"{"properties":{"provisioningState":"Succeeded"}}"#;
    let responses = [with(respond(202, ""), "azure-asyncoperation", "/op"), respond(200, running), respond(200, done)];
    let mock = Mock::new(responses);
    begin::<Value, JsonFormat>(&mock, Method::Post, None).await.unwrap();
    assert_eq!(mock.seen().len(), 3);
}

#[tokio::test]
async fn a_status_document_without_a_state_is_an_error_and_no_success() {
    for body in ["", "{}", "<html>", r#"{"status":null}"#, r#"{"status":""}"#] {
        for header in ["azure-asyncoperation", "operation-location"] {
            let mock = Mock::new([with(respond(202, ""), header, "/op"), respond(200, body), respond(200, DONE)]);
            let mut poller = begin::<Value, JsonFormat>(&mock, Method::Delete, None);
            poller.next().await.unwrap().unwrap();
            let error = poller.next().await.unwrap().unwrap_err();
            assert!(error.to_string().contains("does not contain the status"), "{body}: {error}");
            poller.await.unwrap();
            assert_eq!(mock.seen().len(), 3, "one can go on from it");
        }
    }
    for (status, polls) in [(204, 2), (202, 3)] {
        let first = with(respond(202, ""), "azure-asyncoperation", "/op");
        let mock = Mock::new([first, respond(status, ""), respond(200, DONE)]);
        begin::<Value, JsonFormat>(&mock, Method::Delete, None).await.unwrap();
        assert_eq!(mock.seen().len(), polls, "{status}");
    }
}

#[tokio::test]
async fn the_resource_at_a_location_may_still_be_unfinished() {
    let updating = respond(200, r#"{"properties":{"provisioningState":"Updating"}}"#);
    let failed = respond(200, r#"{"properties":{"provisioningState":"Failed"}}"#);
    let mock = Mock::new([with(respond(202, ""), "location", "/op"), updating, failed]);
    let error = begin::<Value, JsonFormat>(&mock, Method::Put, None).await.unwrap_err();
    assert_eq!(error.to_string(), "Failed: the operation has ended as Failed");
    assert_eq!(mock.seen().len(), 3);
}

#[tokio::test]
async fn the_first_response_may_say_that_the_operation_has_failed() {
    for (state, code) in [("failed", "Failed"), ("CANCELED", "Canceled")] {
        let body = format!(r#"{{"properties":{{"provisioningState":"{state}"}}}}"#);
        let error = begin::<Value, JsonFormat>(&Mock::new([respond(200, &body)]), Method::Put, None).await.unwrap_err();
        assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some(code));
    }
}

#[tokio::test]
async fn each_status_shows_its_response() {
    let first = with(with(respond(202, "text"), "location", "/op"), "x-ms-request-id", "r");
    let mut poller = begin::<Value, JsonFormat>(&Mock::new([first]), Method::Post, None);
    let status = poller.next().await.unwrap().unwrap();
    let id = status.headers().get_optional_str(&HeaderName::from_static("x-ms-request-id"));
    assert_eq!((u16::from(status.status()), id, status.percent_complete()), (202, Some("r"), None));
    assert_eq!(&**status.body(), b"text");
}

#[test]
fn three_states_are_terminal() {
    for (state, is_end) in
        [("Succeeded", true), ("failed", true), ("Cancelled", true), ("Updating", false), ("", false)]
    {
        assert_eq!(OperationState::from(state).is_terminal(), is_end, "{state}");
    }
}

#[tokio::test]
async fn a_poller_knows_when_its_stream_is_over() {
    let first = with(respond(202, ""), "location", "/op");
    let mock = Mock::new([first.clone(), respond(200, "{}")]);
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

    let mut poller = begin::<Value, JsonFormat>(&Mock::new([respond(409, "")]), Method::Post, None);
    poller.next().await.unwrap().unwrap_err();
    assert!(poller.is_terminated());
}

#[tokio::test]
async fn a_get_that_is_accepted_is_repeated() {
    let mock = Mock::new([respond(202, ""), respond(202, "{}"), respond(200, r#"{"name":"x"}"#)]);
    let model = begin::<Value, JsonFormat>(&mock, Method::Get, None).await.unwrap().into_model().unwrap();
    assert_eq!((model["name"].as_str(), mock.seen()), (Some("x"), vec!["GET /thing?v=1".to_owned(); 3]));

    let mock = Mock::new([with(respond(202, ""), "location", "/op"), respond(200, "{}")]);
    begin::<Value, JsonFormat>(&mock, Method::Get, None).await.unwrap();
    assert_eq!(mock.seen(), ["GET /thing?v=1", "GET /op"]);

    let mock = Mock::new([respond(200, "{}")]);
    begin::<Value, JsonFormat>(&mock, Method::Get, None).await.unwrap();
    assert_eq!(mock.seen().len(), 1);
}

#[tokio::test]
async fn a_post_that_is_done_at_once_is_one_request() {
    for (status, body) in [(200, r#"{"name":"x"}"#), (201, ""), (204, "")] {
        let mock = Mock::new([respond(status, body)]);
        let response = begin::<Option<Value>, OptionalJson>(&mock, Method::Post, None).await.unwrap();
        assert_eq!((u16::from(response.status()), mock.seen().len()), (status, 1));
    }
    // 204 is the end, whatever headers come with it.
    let mock = Mock::new([with(respond(204, ""), "location", "/op")]);
    begin::<Option<Value>, OptionalJson>(&mock, Method::Post, None).await.unwrap();
    assert_eq!(mock.seen().len(), 1);
}

#[tokio::test]
async fn an_empty_header_does_not_count() {
    let first = with(with(respond(202, ""), "azure-asyncoperation", " "), "location", "/op");
    let mock = Mock::new([first, respond(200, "{}")]);
    begin::<Value, JsonFormat>(&mock, Method::Post, None).await.unwrap();
    assert_eq!(mock.seen()[1], "GET /op");
}

#[tokio::test]
async fn a_failed_operation_fails_again_and_is_over() {
    let failed = r#"{"status":"Failed","error":{"code":"Quota","message":"too much"}}"#;
    let mock = Mock::new([with(respond(202, ""), "azure-asyncoperation", "/op"), respond(200, failed)]);
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
async fn documented_statuses_of_the_first_response_are_not_errors() {
    let operation = armsmith_runtime::__private::Operation::new("x", &[404]);
    let mock = Mock::new([respond(404, "")]);
    let poller: Poller<Option<Value>, OptionalJson> =
        mock.client().begin(operation, request(Method::Delete, "/x"), None, fast()).unwrap();
    assert_eq!(u16::from(poller.await.unwrap().status()), 404);
}

/// A page like a generated one.
#[derive(Clone, Default)]
pub struct Names {
    /// The items.
    pub value: Option<Vec<String>>,
}
model! { Names { value: "value" } }
page! { Names { value: String } }

fn begin_list(mock: &Arc<Mock>, token: Option<String>) -> ListPoller<Names> {
    let options = PollerOptions { continuation_token: token, ..fast() };
    let request = request(Method::Post, "/thing?v=1");
    mock.client().begin_list(OPERATION, request, Some(FinalStateVia::Location), Some("nextLink"), options).unwrap()
}

#[tokio::test]
async fn the_result_may_be_a_list_in_pages() {
    let mock = Mock::new([
        with(respond(202, ""), "location", "/op/1?api-version=3"),
        respond(202, ""),
        respond(200, r#"{"value":["a"],"nextLink":"2"}"#),
        respond(200, r#"{"value":["b"],"nextLink":"1?api-version=3"}"#),
    ]);
    let mut poller = begin_list(&mock, None);
    assert_eq!(poller.next().await.unwrap().unwrap().state().as_ref(), "InProgress");
    assert!(format!("{poller:?}").contains("in progress"));
    let mut items = poller.await.unwrap();
    assert_eq!(mock.seen().len(), 3, "further pages are asked for when they are needed");
    assert_eq!(items.try_next().await.unwrap().as_deref(), Some("a"));
    let error = items.try_next().await.unwrap_err();
    assert!(error.to_string().contains("form a cycle"), "the first page counts: {error}");
    assert_eq!(mock.seen()[3], "GET /op/2?api-version=3");
}

#[tokio::test]
async fn a_list_that_is_still_to_come_can_be_gone_on_with() {
    let mock = Mock::new([with(respond(202, ""), "location", "/op")]);
    let mut poller = begin_list(&mock, None);
    assert_eq!(poller.continuation_token(), None);
    poller.next().await.unwrap().unwrap();
    let token = poller.continuation_token();

    let mock = Mock::new([respond(200, r#"{"value":["a"]}"#)]);
    let items: Vec<_> = begin_list(&mock, token).await.unwrap().try_collect().await.unwrap();
    assert_eq!((items, mock.seen()), (vec!["a".to_owned()], vec!["GET /op".to_owned()]));
}

#[tokio::test]
async fn the_context_counts_for_all_pages() {
    let mock = Mock::new([
        with(respond(202, ""), "location", "/op"),
        respond(200, r#"{"nextLink":"/2"}"#),
        respond(200, r#"{"value":["a"]}"#),
    ]);
    let context = Context::new().with_value(ClientRequestId::from("mine".to_owned()));
    let options = PollerOptions { context, ..fast() };
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
    let mock = Mock::new([respond(409, r#"{"error":{"code":"Busy"}}"#)]);
    let error = begin_list(&mock, None).await.unwrap_err();
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("Busy"));
}
