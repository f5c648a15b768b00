//! Recorded traffic, played through a generated crate.
//!
//! In: [`Recordings`] of real services, the [`Specification`] of a crate and its built [`Harness`]. Out: [`Findings`]:
//! how many exchanges each check used, and every [`Difference`]. Must not know: which differences are accepted.
//!
//! An exchange that fits an operation is checked like a documented example: its URL and bodies are turned into one.
//! Beyond that, the method of the generated client is called over a transport that serves the recorded responses, and
//! the call has to end as it ended for the client that was recorded.
//!
//! ```text
//! recordings → fit ─┬─ example: request and response bodies, by the examples check
//!                   ├─ plan → the client method over recorded responses → outcome
//!                   └─ general: errors, links, IDs; these need no operation
//! ```

use std::fs;
use std::path::Path;

use crate::case::{self, Case, Context};
use crate::error::Error;
use crate::files::Files;
use crate::harness::{Harness, Job, Made};
use crate::known::{Questions, Types};
use crate::operations::{self, Operation};
use crate::shape::Shapes;
use armsmith_core::Specification;
use armsmith_core::model;
pub use exchange::{Exchange, ExchangeId, Group, Recordings};
pub use findings::{Difference, Findings};
pub use fit::Fits;
pub use general::check_general;
pub use program::write_package;

mod bodies;
mod course;
mod error_body;
mod exchange;
mod findings;
mod fit;
mod general;
mod outcome;
mod program;

/// Plays the exchanges that fit the operations of a crate.
///
/// # Errors
///
/// Returns an error if a file cannot be read or the harness does not run to its end.
pub fn check(
    specification: &Specification,
    harness: &Harness,
    recordings: &Recordings,
    fits: &Fits,
) -> Result<Findings, Error> {
    let files = Files::read(&specification.files, &specification.root, &specification.corrected)?;
    let shapes = Shapes::new(&files);
    let operations = operations::list(&files);
    let tables = fits.tables(&specification.model);
    let types = Types::of(&specification.model, &tables);
    let context = Context { files: &files, shapes: &shapes, tables: &tables, types: &types };
    let checked: Vec<Checked<'_>> =
        fits.iter().filter_map(|(id, index)| Checked::prepare(context, recordings, id, &operations[index])).collect();
    let jobs = checked.iter().enumerate().flat_map(|(index, it)| it.jobs(index));
    let jobs: Vec<Job> = jobs.collect();
    let mut answers = harness.run(&jobs)?.into_iter().peekable();
    let mut findings = Findings::default();
    for (index, it) in checked.into_iter().enumerate() {
        let Checked { group, exchange, operation, case, play } = it;
        let bodies = answers.next_if(|answer| answer.id == index && answer.played.is_none());
        let report = context.conclude(case, bodies, &Questions::default());
        findings.add(bodies::conclude(group, &operation.id, &report, exchange.request_body().is_some()));
        if let (Some(plan), Some(answer)) = (play, answers.next_if(|answer| answer.id == index)) {
            let made = answer.played.unwrap_or_else(|| Made::Error("the harness did not play it".to_owned()));
            findings.add(outcome::judge_call(context, operation, &plan, made));
        }
    }
    Ok(findings)
}

/// One exchange on its way through the check.
struct Checked<'a> {
    group: &'a Group,
    exchange: &'a Exchange,
    operation: &'a Operation<'a>,
    case: Case<'a>,
    play: Option<course::Plan<'a>>,
}

impl<'a> Checked<'a> {
    fn prepare(
        context: Context<'_, 'a>,
        recordings: &'a Recordings,
        id: ExchangeId,
        operation: &'a Operation<'a>,
    ) -> Option<Self> {
        let group = &recordings.groups[id.group];
        let exchange = &group.exchanges[id.exchange];
        let (index, generated): (usize, &model::Operation) = case::find(context.tables, operation)?;
        let example = fit::example(operation, exchange, fit::Body::Recorded)?;
        let case = context.prepare_value(0, operation, &group.recording, group.kind.clone(), &example);
        let play = course::plan(group, id.exchange, generated);
        let play = play.and_then(|plan| plan.with_call(context, index, operation, generated));
        Some(Self { group, exchange, operation, case, play })
    }

    /// The job for the bodies, then the one for the client.
    fn jobs(&self, id: usize) -> impl Iterator<Item = Job> {
        let bodies = self.case.job.as_ref().map(|it| Job { id, ..it.clone() });
        let play = self.play.as_ref().map(|it| Job { play: Some(it.job.clone()), ..Job::new(id) });
        bodies.into_iter().chain(play)
    }
}

impl Recordings {
    /// Reads a file of recordings.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or has another form.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let unreadable = |reason: String| Error::Unreadable { path: path.to_owned(), reason };
        let text = fs::read(path).map_err(|error| unreadable(error.to_string()))?;
        let groups = serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        Ok(Self { groups })
    }
}
