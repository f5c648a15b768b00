//! What all chores have in common.

use std::path::{Path, PathBuf};

/// A chore that failed; the reason has been printed.
#[derive(Debug)]
pub(crate) struct Failed;

/// The top folder of this repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}
