//! Long-running operations: start, progress, result, and going on in another process.
//!
//! azure_core's own poller sleeps before it shows a status, panics when it is awaited after it was drained, loses the
//! service's error, and cannot be resumed. This one keeps its interface and does none of that. What the answers mean is
//! decided in `protocol`, which does no input and output; `run` sends and waits; this module is what users hold.

mod list;
mod options;
mod protocol;
mod run;
mod span;
mod status;
mod token;
mod wait;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use azure_core::http::{JsonFormat, Request, Response};
use futures_core::Stream;
use futures_core::stream::FusedStream;

use crate::client::{Client, Operation, Pending};
use run::{Found, Run};
use token::Point;

pub use list::ListPoller;
pub use options::PollerOptions;
pub use protocol::FinalStateVia;
pub use status::{OperationState, OperationStatus};

impl Client {
    /// Prepares a long-running operation, or goes on with one when the options hold a token. Nothing is sent before the
    /// poller is polled.
    ///
    /// # Errors
    ///
    /// The error of the request function, or that of a token that is none; all others come from the poller.
    pub fn begin<T, F>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        final_state_via: Option<FinalStateVia>,
        options: PollerOptions<'_>,
    ) -> azure_core::Result<Poller<T, F>> {
        if let Some(token) = options.continuation_token.clone() {
            return self.resume(&token, options);
        }
        let run = Run::start(self.clone(), operation, request?, final_state_via, options.into_owned());
        Ok(Poller::new(run))
    }

    /// Goes on with an operation that another poller, perhaps in another process, began. `token` is what its
    /// [`Poller::continuation_token`] gave; `T` and `F` must be those of that poller.
    ///
    /// # Errors
    ///
    /// When `token` is none.
    pub fn resume<T, F>(&self, token: &str, options: PollerOptions<'_>) -> azure_core::Result<Poller<T, F>> {
        Ok(Poller::new(Run::resume(self.clone(), token, options.into_owned())?))
    }
}

/// A long-running operation.
///
/// Await it for the result, or iterate over it as a `Stream` for the progress, or do one after the other. A status is
/// given as soon as it is known; the pause comes before the next request. An operation that fails or is cancelled ends in
/// an error with what the service says: see [`ArmError`](crate::ArmError). Dropping the poller ends the waiting, not the
/// operation.
///
/// ```
/// # async fn example(mut poller: armsmith_runtime::Poller<String>) -> azure_core::Result<()> {
/// use futures::TryStreamExt as _;
///
/// while let Some(status) = poller.try_next().await? {
///     println!("{}", status.state());
/// }
/// let result = poller.await?.into_model()?;
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent before the poller is awaited or polled"]
pub struct Poller<T, F = JsonFormat> {
    progress: Progress,
    result: PhantomData<fn() -> (T, F)>,
}

/// The stream behind a poller. It knows no types: it is compiled once.
enum Progress {
    /// Nothing is under way.
    Idle(Box<Run>),
    /// A request or a pause is under way; it gives back the run that it took. Should it be dropped, one can go on from
    /// the point where it began.
    Busy { step: Pin<Box<dyn Future<Output = Step> + Send>>, point: Option<Box<Point>> },
    /// There was an error: the stream is over. Awaiting the poller tries once more where that makes sense.
    Broken(Box<Run>),
    /// Only while one of the others is replaced.
    Taken,
}

type Step = (Box<Run>, Option<azure_core::Result<OperationStatus>>);

impl<T, F> Poller<T, F> {
    fn new(run: Run) -> Self {
        Self { progress: Progress::Idle(Box::new(run)), result: PhantomData }
    }

    /// What [`Client::resume`] needs to go on with the operation; `None` before the service has accepted it, and after
    /// the end.
    ///
    /// The token contains addresses of the service and should be kept as confidential as they are.
    pub fn continuation_token(&self) -> Option<String> {
        match &self.progress {
            Progress::Idle(run) | Progress::Broken(run) => run.point().as_deref().and_then(token::write),
            Progress::Busy { point, .. } => point.as_deref().and_then(token::write),
            Progress::Taken => None,
        }
    }
}

impl Progress {
    fn poll_next(&mut self, cx: &mut TaskContext<'_>) -> Poll<Option<azure_core::Result<OperationStatus>>> {
        let (mut step, point) = match std::mem::replace(self, Progress::Taken) {
            Progress::Idle(run) => {
                let point = run.point();
                (Box::pin(run.step()) as Pin<Box<dyn Future<Output = Step> + Send>>, point)
            }
            Progress::Busy { step, point } => (step, point),
            over => {
                *self = over;
                return Poll::Ready(None);
            }
        };
        match step.as_mut().poll(cx) {
            Poll::Ready((run, status)) => {
                *self = if matches!(status, Some(Err(_))) { Progress::Broken(run) } else { Progress::Idle(run) };
                Poll::Ready(status)
            }
            Poll::Pending => {
                *self = Progress::Busy { step, point };
                Poll::Pending
            }
        }
    }

    /// Waits for the end and gives the answer that holds the result.
    fn finish(self) -> Pending<'static, Found> {
        Box::pin(async move {
            let run = match self {
                Progress::Idle(run) | Progress::Broken(run) => run,
                Progress::Busy { step, .. } => match step.await {
                    (_, Some(Err(error))) => return Err(error),
                    (run, _) => run,
                },
                Progress::Taken => return Err(run::not_accepted()),
            };
            run.result().await
        })
    }
}

impl<T, F> Stream for Poller<T, F> {
    type Item = azure_core::Result<OperationStatus>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        self.progress.poll_next(cx)
    }
}

impl<T, F> FusedStream for Poller<T, F> {
    fn is_terminated(&self) -> bool {
        match &self.progress {
            Progress::Idle(run) => run.is_done(),
            Progress::Busy { .. } => false,
            Progress::Broken(_) | Progress::Taken => true,
        }
    }
}

impl<T: 'static, F: 'static> IntoFuture for Poller<T, F> {
    type Output = azure_core::Result<Response<T, F>>;
    type IntoFuture = Pending<'static, Response<T, F>>;

    fn into_future(self) -> Self::IntoFuture {
        let finish = self.progress.finish();
        Box::pin(async move { finish.await.map(|found| found.response.into()) })
    }
}

impl<T, F> fmt::Debug for Poller<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Poller");
        match &self.progress {
            Progress::Idle(run) | Progress::Broken(run) => debug.field("state", &run.describe()),
            Progress::Busy { .. } | Progress::Taken => debug.field("state", &"busy"),
        };
        debug.finish_non_exhaustive()
    }
}
