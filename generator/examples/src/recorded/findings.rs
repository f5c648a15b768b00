//! Counts and differences.

use std::collections::BTreeMap;

use serde::Serialize;

use super::exchange::Group;

/// The result of a check.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Findings {
    /// The number of exchanges, or of parts of them, that each check used.
    pub counts: BTreeMap<String, usize>,
    /// Every difference between the recorded client and the generated one.
    pub differences: Vec<Difference>,
}

/// One difference.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Difference {
    /// The kind, in kebab case.
    pub kind: String,
    /// The `operationId`; the provider, where no operation fits.
    pub operation: String,
    /// The recording.
    pub recording: String,
    /// The description. It contains recorded data: print it, do not commit it.
    pub detail: String,
}

impl Findings {
    /// Adds what another check found.
    pub fn add(&mut self, other: Self) {
        for (check, count) in other.counts {
            *self.counts.entry(check).or_default() += count;
        }
        self.differences.extend(other.differences);
    }

    pub(super) fn count(&mut self, check: &str, count: usize) {
        *self.counts.entry(check.to_owned()).or_default() += count;
    }

    pub(super) fn differ(&mut self, kind: &str, operation: &str, group: &Group, detail: impl Into<String>) {
        self.differences.push(Difference {
            kind: kind.to_owned(),
            operation: operation.to_owned(),
            recording: group.recording.clone(),
            detail: detail.into(),
        });
    }
}
