//! What happens to a request between a client and the transport, beyond what azure_core does.

mod claims;
mod registration;
mod unrepeated;

pub use claims::Claims;
pub use registration::ProviderRegistration;

pub(crate) use claims::ClaimsChallenge;
pub(crate) use unrepeated::{Unrepeatable, unrepeated};
