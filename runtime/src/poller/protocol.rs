//! The meaning of the responses of a long-running operation.
//!
//! Sources: the ARM resource-provider contract on asynchronous operations ("Async Operation Reference" in
//! azure-resource-manager-rpc, `v1.0/async-api-reference.md`), and the Azure REST API guidelines for
//! `Operation-Location`. Where they leave a choice, this does what the Azure SDKs for Go and Python have in common. For
//! services that differ from the contract, see `docs/arm-in-practice.md`. In: a response and the URL it came from. Out:
//! the next URL, or the source of the result. Nothing is sent here.

use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::{HeaderName, Headers};
use azure_core::http::{Method, RawResponse, StatusCode, Url};

use super::body::Body;
use super::errors::CannotFollow;
use super::final_state::{Outcome, join};
use super::status::OperationState;
use super::tracked::{ExpectedResult, FinalStateVia, MethodKind, Monitor, TrackedUrls};
use crate::printable::one_line;

/// The meaning of a response.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) state: OperationState,
    /// Set while the operation is in progress.
    pub(super) tracked: Option<TrackedUrls>,
    /// The source of the result, if the operation has succeeded.
    pub(super) result: Outcome,
}

/// The properties of the first request that decide how the response is read.
#[derive(Clone, Debug)]
pub(super) struct FirstRequest {
    pub(super) operation: String,
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) via: Option<FinalStateVia>,
    pub(super) expected: ExpectedResult,
}

impl FirstRequest {
    /// Reads the first response.
    pub(super) fn read(self, response: &RawResponse, body: &Body) -> azure_core::Result<Reading> {
        let (status, headers) = (response.status(), response.headers());
        let Self { operation, method, url: original, via, expected } = self;
        let kind = MethodKind::from(method);
        let location = link(headers, &LOCATION, &original)?;
        let found = match (
            link(headers, &AZURE_ASYNCOPERATION, &original)?,
            link(headers, &OPERATION_LOCATION, &original)?,
            &location,
        ) {
            (Some(url), _, _) => Some((Monitor::AzureAsyncOperation, url)),
            (None, Some(url), _) => Some((Monitor::OperationLocation, url)),
            (None, None, Some(url)) => Some((Monitor::Location, url.clone())),
            (None, None, None) if kind == MethodKind::Resource => Some((Monitor::Resource, original.clone())),
            // A GET can be repeated itself until its response is not 202.
            (None, None, None) if method == Method::Get && status == StatusCode::Accepted => {
                Some((Monitor::Location, original.clone()))
            }
            (None, None, None) => None,
        };
        let finished = Reading { state: OperationState::Succeeded, tracked: None, result: Outcome::Here };
        let Some((monitor, next)) = found.filter(|_| status != StatusCode::NoContent) else {
            // Without a polling URL the response is final. A 202 is the exception: the outcome is unknown.
            return if status == StatusCode::Accepted { Err(CannotFollow::error(operation)) } else { Ok(finished) };
        };
        let state = match (monitor, body.provisioning_state()) {
            (Monitor::Resource, Some(state)) => state,
            (Monitor::Resource, None) if status == StatusCode::Ok => OperationState::Succeeded,
            // The status document decides. The body of the first response is only shown.
            (_, state) => state.filter(|state| !state.is_terminal()).unwrap_or_else(OperationState::in_progress),
        };
        if state.is_terminal() {
            return Ok(Reading { state, ..finished });
        }
        let tracked = TrackedUrls {
            operation,
            method: kind,
            original,
            via,
            monitor,
            next,
            location,
            expected,
            has_progressed: false,
        };
        Ok(Reading { state, tracked: Some(tracked), result: Outcome::Here })
    }
}

