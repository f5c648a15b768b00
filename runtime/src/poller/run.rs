//! Sends what the protocol asks for, and waits in between.

use std::time::Instant;

use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::ACCEPT;
use azure_core::http::{Method, RawResponse, Request, Url};
use azure_core::sleep::sleep;
use azure_core::time::{Duration, OffsetDateTime};
use azure_core::{Bytes, Value};

use super::options::PollerOptions;
use super::protocol::{FinalStateVia, Outcome, Reading, Tracked};
use super::span::CallSpan;
use super::status::{OperationState, OperationStatus};
use super::token::{self, Point};
use super::wait;
use crate::client::{Client, Operation};
use crate::error;

/// One operation, from its first request to its result.
pub(super) struct Run {
    client: Client,
    operation: String,
    statuses: &'static [u16],
    options: PollerOptions<'static>,
    /// When to give up; set by the first request.
    deadline: Option<Instant>,
    /// Open from the first request on.
    span: Option<CallSpan>,
    /// The address that gave the last answer.
    asked: Option<Url>,
    phase: Phase,
}

/// The answer that holds the result, and the address it came from.
pub(super) struct Found {
    pub(super) response: RawResponse,
    pub(super) url: Url,
}

/// Where the operation is. Every phase can be left at any time: what is done next depends on nothing else.
enum Phase {
    /// Nothing was sent.
    Unsent { request: Request, via: Option<FinalStateVia> },
    /// The first request was sent, and the service did not accept it; or it is not known whether it did.
    Unaccepted,
    /// It goes on. `pause` is what the last answer asked to wait.
    Waiting { tracked: Tracked, pause: Duration },
    /// It has succeeded.
    Succeeded { outcome: Outcome, answer: Option<RawResponse> },
    /// It has failed, or was cancelled: the answer that said so.
    Failed { state: OperationState, answer: RawResponse },
}

impl Run {
    pub(super) fn start(
        client: Client,
        operation: Operation,
        request: Request,
        via: Option<FinalStateVia>,
        options: PollerOptions<'static>,
    ) -> Self {
        Self {
            client,
            operation: operation.name().to_owned(),
            statuses: operation.statuses(),
            options,
            deadline: None,
            span: None,
            asked: None,
            phase: Phase::Unsent { request, via },
        }
    }

    pub(super) fn resume(client: Client, token: &str, options: PollerOptions<'static>) -> azure_core::Result<Self> {
        let (operation, phase) = match token::read(token)? {
            Point::Waiting(tracked) => (tracked.operation.clone(), Phase::Waiting { tracked, pause: Duration::ZERO }),
            Point::Fetching { operation, outcome } => (operation, Phase::Succeeded { outcome, answer: None }),
        };
        Ok(Self { client, operation, statuses: &[], options, deadline: None, span: None, asked: None, phase })
    }

