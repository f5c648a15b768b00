//! `cargo xtask bench … --against COMMIT`: the same work by this tree and by a commit, in turns.
//!
//! In: a commit. Out: a table with both sides and the ratios of their medians. Must not know: the library of the other
//! side. It is built in a worktree with a target folder of its own and called by its command line, which stays
//! compatible.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::shared::{Result, bench_folder, prepare};

mod compile;
mod generate;
mod run;

pub(super) use compile::run as compile;
pub(super) use generate::run as generate;
pub(super) use run::run;

/// The package whose program both sides run. Its folder is not the same in all commits.
const PACKAGE: &str = "armsmith";

/// One side: a tree, and what is built from it.
struct Side {
    /// The name in the table.
    name: String,
    /// The folder of the tree.
    root: PathBuf,
    /// The target folder of the tree.
    target: PathBuf,
    /// The folder for what this side generates.
    output: PathBuf,
}

/// Returns this tree and that of `commit`.
fn sides(root: &Path, commit: &str) -> Result<[Side; 2]> {
    let id = git(root, &["rev-parse", "--verify", "--short=12", &format!("{commit}^{{commit}}")])?;
    let folder = std::path::absolute(bench_folder().join("against")).map_err(|error| error.to_string())?;
    let tree = folder.join(&id);
    if !tree.join("Cargo.toml").is_file() {
        // A target folder that was removed by hand has left the entries of its worktrees.
        git(root, &["worktree", "prune"])?;
        git(root, &["worktree", "add", "--force", "--detach", &tree.display().to_string(), &id])?;
    }
    link_shared(root, &folder)?;
    let other =
        Side { name: id.clone(), target: tree.join("target"), output: folder.join(format!("{id}-output")), root: tree };
    let this = Side {
        name: "this tree".to_owned(),
        root: root.to_owned(),
        target: nested_cargo::target_dir(),
        output: folder.join("this-output"),
    };
    Ok([this, other])
}

/// Puts the data beside the checkout beside the worktree too, where the commit's own chores look for it.
fn link_shared(root: &Path, folder: &Path) -> Result<()> {
    let (data, link) = (root.join("../shared"), folder.join("shared"));
    if !data.is_dir() || link.exists() {
        return Ok(());
    }
    #[cfg(unix)]
    {
        let data = fs::canonicalize(&data).map_err(|error| format!("{}: {error}", data.display()))?;
        std::os::unix::fs::symlink(data, &link).map_err(|error| format!("cannot make {}: {error}", link.display()))?;
    }
    Ok(())
}

impl Side {
    /// Returns a Cargo command in the tree, which builds into the tree's target folder.
    fn cargo(&self, subcommand: &str) -> Command {
        let mut command = nested_cargo::command(subcommand);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        command
    }

    /// Builds the program and returns it.
    fn program(&self) -> Result<Program> {
        eprintln!("building the program of {}", self.name);
        let mut cargo = self.cargo("build");
        let path = executable(cargo.args(["--release", "--package", PACKAGE, "--bin", PACKAGE]))?;
        let help = Command::new(&path).args(["generate", "--help"]).output();
        let help = help.map_err(|error| format!("cannot run {}: {error}", path.display()))?;
        Ok(Program { path, has_cache: String::from_utf8_lossy(&help.stdout).contains("--no-cache") })
    }

    fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }
}

/// A built `armsmith`.
struct Program {
    path: PathBuf,
    /// The program has the option `--no-cache`.
    has_cache: bool,
}

impl Program {
    /// Returns `armsmith generate`.
    fn generate(&self) -> Command {
        let mut command = Command::new(&self.path);
        // In CI nothing is cached. Here the cache is measured, as on the machine of a developer.
        command.arg("generate").env_remove("CI");
        command
    }

    /// Returns `armsmith generate` that reuses nothing of an earlier run.
    fn generate_anew(&self) -> Command {
        let mut command = self.generate();
        if self.has_cache {
            command.arg("--no-cache");
        }
        command
    }
}

/// Runs a Cargo command that builds one program, and returns the path of the program.
fn executable(cargo: &mut Command) -> Result<PathBuf> {
    cargo.arg("--message-format=json-render-diagnostics");
    let output = cargo.output().map_err(|error| format!("cannot run {cargo:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{cargo:?} failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    last_executable(&String::from_utf8_lossy(&output.stdout)).ok_or_else(|| format!("{cargo:?} built no program"))
}

/// The last program among Cargo's messages, one JSON object per line.
fn last_executable(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    messages.filter_map(|it| it["executable"].as_str().map(PathBuf::from)).next_back()
}

/// Runs git and returns the first line that it prints.
fn git(root: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new("git").current_dir(root).args(arguments).output();
    let output = output.map_err(|error| format!("cannot run git: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned())
    } else {
        Err(format!("git {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// Copies a file and makes the folders above the copy.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder)
        .and_then(|()| fs::copy(from, to))
        .map(|_| ())
        .map_err(|error| format!("cannot copy {} to {}: {error}", from.display(), to.display()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::last_executable;

    #[test]
    fn the_program_is_the_last_one_that_cargo_names() {
        let messages =
            "{\"executable\":null}\nnot JSON\n{\"executable\":\"/a\"}\n{\"executable\":\"/b\"}\n{\"reason\":\"x\"}\n";
        assert_eq!(last_executable(messages).as_deref(), Some(Path::new("/b")));
        assert_eq!(last_executable("{\"executable\":null}\n"), None);
    }
}
