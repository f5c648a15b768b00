//! One tracing span for a whole long-running operation, from the first request to the result.
//!
//! In: the context of the call. Out: a span in it. Must not know what is sent.

use std::sync::Arc;

use azure_core::error::{Error, ErrorKind};
use azure_core::http::Context;
use azure_core::http::policies::create_public_api_span;
use azure_core::tracing::{Span, SpanStatus};

/// The span of a call. It ends when it is dropped. The spans of the requests become its children, because it is in
/// their context.
#[derive(Default)]
pub(super) struct CallSpan(Option<Arc<dyn Span>>);

impl CallSpan {
    /// Opens the span that `context` describes, if there is a tracer and no span around the call already.
    pub(super) fn open(context: &mut Context<'static>) -> Self {
        let span = create_public_api_span(context, None, None);
        if let Some(span) = &span {
            context.insert(Arc::clone(span));
        }
        Self(span)
    }

    /// Writes the error to the span.
    pub(super) fn fail(&self, error: &Error) {
        let Some(span) = &self.0 else { return };
        let error_type = match error.kind() {
            ErrorKind::HttpResponse { status, .. } => status.to_string(),
            kind => kind.to_string(),
        };
        span.set_attribute("error.type", error_type.into());
        span.set_status(SpanStatus::Error { description: error.to_string() });
    }
}

impl Drop for CallSpan {
    fn drop(&mut self) {
        if let Some(span) = &self.0 {
            span.end();
        }
    }
}
