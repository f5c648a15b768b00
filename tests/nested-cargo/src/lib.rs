//! Cargo commands that tests and chores run themselves.
//!
//! In: the path of the running program and its environment. Out: a [`Command`]. Must not know: what is built.
//!
//! All of them build into the target folder that the running program comes from, with the profile of this repository.
//! Dependencies are then built once, wherever that folder is: `CARGO_TARGET_DIR` and `build.target-dir` are both
//! honoured.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, ffi::OsStr};

/// The files by which a target folder is recognised. Cargo writes the tag (<https://bford.info/cachedir/>) only to a
/// folder that it has made itself, and what it knows of rustc to every one.
const MARKS: [&str; 2] = ["CACHEDIR.TAG", ".rustc_info.json"];

/// Variables that Cargo sets for the program it runs. A build that sees them change may compile again.
const OF_THE_RUNNING_PROGRAM: [&str; 6] =
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_", "OUT_DIR"];

/// The setting of `.cargo/config.toml` that decides whether dependencies can be shared.
const DEBUG: (&str, &str) = ("CARGO_PROFILE_DEV_DEBUG", "false");

/// Returns the root of this repository.
#[must_use]
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package).to_owned()
}

/// Returns the target folder of the running program.
///
/// The path of the program decides. A program that was copied out of its target folder uses `CARGO_TARGET_DIR`, else
/// `target` in the root of this repository.
#[must_use]
pub fn target_dir() -> PathBuf {
    env::current_exe()
        .ok()
        .and_then(|program| target_dir_of(&program))
        .or_else(|| env::var_os("CARGO_TARGET_DIR").map(|folder| root().join(folder)))
        .unwrap_or_else(|| root().join("target"))
}

/// The nearest folder above a program that has a mark of a target folder.
fn target_dir_of(program: &Path) -> Option<PathBuf> {
    let is_marked = |folder: &&Path| MARKS.iter().any(|mark| folder.join(mark).is_file());
    program.ancestors().skip(1).find(is_marked).map(Path::to_owned)
}

/// Returns a Cargo command that builds into [`target_dir`].
///
/// `subcommand` is, for example, `build` or `clippy`. The folder to run in and all other arguments are the caller's.
///
/// ```
/// let mut command = nested_cargo::command("check");
/// command.current_dir(nested_cargo::root().join("tests/end-to-end"));
/// ```
#[must_use]
pub fn command(subcommand: &str) -> Command {
    // Cargo tells a program that it runs which Cargo it is.
    let mut command = Command::new(env::var_os("CARGO").as_deref().unwrap_or(OsStr::new("cargo")));
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| OF_THE_RUNNING_PROGRAM.iter().any(|it| name.starts_with(it))) {
            command.env_remove(name);
        }
    }
    // Cargo reads `.cargo/config.toml` only in folders below this repository, and the target folder may be elsewhere.
    if env::var_os(DEBUG.0).is_none() {
        command.env(DEBUG.0, DEBUG.1);
    }
    command.arg(subcommand).env("CARGO_TARGET_DIR", target_dir());
    command
}

#[cfg(test)]
mod tests {
    use std::{env, ffi::OsStr, fs, path::Path};

    use super::{DEBUG, MARKS, command, root, target_dir, target_dir_of};

    #[test]
    fn the_target_folder_is_that_of_this_test() {
        let this = env::current_exe().expect("a test knows where it is");
        assert!(this.starts_with(target_dir()), "{} is not below {}", this.display(), target_dir().display());
        assert!(MARKS.iter().any(|mark| target_dir().join(mark).is_file()));
    }

    #[test]
    fn the_nearest_marked_folder_is_found() {
        for mark in MARKS {
            let inner = target_dir().join("tmp/nested-cargo/outer").join(mark).join("target");
            fs::create_dir_all(&inner).expect("a folder can be made");
            fs::write(inner.join(mark), "").expect("a file can be written");
            let program = inner.join("x86_64-unknown-linux-gnu/debug/deps/program-0123");
            assert_eq!(target_dir_of(&program).as_deref(), Some(inner.as_path()));
        }
        assert_eq!(target_dir_of(Path::new("/program")), None);
    }

    #[test]
    fn a_command_has_the_folder_and_nothing_of_this_package() {
        let command = command("check");
        let variables: Vec<_> = command.get_envs().collect();
        assert!(variables.contains(&(OsStr::new("CARGO_TARGET_DIR"), Some(target_dir().as_os_str()))), "{variables:?}");
        assert!(variables.contains(&(OsStr::new("CARGO_PKG_NAME"), None)), "{variables:?}");
        assert_eq!(command.get_args().collect::<Vec<_>>(), ["check"]);
    }

    #[test]
    fn the_profile_is_that_of_this_repository() {
        let config =
            fs::read_to_string(root().join(".cargo/config.toml")).expect("this repository has a configuration");
        assert!(config.contains(&format!("[profile.dev]\ndebug = {}\n", DEBUG.1)), "{config}");
    }
}
