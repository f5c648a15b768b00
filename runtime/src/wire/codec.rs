//! Values that cannot implement [`Wire`]: the Rust type does not determine their form on the wire (`as Rfc1123` in
//! `model!`), or coherence forbids the implementation (`as Boxed`).

use std::collections::BTreeMap;
use std::marker::PhantomData;

use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, base64};
use serde::{Deserialize, Deserializer};

use super::containers::{read_list, read_map};
use super::nullable::{read_nullable, write_nullable};
use super::read::{read_document, required};
use super::scalars::{read_string, whole};
use super::{Nullable, ReadSlot, Sink, Source, Visit, VisitOutcome, Wire, Writable, read_value};
use crate::date;

/// Reads and writes `T` in a special form.
pub trait Codec<T> {
    /// Reads a value into `slot`, which is empty: exactly one call of `source`. It stays empty for the JSON `null` and
    /// for a value that cannot be read.
    fn read_into(slot: &mut Option<T>, source: &mut dyn Source);

    /// Writes a value, as [`Wire::write`] does.
    fn write<S: Sink>(value: &T, sink: S) -> S::Written;
}

/// A date and time in the form of HTTP headers, `Sun, 06 Nov 1994 08:49:37 GMT`: a codec for `model!` and a parameter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Rfc1123(pub OffsetDateTime);

/// Seconds since 1970-01-01: a codec for `model!` and a parameter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct UnixTime(pub OffsetDateTime);

/// Base64 with the alphabet for URLs and without padding (RFC 4648 §5): a codec for `model!` and a parameter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Base64Url(pub Bytes);

/// A value on the heap, because its type contains itself: a codec for `model!`.
///
/// `Box` cannot implement [`Wire`] itself: all types that are a [`StringEnum`](super::StringEnum) have one
/// implementation together, and another crate may say of a box of its own type that it is one, because `Box` is a
/// [fundamental type](https://doc.rust-lang.org/reference/glossary.html#fundamental-type-constructors).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Boxed;

impl Codec<OffsetDateTime> for Rfc1123 {
    fn read_into(slot: &mut Option<OffsetDateTime>, source: &mut dyn Source) {
        // Every unambiguous form is accepted, as it is where RFC 3339 is documented.
        read_string(slot, source, "a date and time (RFC 1123)", |value| {
            date::parse_http_date(value).or_else(|| date::parse_date_time(value))
        });
    }

    fn write<S: Sink>(value: &OffsetDateTime, sink: S) -> S::Written {
        sink.str(&date::format_http_date(*value))
    }
}

impl Codec<OffsetDateTime> for UnixTime {
    fn read_into(slot: &mut Option<OffsetDateTime>, source: &mut dyn Source) {
        source.accept(&mut UnixTimeVisit(slot));
    }

    fn write<S: Sink>(value: &OffsetDateTime, sink: S) -> S::Written {
        sink.i64(value.unix_timestamp())
    }
}

/// Receives seconds, or a date and time as a string, which is unambiguous too.
struct UnixTimeVisit<'a>(&'a mut Option<OffsetDateTime>);

impl UnixTimeVisit<'_> {
    fn keep(&mut self, value: Option<OffsetDateTime>) -> VisitOutcome {
        *self.0 = value;
        if value.is_some() { VisitOutcome::Accepted } else { VisitOutcome::WrongValue }
    }
}

impl Visit for UnixTimeVisit<'_> {
    fn expected(&self) -> &'static str {
        "seconds since 1970"
    }

    fn i64(&mut self, value: i64) -> VisitOutcome {
        self.keep(OffsetDateTime::from_unix_timestamp(value).ok())
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

    fn str(&mut self, value: &str) -> VisitOutcome {
        self.keep(date::parse_date_time(value))
    }
}

impl Codec<Bytes> for Base64Url {
    fn read_into(slot: &mut Option<Bytes>, source: &mut dyn Source) {
        read_string(slot, source, "base64 for URLs", |value| base64::decode_url_safe(value).ok().map(Bytes::from));
    }

    fn write<S: Sink>(value: &Bytes, sink: S) -> S::Written {
        sink.str(&base64::encode_url_safe(value))
    }
}

impl<T: Wire> Codec<Box<T>> for Boxed {
    #[inline]
    fn read_into(slot: &mut Option<Box<T>>, source: &mut dyn Source) {
        *slot = read_value(source).map(Box::new);
    }

    #[inline]
    fn write<S: Sink>(value: &Box<T>, sink: S) -> S::Written {
        T::write(value, sink)
    }
}

/// Lists and maps of values with a codec. One implementation for all codecs would overlap with those for `T`.
macro_rules! contained {
    ($($codec:ident)*) => {$(
        impl<T> Codec<Vec<T>> for $codec where $codec: Codec<T> {
            fn read_into(slot: &mut Option<Vec<T>>, source: &mut dyn Source) {
                read_list::<Self, T>(slot, source);
            }

            fn write<S: Sink>(value: &Vec<T>, sink: S) -> S::Written {
                sink.list::<Self, T>(value)
            }
        }

        impl<T> Codec<BTreeMap<String, T>> for $codec where $codec: Codec<T> {
            fn read_into(slot: &mut Option<BTreeMap<String, T>>, source: &mut dyn Source) {
                read_map::<Self, T>(slot, source);
            }

            fn write<S: Sink>(value: &BTreeMap<String, T>, sink: S) -> S::Written {
                sink.map::<Self, T>(value)
            }
        }
    )*};
}

contained!(Rfc1123 UnixTime Base64Url);

/// Values of a codec that may be `null`.
macro_rules! nullable {
    ($($codec:ident)*) => {$(
        impl<T> Codec<Nullable<T>> for $codec where $codec: Codec<T> {
            fn read_into(slot: &mut Option<Nullable<T>>, source: &mut dyn Source) {
                read_nullable::<Self, T>(slot, source);
            }

            fn write<S: Sink>(value: &Nullable<T>, sink: S) -> S::Written {
                write_nullable::<Self, T, S>(value, sink)
            }
        }
    )*};
}

nullable!(Rfc1123 UnixTime Base64Url Boxed);

/// A value that serde reads through a codec.
#[derive(Debug)]
pub(crate) struct Decoded<C, T> {
    value: T,
    codec: PhantomData<C>,
}

impl<C, T> Decoded<C, T> {
    pub(crate) fn into_value(self) -> T {
        self.value
    }
}

impl<'de, C: Codec<T>, T> Deserialize<'de> for Decoded<C, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut slot = None;
        let value = read_document(&mut Coded::<C, _>::new(&mut slot), deserializer).map(|()| slot);
        Ok(Self { value: required(value?)?, codec: PhantomData })
    }
}

/// A value that a codec reads or writes: `V` is a mutable reference to a property, or a shared one to a property or a
/// value.
#[derive(Debug)]
pub struct Coded<C, V> {
    pub(super) value: V,
    codec: PhantomData<C>,
}

impl<C, V> Coded<C, V> {
    /// A value with its codec.
    #[inline]
    pub fn new(value: V) -> Self {
        Self { value, codec: PhantomData }
    }
}

impl<C: Codec<T>, T> ReadSlot for Coded<C, &mut Option<T>> {
    fn read(&mut self, source: &mut dyn Source) {
        *self.value = None;
        C::read_into(self.value, source);
    }
}

impl<C: Codec<T>, T> Writable for Coded<C, &T> {
    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        C::write(self.value, sink)
    }
}
