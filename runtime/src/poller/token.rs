//! An operation that is under way, as a text that another process can go on from.

use azure_core::error::{Error, ErrorKind, ResultExt as _};
use serde::{Deserialize, Serialize};

use super::protocol::{Outcome, Tracked};

/// What a token contains. The version is checked before anything else is believed.
#[derive(Debug, Deserialize, Serialize)]
struct Token<P> {
    version: u32,
    point: P,
}

const VERSION: u32 = 1;

/// Where an operation is.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) enum Point {
    /// It goes on.
    Waiting(Tracked),
    /// It has succeeded, and the result has to be fetched.
    Fetching { operation: String, outcome: Outcome },
}

pub(super) fn write(point: &Point) -> Option<String> {
    serde_json::to_string(&Token { version: VERSION, point }).ok()
}

pub(super) fn read(token: &str) -> azure_core::Result<Point> {
    let token: Token<Point> = serde_json::from_str(token)
        .with_context(ErrorKind::DataConversion, "this is no continuation token of a long-running operation")?;
    if token.version != VERSION {
        let message = format!("a continuation token of version {}: this crate knows version {VERSION}", token.version);
        return Err(Error::with_message(ErrorKind::DataConversion, message));
    }
    Ok(token.point)
}
