//! The command line.
//!
//! In: the arguments of the process. Out: an exit code; results go to stdout, diagnostics and progress to stderr. Must not
//! know: how anything is generated; that is the library's.

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use report::Report;

mod args;
mod convert;
mod examples;
mod generate;
mod jobs;
mod progress;
mod report;
mod tags;

/// How a command ended. Wrong usage (exit code 2) never gets this far: clap ends the process.
enum Outcome {
    /// Exit code 0.
    Good,
    /// Exit code 1: the specification is wrong, or the check failed. The diagnostics have been printed.
    Failed,
}

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
        Outcome::Good => ExitCode::SUCCESS,
        Outcome::Failed => ExitCode::from(1),
    }
}
