//! [`ArmError`]: everything that a service sent with an error.
//!
//! In: a response. Out: its error, and one line that is safe for a terminal. Must not know what the operation was.

use std::fmt;

use azure_core::Value;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::HeaderName;
use azure_core::http::{RawResponse, StatusCode};
use azure_core::time::{Duration, OffsetDateTime};

use super::detail::{AdditionalInfo, ErrorDetail};
use super::{parse, sources};
use crate::byte_order_mark::without_byte_order_mark;
use crate::printable::one_line;
use crate::retry_after::retry_after;

/// An error response of Azure Resource Manager.
///
/// The code, the message and the details are read from every form that services use: `{"error": {"code", "message"}}`,
/// the same without `error` or inside of another object, any letter case, OData v3, OAuth, problem details (RFC 9457),
/// lists of errors, and bodies that are not JSON. For an unknown form, [`message`](Self::message) has the beginning of
/// the body. [`body`](Self::body) always has the whole body.
///
/// The fields have the values that the service sent. Only `Display` leaves out control characters and direction marks,
/// so print the error, not its fields, to a terminal.
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
    /// The HTTP status. It is 200 for a long-running operation whose status document says that it failed.
    pub status: StatusCode,
    /// The code, for programs: `ResourceNotFound`. For problem details without a code it is their `type`.
    pub code: Option<String>,
    /// The message, for people.
    pub message: Option<String>,
    /// The subject of the error, such as a property.
    pub target: Option<String>,
    /// Further errors.
    pub details: Vec<ErrorDetail>,
    /// Additional information, for example on the policy that forbids the request.
    pub additional_info: Vec<AdditionalInfo>,
    /// The cause inside of the service, as it was sent.
    pub inner_error: Option<Value>,
    /// The time to wait before the request is repeated (`Retry-After`).
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

impl ArmError {
    /// Returns the error of the service, if `error` comes from a response of the service.
    pub fn from_error(error: &Error) -> Option<Self> {
        if let Some(found) = sources::find_source::<Self>(error) {
            return Some(found.clone());
        }
        // An error that azure_core created.
        match error.kind() {
            ErrorKind::HttpResponse { raw_response: Some(response), .. } => Some(Self::from_response(response)),
            _ => None,
        }
    }

    /// Reads a response.
    pub fn from_response(response: &RawResponse) -> Self {
        Self::read(response, parse::detail)
    }

    fn read(response: &RawResponse, detail: fn(&str) -> ErrorDetail) -> Self {
        let body = String::from_utf8_lossy(without_byte_order_mark(response.body())).into_owned();
        let detail = detail(&body);
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

/// Returns the error of a response that is not a success.
pub(crate) fn from_response(response: RawResponse) -> Error {
    with_response(ArmError::from_response(&response), response)
}

/// Returns the error of a long-running operation that has ended in `state`, from its last response.
pub(crate) fn from_operation(state: &str, response: RawResponse) -> Error {
    let mut error = ArmError::read(&response, parse::operation_detail);
    error.code.get_or_insert_with(|| state.to_owned());
    error.message.get_or_insert_with(|| format!("the operation has ended as {state}"));
    with_response(error, response)
}

fn with_response(error: ArmError, response: RawResponse) -> Error {
    let kind = ErrorKind::HttpResponse {
        status: error.status,
        error_code: error.code.clone(),
        raw_response: Some(Box::new(response)),
    };
    Error::new(kind, error)
}

impl fmt::Display for ArmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A long-running operation fails in a response with a status of success, which would be misleading.
        if self.status.is_success() {
            write_cause(f, "", self.code.as_deref(), self.message.as_deref())?;
        } else {
            write!(f, "{} {}", u16::from(self.status), self.status.canonical_reason())?;
            write_cause(f, ": ", self.code.as_deref(), self.message.as_deref())?;
        }
        if let Some(target) = &self.target {
            write!(f, " (target: {})", one_line(target))?;
        }
        for detail in
            self.details.iter().filter(|detail| (&detail.code, &detail.message) != (&self.code, &self.message))
        {
            write_cause(f, "; ", detail.code.as_deref(), detail.message.as_deref())?;
        }
        Ok(())
    }
}

fn write_cause(f: &mut fmt::Formatter<'_>, separator: &str, code: Option<&str>, message: Option<&str>) -> fmt::Result {
    match (code, message) {
        (Some(code), Some(message)) => write!(f, "{separator}{}: {}", one_line(code), one_line(message)),
        (Some(part), None) | (None, Some(part)) => write!(f, "{separator}{}", one_line(part)),
        (None, None) => Ok(()),
    }
}

impl std::error::Error for ArmError {}
