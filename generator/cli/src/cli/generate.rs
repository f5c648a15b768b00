//! `armsmith generate`.

use super::args::GenerateArgs;
use super::jobs;
use super::outcome::Outcome;
use super::progress::Spinner;
use super::report::Report;

/// Runs every job, also after one failed: all problems are seen in one run.
pub(super) fn run(args: Box<GenerateArgs>, report: &mut Report) -> Outcome {
    let jobs = match jobs::requested(*args) {
        Ok(jobs) => jobs,
        Err(diagnostics) => {
            report.diagnostics(&diagnostics);
            return Outcome::Failed;
        }
    };
    let mut outcome = Outcome::Success;
    for job in jobs {
        let spinner = Spinner::new(report.is_human());
        let result = armsmith_core::generate_with(&job, &spinner);
        drop(spinner);
        match result {
            Ok(summary) => report.summary(&summary),
            Err(diagnostics) => {
                report.diagnostics(&diagnostics);
                outcome = Outcome::Failed;
            }
        }
    }
    outcome
}
