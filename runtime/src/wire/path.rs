//! The path of an error in a document. It is filled from the inside out while the readers return, so it costs nothing
//! without an error.

use std::fmt;

/// The path from the outermost object to the value that could not be read.
#[derive(Debug, Default)]
pub struct Path {
    /// Innermost first.
    segments: Vec<Segment>,
    secret: bool,
}

#[derive(Debug)]
enum Segment {
    Type(&'static str),
    Property(&'static str),
    Key(String),
    Index(usize),
}

impl Path {
    /// The object is of this type. Only the outermost type is kept.
    pub(super) fn leave_type(&mut self, name: &'static str) {
        self.segments.retain(|segment| !matches!(segment, Segment::Type(_)));
        self.segments.push(Segment::Type(name));
    }

    /// The value belongs to this property.
    pub(super) fn leave_property(&mut self, name: &'static str) {
        self.segments.push(Segment::Property(name));
    }

    /// The value belongs to this key of a map.
    pub(super) fn leave_key(&mut self, key: &str) {
        self.segments.push(Segment::Key(key.to_owned()));
    }

    /// The value is this item of a list.
    pub(super) fn leave_item(&mut self, index: usize) {
        self.segments.push(Segment::Index(index));
    }

    /// The value must not be shown.
    pub(super) fn hide_value(&mut self) {
        self.secret = true;
    }

    pub(super) fn is_secret(&self) -> bool {
        self.secret
    }

    pub(super) fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.segments.iter().rev().enumerate() {
            let dot = if position == 0 { "" } else { "." };
            match segment {
                Segment::Type(name) | Segment::Property(name) => write!(f, "{dot}{name}")?,
                Segment::Key(key) => write!(f, "[{key:?}]")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
