//! Texts that mean more than their characters: percent-encoding, dates, base64.
//!
//! In: a text of a URL or of an example. Out: what it stands for. Must not know: schemas, and the runtime's own reading
//! of the same texts, which is what the check is about.

/// Undoes percent-encoding; in a query also writes `+` as the blank that it stands for.
pub(super) fn decode(text: &str, is_query: bool) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let escaped = match bytes[index] {
            b'%' => bytes.get(index + 1).zip(bytes.get(index + 2)).and_then(|(high, low)| hex_pair(*high, *low)),
            _ => None,
        };
        match (escaped, bytes[index]) {
            (Some(byte), _) => {
                decoded.push(byte);
                index += 2;
            }
            (None, b'+') if is_query => decoded.push(b' '),
            (None, byte) => decoded.push(byte),
        }
        index += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// An instant in nanoseconds since 1970, read from `2025-01-02T03:04:05.1234567Z` and its kin.
///
/// ARM leaves the zone out at times and writes seven fractional digits; without a zone the time is UTC. The letters may
/// be small and the `T` a blank (RFC 3339, section 5.6).
pub(super) fn instant(text: &str) -> Option<i128> {
    let mut rest = Cursor(text.trim());
    let date = rest.date()?;
    rest.one_of("Tt ")?;
    let (hour, minute) = (rest.number(2)?, rest.after(':')?.number(2)?);
    let second = rest.after(':').and_then(|it| it.number(2)).unwrap_or(0);
    let fraction = rest.fraction();
    let offset = rest.offset()?;
    let in_range = hour <= 24 && minute <= 59 && second <= 60;
    let seconds = date * 86_400 + hour * 3_600 + minute * 60 + second - offset;
    (in_range && rest.0.is_empty()).then(|| i128::from(seconds) * 1_000_000_000 + i128::from(fraction))
}

/// Whether a text is a date such as `2025-01-02`.
pub(super) fn is_date(text: &str) -> bool {
    let mut rest = Cursor(text);
    rest.date().is_some() && rest.0.is_empty()
}

/// An instant in nanoseconds since 1970, read from `Thu, 02 Jan 2025 03:04:05 GMT` (RFC 1123).
pub(super) fn rfc1123_instant(text: &str) -> Option<i128> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split_once(',')?.1.split_whitespace();
    let day: i64 = words.next()?.parse().ok()?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|it| it.eq_ignore_ascii_case(month))?;
    let year: i64 = words.next()?.parse().ok()?;
    let clock = words.next()?;
    let zone = words.next()?;
    let date = format!("{year:04}-{:02}-{day:02}T{clock}Z", month + 1);
    (zone == "GMT" && words.next().is_none()).then(|| instant(&date))?
}

/// Whether a text is base64 as it is written back: the standard alphabet, padded (RFC 4648, section 4).
pub(super) fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    text.len().is_multiple_of(4)
        && padding <= 2
        && digits.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'+' || it == b'/')
}

/// Whether a text is base64 with the URL alphabet; its padding may be missing (RFC 4648, section 5).
pub(super) fn is_base64_url(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    digits.len() % 4 != 1 && digits.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
}

/// What is still to be read of a text.
struct Cursor<'a>(&'a str);

impl Cursor<'_> {
    /// Exactly this many digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        let number = self.0.get(..digits).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))?;
        self.0 = &self.0[digits..];
        number.parse().ok()
    }

    /// One of these characters.
    fn one_of(&mut self, characters: &str) -> Option<char> {
        let first = self.0.chars().next().filter(|it| characters.contains(*it))?;
        self.0 = &self.0[first.len_utf8()..];
        Some(first)
    }

    /// Reads on after this character.
    fn after(&mut self, character: char) -> Option<&mut Self> {
        self.0 = self.0.strip_prefix(character)?;
        Some(self)
    }

    /// `2025-01-02` as days since 1970.
    fn date(&mut self) -> Option<i64> {
        let (year, month, day) = (self.number(4)?, self.after('-')?.number(2)?, self.after('-')?.number(2)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=length).contains(&day).then(|| days_since_1970(year, month, day))
    }

    /// `.1234567` as nanoseconds; further digits are cut off.
    fn fraction(&mut self) -> i64 {
        let Some(rest) = self.0.strip_prefix('.') else { return 0 };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let nanoseconds: String = rest[..digits].chars().chain("000000000".chars()).take(9).collect();
        self.0 = &rest[digits..];
        nanoseconds.parse().unwrap_or(0)
    }

    /// `Z`, `+01:00` or nothing, as seconds east of Greenwich.
    fn offset(&mut self) -> Option<i64> {
        match self.one_of("Zz+-") {
            None | Some('Z' | 'z') => Some(0),
            Some(sign) => {
                let hours = self.number(2)?;
                let _ = self.after(':');
                let seconds = hours * 3_600 + self.number(2)? * 60;
                Some(if sign == '-' { -seconds } else { seconds })
            }
        }
    }
}

/// Days of the proleptic Gregorian calendar, counted over whole 400-year cycles that start in March, so that the leap
/// day is a year's last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (cycle, year_of_cycle) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle * 146_097 + day_of_cycle - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_instant_has_many_spellings() {
        let expected = Some(1_735_787_045_123_456_700);
        for text in [
            "2025-01-02T03:04:05.1234567Z",
            "2025-01-02T03:04:05.1234567",
            "2025-01-02t03:04:05.1234567+00:00",
            "2025-01-02 04:04:05.1234567+0100",
            "2025-01-01T22:04:05.123456700-05:00",
        ] {
            assert_eq!(instant(text), expected, "{text}");
        }
        assert_eq!(instant("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(instant("0001-01-01T00:00:00Z"), Some(-62_135_596_800_000_000_000));
        assert_eq!(rfc1123_instant("Thu, 02 Jan 2025 03:04:05 GMT"), Some(1_735_787_045_000_000_000));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "soon", "2025-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2025-01-02", "2025-01-02T03:04:05ZZ"]
        {
            assert_eq!(instant(text), None, "{text}");
        }
        assert!(is_date("2024-02-29") && !is_date("2025-02-29") && !is_date("2025-01-02T00:00:00Z"));
        assert_eq!(rfc1123_instant("2025-01-02T03:04:05Z"), None);
    }

    #[test]
    fn base64_is_judged_by_alphabet_and_padding() {
        assert!(is_base64("") && is_base64("QUI=") && is_base64("+/==") && is_base64_url("-_8"));
        assert!(!is_base64("QUI") && !is_base64("-_8=") && !is_base64("a b=") && !is_base64_url("+/8="));
    }

    #[test]
    fn percent_encoding_is_undone() {
        assert_eq!(decode("a%2Fb%C3%A9+c%zz%", false), "a/bé+c%zz%");
        assert_eq!(decode("a+b%2B", true), "a b+");
    }
}
