//! The files of a generated crate that are prose or manifest, as constants.
//!
//! In: nothing. Out: one constant for each file of `files/`. Must not know: how the placeholders are filled in; that is
//! done in `armsmith-core` (`package/template.rs`).
//!
//! A placeholder is a name in double braces, as `{{name}}`.

/// `Cargo.toml`, the manifest of the crate.
pub const MANIFEST: &str = include_str!("../files/Cargo.toml.txt");

/// `README.md`, which is the documentation of the crate too.
pub const README: &str = include_str!("../files/README.md.txt");

/// The section of the README about Cargo features, for crates with several operation groups.
pub const README_GROUPS: &str = include_str!("../files/README-groups.md.txt");

/// `examples/….rs`, a complete program that calls one operation.
pub const EXAMPLE: &str = include_str!("../files/example.rs.txt");
