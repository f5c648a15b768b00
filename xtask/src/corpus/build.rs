//! Builds the workspace of all crates with one Cargo.
//!
//! In: the folder and its members. Out: for each member what came of it. A warning is a problem like an error: the
//! compiler's messages are read, so that no flag is needed that would have every dependency built anew.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use super::failure::{Failure, Stage};

/// The result of building a package.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// Cargo built the library, or the program.
    pub(super) is_there: bool,
    /// The program of a harness.
    pub(super) program: Option<PathBuf>,
    /// Errors and warnings.
    pub(super) problems: Vec<Failure>,
}

impl Built {
    /// The program, or why it does not compile.
    pub(crate) fn into_program(self) -> Result<PathBuf, String> {
        let problems: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        self.program.ok_or_else(|| problems.join("\n"))
    }
}

/// Builds the members, and goes on when one fails. The result is by the name of the member's folder.
pub(crate) fn build(
    folder: &Path,
    members: &[String],
    finished: &dyn Fn(&str),
) -> Result<BTreeMap<String, Built>, String> {
    let say = |what: &str, error: &std::io::Error| format!("cannot {what} in {}: {error}", folder.display());
    let list: Vec<String> = members.iter().map(|it| format!("    {it:?},\n")).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n", list.concat());
    fs::write(folder.join("Cargo.toml"), manifest).map_err(|error| say("write the manifest", &error))?;
    // The versions of this workspace: nothing to download, and no surprise from a release of today.
    fs::copy("Cargo.lock", folder.join("Cargo.lock")).map_err(|error| say("write the lock file", &error))?;
    let log = folder.join("cargo.log");
    let stderr = File::create(&log).map_err(|error| say("write the log", &error))?;
    let mut cargo = nested_cargo::command("build")
        // Without the default features, which are a whole HTTP client: nothing is sent. The harness of a crate asks for
        // all of its operation groups.
        .args(["--workspace", "--no-default-features", "--keep-going", "--message-format=json"])
        .current_dir(folder)
        // These programs are built once.
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(stderr)
        .spawn()
        .map_err(|error| say("start cargo", &error))?;
    let mut built: BTreeMap<String, Built> = BTreeMap::new();
    for line in cargo.stdout.take().map(BufReader::new).into_iter().flat_map(BufReader::lines).map_while(Result::ok) {
        let Ok(message) = serde_json::from_str::<Value>(&line) else { continue };
        let Some(name) = member(folder, &message) else { continue };
        let of_member = built.entry(name.clone()).or_default();
        match message["reason"].as_str() {
            Some("compiler-artifact") => {
                of_member.is_there = true;
                of_member.program = message["executable"].as_str().map(PathBuf::from);
                finished(&name);
            }
            Some("compiler-message") => of_member.problems.extend(problem(&message["message"])),
            _ => {}
        }
    }
    let status = cargo.wait().map_err(|error| say("run cargo", &error))?;
    if !status.success() && built.values().all(|it| it.problems.is_empty()) {
        return Err(format!("cargo failed before it compiled anything; see {}", log.display()));
    }
    Ok(built)
}

/// Returns the folder of the member that a message is about; `None` for a dependency.
fn member(folder: &Path, message: &Value) -> Option<String> {
    let manifest = Path::new(message["manifest_path"].as_str()?);
    let package = manifest.parent()?;
    let folder = fs::canonicalize(folder).ok()?;
    package.starts_with(folder).then(|| package.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Returns an error or a warning of the compiler that has a position; messages without one only count the others.
fn problem(message: &Value) -> Option<Failure> {
    let level = message["level"].as_str().filter(|it| matches!(*it, "error" | "warning"))?;
    let span = message["spans"].as_array()?.iter().find(|it| it["is_primary"] == true)?;
    Some(Failure {
        file: span["file_name"].as_str().map(str::to_owned),
        line: span["line_start"].as_u64(),
        ..Failure::new(Stage::Compile, format!("{level}: {}", message["message"].as_str().unwrap_or_default()))
    })
}
