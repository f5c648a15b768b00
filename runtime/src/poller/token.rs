//! The continuation token of a long-running operation: a string from which another process can go on.
//!
//! In: the point that an operation has reached, or a token. Out: a token, or the point. Must not know what is sent
//! next.

use azure_core::error::{Error, ErrorKind, ResultExt as _};
use serde::{Deserialize, Serialize};

use super::final_state::Outcome;
use super::tracked::TrackedUrls;

/// The content of a token. The version is checked before the rest is read.
#[derive(Debug, Deserialize, Serialize)]
struct Token<P> {
    version: u32,
    point: P,
}

const VERSION: u32 = 1;

/// The point that an operation has reached.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) enum ResumePoint {
    /// It is in progress.
    Waiting(TrackedUrls),
    /// It has succeeded, and the result has to be fetched.
    Fetching { operation: String, outcome: Outcome },
}

/// Returns the token of a point.
pub(super) fn write(point: &ResumePoint) -> Option<String> {
    serde_json::to_string(&Token { version: VERSION, point }).ok()
}

/// Reads a token.
pub(super) fn read(token: &str) -> azure_core::Result<ResumePoint> {
    let token: Token<ResumePoint> = serde_json::from_str(token)
        .with_context(ErrorKind::DataConversion, "not a continuation token of a long-running operation")?;
    if token.version != VERSION {
        let message = format!("a continuation token of version {}: this crate knows version {VERSION}", token.version);
        return Err(Error::with_message(ErrorKind::DataConversion, message));
    }
    Ok(token.point)
}
