//! What is not repeated: a POST that the service may have accepted, and what it asks to wait very long for.
//!
//! azure_core repeats every request whose answer is lost or is one of a few statuses, whatever its method. A PUT or a
//! DELETE does no harm twice (RFC 9110 §9.2.2), nor does a PATCH of Azure Resource Manager, which is a JSON merge; a POST
//! may start, bill or regenerate something a second time. And it waits as long as `Retry-After` asks, be it a day.

use std::fmt;
use std::sync::Arc;

use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, Context, Method, RawResponse, Request, StatusCode};
use azure_core::time::OffsetDateTime;

use crate::poller::{LONGEST_PAUSE, retry_after};

/// Stands inside of azure_core's policy for retries and hides from it what it would repeat.
#[derive(Debug)]
pub(crate) struct Unrepeatable;

/// How a request ended that is not to be repeated.
#[derive(Debug)]
enum Unrepeated {
    /// With an answer.
    Answered(Box<RawResponse>),
    /// Without a whole answer.
    Broken(Error),
}

#[async_trait::async_trait]
impl Policy for Unrepeatable {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let is_post = request.method() == Method::Post;
        match next[0].send(ctx, request, &next[1..]).await {
            // `ErrorKind::Connection` in contrast means that nothing was sent.
            Err(error) if is_post && *error.kind() == ErrorKind::Io => Err(hidden(Unrepeated::Broken(error))),
            Ok(response) if is_post && may_be_accepted(response.status()) || asks_too_much(&response) => {
                let response = response.try_into_raw_response().await?;
                Err(hidden(Unrepeated::Answered(Box::new(response))))
            }
            result => result,
        }
    }
}

/// A server error says nothing on what was done before it, except that the service is not available (RFC 9110 §15.6.4).
/// 408 and 429 say that nothing was done.
fn may_be_accepted(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::ServiceUnavailable
}

/// The error then says how long to wait: that is for the caller to decide.
fn asks_too_much(response: &AsyncRawResponse) -> bool {
    let is_throttled = matches!(response.status(), StatusCode::TooManyRequests | StatusCode::ServiceUnavailable);
    is_throttled && retry_after(response.headers(), OffsetDateTime::now_utc()).is_some_and(|wait| wait > LONGEST_PAUSE)
}

fn hidden(end: Unrepeated) -> Error {
    Error::new(ErrorKind::Other, end)
}

/// The answer that is hidden in an error of the pipeline; or the error, as it is to be reported.
pub(crate) fn unrepeated(error: Error) -> azure_core::Result<RawResponse> {
    let mut found: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(inner) = found {
        match inner.downcast_ref() {
            Some(Unrepeated::Answered(response)) => return Ok(RawResponse::clone(response)),
            Some(Unrepeated::Broken(_)) => return Err(Error::new(ErrorKind::Io, error)),
            None => found = inner.source(),
        }
    }
    Err(error)
}

impl fmt::Display for Unrepeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(response) => write!(f, "the answer was {}", response.status()),
            Self::Broken(_) => f.write_str("the POST is not repeated, because the service may have accepted it"),
        }
    }
}

impl std::error::Error for Unrepeated {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Answered(_) => None,
            Self::Broken(error) => Some(error),
        }
    }
}
