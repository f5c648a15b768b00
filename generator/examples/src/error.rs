//! The error of a check that could not be made.

use std::fmt;
use std::path::PathBuf;

/// The reason why a check could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The reader's message.
        reason: String,
    },
    /// A file of the harness could not be written.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// The harness, or the generated crate that it depends on, does not compile.
    Build {
        /// The package of the harness.
        package: String,
        /// The output of Cargo.
        output: String,
    },
    /// The harness did not run to its end.
    Run {
        /// The program.
        program: PathBuf,
        /// How it ended.
        reason: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, reason } => write!(f, "cannot read {}: {reason}", path.display()),
            Self::Unwritable { path, reason } => write!(f, "cannot write {}: {reason}", path.display()),
            Self::Build { package, output } => write!(f, "cannot build {package}:\n{output}"),
            Self::Run { program, reason } => write!(f, "{} ended early: {reason}", program.display()),
        }
    }
}

impl std::error::Error for Error {}
