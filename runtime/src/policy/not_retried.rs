//! Requests that are not repeated: a POST that the service may have accepted, and a request after which the service
//! asks for a very long pause.
//!
//! azure_core repeats every request whose response is lost or has one of a few statuses, for every method. A PUT or a
//! DELETE is idempotent (RFC 9110 §9.2.2), and so is a PATCH of Azure Resource Manager, which is a JSON merge. A POST
//! may start, bill or regenerate something a second time. azure_core also waits as long as `Retry-After` asks, even a
//! day. In: the responses and errors of one try. Out: the same, or an error that azure_core's policy for retries passes
//! on.

use std::fmt;
use std::sync::Arc;

use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, Context, Method, RawResponse, Request, StatusCode};
use azure_core::time::OffsetDateTime;

use crate::error;
use crate::retry_after::{LONGEST_PAUSE, retry_after};

/// Runs inside of azure_core's policy for retries, and hides the responses and errors that it must not repeat.
#[derive(Debug)]
pub(crate) struct RetryGuard;

/// The end of a request that is not sent again.
#[derive(Debug)]
enum NotRetried {
    /// A response.
    Response(Box<RawResponse>),
    /// An error before the response was complete.
    Error(Error),
}

#[async_trait::async_trait]
impl Policy for RetryGuard {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let is_post = request.method() == Method::Post;
        match next[0].send(ctx, request, &next[1..]).await {
            // `ErrorKind::Connection` in contrast means that nothing was sent.
            Err(error) if is_post && *error.kind() == ErrorKind::Io => Err(hidden(NotRetried::Error(error))),
            Ok(response) if is_post && may_be_accepted(response.status()) || asks_too_much(&response) => {
                let response = response.try_into_raw_response().await?;
                Err(hidden(NotRetried::Response(Box::new(response))))
            }
            result => result,
        }
    }
}

/// Returns `true` for the statuses that azure_core repeats although the service may have acted: all but 429, which says
/// that nothing was done (RFC 6585 §4). A 503 may come from a gateway that lost its backend after it forwarded the
/// request, and a server that sends 408 may have acted on the part that it received (RFC 9110 §15.6.4, §15.5.9).
fn may_be_accepted(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::RequestTimeout
}

/// Returns `true` for a pause so long that the caller should decide. The error then has its length.
fn asks_too_much(response: &AsyncRawResponse) -> bool {
    let is_throttled = matches!(response.status(), StatusCode::TooManyRequests | StatusCode::ServiceUnavailable);
    is_throttled && retry_after(response.headers(), OffsetDateTime::now_utc()).is_some_and(|wait| wait > LONGEST_PAUSE)
}

fn hidden(end: NotRetried) -> Error {
    Error::new(ErrorKind::Other, end)
}

/// Returns the response that is hidden in an error of the pipeline; or the error, as it is to be reported.
pub(crate) fn not_retried(error: Error) -> azure_core::Result<RawResponse> {
    match error::find_source(&error) {
        Some(NotRetried::Response(response)) => Ok(RawResponse::clone(response)),
        Some(NotRetried::Error(_)) => Err(Error::new(ErrorKind::Io, error)),
        None => Err(error),
    }
}

impl fmt::Display for NotRetried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Response(response) => write!(f, "the status of the response was {}", response.status()),
            Self::Error(_) => f.write_str("the POST is not repeated, because the service may have accepted it"),
        }
    }
}

impl std::error::Error for NotRetried {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Response(_) => None,
            Self::Error(error) => Some(error),
        }
    }
}
