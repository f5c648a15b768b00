//! The pipeline that every request of a client goes through.
//!
//! In: requests. Out: responses, or errors with everything that the service sent. This code is not generic, so that a
//! generated method is a few lines and compiles fast. Must not know what an operation means: `pager` and `poller` do.

use std::any::TypeId;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use azure_core::Bytes;
use azure_core::credentials::TokenCredential;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::Policy;
use azure_core::http::policies::auth::BearerTokenAuthorizationPolicy;
use azure_core::http::{
    ClientMethodOptions, ClientOptions, Context, Pipeline, PipelineSendOptions, RawResponse, Request, Response, Url,
};
use azure_core::tracing::{PublicApiInstrumentationInformation, Tracer};

use crate::byte_order_mark::without_byte_order_mark;
use crate::policy::{self, ClaimsChallenge, RetryGuard};
use crate::response::{Binary, Text};
use crate::{cloud, error};

/// A future result. It is boxed, so that the state machine behind it is compiled once and not in every caller.
pub(crate) type Pending<'a, T> = Pin<Box<dyn Future<Output = azure_core::Result<T>> + Send + 'a>>;

/// The identity of a generated crate.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// `option_env!("CARGO_PKG_NAME")`: for the user agent.
    pub crate_name: Option<&'static str>,
    /// `option_env!("CARGO_PKG_VERSION")`: for the user agent.
    pub crate_version: Option<&'static str>,
    /// The namespace of the resource provider, `Microsoft.Compute`: for tracing.
    pub namespace: &'static str,
}

/// The properties of an operation that do not depend on its arguments.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    name: &'static str,
    statuses: &'static [u16],
    result_lacks_status: bool,
}

impl Operation {
    /// Creates an operation. `name` is the name of the tracing span, `statuses` are the documented status codes of
    /// success.
    pub const fn new(name: &'static str, statuses: &'static [u16]) -> Self {
        Self { name, statuses, result_lacks_status: false }
    }

    /// Declares that the type of the result has no property `status`.
    ///
    /// A long-running operation that ends with a status document then has no result. Without this declaration the
    /// status document is read as the result, which yields a model without any property.
    #[must_use]
    pub const fn result_without_status(self) -> Self {
        Self { result_lacks_status: true, ..self }
    }

    /// The name of the tracing span.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The documented status codes of success.
    pub const fn statuses(&self) -> &'static [u16] {
        self.statuses
    }

    /// Returns `true` if the type of the result is declared to have no property `status`.
    pub(crate) const fn result_lacks_status(&self) -> bool {
        self.result_lacks_status
    }
}

/// Sends requests to Azure Resource Manager. Cheap to clone: clones share connections and tokens.
#[derive(Clone)]
pub struct Client {
    pipeline: Pipeline,
    endpoint: Url,
    tracer: Option<Arc<dyn Tracer>>,
}

impl Client {
    /// Creates a client for the cloud in `options`. Without a credential, requests are sent without a token.
    ///
    /// # Errors
    ///
    /// Returns an error if the cloud has no usable endpoint.
    pub fn new(
        service: Service,
        credential: Option<Arc<dyn TokenCredential>>,
        options: ClientOptions,
    ) -> azure_core::Result<Self> {
        let endpoint = cloud::endpoint(options.cloud.as_deref())?;
        let tracer = options.instrumentation.tracer_provider.as_ref().map(|provider| {
            let crate_name = service.crate_name.unwrap_or("unknown");
            provider.get_tracer(Some(service.namespace), crate_name, service.crate_version)
        });
        let mut per_try: Vec<Arc<dyn Policy>> = vec![Arc::new(RetryGuard)];
        if let Some(credential) = credential {
            // Per try: a retry after minutes needs a token that is still valid.
            per_try.push(Arc::new(ClaimsChallenge));
            per_try.push(Arc::new(BearerTokenAuthorizationPolicy::new(credential, [endpoint.token_scope])));
        }
        let pipeline = Pipeline::new(service.crate_name, service.crate_version, options, Vec::new(), per_try, None);
        Ok(Self { pipeline, endpoint: endpoint.url, tracer })
    }

