//! Clients: clouds, tokens, tracing, formats of responses.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use std::borrow::Cow;
use std::sync::{Arc, Mutex};

use armsmith_runtime::{ArmError, Binary, ByStatus, OptionalJson, Poller, Text};
use azure_core::cloud::CloudConfiguration;
use azure_core::credentials::TokenCredential;
use azure_core::http::headers::{AUTHORIZATION, Headers, USER_AGENT};
use azure_core::http::response::ResponseBody;
use azure_core::http::{
    ClientOptions, Context, Format as _, InstrumentationOptions, JsonFormat, Method, NoFormat, Pager, RawResponse,
    Request, Response, StatusCode,
};
use azure_core::tracing::{Attribute, AttributeValue, Span, SpanGuard, SpanKind, SpanStatus, Tracer, TracerProvider};
use azure_core::{Bytes, Value};
use common::{Mock, OPERATION, Token, request, respond, with};
use futures::TryStreamExt as _;

#[tokio::test]
async fn requests_carry_a_token_for_the_cloud_and_a_user_agent() {
    let clouds = [
        (None, "https://management.azure.com/.default"),
        (Some(CloudConfiguration::AzureChina), "https://management.chinacloudapi.cn/.default"),
    ];
    for (cloud, scope) in clouds {
        let mock = Mock::new([respond(200, "{}")]);
        let token = Arc::new(Token::default());
        let credential: Arc<dyn TokenCredential> = Arc::clone(&token) as _;
        let options = ClientOptions { cloud: cloud.map(Arc::new), ..Default::default() };
        let client = mock.client_with(Some(credential), options);
        let request = Request::new(client.endpoint().join("/x").unwrap(), Method::Get);
        client.send::<Value, JsonFormat>(OPERATION, Ok(request), Default::default()).await.unwrap();
        assert_eq!(*token.0.lock().unwrap(), [scope]);
        let request = mock.request(0);
        assert_eq!(request.headers().get_optional_str(&AUTHORIZATION), Some("Bearer the-token"));
        let agent = request.headers().get_optional_str(&USER_AGENT).unwrap();
        assert!(agent.starts_with("azsdk-rust-arm-test/1.2.3 "), "{agent}");
        assert!(!format!("{client:?}").contains("the-token"));
    }
}

