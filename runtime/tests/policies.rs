//! Requests that fail: repeated or not, repeated after a registration, or with another token.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use std::sync::{Arc, Mutex};

use armsmith_runtime::{
    ArmError, Audience, Claims, Client, Poller, PollerOptions, ProviderRegistration, RemainingQuota,
};
use azure_core::Value;
use azure_core::cloud::{Audiences, CustomConfiguration};
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::AUTHORIZATION;
use azure_core::http::{ClientOptions, JsonFormat, Method, Request, Response};
use azure_core::time::{Duration, OffsetDateTime};
use common::{CUT, Mock, MockResponse, OPERATION, UNREACHABLE, body, fast, request, respond, with};

async fn send(client: &Client, method: Method, path: &str) -> azure_core::Result<Response<Value>> {
    client.send::<Value, JsonFormat>(OPERATION, request(method, path), Default::default()).await
}

/// The number of requests that are sent when the first one ends with `status`.
async fn sends(method: Method, status: u16) -> usize {
    let mock = Mock::new([respond(status, ""), respond(200, "{}")]);
    let sent = send(&mock.client_repeating(1), method, "/x").await;
    let count = mock.seen().len();
    assert_eq!(sent.is_ok(), count == 2, "{method} {status}");
    if count == 2 {
        assert_eq!(body(&mock.request(1)), r#"{"sent":true}"#, "the body is sent again");
    }
    count
}

#[tokio::test(start_paused = true)]
async fn a_post_is_repeated_only_when_it_certainly_was_not_accepted() {
    for status in [400, 401, 404, 408, 409, 410, 412, 422, 500, 501, 502, 503, 504, 599, CUT] {
        assert_eq!(sends(Method::Post, status).await, 1, "{status}");
    }
    for status in [429, UNREACHABLE] {
        assert_eq!(sends(Method::Post, status).await, 2, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn other_methods_are_repeated_as_azure_core_does() {
    for method in [Method::Get, Method::Put, Method::Patch, Method::Delete] {
        for status in [408, 429, 500, 502, 503, 504, CUT, UNREACHABLE] {
            assert_eq!(sends(method, status).await, 2, "{method} {status}");
        }
        for status in [400, 404, 409, 501] {
            assert_eq!(sends(method, status).await, 1, "{method} {status}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_asks_to_wait_very_long_is_reported() {
    for (status, seconds, repeated) in [(429, 600, true), (429, 601, false), (503, 86_400, false), (500, 86_400, true)]
    {
        let refusal = (status, vec![("retry-after", seconds.to_string())], String::new());
        let mock = Mock::new([refusal, respond(200, "{}")]);
        let sent = send(&mock.client_repeating(1), Method::Get, "/x").await;
        assert_eq!((sent.is_ok(), mock.seen().len()), (repeated, 1 + usize::from(repeated)), "{status} {seconds}");
        if let Err(error) = sent {
            assert_eq!(ArmError::from_error(&error).unwrap().retry_after, Some(Duration::seconds(seconds)));
        }
    }
}

#[tokio::test]
async fn the_response_to_a_post_is_reported_as_always() {
    let mock = Mock::new([respond(500, r#"{"error":{"code":"Broken","message":"m"}}"#)]);
    let error = send(&mock.client_repeating(3), Method::Post, "/x").await.unwrap_err();
    assert_eq!(error.to_string(), "500 Internal Server Error: Broken: m");
    assert!(matches!(error.kind(), ErrorKind::HttpResponse { error_code: Some(code), .. } if code == "Broken"));
}

#[tokio::test]
async fn a_lost_response_to_a_post_says_so() {
    let mock = Mock::new([respond(CUT, "")]);
    let error = send(&mock.client_repeating(3), Method::Post, "/x").await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Io);
    let message = error.to_string();
    assert!(
        message.contains("the service may have accepted it") && message.contains("the connection was cut"),
        "{message}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_post_of_an_operation_is_sent_once_and_its_polls_are_repeated() {
    let first = with(respond(202, ""), "location", "/op");
    let polls = [respond(500, ""), respond(CUT, ""), respond(429, ""), respond(200, "{}")];
    let mock = Mock::new([first].into_iter().chain(polls));
    let client = mock.client_repeating(3);
    let poller: Poller<Value> = client.begin(OPERATION, request(Method::Post, "/x"), None, fast()).unwrap();
    poller.await.unwrap();
    assert_eq!(mock.seen(), ["POST /x", "GET /op", "GET /op", "GET /op", "GET /op"]);

    let mock = Mock::new([respond(CUT, "")]);
    let poller: Poller<Value> =
        mock.client_repeating(3).begin(OPERATION, request(Method::Post, "/x"), None, PollerOptions::default()).unwrap();
    assert!(poller.await.is_err());
    assert_eq!(mock.seen().len(), 1);
}

#[tokio::test]
async fn an_error_of_the_pipeline_tells_where_it_comes_from() {
    #[derive(Debug)]
    struct NoToken;
    #[async_trait::async_trait]
    impl TokenCredential for NoToken {
        async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
            Err(Error::with_message(ErrorKind::Credential, "nobody is\nlogged in"))
        }
    }
    let client = Mock::new([]).client_with(Some(Arc::new(NoToken)), ClientOptions::default());
    let error = send(&client, Method::Get, "/x").await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Credential);
    assert!(error.to_string().ends_with("nobody is logged in"), "{error}");
}

#[tokio::test]
async fn quotas_and_waits_can_be_read_from_an_error() {
    let refusal = (429, vec![("retry-after", "17".to_owned())], String::new());
    let mock = Mock::new([with(refusal, "x-ms-ratelimit-remaining-subscription-writes", "0")]);
    let error = send(&mock.client(), Method::Put, "/x").await.unwrap_err();
    assert_eq!(ArmError::from_error(&error).unwrap().retry_after, Some(Duration::seconds(17)));
    let ErrorKind::HttpResponse { raw_response: Some(response), .. } = error.kind() else { panic!("{error:?}") };
    assert_eq!(RemainingQuota::of(response.headers())[0].remaining, 0);
}

/// A credential that notes the claims it was asked for, and numbers its tokens.
#[derive(Debug, Default)]
struct Claimed(Mutex<Vec<Option<Claims>>>);

#[async_trait::async_trait]
impl TokenCredential for Claimed {
    async fn get_token(&self, _: &[&str], options: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
        let mut asked = self.0.lock().unwrap();
        asked.push(options.unwrap().method_options.context.value::<Claims>().cloned());
        Ok(AccessToken::new(format!("token {}", asked.len()), OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}

/// Claims: `{"a":1}`.
const CHALLENGE: &str = r#"Bearer realm="", error="insufficient_claims", claims="eyJhIjoxfQ==""#;

#[tokio::test]
async fn a_claims_challenge_is_met_with_a_token_that_carries_the_claims() {
    let refusal = || with(respond(401, ""), "WWW-Authenticate", CHALLENGE);
    let mock = Mock::new([refusal(), respond(200, "{}"), respond(200, "{}")]);
    let credential = Arc::new(Claimed::default());
    let client = mock.client_with(Some(Arc::clone(&credential) as _), ClientOptions::default());
    send(&client, Method::Post, "/x").await.unwrap();
    send(&client, Method::Get, "/x").await.unwrap();
    let asked: Vec<_> =
        credential.0.lock().unwrap().iter().map(|it| it.as_ref().map(|it| it.as_str().to_owned())).collect();
    assert_eq!(asked, [None, Some(r#"{"a":1}"#.to_owned())]);
    let tokens = [0, 1, 2].map(|it| mock.request(it).headers().get_optional_string(&AUTHORIZATION).unwrap());
    assert_eq!(tokens, ["Bearer token 1", "Bearer token 2", "Bearer token 2"]);
    assert_eq!(body(&mock.request(1)), r#"{"sent":true}"#);
}

#[tokio::test]
async fn a_challenge_is_handled_once_and_only_with_claims() {
    let twice = vec![with(respond(401, ""), "www-authenticate", CHALLENGE); 2];
    let without = vec![with(respond(401, ""), "www-authenticate", r#"Bearer error="invalid_token""#)];
    let forbidden = vec![with(respond(403, ""), "www-authenticate", CHALLENGE)];
    for (responses, requests) in [(twice, 2), (without, 1), (vec![respond(401, "")], 1), (forbidden, 1)] {
        let mock = Mock::new(responses);
        let client = mock.client_with(Some(Arc::new(Claimed::default())), ClientOptions::default());
        assert!(send(&client, Method::Get, "/x").await.is_err());
        assert_eq!(mock.seen().len(), requests);
    }
}

const THING: &str = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Test/things/t?v=1";
const REGISTERED: &str = r#"{"registrationState":"Registered"}"#;
const REGISTERING: &str = r#"{"registrationState":"Registering"}"#;

fn missing(message: &str, target: Option<&str>) -> MockResponse {
    let detail = serde_json::json!({"code": "MissingSubscriptionRegistration", "target": target});
    let error = serde_json::json!({"code": "MissingSubscriptionRegistration", "message": message, "details": [detail]});
    respond(409, &serde_json::json!({ "error": error }).to_string())
}

fn registering(mock: &Arc<Mock>, timeout: Duration) -> Client {
    let policy = ProviderRegistration { timeout, frequency: Duration::seconds(10) };
    let options = ClientOptions { per_call_policies: vec![Arc::new(policy)], ..Default::default() };
    mock.client_with(Some(Arc::new(Claimed::default())), options)
}

#[tokio::test(start_paused = true)]
async fn a_missing_registration_is_made_up_for_and_the_request_repeated() {
    let responses = [
        missing("not registered", Some("Microsoft.Other")),
        respond(200, REGISTERING),
        respond(200, REGISTERING),
        respond(200, REGISTERED),
        respond(200, "{}"),
    ];
    let mock = Mock::new(responses);
    let start = tokio::time::Instant::now();
    send(&registering(&mock, Duration::minutes(5)), Method::Put, THING).await.unwrap();
    let provider = "/subscriptions/s/providers/Microsoft.Other";
    let expected = [
        format!("PUT {THING}"),
        format!("POST {provider}/register?api-version=2021-04-01"),
        format!("GET {provider}?api-version=2021-04-01"),
        format!("GET {provider}?api-version=2021-04-01"),
        format!("PUT {THING}"),
    ];
    assert_eq!(mock.seen(), expected);
    assert_eq!(start.elapsed().as_secs(), 20);
    assert_eq!(body(&mock.request(4)), r#"{"sent":true}"#);
    assert_eq!(mock.request(1).headers().get_optional_str(&AUTHORIZATION), Some("Bearer token 1"));
}

#[tokio::test]
async fn the_provider_is_found_in_the_detail_in_the_message_or_in_the_address() {
    let cases = [
        (missing("use namespace 'Microsoft.Named'. See 'x.y'", Some("../..")), "Microsoft.Named"),
        (missing("it's not 'registered'", None), "Microsoft.Test"),
        (missing("m", Some("My_Own-Company.X1")), "My_Own-Company.X1"),
        (missing("m", Some("Microsoft.Bad/../x")), "Microsoft.Test"),
        (missing("m", Some("Microsoft..Bad")), "Microsoft.Test"),
    ];
    for (refusal, namespace) in cases {
        let mock = Mock::new([refusal, respond(200, REGISTERED), respond(200, "{}")]);
        send(&registering(&mock, Duration::minutes(5)), Method::Put, THING).await.unwrap();
        let expected = format!("POST /subscriptions/s/providers/{namespace}/register?api-version=2021-04-01");
        assert_eq!(mock.seen()[1], expected);
    }
}

#[tokio::test]
async fn a_provider_is_below_the_endpoint_of_its_cloud() {
    let responses = [missing("m", Some("Microsoft.Test")), respond(200, REGISTERED), respond(200, "{}")];
    let mock = Mock::new(responses);
    let mut cloud = CustomConfiguration::default();
    cloud.audiences = Audiences::new().with::<Audience>("https://arm.local/base".into());
    let options = ClientOptions {
        per_call_policies: vec![Arc::new(ProviderRegistration::default())],
        cloud: Some(Arc::new(cloud.into())),
        ..Default::default()
    };
    let request = Request::new(format!("https://arm.local/base{THING}").parse().unwrap(), Method::Put);
    let client = mock.client_with(None, options);
    client.send::<Value, JsonFormat>(OPERATION, Ok(request), Default::default()).await.unwrap();
    let provider = "https://arm.local/base/subscriptions/s/providers/Microsoft.Test";
    assert_eq!(mock.seen()[1], format!("POST {provider}/register?api-version=2021-04-01"));
}

#[tokio::test]
async fn other_refusals_are_given_back_as_they_are() {
    let conflict = r#"{"error":{"code":"Conflict","message":"m"}}"#;
    let mock = Mock::new([respond(409, conflict)]);
    let error = send(&registering(&mock, Duration::minutes(5)), Method::Put, THING).await.unwrap_err();
    assert_eq!(ArmError::from_error(&error).unwrap().body, conflict);
    // Without a subscription there is nothing to register.
    let mock = Mock::new([missing("'Microsoft.Test'", None)]);
    let error = send(&registering(&mock, Duration::minutes(5)), Method::Put, "/providers/x").await.unwrap_err();
    assert!(error.to_string().contains("MissingSubscriptionRegistration"));
    // Nobody asked for it.
    let mock = Mock::new([missing("'Microsoft.Test'", None)]);
    send(&mock.client(), Method::Put, THING).await.unwrap_err();
    assert_eq!(mock.seen().len(), 1);
}

#[tokio::test]
async fn a_registration_that_fails_or_does_not_end_is_an_error() {
    let refusal = missing("m", Some("Microsoft.Test"));
    let forbidden = respond(403, r#"{"error":{"code":"AuthorizationFailed","message":"no right"}}"#);
    for responses in
        [vec![refusal.clone(), forbidden.clone()], vec![refusal.clone(), respond(200, REGISTERING), forbidden]]
    {
        let mock = Mock::new(responses);
        let policy = ProviderRegistration { frequency: Duration::ZERO, ..Default::default() };
        let options = ClientOptions { per_call_policies: vec![Arc::new(policy)], ..Default::default() };
        let error = send(&mock.client_with(None, options), Method::Put, THING).await.unwrap_err();
        let message = error.to_string();
        assert!(message.contains("not registered with Microsoft.Test") && message.contains("no right"), "{message}");
        assert_eq!(ArmError::from_error(&error).unwrap().code.as_deref(), Some("AuthorizationFailed"));
    }
    let mock = Mock::new([refusal, respond(200, REGISTERING)]);
    let error = send(&registering(&mock, Duration::seconds(9)), Method::Put, THING).await.unwrap_err();
    assert!(error.to_string().contains("its state is `Registering`"), "{error}");
    assert_eq!(mock.seen().len(), 2);
}
