//! Long-running operations: how services really end them, beyond the contract.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::__private::{FinalStateVia, Operation, by_status, model};
use armsmith_runtime::{
    ArmError, Binary, ByStatus, NoContent, OptionalJson, OptionalModel as _, Poller, StillRunning, Text,
};
use azure_core::http::{JsonFormat, Method, NoFormat, Response};
use azure_core::{Bytes, Value};
use common::{Mock, MockResponse, OPERATION, fast, request, respond, with};
use std::sync::Arc;

/// A model without a property `status`.
#[derive(Clone, Default, PartialEq)]
pub struct Thing {
    /// A property.
    pub name: Option<String>,
}
model! { Thing { name: "name" } }

const DONE: &str = r#"{"status":"Succeeded"}"#;
const RUNNING: &str = r#"{"status":"InProgress"}"#;

/// The operation as the generator describes it for a result like [`Thing`].
const WITHOUT_STATUS: Operation = OPERATION.result_without_status();

fn begin<T: 'static, F: 'static>(mock: &Arc<Mock>, method: Method, operation: Operation) -> Poller<T, F> {
    mock.client().begin(operation, request(method, "/r/1/act?v=1"), None, fast()).unwrap()
}

/// Sends a request of its own, and reads the model of the response.
async fn read<T: azure_core::http::DeserializeWith<JsonFormat>>(response: MockResponse) -> azure_core::Result<T> {
    let client = Mock::new([response]).client();
    let sent = client.send::<T, JsonFormat>(OPERATION, request(Method::Patch, "/x"), Default::default());
    sent.await.unwrap().into_model()
}

fn at(header: &'static str) -> MockResponse {
    with(respond(202, ""), header, "/op/1")
}

fn at_location() -> MockResponse {
    at("location")
}

fn at_document() -> MockResponse {
    at("azure-asyncoperation")
}

/// An end without a body: the two spellings and the status.
fn empty_ends() -> [MockResponse; 4] {
    [respond(200, ""), respond(200, " \r\n"), respond(200, "null"), respond(204, "")]
}

