//! The inputs of a run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use super::directive::Directive;
use super::edit::Edit;
use crate::diagnostics::Diagnostics;
use crate::text::{FileId, Sources};

/// The files that a run starts from.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Swagger 2.0 and OpenAPI 3.0 files, in the order of the readme or the command line.
    pub files: Vec<PathBuf>,
    /// The folder that `$ref` may not leave; by default the nearest ancestor named `specification` of the first input,
    /// or else the folder that holds every input.
    pub root: Option<PathBuf>,
    /// `true` to read the documented examples (`x-ms-examples`).
    pub read_examples: bool,
    /// The changes to make to the files before anything else is read from them, in order.
    pub directives: Vec<Directive>,
    /// Further changes, made after the directives.
    pub edits: Vec<FileEdit>,
    /// Files that were read before, such as the readme: their locations stay valid in the loaded sources.
    pub sources: Sources,
    /// The values of an earlier [`load`](super::load()). These files are not parsed again, and no directive is applied
    /// to them.
    pub parsed: BTreeMap<FileId, Parsed>,
}

/// A change of all files whose paths have a given end.
#[derive(Clone, Debug, PartialEq)]
pub struct FileEdit {
    /// The end of the path, in whole names, with `/`: `common.json`, `2024-01-01/common.json`.
    pub file: String,
    /// The change.
    pub edit: Edit,
}

/// The value of a file, as directives and edits have left it.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// `None` if the file cannot be parsed.
    pub value: Option<Arc<Value>>,
    /// `true` if it differs from the file.
    pub is_corrected: bool,
    /// The indexes of the directives that changed it.
    pub(super) used: Vec<usize>,
    /// The problems of the file.
    pub(super) problems: Diagnostics,
}

impl Parsed {
    /// A value that was not read from a file.
    pub fn of(value: Value) -> Self {
        Self { value: Some(Arc::new(value)), is_corrected: true, ..Self::default() }
    }
}
