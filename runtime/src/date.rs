//! Dates and times as services write them.
//!
//! In: a string from a response, or a value to send. Out: the value, or its documented form. An ambiguous string
//! results in `None`. Must not know: properties, headers, errors.

use std::borrow::Cow;

use azure_core::time::{OffsetDateTime, parse_rfc7231, to_rfc7231};
use time::format_description::well_known::Rfc3339;
use time::{Date, Time, UtcOffset};

/// Parses RFC 3339, and the other unambiguous forms in which services write a date and time:
///
/// - without a zone, which means UTC; a date alone, which means its midnight
/// - the form of HTTP headers: `Tue, 10 Mar 2020 22:21:46 GMT`
/// - a space instead of the `T`; a zone after a space, without its colon or minutes, or as `UTC`; no seconds
///
/// `10/08/2021 07:35:50` may be a day in August or in October, so it is rejected.
pub(crate) fn parse_date_time(value: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(value, &Rfc3339).ok().or_else(|| parse_variant(value)).or_else(|| parse_http_date(value))
}

/// Parses the variants of RFC 3339. They are converted to RFC 3339 first, because its parser is in every program
/// already.
#[cold]
fn parse_variant(value: &str) -> Option<OffsetDateTime> {
    let value = value.trim();
    let (date, rest) = value.split_at_checked("2024-01-02".len())?;
    let separators: &[char] = &['T', 't', ' '];
    let (time, zone) = match rest.strip_prefix(separators) {
        Some(rest) => {
            rest.split_at(rest.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(rest.len()))
        }
        None if rest.is_empty() => ("00:00", ""),
        None => return None,
    };
    let seconds = if time.len() == "03:04".len() { ":00" } else { "" };
    let zone = zone_text(zone.trim_start())?;
    OffsetDateTime::parse(&format!("{date}T{time}{seconds}{zone}"), &Rfc3339).ok()
}

/// A zone as RFC 3339 writes it.
fn zone_text(zone: &str) -> Option<Cow<'_, str>> {
    if zone.is_empty() || ["Z", "UTC", "GMT"].iter().any(|utc| zone.eq_ignore_ascii_case(utc)) {
        return Some("Z".into());
    }
    let (hours, minutes) = zone.split_at_checked("+02".len())?;
    match minutes.len() {
        0 => Some(format!("{hours}:00").into()),
        2 => Some(format!("{hours}:{minutes}").into()),
        _ => Some(zone.into()),
    }
}

/// Formats a date and time in RFC 3339, as exact as the value is.
pub(crate) fn format_date_time(value: OffsetDateTime) -> String {
    // RFC 3339 has no form for years before 0 and after 9999. An error of the service is better than a panic here.
    value.format(&Rfc3339).unwrap_or_else(|_| value.to_string())
}

/// Parses a date (`full-date` of RFC 3339). Services also write its midnight in UTC: `2024-01-02T00:00:00Z`.
pub(crate) fn parse_date(value: &str) -> Option<Date> {
    let midnight =
        OffsetDateTime::parse(&format!("{value}T00:00:00Z"), &Rfc3339).ok().or_else(|| parse_date_time(value))?;
    (midnight.time() == Time::MIDNIGHT && midnight.offset().is_utc()).then(|| midnight.date())
}

/// Formats a date as RFC 3339 does, which is the form of its `Display`.
pub(crate) fn format_date(value: Date) -> String {
    value.to_string()
}

/// Parses the form of HTTP headers (RFC 9110 §5.6.7, once RFC 1123).
pub(crate) fn parse_http_date(value: &str) -> Option<OffsetDateTime> {
    parse_rfc7231(value).ok()
}

/// Formats a date and time in the form of HTTP headers.
pub(crate) fn format_http_date(value: OffsetDateTime) -> String {
    // `to_rfc7231` prints the local hour of the value's zone with the suffix GMT.
    to_rfc7231(&value.checked_to_offset(UtcOffset::UTC).unwrap_or(value))
}
