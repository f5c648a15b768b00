//! Any serde `Serializer` as a [`Sink`]. The only generic writing code there is: it is compiled once per format.

use azure_core::http::RequestContent;
use azure_core::{Bytes, Value};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{EntrySink, ItemSink, Mode, Sink, Wire, WriteSlot};

/// Writes a value, whole: what `Serialize` of every model calls.
///
/// # Errors
///
/// What the format reports.
pub fn serialize<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    write_to(serializer, Mode::Whole, |sink| value.write(sink))
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
    write_to(&mut serde_json::Serializer::new(&mut body), Mode::Request, |sink| value.write(sink))?;
    Ok(Bytes::from(body).into())
}

fn write_to<S: Serializer>(serializer: S, mode: Mode, write: impl FnOnce(&mut dyn Sink)) -> Result<S::Ok, S::Error> {
    let mut sink = SerializerSink { serializer: Some(serializer), mode, result: None };
    write(&mut sink);
    sink.result.unwrap_or_else(|| Err(S::Error::custom("nothing was written")))
}

struct SerializerSink<S: Serializer> {
    serializer: Option<S>,
    mode: Mode,
    result: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> SerializerSink<S> {
    fn put(&mut self, write: impl FnOnce(S) -> Result<S::Ok, S::Error>) {
        if let Some(serializer) = self.serializer.take() {
            self.result = Some(write(serializer));
        }
    }
}

impl<S: Serializer> Sink for SerializerSink<S> {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn null(&mut self) {
        self.put(S::serialize_unit);
    }

    fn bool(&mut self, value: bool) {
        self.put(|serializer| serializer.serialize_bool(value));
    }

    fn i64(&mut self, value: i64) {
        self.put(|serializer| serializer.serialize_i64(value));
    }

    fn f64(&mut self, value: f64) {
        self.put(|serializer| serializer.serialize_f64(value));
    }

    fn str(&mut self, value: &str) {
        self.put(|serializer| serializer.serialize_str(value));
    }

    fn any(&mut self, value: &Value) {
        self.put(|serializer| value.serialize(serializer));
    }

    fn list(&mut self, len: usize, write: &mut dyn FnMut(&mut dyn ItemSink)) {
        let mode = self.mode;
        self.put(|serializer| {
            let mut items = SeqSink { items: serializer.serialize_seq(Some(len))?, mode, error: None };
            write(&mut items);
            items.error.map_or(Ok(()), Err)?;
            items.items.end()
        });
    }

    fn object(&mut self, _name: &'static str, write: &mut dyn FnMut(&mut dyn EntrySink)) {
        let mode = self.mode;
        self.put(|serializer| {
            let mut entries = MapSink { entries: serializer.serialize_map(None)?, mode, error: None };
            write(&mut entries);
            entries.error.map_or(Ok(()), Err)?;
            entries.entries.end()
        });
    }
}

/// A slot as something that serde can write.
struct SlotValue<'a> {
    slot: &'a dyn WriteSlot,
    mode: Mode,
}

impl Serialize for SlotValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_to(serializer, self.mode, |sink| self.slot.write(sink))
    }
}

struct SeqSink<A, E> {
    items: A,
    mode: Mode,
    error: Option<E>,
}

impl<A: SerializeSeq> ItemSink for SeqSink<A, A::Error> {
    fn item(&mut self, slot: &dyn WriteSlot) {
        if self.error.is_none() {
            self.error = self.items.serialize_element(&SlotValue { slot, mode: self.mode }).err();
        }
    }
}

struct MapSink<A, E> {
    entries: A,
    mode: Mode,
    error: Option<E>,
}

impl<A: SerializeMap> EntrySink for MapSink<A, A::Error> {
    fn entry(&mut self, name: &str, slot: &dyn WriteSlot) {
        if self.error.is_none() {
            self.error = self.entries.serialize_entry(name, &SlotValue { slot, mode: self.mode }).err();
        }
    }
}
