//! The common parts of all benches: options, folder, and running of commands that prepare something.

use std::path::PathBuf;
use std::process::Command;

use clap::Args;

/// The paths of a specification.
#[derive(Args, Clone, Debug)]
pub(crate) struct Specification {
    /// An AutoRest readme
    #[arg(long, value_name = "FILE")]
    pub(super) readme: Option<PathBuf>,
    /// Specifications
    #[arg(long, value_name = "FILE")]
    pub(super) input: Vec<PathBuf>,
}

/// The options of all benches.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// Runs of each side [default: 5, or 11 with --against]
    #[arg(long, value_name = "N")]
    pub(super) rounds: Option<usize>,
    /// Compare this tree with a commit, and with nothing else
    #[arg(long, value_name = "COMMIT")]
    pub(super) against: Option<String>,
    /// Once, with the carried specification alone: to see that the bench works
    #[arg(long)]
    pub(super) quick: bool,
    /// Only the cases whose name contains this
    #[arg(long, value_name = "CASE")]
    pub(super) only: Vec<String>,
    /// The same APIs in the form that other generators can read: `computerp.swagger2.json` and
    /// `computerp.openapi3-for-progenitor.json`
    #[arg(long, value_name = "DIR", default_value = "../shared/bench")]
    pub(super) data: PathBuf,
    /// cargo-progenitor, when it is not on the PATH
    #[arg(long, value_name = "PROGRAM", default_value = "cargo-progenitor")]
    pub(super) progenitor: PathBuf,
    /// openapi-generator-cli, when it is not on the PATH
    #[arg(long, value_name = "PROGRAM", default_value = "openapi-generator-cli")]
    pub(super) openapi_generator: PathBuf,
}

impl Options {
    /// Returns the number of runs of each side.
    pub(super) fn rounds(&self) -> usize {
        let default = if self.against.is_some() { 11 } else { 5 };
        if self.quick { 1 } else { self.rounds.unwrap_or(default).max(1) }
    }

    /// Returns `true` if the case is asked for. `case` may be the name of several cases as well, up to a comma.
    pub(super) fn wants(&self, case: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| case.contains(part.as_str()) || part.starts_with(case))
    }
}

/// Returns the folder for everything that the benches write.
pub(super) fn bench_folder() -> PathBuf {
    nested_cargo::target_dir().join("bench")
}

/// Why a bench could not go on.
pub(super) type Result<T> = std::result::Result<T, String>;

/// Runs a command that prepares something; its output is shown only when it fails.
pub(super) fn prepare(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}");
    let output = command.output().map_err(|error| format!("cannot run {shown}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().collect();
    Err(format!("{shown} failed:\n{}", lines[lines.len().saturating_sub(30)..].join("\n")))
}

/// Returns a Cargo command without incremental compilation.
pub(super) fn cargo(subcommand: &str) -> Command {
    let mut cargo = nested_cargo::command(subcommand);
    cargo.env("CARGO_INCREMENTAL", "0");
    cargo
}
