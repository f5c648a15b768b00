//! Long-running operations whose result is a list.

use std::fmt;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use azure_core::http::pager::{Page, PagerOptions};
use azure_core::http::{Context, Request};
use futures_core::Stream;

use super::handle::{Poller, Progress};
use super::options::PollerOptions;
use super::status::OperationStatus;
use super::tracked::FinalStateVia;
use crate::client::{Client, Operation, Pending};
use crate::pager::Pager;
use crate::wire::Wire;

impl Client {
    /// Prepares a long-running operation whose result is the first page of a list; see [`Client::begin`] and
    /// [`Client::list`].
    ///
    /// # Errors
    ///
    /// Returns the error of the request function, or one for an invalid token; all others come from the poller.
    #[doc(hidden)]
    pub fn begin_list<P: 'static>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        final_state_via: Option<FinalStateVia>,
        next_link_name: Option<&'static str>,
        options: PollerOptions<'_>,
    ) -> azure_core::Result<ListPoller<P>> {
        let options = options.into_owned();
        let context = options.context.clone();
        let poller = self.begin(operation, request, final_state_via, options)?;
        Ok(ListPoller { poller, list: ListParts { client: self.clone(), operation, next_link_name, context } })
    }
}

/// A long-running operation whose result is a list.
///
/// It is used as a [`Poller`] is, but awaiting it returns a [`Pager`]: the first page is fetched already, the others
/// are asked for when they are needed.
///
/// ```
/// # use armsmith_runtime::__private::Page;
/// # async fn example<P>(poller: armsmith_runtime::ListPoller<P>) -> azure_core::Result<()>
/// # where
/// #     P: armsmith_runtime::__private::Wire + Page<Item = String> + Send + 'static,
/// #     P::IntoIter: Send,
/// # {
/// use futures::TryStreamExt as _;
///
/// let mut items = poller.await?;
/// while let Some(item) = items.try_next().await? {
///     println!("{item}");
/// }
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent before the poller is awaited or polled"]
pub struct ListPoller<P> {
    poller: Poller<P>,
    list: ListParts,
}

/// The parts of the request that the pager needs.
struct ListParts {
    client: Client,
    operation: Operation,
    next_link_name: Option<&'static str>,
    context: Context<'static>,
}

impl<P> ListPoller<P> {
    /// Returns the token with which another process resumes the operation; see [`Poller::continuation_token`].
    pub fn continuation_token(&self) -> Option<String> {
        self.poller.continuation_token()
    }
}

impl<P> Stream for ListPoller<P> {
    type Item = azure_core::Result<OperationStatus>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.poller).poll_next(cx)
    }
}

impl<P> IntoFuture for ListPoller<P>
where
    P: Wire + Page + Send + 'static,
{
    type Output = azure_core::Result<Pager<P>>;
    type IntoFuture = Pending<'static, Pager<P>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { mut poller, list } = self;
        Box::pin(async move { list.pager(&mut poller.progress).await })
    }
}

/// Awaits the list, and leaves the poller to the caller: after an error it can be awaited again.
impl<'a, P> IntoFuture for &'a mut ListPoller<P>
where
    P: Wire + Page + Send + 'static,
{
    type Output = azure_core::Result<Pager<P>>;
    type IntoFuture = Pending<'a, Pager<P>>;

    fn into_future(self) -> Self::IntoFuture {
        let ListPoller { poller, list } = self;
        Box::pin(async move { list.pager(&mut poller.progress).await })
    }
}

impl ListParts {
    async fn pager<P>(&self, progress: &mut Progress) -> azure_core::Result<Pager<P>>
    where
        P: Wire + Page + Send + 'static,
    {
        let found = progress.finish().await?;
        let options = PagerOptions { context: self.context.clone(), ..PagerOptions::default() };
        Ok(self.client.list_from(self.operation, found.response, found.url, self.next_link_name, options))
    }
}

impl<P> fmt::Debug for ListPoller<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ListPoller").field(&self.poller).finish()
    }
}
