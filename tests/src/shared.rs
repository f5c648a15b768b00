//! The public specifications beside the checkout: read when they are there, never copied.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

/// The folder `specification` of the public data, or none, said on stderr, when the data is not there.
pub fn specification() -> Option<PathBuf> {
    let folder = root().join("../shared/specs/azure-rest-api-specs/specification");
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the capture of the test harness, which would hide it from everybody whose tests pass.
    let _ = writeln!(io::stderr(), "DID NOT RUN: there are no public specifications at {}", folder.display());
    None
}

/// The root of this repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
