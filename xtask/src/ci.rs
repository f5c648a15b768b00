//! `cargo xtask ci`: what CI runs, in its order.
//!
//! Each step has a name. A step that needs the public specifications beside the checkout fails without them: a check
//! that did not run has not passed. `--skip` leaves steps out.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::chore::Failed;
use crate::public_specs::{self, COMPUTE, DISK};
use crate::{bench, corpus, generate, package, public_api, tidy};

/// The result of a step.
enum Outcome {
    Passed,
    Failed,
}

struct Step {
    name: &'static str,
    run: fn(&Path) -> Outcome,
}

const STEPS: [Step; 17] = [
    Step { name: "fmt", run: fmt },
    Step { name: "clippy", run: clippy },
    Step { name: "test", run: |_| cargo(&["test", "--workspace"], &[]) },
    Step { name: "public-specifications", run: public_specifications },
    Step { name: "docs", run: |_| cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")]) },
    Step { name: "tidy", run: |root| from(tidy::run(root)) },
    Step { name: "up-to-date", run: |_| from(generate::run(&[], true)) },
    Step { name: "public-api", run: |root| from(public_api::run(root, true)) },
    Step { name: "package", run: |root| from(package::run(root)) },
    Step { name: "deny", run: deny },
    Step { name: "unused", run: unused },
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

/// The user's workspace is left out: it has no lock file of its own, and a test builds it.
fn clippy(_: &Path) -> Outcome {
    let deny = ["--all-targets", "--", "-D", "warnings", "-D", "clippy::incompatible_msrv"];
    let workspace = ["clippy", "--workspace", "--features", PUBLIC_TESTS];
    let end_to_end = ["clippy", "--manifest-path", END_TO_END];
    all([[&workspace, deny.as_slice()].concat(), [&end_to_end, deny.as_slice()].concat()].into_iter())
}

/// Switches on the tests that read the public specifications.
const PUBLIC_TESTS: &str = "armsmith-tests/public-specifications,xtask/public-specifications";

/// The tests that read the public specifications, which fail where those are missing.
fn public_specifications(_: &Path) -> Outcome {
    let packages = ["test", "--package", "armsmith-tests", "--package", "xtask", "--features", PUBLIC_TESTS];
    cargo(&[&packages, ["--test", "whole", "--bin", "xtask", "--", "public::"].as_slice()].concat(), &[])
}

/// Cargo commands one after the other, up to the first that fails.
fn all<'a>(commands: impl Iterator<Item = Vec<&'a str>>) -> Outcome {
    for command in commands {
        if let failed @ Outcome::Failed = cargo(&command, &[]) {
            return failed;
        }
    }
    Outcome::Passed
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
            // With `--only`, the other steps are not in the summary.
            if only.is_empty() {
                report.push(line(step.name, Duration::ZERO, "left out on request"));
            }
            continue;
        }
        println!("\n=== {} ===", step.name);
        let start = Instant::now();
        let outcome = (step.run)(root);
        let state = match &outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
        };
        println!("--- {}: {state}", step.name);
        report.push(line(step.name, start.elapsed(), state));
        if matches!(outcome, Outcome::Failed) {
            result = Err(Failed);
            break;
        }
    }
    println!("\n=== summary ===\n{}", report.join("\n"));
    result
}

fn line(name: &str, elapsed: Duration, state: &str) -> String {
    format!("{name:<21} {:>7.1} s  {state}", elapsed.as_secs_f64())
}

fn from(result: Result<(), Failed>) -> Outcome {
    if result.is_ok() { Outcome::Passed } else { Outcome::Failed }
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
    let shown: Vec<String> = environment.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
    println!(
        "{}",
        [shown.as_slice(), &["cargo".to_owned()], &arguments.iter().map(ToString::to_string).collect::<Vec<_>>()]
            .concat()
            .join(" ")
    );
    let Some((subcommand, rest)) = arguments.split_first() else { return Outcome::Passed };
    let status = nested_cargo::command(subcommand).args(rest).envs(environment.iter().copied()).status();
    match status {
        Ok(status) if status.success() => Outcome::Passed,
        Ok(_) => Outcome::Failed,
        Err(error) => {
            eprintln!("error: cannot run cargo: {error}");
            Outcome::Failed
        }
    }
}

/// The generated crate of this workspace. It names the runtime by path alone, which counts as any version.
const GENERATED: &str = "arm-compute";

