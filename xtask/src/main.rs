//! The chores of this repository: `cargo xtask --help`.
//!
//! Thin calls into the library and of Cargo; every command works in a fresh clone.

#![allow(clippy::print_stdout, reason = "a chore talks to the person who runs it")]

use std::process::ExitCode;

use clap::Parser;

use chore::Failed;

mod bench;
mod chore;
mod ci;
mod corpus;
mod generate;
mod minimal_versions;
mod package;
mod public_api;
mod public_specs;
mod recordings;
mod semver;
mod specification;
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
    /// Compile with the least versions that the manifests allow; needs the nightly toolchain
    #[command(after_help = "Example:\n  cargo xtask minimal-versions")]
    MinimalVersions,
    /// Pack what can be published, unpack it outside the clone, compile it and generate a crate with it
    #[command(after_help = "Example:\n  cargo xtask package")]
    Package,
    /// Write the public names of each package to docs/public-api
    #[command(after_help = "Example:\n  cargo xtask public-api --check")]
    PublicApi {
        /// Write nothing; fail if the committed names differ
        #[arg(long)]
        check: bool,
    },
    /// Compare the promised packages with a release, by cargo-semver-checks
    #[command(after_help = "Example:\n  cargo xtask semver v0.1.0")]
    Semver {
        /// The tag of the release
        #[arg(value_name = "TAG")]
        tag: String,
    },
    /// Write, check and complete the specification in specs/ and its descriptions
    Specification {
        #[command(subcommand)]
        command: specification::Command,
    },
    /// Check what the compiler does not: documentation of modules, circles of files, stray files, wording
    #[command(after_help = "Example:\n  cargo xtask tidy")]
    Tidy,
}

fn main() -> ExitCode {
    if let Some(code) = bench::intercept() {
        return code;
    }
    let xtask = Xtask::parse();
    let root = chore::root();
    let xtask = match xtask {
        Xtask::Corpus(options) => Xtask::Corpus(options.absolute(&root)),
        Xtask::Recordings(options) => Xtask::Recordings(options.absolute(&root)),
        other => other,
    };
    // The paths are checked first, because the build takes minutes.
    let checked = match &xtask {
        Xtask::Corpus(options) => Some(options.check_paths()),
        Xtask::Recordings(options) => Some(options.check_paths()),
        _ => None,
    };
    if let (true, Some(checked)) = (cfg!(debug_assertions), checked) {
        return code(checked.and_then(|()| chore::rerun_optimized()));
    }
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
        Xtask::MinimalVersions => minimal_versions::run(&root),
        Xtask::Package => package::run(&root),
        Xtask::PublicApi { check } => public_api::run(&root, check),
        Xtask::Semver { tag } => semver::run(&root, &tag),
        Xtask::Specification { command } => specification::run(&root, &command),
        Xtask::Tidy => tidy::run(&root),
    };
    code(result)
}

fn code(result: Result<(), Failed>) -> ExitCode {
    if result.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
