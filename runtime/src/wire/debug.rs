//! `Debug` of models: the properties that are set, with their names on the wire. Secrets and objects of unknown shape
//! are hidden, because debug output is often written to logs.

use std::collections::BTreeMap;
use std::fmt::{Debug, DebugStruct, Formatter, Result};

use azure_core::Value;

use super::{Codec, Coded, Description, EntrySink, Sink, Wire, Writable};

/// Writes a value as debug output: `Debug` of every model calls this.
///
/// # Errors
///
/// Returns the error of the formatter.
pub fn debug<T: Wire>(value: &T, f: &mut Formatter<'_>) -> Result {
    value.write(DebugSink(f))
}

/// A formatter as a [`Sink`].
struct DebugSink<'a, 'f>(&'a mut Formatter<'f>);

impl<'a, 'f> Sink for DebugSink<'a, 'f> {
    type Written = Result;
    type Entries = DebugEntries<'a, 'f>;

    fn null(self) -> Result {
        self.0.write_str("null")
    }

    fn bool(self, value: bool) -> Result {
        value.fmt(self.0)
    }

    fn i64(self, value: i64) -> Result {
        value.fmt(self.0)
    }

    fn f64(self, value: f64) -> Result {
        value.fmt(self.0)
    }

    fn str(self, value: &str) -> Result {
        value.fmt(self.0)
    }

    fn any(self, _value: &Value) -> Result {
        self.0.write_str("{..}")
    }

    fn list<C: Codec<T>, T>(self, items: &[T]) -> Result {
        self.0.debug_list().entries(items.iter().map(|item| DebugValue(Coded::<C, _>::new(item)))).finish()
    }

    fn map<C: Codec<T>, T>(self, entries: &BTreeMap<String, T>) -> Result {
        let entries = entries.iter().map(|(key, value)| (key, DebugValue(Coded::<C, _>::new(value))));
        self.0.debug_map().entries(entries).finish()
    }

    fn object(self, description: Description) -> Self::Entries {
        DebugEntries { fields: self.0.debug_struct(description.name()), description }
    }
}

struct DebugEntries<'a, 'f> {
    fields: DebugStruct<'a, 'f>,
    description: Description,
}

impl EntrySink for DebugEntries<'_, '_> {
    type Written = Result;

    fn property<V: Writable>(&mut self, name: &'static str, value: Option<V>) {
        match value {
            Some(_) if self.description.is_secret(name) => {
                self.fields.field(name, &"(hidden)");
            }
            Some(value) => self.entry(name, value),
            None => {}
        }
    }

    fn entry<V: Writable>(&mut self, name: &str, value: V) {
        self.fields.field(name, &DebugValue(value));
    }

    fn end(mut self) -> Result {
        self.fields.finish()
    }
}

/// A value as a formatter takes it.
struct DebugValue<V>(V);

impl<V: Writable> Debug for DebugValue<V> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.write(DebugSink(f))
    }
}
