//! The files that the rules look at, and which of them a rule leaves out.

/// A file with its path below the root, `/` between its parts.
pub(super) struct SourceFile {
    pub(super) path: String,
    pub(super) text: String,
}

/// Returns `true` if a file is in `generated/`, that of the root or that of a test.
pub(super) fn is_generated(path: &str) -> bool {
    path.split('/').rev().skip(1).any(|folder| folder == "generated")
}

/// Folders that are being rewritten, in which the rules on width and wording do not apply yet. TEMPORARY: to be removed
/// together with the rewrite.
const BEING_REWRITTEN: [&str; 9] = [
    "generator/core/src/source/",
    "generator/core/src/document/",
    "generator/core/src/bundle/",
    "generator/core/src/lower/",
    "generator/core/src/job",
    "generator/core/src/model/",
    "generator/core/src/examples/",
    "generator/core/src/cli/",
    "runtime/",
];

pub(super) fn is_being_rewritten(path: &str) -> bool {
    BEING_REWRITTEN.iter().any(|folder| path.starts_with(folder))
}
