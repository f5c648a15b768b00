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
pub(crate) const LONGEST_PAUSE: Duration = Duration::minutes(10);

/// How long to wait after an answer.
pub(super) fn pause(headers: &Headers, frequency: Option<Duration>, now: OffsetDateTime) -> Duration {
    retry_after(headers, now)
        .map(|pause| pause.clamp(Duration::ZERO, LONGEST_PAUSE))
        .unwrap_or_else(|| frequency.unwrap_or(DEFAULT_FREQUENCY).max(Duration::ZERO))
}

/// What `Retry-After` and its relatives ask for; negative for a date in the past.
pub(crate) fn retry_after(headers: &Headers, now: OffsetDateTime) -> Option<Duration> {
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

#[cfg(test)]
mod tests {
    use super::pause;
    use azure_core::http::headers::Headers;
    use azure_core::time::{Duration, OffsetDateTime};

    fn pause_for(name: &str, value: &str) -> i128 {
        let mut headers = Headers::new();
        headers.insert(name.to_owned(), value.to_owned());
        let now = OffsetDateTime::from_unix_timestamp(784_111_770).unwrap();
        pause(&headers, Some(Duration::seconds(7)), now).whole_milliseconds()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_bounded() {
        let cases = [
            ("10", 10_000),
            (" 0 ", 0),
            ("-5", 0),
            ("86400", 600_000),
            ("9223372036854775807", 600_000),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 7_000),
            ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
            ("Sun, 06 Nov 2044 08:49:00 GMT", 600_000),
            ("soon", 7_000),
            ("", 7_000),
            ("1.5", 7_000),
        ];
        for (value, expected) in cases {
            assert_eq!(pause_for("retry-after", value), expected, "{value}");
        }
    }

    #[test]
    fn the_headers_in_milliseconds_come_first() {
        assert_eq!(pause_for("x-ms-retry-after-ms", "250"), 250);
        assert_eq!(pause_for("retry-after-ms", "9223372036854775807"), 600_000);
    }

    #[test]
    fn without_a_header_the_frequency_counts_and_without_one_the_default() {
        let now = OffsetDateTime::UNIX_EPOCH;
        assert_eq!(pause(&Headers::new(), Some(Duration::hours(1)), now), Duration::hours(1));
        assert_eq!(pause(&Headers::new(), Some(Duration::seconds(-1)), now), Duration::ZERO);
        assert_eq!(pause(&Headers::new(), None, now), Duration::seconds(30));
    }
}
