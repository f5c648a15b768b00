//! Numbers, strings, dates and the other values that are neither lists nor objects.

use std::mem::discriminant;

use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, Value, base64};
use time::Date;

use super::{Sink, Source, StringEnum, Visit, VisitOutcome, Wire};
use crate::date;

/// Reads a string and makes `T` of it; `expected` says what was expected if `parse` returns `None`. Returns `false`
/// without a value.
pub(super) fn read_string<T>(
    slot: &mut Option<T>,
    source: &mut dyn Source,
    expected: &'static str,
    parse: impl FnMut(&str) -> Option<T>,
) -> bool {
    source.accept(&mut ParsedStringVisit { slot, expected, parse });
    slot.is_some()
}

/// Returns the variant of a documented value; for an undocumented value, the result of `unknown`.
///
/// The exact spelling wins. Otherwise the case of ASCII letters does not count: services send `FULL` for the documented
/// `Full`, and accept both.
pub fn enum_value<T: StringEnum>(value: &str, unknown: fn(String) -> T) -> T {
    let values = T::values().iter();
    let found = values.clone().find(|(name, _)| *name == value).or_else(|| documented_value(value));
    found.map_or_else(|| unknown(value.to_owned()), |(_, value)| value.clone())
}

/// Returns the documented value that differs from `value` by case only, and its variant.
#[cold]
fn documented_value<T: StringEnum>(value: &str) -> Option<&'static (&'static str, T)> {
    T::values().iter().find(|(name, _)| name.eq_ignore_ascii_case(value))
}

/// Returns the documented value of a variant.
pub fn enum_str<T: StringEnum>(variant: &T) -> &'static str {
    let wanted = discriminant(variant);
    let found = T::values().iter().find(|(_, value)| discriminant(value) == wanted);
    found.map_or("", |(name, _)| name)
}

struct ParsedStringVisit<'a, T, P> {
    slot: &'a mut Option<T>,
    expected: &'static str,
    parse: P,
}

impl<T, P: FnMut(&str) -> Option<T>> Visit for ParsedStringVisit<'_, T, P> {
    fn expected(&self) -> &'static str {
        self.expected
    }

    fn str(&mut self, value: &str) -> VisitOutcome {
        *self.slot = (self.parse)(value);
        if self.slot.is_some() { VisitOutcome::Accepted } else { VisitOutcome::WrongValue }
    }
}

/// Receives a value of an enum of strings.
///
/// Services send the number of a value instead of its name. The number is unambiguous, so it is kept as an unknown
/// value unless it is documented. A boolean is accepted only if `true` or `false` is documented.
struct EnumVisit<'a, T>(&'a mut Option<T>);

impl<T: StringEnum> Visit for EnumVisit<'_, T> {
    fn expected(&self) -> &'static str {
        "a string"
    }

    fn bool(&mut self, value: bool) -> VisitOutcome {
        let value = if value { "true" } else { "false" };
        *self.0 = documented_value::<T>(value).map(|(_, value)| value.clone());
        if self.0.is_some() { VisitOutcome::Accepted } else { VisitOutcome::WrongType }
    }

    fn i64(&mut self, value: i64) -> VisitOutcome {
        self.str(&value.to_string())
    }

    fn u64(&mut self, value: u64) -> VisitOutcome {
        self.str(&value.to_string())
    }

    fn f64(&mut self, value: f64) -> VisitOutcome {
        self.str(&value.to_string())
    }

    fn str(&mut self, value: &str) -> VisitOutcome {
        *self.0 = Some(T::from(value));
        VisitOutcome::Accepted
    }
}

/// Receives a string, without a copy if the format owns it.
struct StringVisit<'a>(&'a mut Option<String>);

impl Visit for StringVisit<'_> {
    fn expected(&self) -> &'static str {
        "a string"
    }

    fn str(&mut self, value: &str) -> VisitOutcome {
        self.string(value.to_owned())
    }

    fn string(&mut self, value: String) -> VisitOutcome {
        *self.0 = Some(value);
        VisitOutcome::Accepted
    }
}

impl Wire for String {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        source.accept(&mut StringVisit(slot));
        slot.is_some()
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.str(self)
    }
}

struct BoolVisit<'a>(&'a mut Option<bool>);

