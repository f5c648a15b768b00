//! Errors of Azure Resource Manager, with everything that the service sent.
//!
//! In: responses. Out: azure_core's `Error` with an [`ArmError`] inside. azure_core itself reads only one of these
//! forms, and only if the message has no escape.

mod arm_error;
mod detail;
mod parse;
mod sources;

pub use arm_error::ArmError;
pub use detail::{AdditionalInfo, ErrorDetail};

pub(crate) use arm_error::{from_operation, from_response};
pub(crate) use sources::{find_source, with_sources};
