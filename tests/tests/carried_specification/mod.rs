//! The carried specification, `specs/`, as files of this repository.
//!
//! The tests here need nothing but this repository. Those that compare it with the public files are in `public/`.
//! Whether the descriptions are complete and in our own words is tested where they are joined with the facts, in
//! `xtask`.

mod example_check;
#[cfg(feature = "public-specifications")]
mod public;
mod specification;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use self::example_check::faults;
use self::specification::{EXAMPLES, Location, Specification, operations, read_json, read_text};

const README: &str = "compute/resource-manager/readme.md";
/// The default tag, of disk accesses only, and its input file.
const DISK_ACCESSES_TAG: &str = "package-2025-01-02";
const DISK_ACCESSES: &str = "compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json";
/// The tag of all of Compute.
const FULL_TAG: &str = "package-2025-01-02-full";

/// The folder `specification` of this repository.
fn carried_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/specification")
}

fn carried() -> Specification {
    Specification::read(&carried_root(), &input_files(&carried_root(), FULL_TAG))
}

/// The input files of a tag in the readme of Compute.
fn input_files(root: &Path, tag: &str) -> Vec<String> {
    let readme = read_text(&root.join(README));
    let block = readme.split("``` yaml ").find(|block| block.starts_with(&format!("$(tag) == '{tag}'\n")));
    let block = block.unwrap_or_else(|| panic!("no tag {tag} in {README}"));
    let lines = block.lines().take_while(|line| !line.starts_with("```"));
    lines
        .filter_map(|line| line.strip_prefix("  - "))
        .map(|file| format!("compute/resource-manager/{}", file.trim()))
        .collect()
}

/// All operations, each with its file.
fn all_operations(documents: &BTreeMap<String, Value>) -> Vec<(&str, &Value)> {
    let operations =
        |(file, document)| operations(document).into_iter().map(move |(_, _, it)| (String::as_str(file), it));
    documents.iter().flat_map(operations).collect()
}

/// Panics with all of the lines, if there are any.
fn assert_none(what: &str, lines: &[String]) {
    assert!(lines.is_empty(), "{} {what}:\n{}", lines.len(), lines.join("\n"));
}

/// The documented examples of an operation in `file`, by their own files.
fn examples(specification: &Specification, file: &str, operation: &Value) -> BTreeMap<String, Value> {
    let listed = operation[EXAMPLES].as_object().into_iter().flatten();
    listed
        .filter_map(|(_, example)| example["$ref"].as_str())
        .map(|reference| Location::of_reference(file, reference).file)
        .map(|file| (file.clone(), read_json(&specification.root.join(&file))))
        .collect()
}

/// All files below a folder, relative to it.
fn files_below(root: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder that can be listed") {
            let path = entry.expect("an entry of that folder").path();
            match path.strip_prefix(root) {
                Ok(_) if path.is_dir() => folders.push(path),
                Ok(relative) => {
                    let segments: Vec<_> = relative.iter().map(|segment| segment.to_string_lossy()).collect();
                    files.insert(segments.join("/"));
                }
                Err(error) => panic!("{}: {error}", path.display()),
            }
        }
    }
    files
}

#[test]
fn every_file_is_used_and_none_is_missing() {
    let carried = carried();
    let mut used: BTreeSet<String> = carried.files.keys().cloned().collect();
    for (file, operation) in all_operations(&carried.files) {
        used.extend(examples(&carried, file, operation).into_keys());
    }
    used.insert(README.to_owned());
    assert_eq!(files_below(&carried.root), used);
}

#[test]
fn every_file_is_formatted_alike() {
    let carried = carried();
    let unformatted: Vec<String> = files_below(&carried.root)
        .into_iter()
        .filter(|file| file.ends_with(".json"))
        .filter(|file| {
            let path = carried.root.join(file);
            let pretty = serde_json::to_string_pretty(&read_json(&path)).expect("JSON that was just read");
            read_text(&path) != pretty + "\n"
        })
        .collect();
    assert_none("files are not as `serde_json` prints them (two spaces, LF, a newline at the end)", &unformatted);
}

#[test]
fn the_readme_has_a_tag_for_disk_accesses_and_one_for_all_of_compute() {
    let readme = read_text(&carried_root().join(README));
    for line in ["openapi-type: arm", "tag: package-2025-01-02"] {
        assert!(readme.lines().any(|it| it == line), "no line `{line}` in {README}");
    }
    assert_eq!(input_files(&carried_root(), DISK_ACCESSES_TAG), [DISK_ACCESSES]);
    let inputs = input_files(&carried_root(), FULL_TAG);
    assert_eq!(inputs.iter().collect::<BTreeSet<_>>().len(), 27, "{inputs:?}");
    let versions: BTreeSet<&str> =
        inputs.iter().filter_map(|file| file.split("/stable/").nth(1)?.split('/').next()).collect();
    assert_eq!(
        versions,
        BTreeSet::from(["2021-07-01", "2022-09-04", "2023-07-03", "2024-03-02", "2024-07-01", "2025-01-02"])
    );
}

#[test]
fn it_has_all_operations_definitions_and_properties() {
    let carried = carried();
    let definitions = || carried.files.values().flat_map(|it| it["definitions"].as_object().into_iter().flatten());
    let properties = definitions().filter_map(|(_, it)| it["properties"].as_object()).map(|it| it.len());
    assert_eq!(
        (all_operations(&carried.files).len(), definitions().count(), properties.sum::<usize>()),
        (286, 552, 1798),
        "operations, definitions, properties of definitions"
    );
}

#[test]
fn every_operation_has_examples_and_they_fit() {
    let carried = carried();
    let mut lines = Vec::new();
    for (file, operation) in all_operations(&carried.files) {
        let examples = examples(&carried, file, operation);
        if examples.is_empty() {
            lines.push(format!("{}: no example", operation["operationId"]));
        }
        for (example_file, example) in examples {
            lines.extend(faults(&carried, file, operation, &example).iter().map(|it| format!("{example_file}#{it}")));
        }
    }
    assert_none("faults", &lines);
}