/// Licences, duplicates and sources of all dependencies, and advisories where their data can be fetched.
fn deny(_: &Path) -> Outcome {
    let commands: [&[&str]; 2] =
        [&["deny", "check", "licenses", "sources"], &["deny", "--exclude", GENERATED, "check", "bans"]];
    if commands.into_iter().any(|command| matches!(tool(command), Outcome::Failed)) {
        return Outcome::Failed;
    }
    match tool(&["deny", "fetch", "db"]) {
        Outcome::Passed => tool(&["deny", "check", "--disable-fetch", "advisories"]),
        _ => {
            println!(
                "\nNOTICE: the advisories were NOT checked, because their data cannot be fetched. Everything else was.\n"
            );
            Outcome::Passed
        }
    }
}

/// Every dependency is used, and where it is declared.
fn unused(_: &Path) -> Outcome {
    match tool(&["shear"]) {
        Outcome::Passed => tool(&["shear", "--package", "armsmith-end-to-end", "tests/end-to-end"]),
        failed => failed,
    }
}

/// A Cargo command that Rust does not bring along.
fn tool(arguments: &[&str]) -> Outcome {
    let program = format!("cargo-{}{}", arguments.first().unwrap_or(&""), std::env::consts::EXE_SUFFIX);
    let installed = nested_cargo::target_dir().join("ci-tools/bin");
    let others = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(installed).chain(std::env::split_paths(&others));
    let Some(program) = folders.map(|folder| folder.join(&program)).find(|path| path.is_file()) else {
        eprintln!("error: {program} is not installed; run `.ci/install-tools`");
        return Outcome::Failed;
    };
    println!("cargo {}", arguments.join(" "));
    let status = std::process::Command::new(&program).args(arguments).status();
    if status.is_ok_and(|status| status.success()) { Outcome::Passed } else { Outcome::Failed }
}

/// The file of the reference operation by itself, as whoever has no readme generates from it.
fn disk(root: &Path) -> Outcome {
    const FOLDER: &str = "target/arm-disk";
    let input = match public_specs::find(root, DISK) {
        Ok(input) => input.display().to_string(),
        Err(reason) => return missing(&reason),
    };
    let target = nested_cargo::target_dir().display().to_string();
    let run = ["run", "--package", "armsmith", "--"];
    let generate = ["generate", "--input", &input, "--name", "arm-disk", "--out", FOLDER, "--runtime-path", "runtime"];
    let examples = ["examples", "--input", &input, "--crate", FOLDER, "--target-dir", &target];
    all([[&run, generate.as_slice()].concat(), [&run, examples.as_slice()].concat()].into_iter())
}

/// Every public service: generated, compiled, and all its documented examples run.
fn corpus(root: &Path) -> Outcome {
    match public_specs::find(root, COMPUTE) {
        Ok(_) => cargo(&["run", "--release", "--package", "xtask", "--", "corpus"], &[]),
        Err(reason) => missing(&reason),
    }
}

/// A step that cannot run without the public specifications.
fn missing(reason: &str) -> Outcome {
    eprintln!("error: {reason}; put the public specifications there, or leave this step out with `--skip`");
    Outcome::Failed
}

/// Recorded traffic through the crates of the step before. Without the recordings the step fails: nothing was checked.
fn recordings() -> Outcome {
    cargo(&["run", "--release", "--package", "xtask", "--", "recordings"], &[])
}

fn compute_clippy(root: &Path) -> Outcome {
    let deny = ["-D", "warnings", "-D", "clippy::incompatible_msrv"];
    compute(root, &[&[["clippy", "--all-targets", "--"].as_slice(), &deny].concat()])
}

/// The documentation, and the documented examples in it.
fn compute_docs(root: &Path) -> Outcome {
    compute(root, &[&["doc", "--no-deps"], &["test", "--doc"]])
}

/// Cargo commands on the crate of whole Compute that the step before has left, warnings denied.
fn compute(root: &Path, commands: &[&[&str]]) -> Outcome {
    if let Err(reason) = public_specs::find(root, COMPUTE) {
        return missing(&reason);
    }
    let manifest = corpus::folder().join("arm-compute/Cargo.toml").display().to_string();
    for command in commands {
        let (command, rest) = command.split_at(1);
        let in_crate = ["--manifest-path", &manifest];
        if let failed @ Outcome::Failed =
            cargo(&[command, in_crate.as_slice(), rest].concat(), &[("RUSTDOCFLAGS", "-D warnings")])
        {
            return failed;
        }
    }
    Outcome::Passed
}
