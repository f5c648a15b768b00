//! Common types of all stages: files, JSON pointers, and the positions of values in files.
//!
//! In: paths and the content of files. Out: [`FileId`], [`JsonPointer`], [`Location`], [`Sources`], [`Spans`]. Must not
//! know: any stage.

use std::fmt;

pub use positions::Spans;
pub use sources::Sources;

pub(crate) use format::Format;

pub(crate) mod format;
pub(crate) mod positions;
mod sources;

/// The maximum nesting of objects and lists. Below the limits of the parsers (128), so that the message is
/// that of armsmith; real specifications stay under 40.
pub(crate) const MAX_DEPTH: usize = 100;

/// One of the files of a run, by its index in [`Sources`].
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FileId(pub u32);

/// A JSON pointer (RFC 6901) into a file; the empty pointer is the whole file.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct JsonPointer(String);

impl JsonPointer {
    /// Creates a pointer from its escaped form.
    pub fn new(pointer: impl Into<String>) -> Self {
        Self(pointer.into())
    }

    /// The pointer to a member or element of the value that this one points to.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut pointer = String::with_capacity(self.0.len() + token.len() + 1);
        pointer.push_str(&self.0);
        pointer.push('/');
        if token.contains(['~', '/']) {
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(token);
        }
        Self(pointer)
    }

    /// The pointer to the value that holds this one; `None` for the whole file.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|slash| Self(self.0[..slash].to_owned()))
    }

    /// The unescaped tokens.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// The escaped form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A location in a specification.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The value inside the file.
    pub pointer: JsonPointer,
}

impl Location {
    /// The location of a whole file.
    pub fn file(file: FileId) -> Self {
        Self { file, pointer: JsonPointer::default() }
    }

    /// The location of a member or element of the value at this location.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        Self { file: self.file, pointer: self.pointer.child(token) }
    }
}

impl From<&Location> for Option<Location> {
    fn from(location: &Location) -> Self {
        Some(location.clone())
    }
}
