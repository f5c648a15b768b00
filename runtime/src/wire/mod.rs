//! How values are read from and written to the wire.
//!
//! Deriving serde for some hundreds of generated structs costs most of the compile time of such a crate. Here a struct
//! says only where its properties are (`model!`), and everything else is written once: a value is read from a [`Source`] and
//! written to a [`Sink`], both `dyn`. The adapters in `read` and `write` put them on top of any serde format, so that models
//! are ordinary `Serialize` and `Deserialize` types for their users. The adapters are generic, and so is the way from them to
//! the entries of a struct in `model`: both are compiled once per format, not once per struct.
//!
//! Neither reading nor writing a value returns an error: the source and the sink keep the first one. That is what makes
//! the generated code one call per struct.
//!
//! This module knows nothing of HTTP.

mod codec;
mod containers;
mod debug;
mod macros;
mod model;
mod nullable;
mod path;
mod polymorphic;
mod read;
mod scalars;
mod write;

use azure_core::Value;

pub use codec::{Base64Url, Boxed, Codec, Coded, Rfc1123, UnixTime};
pub use containers::{Rest, RestSlot};
pub use debug::debug;
pub use model::{ModelVisit, Properties, unset};
pub use nullable::Nullable;
pub use path::Path;
pub use polymorphic::read_polymorphic;
pub use read::deserialize;
pub use scalars::{enum_text, enum_value};
pub use write::{request_content, serialize};

/// A value that can stand in a property, a list or a map.
pub trait Wire: Sized {
    /// Reads a value into `place`, which is empty: exactly one call of `source`. `false` at the JSON `null` and when the value
    /// could not be read, `source` knows which; what is in `place` then is to be forgotten.
    fn read_into(place: &mut Option<Self>, source: &mut dyn Source) -> bool;

    /// Writes the value: exactly one call of `sink`.
    fn write(&self, sink: &mut dyn Sink);
}

/// Reads a value into a place of its own.
#[inline]
pub fn read_value<T: Wire>(source: &mut dyn Source) -> Option<T> {
    let mut place = None;
    read_or_none(&mut place, source);
    place
}

/// Reads a value into `place`, which is empty and stays so when there is none.
#[inline]
fn read_or_none<T: Wire>(place: &mut Option<T>, source: &mut dyn Source) {
    if !T::read_into(place, source) {
        *place = None;
    }
}

/// An enum of strings.
pub trait StringEnum: AsRef<str> + for<'a> From<&'a str> + Clone + 'static {
    /// The documented values, and the variants that stand for them.
    fn values() -> &'static [(&'static str, Self)];
}

/// One value that is about to be read.
pub trait Source {
    /// Reads the value and shows it to `visit`; keeps the error when that is not possible.
    fn accept(&mut self, visit: &mut dyn Visit);

    /// The same for a struct: a format can do it with less in between.
    fn model(&mut self, model: &mut ModelVisit<'_, '_>) {
        self.accept(model);
    }

    /// Reads whatever stands there.
    fn any(&mut self) -> Option<Value>;
}

/// Receives one value. What is not overridden is reported as the wrong type.
pub trait Visit {
    /// What would be right here, for the error message: "a string".
    fn expected(&self) -> &'static str;

    /// `null`: absent, unless the receiver knows better.
    fn null(&mut self) -> Taken {
        Taken::Yes
    }

    /// `true` or `false`.
    fn bool(&mut self, _value: bool) -> Taken {
        Taken::WrongType
    }

    /// An integer that fits.
    fn i64(&mut self, _value: i64) -> Taken {
        Taken::WrongType
    }

    /// An integer above `i64::MAX`.
    fn u64(&mut self, _value: u64) -> Taken {
        Taken::WrongType
    }

    /// A number with a fraction or an exponent.
    fn f64(&mut self, _value: f64) -> Taken {
        Taken::WrongType
    }

    /// A string.
    fn str(&mut self, _value: &str) -> Taken {
        Taken::WrongType
    }

    /// A string that can be kept.
    fn string(&mut self, value: String) -> Taken {
        self.str(&value)
    }

    /// A list.
    fn list(&mut self, _items: &mut dyn Items) -> Taken {
        Taken::WrongType
    }

