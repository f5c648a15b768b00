//! Errors: every shape of error answer becomes one `ArmError`.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::ArmError;
use azure_core::Value;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::Headers;
use azure_core::http::{ClientMethodOptions, JsonFormat, Method, RawResponse, StatusCode};
use common::{Mock, OPERATION, answer, request, with};
use serde_json::json;

async fn fail(status: u16, body: &str) -> Error {
    let first = with(answer(status, body), "x-ms-request-id", "r-1");
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
    ];
    for (body, code, message) in cases {
        let arm = arm(500, body).await;
        assert_eq!((arm.code.as_deref(), arm.message.as_deref()), (code, message), "{body}");
        assert!(!arm.to_string().contains('\n'));
    }
}

#[tokio::test]
async fn without_a_code_in_the_body_the_header_gives_it() {
    let mock = Mock::new([with(answer(409, ""), "x-ms-error-code", "FromHeader")]);
    let client = mock.client();
    let result = client.send::<Value, JsonFormat>(OPERATION, request(Method::Get, "/x"), Default::default());
    let error = result.await.unwrap_err();
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("FromHeader"));
    assert_eq!(error.to_string(), "409 Conflict: FromHeader");
}

#[tokio::test]
async fn an_empty_answer_still_says_its_status() {
    assert_eq!(fail(503, "").await.to_string(), "503 Service Unavailable");
}

#[tokio::test]
async fn an_error_with_more_context_is_still_found() {
    let error = fail(404, r#"{"error":{"code":"C","message":"m"}}"#).await.with_context("while doing something");
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("C"));
}

#[test]
fn an_answer_that_azure_core_reports_is_an_arm_error_too() {
    let answer = RawResponse::from_bytes(StatusCode::NotFound, Headers::new(), r#"{"code":"C","message":"m"}"#);
    let kind = |raw_response| ErrorKind::HttpResponse { status: StatusCode::NotFound, error_code: None, raw_response };
    let error = Error::with_message(kind(Some(Box::new(answer))), "x").with_context("y");
    assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("C"));
    assert_eq!(ArmError::from_error(&Error::with_message(kind(None), "x")), None);
}

#[tokio::test]
async fn other_errors_are_no_arm_errors() {
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
async fn a_documented_status_outside_2xx_is_no_error() {
    let mock = Mock::new([answer(404, ""), answer(299, "")]);
    let operation = armsmith_runtime::Operation::new("x", &[204, 404]);
    for status in [404, 299] {
        let client = mock.client();
        let sent = client.send::<Value, JsonFormat>(operation, request(Method::Head, "/x"), Default::default());
        assert_eq!(u16::from(sent.await.unwrap().status()), status);
    }
}
