//! `armsmith tags`.

use armsmith_core::source::readme;

use super::args::TagsArgs;
use super::outcome::Outcome;
use super::report::Report;

/// Lists the tags and packages of a readme.
pub(super) fn run(args: TagsArgs, report: &mut Report) -> Outcome {
    match readme::offered(&args.readme) {
        Ok(choices) => {
            report.choices(&choices);
            Outcome::Success
        }
        Err(diagnostics) => {
            report.diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}
