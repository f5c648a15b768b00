//! `cargo xtask bench`: what generating costs, what compiling the generated crates costs, and what running them costs.
//!
//! Every figure is compared with one of another program that does the same: both sides run in one go, in turns, and the
//! table has the medians and the median of the ratios of each pair. CPU seconds are those of the program and of all
//! that it starts; `peak` is the memory of the largest of these. What is not installed is left out, and the table says
//! so.

use std::path::Path;

use armsmith_core::Input;
use clap::Subcommand;

use crate::chore::Failed;

mod against;
mod compile;
mod derived;
mod floor;
mod generate;
mod measure;
mod peers;
mod recorder;
mod run;
mod shared;
mod table;
mod workspace;

pub(crate) use recorder::intercept;

use shared::{Options, Specification};

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
