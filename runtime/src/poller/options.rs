//! The options of long-running operations.

use azure_core::http::Context;
use azure_core::time::Duration;

/// Options of a long-running operation.
#[derive(Clone, Debug, Default)]
pub struct PollerOptions<'a> {
    /// The context of all requests.
    pub context: Context<'a>,
    /// The time between two requests for the state if the service does not set one; 30 seconds by default. The client
    /// waits at least one second, unless this value is less.
    pub frequency: Option<Duration>,
    /// The longest time to follow the operation, from the first request on; unlimited by default. Then the poller
    /// returns the error [`StillRunning`](crate::StillRunning) with a token; the operation itself is not affected. A
    /// poller that is awaited again after the error waits for the same time again.
    pub timeout: Option<Duration>,
    /// The token of an operation that was begun before, perhaps in another process, from
    /// [`Poller::continuation_token`](crate::Poller::continuation_token) or [`StillRunning`](crate::StillRunning). The
    /// poller resumes that operation instead of beginning one, and the arguments of the method are not used.
    pub continuation_token: Option<String>,
}

impl PollerOptions<'_> {
    /// Returns the same options without a borrowed context.
    pub fn into_owned(self) -> PollerOptions<'static> {
        PollerOptions {
            context: self.context.into_owned(),
            frequency: self.frequency,
            timeout: self.timeout,
            continuation_token: self.continuation_token,
        }
    }
}
