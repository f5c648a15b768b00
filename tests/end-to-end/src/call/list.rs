//! Lists: item by item, or page by page with a break after which another client goes on.

use super::Caller;
use crate::{Result, outcome::Ended};
use arm_compute::clients::DiskAccessesClient;
use azure_core::http::{
    Pager,
    pager::{Page, PagerOptions},
};
use futures::TryStreamExt;
use serde::{Serialize, de::DeserializeOwned};

impl Caller<'_> {
    /// All items of the list that `list` begins.
    pub(super) async fn items<P>(
        &self,
        list: impl Fn(DiskAccessesClient, PagerOptions<'static>) -> azure_core::Result<Pager<P>>,
    ) -> Result<Ended>
    where
        P: Page + DeserializeOwned + Send + 'static,
        P::Item: Serialize,
        P::IntoIter: Send,
    {
        let mut items = Vec::new();
        let error = self.collect(list, &mut items).await.err();
        let mut values = Vec::new();
        for item in &items {
            values.push(serde_json::to_value(item)?);
        }
        Ok(Ended { items: Some(values), error, ..Ended::default() })
    }

    async fn collect<P>(
        &self,
        list: impl Fn(DiskAccessesClient, PagerOptions<'static>) -> azure_core::Result<Pager<P>>,
        items: &mut Vec<P::Item>,
    ) -> azure_core::Result<()>
    where
        P: Page + DeserializeOwned + Send + 'static,
        P::IntoIter: Send,
    {
        let client =
            || self.connect().map_err(|error| azure_core::Error::new(azure_core::error::ErrorKind::Other, error));
        let mut options = PagerOptions::default();
        if let Some(count) = self.call.restart_after {
            let mut pages = list(client()?, PagerOptions::default())?.into_pages();
            for _ in 0..count {
                let Some(page) = pages.try_next().await? else { break };
                items.extend(page.into_model()?.into_items().await?);
            }
            options.continuation = pages.into_continuation();
        }
        let mut pager = list(client()?, options)?;
        while let Some(item) = pager.try_next().await? {
            items.push(item);
        }
        Ok(())
    }
}