    /// Where one could go on from, once the service has accepted the operation.
    pub(super) fn point(&self) -> Option<Box<Point>> {
        match &self.phase {
            Phase::Waiting { tracked, .. } => Some(Box::new(Point::Waiting(tracked.clone()))),
            Phase::Succeeded { outcome: outcome @ Outcome::At(_), .. } => {
                Some(Box::new(Point::Fetching { operation: self.operation.clone(), outcome: outcome.clone() }))
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

    /// The next status: at once after the first request, later after the pause that the last answer asked for. `None`
    /// after the end.
    pub(super) async fn step(mut self: Box<Self>) -> (Box<Self>, Option<azure_core::Result<OperationStatus>>) {
        self.open_span();
        let limit = self.limit();
        let status = match wait::within(limit, self.advance()).await {
            Some(status) => status,
            None => Err(self.timed_out()),
        };
        self.note(&status);
        (self, status.transpose())
    }

    /// The answer with the result, after waiting for the end.
    pub(super) async fn result(mut self: Box<Self>) -> azure_core::Result<Found> {
        while !self.is_done() {
            let (run, status) = self.step().await;
            self = run;
            status.transpose()?;
        }
        self.open_span();
        let limit = self.limit();
        let result = match wait::within(limit, self.fetch_result()).await {
            Some(result) => result,
            None => Err(self.timed_out()),
        };
        self.note(&result);
        let response = result?;
        // Everything that has a result was asked for it.
        let url = self.asked.take().ok_or_else(not_accepted)?;
        Ok(Found { response, url })
    }

    fn open_span(&mut self) {
        if self.span.is_none() {
            let context = std::mem::take(&mut self.options.context);
            self.options.context = self.client.traced(self.operation.clone(), context);
            self.span = Some(CallSpan::open(&mut self.options.context));
        }
    }

    fn note<T>(&self, result: &azure_core::Result<T>) {
        if let (Some(span), Err(error)) = (&self.span, result) {
            span.fail(error);
        }
    }

    async fn advance(&mut self) -> azure_core::Result<Option<OperationStatus>> {
        let (request, reader) = match &self.phase {
            Phase::Unsent { request, via } => {
                let reader = Reader::First { method: request.method(), original: request.url().clone(), via: *via };
                (request.clone(), reader)
            }
            Phase::Waiting { tracked, pause } => {
                let reader = Reader::Later(Box::new(tracked.clone()));
                let request = get(&tracked.next);
                sleep(*pause).await;
                (request, reader)
            }
            Phase::Unaccepted | Phase::Succeeded { .. } | Phase::Failed { .. } => return Ok(None),
        };
        if let Reader::First { .. } = reader {
            // Sent once at most: when the answer is lost, nobody knows whether the service has begun.
            self.phase = Phase::Unaccepted;
        }
        let url = request.url().clone();
        let response = self.client.exchange(&self.options.context, request, self.statuses).await?;
        self.asked = Some(url);
        self.take(&reader, response).map(Some)
    }

    /// Notes what an answer means.
    fn take(&mut self, reader: &Reader, response: RawResponse) -> azure_core::Result<OperationStatus> {
        // A body that is no JSON says nothing about the state; the HTTP status does.
        let body: Value = serde_json::from_slice(response.body()).unwrap_or_default();
        let reading = match reader {
            Reader::First { method, original, via } => {
                Tracked::first(&self.operation, *method, original, *via, &response, &body)?
            }
            Reader::Later(tracked) => tracked.later(&response, &body)?,
        };
        let Reading { state, tracked, result } = reading;
        self.phase = match (&state, tracked) {
            (OperationState::InProgress(_), Some(tracked)) => {
                let pause = wait::pause(response.headers(), self.options.frequency, OffsetDateTime::now_utc());
                Phase::Waiting { tracked, pause }
            }
            (OperationState::Failed | OperationState::Canceled, _) => {
                self.phase = Phase::Failed { state: state.clone(), answer: response.clone() };
                return Err(error::from_operation(state.as_ref(), response));
            }
            _ => Phase::Succeeded { outcome: result, answer: Some(response.clone()) },
        };
        Ok(OperationStatus::new(state, &body, response))
    }

    async fn fetch_result(&mut self) -> azure_core::Result<RawResponse> {
        match &self.phase {
            Phase::Succeeded { outcome: Outcome::At(url), .. } => {
                let response = self.client.exchange(&self.options.context, get(url), &[]).await?;
                self.asked = Some(url.clone());
                Ok(response)
            }
            Phase::Succeeded { outcome: Outcome::Property(name), answer: Some(answer) } => Ok(part(answer, name)),
            Phase::Succeeded { answer: Some(answer), .. } => Ok(answer.clone()),
            Phase::Failed { state, answer } => Err(error::from_operation(state.as_ref(), answer.clone())),
            _ => Err(not_accepted()),
        }
    }

    /// The time that is left. The clock starts with the first call.
    fn limit(&mut self) -> Option<Duration> {
        let timeout = self.options.timeout?;
        let now = Instant::now();
        let total = std::time::Duration::try_from(timeout).unwrap_or_default();
        // A deadline beyond what a clock can tell is none.
        let deadline = match self.deadline {
            Some(deadline) => deadline,
            None => *self.deadline.insert(now.checked_add(total)?),
        };
        Some(Duration::try_from(deadline.saturating_duration_since(now)).unwrap_or(Duration::MAX))
    }

    fn timed_out(&self) -> Error {
        let seconds = self.options.timeout.unwrap_or_default();
        let message = format!("{} is still {} after {seconds}", self.operation, self.describe());
        Error::with_message(ErrorKind::Other, message)
    }
}

/// How an answer is read: as the first one or as a later one.
enum Reader {
    First { method: Method, original: Url, via: Option<FinalStateVia> },
    Later(Box<Tracked>),
}

fn get(url: &Url) -> Request {
    let mut request = Request::new(url.clone(), Method::Get);
    request.insert_header(ACCEPT, "application/json");
    request
}

/// A property of an answer's body, as an answer of its own.
fn part(answer: &RawResponse, name: &str) -> RawResponse {
    let body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let part = body.get(name).map(Value::to_string).unwrap_or_default();
    RawResponse::from_bytes(answer.status(), answer.headers().clone(), Bytes::from(part))
}

/// There is no answer to give: the first request failed, and its error was given already.
pub(super) fn not_accepted() -> Error {
    Error::with_message(ErrorKind::Other, "the operation was not accepted: its error was reported before")
}
