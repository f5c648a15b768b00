//! Properties with one documented value, above all discriminators (`kind: "kind" = "Cat"` in `model!`).
//!
//! A model made in code writes the documented value. A value that was read is written back unchanged, because services
//! use names of subtypes that their specification does not document.

use super::{EntrySink, Properties, ReadSlot, Sink, Source, Visit, VisitOutcome, Writable};

/// A constant to read or write: `V` is a mutable or a shared reference to its property.
///
/// The property is `None` for the documented value, so that reading the documented value allocates nothing.
#[derive(Debug)]
pub struct Constant<V> {
    property: V,
    documented: &'static str,
}

impl<V> Constant<V> {
    /// A property with its documented value.
    #[inline]
    pub fn new(property: V, documented: &'static str) -> Self {
        Self { property, documented }
    }
}

impl ReadSlot for Constant<&mut Option<String>> {
    fn read(&mut self, source: &mut dyn Source) {
        *self.property = None;
        source.accept(&mut ConstantVisit { property: self.property, documented: self.documented });
    }
}

/// Receives the value of a constant, and keeps one that is not documented.
struct ConstantVisit<'a> {
    property: &'a mut Option<String>,
    documented: &'static str,
}

impl Visit for ConstantVisit<'_> {
    fn expected(&self) -> &'static str {
        "a string"
    }

    fn str(&mut self, value: &str) -> VisitOutcome {
        *self.property = (value != self.documented).then(|| value.to_owned());
        VisitOutcome::Accepted
    }
}

impl Properties for (&'static str, Constant<&Option<String>>) {
    #[inline]
    fn write<E: EntrySink>(&self, entries: &mut E) {
        let constant = &self.1;
        entries.property(self.0, Some(Text(constant.property.as_deref().unwrap_or(constant.documented))));
    }
}

/// A string that is written.
pub(super) struct Text<'a>(pub &'a str);

impl Writable for Text<'_> {
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.str(self.0)
    }
}
