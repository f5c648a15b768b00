//! What a run reads.

use std::path::PathBuf;

use super::Sources;
use super::directive::Directive;

/// The files that a run starts from.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Swagger 2.0 and OpenAPI 3.0 files, in the order of the readme or the command line.
    pub files: Vec<PathBuf>,
    /// The folder that `$ref` may not leave; by default the nearest ancestor named `specification` of the first input,
    /// or else the folder that holds every input.
    pub root: Option<PathBuf>,
    /// Whether to read the documented examples (`x-ms-examples`).
    pub read_examples: bool,
    /// The changes to make to the files before anything else is read from them, in order.
    pub directives: Vec<Directive>,
    /// Files that were read before, such as the readme: their locations stay valid in the loaded sources.
    pub sources: Sources,
}
