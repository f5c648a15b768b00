//! What is written, how, and what came of it.

/// One file of a crate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OutputFile {
    /// Relative to the output folder, with `/` between the parts.
    pub path: String,
    /// The whole text.
    pub content: String,
}

/// Whether the files are written or only compared.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Mode {
    /// Bring the folder up to date.
    #[default]
    Write,
    /// Touch nothing; every difference is an error.
    Check {
        /// The command that removes the differences; the errors name it.
        fix_command: String,
    },
}

/// What was done to the output folder: paths relative to it, sorted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// New files, and files whose text changed.
    pub written: Vec<String>,
    /// Files that had the right text already and were not touched.
    pub unchanged: Vec<String>,
    /// Files of an earlier run that this run does not make.
    pub removed: Vec<String>,
}
