//! What goes to the player of the harness and what comes back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::harness::RequestJob;
use super::Exchange;

/// Recorded traffic to play.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlayJob {
    /// The client method, by the position of its operation in the tables of the harness, with its arguments.
    #[serde(flatten)]
    pub(super) call: Option<CallJob>,
    /// A request that no client method makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) request: Option<PlainRequest>,
    /// The responses that the transport serves.
    pub(super) responses: Vec<RecordedResponse>,
    /// IDs to read and print; nothing is sent then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ids: Option<Vec<String>>,
}

/// A call of a client method.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CallJob {
    pub(super) call: usize,
    #[serde(flatten)]
    pub(super) arguments: RequestJob,
}

/// A request of the runtime's client.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PlainRequest {
    pub(super) method: String,
    pub(super) url: String,
    /// `operation`, `list` or `plain`: what the response is taken for.
    #[serde(rename = "as")]
    pub(super) flow: &'static str,
}

/// A response of the transport.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RecordedResponse {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) status: u16,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
}

impl RecordedResponse {
    pub(super) fn of(exchange: &Exchange) -> Self {
        Self {
            method: exchange.method.clone(),
            url: exchange.full_url(),
            status: exchange.status,
            headers: exchange.headers.clone(),
            body: exchange.response.clone(),
        }
    }
}

/// What the player did.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Played {
    pub(super) requests: Vec<SentRequest>,
    pub(super) states: Vec<String>,
    pub(super) bodies: Vec<String>,
    pub(super) error: Option<PlayError>,
    /// Each ID as printed; `None` where it could not be read.
    pub(super) ids: Vec<Option<String>>,
}

/// A request that the client sent.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SentRequest {
    pub(super) method: String,
    pub(super) url: String,
    /// The position of the response that it got, if the recording has one.
    pub(super) response: Option<usize>,
}

/// The error that a call ended with.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct PlayError {
    pub(super) text: String,
    /// Set for a response of the service.
    pub(super) status: Option<u16>,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    /// Set if the client asked for something that was not recorded.
    pub(super) is_not_recorded: bool,
}
