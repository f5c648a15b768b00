//! The chores of this repository: `cargo xtask --help`.
//!
//! Thin calls into the library and of Cargo; every command works in a fresh clone.

#![allow(clippy::print_stdout, reason = "a chore talks to the person who runs it")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

mod bench;
mod ci;
mod corpus;
mod generate;
mod public_specs;
mod recordings;
mod tidy;

/// The chores of this repository
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", max_term_width = 100)]
enum Xtask {
    /// Generate the crates of armsmith.toml
    #[command(after_help = "Example:\n  cargo xtask generate arm-compute --check")]
    Generate {
        /// Only these crates
        #[arg(value_name = "CRATE")]
        crates: Vec<String>,
        /// Write nothing; fail when a file differs from what would be written
        #[arg(long)]
        check: bool,
    },
    /// Everything that CI runs, in its order; stops at the first failure
    #[command(after_help = "Example:\n  cargo xtask ci --skip test --skip deny")]
    Ci {
        /// Leave out a step
        #[arg(long, value_name = "STEP", value_parser = ci::step_names())]
        skip: Vec<String>,
        /// Only these steps
        #[arg(long, value_name = "STEP", conflicts_with = "skip", value_parser = ci::step_names())]
        only: Vec<String>,
    },
    /// Generate every service of a checkout of the public specifications, compile it and run its documented examples
    #[command(after_help = "Example:\n  cargo xtask corpus --services compute,network --report corpus.json")]
    Corpus(corpus::Options),
    /// Play recorded traffic of real services through the generated clients
    #[command(after_help = "Example:\n  cargo xtask recordings --report recordings.json")]
    Recordings(recordings::Options),
    /// Measure the three costs: generating, compiling what was generated, running it
    #[command(after_help = "Example:\n  cargo xtask bench compile --only ComputeRP")]
    Bench {
        #[command(subcommand)]
        bench: bench::Bench,
    },
    /// Look for what no compiler sees: modules without a word on their task, stray files, paths of one machine
    #[command(after_help = "Example:\n  cargo xtask tidy")]
    Tidy,
}

/// A chore that failed; the reason has been printed.
#[derive(Debug)]
struct Failed;

fn main() -> ExitCode {
    if let Some(code) = bench::intercept() {
        return code;
    }
    let xtask = Xtask::parse();
    if cfg!(debug_assertions) && matches!(xtask, Xtask::Corpus(_) | Xtask::Recordings(_)) {
        return corpus::optimised();
    }
    let root = root();
    let xtask = match xtask {
        Xtask::Corpus(options) => Xtask::Corpus(options.absolute(&root)),
        Xtask::Recordings(options) => Xtask::Recordings(options.absolute(&root)),
        other => other,
    };
    // Then paths in messages are short, and the same everywhere.
    if let Err(error) = std::env::set_current_dir(&root) {
        eprintln!("error: cannot enter {}: {error}", root.display());
        return ExitCode::FAILURE;
    }
    let result = match xtask {
        Xtask::Generate { crates, check } => generate::run(&crates, check),
        Xtask::Ci { skip, only } => ci::run(&root, &skip, &only),
        Xtask::Corpus(options) => corpus::run(&options),
        Xtask::Recordings(options) => recordings::run(&options),
        Xtask::Bench { bench } => bench::run(&root, &bench),
        Xtask::Tidy => tidy::run(&root),
    };
    if result.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The top folder of this repository.
fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}
