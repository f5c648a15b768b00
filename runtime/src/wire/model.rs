//! Reading of objects with known properties, for `model!`.
//!
//! In: the description, the names and the slots of a struct; the entries of an object. Out: filled slots. Must not
//! know: formats.

use azure_core::Value;

use super::{Description, Entries, Key, Names, Path, ReadSlot, Source, Visit, VisitOutcome};

/// Inserts the default value of the struct that is about to be read.
#[inline]
pub fn insert_default<T: Default>(slot: &mut Option<T>) -> &mut T {
    slot.insert(T::default())
}

// These are methods, because functions with the source as an argument take rustc measurably longer.
impl dyn Source + '_ {
    /// Reads the properties with these names into the slots of the same order; the slot of all other properties is the
    /// last. They may be in any order. Properties without a slot are skipped. Returns `false` without an object: for
    /// `null`, and for an error, which the source keeps.
    pub fn read_struct(
        &mut self,
        description: &'static str,
        names: &'static [&'static str],
        slots: &mut [&mut dyn ReadSlot],
    ) -> bool {
        let description = Description::new(description);
        debug_assert!(
            description.is_sound(names),
            "{description:?} has an unknown flag, or a flag of an unknown property"
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

/// A property whose name differs from the documented one by case only: its index, its name as it was sent, its value.
type Variant = (usize, String, Value);

impl ModelVisit<'_, '_> {
    /// Reads all entries. It is generic, to avoid dynamic calls between a format and its entries.
    #[inline]
    pub(super) fn read<E: Entries + ?Sized>(&mut self, entries: &mut E) {
        self.seen = true;
        let has_rest = self.description.has_rest;
        let mut next = 0;
        let mut other = String::new();
        let mut exact = Indexes::default();
        let mut variants = Vec::new();
        loop {
            let names = Names { known: self.names, next, other: has_rest.then_some(&mut other) };
            let done = match entries.key(names) {
                Key::End => break,
                Key::Known(index) => {
                    next = index + 1;
                    exact.insert(index);
                    self.property(index, |slot, entries| entries.value(slot), entries)
                }
                Key::OtherCase(index) => {
                    let mut value: Option<Value> = None;
                    let read = entries.value(&mut value);
                    variants.push((index, std::mem::take(&mut other), value.unwrap_or_default()));
                    read
                }
                Key::Other if has_rest && !self.description.is_tag(&other) => self.additional(&other, entries),
                Key::Other => entries.skip(),
            };
            if !done {
                entries.path().leave_type(self.description.name());
                return;
            }
        }
        if !variants.is_empty() {
            self.read_variants(variants, &exact, entries);
        }
    }

    /// Reads a property, and notes where the error is.
    #[inline]
    fn property<E: Entries + ?Sized>(
        &mut self,
        index: usize,
        read: impl FnOnce(&mut dyn ReadSlot, &mut E) -> bool,
        entries: &mut E,
    ) -> bool {
        let Some(slot) = self.slots.get_mut(index) else { return entries.skip() };
        let read = read(*slot, entries);
        if !read {
            self.leave_property(index, entries.path());
        }
        read
    }

    /// Reads the properties whose names differ from the documented ones by case. They wait until the end of the object,
    /// because the exact name wins, wherever it is. Then the other one is an additional property, where there are any.
    #[cold]
    fn read_variants<E: Entries + ?Sized>(&mut self, variants: Vec<Variant>, exact: &Indexes, entries: &mut E) {
        for (index, key, value) in variants {
            let done = if !exact.contains(index) {
                self.property(index, |slot, entries| entries.replay(value, slot), entries)
            } else if self.description.has_rest
                && let Some(slot) = self.slots.last_mut()
            {
                slot.set_key(&key);
                let read = entries.replay(value, *slot);
                if !read {
                    entries.path().leave_key(&key);
                }
                read
            } else {
                true
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

/// A set of indexes. Nearly all structs have at most 64 properties, so it rarely allocates.
#[derive(Default)]
struct Indexes {
    first: u64,
    further: Vec<usize>,
}

impl Indexes {
    #[inline]
    fn insert(&mut self, index: usize) {
        if index < 64 { self.first |= 1 << index } else { self.further.push(index) }
    }

    fn contains(&self, index: usize) -> bool {
        if index < 64 { self.first & (1 << index) != 0 } else { self.further.contains(&index) }
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
            None => self.find_other(key),
        }
    }

    /// Looks for a key without regard to case, because services accept and send names in any case.
    fn find_other(self, key: &str) -> Key {
        if let Some(other) = self.other {
            key.clone_into(other);
        }
        // Comparing the lengths first avoids a call for nearly all names.
        let is_same = |name: &&str| name.len() == key.len() && name.eq_ignore_ascii_case(key);
        let index = self.known.iter().position(is_same);
        index.map_or(Key::Other, Key::OtherCase)
    }
}

#[cfg(test)]
mod tests {
    use super::Indexes;

    #[test]
    fn indexes_beyond_the_bits_of_an_integer_are_kept() {
        let mut indexes = Indexes::default();
        for index in [0, 63, 64, 500] {
            assert!(!indexes.contains(index));
            indexes.insert(index);
        }
        assert_eq!((0..600).filter(|index| indexes.contains(*index)).collect::<Vec<_>>(), [0, 63, 64, 500]);
    }
}
