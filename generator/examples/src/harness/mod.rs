//! The program that runs documented examples through a generated crate.
//!
//! In: the [`Model`] of the crate and its folder; then [`Job`]s. Out: an [`Answer`] for each job. Must
//! not know: what is expected.
//!
//! The program is a package of its own, which depends on the generated crate and is built by cargo: typed shims call
//! the request functions and the models as a user would. The examples are read at run time, so that it is not rebuilt
//! when they change.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use armsmith_core::job::Workspace;
use armsmith_core::model::Model;
use serde_json::Value;

use crate::error::Error;
pub(crate) use job::{Answer, BodyJob, Job, Made};
pub use package::Package;
pub(crate) use request_job::RequestJob;
pub(crate) use shims::{Arguments, Tables};

mod job;
mod package;
pub(crate) mod play;
mod request_job;
mod shims;

/// A harness that was built.
#[derive(Debug)]
pub struct Harness {
    package: Package,
    program: PathBuf,
}

impl Harness {
    /// A harness that was built by somebody else.
    pub fn of(package: Package, program: PathBuf) -> Self {
        Self { package, program }
    }

    /// Writes and builds the harness of a crate.
    pub fn build(model: &Model, crate_dir: &Path, target_dir: &Path) -> Result<Self, Error> {
        let target_dir = &std::path::absolute(target_dir)
            .map_err(|error| Error::Unwritable { path: target_dir.to_owned(), reason: error.to_string() })?;
        let package = Package::write(model, crate_dir, &target_dir.join("armsmith-examples"), Workspace::Own)?;
        Self::build_package(package, crate_dir, target_dir)
    }

    /// Builds a package that was written for the same crate.
    pub fn build_package(package: Package, crate_dir: &Path, target_dir: &Path) -> Result<Self, Error> {
        package.take_lock(crate_dir);
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
            .args(["build", "--quiet", "--message-format=json-render-diagnostics", "--target-dir"])
            .arg(target_dir)
            .current_dir(&package.folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Error::Build { package: package.name.clone(), output: error.to_string() })?;
        let built = || Error::Build {
            package: package.name.clone(),
            output: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        if !output.status.success() {
            return Err(built());
        }
        let program = program(&String::from_utf8_lossy(&output.stdout)).ok_or_else(built)?;
        package.leave_lock();
        Ok(Self { package, program })
    }

    /// Runs jobs; the answers come in the order of the jobs.
    ///
    /// A job that takes the whole program down, by a stack overflow for example, is answered with that, and the program
    /// is started again for the rest.
    pub(crate) fn run(&self, jobs: &[Job]) -> Result<Vec<Answer>, Error> {
        const MOST_DEATHS: usize = 20;
        let mut answers = Vec::with_capacity(jobs.len());
        for _ in 0..=MOST_DEATHS {
            let rest = jobs.get(answers.len()..).unwrap_or_default();
            let ended = self.run_once(rest, &mut answers)?;
            match jobs.get(answers.len()) {
                None => return Ok(answers),
                Some(job) => answers.push(Answer::died(job, &ended)),
            }
        }
        Err(self.failed(format!("it died {MOST_DEATHS} times, and {} of {} jobs are done", answers.len(), jobs.len())))
    }

    /// Starts the program, adds its answers, and says how it ended.
    fn run_once(&self, jobs: &[Job], answers: &mut Vec<Answer>) -> Result<String, Error> {
        let mut lines = String::new();
        for job in jobs {
            lines.push_str(&serde_json::to_string(job).map_err(|error| self.failed(error.to_string()))?);
            lines.push('\n');
        }
        let path = self.package.write_jobs(&lines)?;
        let output = Command::new(&self.program)
            .arg(path)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| self.failed(error.to_string()))?;
        // A program that died may have left half a line.
        let text = String::from_utf8_lossy(&output.stdout);
        answers.extend(text.lines().map_while(|line| serde_json::from_str::<Answer>(line).ok()).take(jobs.len()));
        let words = String::from_utf8_lossy(&output.stderr);
        Ok(format!("{}: {}", output.status, words.trim().lines().last().unwrap_or_default()))
    }

    fn failed(&self, reason: String) -> Error {
        Error::Run { program: self.program.clone(), reason }
    }
}

/// The program among cargo's messages, one JSON object per line.
fn program(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    messages.filter_map(|it| it["executable"].as_str().map(PathBuf::from)).next_back()
}

#[cfg(all(test, unix))]
mod tests;
