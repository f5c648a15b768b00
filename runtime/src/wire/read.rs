//! Any serde `Deserializer` as a [`Source`]: generic, so compiled once per format.

use std::fmt;

use azure_core::Value;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Map;

use super::{Entries, Items, Key, ModelVisit, Names, Path, ReadSlot, Source, Visit, VisitOutcome, Wire};

/// The error of a model that is read from a response without a body. `NoContent` recognizes it.
pub(crate) const EMPTY: &str = "the operation succeeded without a body, so there is no value";

/// The same for a body that is `null`.
pub(crate) const NULL: &str = "null where a value is expected: the body is empty";

/// The beginning of serde_json's message for an input without a single byte.
const END_OF_NOTHING: &str = "EOF while parsing a value at line 1 column 0";

/// Reads a value: `Deserialize` of every model calls this.
///
/// # Errors
///
/// Returns the first error of the format, or the first value that does not fit, with the type and the property's path.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut slot: Option<T> = None;
    read_document(&mut slot, deserializer)?;
    required(slot)
}

/// Returns the value of a document, which must not be `null`.
pub(super) fn required<T, E: serde::de::Error>(value: Option<T>) -> Result<T, E> {
    value.ok_or_else(|| E::custom(NULL))
}

/// Reads a document into a slot. The error has the path.
pub(super) fn read_document<'de, D: Deserializer<'de>>(
    slot: &mut dyn ReadSlot,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut path = Path::default();
    fill(slot, &mut path, deserializer).map_err(|error| {
        if !path.is_empty() || path.is_secret() {
            D::Error::custom(describe(&path, error))
        } else if error.to_string().starts_with(END_OF_NOTHING) {
            D::Error::custom(EMPTY)
        } else {
            error
        }
    })
}

/// Returns the message for an error and its path. It does not quote a secret.
pub(super) fn describe(path: &Path, error: impl fmt::Display) -> String {
    if path.is_secret() {
        format!("{path}: the value has the wrong form (hidden, because it is a secret)")
    } else if path.is_empty() {
        error.to_string()
    } else {
        format!("{path}: {error}")
    }
}

/// Reads a value into a slot, and notes where in the value an error is.
pub(super) fn fill<'de, D: Deserializer<'de>>(
    slot: &mut dyn ReadSlot,
    path: &mut Path,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut source = DeserializerSource { deserializer: Some(deserializer), path, error: None };
    slot.read(&mut source);
    if let Some(error) = source.error {
        return Err(error);
    }
    match source.deserializer {
        // The slot has not read the value, so the format has to skip it.
        Some(untouched) => IgnoredAny::deserialize(untouched).map(|_| ()),
        None => Ok(()),
    }
}

struct DeserializerSource<'p, D, E> {
    deserializer: Option<D>,
    path: &'p mut Path,
    error: Option<E>,
}

impl<'de, D: Deserializer<'de>> DeserializerSource<'_, D, D::Error> {
    #[inline]
    fn show<V: VisitObject + ?Sized>(&mut self, visit: &mut V) {
        if let Some(deserializer) = self.deserializer.take() {
            self.error = deserializer.deserialize_any(VisitAdapter { visit, path: self.path }).err();
        }
    }
}

impl<'de, D: Deserializer<'de>> Source for DeserializerSource<'_, D, D::Error> {
    fn accept(&mut self, visit: &mut dyn Visit) {
        self.show(visit);
    }

    fn model(&mut self, model: &mut ModelVisit<'_, '_>) {
        self.show(model);
    }

    fn any(&mut self) -> Option<Value> {
        match Value::deserialize(self.deserializer.take()?) {
            Ok(value) => Some(value),
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }
}

/// Passes a serde value to a [`Visit`].
struct VisitAdapter<'a, V: ?Sized> {
    visit: &'a mut V,
    path: &'a mut Path,
}

/// A visit that can be shown an object without a call through a table.
trait VisitObject: Visit {
    fn entries<E: Entries>(&mut self, entries: &mut E) -> VisitOutcome;
}

impl VisitObject for dyn Visit + '_ {
    fn entries<E: Entries>(&mut self, entries: &mut E) -> VisitOutcome {
        self.object(entries)
    }
}

impl VisitObject for ModelVisit<'_, '_> {
    #[inline]
    fn entries<E: Entries>(&mut self, entries: &mut E) -> VisitOutcome {
        self.read(entries);
        VisitOutcome::Accepted
    }
}

