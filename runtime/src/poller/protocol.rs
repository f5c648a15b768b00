//! What the answers of a long-running operation mean.
//!
//! Sources: the ARM resource-provider contract on asynchronous operations ("Async Operation Reference" in
//! azure-resource-manager-rpc, `v1.0/async-api-reference.md`), AutoRest's `x-ms-long-running-operation-options`, and the
//! Azure REST API guidelines for `Operation-Location`. Where they leave a choice, the one that the Azure SDKs for Go and
//! Python share is taken. In: an answer and the URL it came from. Out: where to look next, or how to get the result.
//! Nothing is sent here.

use azure_core::Value;
use azure_core::error::{Error, ErrorKind, ResultExt as _};
use azure_core::http::headers::{HeaderName, Headers};
use azure_core::http::{Method, RawResponse, StatusCode, Url};
use serde::{Deserialize, Serialize};

use super::status::OperationState;
use crate::printable::one_line;

/// Where the result of an operation is, when it has ended (`final-state-via`).
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum FinalStateVia {
    /// In the last answer of the address in `Azure-AsyncOperation`.
    AzureAsyncOperation,
    /// At the address in `Location`.
    Location,
    /// At the address of the request.
    OriginalUri,
    /// In the last answer of the address in `Operation-Location`.
    OperationLocation,
}

/// What is asked for the state.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) enum Monitor {
    /// A status document at the address in `Azure-AsyncOperation`.
    AzureAsyncOperation,
    /// A status document at the address in `Operation-Location`.
    OperationLocation,
    /// The address in `Location`, which answers 202 until the end.
    Location,
    /// The resource itself, with `properties.provisioningState`.
    Resource,
}

/// Everything that has to be known to follow an operation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Tracked {
    /// The span of the operation.
    pub(super) operation: String,
    /// The method and the address of the first request.
    pub(super) method: StoredMethod,
    pub(super) original: Url,
    pub(super) via: Option<FinalStateVia>,
    pub(super) monitor: Monitor,
    /// Where to look next.
    pub(super) next: Url,
    /// The `Location` of the first answer.
    pub(super) location: Option<Url>,
}

/// The methods that matter here, in a form that can be stored.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) enum StoredMethod {
    /// PUT and PATCH: the result is the resource at the address of the request.
    Resource,
    /// POST, and GET: the result is an answer of its own.
    Action,
    /// DELETE: there is no result.
    Delete,
}

impl From<Method> for StoredMethod {
    fn from(method: Method) -> Self {
        match method {
            Method::Put | Method::Patch => Self::Resource,
            Method::Delete => Self::Delete,
            _ => Self::Action,
        }
    }
}

/// What an answer means.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) state: OperationState,
    /// Set while the operation goes on: how to follow it.
    pub(super) tracked: Option<Tracked>,
    /// Set when it has succeeded: where the result is.
    pub(super) result: Outcome,
}

/// Where the result is.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) enum Outcome {
    /// It is the body of this answer.
    Here,
    /// It is a part of the body of this answer.
    Property(String),
    /// It has to be fetched.
    At(Url),
}

impl Tracked {
    /// Reads the first answer. `None` in `tracked`: the operation has ended with it.
    pub(super) fn first(
        operation: &str,
        method: Method,
        original: &Url,
        via: Option<FinalStateVia>,
        response: &RawResponse,
        body: &Value,
    ) -> azure_core::Result<Reading> {
        let (status, headers) = (response.status(), response.headers());
        let kind = StoredMethod::from(method);
        let location = link(headers, &LOCATION, original)?;
        let found = match (
            link(headers, &AZURE_ASYNCOPERATION, original)?,
            link(headers, &OPERATION_LOCATION, original)?,
            &location,
        ) {
            (Some(url), _, _) => Some((Monitor::AzureAsyncOperation, url)),
            (None, Some(url), _) => Some((Monitor::OperationLocation, url)),
            (None, None, Some(url)) => Some((Monitor::Location, url.clone())),
            (None, None, None) if kind == StoredMethod::Resource => Some((Monitor::Resource, original.clone())),
            // A GET can be asked again itself, until it answers something else than "accepted".
            (None, None, None) if method == Method::Get && status == StatusCode::Accepted => {
                Some((Monitor::Location, original.clone()))
            }
            (None, None, None) => None,
        };
        let finished = Reading { state: OperationState::Succeeded, tracked: None, result: Outcome::Here };
        let Some((monitor, next)) = found.filter(|_| status != StatusCode::NoContent) else {
            // Nothing to follow: the answer is all there is. But "accepted" is no end, and calling it a success would
            // hide that nobody can know.
            return if status == StatusCode::Accepted { Err(untraceable()) } else { Ok(finished) };
        };
        let tracked = Self {
            operation: operation.to_owned(),
            method: kind,
            original: original.clone(),
            via,
            monitor,
            next,
            location,
        };
        let state = match (monitor, provisioning_state(body)) {
            (Monitor::Resource, Some(state)) => state,
            (Monitor::Resource, None) if status == StatusCode::Ok => OperationState::Succeeded,
            // The status document decides, not the body of the first answer, which is only shown.
            (_, state) => state.filter(|state| !state.is_terminal()).unwrap_or_else(OperationState::in_progress),
        };
        Ok(match state {
            OperationState::InProgress(_) => Reading { state, tracked: Some(tracked), result: Outcome::Here },
            state => Reading { state, ..finished },
        })
    }

