//! The inputs and the result of writing files.

/// One file of a crate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OutputFile {
    /// The path relative to the output folder, with `/` as the separator.
    pub path: String,
    /// The contents.
    pub content: String,
}

/// The choice between writing files and comparing them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Mode {
    /// Updates the folder.
    #[default]
    Write,
    /// Changes nothing; every difference is an error.
    Check {
        /// The command that updates the folder, for the help of the errors.
        fix_command: String,
    },
}

/// The result of an update: paths relative to the output folder, sorted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// New files, and files whose contents changed.
    pub written: Vec<String>,
    /// Files that were already up to date.
    pub unchanged: Vec<String>,
    /// Files of an earlier run that this run does not create.
    pub removed: Vec<String>,
}
