//! Registers the subscription with a resource provider, and repeats the request.
//!
//! In: a refused request and its response. Out: the response of the repeated request. Must not know operations.

use std::sync::Arc;
use std::time::Instant;

use azure_core::Value;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::ACCEPT;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, Context, Method, RawResponse, Request, StatusCode, Url};
use azure_core::sleep::sleep;
use azure_core::time::Duration;

use crate::byte_order_mark::without_byte_order_mark;
use crate::error::{self, ArmError, ErrorDetail};
use crate::printable::one_line;

/// Registers the subscription with a resource provider when a request fails for lack of it, and repeats the request.
///
/// A subscription has to be registered with a provider (`Microsoft.Compute`) before it can use it. Until then, requests
/// that write fail with the code `MissingSubscriptionRegistration`. Registering changes the subscription and needs a
/// permission, so it is not done by default: add this policy to the options of a client.
///
/// ```
/// use std::sync::Arc;
///
/// use armsmith_runtime::ProviderRegistration;
/// use azure_core::http::ClientOptions;
///
/// let mut options = ClientOptions::default();
/// options.per_call_policies.push(Arc::new(ProviderRegistration::default()));
/// ```
#[derive(Clone, Debug)]
pub struct ProviderRegistration {
    /// The longest wait for the registration, which usually takes a minute or two; 5 minutes by default.
    pub timeout: Duration,
    /// The time between two requests for its state; 10 seconds by default.
    pub frequency: Duration,
}

impl Default for ProviderRegistration {
    fn default() -> Self {
        Self { timeout: Duration::minutes(5), frequency: Duration::seconds(10) }
    }
}

const MISSING: &str = "MissingSubscriptionRegistration";

/// The api-version of `Microsoft.Resources`, which registers providers.
const API_VERSION: &str = "2021-04-01";

#[async_trait::async_trait]
impl Policy for ProviderRegistration {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let response = next[0].send(ctx, request, &next[1..]).await?;
        if response.status() != StatusCode::Conflict {
            return Ok(response);
        }
        let refusal = response.try_into_raw_response().await?;
        let Some(provider) = Provider::missing(&refusal, request.url()) else { return Ok(buffered(refusal)) };
        let pipeline = Sender { ctx, next };
        provider.register(&pipeline, self).await?;
        request.body_mut().reset().await?;
        next[0].send(ctx, request, &next[1..]).await
    }
}

fn buffered(response: RawResponse) -> AsyncRawResponse {
    let (status, headers, body) = response.deconstruct();
    AsyncRawResponse::from_bytes(status, headers, body)
}

/// The rest of the pipeline: tokens, retries, transport.
struct Sender<'a> {
    ctx: &'a Context<'a>,
    next: &'a [Arc<dyn Policy>],
}

impl Sender<'_> {
    async fn send(&self, method: Method, url: Url) -> azure_core::Result<RawResponse> {
        let mut request = Request::new(url, method);
        request.insert_header(ACCEPT, "application/json");
        let response = self.next[0].send(self.ctx, &mut request, &self.next[1..]).await?;
        let response = response.try_into_raw_response().await?;
        if response.status().is_success() { Ok(response) } else { Err(error::from_response(response)) }
    }
}

/// The provider that a subscription is to be registered with.
#[derive(Debug)]
struct Provider {
    namespace: String,
    /// The URL of the provider in the subscription, without a query.
    url: Url,
}

impl Provider {
    /// Returns the provider whose registration is missing, if that is why a request to `url` was refused.
    fn missing(refusal: &RawResponse, url: &Url) -> Option<Self> {
        let error = ArmError::from_response(refusal);
        if error.code.as_deref() != Some(MISSING) {
            return None;
        }
        let named = error.details.iter().find_map(named_in_detail);
        let namespace = named
            .or_else(|| error.message.as_deref().and_then(quoted_namespace))
            .or_else(|| segment_after(url.path(), "providers"))?;
        let subscription = segment_after(url.path(), "subscriptions")?;
        // The segments before the subscription may be the path of a custom cloud's endpoint.
        let base = url.path().split('/').take_while(|it| !it.eq_ignore_ascii_case("subscriptions")).collect::<Vec<_>>();
        let mut provider = url.clone();
        provider.set_query(None);
        provider.set_path(&format!("{}/subscriptions/{subscription}/providers/{namespace}", base.join("/")));
        Some(Self { namespace: namespace.to_owned(), url: provider })
    }

    async fn register(&self, pipeline: &Sender<'_>, options: &ProviderRegistration) -> azure_core::Result<()> {
        let start = Instant::now();
        let mut response =
            pipeline.send(Method::Post, self.url_with("/register")).await.map_err(|error| self.failed(error))?;
        loop {
            let state = state(&response);
            if state.eq_ignore_ascii_case("Registered") {
                return Ok(());
            }
            let waited = Duration::try_from(start.elapsed()).unwrap_or(Duration::MAX);
            if waited.saturating_add(options.frequency) > options.timeout {
                let message = format!(
                    "the subscription is still not registered with {} after {waited:.0}: its state is `{}`",
                    self.namespace,
                    one_line(&state)
                );
                return Err(Error::with_message(ErrorKind::Other, message));
            }
            sleep(options.frequency).await;
            response = pipeline.send(Method::Get, self.url_with("")).await.map_err(|error| self.failed(error))?;
        }
    }

    fn url_with(&self, action: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(&format!("{}{action}", self.url.path()));
        url.set_query(Some(&format!("api-version={API_VERSION}")));
        url
    }

    fn failed(&self, error: Error) -> Error {
        let message = format!("the subscription is not registered with {}, and registering it failed", self.namespace);
        error.with_context(message)
    }
}

fn state(response: &RawResponse) -> String {
    let body: Value = serde_json::from_slice(without_byte_order_mark(response.body())).unwrap_or_default();
    body.get("registrationState").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn named_in_detail(detail: &ErrorDetail) -> Option<&str> {
    let target = detail.target.as_deref().filter(|_| detail.code.as_deref() == Some(MISSING))?;
    is_namespace(target).then_some(target)
}

/// "… to use namespace 'Microsoft.Compute'. …"
fn quoted_namespace(message: &str) -> Option<&str> {
    message.split('\'').skip(1).step_by(2).find(|value| is_namespace(value))
}

fn segment_after<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let mut segments = path.split('/').skip_while(|segment| !segment.eq_ignore_ascii_case(name));
    segments.nth(1).filter(|segment| !segment.is_empty())
}

/// Returns `true` for a namespace. It becomes a part of a URL, so all other characters are rejected.
fn is_namespace(value: &str) -> bool {
    value.contains('.')
        && !value.contains("..")
        && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_' || c == '-')
}
