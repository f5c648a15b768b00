//! Checks a generated crate against all documented examples of its specification.
//!
//! In: a [`Specification`], which has the paths of the raw files and the [`Model`](armsmith_core::model::Model) that
//! they were lowered to, and the folder of the generated crate. Out: a [`Report`]. Must not know: the document reader,
//! the bundle, lowering, emission. The check computes what it expects from the raw JSON; it would prove nothing
//! otherwise.
//!
//! ```text
//! files → operations ─┬─ schema: does the example fit its schema? (the verdict, before any generated code runs)
//!                     ├─ expected: the request that the example describes
//!                     ├─ known: the documented enum values that the example uses
//!                     └─ harness: what the generated crate makes of it
//!                              └─ compare → report
//! ```

use std::fmt;
use std::path::Path;

use armsmith_core::Specification;

use case::{Case, Context};
use files::Files;
use harness::{Answer, Job, Tables};
use known::{Questions, Types};
use operations::Operation;
use shape::Shapes;

pub use compare::{Difference, Outcome, Part};
pub use contradiction::{Contradiction, Finding};
pub use error::Error;
pub use harness::{Harness, Package};
pub use report::{Checked, Contradicted, Counts, ExampleReport, Failed, Grade, OperationReport, Report, Totals};

mod case;
mod compare;
mod contradiction;
mod error;
mod example;
mod expected;
mod files;
mod harness;
mod known;
mod operations;
#[cfg(test)]
mod public_specifications;
pub mod recorded;
mod report;
mod schema;
mod shape;
mod subtypes;
mod text;

/// The steps of a check, in order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Progress {
    /// The harness is being built, which takes longest.
    Building,
    /// The specification and the examples are being read and validated.
    Reading,
    /// This number of examples is being run.
    Running(usize),
}

/// `reading the examples`
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Building => f.write_str("building the check"),
            Self::Reading => f.write_str("reading the examples"),
            Self::Running(count) => write!(f, "running {count} examples"),
        }
    }
}

/// Builds the harness of a generated crate and runs every documented example of its specification through it.
///
/// The harness is built below `target_dir`, which several checks may share.
///
/// # Errors
///
/// Returns an error if the harness cannot be built, and for the reasons of [`check`].
pub fn run(
    specification: &Specification,
    crate_dir: &Path,
    target_dir: &Path,
    progress: &dyn Fn(Progress),
) -> Result<Report, Error> {
    progress(Progress::Building);
    let harness = Harness::build(&specification.model, crate_dir, target_dir)?;
    check(specification, &harness, progress)
}

/// Runs every documented example through a harness that is built already.
///
/// # Errors
///
/// Returns an error if a file of the specification cannot be read, or if the harness ends early.
pub fn check(specification: &Specification, harness: &Harness, progress: &dyn Fn(Progress)) -> Result<Report, Error> {
    let Specification { files, root, corrected, model, .. } = specification;
    progress(Progress::Reading);
    let files = Files::read(files, root, corrected)?;
    let shapes = Shapes::new(&files);
    let operations = operations::list(&files);
    let tables = Tables::of(model);
    let types = Types::of(model, &tables);
    let context = Context { files: &files, shapes: &shapes, tables: &tables, types: &types };
    let examples = operations.iter().flat_map(|operation| operation.examples.iter().map(move |it| (operation, it)));
    let mut cases: Vec<_> =
        examples.enumerate().map(|(id, (operation, file))| context.prepare(id, operation, file)).collect();
    let mut jobs: Vec<Job> = cases.iter_mut().filter_map(|case| case.job.take()).collect();
    let mut questions = Questions::of_model(&tables);
    cases.iter().flat_map(|it| it.uses()).for_each(|it| questions.ask(it.place, &it.value));
    jobs.push(Job { enums: questions.list(), ..Job::new(cases.len()) });

    progress(Progress::Running(jobs.len()));
    let mut answers = harness.run(&jobs)?;
    let known = answers.pop().map(|it| it.known).unwrap_or_default();
    let unknown = questions.unknown(&known);
    Ok(conclude(context, &operations, cases, answers, &unknown))
}

/// Returns the number of documented examples of a specification.
///
/// # Errors
///
/// Returns an error if a file of the specification cannot be read.
pub fn count(specification: &Specification) -> Result<usize, Error> {
    let files = Files::read(&specification.files, &specification.root, &specification.corrected)?;
    Ok(operations::list(&files).iter().map(|operation| operation.examples.len()).sum())
}

/// Puts the answers to their examples, and the examples to their operations.
fn conclude<'a>(
    context: Context<'_, 'a>,
    operations: &[Operation<'a>],
    cases: Vec<Case<'a>>,
    answers: Vec<Answer>,
    unknown: &Questions,
) -> Report {
    let mut answers = answers.into_iter().peekable();
    let mut cases = cases.into_iter().enumerate();
    let reports = operations.iter().map(|operation| {
        let cases = cases.by_ref().take(operation.examples.len());
        // An example without a job has no answer.
        let examples = cases
            .map(|(id, case)| context.conclude(case, answers.next_if(|answer| answer.id == id), unknown))
            .collect();
        OperationReport::new(operation.id.clone(), operation.file.clone(), examples)
    });
    Report::new(reports.collect(), unknown.describe(context.tables))
}

#[cfg(test)]
mod tests;
