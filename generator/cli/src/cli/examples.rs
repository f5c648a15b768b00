//! `armsmith examples`.

use std::fs;
use std::path::Path;

use armsmith_core::diagnostics::Code;
use armsmith_core::{Diagnostics, Job};
use armsmith_examples::Report as Checked;

use super::args::ExamplesArgs;
use super::jobs;
use super::outcome::Outcome;
use super::progress::Spinner;
use super::report::Report;

/// Checks every crate, even if one fails: one run shows all problems.
pub(super) fn run(mut args: ExamplesArgs, report: &mut Report) -> Outcome {
    let jobs = match jobs::to_check(&mut args) {
        Ok(jobs) => jobs,
        Err(diagnostics) => {
            report.diagnostics(&diagnostics);
            return Outcome::Failed;
        }
    };
    let mut outcome = Outcome::Success;
    for job in &jobs {
        let is_good = check(job, &args, report).is_some_and(|checked| checked.is_good());
        if !is_good {
            outcome = Outcome::Failed;
        }
    }
    outcome
}

/// Runs the examples of one crate and prints the result. Returns `None` if the check could not be made or reported;
/// that has been printed.
fn check(job: &Job, args: &ExamplesArgs, report: &mut Report) -> Option<Checked> {
    let specification = match armsmith_core::specification(job) {
        Ok(specification) => specification,
        Err(diagnostics) => {
            report.diagnostics(&diagnostics);
            return None;
        }
    };
    if !job.out.join("Cargo.toml").is_file() {
        report.failure(&format!("there is no crate in {}; run {}", job.out.display(), generating(job)));
        return None;
    }
    let target_dir = args.target_dir.clone().unwrap_or_else(|| job.out.join("target"));
    let spinner = Spinner::new(report.is_human());
    let result = armsmith_examples::run(&specification, &job.out, &target_dir, &|step| spinner.say(step.to_string()));
    drop(spinner);
    let checked = match result {
        Ok(checked) => checked,
        Err(error) => {
            report.failure(&error.to_string());
            return None;
        }
    };
    report.examples(&checked);
    if let Some(path) = &args.report
        && let Err(diagnostics) = write(&checked, path)
    {
        report.diagnostics(&diagnostics);
        return None;
    }
    Some(checked)
}

/// The command that generates the crate. A job without a name was described by flags.
fn generating(job: &Job) -> String {
    match job.name.as_str() {
        "" => format!("`armsmith generate … --out {}`", job.out.display()),
        name => format!("`armsmith generate {name}`"),
    }
}

fn write(checked: &Checked, path: &Path) -> Result<(), Diagnostics> {
    let written = checked.to_json().map_err(Into::into).and_then(|json| fs::write(path, json + "\n"));
    written.map_err(|error| {
        let mut diagnostics = Diagnostics::new();
        let message = format!("cannot write {}: {error}", path.display());
        diagnostics.error(Code::UnwritableOutput, None, message, "name another file with `--report`");
        diagnostics
    })
}
