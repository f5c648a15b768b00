//! Recorded responses of real services: long-running operations, played through the poller over a scripted transport;
//! errors; resource IDs.
//!
//! The recordings are beside the checkout and are never copied. Without them a developer's run says so; in CI it fails.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex};

use armsmith_runtime::__private::Operation;
use armsmith_runtime::{ArmError, Client, OptionalJson, Poller, PollerOptions, ResourceId, Service, StillRunning};
use azure_core::Value;
use azure_core::http::headers::Headers;
use azure_core::http::{
    AsyncRawResponse, ClientOptions, HttpClient, Method, NoFormat, RawResponse, Request, RetryOptions, StatusCode,
    Transport, Url,
};
use azure_core::time::Duration;

const ORIGIN: &str = "https://management.azure.com";
const OPERATION: Operation = Operation::new("recorded", &[]);

/// Instead of a status: the recorded client never sent this request.
const NOT_RECORDED: u16 = 599;

#[derive(Clone, Debug)]
struct Exchange {
    method: Method,
    url: Url,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Exchange {
    fn read(value: &Value) -> Self {
        let string = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let host =
            value.get("host").and_then(Value::as_str).map_or(ORIGIN.to_owned(), |host| format!("https://{host}"));
        let headers = value.get("headers").and_then(Value::as_object).into_iter().flatten();
        Self {
            method: string("method").parse().unwrap(),
            url: format!("{host}{}", string("url")).parse().unwrap(),
            status: value["status"].as_u64().unwrap().try_into().unwrap(),
            headers: headers
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
                .collect(),
            body: string("response"),
        }
    }

    fn state(&self) -> Option<String> {
        let body: Value = serde_json::from_str(&self.body).ok()?;
        let state =
            body.get("status").and_then(Value::as_str).or_else(|| body["properties"]["provisioningState"].as_str());
        state.map(str::to_ascii_lowercase)
    }
}

/// The end of an operation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum End {
    Succeeded,
    Failed,
    /// The recording ends before the operation does.
    Unfinished,
}

/// The end that the recorded client saw.
fn recorded_end(exchanges: &[Exchange]) -> End {
    let (first, last) = (&exchanges[0], exchanges.last().unwrap());
    let is_document = last.url != first.url;
    match (last.status, last.state().as_deref()) {
        // Some clients look whether the resource is gone; and its monitor may be gone, too.
        (404, _) if first.method == Method::Delete => End::Succeeded,
        (400.., _) | (_, Some("failed" | "canceled" | "cancelled")) => End::Failed,
        (202, _) => End::Unfinished,
        (_, Some("succeeded") | None) => End::Succeeded,
        // A state that is not terminal, in a status document or in the resource that was created.
        (_, Some(_)) if is_document || first.method != Method::Post => End::Unfinished,
        _ => End::Succeeded,
    }
}

/// Links are signed anew in each response, and the recordings are shortened, so only the path counts.
fn key(method: Method, url: &Url) -> (String, String) {
    (method.to_string(), url.path().to_ascii_lowercase().replace("%3b", ";"))
}

/// Plays the responses of each URL in order.
#[derive(Debug)]
struct Recording {
    responses: Mutex<BTreeMap<(String, String), Vec<Exchange>>>,
    requests: Mutex<usize>,
}

impl Recording {
    fn new(exchanges: &[Exchange]) -> Arc<Self> {
        let mut responses: BTreeMap<_, Vec<Exchange>> = BTreeMap::new();
        for exchange in exchanges.iter().rev() {
            responses.entry(key(exchange.method, &exchange.url)).or_default().push(exchange.clone());
        }
        Arc::new(Self { responses: Mutex::new(responses), requests: Mutex::default() })
    }

    fn client(self: &Arc<Self>) -> Client {
        let service = Service { crate_name: None, crate_version: None, namespace: "Microsoft.Recorded" };
        let transport = Some(Transport::new(Arc::clone(self) as Arc<dyn HttpClient>));
        let options = ClientOptions { transport, retry: RetryOptions::none(), ..ClientOptions::default() };
        Client::new(service, None, options).unwrap()
    }
}

#[async_trait::async_trait]
impl HttpClient for Recording {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        *self.requests.lock().unwrap() += 1;
        let key = key(request.method(), request.url());
        let next = self.responses.lock().unwrap().get_mut(&key).and_then(Vec::pop);
        let Some(exchange) = next else {
            return Ok(AsyncRawResponse::from_bytes(StatusCode::from(NOT_RECORDED), Headers::new(), Vec::new()));
        };
        let mut headers = Headers::new();
        for (name, value) in exchange.headers {
            headers.insert(name, value);
        }
        Ok(AsyncRawResponse::from_bytes(StatusCode::from(exchange.status), headers, exchange.body.into_bytes()))
    }
}

/// Plays an operation, and returns its end and the number of requests.
async fn play<T: 'static, F: 'static>(exchanges: &[Exchange]) -> (End, usize) {
    let recording = Recording::new(exchanges);
    let first = &exchanges[0];
    let options = PollerOptions { frequency: Some(Duration::ZERO), ..PollerOptions::default() };
    let request = Request::new(first.url.clone(), first.method);
    let poller: Poller<T, F> = recording.client().begin(OPERATION, Ok(request), None, options).unwrap();
    let end = match poller.await {
        Ok(_) => End::Succeeded,
        Err(error) if error.http_status() == Some(StatusCode::from(NOT_RECORDED)) => {
            assert!(StillRunning::from_error(&error).is_some());
            End::Unfinished
        }
        Err(_) => End::Failed,
    };
    (end, *recording.requests.lock().unwrap())
}

