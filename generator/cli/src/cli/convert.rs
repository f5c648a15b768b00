//! `armsmith convert`.

use std::fs;

use armsmith_core::diagnostics::Code;
use armsmith_core::{Diagnostics, Job};

use super::args::ConvertArgs;
use super::jobs;
use super::outcome::Outcome;
use super::report::Report;

/// Prints the document, or writes it to a file.
pub(super) fn run(args: ConvertArgs, report: &mut Report) -> Outcome {
    let job = Job { strict: args.strict, ..jobs::described(args.input) };
    let converted = match armsmith_core::convert(&job) {
        Ok(converted) => converted,
        Err(diagnostics) => {
            report.diagnostics(&diagnostics);
            return Outcome::Failed;
        }
    };
    report.diagnostics(&converted.warnings);
    let Some(out) = args.out else {
        report.result(&converted.document);
        return Outcome::Success;
    };
    match fs::write(&out, &converted.document) {
        Ok(()) => Outcome::Success,
        Err(error) => {
            let mut diagnostics = Diagnostics::new();
            let message = format!("cannot write {}: {error}", out.display());
            diagnostics.error(Code::UnwritableOutput, None, message, "name another file with `--out`");
            report.diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}
