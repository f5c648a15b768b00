//! Paged operations: lists that come in pages.
//!
//! A page has a link to the next one in its body. The link is opaque: it is followed unchanged, except that missing
//! parts which services expect (host, api-version) are added. Pages are fetched by azure_core's `PageIterator`.
//!
//! In: the request of the first page. Out: a stream of items or of pages. Must not know: the type of the items.

mod item_error;
mod link;
mod stream;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use azure_core::Bytes;
use azure_core::error::{Error, ErrorKind, ResultExt as _};
use azure_core::http::headers::{ACCEPT, CONTENT_TYPE};
use azure_core::http::pager::{Page, PagerContinuation, PagerOptions, PagerResult, PagerResultFuture, PagerState};
use azure_core::http::{
    Body, Context, DeserializeWith, JsonFormat, Method, Pager as AzurePager, RawResponse, Request, Response, Url,
};

pub use item_error::ItemError;
pub use stream::Pager;

use crate::client::{Client, Operation, Pending};
use crate::wire::Wire;
use link::next_link;

/// The future that `Page::into_items` returns.
pub type PageItems<'a, I> = Pending<'a, I>;

/// Returns the items of a page, for `page!`. The future is ready at once.
pub fn page_items<'a, T: Send + 'a>(items: Option<Vec<T>>) -> PageItems<'a, std::vec::IntoIter<T>> {
    Box::pin(std::future::ready(Ok(items.unwrap_or_default().into_iter())))
}

impl Client {
    /// Returns a [`Pager`], or azure_core's, which requests each page when it is needed.
    ///
    /// `next_link_name` is the property with the link to the next page. `None` means that the list always is a single
    /// page.
    ///
    /// # Errors
    ///
    /// Returns the error of the request function; all others come from the pager.
    #[doc(hidden)]
    pub fn list<L: PageStream>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        next_link_name: Option<&'static str>,
        options: PagerOptions<'_>,
    ) -> azure_core::Result<L> {
        Ok(self.pages(operation, request?, next_link_name, Method::Get).start(options))
    }

    /// Does the same for a list whose further pages are requested with POST (`x-ms-pageable.operationName`).
    ///
    /// # Errors
    ///
    /// Returns the error of the request function; all others come from the pager.
    #[doc(hidden)]
    pub fn list_by_post<L: PageStream>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        next_link_name: Option<&'static str>,
        options: PagerOptions<'_>,
    ) -> azure_core::Result<L> {
        Ok(self.pages(operation, request?, next_link_name, Method::Post).start(options))
    }

    /// Returns the pager of a list whose first page has been fetched from `url` already.
    pub(crate) fn list_from<L: PageStream>(
        &self,
        operation: Operation,
        first: RawResponse,
        url: Url,
        next_link_name: Option<&'static str>,
        options: PagerOptions<'_>,
    ) -> L {
        let mut request = Request::new(url, Method::Get);
        request.insert_header(ACCEPT, "application/json");
        let pages = self.pages(operation, request, next_link_name, Method::Get);
        Pages { fetched: Some(Arc::new(first)), ..pages }.start(options)
    }

    fn pages(
        &self,
        operation: Operation,
        first: Request,
        next_link_name: Option<&'static str>,
        next_method: Method,
    ) -> Pages {
        let (client, followed) = (self.clone(), Arc::default());
        Pages { client, operation, first, fetched: None, next_link_name, next_method, followed }
    }
}

/// The stream that [`Client::list`] returns.
#[doc(hidden)]
pub trait PageStream {
    /// Prepares the stream; nothing is sent.
    fn new(pages: Pages, options: PagerOptions<'static>) -> Self;
}

impl<P: Wire + Page + Send + 'static> PageStream for Pager<P> {
    fn new(pages: Pages, options: PagerOptions<'static>) -> Self {
        Self::from_pages(pages, options)
    }
}

/// For crates that were generated before there was a [`Pager`] of this crate.
impl<P: DeserializeWith<JsonFormat> + Page + Send + 'static> PageStream for AzurePager<P> {
    fn new(pages: Pages, options: PagerOptions<'static>) -> Self {
        Self::new(pages.fetcher(), Some(options))
    }
}

