//! The program that runs documented examples through a generated crate.
//!
//! In: the [`Model`] of the crate and its folder; then [`Job`]s. Out: an [`Answer`] for each job. Must
//! not know: what is expected.
//!
//! The program is a package of its own, which depends on the generated crate and is built by cargo: typed shims call the
//! request functions and the models as a user would. The examples are no part of it, so that it is not built anew when
//! they change.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use armsmith_core::job::Workspace;
use armsmith_core::model::Model;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Error;
use super::compare::Actual;
pub use package::Package;
use play::{PlayJob, Played};
pub(crate) use shims::{Arguments, Tables};

mod package;
pub(crate) mod play;
mod shims;

/// One example to run.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Job {
    /// Comes back in the answer.
    pub id: usize,
    /// The request to build; none when only bodies are read.
    pub request: Option<RequestJob>,
    /// The bodies to read and write.
    pub bodies: Vec<BodyJob>,
    /// Values that enums should know; an enum is its place in [`Tables::enums`].
    pub enums: Vec<(usize, Value)>,
    /// Recorded traffic to play; only the program of `recorded::write_package` can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub play: Option<PlayJob>,
}

impl Job {
    /// A job without anything to do.
    pub(crate) fn new(id: usize) -> Self {
        Self { id, request: None, bodies: Vec::new(), enums: Vec::new(), play: None }
    }
}

/// A request to build.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestJob {
    /// The operation's place in [`Tables::operations`].
    pub operation: usize,
    /// The subscription of the scope.
    pub subscription: String,
    /// The api-version of the scope.
    pub api_version: String,
    /// A value for each parameter of the model's operation; null for none.
    pub parameters: Vec<Value>,
    /// The body's text.
    pub body: Option<String>,
}

/// A body to read and write.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BodyJob {
    /// The type, by [`Tables::model_of`].
    pub model: usize,
    /// The body's text.
    pub body: String,
}

/// What became of a job.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Answer {
    /// The job's.
    pub id: usize,
    /// The request.
    pub request: Option<Made<Actual>>,
    /// The bodies as written, in the order of the job.
    pub bodies: Vec<Made<String>>,
    /// Whether the enums know the values, in the order of the job.
    pub known: Vec<bool>,
    /// The result of playing recorded traffic.
    #[serde(default)]
    pub played: Option<Made<Played>>,
}

/// What the generated code made.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Made<T> {
    /// This.
    Ok(T),
    /// Nothing, and said why.
    Error(String),
}

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
    /// A job that takes the whole program down, by a stack overflow for example, is answered with that, and the program is
    /// started again for the rest.
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

impl Answer {
    /// The answer to a job that the program did not survive.
    fn died(job: &Job, ended: &str) -> Self {
        let died = || format!("the program died ({ended})");
        Self {
            id: job.id,
            request: job.request.as_ref().map(|_| Made::Error(died())),
            bodies: job.bodies.iter().map(|_| Made::Error(died())).collect(),
            known: Vec::new(),
            played: job.play.as_ref().map(|_| Made::Error(died())),
        }
    }
}

/// The program among cargo's messages, one JSON object per line.
fn program(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    messages.filter_map(|it| it["executable"].as_str().map(PathBuf::from)).next_back()
}

#[cfg(all(test, unix))]
mod tests;