impl TrackedUrls {
    /// The status codes of a poll that are not errors although they are not 2xx.
    ///
    /// The monitor of a DELETE may be below the resource and vanish with it. A 404 means the end once a poll has
    /// reported progress. At the first poll it does not, because some services need a while until they know an
    /// operation, unless the monitor is the resource itself.
    pub(super) fn final_statuses(&self) -> &'static [u16] {
        let is_conclusive = self.has_progressed || self.next.path() == self.original.path();
        if self.method == MethodKind::Delete && is_conclusive { &[404, 410] } else { &[] }
    }

    /// Reads a later response, which came from `self.next`.
    pub(super) fn read(&self, response: &RawResponse, body: &Body) -> azure_core::Result<Reading> {
        if !response.status().is_success() && self.final_statuses().contains(&u16::from(response.status())) {
            return Ok(Reading { state: OperationState::Succeeded, tracked: None, result: Outcome::Nothing });
        }
        let mut tracked = Self { has_progressed: true, ..self.clone() };
        // Each response may name another polling URL. `location` stays the first one, because the `Location` of a
        // status document may be its own URL.
        let header = match self.monitor {
            Monitor::AzureAsyncOperation => Some(AZURE_ASYNCOPERATION),
            Monitor::OperationLocation => Some(OPERATION_LOCATION),
            Monitor::Location => Some(LOCATION),
            Monitor::Resource => None,
        };
        if let Some(url) = header.map(|name| link(response.headers(), &name, &self.next)).transpose()?.flatten() {
            tracked.next = url;
        }
        let is_document = self.monitor.is_status_document()
            || self.monitor == Monitor::Location
                && self.next.path() != self.original.path()
                && body.is_status_document(&self.next);
        let state = self.state(response.status(), body, is_document)?;
        let result =
            if state == OperationState::Succeeded { tracked.outcome(body, is_document)? } else { Outcome::Here };
        let tracked = (!state.is_terminal()).then_some(tracked);
        Ok(Reading { state, tracked, result })
    }

    fn state(&self, status: StatusCode, body: &Body, is_document: bool) -> azure_core::Result<OperationState> {
        let stated = match self.monitor {
            Monitor::AzureAsyncOperation | Monitor::OperationLocation => {
                body.status().or_else(|| body.provisioning_state())
            }
            // While a `Location` returns 202, its body has no meaning.
            Monitor::Location if status == StatusCode::Accepted => None,
            // The contract has 202 until the end, but some services report failure and progress in a 200.
            Monitor::Location if is_document => body.status().map(end_at_location),
            Monitor::Location => body.provisioning_state().filter(|state| self.is_own_state(state, body)),
            Monitor::Resource => body.provisioning_state(),
        };
        // Without a state in the body, the HTTP status decides. But a status document without one, or a body that
        // cannot be read, may be the page of a gateway: the outcome is unknown.
        match stated {
            Some(state) => Ok(state),
            None if status == StatusCode::Accepted => Ok(OperationState::in_progress()),
            None if status == StatusCode::NoContent => Ok(OperationState::Succeeded),
            None if self.monitor.is_status_document() => Err(self.without_state(status)),
            None if matches!(body, Body::Unreadable) && self.expected != ExpectedResult::Raw => {
                Err(self.unreadable(status))
            }
            None => Ok(OperationState::Succeeded),
        }
    }

    /// Returns `true` if a `provisioningState` is about this operation. The result of a POST may be another resource,
    /// which has states of its own: only the resource that the POST was sent to can say that the operation is in
    /// progress.
    fn is_own_state(&self, state: &OperationState, body: &Body) -> bool {
        state.is_terminal() || self.method != MethodKind::Action || body.is_at_or_above(&self.original)
    }

    fn without_state(&self, status: StatusCode) -> Error {
        let (operation, status) = (one_line(&self.operation), u16::from(status));
        let message =
            format!("{operation}: the response ({status}) at the URL of its status does not contain the status");
        Error::with_message(ErrorKind::DataConversion, message)
    }

    fn unreadable(&self, status: StatusCode) -> Error {
        let (operation, status) = (one_line(&self.operation), u16::from(status));
        let message = format!("{operation}: the response ({status}) at the URL to follow it cannot be read as JSON");
        Error::with_message(ErrorKind::DataConversion, message)
    }
}

/// Reads the state in a 200 of a `Location`, which by the contract is the end. So a state that can only mean an end is
/// treated as one, although it is not one of the three of the contract. Otherwise the operation would be polled
/// forever.
fn end_at_location(state: OperationState) -> OperationState {
    const ENDS: [&str; 5] = ["completed", "complete", "success", "done", "finished"];
    match state {
        OperationState::InProgress(state) if ENDS.iter().any(|end| state.eq_ignore_ascii_case(end)) => {
            OperationState::Succeeded
        }
        state => state,
    }
}

const AZURE_ASYNCOPERATION: HeaderName = HeaderName::from_static("azure-asyncoperation");
const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");
const LOCATION: HeaderName = HeaderName::from_static("location");

/// Returns the URL in a header, resolved against the URL of the request. `Headers` has all names in lower case.
fn link(headers: &Headers, name: &HeaderName, base: &Url) -> azure_core::Result<Option<Url>> {
    match headers.get_optional_str(name).map(str::trim) {
        None | Some("") => Ok(None),
        Some(value) => join(base, value).map(Some),
    }
}
