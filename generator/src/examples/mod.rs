//! The examples check: holds a generated crate against every documented example.

use std::fmt;
use std::path::PathBuf;

pub mod compare;
pub mod contradiction;
pub mod example;
pub mod expected;
pub mod files;
pub mod operations;
pub mod schema;
pub mod shape;
pub mod subtypes;
mod text;

/// Why the check could not be made at all.
#[derive(Debug)]
pub enum Error {
    /// A file could not be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the reader said.
        reason: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, reason } => write!(f, "cannot read {}: {reason}", path.display()),
        }
    }
}

impl std::error::Error for Error {}
