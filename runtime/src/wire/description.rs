//! The string by which `model!` describes a struct, apart from its properties.

/// The description of a struct as one string. A table with its own type would cost a multiple of the compile time for
/// each struct.
///
/// It has the field of all other properties, if the struct has one, each discriminator without a field with its value,
/// the Rust type, and a line for each flag of a property. The generator accepts no name with a control character.
///
/// ```text
/// ..additional_properties⇥⇥kind⇥Cat⇥Cat
/// id⇥read_only
/// password⇥secret
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Description {
    description: &'static str,
    /// `true` if there are discriminators without a field. Nearly all types have none.
    pub(super) has_tags: bool,
    /// `true` if there is a field of all other properties.
    pub(super) has_rest: bool,
}

/// Only the service sets the property: requests omit it.
const READ_ONLY: &str = "read_only";
/// Hidden in `Debug` and in error messages.
const SECRET: &str = "secret";

impl Description {
    #[inline]
    pub(super) fn new(description: &'static str) -> Self {
        let rest = description.strip_prefix("..").and_then(|description| description.split_once('\t'));
        let description = rest.map_or(description, |(_, description)| description);
        Self { description, has_tags: description.starts_with('\t'), has_rest: rest.is_some() }
    }

    /// Returns `true` if each flag is known and belongs to a property, as in all that `model!` prints, unless a name
    /// has control characters.
    pub(super) fn is_sound(self, names: &[&str]) -> bool {
        self.description.lines().skip(1).all(|line| {
            let known = |(name, flag)| names.contains(&name) && [READ_ONLY, SECRET].contains(&flag);
            line.split_once('\t').is_some_and(known)
        })
    }

    /// Returns the Rust type, for error messages and `Debug`.
    pub(super) fn name(self) -> &'static str {
        let line = self.description.lines().next().unwrap_or_default();
        line.rsplit('\t').next().unwrap_or_default()
    }

    /// Returns the discriminators without a field and their values, which are written before everything else.
    pub(super) fn tags(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let line = self.description.lines().next().unwrap_or_default();
        let tags = line.rsplit_once('\t').map_or("", |(tags, _)| tags);
        let mut parts = tags.split('\t').filter(|part| !part.is_empty());
        std::iter::from_fn(move || parts.next().zip(parts.next()))
    }

    /// Returns `true` if a property is a discriminator, in any case: the discriminator itself is written already.
    pub(super) fn is_tag(self, name: &str) -> bool {
        self.has_tags && self.tags().any(|tag| tag.0.eq_ignore_ascii_case(name))
    }

    /// Returns a line for each flag of a property, in the order of the properties.
    #[inline]
    pub(super) fn flags(self) -> &'static str {
        // Most types have no flags. Looking at the end of the string is faster than a search.
        if !self.description.ends_with(READ_ONLY) && !self.description.ends_with(SECRET) {
            return "";
        }
        self.description.split_once('\n').map_or("", |(_, flags)| flags)
    }

    /// Returns `true` if a property is a secret. Looks through all flags, so that no secret depends on those before it.
    pub(super) fn is_secret(self, property: &str) -> bool {
        self.flags().lines().any(|line| line.split_once('\t') == Some((property, SECRET)))
    }
}

/// Removes the flags of a property from the start of the remaining ones, which are in the order of the properties.
/// Returns `true` if only the service sets the property.
#[inline]
pub(super) fn take_read_only(flags: &mut &'static str, property: &str) -> bool {
    // Most calls end here. A line of a property without a name begins with the tab.
    flags.as_bytes().first() == Some(property.as_bytes().first().unwrap_or(&b'\t')) && take_flags(flags, property)
}

fn take_flags(flags: &mut &'static str, property: &str) -> bool {
    let mut read_only = false;
    while let Some(flag) = flags.strip_prefix(property).and_then(|rest| rest.strip_prefix('\t')) {
        let rest = flag.strip_prefix(READ_ONLY);
        read_only |= rest.is_some();
        // There is no third flag: the macro accepts no other.
        let rest = rest.or_else(|| flag.strip_prefix(SECRET)).unwrap_or_default();
        *flags = rest.strip_prefix('\n').unwrap_or(rest);
    }
    read_only
}

#[cfg(test)]
mod tests {
    use super::Description;

    #[test]
    fn a_flag_that_hides_nothing_is_a_mistake() {
        let is_sound = |description| Description::new(description).is_sound(&["id", "idx"]);
        for sound in ["Disk", "Disk\nid\tsecret", "Disk\nid\tread_only\nid\tsecret\nidx\tsecret"] {
            assert!(is_sound(sound), "{sound:?}");
        }
        for wrong in ["Disk\nid\tsecert", "Disk\ni\tsecret", "Disk\nid", "Disk\nid\tsecret\nother\tread_only"] {
            assert!(!is_sound(wrong), "{wrong:?}");
        }
    }
}
