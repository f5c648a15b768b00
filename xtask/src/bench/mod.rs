//! `cargo xtask bench`: what generating costs, what compiling the generated crates costs, and what running them costs.
//!
//! Every figure stands beside one of another program that does the same: both sides run in one go, in turns, and the table
//! has the medians and the median of the ratios of each pair. CPU seconds are those of the program and of all that it
//! starts; `peak` is the memory of the largest of these. What is not installed is left out, and the table says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use armsmith::Input;
use clap::{Args, Subcommand};

use crate::Failed;

mod against;
mod compile;
mod derived;
mod floor;
mod generate;
mod measure;
mod peers;
mod recorder;
mod run;
mod table;
mod workspace;

pub(crate) use recorder::intercept;

/// The three costs.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Generating: whole services, against programs that only read and write, and against other generators
    Generate(Options),
    /// Compiling what was generated: rustc alone, against what other generators wrote and against plain structs
    Compile(Options),
    /// Running: requests, and reading and writing models, against derived serde
    Run(Options),
    /// The files that a specification consists of
    #[command(hide = true)]
    Files(Specification),
}

/// Where a specification is.
#[derive(Args, Clone, Debug)]
pub(crate) struct Specification {
    /// An AutoRest readme
    #[arg(long, value_name = "FILE")]
    readme: Option<PathBuf>,
    /// Specifications
    #[arg(long, value_name = "FILE")]
    input: Vec<PathBuf>,
}

/// What all benches understand.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// How often each side runs [default: 5, or 11 with --against]
    #[arg(long, value_name = "N")]
    rounds: Option<usize>,
    /// Compare this tree with a commit, and with nothing else
    #[arg(long, value_name = "COMMIT")]
    against: Option<String>,
    /// Once, with the carried specification alone: to see that the bench works
    #[arg(long)]
    quick: bool,
    /// Only the cases whose name contains this
    #[arg(long, value_name = "CASE")]
    only: Vec<String>,
    /// The same APIs in the form that other generators can read: `computerp.swagger2.json` and
    /// `computerp.openapi3-for-progenitor.json`
    #[arg(long, value_name = "DIR", default_value = "../shared/bench")]
    data: PathBuf,
    /// cargo-progenitor, when it is not on the PATH
    #[arg(long, value_name = "PROGRAM", default_value = "cargo-progenitor")]
    progenitor: PathBuf,
    /// openapi-generator-cli, when it is not on the PATH
    #[arg(long, value_name = "PROGRAM", default_value = "openapi-generator-cli")]
    openapi_generator: PathBuf,
}

impl Options {
    fn rounds(&self) -> usize {
        let default = if self.against.is_some() { 11 } else { 5 };
        if self.quick { 1 } else { self.rounds.unwrap_or(default).max(1) }
    }

    /// `case` may be the name of several cases as well, up to a comma.
    fn wants(&self, case: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| case.contains(part.as_str()) || part.starts_with(case))
    }
}

/// The folder for everything that the benches make.
fn place() -> PathBuf {
    nested_cargo::target_dir().join("bench")
}

/// Why a bench could not go on.
type Result<T> = std::result::Result<T, String>;

/// Runs a bench.
pub(crate) fn run(root: &Path, bench: &Bench) -> std::result::Result<(), Failed> {
    let result = match bench {
        Bench::Generate(options) => match &options.against {
            Some(commit) => against::generate(root, options, commit),
            None => generate::run(root, options),
        },
        Bench::Compile(options) => match &options.against {
            Some(commit) => against::compile(root, options, commit),
            None => compile::run(root, options),
        },
        Bench::Run(options) => match &options.against {
            Some(commit) => against::run(root, options, commit),
            None => run::run(root, options),
        },
        Bench::Files(Specification { readme: Some(path), .. }) => {
            generate::print_files(&workspace::readme(path.clone()))
        }
        Bench::Files(Specification { input, .. }) => generate::print_files(&Input::Files(input.clone())),
    };
    result.map_err(|error| {
        eprintln!("error: {error}");
        Failed
    })
}

/// Runs all of them once, to see that they work.
pub(crate) fn run_quickly(root: &Path) -> std::result::Result<(), Failed> {
    let options = Options {
        rounds: None,
        against: None,
        quick: true,
        only: Vec::new(),
        data: "../shared/bench".into(),
        progenitor: "cargo-progenitor".into(),
        openapi_generator: "openapi-generator-cli".into(),
    };
    [Bench::Generate(options.clone()), Bench::Compile(options.clone()), Bench::Run(options)]
        .iter()
        .try_for_each(|bench| run(root, bench))
}

/// Runs a command that prepares something; its output is shown only when it fails.
fn prepare(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}");
    let output = command.output().map_err(|error| format!("cannot run {shown}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().collect();
    Err(format!("{shown} failed:\n{}", lines[lines.len().saturating_sub(30)..].join("\n")))
}

/// Returns a Cargo command for something that is measured or built once.
fn cargo(subcommand: &str) -> Command {
    let mut cargo = nested_cargo::command(subcommand);
    cargo.env("CARGO_INCREMENTAL", "0");
    cargo
}