#[tokio::test]
async fn without_a_credential_there_is_no_token() {
    let mock = Mock::new([respond(200, "{}")]);
    let client = mock.client();
    client.send::<Value, JsonFormat>(OPERATION, request(Method::Get, "/x"), Default::default()).await.unwrap();
    assert_eq!(mock.request(0).headers().get_optional_str(&AUTHORIZATION), None);
    assert_eq!(format!("{client:?}"), r#"Client { endpoint: "https://management.azure.com/", .. }"#);
}

#[tokio::test]
async fn the_error_of_a_request_function_is_given_back() {
    let client = Mock::new([]).client();
    let wrong = || Err(azure_core::Error::with_message(azure_core::error::ErrorKind::Other, "wrong"));
    let sent = client.send::<Value, JsonFormat>(OPERATION, wrong(), Default::default()).await;
    assert_eq!(sent.unwrap_err().to_string(), "wrong");
    let begun = client.begin::<Value, JsonFormat>(OPERATION, wrong(), None, Default::default());
    assert_eq!(begun.unwrap_err().to_string(), "wrong");
}

const MARK: &str = "\u{feff}";

#[tokio::test]
async fn a_byte_order_mark_before_json_is_skipped_wherever_json_is_read() {
    let marked = |status, body: &str| respond(status, &format!("{MARK}{body}"));
    let send = |mock: &Arc<Mock>| mock.client().begin(OPERATION, request(Method::Put, "/x"), None, common::fast());

    let mock = Mock::new([marked(200, r#"{"a":1}"#)]);
    let sent = mock.client().send::<Value, JsonFormat>(OPERATION, request(Method::Get, "/x"), Default::default()).await;
    assert_eq!(sent.unwrap().into_model().unwrap()["a"], 1);

    let mock = Mock::new([marked(200, r#"{"value":["a"],"nextLink":"/2"}"#), marked(200, r#"{"value":["b"]}"#)]);
    let pager: Pager<Nothing> =
        mock.client().list(OPERATION, request(Method::Get, "/x"), Some("nextLink"), Default::default()).unwrap();
    assert_eq!(pager.try_collect::<Vec<_>>().await.unwrap(), ["a", "b"]);

    let first = with(marked(202, "{}"), "azure-asyncoperation", "/op");
    let mock = Mock::new([first, marked(200, r#"{"status":"Succeeded"}"#), marked(200, r#"{"a":2}"#)]);
    let poller: Poller<Value> = send(&mock).unwrap();
    assert_eq!(poller.await.unwrap().into_model().unwrap()["a"], 2);

    for status in [404, 200] {
        let failure = marked(status, r#"{"status":"Failed","error":{"code":"C","message":"m"}}"#);
        let mock = Mock::new([with(respond(202, ""), "azure-asyncoperation", "/op"), failure]);
        let poller: Poller<Value> = send(&mock).unwrap();
        let error = ArmError::from_error(&poller.await.unwrap_err()).unwrap();
        assert_eq!((error.code.as_deref(), error.message.as_deref()), (Some("C"), Some("m")), "{status}");
    }

    // A file may begin with a mark: bytes and text are given as they are.
    let mock = Mock::new([marked(200, "a;b"), marked(200, "a;b")]);
    let get = || request(Method::Get, "/x");
    let bytes: Response<Bytes, Binary> = mock.client().send(OPERATION, get(), Default::default()).await.unwrap();
    let text: Response<String, Text> = mock.client().send(OPERATION, get(), Default::default()).await.unwrap();
    assert_eq!(bytes.into_model().unwrap(), format!("{MARK}a;b").into_bytes());
    assert_eq!(text.into_model().unwrap(), format!("{MARK}a;b"));
}

#[tokio::test]
async fn responses_are_read_in_their_format() {
    let mock = Mock::new([
        respond(200, r#"{"a":1}"#),
        respond(204, ""),
        respond(200, " "),
        respond(200, "\u{1}x"),
        respond(200, "t"),
    ]);
    let client = mock.client();
    let send = |_| request(Method::Get, "/x");
    for expected in [Some(1), None, None] {
        let response: Response<Option<Value>, OptionalJson> =
            client.send(OPERATION, send(()), Default::default()).await.unwrap();
        assert_eq!(response.into_model().unwrap().map(|value| value["a"].as_i64().unwrap()), expected);
    }
    let response: Response<Bytes, Binary> = client.send(OPERATION, send(()), Default::default()).await.unwrap();
    assert_eq!(response.into_model().unwrap(), Bytes::from_static(b"\x01x"));
    let response: Response<String, Text> = client.send(OPERATION, send(()), Default::default()).await.unwrap();
    assert_eq!(response.into_model().unwrap(), "t");
}

#[tokio::test]
async fn formats_that_are_no_json_refuse_to_be_read_as_json() {
    let body = "1";
    assert!(Binary::deserialize::<u8, _>(body).unwrap_err().to_string().contains("`Bytes`"));
    assert!(Text::deserialize::<u8, _>(body).unwrap_err().to_string().contains("`String`"));
    assert_eq!(OptionalJson::deserialize::<Option<u8>, _>(body).unwrap(), Some(1));
    assert_eq!(OptionalJson::deserialize::<Option<u8>, _>(" ").unwrap(), None);
}

/// Notes what happens to spans, as strings.
#[derive(Clone, Debug, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Recorder {
    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl TracerProvider for Recorder {
    fn get_tracer(
        &self,
        namespace: Option<&'static str>,
        name: &'static str,
        _: Option<&'static str>,
    ) -> Arc<dyn Tracer> {
        if let Some(namespace) = namespace {
            self.note(format!("tracer {namespace} {name}"));
        }
        Arc::new(self.clone())
    }
}

impl Tracer for Recorder {
    fn start_span(&self, name: Cow<'static, str>, kind: SpanKind, _: Vec<Attribute>) -> Arc<dyn Span> {
        if kind == SpanKind::Internal {
            self.note(format!("start {name}"));
        }
        Arc::new(Recorded { recorder: self.clone(), name: name.into_owned(), internal: kind == SpanKind::Internal })
    }

    fn start_span_with_parent(
        &self,
        name: Cow<'static, str>,
        kind: SpanKind,
        attributes: Vec<Attribute>,
        _: Arc<dyn Span>,
    ) -> Arc<dyn Span> {
        self.note(format!("child {name}"));
        self.start_span(name, kind, attributes)
    }

    fn namespace(&self) -> Option<&'static str> {
        Some("Microsoft.Test")
    }
}

struct Recorded {
    recorder: Recorder,
    name: String,
    internal: bool,
}

impl azure_core::tracing::AsAny for Recorded {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl Span for Recorded {
    fn is_recording(&self) -> bool {
        true
    }
    fn span_id(&self) -> [u8; 8] {
        [0; 8]
    }
    fn end(&self) {
        if self.internal {
            self.recorder.note(format!("end {}", self.name));
        }
    }
    fn set_status(&self, _: SpanStatus) {}
    fn set_attribute(&self, key: &'static str, value: AttributeValue) {
        if self.internal {
            self.recorder.note(format!("{key} {value:?}"));
        }
    }
    fn record_error(&self, _: &dyn std::error::Error) {}
    fn set_current(&self, _: &Context<'_>) -> Box<dyn SpanGuard> {
        unreachable!("the pipeline sets no current span")
    }
    fn propagate_headers(&self, _: &mut Request) {}
}

fn traced(mock: &Arc<Mock>) -> (armsmith_runtime::Client, Recorder) {
    let recorder = Recorder::default();
    let instrumentation = InstrumentationOptions { tracer_provider: Some(Arc::new(recorder.clone())) };
    (mock.client_with(None, ClientOptions { instrumentation, ..Default::default() }), recorder)
}

#[tokio::test]
async fn a_call_is_one_span_with_its_request_below() {
    let mock = Mock::new([respond(200, "{}")]);
    let (client, recorder) = traced(&mock);
    client.send::<Value, JsonFormat>(OPERATION, request(Method::Get, "/x"), Default::default()).await.unwrap();
    assert_eq!(
        *recorder.0.lock().unwrap(),
        [
            "tracer Microsoft.Test arm-test",
            "start Microsoft.Test.Things.act",
            "child GET",
            "end Microsoft.Test.Things.act"
        ]
    );
}

#[tokio::test]
async fn a_long_running_operation_is_one_span_too() {
    let first = with(respond(202, ""), "location", "/op");
    let mock = Mock::new([first, respond(202, ""), respond(200, "")]);
    let (client, recorder) = traced(&mock);
    let poller: Poller<(), NoFormat> =
        client.begin(OPERATION, request(Method::Delete, "/x"), None, common::fast()).unwrap();
    poller.await.unwrap();
    let name = "Microsoft.Test.Things.act";
    let expected = [
        "tracer Microsoft.Test arm-test".to_owned(),
        format!("start {name}"),
        "child DELETE".to_owned(),
        "child GET".to_owned(),
        "child GET".to_owned(),
        format!("end {name}"),
    ];
    assert_eq!(*recorder.0.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_failed_operation_says_why_in_its_span() {
    let mock = Mock::new([respond(409, "")]);
    let (client, recorder) = traced(&mock);
    let poller: Poller<(), NoFormat> =
        client.begin(OPERATION, request(Method::Delete, "/x"), None, common::fast()).unwrap();
    poller.await.unwrap_err();
    let notes = recorder.0.lock().unwrap().join("\n");
    assert!(notes.contains("error.type String(\"409\")"), "{notes}");
    assert!(notes.ends_with(&format!("end {}", OPERATION.name())), "{notes}");
}

#[tokio::test]
async fn a_list_is_one_span_too() {
    let mock = Mock::new([respond(200, r#"{"nextLink":"/2"}"#), respond(200, "{}")]);
    let (client, recorder) = traced(&mock);
    let pager: Pager<Nothing> =
        client.list(OPERATION, request(Method::Get, "/x"), Some("nextLink"), Default::default()).unwrap();
    assert!(pager.try_collect::<Vec<_>>().await.unwrap().is_empty());
    let notes = recorder.0.lock().unwrap();
    let starts: Vec<_> = notes.iter().filter(|note| note.starts_with("start")).collect();
    assert_eq!(starts, ["start Microsoft.Test.Things.act"]);
}

/// A page without items.
#[derive(Clone, Default)]
pub struct Nothing {
    value: Option<Vec<String>>,
}
armsmith_runtime::__private::model! { Nothing { value: "value" } }
armsmith_runtime::__private::page! { Nothing { value: String } }

#[derive(Clone, Debug)]
enum ReportAnswer {
    Ok(Box<Value>),
    Accepted(Vec<i32>),
    NoContent,
    UnknownStatus(ResponseBody),
}

armsmith_runtime::__private::by_status! {
    ReportAnswer, UnknownStatus { 200 = Ok(Box<Value>), 202 = Accepted(Vec<i32>), 204 = NoContent }
}

#[test]
fn the_status_decides_how_a_response_is_read() {
    let read = |status: StatusCode, body: &'static str| {
        let raw = RawResponse::from_bytes(status, Headers::new(), Bytes::from_static(body.as_bytes()));
        ReportAnswer::try_from(Response::<ReportAnswer, ByStatus>::from(raw))
    };
    assert!(matches!(read(StatusCode::Ok, "{\"a\":1}"), Ok(ReportAnswer::Ok(value)) if value["a"] == 1));
    assert!(matches!(read(StatusCode::Accepted, "[1]"), Ok(ReportAnswer::Accepted(list)) if list == [1]));
    assert!(matches!(read(StatusCode::NoContent, ""), Ok(ReportAnswer::NoContent)));
    assert!(read(StatusCode::Accepted, "{}").is_err(), "an object is not a list");
    let other = read(StatusCode::PartialContent, "secret").unwrap();
    assert!(matches!(&other, ReportAnswer::UnknownStatus(body) if **body == *b"secret"));
    assert!(!format!("{other:?}").contains("secret"));
}
