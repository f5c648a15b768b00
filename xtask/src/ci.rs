//! `cargo xtask ci`: what CI runs, in its order.
//!
//! Each step has a name, and either runs or says why it cannot here. A fresh clone without the public specifications beside
//! it runs everything but the steps over those.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::public_specs::{self, DISK};
use crate::{Failed, generate, tidy};

/// The crate that is generated from the public specification, outside of version control.
const DISK_CRATE: &str = "target/arm-disk";

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

const STEPS: [Step; 11] = [
    Step { name: "fmt", run: |_| cargo(&["fmt", "--all", "--check"], &[]) },
    Step { name: "clippy", run: |_| cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[]) },
    Step { name: "test", run: |_| cargo(&["test", "--workspace"], &[]) },
    Step { name: "docs", run: |_| cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")]) },
    Step { name: "tidy", run: |root| from(tidy::run(root)) },
    Step { name: "up-to-date", run: |_| from(generate::run(&[], true)) },
    Step { name: "deny", run: |_| deny() },
    Step { name: "disk-generate", run: disk_generate },
    Step {
        name: "disk-check",
        run: |root| with_disk_crate(root, &["clippy", "--all-targets"], &["--", "-D", "warnings"]),
    },
    Step { name: "disk-docs", run: |root| with_disk_crate(root, &["doc", "--no-deps"], &[]) },
    Step { name: "disk-examples", run: disk_examples },
];

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

fn disk_generate(root: &Path) -> Outcome {
    let input = match public_specs::find(root, DISK) {
        Ok(input) => input.display().to_string(),
        Err(reason) => return Outcome::Skipped(reason),
    };
    let outcome = cargo(
        &[
            "run",
            "--package",
            "armsmith",
            "--",
            "generate",
            "--input",
            &input,
            "--name",
            "arm-disk",
            "--out",
            DISK_CRATE,
            "--runtime-path",
            "runtime",
        ],
        &[],
    );
    // The versions of this workspace: nothing to download, and no surprise from a release of today.
    let lock = Path::new(DISK_CRATE).join("Cargo.lock");
    match fs::copy("Cargo.lock", &lock) {
        Err(error) if matches!(outcome, Outcome::Good) => {
            eprintln!("error: cannot write {}: {error}", lock.display());
            Outcome::Failed
        }
        _ => outcome,
    }
}

/// A Cargo command on the generated crate, warnings denied.
fn with_disk_crate(root: &Path, command: &[&str], more: &[&str]) -> Outcome {
    if let Err(reason) = public_specs::find(root, DISK) {
        return Outcome::Skipped(reason);
    }
    let manifest = format!("{DISK_CRATE}/Cargo.toml");
    let place = ["--manifest-path", &manifest, "--target-dir", "target"];
    cargo(&[command, place.as_slice(), more].concat(), &[("RUSTDOCFLAGS", "-D warnings")])
}

fn disk_examples(root: &Path) -> Outcome {
    let input = match public_specs::find(root, DISK) {
        Ok(input) => input.display().to_string(),
        Err(reason) => return Outcome::Skipped(reason),
    };
    let run = ["run", "--package", "armsmith", "--", "examples", "--input", &input];
    cargo(&[&run[..], &["--crate", DISK_CRATE, "--target-dir", "target"]].concat(), &[])
}