    /// Reads a later answer, which came from `self.next`.
    pub(super) fn later(&self, response: &RawResponse, body: &Value) -> azure_core::Result<Reading> {
        let mut tracked = self.clone();
        let headers = response.headers();
        // Each answer may name another address to look at. `location` stays the first one: what a status document
        // calls `Location` may well be itself.
        let header = match self.monitor {
            Monitor::AzureAsyncOperation => Some(AZURE_ASYNCOPERATION),
            Monitor::OperationLocation => Some(OPERATION_LOCATION),
            Monitor::Location => Some(LOCATION),
            Monitor::Resource => None,
        };
        if let Some(url) = header.map(|name| link(headers, &name, &self.next)).transpose()?.flatten() {
            tracked.next = url;
        }
        let state = self.state(response.status(), body)?;
        let result = if state == OperationState::Succeeded { tracked.outcome(body)? } else { Outcome::Here };
        let tracked = (!state.is_terminal()).then_some(tracked);
        Ok(Reading { state, tracked, result })
    }

    fn state(&self, status: StatusCode, body: &Value) -> azure_core::Result<OperationState> {
        let is_document = matches!(self.monitor, Monitor::AzureAsyncOperation | Monitor::OperationLocation);
        let stated = match self.monitor {
            Monitor::AzureAsyncOperation | Monitor::OperationLocation => {
                text(body, "status").map(OperationState::from).or_else(|| provisioning_state(body))
            }
            // While a `Location` answers 202, its body is nobody's business.
            Monitor::Location if status == StatusCode::Accepted => None,
            Monitor::Location | Monitor::Resource => provisioning_state(body),
        };
        // Without a word on the state, the HTTP status tells. But a status document that has none is something else,
        // such as the page of a gateway: nobody can know.
        match stated {
            Some(state) => Ok(state),
            None if status == StatusCode::Accepted => Ok(OperationState::in_progress()),
            None if is_document && status != StatusCode::NoContent => Err(stateless(status)),
            None => Ok(OperationState::Succeeded),
        }
    }

    /// Where the result is, after the answer with `body` said that the operation has succeeded.
    fn outcome(&self, body: &Value) -> azure_core::Result<Outcome> {
        let original = || Outcome::At(self.original.clone());
        if self.method == StoredMethod::Delete {
            return Ok(Outcome::Here);
        }
        if self.via == Some(FinalStateVia::OriginalUri) && self.monitor != Monitor::Resource {
            return Ok(original());
        }
        Ok(match (self.monitor, self.method) {
            (Monitor::Resource, _) => Outcome::Here,
            // The last answer of a `Location` is what the first one would have been without the waiting. Only when it
            // is empty, the resource has to be asked for.
            (Monitor::Location, StoredMethod::Resource) if body.is_null() => original(),
            (Monitor::Location, _) => Outcome::Here,
            (Monitor::OperationLocation, _) => return self.operation_location_outcome(body),
            (Monitor::AzureAsyncOperation, StoredMethod::Resource) => original(),
            (Monitor::AzureAsyncOperation, _) => self.action_outcome(FinalStateVia::AzureAsyncOperation),
        })
    }

    fn action_outcome(&self, status_document: FinalStateVia) -> Outcome {
        match &self.location {
            Some(location) if self.via != Some(status_document) => Outcome::At(location.clone()),
            _ => Outcome::Here,
        }
    }

    /// The guidelines put the result into `result`, or say in `resourceLocation` where it is.
    fn operation_location_outcome(&self, body: &Value) -> azure_core::Result<Outcome> {
        if let (Some(FinalStateVia::Location), Some(location)) = (self.via, &self.location) {
            return Ok(Outcome::At(location.clone()));
        }
        if let Some(url) = text(body, "resourceLocation") {
            return join(&self.next, url).map(Outcome::At);
        }
        if body.get("result").is_some_and(|result| !result.is_null()) {
            return Ok(Outcome::Property("result".to_owned()));
        }
        Ok(match self.method {
            StoredMethod::Resource => Outcome::At(self.original.clone()),
            _ => self.action_outcome(FinalStateVia::OperationLocation),
        })
    }
}

fn untraceable() -> Error {
    let message = "the service has accepted the operation, but does not say where its state is to be seen";
    Error::with_message(ErrorKind::DataConversion, message)
}

fn stateless(status: StatusCode) -> Error {
    let status = u16::from(status);
    let message = format!("the answer ({status}) at the address of the operation's state does not say the state");
    Error::with_message(ErrorKind::DataConversion, message)
}

fn provisioning_state(body: &Value) -> Option<OperationState> {
    text(body.get("properties")?, "provisioningState").map(OperationState::from)
}

fn text<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str().filter(|text| !text.is_empty())
}

const AZURE_ASYNCOPERATION: HeaderName = HeaderName::from_static("azure-asyncoperation");
const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");
const LOCATION: HeaderName = HeaderName::from_static("location");

/// An address in a header, completed from the address that was asked. `Headers` has all names in lower case.
fn link(headers: &Headers, name: &HeaderName, base: &Url) -> azure_core::Result<Option<Url>> {
    match headers.get_optional_str(name).map(str::trim) {
        None | Some("") => Ok(None),
        Some(value) => join(base, value).map(Some),
    }
}

fn join(base: &Url, link: &str) -> azure_core::Result<Url> {
    base.join(link).with_context_fn(ErrorKind::DataConversion, || {
        format!("the address of the operation is no URL: {}", one_line(link))
    })
}
