//! What a long-running operation says about itself while it runs.

use std::fmt;

use azure_core::Value;
use azure_core::http::headers::Headers;
use azure_core::http::response::ResponseBody;
use azure_core::http::{RawResponse, StatusCode};

use crate::printable::one_line;

/// The state of a long-running operation. Whatever is not one of the three ends goes on: services have dozens of words
/// for it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OperationState {
    /// The operation goes on; the word is the service's.
    InProgress(String),
    /// The operation has done what it should.
    Succeeded,
    /// The operation has failed.
    Failed,
    /// The operation was cancelled.
    Canceled,
}

impl OperationState {
    /// Whether the operation has ended.
    pub fn is_terminal(&self) -> bool {
        !matches!(self, Self::InProgress(_))
    }

    pub(super) fn in_progress() -> Self {
        Self::InProgress("InProgress".to_owned())
    }
}

impl From<&str> for OperationState {
    fn from(state: &str) -> Self {
        match state.to_ascii_lowercase().as_str() {
            "succeeded" => Self::Succeeded,
            "failed" => Self::Failed,
            "canceled" | "cancelled" => Self::Canceled,
            _ => Self::InProgress(state.to_owned()),
        }
    }
}

impl AsRef<str> for OperationState {
    fn as_ref(&self) -> &str {
        match self {
            Self::InProgress(state) => state,
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
        }
    }
}

impl fmt::Display for OperationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&one_line(self.as_ref()))
    }
}

/// One look at a long-running operation.
#[derive(Clone, Debug)]
pub struct OperationStatus {
    state: OperationState,
    percent_complete: Option<f64>,
    response: RawResponse,
}

impl OperationStatus {
    pub(super) fn new(state: OperationState, body: &Value, response: RawResponse) -> Self {
        let percent_complete = body.get("percentComplete").and_then(Value::as_f64);
        Self { state, percent_complete, response }
    }

    /// The state.
    pub fn state(&self) -> &OperationState {
        &self.state
    }

    /// How much is done, from 0 to 100, where the service says it.
    pub fn percent_complete(&self) -> Option<f64> {
        self.percent_complete
    }

    /// The status of the HTTP answer.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers of the HTTP answer.
    pub fn headers(&self) -> &Headers {
        self.response.headers()
    }

    /// The body of the HTTP answer.
    pub fn body(&self) -> &ResponseBody {
        self.response.body()
    }
}
