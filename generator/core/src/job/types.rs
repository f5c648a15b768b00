//! The types of a run: a [`Job`] with its settings, the steps, and the results.
//!
//! Plain data. Must not know: how a run works.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::model::{Model, TypeDefinition};
use crate::output::{Mode, Written};
use crate::text::JsonPointer;

/// One crate to generate: plain data, every field public.
///
/// ```no_run
/// # extern crate armsmith_core as armsmith;
/// use armsmith::{Input, Job, Runtime};
///
/// let job = Job {
///     name: "arm-compute".to_owned(),
///     out: "crates/arm-compute".into(),
///     input: Input::Readme {
///         path: "azure-rest-api-specs/specification/compute/resource-manager/readme.md".into(),
///         tag: Some("package-2024-07-01".to_owned()),
///         packages: Vec::new(),
///     },
///     command: "cargo xtask generate".to_owned(),
///     ..Job::default()
/// };
/// match armsmith::generate(&job) {
///     Ok(summary) => println!("{summary}"),
///     Err(diagnostics) => eprintln!("{diagnostics}"),
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// The name of the package: `arm-compute`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The folder of the crate. It is created if it does not exist. Files that armsmith did not write stay in it.
    pub out: PathBuf,
    /// The specification.
    pub input: Input,
    /// The folder that no `$ref` may leave; by default the nearest folder named `specification` above the inputs, else
    /// the folder that all inputs share.
    pub root: Option<PathBuf>,
    /// The name of the service client; by default it comes from the provider: `Microsoft.Compute` → `ComputeClient`.
    pub client: Option<String>,
    /// The service's name in headings; by default the specification's title.
    pub title: Option<String>,
    /// The package's licence, an SPDX expression.
    pub license: String,
    /// The source of the dependency `armsmith-runtime`.
    pub runtime: Runtime,
    /// The Cargo workspace the crate belongs to.
    pub workspace: Workspace,
    /// The `operationId` of the operation that the crate's README and `examples/` show; by default the first that fits.
    pub example: Option<String>,
    /// Corrections of the specification.
    pub fixups: Vec<Fixup>,
    /// `true` if warnings are errors.
    pub strict: bool,
    /// The mode: files are written, or only compared.
    pub mode: Mode,
    /// The command that makes the crate, for the header of each file.
    pub command: String,
}

impl Default for Job {
    fn default() -> Self {
        Self {
            name: String::new(),
            version: "0.1.0".to_owned(),
            out: PathBuf::new(),
            input: Input::default(),
            root: None,
            client: None,
            title: None,
            license: "MIT".to_owned(),
            runtime: Runtime::default(),
            workspace: Workspace::default(),
            example: None,
            fixups: Vec::new(),
            strict: false,
            mode: Mode::Write,
            command: "armsmith generate".to_owned(),
        }
    }
}

/// The source of a specification.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Input {
    /// An AutoRest readme, which names the files of each tag.
    Readme {
        /// The `readme.md`.
        path: PathBuf,
        /// The tag; by default the one the readme chooses.
        tag: Option<String>,
        /// The `$(package-…)` switches to set, for readmes that hold several packages.
        packages: Vec<String>,
    },
    /// Swagger 2.0 or OpenAPI 3.0 files.
    Files(Vec<PathBuf>),
}

impl Default for Input {
    fn default() -> Self {
        Self::Files(Vec::new())
    }
}

/// The source of the dependency `armsmith-runtime` of a generated crate.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Runtime {
    /// In the registry.
    Version(String),
    /// In a folder, relative to the current one. The generated manifest names it relative to the crate.
    Path(PathBuf),
}

impl Default for Runtime {
    /// The version that this generator was released with.
    fn default() -> Self {
        Self::Version(env!("CARGO_PKG_VERSION").to_owned())
    }
}

/// The Cargo workspace a generated crate belongs to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Workspace {
    /// One of its own, so that it builds wherever it is: the manifest has an empty `[workspace]`.
    #[default]
    Own,
    /// That of a folder above, which lists the crate as a member.
    Member,
}

/// A correction of the specification, with its reason. One that changes nothing is an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixup {
    /// The mistake of the specification, and the evidence for it.
    pub reason: String,
    /// The file to correct, by the end of its path: `common.json`. `None`: the document that `armsmith convert` prints.
    pub file: Option<String>,
    /// JSON pointer (RFC 6901) into the file, or into the document that `armsmith convert` prints.
    pub at: String,
    /// The change.
    pub change: FixupChange,
    /// The fixup in the manifest that it was read from, for diagnostics.
    pub origin: Option<FixupOrigin>,
}

