//! Errors: every form of error body becomes one `ArmError`, and none of it harms a terminal.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::{ArmError, Poller};
use azure_core::Value;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::Headers;
use azure_core::http::{ClientMethodOptions, JsonFormat, Method, RawResponse, StatusCode};
use common::{Mock, OPERATION, request, respond, with};
use futures::StreamExt as _;
use serde_json::json;

async fn fail(status: u16, body: &str) -> Error {
    let first = with(respond(status, body), "x-ms-request-id", "r-1");
    let mock = Mock::new([with(first, "x-ms-correlation-request-id", "c-1")]);
    let options = ClientMethodOptions::default();
    mock.client().send::<Value, JsonFormat>(OPERATION, request(Method::Get, "/x"), options).await.unwrap_err()
}

async fn arm(status: u16, body: &str) -> ArmError {
    ArmError::from_error(&fail(status, body).await).unwrap()
}

#[tokio::test]
async fn the_shape_of_arm_is_read_whole() {
    let body = json!({"error": {
        "code": "ResourceNotFound", "message": "The disk \"x\"\nis missing.", "target": "disk",
        "details": [{"code": "A", "message": "a", "details": [{"code": "B"}]}, {"code": "C"}],
        "additionalInfo": [{"type": "PolicyViolation", "info": {"policy": 1}}],
        "innererror": {"exceptiontype": "E"}
    }})
    .to_string();
    let error = fail(404, &body).await;
    let ErrorKind::HttpResponse { status, error_code, raw_response } = error.kind() else { panic!("{error:?}") };
    assert_eq!((u16::from(*status), error_code.as_deref()), (404, Some("ResourceNotFound")));
    assert!(raw_response.is_some());
    let arm = ArmError::from_error(&error).unwrap();
    assert_eq!(arm.message.as_deref(), Some("The disk \"x\"\nis missing."));
    assert_eq!(arm.target.as_deref(), Some("disk"));
    assert_eq!(arm.details[0].details[0].code.as_deref(), Some("B"));
    assert_eq!(arm.additional_info[0].r#type.as_deref(), Some("PolicyViolation"));
    assert_eq!(arm.additional_info[0].info, Some(json!({"policy": 1})));
    assert_eq!(arm.inner_error, Some(json!({"exceptiontype": "E"})));
    assert_eq!((arm.request_id.as_deref(), arm.correlation_id.as_deref()), (Some("r-1"), Some("c-1")));
    assert_eq!(arm.body, body);
    assert_eq!(
        error.to_string(),
        "404 Not Found: ResourceNotFound: The disk \"x\" is missing. (target: disk); A: a; C"
    );
}

#[tokio::test]
async fn other_shapes_give_code_and_message_as_well() {
    let cases = [
        (r#"{"code":"C","message":"m"}"#, Some("C"), Some("m")),
        (r#"{"Code":"C","Message":"m"}"#, Some("C"), Some("m")),
        (r#"{"Message":"m"}"#, None, Some("m")),
        (
            r#"{"error":{"code":"C","message":"m","details":null,"innererror":null,"target":null}}"#,
            Some("C"),
            Some("m"),
        ),
        (r#"{"odata.error":{"code":"C","message":{"lang":"en-US","value":"m"}}}"#, Some("C"), Some("m")),
        (r#"{"error":"C","error_description":"m"}"#, Some("C"), Some("m")),
        (r#"{"error":{"code":12,"message":"m"}}"#, Some("12"), Some("m")),
        (r#"{"error":{}}"#, None, None),
        (r#"{"error":{"code":"","message":""}}"#, None, None),
        (r#""5""#, None, Some("5")),
        ("\u{feff}{\"error\":{\"code\":\"C\",\"message\":\"m\"}}", Some("C"), Some("m")),
        (r#""{\"error\":{\"code\":\"C\",\"message\":\"m\"}}""#, Some("C"), Some("m")),
        (r#""m""#, None, Some("m")),
        ("m", None, Some("m")),
        ("", None, None),
        ("[]", None, Some("[]")),
        ("<html><head><TITLE> 502\n Bad </TITLE></head><body>long</body></html>", None, Some("502 Bad")),
        ("<html><title>\u{130}</title>", None, Some("\u{130}")),
        (
            "<html><title>Gateway</title><body><h2>Not available\n now</h2></body>",
            None,
            Some("Gateway: Not available now"),
        ),
        ("<html><title>404</title><body><h1>Error</h1><h2>404</h2></body>", None, Some("404")),
        ("<html><title>t</title><h2><b>x</b></h2>", None, Some("t")),
    ];
    for (body, code, message) in cases {
        let arm = arm(500, body).await;
        assert_eq!((arm.code.as_deref(), arm.message.as_deref()), (code, message), "{body}");
        assert!(!arm.to_string().contains('\n'));
    }
}

#[tokio::test]
async fn code_and_message_are_found_in_any_spelling_and_nesting() {
    let quota = "Quota exceeded: no more than 3 things";
    let cases = [
        (r#"{"ErrorCode":"C","Message":{"Language":"en-US","Value":"m"}}"#, Some("C"), Some("m")),
        (r#"{"ErrorResponse":{"error":{"code":"500","message":"m"}}}"#, Some("500"), Some("m")),
        (r#"{"Response":{"Body":{"Error":{"Code":"C","MESSAGE":"m"}}}}"#, Some("C"), Some("m")),
        (r#"{"error_code":"C","error_message":"m"}"#, Some("C"), Some("m")),
        (r#"{"ODATA.ERROR":{"CODE":"C","MESSAGE":{"LANG":"en-US","VALUE":"m"}}}"#, Some("C"), Some("m")),
        (r#"{"ERROR":"C","ERROR_DESCRIPTION":"m"}"#, Some("C"), Some("m")),
        (r#"{"code":"outer","error":{"code":"C","message":"m"}}"#, Some("C"), Some("m")),
        (r#"{"error":{"x":1},"code":"C","message":"m"}"#, Some("C"), Some("m")),
        (r#"{"status":"Failed","properties":{"error":{"code":"C","message":"m"}}}"#, Some("C"), Some("m")),
        (r#"{"errors":[{"code":"C","message":"m"}]}"#, Some("C"), Some("m")),
        (r#"{"error":{"errors":[{},{"code":"C","message":"m"}]}}"#, Some("C"), Some("m")),
        (r#"[{"errorCode":"C","message":"m"}]"#, Some("C"), Some("m")),
        (r#"{"errors":["m","n"]}"#, None, Some("m")),
        (r#"{"title":"Quota exceeded","detail":"no more than 3 things"}"#, None, Some(quota)),
        (r#"{"type":"about:blank","title":"Quota exceeded","detail":"no more than 3 things"}"#, None, Some(quota)),
        (r#"{"type":"https://e.test/quota","title":"t"}"#, Some("https://e.test/quota"), Some("t")),
        (r#"{"type":"https://e.test/quota","title":"t","code":"C"}"#, Some("C"), Some("t")),
        (r#"{"detail":"d"}"#, None, Some("d")),
        (r#"{"reason":"quota is used up"}"#, None, Some(r#"{"reason":"quota is used up"}"#)),
        (r#"{"details":[{"x":{"y":7}}]}"#, None, Some(r#"{"details":[{"x":{"y":7}}]}"#)),
        (r#"{"a":{"b":[{"c":""}]},"d":null}"#, None, None),
        ("null", None, None),
        ("{}", None, None),
    ];
    for (body, code, message) in cases {
        let arm = arm(404, body).await;
        assert_eq!((arm.code.as_deref(), arm.message.as_deref(), arm.body.as_str()), (code, message, body), "{body}");
    }
}

#[tokio::test]
async fn the_parts_of_a_problem_and_of_a_list_are_kept() {
    let invalid =
        r#"{"title":"Validation failed.","instance":"/x","errors":{"$.date":["no date","too late"],"n":"m"}}"#;
    let error = arm(400, invalid).await;
    let details: Vec<_> =
        error.details.iter().map(|it| (it.target.as_deref().unwrap(), it.message.as_deref().unwrap())).collect();
    assert_eq!(details, [("$.date", "no date"), ("$.date", "too late"), ("n", "m")]);
    assert_eq!(error.target.as_deref(), Some("/x"));
    assert_eq!(error.to_string(), "400 Bad Request: Validation failed. (target: /x); no date; too late; m");

    let error = arm(400, r#"{"errors":[{"code":"C","message":"m","target":"t"},{"error":{"code":"D"}}]}"#).await;
    assert_eq!(error.details[0].target.as_deref(), Some("t"));
    assert_eq!(error.details[1].code.as_deref(), Some("D"));
    assert_eq!(error.to_string(), "400 Bad Request: C: m; D", "the first of the list is printed once");

    let error = arm(400, r#"{"code":"C","Details":"text","innerError":{"a":1}}"#).await;
    assert_eq!(error.details[0].message.as_deref(), Some("text"));
    assert_eq!(error.inner_error, Some(json!({"a": 1})));
}

#[tokio::test]
async fn the_error_of_an_operation_is_not_taken_from_other_properties() {
    let cases = [
        (r#"{"status":"Failed","error":{"code":"C","message":"m"}}"#, "C: m"),
        (r#"{"status":"Failed","error":"m"}"#, "Failed: m"),
        (r#"{"status":"Failed","code":"C","message":"m"}"#, "C: m"),
        (r#"{"status":"Failed","errors":[{"code":"C","message":"m"}]}"#, "C: m"),
        (r#"{"status":"Failed","properties":{"error":{"code":"C","message":"m"}}}"#, "C: m"),
        (
            r#"{"status":"Failed","error":{},"title":"t","sku":{"code":"S"}}"#,
            "Failed: the operation has ended as Failed",
        ),
    ];
    for (body, expected) in cases {
        let mock = Mock::new([with(respond(202, ""), "azure-asyncoperation", "/op"), respond(200, body)]);
        let begun = mock.client().begin(OPERATION, request(Method::Put, "/x"), None, common::fast());
        let poller: Poller<Value> = begun.unwrap();
        assert_eq!(poller.await.unwrap_err().to_string(), expected, "{body}");
    }
}

#[tokio::test]
async fn nothing_of_a_response_harms_a_terminal() {
    let hostile = "a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}b\r\nc\u{2066}\u{200b}";
    let detail = json!({"code": hostile, "message": hostile});
    let body =
        json!({"error": {"code": hostile, "message": hostile, "target": hostile, "details": [detail]}}).to_string();
    let harmless = |message: &str| {
        let direction = |c: char| ('\u{200b}'..='\u{206f}').contains(&c);
        assert!(!message.chars().any(|c| c.is_control() || direction(c)), "{message:?}");
    };
    harmless(&fail(400, &body).await.to_string());
    harmless(&fail(502, &format!("<title>{hostile}</title>")).await.to_string());
    harmless(&fail(502, hostile).await.to_string());
    harmless(&fail(400, &json!({ hostile: hostile }).to_string()).await.to_string());
    assert_eq!(arm(400, &body).await.code.as_deref(), Some(hostile), "programs get what was sent");

    let mock = Mock::new([with(respond(409, ""), "x-ms-error-code", hostile)]);
    let client = mock.client();
    let sent = client.send::<Value, JsonFormat>(OPERATION, request(Method::Get, "/x"), Default::default());
    harmless(&sent.await.unwrap_err().to_string());

    let state = json!({"status": hostile, "properties": {"provisioningState": hostile}}).to_string();
    for header in ["azure-asyncoperation", "location"] {
        for link in ["/op", "https://[\u{1b}\u{202e}"] {
            let mock = Mock::new([with(respond(202, &state), header, link), respond(200, &state), respond(404, &body)]);
            let begun = mock.client().begin(OPERATION, request(Method::Put, "/x"), None, common::fast());
            let mut poller: Poller<Value> = begun.unwrap();
            while let Some(status) = poller.next().await {
                harmless(&status.map_or_else(|error| error.to_string(), |status| status.state().to_string()));
            }
        }
    }
}

#[tokio::test]
async fn without_a_code_in_the_body_the_header_gives_it() {
    let mock = Mock::new([with(respond(409, ""), "x-ms-error-code", "FromHeader")]);
    let client = mock.client();
    let result = client.send::<Value, JsonFormat>(OPERATION, request(Method::Get, "/x"), Default::default());
    let error = result.await.unwrap_err();
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("FromHeader"));
    assert_eq!(error.to_string(), "409 Conflict: FromHeader");
}

#[tokio::test]
async fn an_empty_response_still_says_its_status() {
    assert_eq!(fail(503, "").await.to_string(), "503 Service Unavailable");
}

#[tokio::test]
async fn an_error_with_more_context_is_still_found() {
    let error = fail(404, r#"{"error":{"code":"C","message":"m"}}"#).await.with_context("while doing something");
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("C"));
}

#[test]
fn a_response_that_azure_core_reports_is_an_arm_error_too() {
    let response = RawResponse::from_bytes(StatusCode::NotFound, Headers::new(), r#"{"code":"C","message":"m"}"#);
    let kind = |raw_response| ErrorKind::HttpResponse { status: StatusCode::NotFound, error_code: None, raw_response };
    let error = Error::with_message(kind(Some(Box::new(response))), "x").with_context("y");
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("C"));
    assert_eq!(ArmError::from_error(&Error::with_message(kind(None), "x")), None);
}

#[tokio::test]
async fn other_errors_are_not_arm_errors() {
    assert_eq!(ArmError::from_error(&Error::with_message(ErrorKind::Io, "x")), None);
}

#[tokio::test]
async fn deeply_nested_details_end_somewhere() {
    let mut body = json!({"code": "end"});
    for _ in 0..60 {
        body = json!({"code": "C", "details": [body]});
    }
    let mut depth = 0;
    let arm = arm(400, &body.to_string()).await;
    let mut details = &arm.details;
    while let Some(detail) = details.first() {
        depth += 1;
        details = &detail.details;
    }
    assert_eq!(depth, 16);
}

#[tokio::test]
async fn a_documented_status_outside_2xx_is_not_an_error() {
    let mock = Mock::new([respond(404, ""), respond(299, "")]);
    let operation = armsmith_runtime::__private::Operation::new("x", &[204, 404]);
    for status in [404, 299] {
        let client = mock.client();
        let sent = client.send::<Value, JsonFormat>(operation, request(Method::Head, "/x"), Default::default());
        assert_eq!(u16::from(sent.await.unwrap().status()), status);
    }
}
