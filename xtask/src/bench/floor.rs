//! The least that models could cost to compile: the same structs and enums with their documentation, `Clone` and
//! `Default`, and nothing that reads or writes them.
//!
//! Both sides are made from the text of a generated crate: its `models`, with the tables and without.

use std::fs;
use std::path::Path;

use super::shared::Result;
use super::workspace::{self, Package};

/// The models of a generated crate alone: with their tables, and without.
pub(super) fn models(root: &Path, generated: &Package) -> Result<[Package; 2]> {
    Ok([make(root, generated, "models", str::to_owned)?, make(root, generated, "models-floor", without_tables)?])
}

fn make(root: &Path, generated: &Package, name: &str, change: fn(&str) -> String) -> Result<Package> {
    let from = generated.folder.join("src/models");
    let mut files =
        vec![("src/lib.rs".to_owned(), "//! Models.\n#![allow(unused_imports)]\npub mod models;\n".to_owned())];
    let entries = fs::read_dir(&from).map_err(|error| format!("cannot read {}: {error}", from.display()))?;
    for entry in entries.flatten() {
        let text = workspace::get(&entry.path())?;
        files.push((format!("src/models/{}", entry.file_name().display()), change(&standing_alone(&text))));
    }
    let manifest = workspace::get(&generated.folder.join("Cargo.toml"))?;
    // Without the example program, which is not there.
    let manifest = drop_items(&manifest, |line| line == "[[example]]", str::is_empty);
    let folder = format!("{}-{name}", generated.folder.file_name().unwrap_or_default().display());
    let files: Vec<(&str, String)> = files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    let out = workspace::write(root, &folder, &manifest, &files)?;
    Ok(Package { folder: out, name: generated.name.clone() })
}

/// `models` re-exports the options of the clients, which are not there, and leaves types out by features, which are not
/// there either.
pub(super) fn standing_alone(text: &str) -> String {
    let all = drop_items(text, |line| line.starts_with("#[cfg("), |line| line.ends_with(")]"));
    drop_items(&all, |line| line.starts_with("pub use crate::"), |line| line.ends_with(';'))
}

/// A table is a call of a macro of the runtime, at the start of a line: `model! {` and so on, or
/// `request_body!(Disk);`.
pub(super) fn without_tables(text: &str) -> String {
    let is_call = |line: &str| line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains('!');
    drop_items(text, is_call, |line| line == "}" || line.ends_with(");"))
}

/// Removes the lines of some items, each from the line that begins it to the line that ends it.
pub(super) fn drop_items(text: &str, begins: impl Fn(&str) -> bool, ends: impl Fn(&str) -> bool) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines() {
        inside |= begins(line);
        if inside {
            inside = !ends(line);
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{standing_alone, without_tables};

    #[test]
    fn structs_stay_and_tables_go() {
        let disk = "/// A disk!\npub struct Disk {\n    pub name: Option<String>,\n}\n";
        let table = "\nmodel! {\n    Disk {\n        name: \"name\",\n    }\n}\n\nrequest_body!(Disk);\n";
        assert_eq!(without_tables(&format!("{disk}{table}{disk}")), format!("{disk}\n\n{disk}"));
    }

    #[test]
    fn all_models_stay_and_no_options() {
        let text = "#[cfg(\n    any(\n        feature = \"disks\",\n    )\n)]\nmod disks;\n#[cfg(feature = \"disks\")]\n\
            pub use crate::disks::options::{\n    A,\n    B,\n};\npub use self::disks::Disk;\n";
        assert_eq!(standing_alone(text), "mod disks;\npub use self::disks::Disk;\n");
    }
}
