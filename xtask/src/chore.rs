//! The common parts of all chores.

use std::path::{Path, PathBuf};

/// A chore that failed; the reason has been printed.
#[derive(Debug)]
pub(crate) struct Failed;

/// The top folder of this repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Runs the same command from a build with optimizations, which more than makes up for the time of that build.
pub(crate) fn rerun_optimized() -> Result<(), Failed> {
    let run = ["--release", "--package", "xtask", "--"];
    let status = nested_cargo::command("run").args(run).args(std::env::args_os().skip(1)).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failed),
        Err(error) => Err(complain(&format!("cannot run cargo: {error}"))),
    }
}

/// Prints an error.
pub(crate) fn complain(reason: &str) -> Failed {
    eprintln!("error: {reason}");
    Failed
}
