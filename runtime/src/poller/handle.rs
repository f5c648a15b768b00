//! Pollers: the handles of long-running operations.
//!
//! In: a request, or a continuation token. Out: a stream of states and a future of the result. Must not know the
//! protocol.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use azure_core::http::{JsonFormat, Request, Response};
use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::options::PollerOptions;
use super::run::{self, FoundState, Run};
use super::status::OperationStatus;
use super::token::{self, ResumePoint};
use super::tracked::{ExpectedResult, FinalStateVia};
use crate::client::{Client, Operation, Pending, is_raw};

impl Client {
    /// Prepares a long-running operation, or resumes one if the options have a token. Nothing is sent before the poller
    /// is polled.
    ///
    /// # Errors
    ///
    /// Returns the error of the request function, or one for an invalid token; all others come from the poller.
    #[doc(hidden)]
    pub fn begin<T: 'static, F: 'static>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        final_state_via: Option<FinalStateVia>,
        options: PollerOptions<'_>,
    ) -> azure_core::Result<Poller<T, F>> {
        if let Some(token) = options.continuation_token.clone() {
            return self.resume(&token, options);
        }
        let expected = ExpectedResult::of::<T, F>(operation.result_lacks_status());
        let run = Run::start(self.clone(), operation, request?, final_state_via, expected, options.into_owned());
        Ok(Poller::new(run))
    }

    /// Resumes an operation that another poller began, perhaps in another process. `token` is from its
    /// [`Poller::continuation_token`], or from [`StillRunning`](crate::StillRunning); `T` and `F` must be those of that
    /// poller.
    ///
    /// # Errors
    ///
    /// Returns an error if `token` is invalid.
    pub fn resume<T, F: 'static>(&self, token: &str, options: PollerOptions<'_>) -> azure_core::Result<Poller<T, F>> {
        Ok(Poller::new(Run::resume(self.clone(), token, is_raw::<F>(), options.into_owned())?))
    }
}

/// A long-running operation.
///
/// Await it for the result, or iterate over it as a `Stream` for the progress, or do one after the other. A status is
/// returned as soon as it is known. The pause is before the next request. An operation that fails or is cancelled ends
/// in the service's error: see [`ArmError`](crate::ArmError). Every other error after the service has accepted the
/// operation carries a token: see [`StillRunning`](crate::StillRunning). Await `&mut poller` to keep the poller for
/// another try. Dropping the poller ends the waiting, not the operation.
///
/// Some operations end without a body although the specification documents one. Awaiting the poller succeeds, and
/// reading the model is an error: see [`OptionalModel`](crate::OptionalModel).
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
    pub(super) progress: Progress,
    result: PhantomData<fn() -> (T, F)>,
}

/// The stream behind a poller. It has no type parameters: it is compiled once.
pub(super) enum Progress {
    /// No request and no pause is in progress.
    Idle(Box<Run>),
    /// A request or a pause is in progress; it returns the run that it took. `point` is the point where it began.
    Busy { step: Pin<Box<dyn Future<Output = Step> + Send>>, point: Option<Box<ResumePoint>> },
    /// An error has ended the stream. Awaiting the poller tries once more, if that can help.
    Broken(Box<Run>),
    /// A placeholder while another variant is replaced.
    Replaced,
}

type Step = (Box<Run>, Option<azure_core::Result<OperationStatus>>);

impl<T, F> Poller<T, F> {
    fn new(run: Run) -> Self {
        Self { progress: Progress::Idle(Box::new(run)), result: PhantomData }
    }

    /// Returns the token with which [`Client::resume`] resumes the operation. Returns `None` before the service has
    /// accepted it, and after the end.
    ///
    /// The token contains URLs of the service, so keep it as confidential as these.
    pub fn continuation_token(&self) -> Option<String> {
        match &self.progress {
            Progress::Idle(run) | Progress::Broken(run) => run.point().as_deref().and_then(token::write),
            Progress::Busy { point, .. } => point.as_deref().and_then(token::write),
            Progress::Replaced => None,
        }
    }
}

impl Progress {
    fn poll_next(&mut self, cx: &mut TaskContext<'_>) -> Poll<Option<azure_core::Result<OperationStatus>>> {
        let (mut step, point) = match std::mem::replace(self, Progress::Replaced) {
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

    /// Waits for the end, and returns the response with the result. It can be dropped at any time, and called again.
    pub(super) async fn finish(&mut self) -> azure_core::Result<FoundState> {
        // After an error, one more try.
        if let Progress::Broken(_) = self {
            *self = match std::mem::replace(self, Progress::Replaced) {
                Progress::Broken(run) => Progress::Idle(run),
                other => other,
            };
        }
        while let Some(status) = poll_fn(|cx| self.poll_next(cx)).await {
            status?;
        }
        match self {
            Progress::Idle(run) => run.result().await,
            _ => Err(run::not_accepted()),
        }
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
            Progress::Broken(_) | Progress::Replaced => true,
        }
    }
}

impl<T: 'static, F: 'static> IntoFuture for Poller<T, F> {
    type Output = azure_core::Result<Response<T, F>>;
    type IntoFuture = Pending<'static, Response<T, F>>;

    fn into_future(self) -> Self::IntoFuture {
        let mut progress = self.progress;
        Box::pin(async move { progress.finish().await.map(|found| found.response.into()) })
    }
}

/// Awaits the result, and leaves the poller to the caller: after an error it can be awaited again.
impl<'a, T: 'static, F: 'static> IntoFuture for &'a mut Poller<T, F> {
    type Output = azure_core::Result<Response<T, F>>;
    type IntoFuture = Pending<'a, Response<T, F>>;

    fn into_future(self) -> Self::IntoFuture {
        let progress = &mut self.progress;
        Box::pin(async move { progress.finish().await.map(|found| found.response.into()) })
    }
}

impl<T, F> fmt::Debug for Poller<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Poller");
        match &self.progress {
            Progress::Idle(run) | Progress::Broken(run) => debug.field("state", &run.describe()),
            Progress::Busy { .. } | Progress::Replaced => debug.field("state", &"busy"),
        };
        debug.finish_non_exhaustive()
    }
}
