//! Request and response bodies: what the examples check found, as differences.
//!
//! In: the report on an exchange that was checked as an example. Out: [`Findings`]. Must not know: the generated crate.

use super::exchange::Group;
use super::findings::Findings;
use serde_json::Value;

use crate::compare::{Difference as Found, Outcome};
use crate::contradiction::{Contradiction, Finding};
use crate::report::{Checked, ExampleReport, explains};

/// The count of request bodies that were read and written.
const REQUEST_BODIES: &str = "request-bodies";
/// The count of requests that were built from the values of a recorded URL.
const REQUESTS: &str = "requests";
/// The count of response bodies that were read and written.
const RESPONSE_BODIES: &str = "response-bodies";

/// Counts and differences of one exchange.
pub(super) fn conclude(group: &Group, operation: &str, report: &ExampleReport, has_body: bool) -> Findings {
    let mut findings = Findings::default();
    let is_used = |checked: &Checked| checked.outcome.is_some() || checked.error.is_some();
    findings.count(REQUESTS, usize::from(is_used(&report.request)));
    findings.count(REQUEST_BODIES, usize::from(has_body && is_used(&report.request)));
    add(&mut findings, group, operation, "unreadable-request", &report.request);
    for (_, checked) in &report.bodies {
        findings.count(RESPONSE_BODIES, usize::from(is_used(checked)));
        add(&mut findings, group, operation, "unreadable-response", checked);
    }
    findings
}

fn add(findings: &mut Findings, group: &Group, operation: &str, unreadable: &str, checked: &Checked) {
    if let Some(error) = &checked.error {
        return findings.differ(unreadable, operation, group, error);
    }
    // A contradiction that the generated code carries to the other side, such as a status that is not documented, harms
    // nobody.
    for found in checked.outcome.iter().flat_map(|it| &it.differences) {
        let reason = checked.contradictions.iter().find(|it| explains(it, found));
        findings.differ(reason.map_or_else(|| kind(found), contradiction), operation, group, found.to_string());
    }
}

/// Adds the differences between a recorded result and what a client made of it.
pub(super) fn add_result(
    findings: &mut Findings,
    group: &Group,
    operation: &str,
    contradictions: Vec<Finding>,
    outcome: Outcome,
) {
    let checked = Checked { contradictions, outcome: Some(outcome), ..Checked::default() };
    add(findings, group, operation, "unreadable-response", &checked);
}

fn kind(found: &Found) -> &'static str {
    match (&found.expected, &found.actual) {
        (Some(_), None) => "property-lost",
        (None, Some(_)) => "property-added",
        (Some(Value::String(expected)), Some(Value::String(actual))) if expected.eq_ignore_ascii_case(actual) => {
            "value-in-another-case"
        }
        _ => "value-changed",
    }
}

/// The ways in which services and specifications differ, whatever a client does.
fn contradiction(finding: &Finding) -> &'static str {
    match finding.reason {
        Contradiction::UndeclaredParameter | Contradiction::ParameterCase => "undocumented-parameter",
        Contradiction::RequiredParameterMissing => "request-without-a-required-parameter",
        Contradiction::OtherConstant => "another-value-of-a-constant",
        Contradiction::PathSegmentLost => "value-that-is-not-a-path-segment",
        Contradiction::UndeclaredProperty => "undocumented-property",
        Contradiction::PropertyCase => "property-in-another-case",
        Contradiction::WrongType => "value-of-another-type",
        Contradiction::NullItem => "null-in-a-list",
        Contradiction::OutOfRange => "number-out-of-range",
        Contradiction::NotADateTime | Contradiction::NotADate | Contradiction::NotRfc1123 => "date-in-another-form",
        Contradiction::NotBase64 | Contradiction::NotBase64Url => "bytes-in-another-form",
        Contradiction::OtherSubtype => "another-discriminator-value",
        Contradiction::UndeclaredStatus => "undocumented-status",
        Contradiction::UndeclaredBody => "undocumented-body",
    }
}
