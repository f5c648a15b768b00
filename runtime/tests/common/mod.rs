//! A transport that plays responses in order and notes the requests, and clients that use it.
#![allow(dead_code, reason = "each test file uses a part")]

pub(crate) mod built;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use armsmith_runtime::__private::Operation;
use armsmith_runtime::{Client, PollerOptions, Scope, Service};
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::Headers;
use azure_core::http::{
    AsyncRawResponse, Body, ClientOptions, FixedRetryOptions, HttpClient, Method, Request, RetryOptions, StatusCode,
    Transport,
};
use azure_core::time::{Duration, OffsetDateTime};

/// The address that most tests use.
pub(crate) const ORIGIN: &str = "https://management.azure.com";

/// An operation that may end with the usual statuses.
pub(crate) const OPERATION: Operation = Operation::new("Microsoft.Test.Things.act", &[200, 201, 202, 204]);

/// One response: status, headers, body.
pub(crate) type MockResponse = (u16, Vec<(&'static str, String)>, String);

/// Instead of a status: the connection breaks after the request was sent.
pub(crate) const CUT: u16 = 0;
/// Instead of a status: there is no connection.
pub(crate) const UNREACHABLE: u16 = 1;

/// A response without headers but `Retry-After: 0`, which keeps tests fast.
pub(crate) fn respond(status: u16, body: &str) -> MockResponse {
    (status, vec![("retry-after", "0".to_owned())], body.to_owned())
}

/// The same with a header.
pub(crate) fn with(mut response: MockResponse, name: &'static str, value: &str) -> MockResponse {
    response.1.push((name, value.to_owned()));
    response
}

/// Options of a poller that does not pause when the service says `Retry-After: 0`.
pub(crate) fn fast() -> PollerOptions<'static> {
    PollerOptions { frequency: Some(Duration::ZERO), ..PollerOptions::default() }
}

/// The transport.
#[derive(Debug, Default)]
pub(crate) struct Mock {
    responses: Mutex<VecDeque<MockResponse>>,
    requests: Mutex<Vec<Request>>,
}

impl Mock {
    /// Plays these responses.
    pub(crate) fn new(responses: impl IntoIterator<Item = MockResponse>) -> Arc<Self> {
        Arc::new(Self { responses: Mutex::new(responses.into_iter().collect()), requests: Mutex::default() })
    }

    /// `METHOD url` of each request, without the origin that most tests use.
    pub(crate) fn seen(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests.iter().map(|request| format!("{} {}", request.method(), request.url()).replace(ORIGIN, "")).collect()
    }

    /// The request at a position.
    pub(crate) fn request(&self, index: usize) -> Request {
        self.requests.lock().unwrap()[index].clone()
    }

    /// A client that uses this transport, without a credential and without retries.
    pub(crate) fn client(self: &Arc<Self>) -> Client {
        self.client_with(None, ClientOptions::default())
    }

    /// A client that uses this transport.
    pub(crate) fn client_with(
        self: &Arc<Self>,
        credential: Option<Arc<dyn TokenCredential>>,
        options: ClientOptions,
    ) -> Client {
        let service =
            Service { crate_name: Some("arm-test"), crate_version: Some("1.2.3"), namespace: "Microsoft.Test" };
        let transport = options.transport.unwrap_or_else(|| self.transport());
        let options = ClientOptions { transport: Some(transport), retry: RetryOptions::none(), ..options };
        Client::new(service, credential, options).unwrap()
    }

    /// A client that repeats requests so often, at once.
    pub(crate) fn client_repeating(self: &Arc<Self>, max_retries: u32) -> Client {
        let service = Service { crate_name: None, crate_version: None, namespace: "Microsoft.Test" };
        let retry = FixedRetryOptions { delay: Duration::milliseconds(1), max_retries, ..Default::default() };
        let retry = RetryOptions::fixed(retry);
        let options = ClientOptions { transport: Some(self.transport()), retry, ..ClientOptions::default() };
        Client::new(service, None, options).unwrap()
    }

    /// This transport, for the options of a client.
    pub(crate) fn transport(self: &Arc<Self>) -> Transport {
        Transport::new(Arc::clone(self) as Arc<dyn HttpClient>)
    }
}

#[async_trait::async_trait]
impl HttpClient for Mock {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        self.requests.lock().unwrap().push(request.clone());
        let (status, headers, body) = self.responses.lock().unwrap().pop_front().expect("one more response");
        match status {
            CUT => return Err(Error::with_message(ErrorKind::Io, "the connection was cut")),
            UNREACHABLE => return Err(Error::with_message(ErrorKind::Connection, "nobody is there")),
            _ => {}
        }
        let mut found = Headers::new();
        for (name, value) in headers {
            // As the real transport does, this turns the names to lower case.
            found.insert(name.to_owned(), value);
        }
        Ok(AsyncRawResponse::from_bytes(StatusCode::from(status), found, body.into_bytes()))
    }
}

/// A credential that gives one token and notes what it was asked for.
#[derive(Debug, Default)]
pub(crate) struct Token(pub(crate) Mutex<Vec<String>>);

#[async_trait::async_trait]
impl TokenCredential for Token {
    async fn get_token(
        &self,
        scopes: &[&str],
        _options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        self.0.lock().unwrap().extend(scopes.iter().map(|scope| (*scope).to_owned()));
        Ok(AccessToken::new("the-token", OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}

/// A scope in the public cloud.
pub(crate) fn scope() -> Scope {
    Scope::new(ORIGIN.parse().unwrap(), "sub").with_api_version("2025-01-02")
}

/// A request without parameters.
pub(crate) fn request(method: Method, path: &str) -> azure_core::Result<Request> {
    let mut request = Request::new(format!("{ORIGIN}{path}").parse().unwrap(), method);
    request.set_body(r#"{"sent":true}"#);
    request.insert_header("content-type", "application/json");
    Ok(request)
}

/// The body of a request as a string.
pub(crate) fn body(request: &Request) -> String {
    match request.body() {
        Body::Bytes(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
        Body::SeekableStream(_) => panic!("a stream"),
    }
}
