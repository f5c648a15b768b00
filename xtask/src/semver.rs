//! `cargo xtask semver TAG`: whether the packages changed since a release more than their versions say.
//!
//! In: the tag of a release. Out: the verdict of cargo-semver-checks on the packages whose names are promised. Installs nothing.

use std::path::Path;
use std::process::Command;

use crate::chore::Failed;

/// The packages that promise their names: `docs/stability.md`.
const PROMISED: [&str; 2] = ["armsmith", "armsmith-runtime"];

/// Compares the packages with a release.
pub(crate) fn run(root: &Path, tag: &str) -> Result<(), Failed> {
    let cargo = |arguments: &[&str]| Command::new(env!("CARGO")).current_dir(root).args(arguments).status();
    let is_installed = Command::new(env!("CARGO"))
        .args(["semver-checks", "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !is_installed {
        eprintln!("error: cargo-semver-checks is not installed; run `cargo install cargo-semver-checks`");
        return Err(Failed);
    }
    let packages = PROMISED.iter().flat_map(|package| ["--package", package]);
    let arguments: Vec<&str> = ["semver-checks", "--baseline-rev", tag].into_iter().chain(packages).collect();
    match cargo(&arguments) {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failed),
        Err(error) => {
            eprintln!("error: cannot run cargo: {error}");
            Err(Failed)
        }
    }
}
