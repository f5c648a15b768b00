//! For unit tests: the public specifications beside the checkout, when they are there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The folder `specification`; prints a message on stderr if it does not exist.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs/azure-rest-api-specs/specification");
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the capture of the test harness, which would hide it from everybody whose tests pass.
    let _ = writeln!(io::stderr(), "DID NOT RUN: there are no public specifications at {}", folder.display());
    None
}
