//! Dates and times as services write them.
//!
//! In: a string of a response, or a value to send. Out: the value, or its documented form; a string that is not certainly one
//! date and time gives `None`. Must not know: properties, headers, errors.

use std::borrow::Cow;

use azure_core::time::{OffsetDateTime, parse_rfc7231, to_rfc7231};
use time::format_description::well_known::Rfc3339;
use time::{Date, Time, UtcOffset};

/// Parses RFC 3339, and the other forms in which services write a date and time that can be understood in one way only:
///
/// - without a zone, which means UTC; a date alone, which means its midnight
/// - the form of HTTP headers: `Tue, 10 Mar 2020 22:21:46 GMT`
/// - a space in place of the `T`; a zone after a space, without its colon or minutes, or as `UTC`; no seconds
///
/// `10/08/2021 07:35:50` is a day in August or in October, so it is not read.
pub(crate) fn parse_date_time(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok().or_else(|| parse_variant(text)).or_else(|| parse_http_date(text))
}

/// Parses the variants of RFC 3339. The parser of RFC 3339 does the work, because programs have that one already.
#[cold]
fn parse_variant(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked("2024-01-02".len())?;
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
pub(crate) fn date_time_text(value: OffsetDateTime) -> String {
    // Years before 0 and after 9999 have no form in RFC 3339. The service rejects them with a better message than a panic.
    value.format(&Rfc3339).unwrap_or_else(|_| value.to_string())
}

/// Parses a date (`full-date` of RFC 3339). Services also write its midnight in UTC: `2024-01-02T00:00:00Z`.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let midnight =
        OffsetDateTime::parse(&format!("{text}T00:00:00Z"), &Rfc3339).ok().or_else(|| parse_date_time(text))?;
    (midnight.time() == Time::MIDNIGHT && midnight.offset().is_utc()).then(|| midnight.date())
}

/// Formats a date as RFC 3339 does, which is the form of its `Display`.
pub(crate) fn date_text(value: Date) -> String {
    value.to_string()
}

/// Parses the form of HTTP headers (RFC 9110 §5.6.7, once RFC 1123).
pub(crate) fn parse_http_date(text: &str) -> Option<OffsetDateTime> {
    parse_rfc7231(text).ok()
}

/// Formats a date and time in the form of HTTP headers.
pub(crate) fn http_date_text(value: OffsetDateTime) -> String {
    // `to_rfc7231` prints the hour of whatever zone the value has, and calls it GMT.
    to_rfc7231(&value.checked_to_offset(UtcOffset::UTC).unwrap_or(value))
}
