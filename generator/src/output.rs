//! Writes the files of a crate, or checks that they are up to date.

/// One file of a crate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OutputFile {
    /// Relative to the output folder, with `/` between the parts.
    pub path: String,
    /// The whole text.
    pub content: String,
}
