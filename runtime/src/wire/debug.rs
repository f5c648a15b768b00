//! `Debug` of models: what is set, by the names of the wire. Secrets and objects of unknown shape are hidden, because
//! debug output ends up in logs.

use std::fmt::{Debug, Formatter, Result};

use azure_core::Value;

use super::{EntrySink, ItemSink, Mode, Sink, Wire, WriteSlot};

/// Writes a value for people: what `Debug` of every model calls.
///
/// # Errors
///
/// What the formatter reports.
pub fn debug<T: Wire>(value: &T, f: &mut Formatter<'_>) -> Result {
    let mut sink = DebugSink { f, result: Ok(()) };
    value.write(&mut sink);
    sink.result
}

struct DebugSink<'a, 'f> {
    f: &'a mut Formatter<'f>,
    result: Result,
}

impl Sink for DebugSink<'_, '_> {
    fn mode(&self) -> Mode {
        Mode::Debug
    }

    fn null(&mut self) {
        self.result = self.f.write_str("null");
    }

    fn bool(&mut self, value: bool) {
        self.result = value.fmt(self.f);
    }

    fn i64(&mut self, value: i64) {
        self.result = value.fmt(self.f);
    }

    fn f64(&mut self, value: f64) {
        self.result = value.fmt(self.f);
    }

    fn str(&mut self, value: &str) {
        self.result = value.fmt(self.f);
    }

    fn any(&mut self, _value: &Value) {
        self.result = self.f.write_str("{..}");
    }

    fn list(&mut self, _len: usize, write: &mut dyn FnMut(&mut dyn ItemSink)) {
        let mut list = self.f.debug_list();
        write(&mut list);
        self.result = list.finish();
    }

    fn object(&mut self, name: &'static str, write: &mut dyn FnMut(&mut dyn EntrySink)) {
        self.result = if name.is_empty() {
            let mut map = self.f.debug_map();
            write(&mut map);
            map.finish()
        } else {
            let mut object = self.f.debug_struct(name);
            write(&mut object);
            object.finish()
        };
    }
}

/// A slot as something that can be formatted.
struct SlotValue<'a>(&'a dyn WriteSlot);

impl Debug for SlotValue<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut sink = DebugSink { f, result: Ok(()) };
        self.0.write(&mut sink);
        sink.result
    }
}

impl ItemSink for std::fmt::DebugList<'_, '_> {
    fn item(&mut self, value: &dyn WriteSlot) {
        self.entry(&SlotValue(value));
    }
}

impl EntrySink for std::fmt::DebugMap<'_, '_> {
    fn entry(&mut self, name: &str, value: &dyn WriteSlot) {
        std::fmt::DebugMap::entry(self, &name, &SlotValue(value));
    }
}

impl EntrySink for std::fmt::DebugStruct<'_, '_> {
    fn entry(&mut self, name: &str, value: &dyn WriteSlot) {
        self.field(name, &SlotValue(value));
    }
}
