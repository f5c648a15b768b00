//! The request that a job builds, or that a client method of recorded traffic sends.

use serde::Serialize;
use serde_json::Value;

/// A request to build.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestJob {
    /// The operation's place in [`Tables::operations`].
    pub(crate) operation: usize,
    /// The subscription of the scope.
    pub(crate) subscription: String,
    /// The api-version of the scope.
    pub(crate) api_version: String,
    /// A value for each parameter of the model's operation; `null` if it is missing.
    pub(crate) parameters: Vec<Value>,
    /// The body's text.
    pub(crate) body: Option<String>,
}
