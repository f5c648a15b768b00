//! The requests and the pauses of a long-running operation.
//!
//! In: the first request and the caller's options. Out: the states one after the other, and the response with the
//! result. `protocol` decides what a response means.

use std::time::Instant;

use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::ACCEPT;
use azure_core::http::{Method, RawResponse, Request, Url};
use azure_core::sleep::sleep;
use azure_core::time::{Duration, OffsetDateTime};
use azure_core::{Bytes, Value};

use super::body::Body;
use super::errors::StillRunning;
use super::final_state::Outcome;
use super::options::PollerOptions;
use super::protocol::{FirstRequest, Reading};
use super::span::CallSpan;
use super::status::{OperationState, OperationStatus};
use super::token::{self, ResumePoint};
use super::tracked::{ExpectedResult, FinalStateVia, TrackedUrls};
use super::wait;
use crate::client::{Client, Operation, Pending};
use crate::error;

/// One operation, from its first request to its result.
pub(super) struct Run {
    client: Client,
    operation: String,
    statuses: &'static [u16],
    /// The result is not JSON, and must stay unchanged.
    is_raw: bool,
    options: PollerOptions<'static>,
    /// The deadline; set by the first request.
    deadline: Option<Instant>,
    /// Open from the first request on.
    span: Option<CallSpan>,
    /// The URL of the last response.
    asked: Option<Url>,
    phase: Phase,
}

/// The response that holds the result, and the URL it came from.
pub(super) struct FoundState {
    pub(super) response: RawResponse,
    pub(super) url: Url,
}

/// The point that the operation has reached. A run can be interrupted in every phase: the next step depends only on the
/// phase.
enum Phase {
    /// No request has been sent.
    Unsent { request: Request, via: Option<FinalStateVia>, expected: ExpectedResult },
    /// The first request was sent, and the service did not accept it; or it is not known whether it did.
    Unaccepted,
    /// The operation is in progress. `pause` is the pause that the last response asked for.
    Waiting { tracked: TrackedUrls, pause: Duration },
    /// The operation has succeeded.
    Succeeded { outcome: Outcome, response: Option<RawResponse> },
    /// The operation has failed, or was cancelled: the last response.
    Failed { state: OperationState, response: RawResponse },
}

impl Run {
    pub(super) fn start(
        client: Client,
        operation: Operation,
        request: Request,
        via: Option<FinalStateVia>,
        expected: ExpectedResult,
        options: PollerOptions<'static>,
    ) -> Self {
        Self {
            client,
            operation: operation.name().to_owned(),
            statuses: operation.statuses(),
            is_raw: expected == ExpectedResult::Raw,
            options,
            deadline: None,
            span: None,
            asked: None,
            phase: Phase::Unsent { request, via, expected },
        }
    }

    pub(super) fn resume(
        client: Client,
        token: &str,
        is_raw: bool,
        options: PollerOptions<'static>,
    ) -> azure_core::Result<Self> {
        let (operation, phase) = match token::read(token)? {
            ResumePoint::Waiting(tracked) => {
                (tracked.operation.clone(), Phase::Waiting { tracked, pause: Duration::ZERO })
            }
            ResumePoint::Fetching { operation, outcome } => (operation, Phase::Succeeded { outcome, response: None }),
        };
        Ok(Self { client, operation, statuses: &[], is_raw, options, deadline: None, span: None, asked: None, phase })
    }

    /// The point from which the operation can be resumed, once the service has accepted it.
    pub(super) fn point(&self) -> Option<Box<ResumePoint>> {
        match &self.phase {
            Phase::Waiting { tracked, .. } => Some(Box::new(ResumePoint::Waiting(tracked.clone()))),
            Phase::Succeeded { outcome: outcome @ (Outcome::At(_) | Outcome::AtEither(..)), .. } => {
                Some(Box::new(ResumePoint::Fetching { operation: self.operation.clone(), outcome: outcome.clone() }))
            }
            _ => None,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        !matches!(self.phase, Phase::Unsent { .. } | Phase::Waiting { .. })
    }

    pub(super) fn describe(&self) -> &'static str {
        match &self.phase {
            Phase::Unsent { .. } => "not started",
            Phase::Unaccepted => "not accepted",
            Phase::Waiting { .. } => "in progress",
            Phase::Succeeded { .. } => "succeeded",
            Phase::Failed { .. } => "failed",
        }
    }

    /// Returns the next status: at once after the first request, later after the pause that the last response asked
    /// for. `None` after the end.
    pub(super) async fn step(mut self: Box<Self>) -> (Box<Self>, Option<azure_core::Result<OperationStatus>>) {
        self.open_span();
        let limit = self.limit();
        let status = match wait::within(limit, self.advance()).await {
            Some(status) => status,
            None => Err(self.timed_out()),
        };
        let status = self.noted(status);
        (self, status.transpose())
    }

    /// Returns the response with the result, after the end.
    pub(super) async fn result(&mut self) -> azure_core::Result<FoundState> {
        self.open_span();
        let limit = self.limit();
        let result = match wait::within(limit, self.fetch_result()).await {
            Some(result) => result,
            None => Err(self.timed_out()),
        };
        let response = self.noted(result)?;
        // An operation that has succeeded has sent its first request.
        let url = self.asked.clone().ok_or_else(not_accepted)?;
        Ok(FoundState { response, url })
    }

    fn open_span(&mut self) {
        if self.span.is_none() {
            let context = std::mem::take(&mut self.options.context);
            self.options.context = self.client.traced(self.operation.clone(), context);
            self.span = Some(CallSpan::open(&mut self.options.context));
        }
    }

