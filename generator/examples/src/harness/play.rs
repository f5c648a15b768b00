//! The jobs and results of the player of recorded traffic.
//!
//! In: nothing. Out: types. Must not know: where the traffic was recorded.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::request_job::RequestJob;

/// Recorded traffic to play.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct PlayJob {
    /// The client method, by the position of its operation in the tables of the harness, with its arguments.
    #[serde(flatten)]
    pub(crate) call: Option<CallJob>,
    /// A request that no client method makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) request: Option<PlainRequest>,
    /// The responses that the transport serves.
    pub(crate) responses: Vec<RecordedResponse>,
    /// IDs to read and print; nothing is sent then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ids: Option<Vec<String>>,
}

/// A call of a client method.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallJob {
    pub(crate) call: usize,
    #[serde(flatten)]
    pub(crate) arguments: RequestJob,
}

/// A request of the runtime's client.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlainRequest {
    pub(crate) method: String,
    pub(crate) url: String,
    /// `operation`, `list` or `plain`: what the response is taken for.
    #[serde(rename = "as")]
    pub(crate) flow: &'static str,
}

/// A response of the transport.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecordedResponse {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// What the player did.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Played {
    pub(crate) requests: Vec<SentRequest>,
    pub(crate) states: Vec<String>,
    pub(crate) bodies: Vec<String>,
    pub(crate) error: Option<PlayError>,
    /// Each ID as printed; `None` where it could not be read.
    pub(crate) ids: Vec<Option<String>>,
}

/// A request that the client sent.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct SentRequest {
    pub(crate) method: String,
    pub(crate) url: String,
    /// The position of the response that it got, if the recording has one.
    pub(crate) response: Option<usize>,
}

/// The error that a call ended with.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PlayError {
    pub(crate) text: String,
    /// Set for a response of the service.
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    /// Set if the client asked for something that was not recorded.
    pub(crate) is_not_recorded: bool,
}
