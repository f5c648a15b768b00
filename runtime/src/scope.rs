//! The endpoint, the subscription and the api-version, which all requests of a client have in common.

use std::fmt;

use azure_core::http::Url;

use crate::request::path;

/// The endpoint, the api-version and the subscription that a request is made for.
#[derive(Clone, Eq, PartialEq)]
pub struct Scope {
    endpoint: Url,
    api_version: String,
    subscription_id: String,
    /// The URL that the subscription's paths begin with, `…/subscriptions/{id}/`, made of the other two. `None` if the
    /// ID cannot be a segment.
    subscription_url: Option<Url>,
}

impl Scope {
    /// Creates a scope without an api-version.
    pub fn new(endpoint: Url, subscription_id: impl Into<String>) -> Self {
        let subscription_id = subscription_id.into();
        let subscription_url = path::subscription_url(&endpoint, &subscription_id);
        Self { endpoint, api_version: String::new(), subscription_id, subscription_url }
    }

    /// Returns the same scope for another api-version.
    #[must_use]
    pub fn with_api_version(&self, api_version: impl Into<String>) -> Self {
        Self { api_version: api_version.into(), ..self.clone() }
    }

    /// The endpoint of all requests.
    pub fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// The value of the `api-version` parameter.
    pub fn api_version(&self) -> &str {
        &self.api_version
    }

    /// The subscription; empty for services without one.
    pub fn subscription_id(&self) -> &str {
        &self.subscription_id
    }

    /// The subscription and the URL that its paths begin with, if there is one.
    pub(crate) fn own_subscription(&self) -> Option<(&str, &Url)> {
        self.subscription_url.as_ref().map(|url| (&*self.subscription_id, url))
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoint, api_version, subscription_id, subscription_url: _ } = self;
        let mut debug = f.debug_struct("Scope");
        debug.field("endpoint", endpoint).field("api_version", api_version);
        debug.field("subscription_id", subscription_id).finish()
    }
}
