//! Objects with known properties that are written: how the macro `model!` hands them over.

use std::collections::BTreeMap;
use std::fmt;
use std::slice;

use super::containers::Plain;
use super::model::Description;
use super::{Codec, Coded, EntrySink, Sink, Wire, Writable};

/// Begins an object of a description.
// Here and below `inline(always)`: the description is a constant, so rustc knows what is read of it once this stands where the
// struct is written. Without it writing takes a tenth longer.
#[inline(always)]
pub fn write_object<S: Sink>(sink: S, description: &'static [&'static str]) -> ObjectWriter<S::Entries> {
    let description = Description::new(description);
    let mut entries = sink.object(description);
    if description.has_tags {
        for (name, value) in description.tags() {
            entries.entry(name, Tag(value));
        }
    }
    ObjectWriter { entries, names: description.properties.iter() }
}

/// Writes the properties of a struct that are set, in the order of its description.
pub struct ObjectWriter<E> {
    entries: E,
    names: slice::Iter<'static, &'static str>,
}

impl<E> fmt::Debug for ObjectWriter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectWriter").finish_non_exhaustive()
    }
}

impl<E: EntrySink> ObjectWriter<E> {
    /// Writes the next properties.
    #[inline(always)]
    pub fn properties<P: Properties>(mut self, properties: P) -> Self {
        properties.write(&mut self);
        self
    }

    /// Writes all other properties.
    #[inline]
    pub fn rest<T: Wire>(mut self, values: &Option<BTreeMap<String, T>>) -> Self {
        for (name, value) in values.iter().flatten() {
            self.entries.entry(name, Coded::<Plain, _>::new(value));
        }
        self
    }

    /// Ends the object.
    #[inline]
    pub fn end(self) -> E::Written {
        self.entries.end()
    }

    #[inline(always)]
    fn property<V: Writable>(&mut self, value: Option<V>) {
        if let Some(name) = self.names.next() {
            self.entries.property(name, value);
        }
    }
}

/// Properties that stand one after the other: references to them, with a codec or without, in a tuple.
///
/// A tuple is a single call, which costs rustc less for each struct than a call for each property.
#[diagnostic::on_unimplemented(
    message = "these are no properties that can be written",
    note = "in `model!` a `;` stands after every 16th property"
)]
pub trait Properties {
    /// Writes them.
    fn write<E: EntrySink>(&self, object: &mut ObjectWriter<E>);
}

impl<T: Wire> Properties for &Option<T> {
    #[inline(always)]
    fn write<E: EntrySink>(&self, object: &mut ObjectWriter<E>) {
        object.property(self.as_ref().map(Coded::<Plain, _>::new));
    }
}

impl<C: Codec<T>, T> Properties for Coded<C, &Option<T>> {
    #[inline(always)]
    fn write<E: EntrySink>(&self, object: &mut ObjectWriter<E>) {
        object.property(self.value.as_ref().map(Coded::<C, _>::new));
    }
}

macro_rules! tuples {
    () => {};
    ($first:ident $($more:ident)*) => {
        impl<$first: Properties $(, $more: Properties)*> Properties for ($first, $($more,)*) {
            #[inline(always)]
            #[allow(non_snake_case, reason = "the names of the types are those of the values")]
            fn write<E: EntrySink>(&self, object: &mut ObjectWriter<E>) {
                let ($first, $($more,)*) = self;
                $first.write(object);
                $($more.write(object);)*
            }
        }

        tuples! { $($more)* }
    };
}

tuples! { P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 P12 P13 P14 P15 P16 }

/// The value of a discriminator.
struct Tag(&'static str);

impl Writable for Tag {
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.str(self.0)
    }
}
