//! The runtime of generated Azure Resource Manager clients.
//!
//! A generated crate shows this one as its module `runtime`. The sections below show how to use what its methods
//! return; `model` is any model of the crate.
//!
//! # Await a long-running operation
//!
//! A `begin_…` method returns a [`Poller`]. It sends nothing before it is awaited. Awaiting it returns the result,
//! however the service reports it:
//!
//! ```
//! # use armsmith_runtime::Poller;
//! # use serde::de::DeserializeOwned;
//! # async fn example<M: DeserializeOwned + 'static>(poller: Poller<M>) -> azure_core::Result<()> {
//! let model = poller.await?.into_model()?;
//! # Ok(()) }
//! ```
//!
//! [`PollerOptions`] set the time between two requests for the state, and a timeout. Dropping the poller ends the
//! waiting; the operation itself is not affected. An operation whose result is a list returns a [`ListPoller`], which
//! is awaited for a pager. Some operations end without a body although one is documented; see [`OptionalModel`].
//!
//! # Show its progress
//!
//! A poller is a `Stream` too. It returns each status before the pause that follows it. Afterwards the poller can still
//! be awaited for the result:
//!
//! ```
//! # use armsmith_runtime::Poller;
//! # use serde::de::DeserializeOwned;
//! # async fn example<M: DeserializeOwned + 'static>(mut poller: Poller<M>) -> azure_core::Result<()> {
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
//! As soon as the service has accepted an operation, [`Poller::continuation_token`] returns a string that can be
//! stored. Pass it to the same method in [`PollerOptions::continuation_token`], or to [`Client::resume`]. This does not
//! begin the operation a second time:
//!
//! ```
//! # use armsmith_runtime::{Client, Poller, PollerOptions};
//! # use serde::de::DeserializeOwned;
//! # async fn example<M: DeserializeOwned + 'static>(client: Client, token: String) -> azure_core::Result<()> {
//! let poller: Poller<M> = client.resume(&token, PollerOptions::default())?;
//! let model = poller.await?.into_model()?;
//! # Ok(()) }
//! ```
//!
//! A later error, such as a timeout, has the token as well; see [`StillRunning`]. In the same process, await `&mut
//! poller`, and await it again after an error:
//!
//! ```
//! # use armsmith_runtime::Poller;
//! # use serde::de::DeserializeOwned;
//! # async fn example<M: DeserializeOwned + 'static>(mut poller: Poller<M>) -> azure_core::Result<()> {
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
//! `list…` methods return a [`Pager`], a `Stream` of items that requests each page when it is needed. `into_pages`
//! returns whole pages with their raw JSON. The stream of pages has `into_continuation`, whose value resumes the list
//! in `PagerOptions::continuation`. An item that is not as documented is an error, an [`ItemError`] with its JSON; the
//! items after it are read.
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
//! Every call returns azure_core's `Error`, which prints as one line. If the service responded,
//! [`ArmError::from_error`] returns everything that it sent, also for operations that fail later:
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
//! azure_core repeats requests that were throttled or failed, as set in `ClientOptions::retry`, and waits as long as
//! `Retry-After` asks, up to ten minutes. If the service asks for more, the call returns an error with the time in
//! [`ArmError::retry_after`]. A POST is repeated only if the service certainly has not accepted it: after 429, and
//! without a connection.
//!
//! [`RemainingQuota`] reads the remaining quotas. [`ProviderRegistration`] registers the subscription with a resource
//! provider; it must be added to the options of the client. A token that the service refuses with a claims challenge is
//! replaced by one with these [`Claims`], if the credential supports them. Response bodies have no limit unless
//! [`ResponseBodyLimit`] sets one.

// Examples and tests use the macros in this crate as well, and name it as generated crates do.
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
