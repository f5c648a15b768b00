//! The items of a list as a stream, across its pages and past items that cannot be read.
//!
//! In: pages. Out: items, and an error for each item that is not as documented. Must not know: how a page is asked for.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};

use azure_core::Value;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::Response;
use azure_core::http::pager::{Page, PageIterator, PagerContinuation, PagerOptions};
use azure_core::json::from_json;
use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::{ItemError, Pages};
use crate::wire::{self, Decoded, Plain, UnreadableItem, Wire};

/// A list: a `Stream` of its items, which asks for pages when it needs them.
///
/// It is used as azure_core's `Pager` is, and differs from it in one thing: an item that is not as documented is an
/// error in its position (see [`ItemError`], which has its JSON), and the list goes on after it. With azure_core's, the
/// other items of the page would be lost. A page that cannot be fetched ends the list.
///
/// ```
/// # async fn example<P>(mut items: armsmith_runtime::Pager<P>) -> azure_core::Result<()>
/// # where P: armsmith_runtime::__private::Wire + armsmith_runtime::__private::Page<Item = String> + Send {
/// use futures::TryStreamExt as _;
///
/// while let Some(item) = items.try_next().await? {
///     println!("{item}");
/// }
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent before the pager is polled"]
pub struct Pager<P: Page + Send> {
    pages: PageIterator<Response<P>>,
    /// Makes another iterator over pages.
    source: Pages,
    options: PagerOptions<'static>,
    /// Asks for the page whose items are being read.
    continuation: Option<PagerContinuation>,
    items: Option<ReadPage<P>>,
}

impl<P: Page + Send + 'static> Pager<P> {
    pub(super) fn from_pages(source: Pages, options: PagerOptions<'static>) -> Self {
        let pages = PageIterator::new(source.clone().fetcher(), Some(options.clone()));
        Self { pages, source, continuation: options.continuation.clone(), options, items: None }
    }

    /// Returns what `PagerOptions::continuation` needs to go on with the page whose items are being read.
    ///
    /// `None` before the first page has been read, and after the last one.
    pub fn continuation(&self) -> Option<&PagerContinuation> {
        self.continuation.as_ref()
    }

    /// The same as [`continuation`](Self::continuation).
    pub fn into_continuation(self) -> Option<PagerContinuation> {
        self.continuation
    }

    /// Returns a stream of whole pages as the service sent them, from the page whose items are being read.
    ///
    /// A page is a `Response`: `into_model()` reads it strictly, `into_body()` is its raw JSON.
    pub fn into_pages(self) -> PageIterator<Response<P>> {
        let options = PagerOptions { continuation: self.continuation, ..self.options };
        PageIterator::new(self.source.restarted().fetcher(), Some(options))
    }
}

/// No field is pinned.
impl<P: Page + Send> Unpin for Pager<P> {}

impl<P: Wire + Page + Send> Stream for Pager<P> {
    type Item = azure_core::Result<P::Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.as_mut().and_then(Iterator::next) {
                return Poll::Ready(Some(item));
            }
            self.items = None;
            self.continuation = self.pages.continuation().cloned();
            match ready!(Pin::new(&mut self.pages).poll_next(cx))
                .transpose()
                .and_then(|page| page.map(read).transpose())
            {
                Ok(Some(items)) => self.items = Some(items),
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<P: Wire + Page + Send> FusedStream for Pager<P> {
    fn is_terminated(&self) -> bool {
        self.items.is_none() && self.pages.is_terminated()
    }
}

impl<P: Page + Send> fmt::Debug for Pager<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("source", &self.source).finish_non_exhaustive()
    }
}

/// Reads a page. It is read item by item only if it cannot be read as a whole.
fn read<P: Wire + Page>(page: Response<P>) -> azure_core::Result<ReadPage<P>> {
    let body = page.into_body();
    match from_json::<_, Decoded<Plain, P>>(&body) {
        Ok(page) => ReadPage::new(page.into_value(), Vec::new()),
        Err(error) => match from_json::<_, Value>(&body).ok().and_then(wire::read_page) {
            Some((page, unreadable)) => ReadPage::new(page, unreadable),
            None => Err(error),
        },
    }
}

/// The items of a page in the order of the service, with the errors in between.
struct ReadPage<P: Page> {
    items: P::IntoIter,
    /// The number of items and errors that were returned.
    position: usize,
    unreadable: VecDeque<UnreadableItem>,
}

impl<P: Page> ReadPage<P> {
    fn new(page: P, unreadable: Vec<UnreadableItem>) -> azure_core::Result<Self> {
        match page.into_items().as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(items) => Ok(Self { items: items?, position: 0, unreadable: unreadable.into() }),
            // `page!` returns all of them at once.
            Poll::Pending => Err(Error::with_message(ErrorKind::Other, "the items of a page must be ready")),
        }
    }
}

impl<P: Page> Iterator for ReadPage<P> {
    type Item = azure_core::Result<P::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let is_here = |next: &UnreadableItem| next.position <= self.position;
        let item = if self.unreadable.front().is_some_and(is_here) { None } else { self.items.next() };
        self.position += 1;
        item.map(Ok).or_else(|| {
            let UnreadableItem { message, index, raw, .. } = self.unreadable.pop_front()?;
            Some(Err(ItemError::new(message, index, raw).into()))
        })
    }
}
