//! Accepted differences with their reasons, and the least count of each check.
//!
//! In: `xtask/recordings.toml`. Out: [`Accepted`], and its text for another run. Must not know: how differences are
//! found.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use armsmith_examples::recorded::{Difference, Findings};
use serde::{Deserialize, Serialize};

/// The comment at the head of the file.
const HEAD: &str = "\
# What `cargo xtask recordings` accepts. Its `--accept` prints this file as it would be for the code of today.
#
# `counts` says how much each check used: fewer is a failure. Each `accepted` is a kind of difference, the operation or the
# provider that has it (`*`: any), and the reason for which it stays. No recorded data belongs here.

";

/// The accepted differences and counts.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepted {
    /// The least count of each check.
    #[serde(default)]
    pub(super) counts: BTreeMap<String, usize>,
    /// The accepted differences.
    #[serde(default)]
    pub(super) accepted: Vec<Entry>,
}

/// An accepted difference.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The kind of difference.
    pub(super) kind: String,
    /// The operation, the provider, or `*`.
    pub(super) operation: String,
    /// Why it stays.
    pub(super) reason: String,
}

impl Entry {
    /// Returns `true` if the entry accepts the difference.
    pub(super) fn accepts(&self, difference: &Difference) -> bool {
        self.kind == difference.kind && (self.operation == "*" || self.operation == difference.operation)
    }
}

impl Accepted {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, has another form, or an entry has no reason.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        Self::parse(&text).map_err(|reason| format!("{}: {reason}", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let accepted: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        match accepted.accepted.iter().find(|it| it.reason.trim().is_empty()) {
            Some(it) => Err(format!("`{}` of `{}` has no reason", it.kind, it.operation)),
            None => Ok(accepted),
        }
    }

    /// Returns `true` if the difference is accepted.
    pub(super) fn has(&self, difference: &Difference) -> bool {
        self.accepted.iter().any(|it| it.accepts(difference))
    }

    /// The entries that accept nothing of this run.
    pub(super) fn unused<'a>(&'a self, findings: &'a Findings) -> impl Iterator<Item = &'a Entry> {
        self.accepted.iter().filter(|entry| !findings.differences.iter().any(|it| entry.accepts(it)))
    }

    /// The text of the file for these findings. Entries that are still needed keep their reason; new ones lack it,
    /// which [`Accepted::read`] refuses until somebody has written it.
    pub(super) fn updated(&self, findings: &Findings) -> String {
        let unused: BTreeSet<&Entry> = self.unused(findings).collect();
        let kept = self.accepted.iter().filter(|it| !unused.contains(it)).cloned();
        let new = findings.differences.iter().filter(|it| !self.has(it)).map(|it| Entry {
            kind: it.kind.clone(),
            operation: it.operation.clone(),
            reason: String::new(),
        });
        let entries: BTreeSet<Entry> = kept.chain(new).collect();
        let updated = Self { counts: findings.counts.clone(), accepted: entries.into_iter().collect() };
        // Strings and numbers always have a form in TOML.
        HEAD.to_owned() + &toml::to_string(&updated).unwrap_or_default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by it")]
mod tests {
    use super::*;

    fn difference(kind: &str, operation: &str) -> Difference {
        let text = |it: &str| it.to_owned();
        Difference { kind: text(kind), operation: text(operation), recording: text("r"), detail: text("recorded") }
    }

    const FILE: &str = "
        [counts]
        calls = 3
        [[accepted]]
        kind = 'a'
        operation = '*'
        reason = 'because'
        [[accepted]]
        kind = 'b'
        operation = 'Things_Get'
        reason = 'because'
    ";

    #[test]
    fn an_entry_is_for_a_kind_and_an_operation() {
        let accepted = Accepted::parse(FILE).unwrap();
        assert!(accepted.has(&difference("a", "Others_Get")));
        assert!(accepted.has(&difference("b", "Things_Get")));
        assert!(!accepted.has(&difference("b", "Others_Get")));
        let findings = Findings { differences: vec![difference("a", "x")], ..Findings::default() };
        let unused: Vec<&str> = accepted.unused(&findings).map(|it| it.kind.as_str()).collect();
        assert_eq!(unused, ["b"]);
    }

    #[test]
    fn a_new_difference_needs_a_reason_and_takes_no_recorded_data() {
        let accepted = Accepted::parse(FILE).unwrap();
        let findings =
            Findings { differences: vec![difference("c", "x"), difference("a", "x")], ..Findings::default() };
        let text = accepted.updated(&findings);
        assert!(!text.contains("recorded\"") && !text.contains("kind = \"b\""), "{text}");
        assert_eq!(Accepted::parse(&text).unwrap_err(), "`c` of `x` has no reason");
    }
}
