//! Objects with a discriminator: one of their own properties names the subtype.
//!
//! Services usually write that property first. Then the object is read in one pass. Otherwise it is read as JSON first,
//! because the order of properties must not matter.
//!
//! Its name and its values may differ from the documented ones by case, as those of all properties and enums may. The
//! subtype reads the value as it was sent, so that it can write it back.

use azure_core::Value;
use serde_json::Map;

use super::{Entries, Key, Names, Path, ReadSlot, Source, Visit, VisitOutcome};

/// Reads an object: `choose` gets the value of the property `tag`, when there is one, and reads the object as that
/// subtype. If the value differs from one of `values` by case only, `choose` gets that one. The object that is read
/// contains the property as it was sent.
pub fn read_polymorphic<T>(
    source: &mut dyn Source,
    tag: &'static str,
    values: &[&str],
    choose: fn(Option<&str>, &mut dyn Source) -> Option<T>,
) -> Option<T> {
    let mut result = None;
    let mut read = |value: Option<&str>, source: &mut dyn Source| {
        result = choose(value.map(|value| documented_value(values, value)), source);
    };
    source.accept(&mut TaggedVisit { tag, read: &mut read });
    result
}

/// Returns the documented spelling of a value: the exact one, else one that differs by case only, else the value
/// itself.
fn documented_value<'a>(values: &[&'a str], value: &'a str) -> &'a str {
    let found = values.iter().find(|known| **known == value);
    found.or_else(|| values.iter().find(|known| known.eq_ignore_ascii_case(value))).map_or(value, |known| *known)
}

type ReadVariant<'a> = &'a mut dyn FnMut(Option<&str>, &mut dyn Source);

struct TaggedVisit<'a> {
    tag: &'static str,
    read: ReadVariant<'a>,
}

impl Visit for TaggedVisit<'_> {
    fn expected(&self) -> &'static str {
        "an object"
    }

    fn object(&mut self, entries: &mut dyn Entries) -> VisitOutcome {
        let mut key = String::new();
        if entries.key(Names { known: &[], next: 0, other: Some(&mut key) }) == Key::End {
            // An object without a property.
            (self.read)(None, &mut Tagged { pending: None, entries });
            return VisitOutcome::Accepted;
        }
        let mut value: Option<Value> = None;
        if !entries.value(&mut value) {
            entries.path().leave_key(&key);
            return VisitOutcome::Accepted;
        }
        match value {
            Some(Value::String(name)) if key == self.tag => {
                (self.read)(Some(&name), &mut Tagged { pending: Some((self.tag, &name)), entries });
            }
            value => self.read_whole(key, value, entries),
        }
        VisitOutcome::Accepted
    }
}

impl TaggedVisit<'_> {
    fn read_whole(&mut self, key: String, value: Option<Value>, entries: &mut dyn Entries) {
        let mut first = Map::new();
        first.insert(key, value.unwrap_or_default());
        let Some(object) = entries.collect(first) else { return };
        let in_any_case = || object.iter().find(|(key, _)| key.eq_ignore_ascii_case(self.tag)).map(|(_, value)| value);
        let name = object.get(self.tag).or_else(in_any_case).and_then(Value::as_str).map(str::to_owned);
        entries.replay(Value::Object(object), &mut Variant { name: name.as_deref(), read: &mut *self.read });
    }
}

/// Reads the chosen variant when the collected object is replayed.
struct Variant<'a, 'r> {
    name: Option<&'a str>,
    read: ReadVariant<'r>,
}

impl ReadSlot for Variant<'_, '_> {
    fn read(&mut self, source: &mut dyn Source) {
        (self.read)(self.name, source);
    }
}

/// An object whose first entry was read already. It is replayed, so that nested discriminators see it too.
struct Tagged<'a> {
    pending: Option<(&'static str, &'a str)>,
    entries: &'a mut dyn Entries,
}

impl Source for Tagged<'_> {
    fn accept(&mut self, visit: &mut dyn Visit) {
        // A variant that is not an object would be a mistake in its table: it stays unread.
        visit.object(self);
    }

    fn any(&mut self) -> Option<Value> {
        self.collect(Map::new()).map(Value::Object)
    }
}

/// A string that was read already. It is not copied, because nearly all discriminators have the documented value.
struct StringSource<'a> {
    value: &'a str,
    is_accepted: bool,
}

impl Source for StringSource<'_> {
    fn accept(&mut self, visit: &mut dyn Visit) {
        self.is_accepted = visit.str(self.value) == VisitOutcome::Accepted;
    }

    fn any(&mut self) -> Option<Value> {
        self.is_accepted = true;
        Some(Value::String(self.value.to_owned()))
    }
}

impl Entries for Tagged<'_> {
    fn key(&mut self, names: Names<'_>) -> Key {
        match self.pending {
            Some((tag, _)) => names.find(tag),
            None => self.entries.key(names),
        }
    }

    fn value(&mut self, slot: &mut dyn ReadSlot) -> bool {
        match self.pending.take() {
            Some((_, name)) => {
                let mut source = StringSource { value: name, is_accepted: false };
                slot.read(&mut source);
                // The format reports a value that was not accepted.
                source.is_accepted || self.entries.replay(Value::String(name.to_owned()), slot)
            }
            None => self.entries.value(slot),
        }
    }

    fn skip(&mut self) -> bool {
        self.pending.take().is_some() || self.entries.skip()
    }

    fn path(&mut self) -> &mut Path {
        self.entries.path()
    }

    fn collect(&mut self, mut first: Map<String, Value>) -> Option<Map<String, Value>> {
        if let Some((tag, name)) = self.pending.take() {
            first.insert(tag.to_owned(), Value::String(name.to_owned()));
        }
        self.entries.collect(first)
    }

    fn replay(&mut self, value: Value, slot: &mut dyn ReadSlot) -> bool {
        self.entries.replay(value, slot)
    }
}
