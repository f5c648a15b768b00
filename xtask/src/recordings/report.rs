//! The report of a run: counts, and what is not accepted.
//!
//! In: findings, what is accepted. Out: text, and whether the run has passed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use armsmith_examples::recorded::Findings;

use super::accepted::Accepted;

/// The text of the report, and `true` if the run has passed.
/// A run that is not complete proves nothing about counts and unused entries.
pub(super) fn print(findings: &Findings, accepted: &Accepted, is_complete: bool) -> (String, bool) {
    // Writing to a string cannot fail.
    let mut text = String::new();
    let mut failures = 0;
    let _ = writeln!(text, "{:<34} {:>6} {:>9}", "check", "used", "at least");
    let least = |check: &String| accepted.counts.get(check).copied().unwrap_or_default();
    let checks: BTreeMap<&String, usize> =
        accepted.counts.keys().chain(findings.counts.keys()).map(|it| (it, 0)).collect();
    for check in checks.keys() {
        let used = findings.counts.get(*check).copied().unwrap_or_default();
        let is_less = is_complete && used < least(check);
        failures += usize::from(is_less);
        let _ = writeln!(text, "{check:<34} {used:>6} {:>9}{}", least(check), if is_less { "  TOO FEW" } else { "" });
    }
    let _ = writeln!(text, "\n{:<34} {:>6} {:>9}", "difference", "found", "accepted");
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for it in &findings.differences {
        let count = kinds.entry(&it.kind).or_default();
        count.0 += 1;
        count.1 += usize::from(accepted.has(it));
    }
    for (kind, (found, known)) in kinds {
        let _ = writeln!(text, "{kind:<34} {found:>6} {known:>9}");
    }
    for it in findings.differences.iter().filter(|it| !accepted.has(it)) {
        failures += 1;
        let _ =
            writeln!(text, "\nnot accepted: {} of {} ({})\n      {}", it.kind, it.operation, it.recording, it.detail);
    }
    for it in accepted.unused(findings).filter(|_| is_complete) {
        failures += 1;
        let _ = writeln!(text, "\naccepted, but not found: {} of {}: remove the entry", it.kind, it.operation);
    }
    let _ = match failures {
        0 => write!(text, "\nnothing but accepted differences"),
        _ => write!(text, "\n{failures} failures; `--accept` prints the list of accepted differences for this run"),
    };
    (text, failures == 0)
}

#[cfg(test)]
mod tests {
    use armsmith_examples::recorded::Difference;

    use super::*;

    #[test]
    fn a_difference_that_is_not_accepted_and_a_count_that_falls_are_failures() {
        let mut findings = Findings::default();
        findings.counts.insert("calls".into(), 2);
        assert!(print(&findings, &Accepted::default(), true).1);
        let accepted = Accepted { counts: [("calls".to_owned(), 3)].into(), ..Accepted::default() };
        assert!(print(&findings, &accepted, false).1);
        let (text, has_passed) = print(&findings, &accepted, true);
        assert!(!has_passed && text.contains("TOO FEW"), "{text}");
        let text = |it: &str| it.to_owned();
        findings.differences.push(Difference {
            kind: text("call-fails"),
            operation: text("Things_Get"),
            recording: text("r"),
            detail: text("d"),
        });
        let (text, has_passed) = print(&findings, &Accepted::default(), true);
        assert!(!has_passed && text.contains("not accepted: call-fails of Things_Get"), "{text}");
    }
}
