//! Policies of the pipeline, in addition to those of azure_core.

mod body_limit;
mod claims;
mod not_retried;
mod registration;

pub use body_limit::ResponseBodyLimit;
pub use claims::Claims;
pub use registration::ProviderRegistration;

pub(crate) use claims::ClaimsChallenge;
pub(crate) use not_retried::{RetryGuard, not_retried};
