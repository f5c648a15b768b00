//! A transport that answers with recorded responses, by URL.
//!
//! In: the responses of a job. Out: an `HttpClient` that serves each URL's responses in their order, and the list of
//! what was requested. The last response of a URL is repeated only if it was repeated in the recording.

use std::sync::{Arc, Mutex, PoisonError};

use azure_core::Bytes;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::Headers;
use azure_core::http::{AsyncRawResponse, ClientOptions, HttpClient, Request, RetryOptions, StatusCode, Transport, Url};
use serde_json::{Value, json};

/// The most requests of one job: a client that asks for ever must come to an end.
const MOST_REQUESTS: usize = 40;

/// The host of Azure Resource Manager.
const ARM: &str = "management.azure.com";

/// The pairs of a query that sign a link of ARM.
const SIGNATURE: [&str; 4] = ["t", "c", "s", "h"];

/// One recorded response.
#[derive(Debug)]
struct Response {
    key: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// One request of the client, and the response that it got.
#[derive(Debug)]
struct Sent {
    method: String,
    url: String,
    body: String,
    response: Option<usize>,
}

/// The responses of a job, and the requests so far.
#[derive(Debug)]
pub(super) struct Script {
    responses: Vec<Response>,
    sent: Mutex<Vec<Sent>>,
}

impl Script {
    pub(super) fn of(responses: &Value) -> Arc<Self> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let headers =
            |value: &Value| value.as_object().into_iter().flatten().map(|(name, it)| (name.clone(), text(it))).collect();
        let response = |it: &Value| Response {
            key: key(&text(&it["method"]), &text(&it["url"])),
            status: it["status"].as_u64().and_then(|it| u16::try_from(it).ok()).unwrap_or_default(),
            headers: headers(&it["headers"]),
            body: text(&it["body"]),
        };
        let responses = responses.as_array().into_iter().flatten().map(response).collect();
        Arc::new(Self { responses, sent: Mutex::default() })
    }

    /// The options of a client that uses this transport, without retries: a recording has each response once.
    pub(super) fn client_options(self: &Arc<Self>) -> ClientOptions {
        let transport = Transport::new(Arc::clone(self) as Arc<dyn HttpClient>);
        ClientOptions { transport: Some(transport), retry: RetryOptions::none(), ..ClientOptions::default() }
    }

    /// The requests, for the result of the job.
    pub(super) fn sent(&self) -> Value {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let request =
            |it: &Sent| json!({ "method": it.method, "url": it.url, "body": it.body, "response": it.response });
        sent.iter().map(request).collect()
    }

    /// The next response for a URL.
    ///
    /// The first request is the recorded one, whatever its query: a client may have added pairs that are not
    /// documented.
    fn next(&self, key: &str, sent: &[Sent]) -> Option<usize> {
        let path = |key: &str| key.split('?').next().map(str::to_owned);
        if sent.is_empty() && self.responses.first().is_some_and(|it| path(&it.key) == path(key)) {
            return Some(0);
        }
        let all: Vec<usize> = (0..self.responses.len()).filter(|it| self.responses[*it].key == key).collect();
        let served = |index: &usize| sent.iter().any(|it| it.response == Some(*index));
        if let Some(index) = all.iter().find(|it| !served(it)) {
            return Some(*index);
        }
        let same = |a: usize, b: usize| {
            let (a, b) = (&self.responses[a], &self.responses[b]);
            (a.status, &a.body) == (b.status, &b.body)
        };
        match all.as_slice() {
            [.., before, last] if same(*before, *last) => Some(*last),
            _ => None,
        }
    }
}

#[async_trait::async_trait]
impl HttpClient for Script {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let (method, url) = (request.method().as_ref().to_owned(), request.url().to_string());
        let body = String::from_utf8_lossy(&Bytes::from(request.body())).into_owned();
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let next = self.next(&key(&method, &url), &sent).filter(|_| sent.len() < MOST_REQUESTS);
        sent.push(Sent { method, url, body, response: next });
        let Some(response) = next.map(|it| &self.responses[it]) else {
            return Err(Error::with_message(ErrorKind::Other, super::player::NOT_RECORDED));
        };
        let mut headers = Headers::new();
        for (name, value) in &response.headers {
            headers.insert(name.clone(), value.clone());
        }
        let body = response.body.clone().into_bytes();
        Ok(AsyncRawResponse::from_bytes(StatusCode::from(response.status), headers, body))
    }
}

/// Equal for requests of one resource: ARM compares paths without regard to case, and the order of a query has no
/// meaning. The signature of a link changes from response to response, and all of them are good for the same state.
fn key(method: &str, url: &str) -> String {
    let Ok(url) = Url::parse(url) else { return format!("{method} {url}") };
    let pairs = url.query_pairs().filter(|(name, _)| !SIGNATURE.contains(&&**name));
    let mut query: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
    query.sort();
    // A parser of queries decodes the path as well.
    let path = url.path().replace('&', "%26").replace('=', "%3D").replace('+', "%2B");
    let decoded = Url::parse(&format!("https://path.invalid/?{path}")).map(|it| {
        it.query_pairs().map(|(name, _)| name.into_owned()).collect::<String>()
    });
    let path = decoded.unwrap_or(path).trim_end_matches('/').to_owned();
    // A region serves the same resources.
    let host = url.host_str().unwrap_or_default();
    let host = if host.ends_with(&format!(".{ARM}")) { ARM } else { host };
    format!("{method} {host}{path}?{}", query.join("&")).to_ascii_lowercase()
}