/// All recorded groups; `None` if the recordings are missing, which is said, and an error in CI.
fn groups() -> Option<Vec<Value>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/recordings/exchanges.json");
    let Ok(content) = std::fs::read_to_string(path) else {
        assert!(std::env::var_os("CI").is_none(), "there are no recordings at {path}");
        report(&format!("DID NOT RUN: there are no recordings at {path}"));
        return None;
    };
    Some(serde_json::from_str(&content).unwrap())
}

/// Past the capture of the test harness, which would hide it from everybody whose tests pass.
fn report(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn exchanges(groups: &[Value]) -> impl Iterator<Item = Exchange> {
    groups.iter().flat_map(|group| group["exchanges"].as_array().unwrap()).map(Exchange::read)
}

#[test]
fn recorded_errors_have_a_code_or_a_message() {
    let Some(groups) = groups() else { return };
    let (mut with_both, mut pages, mut without) = (0, 0, Vec::new());
    for exchange in exchanges(&groups).filter(|exchange| exchange.status >= 400 && !exchange.body.is_empty()) {
        let response =
            RawResponse::from_bytes(StatusCode::from(exchange.status), Headers::new(), exchange.body.clone());
        let error = ArmError::from_response(&response);
        match (&error.code, &error.message) {
            (Some(_), Some(message)) if !message.starts_with('{') => with_both += 1,
            // The page of a gateway has a title, and no code.
            (None, Some(message)) if exchange.body.starts_with("<!DOCTYPE") && !message.starts_with('<') => pages += 1,
            _ => without.push(format!("{:?} {:?}: {}", error.code, error.message, exchange.body)),
        }
    }
    report(&format!("recorded errors: {with_both} with code and message, {pages} pages with a title"));
    assert!(without.is_empty() && with_both >= 96, "{with_both} {without:#?}");
}

#[test]
fn recorded_ids_are_read_and_printed_the_same() {
    fn ids(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                let is_id = |name: &str| name.eq_ignore_ascii_case("id") || name.ends_with("Id");
                for (name, value) in object {
                    match value {
                        Value::String(value)
                            if is_id(name) && value.contains("/providers/") && !value.starts_with("https:") =>
                        {
                            found.push(value.clone())
                        }
                        other => ids(other, found),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| ids(item, found)),
            _ => {}
        }
    }
    let Some(groups) = groups() else { return };
    let mut found = Vec::new();
    for exchange in exchanges(&groups) {
        if let Ok(body) = serde_json::from_str(&exchange.body) {
            ids(&body, &mut found);
        }
    }
    let (mut read, mut empty_names, mut wrong) = (0, 0, Vec::new());
    for id in &found {
        match id.parse::<ResourceId>() {
            Ok(parsed) if parsed.as_str() == *id => read += 1,
            Err(error) if error.to_string().contains("a name is empty") => empty_names += 1,
            other => wrong.push(format!("{id}: {other:?}")),
        }
    }
    report(&format!("recorded IDs: {read} read and printed the same, {empty_names} with an empty name"));
    assert!(wrong.is_empty() && read >= 980, "{read} {wrong:#?}");
}

#[tokio::test(start_paused = true)]
async fn recorded_operations_end_as_they_did_for_their_clients() {
    let Some(groups) = groups() else { return };
    let (mut same, mut other_urls, mut results_elsewhere, mut requests) = (0, 0, 0, 0);
    let mut different = Vec::new();
    for group in groups.iter().filter(|group| group["kind"] == "lro") {
        let exchanges: Vec<_> = group["exchanges"].as_array().unwrap().iter().map(Exchange::read).collect();
        let expected = recorded_end(&exchanges);
        let (end, sent) = play::<(), NoFormat>(&exchanges).await;
        let (end_with_result, sent_with_result) = play::<Option<Value>, OptionalJson>(&exchanges).await;
        requests += sent + sent_with_result;
        match (expected, end, end_with_result) {
            (_, end, with_result) if (end, with_result) == (expected, expected) => same += 1,
            // The recorded client polled the resource, and this one polls the operation's own URL, which was never
            // asked.
            (_, End::Unfinished, End::Unfinished) => other_urls += 1,
            // The recorded client did not fetch the result.
            (End::Succeeded, End::Succeeded, End::Unfinished) => results_elsewhere += 1,
            ends => different.push(format!("{} {} {ends:?}", group["recording"], exchanges[0].url)),
        }
    }
    report(&format!(
        "recorded operations: {same} end as recorded, {other_urls} asked other URLs, {results_elsewhere} have no recorded result \
         ({requests} requests)"
    ));
    assert!(different.is_empty(), "ends that differ: {different:#?}");
    assert!(same >= 168 && other_urls <= 6 && results_elsewhere <= 7, "{same} {other_urls} {results_elsewhere}");
    assert!(requests >= 1_000, "{requests} requests");
}
