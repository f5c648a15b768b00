//! Reading and writing of values on the wire: see `README.md` beside this file.
//!
//! Deriving serde for hundreds of generated structs costs most of the compile time of such a crate. Here a struct only
//! lists its properties (`model!`), and everything else is written once. The adapters in `read` and `write` connect
//! this to any serde format, so that models are ordinary `Serialize` and `Deserialize` types for their users.
//!
//! A value is read from a [`Source`], which is `dyn`: what reads an object is compiled once for each format, not once
//! for each struct. It is written to a [`Sink`], which is generic: a struct is compiled where it is written, as derived
//! code is, and is written as fast.
//!
//! Neither reading a value nor writing a property returns an error: the source and the object that is being written
//! keep the first one. This keeps the generated code short.
//!
//! In: any serde format. Out: values, or the first error with its path. Must not know: HTTP.

mod codec;
mod constant;
mod containers;
mod debug;
mod description;
mod macros;
mod model;
mod nullable;
mod page;
mod path;
mod polymorphic;
mod properties;
mod read;
mod rest;
mod scalars;
mod write;

use std::collections::BTreeMap;

use azure_core::Value;

pub(crate) use codec::Decoded;
pub use codec::{Base64Url, Boxed, Codec, Coded, Rfc1123, UnixTime};
pub use constant::Constant;
pub use containers::Plain;
pub use debug::debug;
use description::Description;
use model::ModelVisit;
pub use model::insert_default;
pub use nullable::Nullable;
pub(crate) use page::{UnreadableItem, read_page};
use path::Path;
pub use polymorphic::read_polymorphic;
use properties::Properties;
pub use properties::write_object;
pub use read::deserialize;
pub(crate) use read::{EMPTY, NULL};
use rest::Rest;
pub use rest::{RestSlot, UnknownProperties};
pub use scalars::{enum_str, enum_value};
pub use write::{request_content, serialize};

/// A value of a property, a list or a map.
pub trait Wire: Sized {
    /// Reads a value into `slot`, which is empty: exactly one call of `source`. Returns `false` for the JSON `null` and
    /// for a value that cannot be read; `source` keeps the error. What is in `slot` then must be dropped.
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool;

    /// Writes the value: exactly one call of `sink`.
    fn write<S: Sink>(&self, sink: S) -> S::Written;
}

/// Reads a value and returns it.
#[inline]
pub fn read_value<T: Wire>(source: &mut dyn Source) -> Option<T> {
    let mut slot = None;
    read_or_none(&mut slot, source);
    slot
}

/// Reads a value into `slot`, which is empty and stays so without a value.
#[inline]
fn read_or_none<T: Wire>(slot: &mut Option<T>, source: &mut dyn Source) {
    if !T::read_into(slot, source) {
        *slot = None;
    }
}

/// An enum of strings.
pub trait StringEnum: AsRef<str> + for<'a> From<&'a str> + Clone + 'static {
    /// Returns the documented values with their variants.
    fn values() -> &'static [(&'static str, Self)];
}

/// One value that is about to be read.
pub trait Source {
    /// Reads the value and passes it to `visit`. Keeps the error if that fails.
    fn accept(&mut self, visit: &mut dyn Visit);

    /// Does the same for a struct, for which a format can avoid dynamic calls.
    fn model(&mut self, model: &mut ModelVisit<'_, '_>) {
        self.accept(model);
    }

    /// Reads any JSON.
    fn any(&mut self) -> Option<Value>;
}

/// Receives one value. Methods that are not overridden report the wrong type.
pub trait Visit {
    /// Returns what is expected, for the error message: "a string".
    fn expected(&self) -> &'static str;

    /// Receives `null`, which means absent by default.
    fn null(&mut self) -> VisitOutcome {
        VisitOutcome::Accepted
    }

    /// `true` or `false`.
    fn bool(&mut self, _value: bool) -> VisitOutcome {
        VisitOutcome::WrongType
    }

    /// An integer that fits.
    fn i64(&mut self, _value: i64) -> VisitOutcome {
        VisitOutcome::WrongType
    }

    /// An integer above `i64::MAX`.
    fn u64(&mut self, _value: u64) -> VisitOutcome {
        VisitOutcome::WrongType
    }

    /// A number with a fraction or an exponent.
    fn f64(&mut self, _value: f64) -> VisitOutcome {
        VisitOutcome::WrongType
    }

    /// A string.
    fn str(&mut self, _value: &str) -> VisitOutcome {
        VisitOutcome::WrongType
    }