/// Everything needed to fetch any page of a list.
#[doc(hidden)]
#[derive(Clone)]
pub struct Pages {
    client: Client,
    operation: Operation,
    first: Request,
    /// The first page, if it has been fetched already.
    fetched: Option<Arc<RawResponse>>,
    next_link_name: Option<&'static str>,
    /// The method of the requests for further pages.
    next_method: Method,
    /// The links followed so far. Following a repeated link would never end.
    followed: Arc<Mutex<BTreeSet<String>>>,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("operation", &self.operation.name()).finish_non_exhaustive()
    }
}

impl Pages {
    fn start<L: PageStream>(self, options: PagerOptions<'_>) -> L {
        let context = self.client.traced(self.operation.name(), options.context).into_owned();
        L::new(self, PagerOptions { context, continuation: options.continuation })
    }

    /// The same list, of which no link has been followed.
    fn restarted(self) -> Self {
        Self { followed: Arc::default(), ..self }
    }

    /// The function that fetches a page for azure_core.
    fn fetcher<P>(self) -> impl Fn(PagerState, PagerOptions<'static>) -> PagerResultFuture<Response<P>> + Send {
        move |state, options| {
            let pages = self.clone();
            Box::pin(async move {
                let (response, next) = pages.fetch(state, &options.context).await?;
                let response = response.into();
                Ok(match next {
                    Some(link) => PagerResult::More { response, continuation: PagerContinuation::Link(link) },
                    None => PagerResult::Done { response },
                })
            })
        }
    }

    fn fetch<'a>(&'a self, state: PagerState, context: &'a Context<'_>) -> Pending<'a, (RawResponse, Option<Url>)> {
        Box::pin(async move {
            let (request, fetched, is_link) = match state {
                // A next link may also point to the first page, unless that is a POST.
                PagerState::Initial => {
                    (self.first.clone(), self.fetched.as_deref(), self.first.method() == Method::Get)
                }
                PagerState::More(link) => (self.next_request(link.try_into()?), None, true),
            };
            let url = request.url().clone();
            if is_link {
                self.remember(&url);
            }
            let response = match fetched {
                Some(page) => page.clone(),
                None => self.client.exchange(context, request, self.operation.statuses()).await?,
            };
            let (status, headers, body) = response.deconstruct();
            // A response without a body, such as 204, is a page without items.
            let body = if body.is_empty() { Bytes::from_static(b"{}") } else { body.into() };
            let next = match self.next_link_name {
                Some(name) => self.next_link(&url, next_link(&body, name)?)?,
                None => None,
            };
            Ok((RawResponse::from_bytes(status, headers, body), next))
        })
    }

    /// Returns the request for the page of a link: without a body, with the headers of the first request.
    fn next_request(&self, link: Url) -> Request {
        let mut request = self.first.clone();
        *request.url_mut() = link;
        request.set_method(self.next_method);
        request.set_body(Body::from(Bytes::new()));
        request.headers_mut().remove(CONTENT_TYPE);
        request
    }

    fn next_link(&self, page: &Url, link: Option<String>) -> azure_core::Result<Option<Url>> {
        let Some(link) = link.filter(|link| !link.trim().is_empty()) else { return Ok(None) };
        let mut url = page
            .join(link.trim())
            .with_context_fn(ErrorKind::DataConversion, || format!("the next link is not a valid URL: {link}"))?;
        self.add_api_version(&mut url);
        let followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        if followed.contains(url.as_str()) {
            let message = format!("the next links form a cycle: the service links to the page {url} again");
            return Err(Error::with_message(ErrorKind::DataConversion, message));
        }
        Ok(Some(url))
    }

    /// Services should put the api-version into the link, but some expect the client to add it.
    fn add_api_version(&self, url: &mut Url) {
        let is_version = |name: &str| name.eq_ignore_ascii_case("api-version");
        if url.query_pairs().any(|(name, _)| is_version(&name)) {
            return;
        }
        if let Some((name, version)) = self.first.url().query_pairs().find(|(name, _)| is_version(name)) {
            url.query_pairs_mut().append_pair(&name, &version);
        }
    }

    fn remember(&self, url: &Url) {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner).insert(url.to_string());
    }
}
