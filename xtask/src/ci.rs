//! `cargo xtask ci`: what CI runs, in its order.
//!
//! Each step has a name, and either runs or says why it cannot here. A fresh clone without the public specifications beside
//! it runs everything but the steps over those. The step `recordings` fails without its data: nothing must count as checked that was
//! not.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::public_specs::{self, COMPUTE, DISK};
use crate::{Failed, bench, corpus, generate, tidy};

/// How a step ended.
enum Outcome {
    Good,
    Failed,
    /// With the reason.
    Skipped(String),
}

struct Step {
    name: &'static str,
    run: fn(&Path) -> Outcome,
}

const STEPS: [Step; 13] = [
    Step { name: "fmt", run: fmt },
    Step { name: "clippy", run: clippy },
    Step { name: "test", run: |_| cargo(&["test", "--workspace"], &[]) },
    Step { name: "docs", run: |_| cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")]) },
    Step { name: "tidy", run: |root| from(tidy::run(root)) },
    Step { name: "up-to-date", run: |_| from(generate::run(&[], true)) },
    Step { name: "deny", run: |_| deny() },
    Step { name: "disk", run: disk },
    Step { name: "corpus", run: corpus },
    Step { name: "recordings", run: |_| recordings() },
    Step { name: "compute-clippy", run: compute_clippy },
    Step { name: "compute-docs", run: compute_docs },
    Step { name: "bench", run: |root| from(bench::run_quickly(root)) },
];

/// Workspaces beside the root one, whose manifests Cargo does not find from it.
const END_TO_END: &str = "tests/end-to-end/Cargo.toml";
const USER_WORKSPACE: &str = "tests/user-workspace/xtask/Cargo.toml";

fn fmt(_: &Path) -> Outcome {
    let others = [END_TO_END, USER_WORKSPACE].map(|manifest| vec!["fmt", "--manifest-path", manifest, "--check"]);
    all([vec!["fmt", "--all", "--check"]].into_iter().chain(others))
}

/// The user's workspace is left out: it has no lock file of its own, and a test builds a copy of it.
fn clippy(_: &Path) -> Outcome {
    let deny = ["--all-targets", "--", "-D", "warnings"];
    let end_to_end = ["clippy", "--manifest-path", END_TO_END, "--target-dir", "target"];
    all([[&["clippy", "--workspace"], deny.as_slice()].concat(), [&end_to_end, deny.as_slice()].concat()].into_iter())
}

/// Cargo commands one after the other, up to the first that fails.
fn all<'a>(commands: impl Iterator<Item = Vec<&'a str>>) -> Outcome {
    for command in commands {
        if let failed @ Outcome::Failed = cargo(&command, &[]) {
            return failed;
        }
    }
    Outcome::Good
}

/// The names of all steps.
pub(crate) fn step_names() -> [&'static str; STEPS.len()] {
    STEPS.map(|step| step.name)
}

/// Runs the steps that are asked for, up to the first that fails, and sums them up.
pub(crate) fn run(root: &Path, skip: &[String], only: &[String]) -> Result<(), Failed> {
    let is_wanted =
        |name: &str| !skip.iter().any(|it| it == name) && (only.is_empty() || only.iter().any(|it| it == name));
    let mut report = Vec::new();
    let mut result = Ok(());
    for step in STEPS {
        if !is_wanted(step.name) {
            // Of a few steps that are asked for, the others are not worth a line.
            if only.is_empty() {
                report.push(line(step.name, Duration::ZERO, "left out on request"));
            }
            continue;
        }
        println!("\n=== {} ===", step.name);
        let start = Instant::now();
        let outcome = (step.run)(root);
        let state = match &outcome {
            Outcome::Good => "good".to_owned(),
            Outcome::Failed => "FAILED".to_owned(),
            Outcome::Skipped(reason) => format!("skipped: {reason}"),
        };
        println!("--- {}: {state}", step.name);
        report.push(line(step.name, start.elapsed(), &state));
        if matches!(outcome, Outcome::Failed) {
            result = Err(Failed);
            break;
        }
    }
    println!("\n=== summary ===\n{}", report.join("\n"));
    result
}