    /// A string that can be kept.
    fn string(&mut self, value: String) -> VisitOutcome {
        self.str(&value)
    }

    /// A list.
    fn list(&mut self, _items: &mut dyn Items) -> VisitOutcome {
        VisitOutcome::WrongType
    }

    /// An object.
    fn object(&mut self, _entries: &mut dyn Entries) -> VisitOutcome {
        VisitOutcome::WrongType
    }
}

/// The outcome of showing a value to a [`Visit`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum VisitOutcome {
    /// The value was read.
    Accepted,
    /// The value has another type.
    WrongType,
    /// The type is right, the value is not.
    WrongValue,
}

/// The items of a list that is being read.
pub trait Items {
    /// Reads the next item into `slot`. Returns `false` at the end of the list or after an error.
    fn next(&mut self, slot: &mut dyn ReadSlot) -> bool;
}

/// The entries of an object that is being read.
pub trait Entries {
    /// Reads the next key and looks for it.
    fn key(&mut self, names: Names<'_>) -> Key;

    /// Reads the value that belongs to the key. Returns `false` after an error.
    fn value(&mut self, slot: &mut dyn ReadSlot) -> bool;

    /// Skips the value that belongs to the key. Returns `false` after an error.
    fn skip(&mut self) -> bool;

    /// Returns the path of the error, if there was one.
    fn path(&mut self) -> &mut Path;

    /// Reads all remaining entries into one object, after `first`.
    fn collect(&mut self, first: serde_json::Map<String, Value>) -> Option<serde_json::Map<String, Value>>;

    /// Reads `slot` from a value that was collected. Returns `false` after an error.
    fn replay(&mut self, value: Value, slot: &mut dyn ReadSlot) -> bool;
}

/// The known keys of an object.
#[derive(Debug)]
pub struct Names<'a> {
    /// The names that are known.
    pub known: &'a [&'a str],
    /// The name that probably comes next, as an index.
    pub next: usize,
    /// Receives another key, if it is of interest.
    pub other: Option<&'a mut String>,
}

/// A key of an object.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Key {
    /// There is no further key, or there was an error.
    End,
    /// The known name of this index.
    Known(usize),
    /// The known name of this index, in another case. `Names::other` keeps the key.
    OtherCase(usize),
    /// Another key.
    Other,
}

/// The target of a value that is read.
pub trait ReadSlot {
    /// Reads the value.
    fn read(&mut self, source: &mut dyn Source);

    /// Sets the key of the next entry; for maps of additional properties only.
    fn set_key(&mut self, _key: &str) {}
}

/// The target of one value that is written.
pub trait Sink: Sized {
    /// The result of the format.
    type Written;
    /// The target of the entries of an object.
    type Entries: EntrySink<Written = Self::Written>;

    /// Writes `null`.
    fn null(self) -> Self::Written;
    /// Writes `true` or `false`.
    fn bool(self, value: bool) -> Self::Written;
    /// Writes an integer.
    fn i64(self, value: i64) -> Self::Written;
    /// Writes a number.
    fn f64(self, value: f64) -> Self::Written;
    /// Writes a string.
    fn str(self, value: &str) -> Self::Written;
    /// Writes JSON as it is.
    fn any(self, value: &Value) -> Self::Written;
    /// Writes a list.
    fn list<C: Codec<T>, T>(self, items: &[T]) -> Self::Written;
    /// Writes a map.
    fn map<C: Codec<T>, T>(self, entries: &BTreeMap<String, T>) -> Self::Written;
    /// Begins an object that is a struct.
    fn object(self, description: Description) -> Self::Entries;
}

/// An object that is being written. It keeps the first error until the end, so that a struct writes its properties in a
/// row.
pub trait EntrySink {
    /// The result of the format.
    type Written;

    /// Adds a property of a struct if it has a value and is not omitted. A struct passes all of its properties, in the
    /// order of its description.
    fn property<V: Writable>(&mut self, name: &'static str, value: Option<V>);

    /// Adds an entry.
    fn entry<V: Writable>(&mut self, name: &str, value: V);

    /// Ends the object.
    fn end(self) -> Self::Written;
}

/// A value that can be written: one with its codec, or a string.
pub trait Writable {
    /// Writes it: exactly one call of `sink`.
    fn write<S: Sink>(&self, sink: S) -> S::Written;
}

impl<T: Wire> ReadSlot for Option<T> {
    #[inline]
    fn read(&mut self, source: &mut dyn Source) {
        *self = None;
        read_or_none(self, source);
    }
}