impl Visit for BoolVisit<'_> {
    fn expected(&self) -> &'static str {
        "true or false"
    }

    fn bool(&mut self, value: bool) -> VisitOutcome {
        *self.0 = Some(value);
        VisitOutcome::Accepted
    }
}

impl Wire for bool {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        source.accept(&mut BoolVisit(slot));
        slot.is_some()
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.bool(*self)
    }
}

/// Reads an integer and makes `T` of it; `expected` says what was expected if `convert` returns `None`. Returns `false`
/// without a value.
fn read_integer<T>(
    slot: &mut Option<T>,
    source: &mut dyn Source,
    expected: &'static str,
    convert: impl FnMut(i64) -> Option<T>,
) -> bool {
    source.accept(&mut IntegerVisit { slot, expected, convert });
    slot.is_some()
}

/// Receives an integer. Services write `2.0` where an integer is documented, so whole floats are taken.
struct IntegerVisit<'a, T, C> {
    slot: &'a mut Option<T>,
    expected: &'static str,
    convert: C,
}

/// The first integer above `i64::MAX`, which an `f64` holds exactly.
const I64_END: f64 = 9_223_372_036_854_775_808.0;

/// Returns the integer that a float is, if it is one.
pub(super) fn whole(value: f64) -> Option<i64> {
    // In range and whole, so the conversion is exact.
    (value.fract() == 0.0 && (-I64_END..I64_END).contains(&value)).then_some(value as i64)
}

impl<T, C: FnMut(i64) -> Option<T>> Visit for IntegerVisit<'_, T, C> {
    fn expected(&self) -> &'static str {
        self.expected
    }

    fn i64(&mut self, value: i64) -> VisitOutcome {
        *self.slot = (self.convert)(value);
        if self.slot.is_some() { VisitOutcome::Accepted } else { VisitOutcome::WrongValue }
    }

    fn u64(&mut self, _value: u64) -> VisitOutcome {
        VisitOutcome::WrongValue
    }

    fn f64(&mut self, value: f64) -> VisitOutcome {
        match whole(value) {
            Some(value) => self.i64(value),
            None => VisitOutcome::WrongValue,
        }
    }
}

impl Wire for i64 {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        read_integer(slot, source, "an integer", Some)
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.i64(*self)
    }
}

impl Wire for i32 {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        read_integer(slot, source, "an integer of 32 bits", |value| value.try_into().ok())
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.i64(i64::from(*self))
    }
}

struct NumberVisit<'a>(&'a mut Option<f64>);

impl Visit for NumberVisit<'_> {
    fn expected(&self) -> &'static str {
        "a number"
    }

    fn i64(&mut self, value: i64) -> VisitOutcome {
        self.f64(value as f64)
    }

    fn u64(&mut self, value: u64) -> VisitOutcome {
        self.f64(value as f64)
    }

    fn f64(&mut self, value: f64) -> VisitOutcome {
        *self.0 = Some(value);
        VisitOutcome::Accepted
    }
}

/// Integers up to this size are exact in an `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Wire for f64 {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        source.accept(&mut NumberVisit(slot));
        slot.is_some()
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        // JSON has one kind of number: a `1` that was read is written as `1`.
        if self.fract() == 0.0 && self.abs() < EXACT { sink.i64(*self as i64) } else { sink.f64(*self) }
    }
}

/// One implementation for all enums of strings, because an implementation for each would cost compile time.
impl<T: StringEnum> Wire for T {
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        source.accept(&mut EnumVisit(slot));
        slot.is_some()
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.str(self.as_ref())
    }
}

impl Wire for Bytes {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        read_string(slot, source, "base64", |value| base64::decode(value).ok().map(Bytes::from))
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.str(&base64::encode(self))
    }
}

impl Wire for OffsetDateTime {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        read_string(slot, source, "a date and time (RFC 3339)", date::parse_date_time)
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.str(&date::format_date_time(*self))
    }
}

impl Wire for Date {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        read_string(slot, source, "a date (YYYY-MM-DD)", date::parse_date)
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.str(&date::format_date(*self))
    }
}

impl Wire for Value {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        *slot = source.any();
        slot.is_some()
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.any(self)
    }
}
