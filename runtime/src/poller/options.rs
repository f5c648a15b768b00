//! How a caller wants a long-running operation to be followed.

use azure_core::http::Context;
use azure_core::time::Duration;

/// Options of a long-running operation.
#[derive(Clone, Debug, Default)]
pub struct PollerOptions<'a> {
    /// The context of all requests.
    pub context: Context<'a>,
    /// The time between two looks at the operation, where the service names none. 30 seconds without a choice.
    pub frequency: Option<Duration>,
    /// How long to follow the operation, from the first request on. Then there is an error; the operation itself goes
    /// on, and so can a poller from [`continuation_token`](crate::Poller::continuation_token). For ever without a choice.
    pub timeout: Option<Duration>,
}

impl PollerOptions<'_> {
    /// The same options without a borrowed context.
    pub fn into_owned(self) -> PollerOptions<'static> {
        PollerOptions { context: self.context.into_owned(), frequency: self.frequency, timeout: self.timeout }
    }
}
