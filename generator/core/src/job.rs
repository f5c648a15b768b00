//! One run: its input, its settings and its output.
//!
//! In: a [`Job`]. Out: a [`Summary`], or every problem found. This is the entry point of the library, and the only
//! module that knows the order of the stages (`job/stages.rs`). Must not know: the command line. Prints nothing;
//! whoever wants to see the steps passes a [`Progress`].

use std::time::Instant;

use crate::diagnostics::Diagnostics;
use crate::output;

mod fixups;
mod relative;
mod stages;
mod types;
mod validate;

pub use types::{
    Converted, Fixup, FixupChange, FixupOrigin, Input, Job, Progress, Runtime, Specification, Step, Summary, Workspace,
};
pub use validate::{client_name, package_name, version, version_requirement};

/// Generates a crate.
///
/// # Errors
///
/// Returns every problem of the specification, of the job, or of the output folder. Then nothing has been written. With
/// [`Mode::Check`](output::Mode::Check), also returns every file that is not up to date.
pub fn generate(job: &Job) -> Result<Summary, Diagnostics> {
    generate_with(job, &())
}

/// Generates a crate and reports each step to `progress`.
///
/// # Errors
///
/// As [`generate`].
pub fn generate_with(job: &Job, progress: &dyn Progress) -> Result<Summary, Diagnostics> {
    let start = Instant::now();
    validate::job(job)?;
    let specification = stages::lower(job, progress)?;
    progress.step(job, Step::Emit);
    let files = stages::print(job, &specification.model)?;
    progress.step(job, Step::Write);
    let files = output::write(&files, &job.out, &job.mode)?;
    Ok(Summary::new(job, specification, files, start.elapsed()))
}

/// The specification of a job as one self-contained document. The name and the output folder of the job are ignored.
///
/// # Errors
///
/// Returns every problem of the specification.
pub fn convert(job: &Job) -> Result<Converted, Diagnostics> {
    validate::input(job)?;
    stages::convert(job)
}

/// Reads the specification of a job and lowers it. Ignores name and output folder of the job.
///
/// # Errors
///
/// Returns every problem of the specification.
pub fn specification(job: &Job) -> Result<Specification, Diagnostics> {
    validate::input(job)?;
    stages::lower(job, &())
}
