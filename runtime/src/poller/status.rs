//! The state of a long-running operation, as users see it.
//!
//! In: a response and the state in it. Out: accessors. Must not know where the state was found.

use std::fmt;

use azure_core::http::headers::Headers;
use azure_core::http::response::ResponseBody;
use azure_core::http::{RawResponse, StatusCode};

use crate::printable::one_line;

/// The state of a long-running operation. Every value but the three terminal ones means "in progress": services use
/// dozens of them.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum OperationState {
    /// The operation is in progress; the value is the one that the service sent.
    InProgress(String),
    /// The operation has succeeded.
    Succeeded,
    /// The operation has failed.
    Failed,
    /// The operation was cancelled.
    Canceled,
}

impl OperationState {
    /// Returns `true` if the operation has ended.
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

/// The state of a long-running operation at one time.
#[derive(Clone, Debug)]
pub struct OperationStatus {
    state: OperationState,
    percent_complete: Option<f64>,
    response: RawResponse,
}

impl OperationStatus {
    pub(super) fn new(state: OperationState, percent_complete: Option<f64>, response: RawResponse) -> Self {
        Self { state, percent_complete, response }
    }

    /// The state.
    pub fn state(&self) -> &OperationState {
        &self.state
    }

    /// The progress in percent, from 0 to 100, if the service reports it.
    pub fn percent_complete(&self) -> Option<f64> {
        self.percent_complete
    }

    /// The status code of the HTTP response.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers of the HTTP response.
    pub fn headers(&self) -> &Headers {
        self.response.headers()
    }

    /// The body of the HTTP response.
    pub fn body(&self) -> &ResponseBody {
        self.response.body()
    }
}
