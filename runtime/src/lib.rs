//! What generated Azure Resource Manager clients stand on.
//!
//! A generated crate shows this one as its module `runtime`. What its methods give is used as follows; `model` stands for any
//! model of the crate.
//!
//! # Await a long-running operation
//!
//! A `begin_…` method gives a [`Poller`]. It sends nothing before it is awaited, and then gives the result, whatever way the
//! service chose to tell it:
//!
//! ```
//! # async fn example<M: serde::de::DeserializeOwned + 'static>(poller: armsmith_runtime::Poller<M>) -> azure_core::Result<()> {
//! let model = poller.await?.into_model()?;
//! # Ok(()) }
//! ```
//!
//! [`PollerOptions`] say how often to look, and how long to wait at most. Dropping the poller ends the waiting; the operation
//! itself goes on. An operation whose result is a list gives a [`ListPoller`], which is awaited for a pager.
//!
//! # Show its progress
//!
//! A poller is a `Stream` too. Each answer is shown before the pause that follows it, and afterwards the poller can still be
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
//! As soon as the service has accepted an operation, [`Poller::continuation_token`] is a text that can be kept. Give it to the
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
//! # Iterate over a list
//!
//! `list…` methods return a [`Pager`], a `Stream` of items that asks for pages when it needs them. `into_pages` returns
//! whole pages with their raw JSON, and `into_continuation` what `PagerOptions::continuation` needs to go on later. An item that
//! is not as documented is an error, an [`ItemError`] with its JSON; the items after it are read.
//!
//! ```
//! # use armsmith_runtime::{Pager, pager::Page, wire::Wire};
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
//! Every call gives azure_core's `Error`, which prints as one line. When the service answered, [`ArmError::from_error`] has all
//! that it said; that counts for operations that fail later as well:
//!
//! ```
//! # fn example(result: azure_core::Result<()>) -> azure_core::Result<()> {
//! use armsmith_runtime::ArmError;
//!
//! if let Err(error) = &result {
//!     match ArmError::from_error(error) {
//!         Some(arm) if arm.code.as_deref() == Some("ResourceNotFound") => println!("there is none"),
//!         Some(arm) => println!("{arm}; support asks for {:?}", arm.request_id),
//!         None => println!("no answer of the service: {error}"),
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! # Throttling, retries, tokens
//!
//! azure_core repeats what was throttled or failed, as `ClientOptions::retry` says, and waits as long as `Retry-After` asks, up to ten
//! minutes; who asks for more is reported, with the wait in [`ArmError::retry_after`]. A
//! POST is repeated only when the service has not accepted it for certain (no connection, 408, 429, 503).
//! [`RemainingQuota`] reads how much is left. [`ProviderRegistration`] registers the subscription with a provider that it was
//! never used with; nothing does so unasked. A token that the service refuses with a claims challenge is replaced by one with
//! these [`Claims`], when the credential can ask for them.

// The macros are tried in this crate too, where `$crate` and the documentation name it.
extern crate self as armsmith_runtime;

mod client;
mod cloud;
mod date;
mod error;
mod header;
mod options;
pub mod pager;
mod parameter;
mod policy;
mod poller;
mod quota;
mod request;
mod resource_id;
mod response;
mod scope;
mod typed_json;
pub mod wire;

pub use azure_core::Error;
pub use azure_core::http::RequestContent;
pub use client::{Client, Operation, Service};
pub use cloud::Audience;
pub use error::{AdditionalInfo, ArmError, ErrorDetail};
pub use header::{HeaderValue, ResponseHeader, ResponseHeaders};
pub use options::MethodOptions;
pub use pager::{ItemError, Pager};
pub use parameter::Parameter;
pub use policy::{Claims, ProviderRegistration};
pub use poller::{FinalStateVia, ListPoller, OperationState, OperationStatus, Poller, PollerOptions};
pub use quota::RemainingQuota;
pub use request::{CollectionFormat, RequestBuilder};
pub use resource_id::ResourceId;
#[doc(hidden)]
pub use response::answer;
pub use response::{Binary, ByStatus, OptionalJson, Text};
pub use scope::Scope;
#[doc(hidden)]
pub use serde;
pub use time::Date;
pub use typed_json::TypedJson;
pub use wire::{Base64Url, Boxed, Nullable, Rfc1123, UnixTime, UnknownProperties, request_content};
