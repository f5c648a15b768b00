//! The end of a played call against the end of the recorded one.
//!
//! In: a [`Plan`], what the player did. Out: [`Findings`]. Must not know: how the runtime polls.

use serde_json::{Value, json};

use super::bodies;
use super::course::{End, Kind, Plan, path_of};
use super::exchange::Exchange;
use super::findings::Findings;
use crate::case::Context;
use crate::compare::{Direction, compare_body};
use crate::example::Example;
use crate::harness::Made;
use crate::harness::play::{PlayError, Played};
use crate::operations::Operation;
use crate::schema::judge;
use armsmith_core::diagnostics::JsonPointer;

/// The end of the generated client's call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Ended {
    Succeeded,
    /// Succeeded; the client then asked for a result that the recorded client did not ask for.
    WithoutResult,
    /// The service reported a failure.
    Failed,
    /// The client asked for something that was not recorded, while the operation was going on.
    AskedOn,
    /// The same at a URL that the recorded client never asked: whatever was recorded, it tells nothing.
    AskedAnother,
    /// The first request went to another URL than the recorded one.
    Elsewhere,
    /// The client could not go on.
    Broken,
}

/// Counts and differences of a call of an operation.
pub(super) fn judge_call<'a>(
    context: Context<'_, 'a>,
    operation: &Operation<'a>,
    plan: &Plan<'a>,
    made: Made<Played>,
) -> Findings {
    let mut findings = Findings::default();
    let Some(played) = judge_end(&mut findings, &operation.id, plan, made) else { return findings };
    let served = played.requests.iter().filter_map(|it| plan.served.get(it.response?)).collect::<Vec<_>>();
    // The bodies of a plain call are checked as those of an example.
    if let (Kind::LongRunning, [body], Some(source)) = (plan.kind, played.bodies.as_slice(), served.last()) {
        add_result(&mut findings, context, operation, plan, body, source);
    }
    if plan.kind != Kind::Plain {
        findings.count("pages", if plan.kind == Kind::List { played.bodies.len() } else { 0 });
    }
    findings
}

/// Compares the ends. Returns what the player did, if it could play.
pub(super) fn judge_end(
    findings: &mut Findings,
    operation: &str,
    plan: &Plan<'_>,
    made: Made<Played>,
) -> Option<Played> {
    let check = if plan.kind == Kind::LongRunning { "long-running-operations" } else { "calls" };
    let played = match made {
        Made::Ok(played) => played,
        Made::Error(error) => {
            findings.differ("call-not-made", operation, plan.group, error);
            return None;
        }
    };
    let ended = ended(plan, &played);
    if ended == Ended::AskedAnother {
        findings.count("operations-followed-at-another-url", 1);
        return Some(played);
    }
    findings.count(check, 1);
    let kind = match plan.kind {
        Kind::LongRunning => long_running(plan.end(), ended),
        Kind::Plain | Kind::List => plain(plan, ended),
    };
    if ended == Ended::WithoutResult {
        findings.count("results-that-were-not-recorded", 1);
    }
    if let Some(kind) = kind {
        findings.differ(kind, operation, plan.group, describe(&played));
    }
    Some(played)
}

fn ended(plan: &Plan<'_>, played: &Played) -> Ended {
    let has_succeeded = played.states.last().is_some_and(|it| it == "Succeeded");
    match &played.error {
        None => Ended::Succeeded,
        Some(error) if error.is_not_recorded => match played.requests.len() {
            0 | 1 => Ended::Elsewhere,
            // The pages that were recorded have been read.
            _ if plan.kind == Kind::List => Ended::Succeeded,
            _ if has_succeeded => Ended::WithoutResult,
            _ if is_another(plan, played) => Ended::AskedAnother,
            _ => Ended::AskedOn,
        },
        Some(PlayError { status: Some(_), .. }) => Ended::Failed,
        Some(_) => Ended::Broken,
    }
}

/// Returns `true` if the recorded client never asked the URL that the client asked last.
fn is_another(plan: &Plan<'_>, played: &Played) -> bool {
    let path = |url: &str| path_of(url).split('?').next().unwrap_or_default().to_ascii_lowercase();
    let last = played.requests.last().map(|it| path(&it.url));
    !plan.course.iter().any(|it| Some(path(&it.url)) == last)
}

/// The kind of difference between the ends of a long-running operation.
fn long_running(recorded: End, ended: Ended) -> Option<&'static str> {
    Some(match (recorded, ended) {
        (End::Succeeded, Ended::Succeeded | Ended::WithoutResult) | (End::Failed, Ended::Failed) => return None,
        (End::GoesOn, Ended::AskedOn) | (_, Ended::AskedAnother) => return None,
        (_, Ended::Elsewhere) => "request-elsewhere",
        (End::Succeeded, Ended::Failed) => "operation-success-as-failure",
        (End::Succeeded, Ended::AskedOn) => "operation-polled-elsewhere",
        (End::Succeeded, Ended::Broken) => "operation-result-unreadable",
        (End::Failed, Ended::Broken) => "operation-failure-unreadable",
        (End::Failed, _) => "operation-failure-as-success",
        (End::GoesOn, _) => "operation-ended-early",
    })
}

/// The kind of difference between the ends of a plain call.
fn plain(plan: &Plan<'_>, ended: Ended) -> Option<&'static str> {
    let status = plan.course.first().map_or(0, |it| it.status);
    let is_success = status < 300 || plan.success.contains(&status);
    Some(match (is_success, ended) {
        (true, Ended::Succeeded) | (false, Ended::Failed) => return None,
        (_, Ended::Elsewhere) => "request-elsewhere",
        (true, _) => "call-fails",
        (false, Ended::Broken) => "call-failure-unreadable",
        (false, _) => "call-failure-as-success",
    })
}

/// Compares the result of a long-running operation with the response that it is made of.
fn add_result<'a>(
    findings: &mut Findings,
    context: Context<'_, 'a>,
    operation: &Operation<'a>,
    plan: &Plan<'a>,
    body: &str,
    source: &Exchange,
) {
    let (Some(recorded), Ok(came)) = (source.response_json(), serde_json::from_str::<Value>(body)) else { return };
    let schema = operation.responses.iter().filter(|(status, _)| status.starts_with('2'));
    let Some((status, schema)) = schema.filter_map(|(status, it)| Some((*status, it.schema?))).next() else { return };
    findings.count("operation-results", 1);
    let example = json!({ "parameters": {}, "responses": { status: { "body": recorded } } });
    let contradictions = judge(context.shapes, operation, Example(&example)).bodies.remove(status).unwrap_or_default();
    let pointer = JsonPointer::new("/responses").child(status).child("body");
    let outcome = compare_body(context.shapes, schema, &recorded, &came, &pointer, Direction::Response);
    bodies::add_result(findings, plan.group, &operation.id, contradictions, outcome);
}

/// The requests and the end, for a person.
fn describe(played: &Played) -> String {
    let requests: Vec<String> = played
        .requests
        .iter()
        .map(|it| {
            let found = if it.response.is_some() { "" } else { " (not recorded)" };
            format!("{} {}{found}", it.method, it.url.split('?').next().unwrap_or_default())
        })
        .collect();
    let error = played.error.as_ref().map_or("no error", |it| it.text.as_str());
    format!("states {:?}, {error}\n      {}", played.states, requests.join("\n      "))
}