impl Fixup {
    /// A correction of the document that `armsmith convert` prints.
    ///
    /// ```
    /// # extern crate armsmith_core as armsmith;
    /// use armsmith::{Fixup, FixupChange};
    ///
    /// let fixup = Fixup::new("the service sends numbers", "/components/schemas/Disk/properties/size/type",
    ///     FixupChange::Set("integer".into()));
    /// assert_eq!(fixup.file, None);
    /// ```
    pub fn new(reason: impl Into<String>, at: impl Into<String>, change: FixupChange) -> Self {
        Self { reason: reason.into(), file: None, at: at.into(), change, origin: None }
    }
}

/// The change of a [`Fixup`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FixupChange {
    /// Sets the value, or adds it.
    Set(Value),
    /// Removes the value.
    Remove,
}

/// The table of a manifest that a [`Fixup`] was read from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FixupOrigin {
    /// The path of the manifest.
    pub path: PathBuf,
    /// The name of the manifest in messages.
    pub name: String,
    /// The content of the manifest.
    pub text: Arc<str>,
    /// JSON pointer to the table: `/crate/0/fixup/1`.
    pub pointer: JsonPointer,
}

/// The steps of a run, in order.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Step {
    /// Files are read.
    Read,
    /// References are resolved and files merged.
    Bundle,
    /// Names and types are decided.
    Lower,
    /// Rust is printed.
    Emit,
    /// Files are compared and written.
    Write,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 5] = [Self::Read, Self::Bundle, Self::Lower, Self::Emit, Self::Write];

    /// A description for progress messages: `reading the specification`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "reading the specification",
            Self::Bundle => "resolving references",
            Self::Lower => "deciding names and types",
            Self::Emit => "printing the crate",
            Self::Write => "writing files",
        }
    }
}

/// An observer of the steps of a run.
pub trait Progress {
    /// Called when a step begins.
    fn step(&self, job: &Job, step: Step);
}

/// Ignores all steps.
impl Progress for () {
    fn step(&self, _: &Job, _: Step) {}
}

/// The result of a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Summary {
    /// The package.
    pub name: String,
    /// The number of operations.
    pub operations: usize,
    /// The number of structs and polymorphic types.
    pub models: usize,
    /// The number of enums.
    pub enums: usize,
    /// The files that the run read, sorted: the readme, the inputs, the files that they refer to, the documented
    /// examples. A documented example that could not be read is among them.
    ///
    /// A `build.rs` prints `cargo::rerun-if-changed` for each of them.
    pub sources: Vec<PathBuf>,
    /// The files written, left alone and removed.
    pub files: Written,
    /// Warnings and notes.
    pub warnings: Diagnostics,
    /// The duration of the run.
    pub elapsed: Duration,
}

impl Summary {
    pub(super) fn new(job: &Job, specification: Specification, files: Written, elapsed: Duration) -> Self {
        let Specification { sources, model, warnings, .. } = specification;
        let enums = model.types.iter().filter(|ty| matches!(ty, TypeDefinition::Enum(_))).count();
        Self {
            name: job.name.clone(),
            operations: model.groups.iter().map(|group| group.operations.len()).sum(),
            models: model.types.len() - enums,
            enums,
            sources,
            files,
            warnings,
            elapsed,
        }
    }
}

/// One line: `arm-compute: 11 operations, 24 models, 5 enums; 30 files: 2 written, 28 unchanged, 0 removed; 0.05 s`.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let (operations, models) = (count(self.operations, "operation"), count(self.models, "model"));
        write!(f, "{}: {operations}, {models}, {}; ", self.name, count(self.enums, "enum"))?;
        let (written, unchanged, removed) =
            (self.files.written.len(), self.files.unchanged.len(), self.files.removed.len());
        let files = count(written + unchanged, "file");
        write!(f, "{files}: {written} written, {unchanged} unchanged, {removed} removed; ")?;
        write!(f, "{:.2} s", self.elapsed.as_secs_f64())
    }
}

/// A specification as one document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Converted {
    /// OpenAPI 3.0, as JSON.
    pub document: String,
    /// Warnings and notes.
    pub warnings: Diagnostics,
}

/// A specification and the model of its crate: for the examples check, for tests, and for tools that count.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Specification {
    /// The input files; a readme is expanded.
    pub files: Vec<PathBuf>,
    /// All files that were read, sorted: see [`Summary::sources`].
    pub sources: Vec<PathBuf>,
    /// The folder that no `$ref` leaves.
    pub root: PathBuf,
    /// The files that directives of the readme and fixups changed, by their canonical paths, as they are then. A fixup
    /// of the converted document changes the file that the value is written in, unless other operations share the
    /// value.
    pub corrected: BTreeMap<PathBuf, Value>,
    /// The model of the crate.
    pub model: Model,
    /// Warnings and notes.
    pub warnings: Diagnostics,
}
