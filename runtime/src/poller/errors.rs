//! Errors of following a long-running operation that programs can recognize.
//!
//! Each is found inside of azure_core's `Error` by its `from_error`.

use std::fmt;

use azure_core::error::{Error, ErrorKind};

use crate::error;
use crate::printable::one_line;

/// An error after a service has accepted a long-running operation: the timeout has expired, a poll failed, or the
/// result could not be fetched.
///
/// The operation itself is not affected. Another poller, also in another process, can resume it with
/// [`continuation_token`](Self::continuation_token):
///
/// ```
/// # use armsmith_runtime::{Client, Poller, PollerOptions, StillRunning};
/// # async fn example<M: 'static>(client: Client, poller: Poller<M>) -> azure_core::Result<()> {
/// if let Err(error) = poller.await {
///     let Some(running) = StillRunning::from_error(&error) else { return Err(error) };
///     println!("{} goes on: {error}", running.operation);
///     let again: Poller<M> = client.resume(&running.continuation_token, PollerOptions::default())?;
///     again.await?;
/// }
/// # Ok(()) }
/// ```
///
/// [`ArmError::from_error`](crate::ArmError::from_error) still finds what the service sent, if it was an error of the
/// service.
#[non_exhaustive]
pub struct StillRunning {
    /// The name of the operation.
    pub operation: String,
    /// The value for [`Client::resume`](crate::Client::resume) and
    /// [`PollerOptions::continuation_token`](crate::PollerOptions::continuation_token). It contains URLs of the
    /// service, so keep it as confidential as these. No message shows it.
    pub continuation_token: String,
    cause: Error,
}

impl StillRunning {
    /// Returns the error of this type inside of an error.
    pub fn from_error(error: &Error) -> Option<&Self> {
        error::find_source(error)
    }

    /// Adds a token to an error, which keeps its kind, its message and its sources.
    pub(super) fn wrap(cause: Error, operation: String, continuation_token: String) -> Error {
        let (kind, message) = (cause.kind().clone(), cause.to_string());
        Error::with_error(kind, Self { operation, continuation_token, cause }, message)
    }
}

impl fmt::Display for StillRunning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.cause, f)
    }
}

impl fmt::Debug for StillRunning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The token is confidential.
        f.debug_struct("StillRunning")
            .field("operation", &self.operation)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for StillRunning {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// A service accepted a long-running operation (202), but its response has no URL to follow it.
///
/// The operation may succeed or fail: request the resource itself after a while. Sending the request again may start
/// the operation a second time.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct CannotFollow {
    /// The name of the operation.
    pub operation: String,
}

impl CannotFollow {
    /// Returns the error of this type inside of an error.
    pub fn from_error(error: &Error) -> Option<&Self> {
        error::find_source(error)
    }

    pub(super) fn error(operation: String) -> Error {
        Error::new(ErrorKind::DataConversion, Self { operation })
    }
}

impl fmt::Display for CannotFollow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = one_line(&self.operation);
        write!(f, "{operation} was accepted, but cannot be followed: the response (202) has no polling URL")
    }
}

impl std::error::Error for CannotFollow {}
