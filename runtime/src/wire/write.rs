//! Any serde `Serializer` as a [`Sink`]: generic, so compiled once per format.

use azure_core::http::RequestContent;
use azure_core::{Bytes, Value};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{EntrySink, Mode, Properties, Sink, Wire, WriteSlot};

/// Writes a value, whole: what `Serialize` of every model calls.
///
/// # Errors
///
/// What the format reports.
pub fn serialize<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    write_to(serializer, Mode::Whole, value)
}

/// Writes a value as the body of a request: without the properties that only the service sets, on every level.
///
/// Every model has this as `TryFrom`; lists and maps of models have it here.
///
/// # Errors
///
/// None that a model could cause; the format's otherwise.
pub fn request_content<T: Wire>(value: &T) -> azure_core::Result<RequestContent<T>> {
    let mut body = Vec::new();
    write_to(&mut serde_json::Serializer::new(&mut body), Mode::Request, value)?;
    Ok(Bytes::from(body).into())
}

fn write_to<T: Wire, S: Serializer>(serializer: S, mode: Mode, value: &T) -> Result<S::Ok, S::Error> {
    let mut document = Document { serializer: Some(serializer), mode, result: None };
    value.write(&mut document);
    document.result.unwrap_or_else(|| Err(S::Error::custom("nothing was written")))
}

/// Where serde takes a value: as the whole document, as an item, or as an entry.
trait Destination {
    fn mode(&self) -> Mode;
    fn put<V: Serialize + ?Sized>(&mut self, value: &V);
}

impl<P: Destination> Sink for P {
    fn null(&mut self) {
        self.put(&());
    }

    fn bool(&mut self, value: bool) {
        self.put(&value);
    }

    fn i64(&mut self, value: i64) {
        self.put(&value);
    }

    fn f64(&mut self, value: f64) {
        self.put(&value);
    }

    fn str(&mut self, value: &str) {
        self.put(value);
    }

    fn any(&mut self, value: &Value) {
        self.put(value);
    }

    fn list(&mut self, len: usize, write: &dyn Fn(&mut dyn Sink)) {
        let mode = self.mode();
        self.put(&List { len, write, mode });
    }

    fn map(&mut self, write: &dyn Fn(&mut dyn EntrySink)) {
        let mode = self.mode();
        self.put(&Map { write, mode });
    }

    fn model(&mut self, properties: &Properties<'_>) {
        let mode = self.mode();
        self.put(&Model { properties, mode });
    }
}

struct Document<S: Serializer> {
    serializer: Option<S>,
    mode: Mode,
    result: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Destination for Document<S> {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn put<V: Serialize + ?Sized>(&mut self, value: &V) {
        if let Some(serializer) = self.serializer.take() {
            self.result = Some(value.serialize(serializer));
        }
    }
}

struct ItemWriter<A: SerializeSeq> {
    items: A,
    mode: Mode,
    error: Option<A::Error>,
}

impl<A: SerializeSeq> Destination for ItemWriter<A> {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn put<V: Serialize + ?Sized>(&mut self, value: &V) {
        if self.error.is_none() {
            self.error = self.items.serialize_element(value).err();
        }
    }
}

struct EntryWriter<A: SerializeMap> {
    entries: A,
    mode: Mode,
    error: Option<A::Error>,
}

impl<A: SerializeMap> EntrySink for EntryWriter<A> {
    #[inline]
    fn entry(&mut self, name: &str, slot: &dyn WriteSlot) {
        slot.write(&mut Entry { name, entries: self });
    }

    /// No people read a format.
    fn secret(&mut self, name: &str, slot: &dyn WriteSlot) {
        self.entry(name, slot);
    }
}

/// The name is written together with the value: a slot without a value leaves no trace.
struct Entry<'a, A: SerializeMap> {
    name: &'a str,
    entries: &'a mut EntryWriter<A>,
}

impl<A: SerializeMap> Destination for Entry<'_, A> {
    fn mode(&self) -> Mode {
        self.entries.mode
    }

    fn put<V: Serialize + ?Sized>(&mut self, value: &V) {
        if self.entries.error.is_none() {
            self.entries.error = self.entries.entries.serialize_entry(self.name, value).err();
        }
    }
}

struct List<'a> {
    len: usize,
    write: &'a dyn Fn(&mut dyn Sink),
    mode: Mode,
}

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = ItemWriter { items: serializer.serialize_seq(Some(self.len))?, mode: self.mode, error: None };
        (self.write)(&mut items);
        items.error.map_or(Ok(()), Err)?;
        items.items.end()
    }
}

#[inline]
fn write_entries<S: Serializer>(
    serializer: S,
    mode: Mode,
    write: impl FnOnce(&mut EntryWriter<S::SerializeMap>),
) -> Result<S::Ok, S::Error> {
    let mut entries = EntryWriter { entries: serializer.serialize_map(None)?, mode, error: None };
    write(&mut entries);
    entries.error.map_or(Ok(()), Err)?;
    entries.entries.end()
}

struct Map<'a> {
    write: &'a dyn Fn(&mut dyn EntrySink),
    mode: Mode,
}

impl Serialize for Map<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_entries(serializer, self.mode, |entries| (self.write)(entries))
    }
}

struct Model<'a> {
    properties: &'a Properties<'a>,
    mode: Mode,
}

impl Serialize for Model<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_entries(serializer, self.mode, |entries| self.properties.write(self.mode, entries))
    }
}
