//! Names that Rust, Cargo or generated code reserve, and their replacements.
//!
//! In: a name in the right case. Out: the same name, or its replacement.

/// The keywords of edition 2024, strict and reserved, that may be written raw
/// (<https://doc.rust-lang.org/reference/keywords.html>). Weak keywords (`union`, `raw`, `safe`) are ordinary names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Path keywords, which cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["crate", "self", "super"];

/// Module names with another meaning for Cargo, Rust, generated code or Windows.
const MODULES: &[&str] = &[
    // Cargo builds a binary from `src/main.rs` and from every file in `src/bin`, and `src/lib.rs` is the crate root
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
    // A group's feature has the name of its module; these two features are for the whole crate.
    "default",
    "full",
    // Device names: Windows cannot open a file of such a name, whatever its extension
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

/// Names that a model cannot have, each with the reason. `Model` is appended to them.
///
/// Only names that every generated model file uses without a path are listed. Deliberately not listed:
/// - what a file imports (`Value`, `Date`, `Nullable`, `Response`, `Request`, `Url`, `Error`, `Client`, `Context`, …):
///   the emitter detects the conflict and writes the path, so the service's own name can stay;
/// - `Result`: no model file mentions it;
/// - `Default`, `Clone`, `Debug` and the other traits: a `derive` does not use names of the type's scope, and the
///   runtime's macros use full paths;
/// - `Some`, `None`, `Ok`, `Err`: a struct with named fields and an enum are not in the value namespace.
const TYPES: &[(&str, &str)] = &[
    ("Box", "the field of a recursive type is a `Box`"),
    ("Option", "every field is an `Option`"),
    ("Self", "a keyword that cannot be raw"),
    ("String", "the type of nearly half of all fields"),
    ("Vec", "the type of every list"),
];

/// Returns the name of a field, an argument or a function.
pub(super) fn value(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Returns the name of an enum variant. Variants have the namespace of their enum, so only the keyword is reserved.
pub(super) fn variant(name: String) -> String {
    if name == "Self" { format!("{name}_") } else { name }
}

/// Returns the name of a type of the `models` module.
pub(super) fn ty(name: String) -> String {
    if TYPES.iter().any(|(reserved, _)| *reserved == name) { format!("{name}Model") } else { name }
}

/// Returns the name of a module, and so of its file.
pub(super) fn module(name: String) -> String {
    if [KEYWORDS, NEVER_RAW, MODULES].iter().any(|reserved| reserved.contains(&name.as_str())) {
        format!("{name}_")
    } else {
        name
    }
}
