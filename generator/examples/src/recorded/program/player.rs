//! Plays recorded traffic through the clients of the generated crate.
//!
//! In: a job with recorded responses and a call. Out: the requests that the client sent, the states that a poller
//! showed, and how the call ended. Must not know: how it ended for the client that was recorded.

use std::sync::{Arc, Once};

use azure_core::async_runtime::{AsyncRuntime, SpawnedTask, TaskFuture, set_async_runtime};
use azure_core::http::pager::Page;
use azure_core::http::{DeserializeWith, Format, JsonFormat, Method, NoFormat, Request, Response, Url};
use azure_core::time::Duration;
use futures::executor::block_on;
use futures::{Stream, StreamExt as _};
use generated::runtime::__private::{Operation, Wire};
use generated::runtime::{ArmError, Client, ListPoller, OperationStatus, Poller, ResourceId, Service};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::{Result, Values};
use super::calls::{self, CALLS};
use super::script::Script;

/// The message of the error for a request that the recording has no response for.
pub(super) const NOT_RECORDED: &str = "the recording has no response for this request";

/// A call of one client method.
pub(super) type Call = fn(&calls::Client, &Values<'_>) -> Result<Ended>;

/// The end of a call.
#[derive(Default)]
pub(super) struct Ended {
    /// The states that a poller showed.
    states: Vec<String>,
    /// The bodies that the models serialize to, one for each page of a list.
    bodies: Vec<String>,
    error: Option<azure_core::Error>,
}

pub(super) fn play(job: &Value) -> Result<Value> {
    wait_for_nothing();
    if let Some(ids) = job["ids"].as_array() {
        let printed = |it: &Value| it.as_str().and_then(|it| it.parse::<ResourceId>().ok()).map(|it| it.to_string());
        return Ok(json!({ "ids": ids.iter().map(printed).collect::<Vec<_>>() }));
    }
    let script = Script::of(&job["responses"]);
    let ended = match job["call"].as_u64().and_then(|it| usize::try_from(it).ok()) {
        Some(call) => {
            let call = CALLS.get(call).ok_or("the job names no call")?;
            let text = |key: &str| job[key].as_str().unwrap_or_default();
            let client = calls::client(text("subscription"), text("api_version"), script.client_options());
            let parameters = job["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
            let values = Values { parameters, body: job["body"].as_str() };
            call(&client.map_err(|error| error.to_string())?, &values)?
        }
        None => play_request(&script, &job["request"])?,
    };
    let error = ended.error.as_ref().map(describe);
    Ok(json!({ "requests": script.sent(), "states": ended.states, "bodies": ended.bodies, "error": error }))
}

/// Sends a recorded request with the client of the runtime, for what no generated method fits.
fn play_request(script: &Arc<Script>, request: &Value) -> Result<Ended> {
    const OPERATION: Operation = Operation::new("Recorded.request", &[200, 201, 202, 204]);
    let service = Service { crate_name: None, crate_version: None, namespace: "Recorded" };
    let client = Client::new(service, None, script.client_options()).map_err(|error| error.to_string())?;
    let url = Url::parse(request["url"].as_str().unwrap_or_default()).map_err(|error| error.to_string());
    let method = match request["method"].as_str().unwrap_or_default() {
        "DELETE" => Method::Delete,
        "HEAD" => Method::Head,
        "PATCH" => Method::Patch,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        _ => Method::Get,
    };
    let made = Ok(Request::new(url?, method));
    Ok(match request["as"].as_str().unwrap_or_default() {
        "operation" => poll(client.begin::<(), NoFormat>(OPERATION, made, None, Default::default())),
        "list" => {
            let list = client.list::<azure_core::http::Pager<Items>>(OPERATION, made, Some("nextLink"), Default::default());
            pages(list)
        }
        _ => call(client.send::<(), NoFormat>(OPERATION, made, Default::default())),
    })
}

/// Reads the response of a plain method.
pub(super) fn read<T, F>(response: impl Future<Output = azure_core::Result<Response<T, F>>>) -> Ended
where
    T: DeserializeWith<F> + Serialize,
    F: Format,
{
    Ended::default().then(block_on(response).and_then(|it| it.into_model()))
}

/// The same without a model: an empty body, text, bytes.
pub(super) fn call<T, F>(response: impl Future<Output = azure_core::Result<Response<T, F>>>) -> Ended {
    Ended { error: block_on(response).err(), ..Ended::default() }
}

/// Follows a long-running operation and reads its result.
pub(super) fn poll_and_read<T, F>(poller: azure_core::Result<Poller<T, F>>) -> Ended
where
    T: DeserializeWith<F> + Serialize + 'static,
    F: Format + 'static,
{
    follow(poller, |ended, poller| {
        let result = block_on(IntoFuture::into_future(poller)).and_then(|it| it.into_model());
        ended.then(result)
    })
}

/// The same without a model.
pub(super) fn poll<T: 'static, F: 'static>(poller: azure_core::Result<Poller<T, F>>) -> Ended {
    follow(poller, |ended, poller| Ended { error: block_on(IntoFuture::into_future(poller)).err(), ..ended })
}

/// The same for an operation whose result is a list.
pub(super) fn poll_pages<P>(poller: azure_core::Result<ListPoller<P>>) -> Ended
where
    P: DeserializeWith<JsonFormat> + Wire + Page + Serialize + Send + 'static,
{
    follow(poller, |ended, poller| ended.pages(block_on(IntoFuture::into_future(poller))))
}

/// Reads every page of a list.
pub(super) fn pages<L: List>(pager: azure_core::Result<L>) -> Ended {
    Ended::default().pages(pager)
}

fn follow<S>(poller: azure_core::Result<S>, finish: impl FnOnce(Ended, S) -> Ended) -> Ended
where
    S: Stream<Item = azure_core::Result<OperationStatus>> + Unpin,
{
    let mut ended = Ended::default();
    let mut poller = match poller {
        Ok(poller) => poller,
        Err(error) => return Ended { error: Some(error), ..ended },
    };
    while let Some(status) = block_on(poller.next()) {
        match status {
            Ok(status) => ended.states.push(status.state().to_string()),
            Err(error) => return Ended { error: Some(error), ..ended },
        }
    }
    finish(ended, poller)
}

impl Ended {
    fn then<T: Serialize>(mut self, result: azure_core::Result<T>) -> Self {
        match result.and_then(|it| serde_json::to_string(&it).map_err(Into::into)) {
            Ok(body) => self.bodies.push(body),
            Err(error) => self.error = Some(error),
        }
        self
    }

    fn pages<L: List>(mut self, pager: azure_core::Result<L>) -> Self {
        let mut pages = match pager {
            Ok(pager) => pager.into_pages(),
            Err(error) => return Self { error: Some(error), ..self },
        };
        while let (None, Some(page)) = (&self.error, block_on(pages.next())) {
            self = self.then(page.and_then(|it| it.into_model()));
        }
        self
    }
}

/// The pager of azure_core, or that of the runtime.
pub(super) trait List {
    type Page: DeserializeWith<JsonFormat> + Serialize;

    /// The pages, each as the service sent it.
    fn into_pages(self) -> impl Stream<Item = azure_core::Result<Response<Self::Page>>> + Unpin;
}

impl<P: DeserializeWith<JsonFormat> + Page + Serialize + Send + 'static> List for azure_core::http::Pager<P> {
    type Page = P;

    fn into_pages(self) -> impl Stream<Item = azure_core::Result<Response<P>>> + Unpin {
        self.into_pages()
    }
}

impl<P: DeserializeWith<JsonFormat> + Page + Serialize + Send + 'static> List for generated::runtime::Pager<P> {
    type Page = P;

    fn into_pages(self) -> impl Stream<Item = azure_core::Result<Response<P>>> + Unpin {
        self.into_pages()
    }
}

