//! Checks that need no operation: errors, links, IDs, and long-running operations that no generated method fits.
//!
//! In: every exchange, the harness of any crate. Out: [`Findings`]. Must not know: specifications.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::course::{self, LINK_HEADERS, Plan, path_of};
use super::error_body::{ErrorBody, Wanted};
use super::exchange::{Exchange, ExchangeId, Group, Recordings};
use super::findings::Findings;
use super::outcome;
use crate::error::Error;
use crate::harness::play::{PlainRequest, PlayJob, Played, RecordedResponse};
use crate::harness::{Harness, Job, Made};

/// The subject of a job.
enum Question<'a> {
    Error(&'a Exchange),
    Link(String),
    Ids(Vec<String>),
    Operation(Box<Plan<'a>>),
}

/// Checks every exchange; `fitted` are those that the crates have played.
///
/// # Errors
///
/// Returns an error if the harness does not run to its end.
pub fn check_general(
    harness: &Harness,
    recordings: &Recordings,
    fitted: &BTreeSet<ExchangeId>,
) -> Result<Findings, Error> {
    let mut questions: Vec<(&Group, PlayJob, Question<'_>)> = Vec::new();
    let mut links = BTreeSet::new();
    for (id, group, exchange) in recordings.exchanges().filter(|(_, _, it)| it.is_arm()) {
        if exchange.status >= 400 && exchange.method != "HEAD" {
            questions.push((group, plain(exchange), Question::Error(exchange)));
        }
        questions
            .extend(link_jobs(exchange, &mut links).into_iter().map(|(job, link)| (group, job, Question::Link(link))));
        let ids = ids(exchange);
        if !ids.is_empty() {
            let job = PlayJob { ids: Some(ids.clone()), ..PlayJob::default() };
            questions.push((group, job, Question::Ids(ids)));
        }
        let is_course = id.exchange == 0 && group.exchanges.len() > 1 && exchange.method != "GET";
        if let Some(plan) = course::plan_without_operation(group).filter(|_| is_course && !fitted.contains(&id)) {
            questions.push((group, plan.job.clone(), Question::Operation(Box::new(plan))));
        }
    }
    let jobs: Vec<Job> = questions
        .iter()
        .enumerate()
        .map(|(id, (_, play, _))| Job { play: Some(play.clone()), ..Job::new(id) })
        .collect();
    let mut findings = Findings::default();
    for ((group, _, question), answer) in questions.iter().zip(harness.run(&jobs)?) {
        let made = answer.played.unwrap_or_else(|| Made::Error("the harness did not play it".to_owned()));
        conclude(&mut findings, group, question, made);
    }
    Ok(findings)
}

fn conclude(findings: &mut Findings, group: &Group, question: &Question<'_>, made: Made<Played>) {
    let key = &group.service;
    if let Question::Operation(plan) = question {
        outcome::judge_end(findings, key, plan, made);
        return;
    }
    let played = match made {
        Made::Ok(played) => played,
        Made::Error(error) => return findings.differ("call-not-made", key, group, error),
    };
    match question {
        Question::Error(exchange) => conclude_error(findings, group, exchange, &played),
        Question::Link(link) => {
            findings.count("links", 1);
            // The transport has no response for the link itself: that it was asked for is enough.
            if played.requests.get(1).is_none_or(|it| it.response.is_some()) {
                let said = played.error.as_ref().map_or("the link was not followed", |it| it.text.as_str());
                findings.differ("link-refused", key, group, format!("{link}: {said}"));
            }
        }
        Question::Ids(ids) => {
            findings.count("ids", ids.len());
            for (id, printed) in ids.iter().zip(&played.ids) {
                match printed {
                    Some(printed) if printed == id => {}
                    Some(printed) => findings.differ("id-printed-otherwise", key, group, format!("{id} → {printed}")),
                    None => findings.differ("id-unreadable", key, group, id),
                }
            }
        }
        Question::Operation(_) => {}
    }
}

fn conclude_error(findings: &mut Findings, group: &Group, exchange: &Exchange, played: &Played) {
    findings.count("errors", 1);
    let key = exchange.operation.as_ref().unwrap_or(&group.service);
    let Some(error) = &played.error else {
        return findings.differ("error-as-success", key, group, exchange.status.to_string());
    };
    let mut wanted = ErrorBody::of(&exchange.response);
    if let (Wanted::Nothing, Some(code)) = (&wanted.code, exchange.headers.get("x-ms-error-code")) {
        wanted.code = Wanted::Exactly(code.clone());
    }
    let mut compare = |what: &str, wanted: &Wanted, found: &Option<String>| {
        let kind = match (wanted, found) {
            (Wanted::Exactly(wanted), Some(found)) if wanted.trim() == found.trim() => return,
            (Wanted::Something, Some(_)) | (Wanted::Nothing, None) => return,
            (Wanted::Exactly(_) | Wanted::Something, None) => "not-found",
            (Wanted::Exactly(_), Some(_)) => "is-another",
            (Wanted::Nothing, Some(_)) => "of-nothing",
        };
        findings.differ(&format!("error-{what}-{kind}"), key, group, format!("{wanted:?}, found {found:?}"));
    };
    compare("code", &wanted.code, &error.code);
    compare("message", &wanted.message, &error.message);
}

/// The request of an exchange by itself.
fn plain(exchange: &Exchange) -> PlayJob {
    let request = PlainRequest { method: exchange.method.clone(), url: exchange.full_url(), flow: "plain" };
    PlayJob { request: Some(request), responses: vec![exchange.recorded_response()], ..PlayJob::default() }
}

/// A job for each link of an exchange that no other exchange has: the client has to follow it.
fn link_jobs(exchange: &Exchange, known: &mut BTreeSet<String>) -> Vec<(PlayJob, String)> {
    let body = exchange.response_json();
    let next = body.as_ref().and_then(|it| it["nextLink"].as_str()).filter(|it| !it.trim().is_empty());
    let headers = LINK_HEADERS.iter().filter_map(|name| Some((*name, exchange.headers.get(*name)?.as_str())));
    let links = headers.map(|(name, link)| (Some(name), link)).chain(next.map(|link| (None, link)));
    let mut jobs = Vec::new();
    for (header, link) in links {
        // A link that leads back to its own request would get the same response again.
        let is_own = Exchange { url: path_of(link).to_owned(), ..exchange.clone() }.address() == exchange.address();
        if !is_own && known.insert(link.to_owned()) {
            jobs.push((link_job(exchange, header, link), link.to_owned()));
        }
    }
    jobs
}

/// The recorded link in a response without anything else: a poller, or a pager, follows it.
fn link_job(exchange: &Exchange, header: Option<&str>, link: &str) -> PlayJob {
    let (method, flow, status) = if header.is_some() { ("POST", "operation", 202) } else { ("GET", "list", 200) };
    let request = PlainRequest { method: method.to_owned(), url: exchange.full_url(), flow };
    let body = json!({ "value": [], "nextLink": link }).to_string();
    let response = RecordedResponse {
        method: method.to_owned(),
        url: exchange.full_url(),
        status,
        headers: header.map(|it| (it.to_owned(), link.to_owned())).into_iter().collect::<BTreeMap<_, _>>(),
        body: if header.is_some() { String::new() } else { body },
    };
    PlayJob { request: Some(request), responses: vec![response], ..PlayJob::default() }
}

/// The strings of a response body that are IDs of resources: those of `id` and `…Id` that have segments of ARM.
fn ids(exchange: &Exchange) -> Vec<String> {
    let mut ids = BTreeSet::new();
    if let Some(body) = exchange.response_json().filter(|_| exchange.status < 400) {
        collect_ids(&body, &mut ids);
    }
    ids.into_iter().collect()
}

fn collect_ids(value: &Value, ids: &mut BTreeSet<String>) {
    const FIRST_SEGMENTS: [&str; 3] = ["subscriptions", "providers", "tenants"];
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let text = member.as_str().filter(|_| name.to_ascii_lowercase().ends_with("id"));
                let first = text.and_then(|it| it.trim_start_matches('/').split_once('/')).map(|(first, _)| first);
                if first.is_some_and(|first| FIRST_SEGMENTS.iter().any(|it| it.eq_ignore_ascii_case(first))) {
                    ids.extend(text.map(str::to_owned));
                }
                collect_ids(member, ids);
            }
        }
        Value::Array(items) => items.iter().for_each(|it| collect_ids(it, ids)),
        _ => {}
    }
}
