//! The course of a recorded call: which responses belong to it, and how it ended for the recorded client.
//!
//! In: a group and the position of a request. Out: a [`Plan`] with the job for the player. Must not know: how the
//! runtime polls.

use std::collections::BTreeSet;

use serde_json::Value;

use super::exchange::{Exchange, Group};
use super::fit;
use crate::case::Context;
use crate::example::Example;
use crate::harness::play::{CallJob, PlainRequest, PlayJob};
use crate::operations::Operation;
use armsmith_core::model::{self, Flow};

/// The headers that lead to the state of a long-running operation.
pub(super) const LINK_HEADERS: [&str; 3] = ["azure-asyncoperation", "operation-location", "location"];

/// The end of a long-running operation, for the client that was recorded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum End {
    Succeeded,
    Failed,
    /// The recording stops before the end.
    GoesOn,
}

/// What is called.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Plain,
    List,
    LongRunning,
}

/// A call to play.
#[derive(Clone, Debug)]
pub(super) struct Plan<'a> {
    pub(super) group: &'a Group,
    /// The request, and what the recorded client asked until the end of the operation.
    pub(super) course: Vec<&'a Exchange>,
    /// The exchanges whose responses the transport has.
    pub(super) served: &'a [Exchange],
    pub(super) kind: Kind,
    /// Statuses that are a success of the operation.
    pub(super) success: Vec<u16>,
    pub(super) job: PlayJob,
}

/// Plans the call of an operation. Returns `None` if the recording has no course of it.
pub(super) fn plan<'a>(group: &'a Group, position: usize, generated: &model::Operation) -> Option<Plan<'a>> {
    let kind = match generated.flow {
        Flow::Plain => Kind::Plain,
        Flow::Pager(_) => Kind::List,
        Flow::LongRunning(_) => Kind::LongRunning,
    };
    plan_as(group, position, kind, generated.success.clone())
}

/// Plans a long-running operation that no generated method fits, for the poller of the runtime.
pub(super) fn plan_without_operation(group: &Group) -> Option<Plan<'_>> {
    let plan = plan_as(group, 0, Kind::LongRunning, vec![200, 201, 202, 204])?;
    let first = plan.course.first()?;
    let request = PlainRequest { method: first.method.clone(), url: first.full_url(), flow: "operation" };
    let job = PlayJob { request: Some(request), ..plan.job };
    Some(Plan { job, ..plan })
}

fn plan_as(group: &Group, position: usize, kind: Kind, success: Vec<u16>) -> Option<Plan<'_>> {
    let served = group.exchanges.get(position..)?;
    let course = match kind {
        Kind::LongRunning => course(served),
        Kind::Plain | Kind::List => served.iter().take(1).collect(),
    };
    // A single answer that says "accepted" does not tell how the operation went on.
    if kind == Kind::LongRunning && course.len() == 1 && end(&course) == End::GoesOn {
        return None;
    }
    let responses = served.iter().map(Exchange::recorded_response).collect();
    Some(Plan { group, course, served, kind, success, job: PlayJob { responses, ..PlayJob::default() } })
}

impl<'a> Plan<'a> {
    /// Adds the call of the client method, with the values of the recorded request.
    pub(super) fn with_call(
        self,
        context: Context<'_, 'a>,
        index: usize,
        operation: &Operation<'a>,
        generated: &model::Operation,
    ) -> Option<Self> {
        let example = fit::example(operation, self.course.first()?, fit::Body::Filled)?;
        let arguments = context.request_job(index, generated, operation, Example(&example));
        let job = PlayJob { call: Some(CallJob { call: index, arguments }), ..self.job };
        Some(Self { job, ..self })
    }

    /// Returns the end of the operation for the recorded client.
    pub(super) fn end(&self) -> End {
        end(&self.course)
    }
}

/// The first request and those after it that ask for its state or its result.
fn course(served: &[Exchange]) -> Vec<&Exchange> {
    let Some((first, rest)) = served.split_first() else { return Vec::new() };
    let mut addresses = BTreeSet::from([first.address()]);
    let mut course = vec![first];
    add_links(first, &mut addresses);
    for exchange in rest {
        if exchange.method != "GET" || !addresses.contains(&exchange.address()) {
            break;
        }
        add_links(exchange, &mut addresses);
        course.push(exchange);
    }
    course
}

fn add_links(exchange: &Exchange, addresses: &mut BTreeSet<String>) {
    let links = LINK_HEADERS.iter().filter_map(|name| exchange.headers.get(*name));
    addresses.extend(links.map(|link| Exchange { url: path_of(link).to_owned(), ..exchange.clone() }.address()));
}

/// A link without scheme and host.
pub(super) fn path_of(link: &str) -> &str {
    let Some((_, rest)) = link.split_once("://") else { return link };
    rest.find('/').and_then(|start| rest.get(start..)).unwrap_or("/")
}

/// The end that the responses tell: the first status document with a final state, else the last response.
fn end(course: &[&Exchange]) -> End {
    let (Some(first), Some(last)) = (course.first(), course.last()) else { return End::GoesOn };
    let is_resource = |it: &Exchange| it.address() == first.address();
    let documents = course.iter().skip(1).filter(|it| it.status < 300 && !is_resource(it));
    if let Some(end) = documents.filter_map(|it| text(it, "/status")).find_map(|it| final_state(&it)) {
        return end;
    }
    match last.status {
        // What was to be deleted is gone, and its monitor with it.
        404 if first.method == "DELETE" && course.len() > 1 => End::Succeeded,
        400.. => End::Failed,
        202 => End::GoesOn,
        204 => End::Succeeded,
        _ if course.len() == 1 && LINK_HEADERS.iter().take(2).any(|it| last.headers.contains_key(*it)) => End::GoesOn,
        _ if is_resource(last) => state(text(last, "/properties/provisioningState")),
        _ => state(text(last, "/status")),
    }
}

/// The end that a state means; without a state the response itself is the end.
fn state(state: Option<String>) -> End {
    state.map_or(End::Succeeded, |it| final_state(&it).unwrap_or(End::GoesOn))
}

fn final_state(state: &str) -> Option<End> {
    match state.to_ascii_lowercase().as_str() {
        "succeeded" => Some(End::Succeeded),
        "failed" | "canceled" | "cancelled" => Some(End::Failed),
        _ => None,
    }
}

fn text(exchange: &Exchange, pointer: &str) -> Option<String> {
    exchange.response_json()?.pointer(pointer).and_then(Value::as_str).map(str::to_owned)
}
