//! The pause between two requests for the state of an operation, and the limit of the whole wait.
//!
//! In: response headers and the caller's options. Out: durations, and futures that end in time.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use azure_core::http::headers::Headers;
use azure_core::sleep::sleep;
use azure_core::time::{Duration, OffsetDateTime};

use crate::retry_after::{LONGEST_PAUSE, retry_after};

/// The pause of the other Azure SDKs if neither the service nor the caller sets one.
pub(super) const DEFAULT_FREQUENCY: Duration = Duration::seconds(30);

/// The shortest pause that a service can ask for. Some send `Retry-After: 0` with every response; without this minimum
/// a client would send thousands of requests per second.
const SHORTEST_PAUSE: Duration = Duration::seconds(1);

/// Returns the pause after a response. A shorter `frequency` of the caller also lowers the minimum.
pub(super) fn pause(headers: &Headers, frequency: Option<Duration>, now: OffsetDateTime) -> Duration {
    let frequency = frequency.map(|frequency| frequency.max(Duration::ZERO));
    let floor = frequency.map_or(SHORTEST_PAUSE, |frequency| frequency.min(SHORTEST_PAUSE));
    retry_after(headers, now)
        .map(|pause| pause.clamp(floor, LONGEST_PAUSE))
        .unwrap_or_else(|| frequency.unwrap_or(DEFAULT_FREQUENCY))
}

/// Returns the output of `future`, or `None` if `limit` is over before.
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

    fn pause_for(name: &str, value: &str, frequency: Option<Duration>) -> i128 {
        let mut headers = Headers::new();
        headers.insert(name.to_owned(), value.to_owned());
        let now = OffsetDateTime::from_unix_timestamp(784_111_770).unwrap();
        pause(&headers, frequency, now).whole_milliseconds()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_bounded() {
        let cases = [
            ("10", 10_000),
            ("1", 1_000),
            (" 0 ", 1_000),
            ("-5", 1_000),
            ("86400", 600_000),
            ("9223372036854775807", 600_000),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 7_000),
            ("Sun, 06 Nov 1994 08:49:00 GMT", 1_000),
            ("Sun, 06 Nov 2044 08:49:00 GMT", 600_000),
            ("soon", 7_000),
            ("", 7_000),
            ("1.5", 7_000),
        ];
        for (value, expected) in cases {
            assert_eq!(pause_for("retry-after", value, Some(Duration::seconds(7))), expected, "{value}");
        }
    }

    #[test]
    fn a_pause_is_at_least_a_second_unless_the_caller_asks_for_less() {
        let frequencies = [
            (None, 1_000),
            (Some(Duration::hours(1)), 1_000),
            (Some(Duration::milliseconds(300)), 300),
            (Some(Duration::ZERO), 0),
            (Some(Duration::seconds(-1)), 0),
        ];
        for (frequency, expected) in frequencies {
            assert_eq!(pause_for("retry-after", "0", frequency), expected, "{frequency:?}");
            assert_eq!(pause_for("retry-after", "5", frequency), 5_000, "a longer pause stays: {frequency:?}");
        }
    }

    #[test]
    fn the_headers_in_milliseconds_come_first() {
        let short = Some(Duration::ZERO);
        assert_eq!(pause_for("x-ms-retry-after-ms", "250", short), 250);
        assert_eq!(pause_for("x-ms-retry-after-ms", "250", None), 1_000);
        assert_eq!(pause_for("retry-after-ms", "9223372036854775807", short), 600_000);
    }

    #[test]
    fn without_a_header_the_frequency_counts_and_without_one_the_default() {
        let now = OffsetDateTime::UNIX_EPOCH;
        assert_eq!(pause(&Headers::new(), Some(Duration::hours(1)), now), Duration::hours(1));
        assert_eq!(pause(&Headers::new(), Some(Duration::seconds(-1)), now), Duration::ZERO);
        assert_eq!(pause(&Headers::new(), None, now), Duration::seconds(30));
    }
}
