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
    /// Goes on with an operation that was begun before, perhaps in another process, instead of beginning one: what
    /// [`Poller::continuation_token`](crate::Poller::continuation_token) gave. The arguments of the method are not used then.
    pub continuation_token: Option<String>,
}

impl PollerOptions<'_> {
    /// The same options without a borrowed context.
    pub fn into_owned(self) -> PollerOptions<'static> {
        PollerOptions {
            context: self.context.into_owned(),
            frequency: self.frequency,
            timeout: self.timeout,
            continuation_token: self.continuation_token,
        }
    }
}
