//! `cargo xtask minimal-versions`: the least versions that our manifests allow are enough to compile.
//!
//! In: the manifests. Out: Cargo's messages. Must not know: which versions these are. Needs the nightly toolchain; the
//! lock file of the workspace stays as it is.

use std::path::Path;
use std::process::Command;

use crate::chore::{Failed, complain};

/// Resolves every direct dependency to its least version and checks all packages.
pub(crate) fn run(root: &Path) -> Result<(), Failed> {
    let folder = nested_cargo::target_dir().join("minimal-versions");
    let lock = folder.join("Cargo.lock");
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return Err(complain(&format!("cannot make {}: {error}", folder.display())));
    }
    // A lock file of an earlier run would be kept.
    let _ = std::fs::remove_file(&lock);
    let setting = format!("resolver.lockfile-path={:?}", lock.display().to_string());
    for command in [&["generate-lockfile"][..], &["check", "--workspace", "--keep-going"]] {
        let status = Command::new("rustup")
            .args(["run", "nightly", "cargo", "-Zdirect-minimal-versions"])
            .args(command)
            .args(["--config", &setting])
            .current_dir(root)
            .env("CARGO_TARGET_DIR", &folder)
            // Set by the toolchain that runs this program.
            .env_remove("RUSTUP_TOOLCHAIN")
            .env_remove("CARGO")
            .status();
        match status {
            Ok(status) if status.success() => {}
            Ok(_) => {
                return Err(complain("raise the requirement of the direct dependency that Cargo names above"));
            }
            Err(error) => return Err(complain(&format!("cannot run rustup: {error}"))),
        }
    }
    Ok(())
}
