//! The driver lets nothing through that is not as the scenario says, and its complaints can be read.

use armsmith_end_to_end::play::play_text;

/// A scenario that is right; each test spoils one line of it.
const RIGHT: &str = r#"
description = ""
rule = "the rule"
source = "its source"
client = ""

[call]
operation = "get"
arguments = ["myResourceGroup", "myDiskAccess"]

[[exchange]]
request.line = "GET {disk-access}?{version}"
answer.status = 200
answer.json = '{ "name": "myDiskAccess" }'

[outcome]
status = 200
model-from-answer = 1
"#;

/// What the driver says about the right scenario with `right` replaced by `wrong`.
async fn complaint(right: &str, wrong: &str) -> String {
    assert!(RIGHT.contains(right), "{right}");
    play_text(&RIGHT.replace(right, wrong)).await.expect_err("the scenario is wrong").to_string()
}

#[tokio::test]
async fn the_right_scenario_is_right() {
    play_text(RIGHT).await.unwrap();
}

#[tokio::test]
async fn another_request_is_shown_with_the_rule_and_the_history() {
    let complaint = complaint("GET {disk-access}?", "PUT {disk-access}/x?a=b&").await;
    for text in [
        "method: expected PUT, got GET",
        "path: expected /subscriptions/",
        "query: expected",
        "the rule (its source)",
        "    1. GET /",
    ] {
        assert!(complaint.contains(text), "{text}\nis not in\n{complaint}");
    }
}

#[tokio::test]
async fn a_header_and_a_body_that_are_not_there_are_shown() {
    let headers =
        complaint("answer.status = 200\n", "request.headers = { if-match = 'x' }\nanswer.status = 200\n").await;
    assert!(headers.contains("header if-match: expected \"x\", it is not there"), "{headers}");
    let body = complaint("answer.status = 200\n", "request.json = '{}'\nanswer.status = 200\n").await;
    assert!(body.contains("body: expected JSON, got \"\""), "{body}");
}

#[tokio::test]
async fn a_request_that_never_comes_is_shown() {
    let more = "[[exchange]]\nrequest.line = 'GET /more'\nanswer.status = 200\n[outcome]";
    let complaint = complaint("[outcome]", more).await;
    assert!(complaint.contains("request 2 never came: GET /more"), "{complaint}");
}

#[tokio::test]
async fn another_model_and_another_status_are_shown() {
    let model = complaint("model-from-answer = 1", "model = '{ \"name\": \"other\" }'").await;
    assert!(model.contains(r#"model/name: expected "other", got "myDiskAccess""#), "{model}");
    let status = complaint("status = 200\nmodel", "status = 201\nmodel").await;
    assert!(status.contains("status: expected Some(201), got Some(200)"), "{status}");
}

#[tokio::test]
async fn an_error_and_its_absence_are_shown() {
    let error = complaint("answer.status = 200", "answer.status = 404").await;
    assert!(error.contains("expected no error, got: 404 Not Found"), "{error}");
    let absence =
        complaint("[outcome]\nstatus = 200\nmodel-from-answer = 1", "[outcome]\nerror = { code = 'x' }").await;
    assert!(absence.contains("expected an error"), "{absence}");
    let unexpected_code = complaint(
        "200\nanswer.json = '{ \"name\": \"myDiskAccess\" }'\n\n[outcome]\nstatus = 200\nmodel-from-answer = 1",
        "404\nanswer.json = '{ \"code\": \"y\" }'\n[outcome]\nerror = { code = 'x' }",
    )
    .await;
    assert!(unexpected_code.contains(r#"error code: expected Some("x"), got Some("y")"#), "{unexpected_code}");
}

#[tokio::test]
async fn a_call_that_does_not_end_in_time_is_shown() {
    let late = complaint("client = \"\"", "client = \"\"\nlimit-ms = 0").await;
    assert!(late.contains("the call did not end within 0ns"), "{late}");
}

#[tokio::test]
async fn mistakes_in_the_scenario_are_no_outcome() {
    let operation = complaint("\"get\"", "\"got\"").await;
    assert!(operation.contains("there is no call `got` with 2 arguments"), "{operation}");
    let unknown = complaint("answer.status", "answer.state").await;
    assert!(unknown.contains("unknown field `state`"), "{unknown}");
    let json = complaint("'{ \"name\"", "'{ name").await;
    assert!(json.contains("key must be a string"), "{json}");
}
