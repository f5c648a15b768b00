//! Errors of Azure Resource Manager, with everything the service said.
//!
//! azure_core reads only one of the shapes in use, and that only when the message has no escape in it. Here the answer
//! is read as loosely as it can be, and the error carries the result.

mod parse;

use std::fmt;

use azure_core::Value;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::HeaderName;
use azure_core::http::{RawResponse, StatusCode};
use azure_core::time::{Duration, OffsetDateTime};

use crate::poller::retry_after;

/// An answer of Azure Resource Manager that says why something failed.
///
/// ```
/// # fn example(result: azure_core::Result<()>) {
/// use armsmith_runtime::ArmError;
///
/// if let Some(error) = result.as_ref().err().and_then(ArmError::from_error) {
///     println!("{}: {}", error.code.as_deref().unwrap_or("?"), error.message.as_deref().unwrap_or("?"));
/// }
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ArmError {
    /// The HTTP status. 200 for a long-running operation whose status says that it failed.
    pub status: StatusCode,
    /// What programs should look at: `ResourceNotFound`.
    pub code: Option<String>,
    /// What people should read.
    pub message: Option<String>,
    /// What the error is about, such as a property.
    pub target: Option<String>,
    /// Further errors.
    pub details: Vec<ErrorDetail>,
    /// More on the error, for example on the policy that forbids the request.
    pub additional_info: Vec<AdditionalInfo>,
    /// What the service found inside, as it was sent.
    pub inner_error: Option<Value>,
    /// How long the service asks to wait before the request is repeated (`Retry-After`).
    pub retry_after: Option<Duration>,
    /// `x-ms-request-id`: support asks for it.
    pub request_id: Option<String>,
    /// `x-ms-correlation-request-id`.
    pub correlation_id: Option<String>,
    /// `x-ms-client-request-id`.
    pub client_request_id: Option<String>,
    /// The body as it was sent.
    pub body: String,
}

/// One of the errors in an error.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// What programs should look at.
    pub code: Option<String>,
    /// What people should read.
    pub message: Option<String>,
    /// What the error is about.
    pub target: Option<String>,
    /// Further errors.
    pub details: Vec<ErrorDetail>,
    /// More on the error.
    pub additional_info: Vec<AdditionalInfo>,
    /// What the service found inside, as it was sent.
    pub inner_error: Option<Value>,
}

/// More on an error, in a form that its type tells.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AdditionalInfo {
    /// `PolicyViolation`, for example.
    pub r#type: Option<String>,
    /// The content, as it was sent.
    pub info: Option<Value>,
}

impl ArmError {
    /// What the service said, when `error` is about an answer of the service.
    pub fn from_error(error: &Error) -> Option<Self> {
        let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(inner) = next {
            if let Some(found) = inner.downcast_ref::<Self>() {
                return Some(found.clone());
            }
            next = inner.source();
        }
        // An error that azure_core made.
        match error.kind() {
            ErrorKind::HttpResponse { raw_response: Some(response), .. } => Some(Self::from_response(response)),
            _ => None,
        }
    }

    /// What an answer says.
    pub fn from_response(response: &RawResponse) -> Self {
        let body = String::from_utf8_lossy(response.body()).into_owned();
        let detail = parse::detail(&body);
        let header = |name: &'static str| {
            response.headers().get_optional_string(&HeaderName::from_static(name)).filter(|value| !value.is_empty())
        };
        Self {
            status: response.status(),
            code: detail.code.or_else(|| header("x-ms-error-code")),
            message: detail.message,
            target: detail.target,
            details: detail.details,
            additional_info: detail.additional_info,
            inner_error: detail.inner_error,
            retry_after: retry_after(response.headers(), OffsetDateTime::now_utc()),
            request_id: header("x-ms-request-id"),
            correlation_id: header("x-ms-correlation-request-id"),
            client_request_id: header("x-ms-client-request-id"),
            body,
        }
    }
}

/// The error that an answer stands for.
pub(crate) fn from_response(response: RawResponse) -> Error {
    let error = ArmError::from_response(&response);
    let kind = ErrorKind::HttpResponse {
        status: error.status,
        error_code: error.code.clone(),
        raw_response: Some(Box::new(response)),
    };
    Error::new(kind, error)
}

/// An error of the pipeline that prints what it came from as well. azure_core's contexts hide it: a missing token reads
/// "non-transport error occurred which will not be retried".
pub(crate) fn told_whole(error: Error) -> Error {
    let mut parts: Vec<String> = Vec::new();
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(error) = next {
        let part = parse::one_line(&error.to_string());
        // Some errors print their source themselves, and an error without a context is the same as its source.
        if !parts.iter().any(|told| told.contains(&part)) {
            parts.push(part);
        }
        next = error.source();
    }
    let whole = parts.join(": ");
    if whole == error.to_string() { error } else { Error::with_error(error.kind().clone(), error, whole) }
}

/// The error of a long-running operation that has ended in `state`, as its last answer tells.
pub(crate) fn from_operation(state: &str, response: RawResponse) -> Error {
    let mut error = ArmError::from_response(&response);
    error.code.get_or_insert_with(|| state.to_owned());
    error.message.get_or_insert_with(|| format!("the operation has ended as {state}"));
    let kind = ErrorKind::HttpResponse {
        status: error.status,
        error_code: error.code.clone(),
        raw_response: Some(Box::new(response)),
    };
    Error::new(kind, error)
}

impl fmt::Display for ArmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A long-running operation fails in an answer that itself is a success: its status would mislead.
        if self.status.is_success() {
            write_cause(f, "", self.code.as_deref(), self.message.as_deref())?;
        } else {
            write!(f, "{} {}", u16::from(self.status), self.status.canonical_reason())?;
            write_cause(f, ": ", self.code.as_deref(), self.message.as_deref())?;
        }
        if let Some(target) = &self.target {
            write!(f, " (target: {})", parse::one_line(target))?;
        }
        for detail in &self.details {
            write_cause(f, "; ", detail.code.as_deref(), detail.message.as_deref())?;
        }
        Ok(())
    }
}

fn write_cause(f: &mut fmt::Formatter<'_>, separator: &str, code: Option<&str>, message: Option<&str>) -> fmt::Result {
    match (code, message) {
        (Some(code), Some(message)) => write!(f, "{separator}{code}: {}", parse::one_line(message)),
        (Some(text), None) | (None, Some(text)) => write!(f, "{separator}{}", parse::one_line(text)),
        (None, None) => Ok(()),
    }
}

impl std::error::Error for ArmError {}