struct Expected(&'static str);

impl serde::de::Expected for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<V: VisitObject + ?Sized> VisitAdapter<'_, V> {
    #[inline]
    fn outcome<E: serde::de::Error>(&self, taken: VisitOutcome, found: Unexpected<'_>) -> Result<(), E> {
        match taken {
            VisitOutcome::Accepted => Ok(()),
            VisitOutcome::WrongType => Err(E::invalid_type(found, &Expected(self.visit.expected()))),
            VisitOutcome::WrongValue => Err(E::invalid_value(found, &Expected(self.visit.expected()))),
        }
    }
}

impl<'de, V: VisitObject + ?Sized> Visitor<'de> for VisitAdapter<'_, V> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.visit.expected())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        let taken = self.visit.null();
        self.outcome(taken, Unexpected::Unit)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        let taken = self.visit.bool(value);
        self.outcome(taken, Unexpected::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        let taken = self.visit.i64(value);
        self.outcome(taken, Unexpected::Signed(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        let taken = match i64::try_from(value) {
            Ok(value) => self.visit.i64(value),
            Err(_) => self.visit.u64(value),
        };
        self.outcome(taken, Unexpected::Unsigned(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        let taken = self.visit.f64(value);
        self.outcome(taken, Unexpected::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        let taken = self.visit.str(value);
        self.outcome(taken, Unexpected::Str(value))
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<(), E> {
        // The string may be moved away, so the message of a mismatch cannot quote it.
        let taken = self.visit.string(value);
        self.outcome(taken, Unexpected::Other("string"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let mut items = SeqItems { items, index: 0, path: &mut *self.path, error: None };
        let taken = self.visit.list(&mut items);
        match items.error {
            Some(error) => Err(error),
            None => self.outcome(taken, Unexpected::Seq),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        let mut entries = MapEntries { entries, path: &mut *self.path, error: None, ended: false };
        let taken = self.visit.entries(&mut entries);
        match entries.error {
            Some(error) => Err(error),
            None => self.outcome(taken, Unexpected::Map),
        }
    }
}

/// A slot that serde fills with the next item or entry.
struct SlotSeed<'a> {
    slot: &'a mut dyn ReadSlot,
    path: &'a mut Path,
}

impl<'de> DeserializeSeed<'de> for SlotSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        fill(self.slot, self.path, deserializer)
    }
}

struct SeqItems<'p, A, E> {
    items: A,
    index: usize,
    path: &'p mut Path,
    error: Option<E>,
}

impl<'de, A: SeqAccess<'de>> Items for SeqItems<'_, A, A::Error> {
    fn next(&mut self, slot: &mut dyn ReadSlot) -> bool {
        if self.error.is_some() {
            return false;
        }
        match self.items.next_element_seed(SlotSeed { slot, path: self.path }) {
            Ok(found) => {
                self.index += 1;
                found.is_some()
            }
            Err(error) => {
                self.path.leave_item(self.index);
                self.error = Some(error);
                false
            }
        }
    }
}

struct MapEntries<'p, A, E> {
    entries: A,
    path: &'p mut Path,
    error: Option<E>,
    ended: bool,
}

impl<'de, A: MapAccess<'de>> MapEntries<'_, A, A::Error> {
    fn keep<T>(&mut self, result: Result<T, A::Error>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.error = Some(error);
                self.ended = true;
                None
            }
        }
    }
}

impl<'de, A: MapAccess<'de>> Entries for MapEntries<'_, A, A::Error> {
    #[inline]
    fn key(&mut self, names: Names<'_>) -> Key {
        if self.ended {
            return Key::End;
        }
        let next = self.entries.next_key_seed(names);
        match self.keep(next).flatten() {
            Some(key) => key,
            None => {
                self.ended = true;
                Key::End
            }
        }
    }

    #[inline]
    fn value(&mut self, slot: &mut dyn ReadSlot) -> bool {
        let read = self.entries.next_value_seed(SlotSeed { slot, path: self.path });
        self.keep(read).is_some()
    }

    fn skip(&mut self) -> bool {
        let skipped = self.entries.next_value::<IgnoredAny>();
        self.keep(skipped).is_some()
    }

    fn path(&mut self) -> &mut Path {
        self.path
    }

    fn collect(&mut self, mut object: Map<String, Value>) -> Option<Map<String, Value>> {
        while !self.ended {
            let next = self.entries.next_entry::<String, Value>();
            match self.keep(next)? {
                Some((key, value)) => {
                    object.insert(key, value);
                }
                None => self.ended = true,
            }
        }
        Some(object)
    }

    fn replay(&mut self, value: Value, slot: &mut dyn ReadSlot) -> bool {
        let read = fill(slot, self.path, value).map_err(A::Error::custom);
        self.keep(read).is_some()
    }
}

impl<'de> DeserializeSeed<'de> for Names<'_> {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Names<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Key, E> {
        Ok(self.find(key))
    }
}