    /// Writes an error to the span, and adds the continuation token.
    fn noted<T>(&self, result: azure_core::Result<T>) -> azure_core::Result<T> {
        result.map_err(|error| {
            if let Some(span) = &self.span {
                span.fail(&error);
            }
            match self.point().as_deref().and_then(token::write) {
                Some(token) => StillRunning::wrap(error, self.operation.clone(), token),
                None => error,
            }
        })
    }

    async fn advance(&mut self) -> azure_core::Result<Option<OperationStatus>> {
        match &self.phase {
            Phase::Unsent { request, via, expected } => {
                let (request, operation) = (request.clone(), self.operation.clone());
                let (method, url) = (request.method(), request.url().clone());
                let first = FirstRequest { operation, method, url: url.clone(), via: *via, expected: *expected };
                // Sent once at most: if the response is lost, it is unknown whether the service has begun.
                self.phase = Phase::Unaccepted;
                let response = self.exchange(request, self.statuses).await?;
                self.asked = Some(url);
                let body = Body::read(response.body());
                let reading = first.read(&response, &body)?;
                self.take(reading, &body, response).map(Some)
            }
            Phase::Waiting { tracked, pause } => {
                let (tracked, pause) = (tracked.clone(), *pause);
                sleep(pause).await;
                let request = get(&tracked.next);
                let response = self.exchange(request, tracked.final_statuses()).await?;
                self.asked = Some(tracked.next.clone());
                let body = Body::read(response.body());
                let reading = tracked.read(&response, &body)?;
                self.take(reading, &body, response).map(Some)
            }
            Phase::Unaccepted | Phase::Succeeded { .. } | Phase::Failed { .. } => Ok(None),
        }
    }

    /// Enters the phase that follows a response.
    fn take(&mut self, reading: Reading, body: &Body, response: RawResponse) -> azure_core::Result<OperationStatus> {
        let Reading { state, tracked, result } = reading;
        self.phase = match (&state, tracked) {
            (OperationState::InProgress(_), Some(tracked)) => {
                let pause = wait::pause(response.headers(), self.options.frequency, OffsetDateTime::now_utc());
                Phase::Waiting { tracked, pause }
            }
            (OperationState::Failed | OperationState::Canceled, _) => {
                self.phase = Phase::Failed { state: state.clone(), response: response.clone() };
                return Err(error::from_operation(state.as_ref(), response));
            }
            _ => Phase::Succeeded { outcome: result, response: Some(response.clone()) },
        };
        Ok(OperationStatus::new(state, body.percent_complete(), response))
    }

    async fn fetch_result(&mut self) -> azure_core::Result<RawResponse> {
        match &self.phase {
            Phase::Succeeded { outcome: Outcome::At(url), .. } => {
                let url = url.clone();
                self.fetch(&url, &[]).await
            }
            Phase::Succeeded { outcome: Outcome::AtEither(first, second), .. } => {
                let (first, second) = (first.clone(), second.clone());
                let response = self.fetch(&first, &[404, 410]).await?;
                if response.status().is_success() && !Body::read(response.body()).is_empty() {
                    return Ok(response);
                }
                self.fetch(&second, &[]).await
            }
            Phase::Succeeded { outcome: Outcome::Property(name), response: Some(response) } => {
                let body: Value = serde_json::from_slice(response.body()).unwrap_or_default();
                let property = body.get(name).map(Value::to_string).unwrap_or_default();
                Ok(with_body(response, Bytes::from(property)))
            }
            Phase::Succeeded { outcome: Outcome::Nothing, response: Some(response) } => {
                Ok(with_body(response, Bytes::new()))
            }
            Phase::Succeeded { response: Some(response), .. } => Ok(response.clone()),
            Phase::Failed { state, response } => Err(error::from_operation(state.as_ref(), response.clone())),
            _ => Err(not_accepted()),
        }
    }

    fn exchange(&self, request: Request, statuses: &'static [u16]) -> Pending<'_, RawResponse> {
        let exchange = if self.is_raw { Client::exchange_bytes } else { Client::exchange };
        exchange(&self.client, &self.options.context, request, statuses)
    }

    async fn fetch(&mut self, url: &Url, statuses: &'static [u16]) -> azure_core::Result<RawResponse> {
        let response = self.exchange(get(url), statuses).await?;
        self.asked = Some(url.clone());
        Ok(response)
    }

    /// The remaining time. It starts with the first call, and again after a timeout.
    fn limit(&mut self) -> Option<Duration> {
        let timeout = self.options.timeout?;
        let now = Instant::now();
        let total = std::time::Duration::try_from(timeout).unwrap_or_default();
        let deadline = match self.deadline {
            Some(deadline) => deadline,
            // A deadline that the clock cannot represent is never reached.
            None => *self.deadline.insert(now.checked_add(total)?),
        };
        Some(Duration::try_from(deadline.saturating_duration_since(now)).unwrap_or(Duration::MAX))
    }

    fn timed_out(&mut self) -> Error {
        // A caller who awaits the poller again waits for the whole time again.
        self.deadline = None;
        let timeout = self.options.timeout.unwrap_or_default();
        let message = match &self.phase {
            Phase::Succeeded { .. } => format!("{} has succeeded, but has no result after {timeout}", self.operation),
            _ => format!("{} is still {} after {timeout}", self.operation, self.describe()),
        };
        Error::with_message(ErrorKind::Other, message)
    }
}

fn get(url: &Url) -> Request {
    let mut request = Request::new(url.clone(), Method::Get);
    request.insert_header(ACCEPT, "application/json");
    request
}

fn with_body(response: &RawResponse, body: Bytes) -> RawResponse {
    RawResponse::from_bytes(response.status(), response.headers().clone(), body)
}

/// The error of awaiting a result after the first request failed and its error was returned.
pub(super) fn not_accepted() -> Error {
    Error::with_message(ErrorKind::Other, "the operation was not accepted: its error was reported before")
}
