//! Dates and times as services write them, in and out. Nothing here fails loudly: a text that is none gives `None`.

use azure_core::time::{OffsetDateTime, parse_rfc7231, to_rfc7231};
use time::format_description::well_known::Rfc3339;
use time::{Date, UtcOffset};

/// Reads RFC 3339, and what Azure services write besides: times without a zone (they mean UTC) and dates alone.
pub(crate) fn parse_date_time(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339))
        .ok()
        .or_else(|| parse_midnight(text))
}

/// RFC 3339, as exact as the value is.
pub(crate) fn date_time_text(value: OffsetDateTime) -> String {
    // Years before 0 and after 9999 have no form in RFC 3339; the service will say so better than a panic would.
    value.format(&Rfc3339).unwrap_or_else(|_| value.to_string())
}

/// Reads a date alone (`full-date` of RFC 3339).
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    parse_midnight(text).map(OffsetDateTime::date)
}

/// When a day begins. With the reader for dates and times, because programs have that one already.
fn parse_midnight(date: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(&format!("{date}T00:00:00Z"), &Rfc3339).ok()
}

/// The form of RFC 3339, which is the one that `Display` has.
pub(crate) fn date_text(value: Date) -> String {
    value.to_string()
}

/// The form of HTTP headers (RFC 9110 §5.6.7, once RFC 1123).
pub(crate) fn parse_http_date(text: &str) -> Option<OffsetDateTime> {
    parse_rfc7231(text).ok()
}

pub(crate) fn http_date_text(value: OffsetDateTime) -> String {
    // `to_rfc7231` prints the hour of whatever zone the value has, and calls it GMT.
    to_rfc7231(&value.checked_to_offset(UtcOffset::UTC).unwrap_or(value))
}
