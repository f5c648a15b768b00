//! Objects with known properties: the description that `model!` prints, and the reader that follows it.

use super::{Entries, Key, Names, Path, ReadSlot, Source, Taken, Visit};

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
#[derive(Clone, Copy, Debug)]
pub struct Description {
    head: &'static str,
    pub(super) properties: &'static [&'static str],
    /// Whether there are discriminators. Nearly all types have none.
    pub(super) has_tags: bool,
    /// Whether the last slot takes all other properties.
    has_rest: bool,
}

/// The service sets it: left out of requests.
const READ_ONLY: &str = "read_only";
/// Hidden in `Debug` and in error messages.
const SECRET: &str = "secret";

impl Description {
    #[inline(always)]
    pub(super) fn new(texts: &'static [&'static str]) -> Self {
        let (head, properties) = texts.split_first().map_or(("", texts), |(head, properties)| (*head, properties));
        let rest = head.strip_prefix("..").and_then(|head| head.split_once('\t'));
        let head = rest.map_or(head, |(_, head)| head);
        let description = Self { head, properties, has_tags: head.starts_with('\t'), has_rest: rest.is_some() };
        debug_assert!(description.is_sound(), "{head:?} has a flag that is none, or that belongs to no property");
        description
    }

    /// Whether each flag is one, and belongs to a property: what `model!` prints is so, unless a name holds control characters.
    fn is_sound(self) -> bool {
        self.head.lines().skip(1).all(|line| {
            let known = |(name, flag)| self.properties.contains(&name) && [READ_ONLY, SECRET].contains(&flag);
            line.split_once('\t').is_some_and(known)
        })
    }

    /// The Rust type, for error messages and `Debug`.
    pub(super) fn name(self) -> &'static str {
        let line = self.head.lines().next().unwrap_or_default();
        line.rsplit('\t').next().unwrap_or_default()
    }

    /// Discriminators with the value that stands for this type, written before everything else.
    pub(super) fn tags(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let line = self.head.lines().next().unwrap_or_default();
        let tags = line.rsplit_once('\t').map_or("", |(tags, _)| tags);
        let mut texts = tags.split('\t').filter(|text| !text.is_empty());
        std::iter::from_fn(move || texts.next().zip(texts.next()))
    }

    /// A line for each flag of a property, in the order of the properties.
    #[inline(always)]
    pub(super) fn flags(self) -> &'static str {
        // Most types have none, which the end tells sooner than a search.
        if !self.head.ends_with(READ_ONLY) && !self.head.ends_with(SECRET) {
            return "";
        }
        self.head.split_once('\n').map_or("", |(_, flags)| flags)
    }

    fn is_tag(self, name: &str) -> bool {
        self.has_tags && self.tags().any(|tag| tag.0 == name)
    }

    /// Whether people must not see a property.
    pub(super) fn is_secret(self, property: &str) -> bool {
        self.flags().lines().any(|line| line.split_once('\t') == Some((property, SECRET)))
    }
}

/// Takes the flags of a property from those that are still to come, which are in the order of the properties; tells whether
/// only the service sets it.
#[inline]
pub(super) fn take_read_only(flags: &mut &'static str, property: &str) -> bool {
    // Most end here, without a call.
    flags.as_bytes().first() == property.as_bytes().first() && take_flags(flags, property)
}

fn take_flags(flags: &mut &'static str, property: &str) -> bool {
    let mut read_only = false;
    while let Some(flag) = flags.strip_prefix(property).and_then(|rest| rest.strip_prefix('\t')) {
        let rest = flag.strip_prefix(READ_ONLY);
        read_only |= rest.is_some();
        let rest = rest.or_else(|| flag.strip_prefix(SECRET)).unwrap_or_default();
        *flags = rest.strip_prefix('\n').unwrap_or(rest);
    }
    read_only
}

/// Makes the struct that is about to be read, with nothing set.
#[inline]
pub fn unset<T: Default>(place: &mut Option<T>) -> &mut T {
    place.insert(T::default())
}

// Methods, because rustc takes measurably longer for functions that every struct hands its source and its sink.
impl dyn Source + '_ {
    /// Reads the properties of a description, in any order; others are passed over, if there is no slot for them. `false`
    /// when there was no object: `null`, or an error that the source keeps.
    pub fn read_struct(&mut self, description: &'static [&'static str], slots: &mut [&mut dyn ReadSlot]) -> bool {
        let mut model = ModelVisit { description: Description::new(description), slots, seen: false };
        self.model(&mut model);
        model.seen
    }
}

/// Receives the properties of a struct.
pub struct ModelVisit<'a, 's> {
    description: Description,
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

    fn object(&mut self, entries: &mut dyn Entries) -> Taken {
        self.read(entries);
        Taken::Yes
    }
}

impl ModelVisit<'_, '_> {
    /// Reads all entries. Generic, so that nothing stands between a format and its entries.
    #[inline]
    pub(super) fn read<E: Entries + ?Sized>(&mut self, entries: &mut E) {
        self.seen = true;
        let Description { properties, has_rest, .. } = self.description;
        let mut next = 0;
        let mut other = String::new();
        loop {
            let names = Names { known: properties, next, other: has_rest.then_some(&mut other) };
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
        let name = self.description.properties.get(index).copied().unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::Description;

    #[test]
    fn a_flag_that_hides_nothing_is_a_mistake() {
        let is_sound = |head| {
            let properties = &["id", "idx"];
            Description { head, properties, has_tags: false, has_rest: false }.is_sound()
        };
        for sound in ["Disk", "Disk\nid\tsecret", "Disk\nid\tread_only\nid\tsecret\nidx\tsecret"] {
            assert!(is_sound(sound), "{sound:?}");
        }
        for wrong in ["Disk\nid\tsecert", "Disk\ni\tsecret", "Disk\nid", "Disk\nid\tsecret\nother\tread_only"] {
            assert!(!is_sound(wrong), "{wrong:?}");
        }
    }
}
