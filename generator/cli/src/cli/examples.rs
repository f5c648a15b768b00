//! `armsmith examples`.

use std::fs;

use armsmith_core::Diagnostics;
use armsmith_core::diagnostics::Code;

use super::args::ExamplesArgs;
use super::progress::Spinner;
use super::report::Report;
use super::{Outcome, jobs};

/// Runs every documented example and prints how it went.
pub(super) fn run(args: ExamplesArgs, report: &mut Report) -> Outcome {
    let job = jobs::described(args.input);
    let specification = match armsmith_core::specification(&job) {
        Ok(specification) => specification,
        Err(diagnostics) => {
            report.diagnostics(&diagnostics);
            return Outcome::Failed;
        }
    };
    if !args.krate.join("Cargo.toml").is_file() {
        let krate = args.krate.display();
        report.failure(&format!("there is no crate in {krate}; make it with `armsmith generate … --out {krate}`"));
        return Outcome::Failed;
    }
    let target_dir = args.target_dir.unwrap_or_else(|| args.krate.join("target"));
    let spinner = Spinner::new(report.is_human());
    let result =
        armsmith_examples::run(&specification, &args.krate, &target_dir, &|step| spinner.say(step.to_string()));
    drop(spinner);
    let checked = match result {
        Ok(checked) => checked,
        Err(error) => {
            report.failure(&error.to_string());
            return Outcome::Failed;
        }
    };
    report.examples(&checked);
    if let Some(path) = args.report {
        let written = checked.to_json().map_err(Into::into).and_then(|json| fs::write(&path, json + "\n"));
        if let Err(error) = written {
            let mut diagnostics = Diagnostics::new();
            let message = format!("cannot write {}: {error}", path.display());
            diagnostics.error(Code::UnwritableOutput, None, message, "name another file with `--report`");
            report.diagnostics(&diagnostics);
            return Outcome::Failed;
        }
    }
    if checked.is_good() { Outcome::Good } else { Outcome::Failed }
}
