//! The items that only generated crates and the macros of this crate name.
//!
//! They are hidden from the documentation and not promised to users. A crate that armsmith 0.1 generated calls them in
//! every runtime 0.1.x, so a change that breaks such a crate is a breaking change all the same (`docs/stability.md`).

pub use azure_core::Error;
pub use azure_core::http::pager::Page;
pub use azure_core::http::{RequestContent, Response};
pub use serde;

pub use crate::client::Operation;
pub use crate::pager::{PageItems, page_items};
pub use crate::parameter::Parameter;
pub use crate::poller::FinalStateVia;
pub use crate::request::{CollectionFormat, RequestBuilder};
pub use crate::response::{response_json, response_parts};
pub use crate::wire::{
    Base64Url, Boxed, Codec, Coded, Constant, Plain, RestSlot, Rfc1123, Sink, Source, StringEnum, UnixTime, Wire,
    debug, deserialize, enum_str, enum_value, insert_default, read_polymorphic, read_value, request_content, serialize,
    write_object,
};
pub use crate::{by_status, model, number_enum, page, polymorphic, request_body, string_enum};
