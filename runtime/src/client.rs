//! The pipeline that every request of a client goes through.
//!
//! Everything is done here once, without generics, so that a generated method stays a few lines and compiles fast. This
//! module does not know what an operation means: `pager` and `poller` do.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use azure_core::credentials::TokenCredential;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::Policy;
use azure_core::http::policies::auth::BearerTokenAuthorizationPolicy;
use azure_core::http::{
    ClientMethodOptions, ClientOptions, Context, Pipeline, PipelineSendOptions, RawResponse, Request, Response, Url,
};
use azure_core::tracing::{PublicApiInstrumentationInformation, Tracer};

use crate::policy::{self, ClaimsChallenge, Unrepeatable};
use crate::{cloud, error};

/// A result that is still to come. Boxed, so that the state machine behind it is compiled once and not in every caller.
pub(crate) type Pending<'a, T> = Pin<Box<dyn Future<Output = azure_core::Result<T>> + Send + 'a>>;

/// What a generated crate says about itself.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// `option_env!("CARGO_PKG_NAME")`: for the user agent.
    pub crate_name: Option<&'static str>,
    /// `option_env!("CARGO_PKG_VERSION")`: for the user agent.
    pub crate_version: Option<&'static str>,
    /// The namespace of the resource provider, `Microsoft.Compute`: for tracing.
    pub namespace: &'static str,
}

/// What is known of an operation before it is called.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    name: &'static str,
    statuses: &'static [u16],
}

impl Operation {
    /// `name` is the name of the tracing span, `statuses` are the documented statuses of success.
    pub const fn new(name: &'static str, statuses: &'static [u16]) -> Self {
        Self { name, statuses }
    }

    /// The name of the tracing span.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The documented statuses of success.
    pub const fn statuses(&self) -> &'static [u16] {
        self.statuses
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
    /// A client for the cloud that `options` name. Without a credential requests are sent without a token.
    ///
    /// # Errors
    ///
    /// When the cloud has no usable endpoint.
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
        let mut per_try: Vec<Arc<dyn Policy>> = vec![Arc::new(Unrepeatable)];
        if let Some(credential) = credential {
            // Per try: a retry after minutes needs a token that is still valid.
            per_try.push(Arc::new(ClaimsChallenge));
            per_try.push(Arc::new(BearerTokenAuthorizationPolicy::new(credential, [endpoint.token_scope])));
        }
        let pipeline = Pipeline::new(service.crate_name, service.crate_version, options, Vec::new(), per_try, None);
        Ok(Self { pipeline, endpoint: endpoint.url, tracer })
    }

    /// Where Azure Resource Manager is.
    pub fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// Sends the request of an operation that is done when it is answered.
    ///
    /// # Errors
    ///
    /// The error of the request function, of the connection, or of the service; see [`ArmError`](crate::ArmError).
    pub async fn send<T, F>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        options: ClientMethodOptions<'_>,
    ) -> azure_core::Result<Response<T, F>> {
        let context = self.traced(operation.name, options.context);
        self.exchange(&context, request?, operation.statuses).await.map(Into::into)
    }

    /// Sends one request. An answer that is neither 2xx nor among `statuses` is an error.
    pub(crate) fn exchange<'a>(
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
                Err(error) => policy::unrepeated(error).map_err(error::told_whole)?,
            };
            let status = response.status();
            if status.is_success() || statuses.contains(&u16::from(status)) {
                Ok(response)
            } else {
                Err(error::from_response(response))
            }
        })
    }

    /// Links of answers are followed with the token of the user, so they may lead to Azure Resource Manager only: to the
    /// endpoint, or to one of its regions (`westeurope.management.azure.com`). The resource-provider contract asks the same
    /// of services (`async-api-reference.md`: the URL has to be that of the public ARM endpoint).
    fn check_host(&self, url: &Url) -> azure_core::Result<()> {
        let is_region = || {
            let (Some(host), Some(own)) = (url.host_str(), self.endpoint.host_str()) else { return false };
            host.strip_suffix(own).is_some_and(|region| region.ends_with('.'))
        };
        let same_port = url.scheme() == self.endpoint.scheme()
            && url.port_or_known_default() == self.endpoint.port_or_known_default();
        if same_port && (url.host() == self.endpoint.host() || is_region()) {
            return Ok(());
        }
        let message = format!("{url} is not on {}: a token is not sent there", self.endpoint);
        Err(Error::with_message(ErrorKind::Other, message))
    }

    /// The context of a call, with what azure_core needs to open a span for it.
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

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The pipeline holds the credential.
        f.debug_struct("Client").field("endpoint", &self.endpoint.as_str()).finish_non_exhaustive()
    }
}
