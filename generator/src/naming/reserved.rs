//! Names that Rust, Cargo or the generated code keep for themselves, and what is used in their place.
//!
//! In: a name in the right case. Out: the same name, or the one that stands for it.

/// Every word that is a keyword in edition 2024, strict or reserved, and that may be written raw
/// (<https://doc.rust-lang.org/reference/keywords.html>).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw: they are path segments, whose meaning `r#` cannot take away.
const NEVER_RAW: &[&str] = &["crate", "self", "super"];

/// A field, argument or function.
pub(super) fn value(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// A variant of an enum.
pub(super) fn variant(name: String) -> String {
    if name == "Self" { "Self_".to_owned() } else { name }
}

/// A type of the `models` module.
pub(super) fn ty(name: String) -> String {
    if ["Self", "Option", "String", "Vec", "Box"].contains(&name.as_str()) { format!("{name}Model") } else { name }
}

/// A module and its file.
pub(super) fn module(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) || NEVER_RAW.contains(&name.as_str()) { format!("{name}_") } else { name }
}
