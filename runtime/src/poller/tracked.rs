//! The state of following a long-running operation, in a form that can be stored.
//!
//! Plain data: `protocol` writes it, `final_state` and `token` read it. Must not know how anything is sent.

use azure_core::http::{Method, Url};
use serde::{Deserialize, Serialize};
use std::any::TypeId;

use crate::client::is_raw;

/// The source of the result of a long-running operation (`final-state-via`).
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub enum FinalStateVia {
    /// The last response of the URL in `Azure-AsyncOperation`.
    AzureAsyncOperation,
    /// The URL in `Location`.
    Location,
    /// The URL of the first request.
    OriginalUri,
    /// The last response of the URL in `Operation-Location`.
    OperationLocation,
}

/// The source of the state.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) enum Monitor {
    /// A status document at the URL in `Azure-AsyncOperation`.
    AzureAsyncOperation,
    /// A status document at the URL in `Operation-Location`.
    OperationLocation,
    /// The URL in `Location`, which returns 202 until the operation has ended.
    Location,
    /// The resource itself, with `properties.provisioningState`.
    Resource,
}

impl Monitor {
    /// Returns `true` if the source of the state returns only status documents.
    pub(super) fn is_status_document(self) -> bool {
        matches!(self, Self::AzureAsyncOperation | Self::OperationLocation)
    }
}

/// The URLs of an operation, and the properties that decide how they are read.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct TrackedUrls {
    /// The name of the operation.
    pub(super) operation: String,
    /// The method and the URL of the first request.
    pub(super) method: MethodKind,
    pub(super) original: Url,
    pub(super) via: Option<FinalStateVia>,
    pub(super) monitor: Monitor,
    /// The URL of the next request.
    pub(super) next: Url,
    /// The `Location` of the first response.
    pub(super) location: Option<Url>,
    #[serde(default)]
    pub(super) expected: ExpectedResult,
    /// Set once a poll has reported progress.
    #[serde(default)]
    pub(super) has_progressed: bool,
}

/// The methods, as far as the protocol distinguishes them.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) enum MethodKind {
    /// PUT and PATCH: the result is the resource at the URL of the request.
    Resource,
    /// POST and GET: the result is the last response.
    Action,
    /// DELETE: the resource does not exist any more.
    Delete,
}

impl From<Method> for MethodKind {
    fn from(method: Method) -> Self {
        match method {
            Method::Put | Method::Patch => Self::Resource,
            Method::Delete => Self::Delete,
            _ => Self::Action,
        }
    }
}

/// The result that the caller expects.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(super) enum ExpectedResult {
    /// `()`: no request is sent for the result.
    Nothing,
    /// A JSON value.
    #[default]
    Json,
    /// A JSON value without a property `status`, so never a status document.
    JsonWithoutStatus,
    /// Text or bytes.
    Raw,
}

impl ExpectedResult {
    /// Returns the expectation of a caller who reads a `Response<T, F>`.
    pub(super) fn of<T: 'static, F: 'static>(lacks_status: bool) -> Self {
        if TypeId::of::<T>() == TypeId::of::<()>() {
            Self::Nothing
        } else if is_raw::<F>() {
            Self::Raw
        } else if lacks_status {
            Self::JsonWithoutStatus
        } else {
            Self::Json
        }
    }
}
