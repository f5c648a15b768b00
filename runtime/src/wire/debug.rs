//! `Debug` of models: what is set, by the names of the wire. Secrets and objects of unknown shape are hidden, because
//! debug output ends up in logs.

use std::fmt::{Debug, DebugList, DebugMap, DebugStruct, Formatter, Result};

use azure_core::Value;

use super::{EntrySink, Mode, Properties, Sink, Wire, WriteSlot};

/// Writes a value for people: what `Debug` of every model calls.
///
/// # Errors
///
/// What the formatter reports.
pub fn debug<T: Wire>(value: &T, f: &mut Formatter<'_>) -> Result {
    let mut sink = DebugSink(Document { f, result: Ok(()) });
    value.write(&mut sink);
    sink.0.result
}

/// Where a formatter takes a value: as the whole text, as an item, or as an entry.
trait Destination {
    fn put(&mut self, value: &dyn Debug);
}

/// [`Destination`] as a [`Sink`].
struct DebugSink<P>(P);

impl<P: Destination> Sink for DebugSink<P> {
    fn null(&mut self) {
        self.0.put(&format_args!("null"));
    }

    fn bool(&mut self, value: bool) {
        self.0.put(&value);
    }

    fn i64(&mut self, value: i64) {
        self.0.put(&value);
    }

    fn f64(&mut self, value: f64) {
        self.0.put(&value);
    }

    fn str(&mut self, value: &str) {
        self.0.put(&value);
    }

    fn any(&mut self, _value: &Value) {
        self.0.put(&format_args!("{{..}}"));
    }

    fn list(&mut self, _len: usize, write: &dyn Fn(&mut dyn Sink)) {
        self.0.put(&List(write));
    }

    fn map(&mut self, write: &dyn Fn(&mut dyn EntrySink)) {
        self.0.put(&Map(write));
    }

    fn model(&mut self, properties: &Properties<'_>) {
        self.0.put(&Model(properties));
    }
}

struct Document<'a, 'f> {
    f: &'a mut Formatter<'f>,
    result: Result,
}

impl Destination for Document<'_, '_> {
    fn put(&mut self, value: &dyn Debug) {
        self.result = value.fmt(self.f);
    }
}

impl Destination for DebugList<'_, '_> {
    fn put(&mut self, value: &dyn Debug) {
        self.entry(value);
    }
}

/// The name is written together with the value: a slot without a value leaves no trace.
struct Entry<'a, B> {
    name: &'a str,
    builder: &'a mut B,
}

impl Destination for Entry<'_, DebugMap<'_, '_>> {
    fn put(&mut self, value: &dyn Debug) {
        self.builder.entry(&self.name, value);
    }
}

impl Destination for Entry<'_, DebugStruct<'_, '_>> {
    fn put(&mut self, value: &dyn Debug) {
        self.builder.field(self.name, value);
    }
}

/// An entry whose value is not shown.
struct HiddenEntry<P>(P);

impl<P: Destination> Destination for HiddenEntry<P> {
    fn put(&mut self, _value: &dyn Debug) {
        self.0.put(&"(hidden)");
    }
}

impl EntrySink for DebugMap<'_, '_> {
    fn entry(&mut self, name: &str, slot: &dyn WriteSlot) {
        slot.write(&mut DebugSink(Entry { name, builder: self }));
    }

    fn secret(&mut self, name: &str, slot: &dyn WriteSlot) {
        slot.write(&mut DebugSink(HiddenEntry(Entry { name, builder: self })));
    }
}

impl EntrySink for DebugStruct<'_, '_> {
    fn entry(&mut self, name: &str, slot: &dyn WriteSlot) {
        slot.write(&mut DebugSink(Entry { name, builder: self }));
    }

    fn secret(&mut self, name: &str, slot: &dyn WriteSlot) {
        slot.write(&mut DebugSink(HiddenEntry(Entry { name, builder: self })));
    }
}

struct List<'a>(&'a dyn Fn(&mut dyn Sink));

impl Debug for List<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut items = DebugSink(f.debug_list());
        (self.0)(&mut items);
        items.0.finish()
    }
}

struct Map<'a>(&'a dyn Fn(&mut dyn EntrySink));

impl Debug for Map<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut entries = f.debug_map();
        (self.0)(&mut entries);
        entries.finish()
    }
}

struct Model<'a>(&'a Properties<'a>);

impl Debug for Model<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut fields = f.debug_struct(self.0.name());
        self.0.write(Mode::Debug, &mut fields);
        fields.finish()
    }
}