/// A page of any list.
#[derive(Deserialize, Serialize)]
struct Items {
    #[serde(default)]
    value: Vec<Value>,
}

#[async_trait::async_trait]
impl Page for Items {
    type Item = Value;
    type IntoIter = std::vec::IntoIter<Value>;

    async fn into_items(self) -> azure_core::Result<Self::IntoIter> {
        Ok(self.value.into_iter())
    }
}

fn describe(error: &azure_core::Error) -> Value {
    let text = error.to_string();
    let is_not_recorded = text.contains(NOT_RECORDED);
    match ArmError::from_error(error) {
        Some(arm) => json!({
            "text": text,
            "status": u16::from(arm.status),
            "code": arm.code,
            "message": arm.message,
            "is_not_recorded": is_not_recorded,
        }),
        None => json!({ "text": text, "is_not_recorded": is_not_recorded }),
    }
}

/// Pauses between polls are over at once.
fn wait_for_nothing() {
    struct Immediate;

    impl AsyncRuntime for Immediate {
        fn spawn(&self, _: TaskFuture) -> SpawnedTask {
            unimplemented!("no client starts a task")
        }

        fn sleep(&self, _: Duration) -> TaskFuture {
            Box::pin(std::future::ready(()))
        }

        fn yield_now(&self) -> TaskFuture {
            Box::pin(std::future::ready(()))
        }
    }

    static ONCE: Once = Once::new();
    // Nothing else sets one in this program.
    ONCE.call_once(|| drop(set_async_runtime(Arc::new(Immediate))));
}
