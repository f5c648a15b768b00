//! Writing of objects with known properties, for `model!`.

use std::fmt;

use super::constant::Text;
use super::containers::Plain;
use super::{Codec, Coded, Description, EntrySink, Rest, Sink, Wire};

/// Begins an object, with its discriminators.
#[inline]
pub fn write_object<S: Sink>(sink: S, description: &'static str) -> ObjectWriter<S::Entries> {
    let description = Description::new(description);
    let mut entries = sink.object(description);
    if description.has_tags {
        for (name, value) in description.tags() {
            entries.entry(name, Text(value));
        }
    }
    ObjectWriter(entries)
}

/// Writes the properties of an object.
pub struct ObjectWriter<E>(E);

impl<E> fmt::Debug for ObjectWriter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectWriter").finish_non_exhaustive()
    }
}

impl<E: EntrySink> ObjectWriter<E> {
    /// Writes properties, those that are set.
    #[inline]
    pub fn properties<P: Properties>(mut self, properties: P) -> Self {
        properties.write(&mut self.0);
        self
    }

    /// Writes all other properties.
    #[inline]
    pub fn rest<R: Rest>(mut self, rest: &R) -> Self {
        for (name, value) in rest.properties().into_iter().flatten() {
            self.0.entry(name, Coded::<Plain, _>::new(value));
        }
        self
    }

    /// Ends the object.
    #[inline]
    pub fn end(self) -> E::Written {
        self.0.end()
    }
}

/// Several properties of a struct: names and references, with a codec or without, in a tuple.
/// A name and a property are one as well.
///
/// A tuple is a single call, which costs rustc less for each struct than a call for each property.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of properties that can be written",
    note = "write a `;` after every 16th property in `model!`"
)]
pub trait Properties {
    /// Writes them.
    fn write<E: EntrySink>(&self, entries: &mut E);
}

impl<T: Wire> Properties for (&'static str, &Option<T>) {
    #[inline]
    fn write<E: EntrySink>(&self, entries: &mut E) {
        entries.property(self.0, self.1.as_ref().map(Coded::<Plain, _>::new));
    }
}

impl<C: Codec<T>, T> Properties for (&'static str, Coded<C, &Option<T>>) {
    #[inline]
    fn write<E: EntrySink>(&self, entries: &mut E) {
        entries.property(self.0, self.1.value.as_ref().map(Coded::<C, _>::new));
    }
}

macro_rules! tuples {
    () => {};
    ($first:ident $($more:ident)*) => {
        impl<$first: Properties $(, $more: Properties)*> Properties for ($first, $($more,)*) {
            #[inline]
            #[allow(non_snake_case, reason = "the names of the types are those of the values")]
            fn write<E: EntrySink>(&self, entries: &mut E) {
                let ($first, $($more,)*) = self;
                $first.write(entries);
                $($more.write(entries);)*
            }
        }

        tuples! { $($more)* }
    };
}

tuples! { P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 P12 P13 P14 P15 P16 }
