//! The source of the result of a long-running operation that has succeeded (final state).
//!
//! Sources: the ARM resource-provider contract (`v1.0/async-api-reference.md`), AutoRest's
//! `x-ms-long-running-operation-options`, the Azure REST API guidelines for `Operation-Location`, and, where they leave
//! a choice, azure-core for Python. In: the URLs of the operation and its last body. Out: an [`Outcome`]. Nothing is
//! sent here.

use azure_core::error::{ErrorKind, ResultExt as _};
use azure_core::http::Url;
use serde::{Deserialize, Serialize};

use super::body::Body;
use super::tracked::{ExpectedResult, FinalStateVia, MethodKind, Monitor, TrackedUrls};
use crate::printable::one_line;

/// The source of the result.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) enum Outcome {
    /// The body of the last response.
    Here,
    /// A property of the body of the last response.
    Property(String),
    /// The response of this URL.
    At(Url),
    /// The response of the first URL, or of the second if the first one has nothing.
    AtEither(Url, Url),
    /// There is no result: the last body is a status document.
    Nothing,
}

impl TrackedUrls {
    /// Returns the source of the result, after `body` reported success. `is_document`: the body is a status document.
    pub(super) fn outcome(&self, body: &Body, is_document: bool) -> azure_core::Result<Outcome> {
        if self.expected == ExpectedResult::Nothing {
            return Ok(Outcome::Here);
        }
        if self.method != MethodKind::Delete && self.via == Some(FinalStateVia::OriginalUri) && self.is_monitored() {
            return Ok(Outcome::At(self.original.clone()));
        }
        match self.monitor {
            Monitor::Resource => Ok(Outcome::Here),
            Monitor::Location => Ok(self.after_location(body, is_document)),
            Monitor::AzureAsyncOperation => self.after_azure_async_operation(body),
            Monitor::OperationLocation => self.after_operation_location(body),
        }
    }

    fn is_monitored(&self) -> bool {
        self.monitor != Monitor::Resource
    }

    /// The last response of a `Location` is what a synchronous operation would return. A resource has to be requested
    /// only if that response is empty, or describes the operation.
    fn after_location(&self, body: &Body, is_document: bool) -> Outcome {
        match self.method {
            MethodKind::Resource if body.is_empty() || is_document => Outcome::At(self.original.clone()),
            _ if is_document => self.document(),
            _ => Outcome::Here,
        }
    }

    fn after_azure_async_operation(&self, body: &Body) -> azure_core::Result<Outcome> {
        if let Some(outcome) = self.at_location_first() {
            return Ok(outcome);
        }
        if self.method == MethodKind::Action && self.via == Some(FinalStateVia::AzureAsyncOperation) {
            return Ok(self.document());
        }
        match self.resource_location(body)? {
            Some(url) => Ok(Outcome::At(url)),
            None => Ok(self.default_source()),
        }
    }

    /// By the guidelines, `result` has the result, or `resourceLocation` has its URL.
    fn after_operation_location(&self, body: &Body) -> azure_core::Result<Outcome> {
        if let Some(outcome) = self.at_location_first() {
            return Ok(outcome);
        }
        if let Some(url) = self.resource_location(body)? {
            return Ok(Outcome::At(url));
        }
        if self.method != MethodKind::Delete && body.get("result").is_some_and(|result| !result.is_null()) {
            return Ok(Outcome::Property("result".to_owned()));
        }
        if self.method == MethodKind::Action && self.via == Some(FinalStateVia::OperationLocation) {
            return Ok(self.document());
        }
        Ok(self.default_source())
    }

    /// `final-state-via: location`. For a resource there is a second source: some services stop serving the `Location`
    /// at once.
    fn at_location_first(&self) -> Option<Outcome> {
        let location = self.location.clone().filter(|_| self.via == Some(FinalStateVia::Location))?;
        match self.method {
            MethodKind::Resource => Some(Outcome::AtEither(location, self.original.clone())),
            MethodKind::Action => Some(Outcome::At(location)),
            MethodKind::Delete => None,
        }
    }

    fn default_source(&self) -> Outcome {
        match (self.method, &self.location) {
            (MethodKind::Resource, _) => Outcome::At(self.original.clone()),
            (MethodKind::Action, Some(location)) => Outcome::At(location.clone()),
            (MethodKind::Action | MethodKind::Delete, _) => self.document(),
        }
    }

    /// A status document instead of a result: a model without the property `status` would be empty.
    fn document(&self) -> Outcome {
        if self.expected == ExpectedResult::JsonWithoutStatus { Outcome::Nothing } else { Outcome::Here }
    }

    fn resource_location(&self, body: &Body) -> azure_core::Result<Option<Url>> {
        body.string("resourceLocation").map(|link| join(&self.next, link)).transpose()
    }
}

/// Resolves a link against the URL of the request.
pub(super) fn join(base: &Url, link: &str) -> azure_core::Result<Url> {
    base.join(link).with_context_fn(ErrorKind::DataConversion, || {
        format!("the URL of the long-running operation is not valid: `{}`", one_line(link))
    })
}
