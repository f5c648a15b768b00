//! Objects with known properties: the description that `model!` prints, and the reader and the writer that follow it.

use super::scalars::Text;
use super::{Entries, EntrySink, Mode, ReadSlot, Sink, Source, Taken, Visit, WriteSlot};

/// What `model!` says about a struct, as one list of texts: a table of its own kind would cost rustc a multiple for each
/// struct.
///
/// All texts but the first are the wire names, in the order of the slots. The first one holds what is seldom asked for: the
/// field of all other properties, when there is one (its slot is the last), each discriminator with the value that stands
/// for this type, the Rust type, and a line for each flag of a property. The generator takes no name with a control
/// character.
///
/// ```text
/// ..additional_properties⇥⇥kind⇥Cat⇥Cat
/// id⇥read_only
/// password⇥secret
/// ```
#[derive(Clone, Copy)]
struct Description {
    head: &'static str,
    properties: &'static [&'static str],
    has_rest: bool,
}

/// The service sets it: left out of requests.
const READ_ONLY: &str = "read_only";
/// Hidden in `Debug` and in error messages.
const SECRET: &str = "secret";

impl Description {
    fn new(texts: &'static [&'static str]) -> Self {
        let (head, properties) = texts.split_first().map_or(("", texts), |(head, properties)| (*head, properties));
        match head.strip_prefix("..").and_then(|head| head.split_once('\t')) {
            Some((_, head)) => Self { head, properties, has_rest: true },
            None => Self { head, properties, has_rest: false },
        }
    }

    /// The Rust type, for error messages and `Debug`.
    fn name(self) -> &'static str {
        let line = self.head.lines().next().unwrap_or_default();
        line.rsplit('\t').next().unwrap_or_default()
    }

    /// Discriminators with the value that stands for this type, written before everything else.
    fn tags(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        // Nearly all types have none, and are not searched.
        let line = if self.head.starts_with('\t') { self.head.lines().next().unwrap_or_default() } else { "" };
        let tags = line.rsplit_once('\t').map_or("", |(tags, _)| tags);
        let mut texts = tags.split('\t').filter(|text| !text.is_empty());
        std::iter::from_fn(move || texts.next().zip(texts.next()))
    }

    fn is_tag(self, name: &str) -> bool {
        self.tags().any(|tag| tag.0 == name)
    }

    /// The position of a property. Services keep the documented order, so the search starts where the last one ended.
    fn position(self, name: &str, start: usize) -> Option<usize> {
        let (before, after) = self.properties.split_at(start.min(self.properties.len()));
        let found = |property: &&'static str| *property == name;
        after.iter().position(found).map(|index| before.len() + index).or_else(|| before.iter().position(found))
    }

    fn has(self, property: &str, flag: &str) -> bool {
        self.head.lines().skip(1).any(|line| line.split_once('\t') == Some((property, flag)))
    }
}

/// Makes the struct that is about to be read, with nothing set.
#[inline]
pub fn unset<T: Default>(place: &mut Option<T>) -> &mut T {
    place.insert(T::default())
}

/// Reads an object into the slots that it is given.
pub struct ModelReader<'a> {
    source: &'a mut dyn Source,
    is_object: bool,
}

impl std::fmt::Debug for ModelReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ModelReader").finish_non_exhaustive()
    }
}

impl<'a> ModelReader<'a> {
    pub(super) fn new(source: &'a mut dyn Source) -> Self {
        Self { source, is_object: false }
    }

    /// Whether there was an object: `null`, and an error that the source keeps, are none.
    pub(super) fn is_object(&self) -> bool {
        self.is_object
    }

    /// Reads the properties of a description, in any order; others are passed over, if there is no slot for them.
    pub fn read(&mut self, description: &'static [&'static str], slots: &mut [&mut dyn ReadSlot]) {
        let mut visit = ModelVisit { description: Description::new(description), slots, seen: false };
        self.source.accept(&mut visit);
        self.is_object = visit.seen;
    }
}

struct ModelVisit<'a, 's> {
    description: Description,
    slots: &'a mut [&'s mut dyn ReadSlot],
    seen: bool,
}

impl Visit for ModelVisit<'_, '_> {
    fn expected(&self) -> &'static str {
        "an object"
    }

    fn object(&mut self, entries: &mut dyn Entries) -> Taken {
        self.seen = true;
        let description = self.description;
        let mut next = 0;
        loop {
            let mut position = None;
            let mut key = None;
            let more = entries.key(&mut |name| {
                position = description.position(name, next);
                if position.is_none() && description.has_rest && !description.is_tag(name) {
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
                entries.path().leave_type(description.name());
                return Taken::Yes;
            }
        }
    }
}

impl ModelVisit<'_, '_> {
    fn property(&mut self, index: usize, entries: &mut dyn Entries) -> bool {
        let Some(slot) = self.slots.get_mut(index) else { return entries.skip() };
        let read = entries.value(*slot);
        if !read {
            let name = self.description.properties.get(index).copied().unwrap_or_default();
            let is_secret = self.description.has(name, SECRET);
            let path = entries.path();
            path.leave_property(name);
            if is_secret {
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
pub struct ModelWriter<'a>(&'a mut dyn Sink);

impl std::fmt::Debug for ModelWriter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ModelWriter").finish_non_exhaustive()
    }
}

impl<'a> ModelWriter<'a> {
    pub(super) fn new(sink: &'a mut dyn Sink) -> Self {
        Self(sink)
    }

    /// Writes the properties of a description that are set, and then all others.
    pub fn write(&mut self, description: &'static [&'static str], slots: &[&dyn WriteSlot]) {
        let mode = self.0.mode();
        let description = Description::new(description);
        // To everyone else the type is of no interest.
        let name = if mode == Mode::Debug { description.name() } else { "" };
        self.0.object(name, &mut |entries: &mut dyn EntrySink| {
            for (name, value) in description.tags() {
                entries.entry(name, &Text(value));
            }
            for (name, slot) in description.properties.iter().zip(slots) {
                if !slot.is_set() {
                    continue;
                }
                match mode {
                    Mode::Request if description.has(name, READ_ONLY) => {}
                    Mode::Debug if description.has(name, SECRET) => entries.entry(name, &Text("(hidden)")),
                    _ => entries.entry(name, *slot),
                }
            }
            if let Some(rest) = slots.last().filter(|_| description.has_rest) {
                rest.write_entries(entries);
            }
        });
    }
}
