//! What generated Azure Resource Manager clients stand on.

// The macros are tried in this crate too, where `$crate` and the documentation name it.
extern crate self as armsmith_runtime;

mod client;
mod cloud;
mod date;
mod error;
mod header;
pub mod pager;
mod parameter;
mod policy;
mod poller;
mod quota;
mod request;
mod resource_id;
mod response;
mod scope;
pub mod wire;

pub use azure_core::Error;
pub use azure_core::http::RequestContent;
pub use client::{Client, Operation, Service};
pub use cloud::Audience;
pub use error::{AdditionalInfo, ArmError, ErrorDetail};
pub use header::{HeaderValue, ResponseHeader, ResponseHeaders};
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
pub use wire::{Base64Url, Nullable, Rfc1123, UnixTime, request_content};