    /// The URL of Azure Resource Manager.
    pub fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// Sends the request of an operation that has ended with its response.
    ///
    /// # Errors
    ///
    /// Returns the error of the request function, of the connection, or of the service; see
    /// [`ArmError`](crate::ArmError).
    #[doc(hidden)]
    pub async fn send<T, F: 'static>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        options: ClientMethodOptions<'_>,
    ) -> azure_core::Result<Response<T, F>> {
        let context = self.traced(operation.name, options.context);
        let exchange = if is_raw::<F>() { Self::exchange_bytes } else { Self::exchange };
        exchange(self, &context, request?, operation.statuses).await.map(Into::into)
    }

    /// Sends one request whose response is JSON, if it has a body. A byte order mark before the JSON is removed, so
    /// callers never see one. A response that is neither 2xx nor among `statuses` is an error.
    pub(crate) fn exchange<'a>(
        &'a self,
        context: &'a Context<'_>,
        request: Request,
        statuses: &'static [u16],
    ) -> Pending<'a, RawResponse> {
        Box::pin(async move {
            let response = self.exchange_bytes(context, request, statuses).await?;
            let mark = response.body().len() - without_byte_order_mark(response.body()).len();
            if mark == 0 {
                return Ok(response);
            }
            let (status, headers, body) = response.deconstruct();
            Ok(RawResponse::from_bytes(status, headers, Bytes::from(body).slice(mark..)))
        })
    }

    /// Sends one request, and returns the response unchanged.
    pub(crate) fn exchange_bytes<'a>(
        &'a self,
        context: &'a Context<'_>,
        mut request: Request,
        statuses: &'static [u16],
    ) -> Pending<'a, RawResponse> {
        Box::pin(async move {
            self.check_host(request.url())?;
            // azure_core's own check loses the code and the message of many ARM errors.
            let options = PipelineSendOptions { skip_checks: true, ..Default::default() };
            let response = match self.pipeline.send(context, &mut request, Some(options)).await {
                Ok(response) => response,
                Err(error) => policy::not_retried(error).map_err(error::with_sources)?,
            };
            let status = response.status();
            if status.is_success() || statuses.contains(&u16::from(status)) {
                Ok(response)
            } else {
                Err(error::from_response(response))
            }
        })
    }

    /// Checks that a token may be sent to a URL. Links in responses are followed with the user's token, so they may
    /// only point to Azure Resource Manager: to the endpoint, or to one of its regions
    /// (`westeurope.management.azure.com`). The resource-provider contract requires the same of services
    /// (`async-api-reference.md`: the URL has to be that of the public ARM endpoint).
    fn check_host(&self, url: &Url) -> azure_core::Result<()> {
        // RFC 9110 §4.2.4: user information in a URL from an untrusted source is an error. The transport would send it.
        if !url.username().is_empty() || url.password().is_some() {
            let host = url.host_str().unwrap_or_default();
            let message = format!("a URL on {host} contains user information: nothing is sent there");
            return Err(Error::with_message(ErrorKind::Other, message));
        }
        let same_port = url.scheme() == self.endpoint.scheme()
            && url.port_or_known_default() == self.endpoint.port_or_known_default();
        if same_port && (url.host() == self.endpoint.host() || self.is_region(url)) {
            return Ok(());
        }
        let message = format!("{url} is not on {}: a token is not sent there", self.endpoint);
        Err(Error::with_message(ErrorKind::Other, message))
    }

    /// Returns `true` if the host is one label below the endpoint's. An endpoint of two labels or fewer may be any
    /// domain, so it has no regions.
    fn is_region(&self, url: &Url) -> bool {
        let (Some(host), Some(own)) = (url.host_str(), self.endpoint.domain()) else { return false };
        let Some(label) = host.strip_suffix(own).and_then(|label| label.strip_suffix('.')) else { return false };
        let is_label = !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_label && own.split('.').filter(|label| !label.is_empty()).count() >= 3
    }

    /// Returns the context of a call, with the values that azure_core needs to open a span for it.
    pub(crate) fn traced<'a>(
        &self,
        name: impl Into<std::borrow::Cow<'static, str>>,
        context: Context<'a>,
    ) -> Context<'a> {
        match &self.tracer {
            Some(tracer) => context
                .with_value(PublicApiInstrumentationInformation::new(name, Vec::new()))
                .with_value(Arc::clone(tracer)),
            None => context,
        }
    }
}

/// Returns `true` for the formats whose bodies are passed to the caller unchanged.
pub(crate) fn is_raw<F: 'static>() -> bool {
    [TypeId::of::<Binary>(), TypeId::of::<Text>()].contains(&TypeId::of::<F>())
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The pipeline holds the credential.
        f.debug_struct("Client").field("endpoint", &self.endpoint.as_str()).finish_non_exhaustive()
    }
}
