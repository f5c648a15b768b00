//! A module for progenitor's crate: requests are built, and then go nowhere, because its methods do both.
//!
//! What implements the hooks for `Client` comes before progenitor's own implementation for `&Client`.

use progenitor_client::{ClientHooks, OperationInfo};

use crate::{Client, Error};

impl ClientHooks<()> for Client {
    async fn pre<E>(&self, request: &mut reqwest::Request, _info: &OperationInfo) -> Result<(), Error<E>> {
        std::hint::black_box(request);
        Err(Error::InvalidRequest(String::new()))
    }
}
