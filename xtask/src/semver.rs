//! `cargo xtask semver TAG`: checks that the versions of the packages fit their changes since a release.
//!
//! In: the tag of a release. Out: the verdict of cargo-semver-checks on the packages whose names are promised. Installs
//! nothing.

use std::path::Path;

use crate::chore::Failed;

/// The packages that promise their names: `docs/stability.md`.
const PROMISED: [&str; 2] = ["armsmith", "armsmith-runtime"];

/// Compares the packages with a release.
pub(crate) fn run(root: &Path, tag: &str) -> Result<(), Failed> {
    let is_installed =
        nested_cargo::command("semver-checks").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_installed {
        eprintln!("error: cargo-semver-checks is not installed; run `cargo install cargo-semver-checks`");
        return Err(Failed);
    }
    let packages = PROMISED.iter().flat_map(|package| ["--package", package]);
    let mut command = nested_cargo::command("semver-checks");
    match command.current_dir(root).args(["--baseline-rev", tag]).args(packages).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failed),
        Err(error) => {
            eprintln!("error: cannot run cargo: {error}");
            Err(Failed)
        }
    }
}
