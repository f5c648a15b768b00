//! Long-running operations: awaited, watched, or broken off and gone on with by another client.

use super::Caller;
use crate::{Result, client, outcome::Ended};
use arm_compute::runtime::{Poller, PollerOptions};
use azure_core::http::{Format, NoFormat, RawResponse, Response};
use futures::StreamExt;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::time::Duration;

impl Caller<'_> {
    pub(super) fn poller_options(&self) -> Result<PollerOptions<'static>> {
        let duration = |duration: Option<Duration>| duration.map(azure_core::time::Duration::try_from).transpose();
        Ok(PollerOptions {
            // Without a choice of the scenario the runtime would wait a second where the service says `Retry-After: 0`.
            frequency: Some(duration(self.call.frequency)?.unwrap_or_default()),
            timeout: duration(self.call.deadline)?,
            ..PollerOptions::default()
        })
    }

    /// An operation that gives a model.
    pub(super) async fn to_model<T>(&self, poller: azure_core::Result<Poller<T>>) -> Result<Ended>
    where
        T: DeserializeOwned + Serialize + 'static,
    {
        let Followed { mut ended, first, response } = self.follow(poller).await?;
        if let Some(first) = first.filter(|body| !body.is_empty()) {
            // A body that the model cannot read shows in the comparison.
            ended.accepted = Some(match serde_json::from_slice::<T>(&first) {
                Ok(model) => serde_json::to_value(model)?,
                Err(error) => Value::String(error.to_string()),
            });
        }
        match response {
            Some(response) => ended.with_model(response),
            None => Ok(ended),
        }
    }

    /// An operation that gives nothing.
    pub(super) async fn to_nothing(&self, poller: azure_core::Result<Poller<(), NoFormat>>) -> Result<Ended> {
        let Followed { ended, response, .. } = self.follow(poller).await?;
        Ok(match response {
            Some(response) => ended.with_nothing(RawResponse::from(response)),
            None => ended,
        })
    }

    async fn follow<T: 'static, F: Format + 'static>(
        &self,
        poller: azure_core::Result<Poller<T, F>>,
    ) -> Result<Followed<T, F>> {
        let mut followed = Followed { ended: Ended::default(), first: None, response: None };
        let mut poller = match poller {
            Ok(poller) => poller,
            Err(error) => return Ok(followed.failed(error)),
        };
        if self.call.watch || self.call.restart_after.is_some() {
            while let Some(status) = poller.next().await {
                let status = match status {
                    Ok(status) => status,
                    Err(error) => return Ok(followed.failed(error)),
                };
                followed.first.get_or_insert_with(|| status.body().to_vec());
                followed.ended.percent.extend(status.percent_complete());
                followed.ended.progress.push(status.state().to_string());
                if self.call.restart_after == Some(followed.ended.progress.len()) {
                    poller = self.restart(poller)?;
                }
            }
        }
        match poller.await {
            Ok(response) => followed.response = Some(response),
            Err(error) => return Ok(followed.failed(error)),
        }
        Ok(followed)
    }

    /// Continues as a restarted process does, which has the token and nothing else.
    fn restart<T, F: 'static>(&self, poller: Poller<T, F>) -> Result<Poller<T, F>> {
        let token = poller.continuation_token().ok_or("the poller has no continuation token")?;
        drop(poller);
        let client = client::connect_runtime(self.server, &self.settings)?;
        Ok(client.resume(&token, self.poller_options()?)?)
    }
}

/// An operation that was followed to its end.
struct Followed<T, F> {
    ended: Ended,
    /// The body of the first answer.
    first: Option<Vec<u8>>,
    response: Option<Response<T, F>>,
}

impl<T, F> Followed<T, F> {
    fn failed(self, error: azure_core::Error) -> Self {
        Self { ended: self.ended.with_error(error), ..self }
    }
}
