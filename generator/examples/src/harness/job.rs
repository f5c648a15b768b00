//! The jobs of the program and its answers.
//!
//! In: nothing. Out: types that are written to the program and read from it. Must not know: how the program is built.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::play::{PlayJob, Played};
use super::request_job::RequestJob;
use crate::compare::Actual;

/// One example to run.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Job {
    /// Comes back in the answer.
    pub(crate) id: usize,
    /// The request to build; `None` if only bodies are read.
    pub(crate) request: Option<RequestJob>,
    /// The bodies to read and write.
    pub(crate) bodies: Vec<BodyJob>,
    /// Values that enums should know; an enum is its place in [`Tables::enums`].
    pub(crate) enums: Vec<(usize, Value)>,
    /// Recorded traffic to play; only the program of `recorded::write_package` can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) play: Option<PlayJob>,
}

impl Job {
    /// A job without anything to do.
    pub(crate) fn new(id: usize) -> Self {
        Self { id, request: None, bodies: Vec::new(), enums: Vec::new(), play: None }
    }
}

/// A body to read and write.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BodyJob {
    /// The type, by [`Tables::model_of`].
    pub(crate) model: usize,
    /// The body's text.
    pub(crate) body: String,
}

/// What became of a job.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Answer {
    /// The job's.
    pub(crate) id: usize,
    /// The request.
    pub(crate) request: Option<Made<Actual>>,
    /// The bodies as written, in the order of the job.
    pub(crate) bodies: Vec<Made<String>>,
    /// Whether the enums know the values, in the order of the job.
    pub(crate) known: Vec<bool>,
    /// The result of playing recorded traffic.
    #[serde(default)]
    pub(crate) played: Option<Made<Played>>,
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

impl Answer {
    /// The answer to a job that the program did not survive.
    pub(super) fn died(job: &Job, ended: &str) -> Self {
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
