//! The errors inside of an error.
//!
//! Plain data: `parse` writes it, users read it.

use azure_core::Value;

/// One of the errors in an error.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The code, for programs.
    pub code: Option<String>,
    /// The message, for people.
    pub message: Option<String>,
    /// The subject of the error.
    pub target: Option<String>,
    /// Further errors.
    pub details: Vec<ErrorDetail>,
    /// Additional information.
    pub additional_info: Vec<AdditionalInfo>,
    /// The cause inside of the service, as it was sent.
    pub inner_error: Option<Value>,
}

/// Additional information on an error, whose form depends on its type.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AdditionalInfo {
    /// The type, for example `PolicyViolation`.
    pub r#type: Option<String>,
    /// The content, as it was sent.
    pub info: Option<Value>,
}
