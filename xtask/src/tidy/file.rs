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
