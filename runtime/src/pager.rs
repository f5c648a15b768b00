//! Lists that come in pages, on azure_core's `Pager`.
//!
//! A page names the next one by a link in its body. The link is opaque: it is followed as it is, and only completed
//! where services leave out what they expect (host, api-version).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

pub use azure_core::http::pager::Page;

use azure_core::Bytes;
use azure_core::error::{Error, ErrorKind, ResultExt as _};
use azure_core::http::headers::{ACCEPT, CONTENT_TYPE};
use azure_core::http::pager::{Pager, PagerContinuation, PagerOptions, PagerResult, PagerState};
use azure_core::http::{Body, Context, DeserializeWith, JsonFormat, Method, RawResponse, Request, Url};
use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::client::{Client, Operation, Pending};

/// What `Page::into_items` gives.
pub type PageItems<'a, I> = Pending<'a, I>;

/// The items of a page. Ready at once: azure_core's pager loses a page whose items are not.
pub fn page_items<'a, T: Send + 'a>(items: Option<Vec<T>>) -> PageItems<'a, std::vec::IntoIter<T>> {
    Box::pin(std::future::ready(Ok(items.unwrap_or_default().into_iter())))
}

impl Client {
    /// Sends the request of a list, page by page, as the pages are asked for.
    ///
    /// `next_link_name` is the property with the link to the next page; `None` when the list always is a single page.
    ///
    /// # Errors
    ///
    /// The error of the request function; all others come from the pager.
    pub fn list<P>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        next_link_name: Option<&'static str>,
        options: PagerOptions<'_>,
    ) -> azure_core::Result<Pager<P>>
    where
        P: DeserializeWith<JsonFormat> + Page + Send,
    {
        Ok(self.pages(operation, request?, next_link_name, Method::Get).pager(options))
    }

    /// The same for a list whose further pages are asked for with POST (`x-ms-pageable.operationName`).
    ///
    /// # Errors
    ///
    /// The error of the request function; all others come from the pager.
    pub fn list_by_post<P>(
        &self,
        operation: Operation,
        request: azure_core::Result<Request>,
        next_link_name: Option<&'static str>,
        options: PagerOptions<'_>,
    ) -> azure_core::Result<Pager<P>>
    where
        P: DeserializeWith<JsonFormat> + Page + Send,
    {
        Ok(self.pages(operation, request?, next_link_name, Method::Post).pager(options))
    }

    /// A list whose first page has been fetched from `url` already.
    pub(crate) fn list_from<P>(
        &self,
        operation: Operation,
        first: RawResponse,
        url: Url,
        next_link_name: Option<&'static str>,
        options: PagerOptions<'_>,
    ) -> Pager<P>
    where
        P: DeserializeWith<JsonFormat> + Page + Send,
    {
        let mut request = Request::new(url, Method::Get);
        request.insert_header(ACCEPT, "application/json");
        let pages = self.pages(operation, request, next_link_name, Method::Get);
        Pages { fetched: Some(Arc::new(first)), ..pages }.pager(options)
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

/// Everything needed to fetch any page of a list.
#[derive(Clone)]
struct Pages {
    client: Client,
    operation: Operation,
    first: Request,
    /// The first page, when it is there already.
    fetched: Option<Arc<RawResponse>>,
    next_link_name: Option<&'static str>,
    /// How further pages are asked for.
    next_method: Method,
    /// The links followed so far: a service that repeats one would be asked for ever.
    followed: Arc<Mutex<BTreeSet<String>>>,
}

impl Pages {
    fn pager<P>(self, options: PagerOptions<'_>) -> Pager<P>
    where
        P: DeserializeWith<JsonFormat> + Page + Send,
    {
        let context = self.client.traced(self.operation.name(), options.context).into_owned();
        let options = PagerOptions { context, continuation: options.continuation };
        Pager::new(
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
            },
            Some(options),
        )
    }

    fn fetch<'a>(&'a self, state: PagerState, context: &'a Context<'_>) -> Pending<'a, (RawResponse, Option<Url>)> {
        Box::pin(async move {
            let (request, fetched, is_link) = match state {
                // What a list begins with may be a link as well, unless it is a POST.
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
            // 204 and the like: a page without items.
            let body = if body.is_empty() { Bytes::from_static(b"{}") } else { body.into() };
            let next = match self.next_link_name {
                Some(name) => self.next_link(&url, next_link(&body, name)?)?,
                None => None,
            };
            Ok((RawResponse::from_bytes(status, headers, body), next))
        })
    }

    /// The request for a page that a link leads to: without a body, with the headers of the first request.
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
            .with_context_fn(ErrorKind::DataConversion, || format!("the link to the next page is no URL: {link}"))?;
        self.add_api_version(&mut url);
        let followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        if followed.contains(url.as_str()) {
            let message = format!("the service leads in a circle: it names the page {url} again");
            return Err(Error::with_message(ErrorKind::DataConversion, message));
        }
        Ok(Some(url))
    }

    /// Services are to put the api-version into the link, but some rely on the client to repeat it.
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

/// The link in the body of a page. The rest of the body is skipped, not read: it is read as a model later.
///
/// `name` is that of a property, `@odata.nextLink` as well; where there is none, dots lead into objects.
fn next_link(body: &[u8], name: &str) -> azure_core::Result<Option<String>> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    LinkSeed(name).deserialize(&mut deserializer).with_context(ErrorKind::DataConversion, "the page is no JSON")
}

struct LinkSeed<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for LinkSeed<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for LinkSeed<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page: an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut link = None;
        while let Some(key) = entries.next_key::<Cow<'de, str>>()? {
            let inside = self.0.strip_prefix(&*key).and_then(|rest| rest.strip_prefix('.'));
            match inside {
                _ if key == self.0 => link = entries.next_value()?,
                Some(inside) if link.is_none() => link = entries.next_value_seed(LinkSeed(inside))?,
                _ => _ = entries.next_value::<IgnoredAny>()?,
            }
        }
        Ok(link)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    /// An object on the way to the link may be `null`.
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
