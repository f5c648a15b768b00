//! Objects with known properties that are read: how the macro `model!` hands them over.

use super::{Description, Entries, Key, Names, Path, ReadSlot, Source, VisitOutcome, Visit};

/// Makes the struct that is about to be read, with nothing set.
#[inline]
pub fn insert_default<T: Default>(place: &mut Option<T>) -> &mut T {
    place.insert(T::default())
}

// Methods, because rustc takes measurably longer for functions that every struct hands its source and its sink.
impl dyn Source + '_ {
    /// Reads the properties with these names into the slots of the same order; the slot of all other properties is the last.
    /// They come in any order; what has no slot is passed over. `false` when there was no object: `null`, or an error that the
    /// source keeps.
    pub fn read_struct(
        &mut self,
        description: &'static str,
        names: &'static [&'static str],
        slots: &mut [&mut dyn ReadSlot],
    ) -> bool {
        let description = Description::new(description);
        debug_assert!(
            description.is_sound(names),
            "{description:?} has a flag that is none, or that belongs to no property"
        );
        let mut model = ModelVisit { description, names, slots, seen: false };
        self.model(&mut model);
        model.seen
    }
}

/// Receives the properties of a struct.
pub struct ModelVisit<'a, 's> {
    description: Description,
    names: &'static [&'static str],
    slots: &'a mut [&'s mut dyn ReadSlot],
    seen: bool,
}

impl std::fmt::Debug for ModelVisit<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ModelVisit").finish_non_exhaustive()
    }
}

impl Visit for ModelVisit<'_, '_> {
    fn expected(&self) -> &'static str {
        "an object"
    }

    fn object(&mut self, entries: &mut dyn Entries) -> VisitOutcome {
        self.read(entries);
        VisitOutcome::Accepted
    }
}

impl ModelVisit<'_, '_> {
    /// Reads all entries. Generic, so that nothing stands between a format and its entries.
    #[inline]
    pub(super) fn read<E: Entries + ?Sized>(&mut self, entries: &mut E) {
        self.seen = true;
        let has_rest = self.description.has_rest;
        let mut next = 0;
        let mut other = String::new();
        loop {
            let names = Names { known: self.names, next, other: has_rest.then_some(&mut other) };
            let done = match entries.key(names) {
                Key::End => return,
                Key::Known(index) => {
                    next = index + 1;
                    match self.slots.get_mut(index) {
                        Some(slot) => {
                            let read = entries.value(*slot);
                            if !read {
                                self.leave_property(index, entries.path());
                            }
                            read
                        }
                        None => entries.skip(),
                    }
                }
                Key::Other if has_rest && !self.description.is_tag(&other) => self.additional(&other, entries),
                Key::Other => entries.skip(),
            };
            if !done {
                entries.path().leave_type(self.description.name());
                return;
            }
        }
    }

    /// Notes where the error is.
    #[cold]
    fn leave_property(&self, index: usize, path: &mut Path) {
        let name = self.names.get(index).copied().unwrap_or_default();
        path.leave_property(name);
        if self.description.is_secret(name) {
            path.hide_value();
        }
    }

    fn additional<E: Entries + ?Sized>(&mut self, key: &str, entries: &mut E) -> bool {
        let Some(slot) = self.slots.last_mut() else { return entries.skip() };
        slot.set_key(key);
        let read = entries.value(*slot);
        if !read {
            entries.path().leave_key(key);
        }
        read
    }
}

impl Names<'_> {
    /// Looks for a key. Services keep the documented order, so the search starts where the last one ended.
    #[inline]
    pub(super) fn find(self, key: &str) -> Key {
        let (before, after) = self.known.split_at(self.next.min(self.known.len()));
        let found = |name: &&str| *name == key;
        let index = after.iter().position(found).map(|index| before.len() + index);
        match index.or_else(|| before.iter().position(found)) {
            Some(index) => Key::Known(index),
            None => {
                if let Some(other) = self.other {
                    key.clone_into(other);
                }
                Key::Other
            }
        }
    }
}
