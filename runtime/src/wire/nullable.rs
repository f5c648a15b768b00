//! Properties for which `null` differs from absence (`x-nullable`).

use azure_core::Value;

use super::containers::Plain;
use super::{Codec, Entries, Items, Sink, Source, Visit, VisitOutcome, Wire};

/// A value that may be an explicit `null`.
///
/// In an `Option<Nullable<T>>`, `None` leaves the property alone, `Some(Nullable::Null)` clears it, and
/// `Some(Nullable::Value(value))` sets it.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Nullable<T> {
    /// An explicit `null`.
    #[default]
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, unless it is `null`.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value, unless it is `null`.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Wire> Wire for Nullable<T> {
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        read_nullable::<Plain, T>(slot, source);
        slot.is_some()
    }

    fn write<S: Sink>(&self, sink: S) -> S::Written {
        write_nullable::<Plain, T, S>(self, sink)
    }
}

pub(super) fn read_nullable<C: Codec<T>, T>(slot: &mut Option<Nullable<T>>, source: &mut dyn Source) {
    let mut source = NullableSource { source, null: false };
    let mut value = None;
    C::read_into(&mut value, &mut source);
    *slot = if source.null { Some(Nullable::Null) } else { value.map(Nullable::Value) };
}

pub(super) fn write_nullable<C: Codec<T>, T, S: Sink>(value: &Nullable<T>, sink: S) -> S::Written {
    match value {
        Nullable::Null => sink.null(),
        Nullable::Value(value) => C::write(value, sink),
    }
}

/// Delegates to the visit of the value, and records if the value was `null`.
struct NullableSource<'a> {
    source: &'a mut dyn Source,
    null: bool,
}

impl Source for NullableSource<'_> {
    fn accept(&mut self, visit: &mut dyn Visit) {
        self.source.accept(&mut NullableVisit { visit, null: &mut self.null });
    }

    fn any(&mut self) -> Option<Value> {
        let value = self.source.any();
        self.null = matches!(value, Some(Value::Null));
        value
    }
}

struct NullableVisit<'a> {
    visit: &'a mut dyn Visit,
    null: &'a mut bool,
}

impl Visit for NullableVisit<'_> {
    fn expected(&self) -> &'static str {
        self.visit.expected()
    }

    fn null(&mut self) -> VisitOutcome {
        *self.null = true;
        VisitOutcome::Accepted
    }

    fn bool(&mut self, value: bool) -> VisitOutcome {
        self.visit.bool(value)
    }

    fn i64(&mut self, value: i64) -> VisitOutcome {
        self.visit.i64(value)
    }

    fn u64(&mut self, value: u64) -> VisitOutcome {
        self.visit.u64(value)
    }

    fn f64(&mut self, value: f64) -> VisitOutcome {
        self.visit.f64(value)
    }

    fn str(&mut self, value: &str) -> VisitOutcome {
        self.visit.str(value)
    }

    fn string(&mut self, value: String) -> VisitOutcome {
        self.visit.string(value)
    }

    fn list(&mut self, items: &mut dyn Items) -> VisitOutcome {
        self.visit.list(items)
    }

    fn object(&mut self, entries: &mut dyn Entries) -> VisitOutcome {
        self.visit.object(entries)
    }
}