fn line(name: &str, elapsed: Duration, state: &str) -> String {
    format!("{name:<14} {:>7.1} s  {state}", elapsed.as_secs_f64())
}

fn from(result: Result<(), Failed>) -> Outcome {
    if result.is_ok() { Outcome::Good } else { Outcome::Failed }
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
    let shown: Vec<String> = environment.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
    println!(
        "{}",
        [shown.as_slice(), &["cargo".to_owned()], &arguments.iter().map(ToString::to_string).collect::<Vec<_>>()]
            .concat()
            .join(" ")
    );
    let status = Command::new(env!("CARGO")).args(arguments).envs(environment.iter().copied()).status();
    match status {
        Ok(status) if status.success() => Outcome::Good,
        Ok(_) => Outcome::Failed,
        Err(error) => {
            eprintln!("error: cannot run cargo: {error}");
            Outcome::Failed
        }
    }
}

/// Licences and advisories of all dependencies.
fn deny() -> Outcome {
    let is_installed =
        Command::new(env!("CARGO")).args(["deny", "--version"]).output().is_ok_and(|it| it.status.success());
    if !is_installed {
        return Outcome::Skipped("cargo-deny is not installed (cargo install cargo-deny)".to_owned());
    }
    cargo(&["deny", "check"], &[])
}

/// The file of the reference operation by itself, as whoever has no readme generates from it.
fn disk(root: &Path) -> Outcome {
    const FOLDER: &str = "target/arm-disk";
    let input = match public_specs::find(root, DISK) {
        Ok(input) => input.display().to_string(),
        Err(reason) => return Outcome::Skipped(reason),
    };
    let run = ["run", "--package", "armsmith", "--"];
    let generate = ["generate", "--input", &input, "--name", "arm-disk", "--out", FOLDER, "--runtime-path", "runtime"];
    let examples = ["examples", "--input", &input, "--crate", FOLDER, "--target-dir", "target"];
    all([[&run, generate.as_slice()].concat(), [&run, examples.as_slice()].concat()].into_iter())
}

/// Every public service: generated, compiled, and all its documented examples run.
fn corpus(root: &Path) -> Outcome {
    match public_specs::find(root, COMPUTE) {
        Ok(_) => cargo(&["run", "--release", "--package", "xtask", "--", "corpus"], &[]),
        Err(reason) => Outcome::Skipped(reason),
    }
}

/// Recorded traffic through the crates of the step before. Without the recordings the step fails: nothing was checked.
fn recordings() -> Outcome {
    cargo(&["run", "--release", "--package", "xtask", "--", "recordings"], &[])
}

fn compute_clippy(root: &Path) -> Outcome {
    compute(root, &[&["clippy", "--all-targets", "--", "-D", "warnings"]])
}

/// The documentation, and the documented examples in it.
fn compute_docs(root: &Path) -> Outcome {
    compute(root, &[&["doc", "--no-deps"], &["test", "--doc"]])
}

/// Cargo commands on the crate of whole Compute that the step before has left, warnings denied.
fn compute(root: &Path, commands: &[&[&str]]) -> Outcome {
    if let Err(reason) = public_specs::find(root, COMPUTE) {
        return Outcome::Skipped(reason);
    }
    let manifest = format!("{}/arm-compute/Cargo.toml", corpus::FOLDER);
    for command in commands {
        let (command, rest) = command.split_at(1);
        let place = ["--manifest-path", &manifest, "--target-dir", "target"];
        if let failed @ Outcome::Failed =
            cargo(&[command, place.as_slice(), rest].concat(), &[("RUSTDOCFLAGS", "-D warnings")])
        {
            return failed;
        }
    }
    Outcome::Good
}
