//! The pause that a service asks for: `Retry-After` and the headers in milliseconds.
//!
//! In: response headers. Out: a duration. Must not know what is repeated after it.

use azure_core::http::headers::{Headers, RETRY_AFTER, RETRY_AFTER_MS, X_MS_RETRY_AFTER_MS};
use azure_core::time::{Duration, OffsetDateTime};

use crate::date;

/// The longest pause that a client accepts. The resource-provider contract allows up to ten minutes.
pub(crate) const LONGEST_PAUSE: Duration = Duration::minutes(10);

/// Returns the pause that the headers ask for. It is negative for a date in the past.
pub(crate) fn retry_after(headers: &Headers, now: OffsetDateTime) -> Option<Duration> {
    for name in [X_MS_RETRY_AFTER_MS, RETRY_AFTER_MS] {
        if let Some(milliseconds) = headers.get_optional_str(&name).and_then(|value| value.trim().parse().ok()) {
            return Some(Duration::milliseconds(milliseconds));
        }
    }
    // Seconds or a date (RFC 9110 §10.2.3).
    let value = headers.get_optional_str(&RETRY_AFTER)?.trim();
    match value.parse() {
        Ok(seconds) => Some(Duration::seconds(seconds)),
        Err(_) => date::parse_http_date(value).map(|date| date - now),
    }
}
