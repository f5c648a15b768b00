//! The folders outside the tests: the root of this repository, and the public specifications beside it.

use std::path::PathBuf;

/// Returns the folder beside the checkout that holds public documents. It is read, never copied.
///
/// # Panics
///
/// Panics if the folder is missing: a test that cannot read it has not passed.
#[must_use]
pub fn folder() -> PathBuf {
    let folder = root().join("../shared");
    assert!(
        folder.is_dir(),
        "there are no public specifications at {}; put them there, or run `cargo test --workspace`, which needs none",
        folder.display()
    );
    folder
}

/// Returns the folder `specification` of the public specifications.
///
/// # Panics
///
/// Panics if the folder is missing, as [`folder`] does.
#[must_use]
pub fn specification() -> PathBuf {
    let specification = folder().join("specs/azure-rest-api-specs/specification");
    assert!(specification.is_dir(), "there are no public specifications at {}", specification.display());
    specification
}

/// Returns the root of this repository.
#[must_use]
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
