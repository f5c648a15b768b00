//! The operations of the rehearsal client.

use super::{Caller, ended, list::to_json};
use crate::{Result, client, outcome::Ended};
use arm_rehearsal::{
    RehearsalClient,
    models::{
        ActionsClientReportOptions, ActionsClientReviewOptions, AsyncOperationClientDeleteOptions,
        AsyncOperationClientPatchOptions, AsyncOperationClientPostOptions, AsyncOperationClientPutOptions,
        ListsClientCollectOptions, ListsClientNestedOptions, ListsClientPlainOptions, ListsClientQueryOptions,
        ListsClientRowsOptions, ListsClientSearchOptions, ListsClientSingleOptions, LocationClientDeleteOptions,
        LocationClientPatchOptions, LocationClientPostOptions, LocationClientPutOptions,
        OperationLocationClientDeleteOptions, OperationLocationClientPatchOptions, OperationLocationClientPostOptions,
        OperationLocationClientPutOptions, OriginalUriClientDeleteOptions, OriginalUriClientPatchOptions,
        OriginalUriClientPostOptions, OriginalUriClientPutOptions, Stage, UnstatedClientDeleteOptions,
        UnstatedClientPatchOptions, UnstatedClientPostOptions, UnstatedClientPutOptions,
    },
    runtime::{__private::Wire, ListPoller, PollerOptions},
};
use azure_core::http::{RequestContent, pager::Page};
use futures::{StreamExt, TryStreamExt};
use serde::Serialize;

/// The four operations of one group.
macro_rules! stages {
    ($caller:ident, $client:expr, $method:ident, $name:ident, $put:ident, $patch:ident, $post:ident, $delete:ident) => {{
        let (client, method_options) = ($client, $caller.poller_options()?);
        match $method {
            "put" => $caller.to_model(client.begin_put($name, $caller.stage()?, Some($put { method_options }))).await,
            "patch" => {
                $caller.to_model(client.begin_patch($name, $caller.stage()?, Some($patch { method_options }))).await
            }
            "post" => $caller.to_model(client.begin_post($name, Some($post { method_options }))).await,
            "delete" => $caller.to_nothing(client.begin_delete($name, Some($delete { method_options }))).await,
            _ => Err($caller.unknown()),
        }
    }};
}

impl Caller<'_> {
    pub(super) async fn rehearse(&self, group: &str, method: &str, arguments: &[&str]) -> Result<Ended> {
        let client = self.rehearsal()?;
        match (group, arguments) {
            ("actions", [name]) => self.action(&client, method, name).await,
            ("lists", []) => self.stages(&client, method).await,
            ("unstated", [name]) => stages!(
                self,
                client.unstated_client(),
                method,
                name,
                UnstatedClientPutOptions,
                UnstatedClientPatchOptions,
                UnstatedClientPostOptions,
                UnstatedClientDeleteOptions
            ),
            ("async_operation", [name]) => stages!(
                self,
                client.async_operation_client(),
                method,
                name,
                AsyncOperationClientPutOptions,
                AsyncOperationClientPatchOptions,
                AsyncOperationClientPostOptions,
                AsyncOperationClientDeleteOptions
            ),
            ("location", [name]) => stages!(
                self,
                client.location_client(),
                method,
                name,
                LocationClientPutOptions,
                LocationClientPatchOptions,
                LocationClientPostOptions,
                LocationClientDeleteOptions
            ),
            ("original_uri", [name]) => stages!(
                self,
                client.original_uri_client(),
                method,
                name,
                OriginalUriClientPutOptions,
                OriginalUriClientPatchOptions,
                OriginalUriClientPostOptions,
                OriginalUriClientDeleteOptions
            ),
            ("operation_location", [name]) => stages!(
                self,
                client.operation_location_client(),
                method,
                name,
                OperationLocationClientPutOptions,
                OperationLocationClientPatchOptions,
                OperationLocationClientPostOptions,
                OperationLocationClientDeleteOptions
            ),
            _ => Err(self.unknown()),
        }
    }

    fn rehearsal(&self) -> Result<RehearsalClient> {
        client::connect_rehearsal(self.server, &self.settings)
    }

    fn stage(&self) -> Result<RequestContent<Stage>> {
        self.body()
    }

    async fn action(&self, client: &RehearsalClient, method: &str, name: &str) -> Result<Ended> {
        let client = client.actions_client();
        match method {
            "applaud" => ended(client.applaud(name, None).await),
            "report" => {
                let options = ActionsClientReportOptions { method_options: self.poller_options()? };
                self.to_model(client.begin_report(name, Some(options))).await
            }
            "review" => {
                let options = ActionsClientReviewOptions { method_options: self.poller_options()? };
                self.to_model(client.begin_review(name, Some(options))).await
            }
            _ => Err(self.unknown()),
        }
    }

    async fn stages(&self, client: &RehearsalClient, method: &str) -> Result<Ended> {
        let lists = client.lists_client();
        match method {
            "plain" => {
                self.items(|method_options| Ok(lists.plain(Some(ListsClientPlainOptions { method_options })))).await
            }
            "single" => {
                self.items(|method_options| Ok(lists.single(Some(ListsClientSingleOptions { method_options })))).await
            }
            "rows" => {
                self.items(|method_options| Ok(lists.rows(Some(ListsClientRowsOptions { method_options })))).await
            }
            "nested" => {
                self.items(|method_options| Ok(lists.nested(Some(ListsClientNestedOptions { method_options })))).await
            }
            "search" => {
                let body = self.stage()?;
                let search =
                    |method_options| Ok(lists.search(body.clone(), Some(ListsClientSearchOptions { method_options })));
                self.items(search).await
            }
            "query" => {
                self.items(|method_options| Ok(lists.query(Some(ListsClientQueryOptions { method_options })))).await
            }
            "collect" => {
                let collect = |method_options| {
                    let options = ListsClientCollectOptions { method_options };
                    Ok(self.rehearsal()?.lists_client().begin_collect(Some(options)))
                };
                self.collected(collect).await
            }
            _ => Err(self.unknown()),
        }
    }

    /// A long-running operation whose result is a list; after `restart-after` answers it is begun again from the token.
    async fn collected<P>(
        &self,
        begin: impl Fn(PollerOptions<'static>) -> Result<azure_core::Result<ListPoller<P>>>,
    ) -> Result<Ended>
    where
        P: Wire + Page + Send + 'static,
        P::Item: Serialize,
        P::IntoIter: Send,
    {
        let mut ended = Ended::default();
        let mut poller = begin(self.poller_options()?)??;
        for _ in 0..self.call.restart_after.unwrap_or_default() {
            let Some(status) = poller.next().await else { break };
            ended.progress.push(status?.state().to_string());
        }
        if self.call.restart_after.is_some() {
            let continuation_token = poller.continuation_token();
            poller = begin(PollerOptions { continuation_token, ..self.poller_options()? })??;
        }
        let items: azure_core::Result<Vec<P::Item>> = match poller.await {
            Ok(pager) => pager.try_collect().await,
            Err(error) => Err(error),
        };
        Ok(match items {
            Ok(items) => Ended { items: Some(to_json(&items)?), ..ended },
            Err(error) => ended.with_error(error),
        })
    }
}
