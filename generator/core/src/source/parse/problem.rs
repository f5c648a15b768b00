//! The reason why a file cannot be parsed.

use std::ops::Range;

use crate::diagnostics::Code;

/// The reason why a file cannot be parsed.
pub(super) struct Problem {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: &'static str,
    pub(super) span: Range<usize>,
}

impl Problem {
    pub(super) fn too_deep(at: usize) -> Self {
        Self {
            code: Code::TooDeep,
            message: String::new(),
            help: "give inner schemas a name under `definitions` and refer to them with `$ref`",
            span: at..at + 1,
        }
    }
}
