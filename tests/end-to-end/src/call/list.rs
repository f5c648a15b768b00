//! Lists: item by item, or page by page with a break after which another client goes on.

use super::Caller;
use crate::{Result, outcome::Ended};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{
        Pager,
        pager::{Page, PagerOptions},
    },
};
use futures::TryStreamExt;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

impl Caller<'_> {
    /// All items of the list that `list` begins.
    pub(super) async fn items<P>(
        &self,
        list: impl Fn(PagerOptions<'static>) -> Result<azure_core::Result<Pager<P>>>,
    ) -> Result<Ended>
    where
        P: Page + DeserializeOwned + Send + 'static,
        P::Item: Serialize,
        P::IntoIter: Send,
    {
        let mut items = Vec::new();
        let error = self.collect(list, &mut items).await.err();
        let ended = Ended { items: Some(to_json(&items)?), ..Ended::default() };
        Ok(match error {
            Some(error) => ended.with_error(error),
            None => ended,
        })
    }

    async fn collect<P>(
        &self,
        list: impl Fn(PagerOptions<'static>) -> Result<azure_core::Result<Pager<P>>>,
        items: &mut Vec<P::Item>,
    ) -> azure_core::Result<()>
    where
        P: Page + DeserializeOwned + Send + 'static,
        P::IntoIter: Send,
    {
        let begin = |options| list(options).unwrap_or_else(|error| Err(Error::new(ErrorKind::Other, error)));
        let mut options = PagerOptions::default();
        if let Some(count) = self.call.restart_after {
            let mut pages = begin(PagerOptions::default())?.into_pages();
            for _ in 0..count {
                let Some(page) = pages.try_next().await? else { break };
                items.extend(page.into_model()?.into_items().await?);
            }
            options.continuation = pages.into_continuation();
        }
        let mut pager = begin(options)?;
        while let Some(item) = pager.try_next().await? {
            items.push(item);
        }
        Ok(())
    }
}

/// Items as JSON.
pub(super) fn to_json(items: &[impl Serialize]) -> Result<Vec<Value>> {
    Ok(items.iter().map(serde_json::to_value).collect::<std::result::Result<_, _>>()?)
}
