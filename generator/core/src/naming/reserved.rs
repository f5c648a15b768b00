//! Names that Rust, Cargo or the generated code keep for themselves, and what is used in their place.
//!
//! In: a name in the right case. Out: the same name, or the one that stands for it.

/// The keywords of edition 2024, strict and reserved, that may be written raw
/// (<https://doc.rust-lang.org/reference/keywords.html>). Weak keywords (`union`, `raw`, `safe`) are ordinary names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that name a place in a path, a meaning that `r#` cannot take away.
const NEVER_RAW: &[&str] = &["crate", "self", "super"];

/// Modules that would not be what they are called.
const MODULES: &[&str] = &[
    // Cargo makes a binary of `src/main.rs` and of every file in `src/bin`, and `src/lib.rs` is the crate itself
    // (<https://doc.rust-lang.org/cargo/guide/project-layout.html>).
    "bin",
    "lib",
    "main",
    // A module of the crate's root hides the crate of the same name from `use` paths there.
    "alloc",
    "armsmith_runtime",
    "azure_core",
    "core",
    "std",
    // A group's feature is called as its module is; these two features are of the whole crate.
    "default",
    "full",
    // Device names: Windows opens no file of such a name, whatever its extension
    // (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
    "aux",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "con",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
    "nul",
    "prn",
];

/// Types that a model may not be called, each with the reason. They get `Model` at the end.
///
/// Only names that every generated model file writes without a path are here. Not here, on purpose:
/// - what a file imports (`Value`, `Date`, `Nullable`, `Response`, `Request`, `Url`, `Error`, `Client`, `Context`, …):
///   the emitter sees the clash and writes the path, and the service's own word stays;
/// - `Result`: no model file mentions it;
/// - `Default`, `Clone`, `Debug` and the other traits: a `derive` does not look in the type's scope, and the runtime's
///   macros write whole paths;
/// - `Some`, `None`, `Ok`, `Err`: a struct with named fields and an enum leave the values of that name alone.
const TYPES: &[(&str, &str)] = &[
    ("Box", "the field of a recursive type is a `Box`"),
    ("Option", "every field is an `Option`"),
    ("Self", "a keyword that cannot be raw"),
    ("String", "the type of nearly half of all fields"),
    ("Vec", "the type of every list"),
];

/// A field, an argument or a function.
pub(super) fn value(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// A variant of an enum. Variants live in their enum, so only the keyword is in the way.
pub(super) fn variant(name: String) -> String {
    if name == "Self" { format!("{name}_") } else { name }
}

/// A type of the `models` module.
pub(super) fn ty(name: String) -> String {
    if TYPES.iter().any(|(reserved, _)| *reserved == name) { format!("{name}Model") } else { name }
}

/// A module and its file.
pub(super) fn module(name: String) -> String {
    if [KEYWORDS, NEVER_RAW, MODULES].iter().any(|reserved| reserved.contains(&name.as_str())) {
        format!("{name}_")
    } else {
        name
    }
}
