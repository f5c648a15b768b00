//! A limit on the size of response bodies.
//!
//! In: a transport. Out: a transport that fails on a body which is too long. Must not know the meaning of a body.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use azure_core::Bytes;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::response::AsyncResponseBody;
use azure_core::http::{AsyncRawResponse, Context, Request, Transport};
use futures_core::Stream;

/// A limit on the size of response bodies, after decompression.
///
/// azure_core reads a body as a whole, however long it is. Set a limit where a response may not come from Azure
/// Resource Manager, or where memory is scarce: a longer body ends the call with an error as soon as the limit is
/// exceeded, and the request is not repeated. The longest lists of Azure Resource Manager have pages of some megabytes.
///
/// ```no_run
/// use armsmith_runtime::ResponseBodyLimit;
/// use azure_core::http::ClientOptions;
///
/// let mut options = ClientOptions::default();
/// options.transport = Some(ResponseBodyLimit::new(64 * 1024 * 1024).apply(options.transport.unwrap_or_default()));
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ResponseBodyLimit {
    max_bytes: u64,
}

impl ResponseBodyLimit {
    /// Creates a limit in bytes.
    pub fn new(max_bytes: u64) -> Self {
        Self { max_bytes }
    }

    /// Returns the transport with this limit.
    pub fn apply(self, transport: Transport) -> Transport {
        Transport::with_policy(Arc::new(LimitedTransport { transport, max_bytes: self.max_bytes }))
    }
}

/// The last policy of a pipeline: it buffers the body that this one returns.
#[derive(Debug)]
struct LimitedTransport {
    transport: Transport,
    max_bytes: u64,
}

#[async_trait::async_trait]
impl Policy for LimitedTransport {
    async fn send(&self, ctx: &Context, request: &mut Request, _next: &[Arc<dyn Policy>]) -> PolicyResult {
        let (status, headers, body) = self.transport.send(ctx, request).await?.deconstruct();
        let body = LimitedBody { body: Box::pin(body), left: self.max_bytes, max_bytes: self.max_bytes };
        Ok(AsyncRawResponse::new(status, headers, Box::pin(body)))
    }
}

struct LimitedBody {
    body: Pin<Box<AsyncResponseBody>>,
    left: u64,
    max_bytes: u64,
}

impl Stream for LimitedBody {
    type Item = azure_core::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        let next = self.body.as_mut().poll_next(cx);
        let Poll::Ready(Some(Ok(chunk))) = &next else { return next };
        match self.left.checked_sub(chunk.len() as u64) {
            Some(left) => {
                self.left = left;
                next
            }
            None => {
                let message = format!("the response body is longer than the limit of {} bytes", self.max_bytes);
                // Not `ErrorKind::Io`: azure_core would send the request again.
                Poll::Ready(Some(Err(Error::with_message(ErrorKind::Other, message))))
            }
        }
    }
}
