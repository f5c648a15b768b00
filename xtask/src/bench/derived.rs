//! The same models with derived serde, as one would write them by hand: what reading and writing is compared with.
//!
//! Made from the text of a generated crate. Its tables hold the wire names that the attributes need; enums of strings
//! get their serde by hand (`bench/run/string_enum.rs`), because a derived one would copy each string first.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::floor::{standing_alone, without_tables};
use super::shared::Result;
use super::workspace::{self, Package};

/// Wire names, by struct and field.
type Names = BTreeMap<(String, String), String>;

/// The models of a generated crate, rewritten.
pub(super) fn models(root: &Path, generated: &Package) -> Result<Package> {
    let from = generated.folder.join("src/models");
    let mut files = Vec::new();
    let entries = fs::read_dir(&from).map_err(|error| format!("cannot read {}: {error}", from.display()))?;
    for entry in entries.flatten() {
        let text = workspace::get(&entry.path())?;
        files.push((format!("src/models/{}", entry.file_name().display()), rewrite(&standing_alone(&text))));
    }
    let lib = workspace::get(&root.join("bench/run/string_enum.rs"))?;
    files.push(("src/lib.rs".to_owned(), lib));
    let manifest = workspace::get(&root.join("bench/run/derived.toml"))?;
    let files: Vec<(&str, String)> = files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    let folder = workspace::write(root, "derived", &manifest, &files)?;
    Ok(Package { folder, name: "bench-derived".to_owned() })
}

fn rewrite(text: &str) -> String {
    let names = names(text);
    let mut out = String::new();
    let mut current = String::new();
    let enums: String = tables(text, "string_enum! {").map(|table| format!("\ncrate::{table}")).collect();
    for line in without_runtime(&without_tables(text)).lines() {
        if let Some(rest) = line.strip_prefix("pub struct ") {
            rest.split([' ', '<']).next().unwrap_or_default().clone_into(&mut current);
        }
        if let Some(field) = line.strip_prefix("    pub ").and_then(|rest| rest.split(':').next()) {
            let wire = names.get(&(current.clone(), field.to_owned())).map_or(field, String::as_str);
            let date = if line.contains("OffsetDateTime") { ", with = \"time::serde::rfc3339::option\"" } else { "" };
            out.push_str(&format!(
                "    #[serde(rename = \"{wire}\", default, skip_serializing_if = \"Option::is_none\"{date})]\n"
            ));
        }
        let derive = "#[derive(Clone, Debug, Default, serde::Deserialize, serde::Serialize)]";
        out.push_str(if line == "#[derive(Clone, Default)]" { derive } else { line });
        out.push('\n');
    }
    out + &enums
}

fn names(text: &str) -> Names {
    let mut names = Names::new();
    for table in tables(text, "model! {") {
        let mut name = String::new();
        for line in table.lines() {
            match line.trim().split_once(": \"") {
                Some((field, rest)) => {
                    let wire = rest.split('"').next().unwrap_or_default();
                    names.insert((name.clone(), field.to_owned()), wire.to_owned());
                }
                None if line.starts_with("    ") && line.contains('{') => {
                    line.split_whitespace().next().unwrap_or_default().clone_into(&mut name);
                }
                None => {}
            }
        }
    }
    names
}

/// The calls of one macro, from the line that begins with its name to the closing brace.
fn tables<'a>(text: &'a str, begins: &'a str) -> impl Iterator<Item = String> + 'a {
    let mut lines = text.lines();
    std::iter::from_fn(move || {
        let first = lines.by_ref().find(|line| *line == begins)?;
        let rest = lines.by_ref().take_while(|line| *line != "}");
        Some(std::iter::once(first).chain(rest).chain(["}"]).map(|line| format!("{line}\n")).collect())
    })
}

/// The runtime is not there.
fn without_runtime(text: &str) -> String {
    super::floor::drop_items(text, |line| line.starts_with("use armsmith_runtime::"), |line| line.ends_with(';'))
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    #[test]
    fn tables_become_attributes() {
        let text = "use armsmith_runtime::{model, string_enum};\n#[derive(Clone, Default)]\npub struct Disk {\n    \
            pub disk_size: Option<i32>,\n}\n\nmodel! {\n    Disk {\n        disk_size: \"diskSizeGB\" [read_only],\n    }\n}\n\
            string_enum! {\n    Tier, UnknownValue {\n        A = \"a\",\n    }\n}\n";
        let rewritten = rewrite(text);
        assert!(rewritten.contains("#[serde(rename = \"diskSizeGB\", default, skip_serializing_if"), "{rewritten}");
        assert!(rewritten.contains("\ncrate::string_enum! {\n    Tier, UnknownValue {"), "{rewritten}");
        assert!(!rewritten.contains("armsmith_runtime") && !rewritten.contains("model!"), "{rewritten}");
    }
}
