//! The runtime of generated Azure Resource Manager clients.
//!
//! A generated crate shows this one as its module `runtime`. The results of its methods are used as follows; `model` stands for
//! any model of the crate.
//!
//! # Await a long-running operation
//!
//! A `begin_…` method returns a [`Poller`]. It sends nothing before it is awaited, and then returns the result, in whatever way
//! the service reports it:
//!
//! ```
//! # async fn example<M: serde::de::DeserializeOwned + 'static>(poller: armsmith_runtime::Poller<M>) -> azure_core::Result<()> {
//! let model = poller.await?.into_model()?;
//! # Ok(()) }
//! ```
//!
//! [`PollerOptions`] have the time between two requests for the state, and the longest time to wait. Dropping the poller ends the
//! waiting; the operation itself is not affected. An operation whose result is a list returns a [`ListPoller`], which is awaited
//! for a pager. Some operations end without a body although one is documented: see [`OptionalModel`].
//!
//! # Show its progress
//!
//! A poller is a `Stream` too. Each status is returned before the pause that follows it, and afterwards the poller can still be
//! awaited for the result:
//!
//! ```
//! # async fn example<M: serde::de::DeserializeOwned + 'static>(mut poller: armsmith_runtime::Poller<M>) -> azure_core::Result<()> {
//! use futures::TryStreamExt as _;
//!
//! while let Some(status) = poller.try_next().await? {
//!     println!("{} {:?} %", status.state(), status.percent_complete());
//! }
//! let model = poller.await?.into_model()?;
//! # Ok(()) }
//! ```
//!
//! # Resume it in another process
//!
//! As soon as the service has accepted an operation, [`Poller::continuation_token`] is a string that can be stored. Pass it to the
//! same method in [`PollerOptions::continuation_token`], or to [`Client::resume`]; nothing is begun a second time:
//!
//! ```
//! # use armsmith_runtime::{Client, Poller, PollerOptions};
//! # async fn example<M: serde::de::DeserializeOwned + 'static>(client: Client, token: String) -> azure_core::Result<()> {
//! let poller: Poller<M> = client.resume(&token, PollerOptions::default())?;
//! let model = poller.await?.into_model()?;
//! # Ok(()) }
//! ```
//!
//! An error after that moment, such as a timeout, carries the token: see [`StillRunning`]. In the same process, await
//! `&mut poller`, and await it again after an error:
//!
//! ```
//! # async fn example<M: serde::de::DeserializeOwned + 'static>(mut poller: armsmith_runtime::Poller<M>) -> azure_core::Result<()> {
//! use armsmith_runtime::StillRunning;
//!
//! let response = loop {
//!     match (&mut poller).await {
//!         Err(error) if StillRunning::from_error(&error).is_some() => println!("once more: {error}"),
//!         result => break result?,
//!     }
//! };
//! # let _ = response.into_model()?; Ok(()) }
//! ```
//!
//! # Iterate over a list
//!
//! `list…` methods return a [`Pager`], a `Stream` of items that asks for pages when it needs them. `into_pages` returns
//! whole pages with their raw JSON, and `into_continuation` of those the value with which `PagerOptions::continuation` goes on
//! later. An item that is not as documented is an error, an [`ItemError`] with its JSON; the items after it are read.
//!
//! ```
//! # use armsmith_runtime::__private::{Page, Wire};
//! # use armsmith_runtime::Pager;
//! # async fn example<P: Wire + Page<Item = String> + Send>(mut items: Pager<P>) -> azure_core::Result<()> {
//! use futures::TryStreamExt as _;
//!
//! while let Some(item) = items.try_next().await? {
//!     println!("{item}");
//! }
//! # Ok(()) }
//! ```
//!
//! # Read errors
//!
//! Every call returns azure_core's `Error`, which prints as one line. If the service responded, [`ArmError::from_error`] has all
//! that it sent; this holds for operations that fail later as well:
//!
//! ```
//! # fn example(result: azure_core::Result<()>) -> azure_core::Result<()> {
//! use armsmith_runtime::ArmError;
//!
//! if let Err(error) = &result {
//!     match ArmError::from_error(error) {
//!         Some(arm) if arm.code.as_deref() == Some("ResourceNotFound") => println!("not found"),
//!         Some(arm) => println!("{arm}; support asks for {:?}", arm.request_id),
//!         None => println!("no response of the service: {error}"),
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! # Throttling, retries, tokens, limits
//!
//! azure_core repeats what was throttled or failed, as `ClientOptions::retry` says, and waits as long as `Retry-After` asks, up to
//! ten minutes; a service that asks for more ends the call with an error, with the wait in [`ArmError::retry_after`]. A POST is
//! repeated only if the service certainly has not accepted it: after 429, and if there was no connection.
//!
//! [`RemainingQuota`] reads how much is left. [`ProviderRegistration`] registers the subscription with a provider that it was
//! never used with; nothing does so unless it is added. A token that the service refuses with a claims challenge is replaced by
//! one with these [`Claims`], if the credential can ask for them. Response bodies have no limit unless [`ResponseBodyLimit`] sets
//! one.

// The macros are tried in this crate too, where `$crate` and the documentation name it.
extern crate self as armsmith_runtime;

#[doc(hidden)]
pub mod __private;
mod byte_order_mark;
mod client;
mod cloud;
mod date;
mod error;
mod header;
mod options;
mod pager;
mod parameter;
mod policy;
mod poller;
mod printable;
mod quota;
mod request;
mod resource_id;
mod response;
mod retry_after;
mod scope;
mod typed_json;
mod wire;

pub use client::{Client, Service};
pub use cloud::Audience;
pub use error::{AdditionalInfo, ArmError, ErrorDetail};
pub use header::{HeaderValue, ResponseHeader, ResponseHeaders};
pub use options::MethodOptions;
pub use pager::{ItemError, Pager};
pub use policy::{Claims, ProviderRegistration, ResponseBodyLimit};
pub use poller::{CannotFollow, ListPoller, OperationState, OperationStatus, Poller, PollerOptions, StillRunning};
pub use quota::RemainingQuota;
pub use resource_id::ResourceId;
pub use response::{Binary, ByStatus, NoContent, OptionalJson, OptionalModel, Text};
pub use scope::Scope;
pub use time::Date;
pub use typed_json::TypedJson;
pub use wire::{Base64Url, Nullable, Rfc1123, UnixTime, UnknownProperties, request_content};
