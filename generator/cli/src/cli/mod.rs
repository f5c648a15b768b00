//! The command line.
//!
//! In: the arguments of the process. Out: an exit code; results go to stdout, diagnostics and progress to stderr.
//! Must not know: how anything is generated; the library does that.

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use outcome::Outcome;
use report::Report;

mod args;
mod convert;
mod examples;
mod generate;
mod jobs;
mod outcome;
mod progress;
mod report;
mod tags;

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let Cli { command, message_format } = Cli::parse();
    let mut report = Report::new(message_format);
    let outcome = match command {
        Command::Generate(args) => generate::run(args, &mut report),
        Command::Convert(args) => convert::run(args, &mut report),
        Command::Examples(args) => examples::run(args, &mut report),
        Command::Tags(args) => tags::run(args, &mut report),
    };
    match outcome {
        Outcome::Success => ExitCode::SUCCESS,
        Outcome::Failed => ExitCode::from(1),
    }
}
