//! What all requests of a client have in common.

use azure_core::http::Url;

use crate::request;

/// The endpoint, the api-version and the subscription that a request is made for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scope {
    endpoint: Url,
    api_version: String,
    subscription_id: String,
    subscription_url: Option<Url>,
}

impl Scope {
    /// A scope without an api-version.
    pub fn new(endpoint: Url, subscription_id: impl Into<String>) -> Self {
        let subscription_id = subscription_id.into();
        let mut scope = Self { endpoint, api_version: String::new(), subscription_id, subscription_url: None };
        scope.subscription_url = request::subscription_url(&scope);
        scope
    }

    /// The same scope for another api-version.
    #[must_use]
    pub fn with_api_version(&self, api_version: impl Into<String>) -> Self {
        Self { api_version: api_version.into(), ..self.clone() }
    }

    /// Where requests go.
    pub fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// The value of the `api-version` parameter.
    pub fn api_version(&self) -> &str {
        &self.api_version
    }

    /// The subscription; empty for services that know none.
    pub fn subscription_id(&self) -> &str {
        &self.subscription_id
    }

    /// The URL that the subscription's paths begin with, `…/subscriptions/{id}/`, when there is one.
    pub(crate) fn subscription_url(&self) -> Option<&Url> {
        self.subscription_url.as_ref()
    }
}