#[tokio::test]
async fn an_operation_that_ends_without_a_body_succeeds_without_a_result() {
    for method in [Method::Post, Method::Delete] {
        for end in empty_ends() {
            let mock = Mock::new([at_location(), end.clone()]);
            let response = begin::<Option<Thing>, OptionalJson>(&mock, method, OPERATION).await.unwrap();
            assert!(response.into_model().unwrap().is_none(), "{method} {end:?}");

            let mock = Mock::new([at_location(), end.clone()]);
            let response = begin::<Thing, JsonFormat>(&mock, method, OPERATION).await.unwrap();
            assert_eq!(u16::from(response.status()), end.0);
            assert!(response.into_optional_model().unwrap().is_none());
        }
    }
    let mock = Mock::new([at_location(), respond(200, r#"{"name":"n"}"#)]);
    let response = begin::<Option<Thing>, OptionalJson>(&mock, Method::Post, OPERATION).await.unwrap();
    assert_eq!(response.into_model().unwrap().unwrap().name.as_deref(), Some("n"));
    let mock = Mock::new([at_location(), respond(200, r#"{"name":"n"}"#)]);
    let response = begin::<Thing, JsonFormat>(&mock, Method::Post, OPERATION).await.unwrap();
    assert_eq!(response.into_optional_model().unwrap().unwrap().name.as_deref(), Some("n"));
}

#[tokio::test]
async fn a_missing_body_is_an_error_of_its_own_type_and_not_one_of_json() {
    for end in [respond(200, ""), respond(202, ""), respond(204, ""), respond(200, "null")] {
        let error = read::<Thing>(end).await.err().unwrap();
        assert!(NoContent::from_error(&error).is_some(), "{error}");
        let message = error.to_string();
        assert!(message.contains("body") && !message.contains("EOF"), "{message}");
    }
    let mock = Mock::new([at_location(), respond(204, "")]);
    let error = begin::<Thing, JsonFormat>(&mock, Method::Post, OPERATION).await.unwrap().into_model().err().unwrap();
    assert!(NoContent::from_error(&error.with_context("more")).is_some());

    assert!(NoContent::from_error(&read::<Vec<Value>>(respond(200, "")).await.unwrap_err()).is_some());
    assert_eq!(NoContent::from_error(&read::<Vec<Thing>>(respond(200, "[null]")).await.err().unwrap()), None);
    for body in ["{", r#"{"name":5}"#, "<html>", "[", "5"] {
        let error = read::<Thing>(respond(200, body)).await.err().unwrap();
        assert_eq!(NoContent::from_error(&error), None, "{body}");
    }
}

#[derive(Debug)]
enum ThingAnswer {
    Ok(Box<Value>),
    UnknownStatus(#[allow(dead_code, reason = "only its absence is tested")] azure_core::http::response::ResponseBody),
}
by_status! { ThingAnswer, UnknownStatus { 200 = Ok(Box<Value>) } }

#[derive(Debug)]
enum NameAnswer {
    Ok(#[allow(dead_code, reason = "only its absence is tested")] String),
    UnknownStatus(#[allow(dead_code, reason = "only its absence is tested")] azure_core::http::response::ResponseBody),
}
by_status! { NameAnswer, UnknownStatus { 200 = Ok(String) } }

#[tokio::test]
async fn a_missing_body_of_a_known_status_names_the_status() {
    let mock = Mock::new([respond(200, ""), respond(200, "")]);
    let client = mock.client();
    let send = || request(Method::Get, "/x");
    let response: Response<NameAnswer, ByStatus> = client.send(OPERATION, send(), Default::default()).await.unwrap();
    let error = NameAnswer::try_from(response).unwrap_err();
    assert_eq!(error.to_string(), "the operation succeeded without a body, status 200");
    assert_eq!(NoContent::from_error(&error).unwrap().status, Some(200.into()));
    let response: Response<ThingAnswer, ByStatus> = client.send(OPERATION, send(), Default::default()).await.unwrap();
    assert!(matches!(ThingAnswer::try_from(response), Ok(ThingAnswer::Ok(value)) if value.is_null()));
}

/// A status document at a `Location` has the path of that URL as its ID.
fn document(rest: &str) -> MockResponse {
    respond(200, &format!(r#"{{"id":"/op/1","name":"1",{rest}}}"#))
}

#[tokio::test]
async fn a_failure_that_is_reported_at_a_location_is_a_failure() {
    let failures = [
        document(r#""status":"Failed","error":{"code":"InUse","message":"still attached"}"#),
        document(r#""status":"Failed""#),
        respond(200, r#"{"id":"https://management.azure.com/OP/1?api-version=1","status":"Failed"}"#),
        respond(200, r#"{"status":"Canceled","error":{"code":"InUse"}}"#),
    ];
    for method in [Method::Delete, Method::Post, Method::Put] {
        for failure in &failures {
            let mock = Mock::new([at_location(), document(r#""status":"InProgress""#), failure.clone()]);
            let error = begin::<(), NoFormat>(&mock, method, OPERATION).await.unwrap_err();
            let arm = ArmError::from_error(&error).unwrap();
            assert!(["InUse", "Failed"].contains(&arm.code.as_deref().unwrap()), "{error}");
            assert_eq!(mock.seen().len(), 3);
        }
        for end in ["Succeeded", "succeeded", "Completed", "DONE"] {
            let mock = Mock::new([at_location(), document(&format!(r#""status":"{end}""#))]);
            begin::<(), NoFormat>(&mock, method, OPERATION).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_result_at_a_location_may_have_a_status_of_its_own() {
    let results = [
        r#"{"status":"Active","name":"n"}"#,
        r#"{"id":"/other","status":"Failed","name":"n"}"#,
        r#"{"id":"/op/1","type":"M.T/jobs","status":"Failed","name":"n"}"#,
        r#"{"id":"/op/1","status":5,"name":"n"}"#,
    ];
    for result in results {
        let mock = Mock::new([at_location(), respond(200, result)]);
        let model = begin::<Thing, JsonFormat>(&mock, Method::Post, OPERATION).await.unwrap().into_model().unwrap();
        assert_eq!((model.name.as_deref(), mock.seen().len()), (Some("n"), 2), "{result}");
    }
    // The resource itself, at its own URL with another query.
    let resource = r#"{"id":"/r/1/act","status":"Active","name":"n"}"#;
    let first = with(respond(201, ""), "location", "/r/1/act?id=7");
    let mock = Mock::new([first, respond(200, resource)]);
    begin::<Thing, JsonFormat>(&mock, Method::Put, OPERATION).await.unwrap();
    assert_eq!(mock.seen().len(), 2);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_not_the_end() {
    let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(500), "]".repeat(500));
    for page in ["<html><title>Sign in</title></html>", deep.as_str(), "{"] {
        for (method, first) in
            [(Method::Delete, at_location()), (Method::Post, at_location()), (Method::Put, respond(201, ""))]
        {
            let mock = Mock::new([first, respond(200, page), respond(200, "{}")]);
            let mut poller = begin::<(), NoFormat>(&mock, method, OPERATION);
            let error = (&mut poller).await.unwrap_err();
            assert!(error.to_string().contains("cannot be read as JSON"), "{error}");
            assert!(StillRunning::from_error(&error).is_some());
            poller.await.unwrap();
            assert_eq!(mock.seen().len(), 3);
        }
    }
    // While it is 202, the body has no meaning.
    let mock = Mock::new([at_location(), respond(202, "<html>"), respond(200, "")]);
    begin::<(), NoFormat>(&mock, Method::Delete, OPERATION).await.unwrap();
    // A result that is not JSON does not concern the protocol.
    let mock = Mock::new([at_location(), respond(200, "a;b")]);
    assert_eq!(begin::<String, Text>(&mock, Method::Post, OPERATION).await.unwrap().into_model().unwrap(), "a;b");
    let mock = Mock::new([at_location(), respond(200, "\u{feff}a;b")]);
    let bytes = begin::<Bytes, Binary>(&mock, Method::Post, OPERATION).await.unwrap().into_model().unwrap();
    assert_eq!(bytes, "\u{feff}a;b".as_bytes());
}

#[tokio::test]
async fn a_deletion_has_ended_when_its_monitor_is_gone() {
    let gone = || respond(404, r#"{"error":{"code":"ResourceNotFound","message":"m"}}"#);
    let mock = Mock::new([with(respond(202, ""), "location", "/r/1/act?v=2"), gone()]);
    begin::<(), NoFormat>(&mock, Method::Delete, OPERATION).await.expect("the resource itself is gone");
    let progress = [("azure-asyncoperation", respond(200, RUNNING)), ("location", respond(202, ""))];
    for (header, progress) in progress {
        for end in [gone(), respond(410, "")] {
            let mock = Mock::new([at(header), progress.clone(), end]);
            begin::<(), NoFormat>(&mock, Method::Delete, OPERATION).await.unwrap();
        }
        let mock = Mock::new([at(header), progress.clone(), gone()]);
        let response = begin::<Option<Thing>, OptionalJson>(&mock, Method::Delete, OPERATION).await.unwrap();
        assert!(response.into_model().unwrap().is_none(), "the error is not the result");

        // Other methods: what was made cannot be gone.
        for method in [Method::Put, Method::Post] {
            let mock = Mock::new([at(header), progress.clone(), gone()]);
            let error = begin::<Thing, JsonFormat>(&mock, method, OPERATION).await.unwrap_err();
            assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("ResourceNotFound"));
        }
        // At the first poll the service may not know the operation yet.
        for method in [Method::Delete, Method::Put] {
            let mock = Mock::new([at(header), gone(), progress.clone(), respond(200, DONE), respond(200, "{}")]);
            let mut poller = begin::<Value, JsonFormat>(&mock, method, OPERATION);
            let error = (&mut poller).await.unwrap_err();
            assert!(StillRunning::from_error(&error).is_some());
            poller.await.unwrap();
        }
    }
}

#[tokio::test]
async fn an_operation_without_a_result_sends_no_request_for_one() {
    for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
        for header in ["azure-asyncoperation", "operation-location"] {
            let via = Some(FinalStateVia::Location);
            let mock = Mock::new([with(at(header), "location", "/loc"), respond(200, DONE)]);
            let begun = mock.client().begin(OPERATION, request(method, "/x"), via, fast());
            let poller: Poller<(), NoFormat> = begun.unwrap();
            poller.await.unwrap();
            assert_eq!(mock.seen().len(), 2, "{method} {header}");
        }
    }
}

#[tokio::test]
async fn a_status_document_is_not_the_result_of_a_type_without_a_status() {
    let last = r#"{"name":"1","status":"Succeeded"}"#;
    let none = |method, first: MockResponse, via| async move {
        let mock = Mock::new([first.clone(), respond(200, last)]);
        let begun = mock.client().begin(WITHOUT_STATUS, request(method, "/x"), via, fast());
        let poller: Poller<Option<Thing>, OptionalJson> = begun.unwrap();
        let response = poller.await.unwrap();
        assert_eq!(u16::from(response.status()), 200);
        response.into_model().unwrap().is_none()
    };
    let own = Some(FinalStateVia::AzureAsyncOperation);
    assert!(none(Method::Delete, at_document(), None).await);
    assert!(none(Method::Post, at_document(), own).await);
    assert!(none(Method::Post, with(at_document(), "location", "/loc"), own).await);
    assert!(none(Method::Post, at("operation-location"), None).await);

    let mock = Mock::new([at_location(), document(r#""status":"Succeeded""#)]);
    let response = begin::<Thing, JsonFormat>(&mock, Method::Post, WITHOUT_STATUS).await.unwrap();
    assert!(NoContent::from_error(&response.into_model().err().unwrap()).is_some());

    // A type that documents `status` gets the document, and a resource is still fetched.
    let mock = Mock::new([at_document(), respond(200, last)]);
    let model = begin::<Value, JsonFormat>(&mock, Method::Delete, OPERATION).await.unwrap().into_model().unwrap();
    assert_eq!(model["status"], "Succeeded");
    for (first, last) in [(at_document(), respond(200, last)), (at_location(), document(r#""status":"Succeeded""#))] {
        let mock = Mock::new([first, last, respond(200, r#"{"name":"x"}"#)]);
        let model = begin::<Thing, JsonFormat>(&mock, Method::Put, WITHOUT_STATUS).await.unwrap().into_model().unwrap();
        assert_eq!(model.name.as_deref(), Some("x"));
    }
}

#[tokio::test]
async fn the_state_of_another_resource_is_not_that_of_the_operation() {
    let pending =
        |id: &str| respond(200, &format!(r#"{{"id":"{id}","properties":{{"provisioningState":"Pending"}}}}"#));
    let done = || respond(200, r#"{"properties":{"provisioningState":"Succeeded"}}"#);
    for other in ["/orders/1", "/r/10", "/r/1/act/2", ""] {
        let mock = Mock::new([at_location(), pending(other)]);
        begin::<Value, JsonFormat>(&mock, Method::Post, OPERATION).await.unwrap();
        assert_eq!(mock.seen().len(), 2, "{other}");
    }
    for own in ["/r/1", "/R/1/", "/r/1/ACT", "r/1"] {
        let mock = Mock::new([at_location(), pending(own), done()]);
        begin::<Value, JsonFormat>(&mock, Method::Post, OPERATION).await.unwrap();
        assert_eq!(mock.seen().len(), 3, "{own}");
    }
    // The resource of a PUT at its own URL.
    let first = with(respond(201, ""), "location", "/r/1/act?v=1");
    let mock = Mock::new([first, pending("/r/1/act"), done()]);
    begin::<Value, JsonFormat>(&mock, Method::Put, OPERATION).await.unwrap();
    assert_eq!(mock.seen().len(), 3);
}
