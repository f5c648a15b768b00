//! How long to wait for an operation, and not longer.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use azure_core::http::headers::{Headers, RETRY_AFTER, RETRY_AFTER_MS, X_MS_RETRY_AFTER_MS};
use azure_core::sleep::sleep;
use azure_core::time::{Duration, OffsetDateTime};

use crate::date;

/// What the other Azure SDKs wait when nobody says anything.
pub(super) const DEFAULT_FREQUENCY: Duration = Duration::seconds(30);

/// The resource-provider contract allows up to ten minutes; what a broken service says beyond that is not followed.
const LONGEST: Duration = Duration::minutes(10);

/// How long to wait after an answer.
pub(super) fn pause(headers: &Headers, frequency: Option<Duration>, now: OffsetDateTime) -> Duration {
    retry_after(headers, now)
        .map(|pause| pause.clamp(Duration::ZERO, LONGEST))
        .unwrap_or_else(|| frequency.unwrap_or(DEFAULT_FREQUENCY).max(Duration::ZERO))
}

fn retry_after(headers: &Headers, now: OffsetDateTime) -> Option<Duration> {
    for name in [X_MS_RETRY_AFTER_MS, RETRY_AFTER_MS] {
        if let Some(milliseconds) = headers.get_optional_str(&name).and_then(|text| text.trim().parse().ok()) {
            return Some(Duration::milliseconds(milliseconds));
        }
    }
    // Seconds or a date (RFC 9110 §10.2.3).
    let text = headers.get_optional_str(&RETRY_AFTER)?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::seconds(seconds)),
        Err(_) => date::parse_http_date(text).map(|date| date - now),
    }
}

/// What `future` gives, or `None` when `limit` is over before.
pub(super) async fn within<T>(limit: Option<Duration>, future: impl Future<Output = T>) -> Option<T> {
    let Some(limit) = limit else { return Some(future.await) };
    let mut future = pin!(future);
    let mut end = pin!(sleep(limit));
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => end.as_mut().poll(cx).map(|()| None),
    })
    .await
}
