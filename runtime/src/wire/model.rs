//! Objects with known properties: the table that `model!` prints, and the reader and the writer that follow it.

use super::scalars::Text;
use super::{Entries, EntrySink, Mode, ReadSlot, Sink, Slots, Source, Taken, Visit, WriteSlot};

/// What `model!` says about a struct.
#[derive(Debug)]
pub struct Table {
    /// The Rust type, for error messages and `Debug`.
    pub name: &'static str,
    /// Discriminators with the value that stands for this type, written before everything else.
    pub tags: &'static [(&'static str, &'static str)],
    /// Wire names, in the order of the slots.
    pub properties: &'static [&'static str],
    /// Wire names and [`flags`] of those properties that have one, in the same order; twice with two flags.
    pub flags: &'static [(&'static str, u8)],
    /// One more slot follows: the map of all other properties.
    pub rest: bool,
}

/// What may stand in the brackets of a property.
#[allow(non_upper_case_globals, reason = "they are written in the brackets of `model!`, where lower case reads better")]
pub mod flags {
    /// The service sets it: left out of requests.
    pub const read_only: u8 = 1;
    /// Hidden in `Debug` and in error messages.
    pub const secret: u8 = 2;
}

impl Table {
    /// The position of a property. Services keep the documented order, so the search starts where the last one ended.
    fn position(&self, name: &str, start: usize) -> Option<usize> {
        let (before, after) = self.properties.split_at(start.min(self.properties.len()));
        let found = |property: &&'static str| *property == name;
        after.iter().position(found).map(|index| before.len() + index).or_else(|| before.iter().position(found))
    }

    fn has(&self, name: &str, flag: u8) -> bool {
        self.flags.iter().any(|property| property.1 == flag && property.0 == name)
    }

    fn is_tag(&self, name: &str) -> bool {
        self.tags.iter().any(|tag| tag.0 == name)
    }
}

/// Reads an object into the slots that it is given.
pub(super) struct ModelReader<'a> {
    source: &'a mut dyn Source,
    is_object: bool,
}

impl<'a> ModelReader<'a> {
    pub(super) fn new(source: &'a mut dyn Source) -> Self {
        Self { source, is_object: false }
    }

    /// Whether there was an object: `null`, and an error that the source keeps, are none.
    pub(super) fn is_object(&self) -> bool {
        self.is_object
    }
}

impl Slots for ModelReader<'_> {
    fn read(&mut self, table: &'static Table, slots: &mut [&mut dyn ReadSlot]) {
        let mut visit = ModelVisit { table, slots, seen: false };
        self.source.accept(&mut visit);
        self.is_object = visit.seen;
    }

    fn write(&mut self, _table: &'static Table, _slots: &[&dyn WriteSlot]) {}
}

struct ModelVisit<'a, 's> {
    table: &'static Table,
    slots: &'a mut [&'s mut dyn ReadSlot],
    seen: bool,
}

impl Visit for ModelVisit<'_, '_> {
    fn expected(&self) -> &'static str {
        "an object"
    }

    fn object(&mut self, entries: &mut dyn Entries) -> Taken {
        self.seen = true;
        let table = self.table;
        let has_rest = table.rest;
        let mut next = 0;
        loop {
            let mut position = None;
            let mut key = None;
            let more = entries.key(&mut |name| {
                position = table.position(name, next);
                if position.is_none() && has_rest && !table.is_tag(name) {
                    key = Some(name.to_owned());
                }
            });
            if !more {
                return Taken::Yes;
            }
            let done = match (position, key) {
                (Some(index), _) => {
                    next = index + 1;
                    self.property(index, entries)
                }
                (None, Some(key)) => self.additional(&key, entries),
                (None, None) => entries.skip(),
            };
            if !done {
                entries.path().leave_type(table.name);
                return Taken::Yes;
            }
        }
    }
}

impl ModelVisit<'_, '_> {
    fn property(&mut self, index: usize, entries: &mut dyn Entries) -> bool {
        let name = self.table.properties[index];
        let Some(slot) = self.slots.get_mut(index) else { return entries.skip() };
        let read = entries.value(*slot);
        if !read {
            let path = entries.path();
            path.leave_property(name);
            if self.table.has(name, flags::secret) {
                path.hide_value();
            }
        }
        read
    }

    fn additional(&mut self, key: &str, entries: &mut dyn Entries) -> bool {
        let Some(slot) = self.slots.last_mut() else { return entries.skip() };
        slot.set_key(key);
        let read = entries.value(*slot);
        if !read {
            entries.path().leave_key(key);
        }
        read
    }
}

/// Writes an object from the slots that it is given.
pub(super) struct ModelWriter<'a>(pub(super) &'a mut dyn Sink);

impl Slots for ModelWriter<'_> {
    fn read(&mut self, _table: &'static Table, _slots: &mut [&mut dyn ReadSlot]) {}

    fn write(&mut self, table: &'static Table, slots: &[&dyn WriteSlot]) {
        let mode = self.0.mode();
        self.0.object(table.name, &mut |entries: &mut dyn EntrySink| {
            for (name, value) in table.tags {
                entries.entry(name, &Text(value));
            }
            for (name, slot) in table.properties.iter().zip(slots) {
                if !slot.is_set() {
                    continue;
                }
                match mode {
                    Mode::Request if table.has(name, flags::read_only) => {}
                    Mode::Debug if table.has(name, flags::secret) => entries.entry(name, &Text("(hidden)")),
                    _ => entries.entry(name, *slot),
                }
            }
            if let Some(rest) = slots.last().filter(|_| table.rest) {
                rest.write_entries(entries);
            }
        });
    }
}
