//! A POST that the service may have accepted is not sent again.
//!
//! azure_core repeats every request whose answer is lost or is one of a few statuses, whatever its method. A PUT or a
//! DELETE does no harm twice (RFC 9110 §9.2.2), nor does a PATCH of Azure Resource Manager, which is a JSON merge; a POST
//! may start, bill or regenerate something a second time.

use std::fmt;
use std::sync::Arc;

use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Method, RawResponse, Request, StatusCode};

/// Stands inside of azure_core's policy for retries and hides from it what it would repeat.
#[derive(Debug)]
pub(crate) struct PostOnce;

/// How a POST ended that the service may have accepted.
#[derive(Debug)]
enum Unrepeated {
    /// With an answer that does not tell.
    Answered(Box<RawResponse>),
    /// Without a whole answer.
    Broken(Error),
}

#[async_trait::async_trait]
impl Policy for PostOnce {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let result = next[0].send(ctx, request, &next[1..]).await;
        if request.method() != Method::Post {
            return result;
        }
        match result {
            // `ErrorKind::Connection` in contrast means that nothing was sent.
            Err(error) if *error.kind() == ErrorKind::Io => Err(hidden(Unrepeated::Broken(error))),
            Ok(response) if may_be_accepted(response.status()) => {
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
            Self::Answered(response) => write!(f, "the POST was answered with {}", response.status()),
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
