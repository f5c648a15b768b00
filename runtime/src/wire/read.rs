//! Any serde `Deserializer` as a [`Source`]. The only generic reading code there is: it is compiled once per format.

use std::fmt;

use azure_core::Value;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Map;

use super::{Entries, Items, Path, ReadSlot, Source, Taken, Visit, Wire};

/// Reads a value: what `Deserialize` of every model calls.
///
/// # Errors
///
/// The first error of the format, or the first value that does not fit, with the type and the property's path.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut slot: Option<T> = None;
    let mut path = Path::default();
    match read_into(&mut slot, &mut path, deserializer) {
        Ok(()) => slot.ok_or_else(|| D::Error::custom("null where a value is expected")),
        Err(_) if path.is_secret() => {
            Err(D::Error::custom(format_args!("{path}: the value is of the wrong form (hidden: it is a secret)")))
        }
        Err(error) if path.is_empty() => Err(error),
        Err(error) => Err(D::Error::custom(format_args!("{path}: {error}"))),
    }
}

fn read_into<'de, D: Deserializer<'de>>(
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
        // The slot took nothing: the format still has to get past the value.
        Some(untouched) => IgnoredAny::deserialize(untouched).map(|_| ()),
        None => Ok(()),
    }
}

struct DeserializerSource<'p, D, E> {
    deserializer: Option<D>,
    path: &'p mut Path,
    error: Option<E>,
}

impl<'de, D: Deserializer<'de>> Source for DeserializerSource<'_, D, D::Error> {
    fn accept(&mut self, visit: &mut dyn Visit) {
        if let Some(deserializer) = self.deserializer.take() {
            self.error = deserializer.deserialize_any(VisitAdapter { visit, path: self.path }).err();
        }
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

/// Hands a serde value to a [`Visit`].
struct VisitAdapter<'a> {
    visit: &'a mut dyn Visit,
    path: &'a mut Path,
}

struct Expected(&'static str);

impl serde::de::Expected for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn outcome<E: serde::de::Error>(taken: Taken, expected: &'static str, found: Unexpected<'_>) -> Result<(), E> {
    match taken {
        Taken::Yes => Ok(()),
        Taken::WrongType => Err(E::invalid_type(found, &Expected(expected))),
        Taken::WrongValue => Err(E::invalid_value(found, &Expected(expected))),
    }
}

impl<'de> Visitor<'de> for VisitAdapter<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.visit.expected())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        outcome(self.visit.null(), self.visit.expected(), Unexpected::Unit)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        outcome(self.visit.bool(value), self.visit.expected(), Unexpected::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        outcome(self.visit.i64(value), self.visit.expected(), Unexpected::Signed(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        let taken = match i64::try_from(value) {
            Ok(value) => self.visit.i64(value),
            Err(_) => self.visit.u64(value),
        };
        outcome(taken, self.visit.expected(), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        outcome(self.visit.f64(value), self.visit.expected(), Unexpected::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        outcome(self.visit.str(value), self.visit.expected(), Unexpected::Str(value))
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<(), E> {
        // The string may be moved away, so the message of a mismatch cannot quote it.
        outcome(self.visit.string(value), self.visit.expected(), Unexpected::Other("string"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let mut items = SeqItems { items, index: 0, path: self.path, error: None };
        let taken = self.visit.list(&mut items);
        match items.error {
            Some(error) => Err(error),
            None => outcome(taken, self.visit.expected(), Unexpected::Seq),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        let mut entries = MapEntries { entries, path: self.path, error: None, ended: false };
        let taken = self.visit.object(&mut entries);
        match entries.error {
            Some(error) => Err(error),
            None => outcome(taken, self.visit.expected(), Unexpected::Map),
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
        read_into(self.slot, self.path, deserializer)
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
    fn key(&mut self, take: &mut dyn FnMut(&str)) -> bool {
        if self.ended {
            return false;
        }
        let next = self.entries.next_key_seed(KeySeed(take));
        let found = self.keep(next).flatten().is_some();
        self.ended |= !found;
        found
    }

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
        let read = read_into(slot, self.path, value).map_err(A::Error::custom);
        self.keep(read).is_some()
    }
}

/// Shows a key without keeping it.
struct KeySeed<'a>(&'a mut dyn FnMut(&str));

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<(), E> {
        (self.0)(key);
        Ok(())
    }
}