    /// An object.
    fn object(&mut self, _entries: &mut dyn Entries) -> Taken {
        Taken::WrongType
    }
}

/// What became of a value shown to a [`Visit`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Taken {
    /// It was read.
    Yes,
    /// It is of another type.
    WrongType,
    /// The type is right, the value is not.
    WrongValue,
}

/// The items of a list that is being read.
pub trait Items {
    /// Reads the next item into `slot`; `false` at the end of the list or at an error.
    fn next(&mut self, slot: &mut dyn ReadSlot) -> bool;
}

/// The entries of an object that is being read.
pub trait Entries {
    /// Reads the next key and looks for it.
    fn key(&mut self, names: Names<'_>) -> Key;

    /// Reads the value that belongs to the key; `false` at an error.
    fn value(&mut self, slot: &mut dyn ReadSlot) -> bool;

    /// Passes over the value that belongs to the key; `false` at an error.
    fn skip(&mut self) -> bool;

    /// Where the error is, if there was one.
    fn path(&mut self) -> &mut Path;

    /// All that is left, in one object, after `first`.
    fn collect(&mut self, first: serde_json::Map<String, Value>) -> Option<serde_json::Map<String, Value>>;

    /// Reads `slot` from a value that was collected; `false` at an error.
    fn replay(&mut self, value: Value, slot: &mut dyn ReadSlot) -> bool;
}

/// What keys of an object are known.
#[derive(Debug)]
pub struct Names<'a> {
    /// The names that are known.
    pub known: &'a [&'a str],
    /// The name that probably comes next, as an index.
    pub next: usize,
    /// Where another key is kept, if it is of interest.
    pub other: Option<&'a mut String>,
}

/// A key of an object.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Key {
    /// There is no further key, or there was an error.
    End,
    /// The known name of this index.
    Known(usize),
    /// Another key.
    Other,
}

/// What a value is read into.
pub trait ReadSlot {
    /// Reads the value.
    fn read(&mut self, source: &mut dyn Source);

    /// Says which entry of a map comes next; for maps of additional properties only.
    fn set_key(&mut self, _key: &str) {}
}

/// What a value is written from.
pub trait WriteSlot {
    /// Writes the value: one call of `sink`, or none when there is no value.
    fn write(&self, sink: &mut dyn Sink);

    /// Adds additional properties to an object; for maps of them only.
    fn write_entries(&self, _entries: &mut dyn EntrySink) {}
}

/// What is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Mode {
    /// Every property that is set.
    Whole,
    /// Without the properties that the service sets: for the body of a request.
    Request,
    /// For people: secrets and objects of unknown shape are hidden.
    Debug,
}

/// Where values are written to: one, or the items of a list.
pub trait Sink {
    /// Writes `null`.
    fn null(&mut self);
    /// Writes `true` or `false`.
    fn bool(&mut self, value: bool);
    /// Writes an integer.
    fn i64(&mut self, value: i64);
    /// Writes a number.
    fn f64(&mut self, value: f64);
    /// Writes a string.
    fn str(&mut self, value: &str);
    /// Writes JSON as it is.
    fn any(&mut self, value: &Value);
    /// Writes a list: each of the `len` values that `write` writes is an item.
    fn list(&mut self, len: usize, write: &dyn Fn(&mut dyn Sink));
    /// Writes an object: `write` adds its entries.
    fn map(&mut self, write: &dyn Fn(&mut dyn EntrySink));
    /// Writes an object that is a struct.
    fn model(&mut self, properties: &Properties<'_>);
}

/// An object that is being written.
pub trait EntrySink {
    /// Adds an entry, when the slot has a value.
    fn entry(&mut self, name: &str, slot: &dyn WriteSlot);

    /// Adds an entry whose value people must not see, when the slot has one.
    fn secret(&mut self, name: &str, slot: &dyn WriteSlot);
}

impl<T: Wire> ReadSlot for Option<T> {
    #[inline]
    fn read(&mut self, source: &mut dyn Source) {
        *self = None;
        read_or_none(self, source);
    }
}

impl<T: Wire> WriteSlot for Option<T> {
    #[inline]
    fn write(&self, sink: &mut dyn Sink) {
        if let Some(value) = self {
            value.write(sink);
        }
    }
}
