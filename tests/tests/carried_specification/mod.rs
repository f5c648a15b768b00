//! The carried specification, `specs/`, as files of this repository.
//!
//! The tests here need nothing but this repository. Those that compare with the public files are in `public/`.

mod example_check;
#[cfg(feature = "public-specifications")]
mod public;
mod specification;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use self::example_check::misfits;
use self::specification::{EXAMPLES, Place, Specification, operations, read_json, read_text};

/// The one input file of the carried readme.
const ENTRY: &str = "compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json";
const README: &str = "compute/resource-manager/readme.md";

fn carried() -> Specification {
    Specification::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/specification"), ENTRY)
}

/// Fails with all of the lines.
fn assert_none(what: &str, lines: &[String]) {
    assert!(lines.is_empty(), "{} {what}:\n{}", lines.len(), lines.join("\n"));
}

/// The documented examples of an operation, by file.
fn examples(specification: &Specification, operation: &Value) -> BTreeMap<String, Value> {
    let listed = operation[EXAMPLES].as_object().into_iter().flatten();
    listed
        .filter_map(|(_, example)| example["$ref"].as_str())
        .map(|reference| Place::of_reference(ENTRY, reference).file)
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
    for (_, _, operation) in operations(&carried.files[ENTRY]) {
        used.extend(examples(&carried, operation).into_keys());
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
fn the_readme_names_the_input_file_under_its_default_tag() {
    let readme = read_text(&carried().root.join(README));
    let input = ENTRY.strip_prefix("compute/resource-manager/").expect("the readme's own folder");
    for line in ["openapi-type: arm", "tag: package-2025-01-02", "``` yaml $(tag) == 'package-2025-01-02'"] {
        assert!(readme.lines().any(|it| it == line), "no line `{line}` in {README}");
    }
    let inputs: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("  - ")).collect();
    assert_eq!(inputs, [input]);
}

#[test]
fn every_operation_has_examples_and_they_fit() {
    let carried = carried();
    let mut lines = Vec::new();
    for (_, _, operation) in operations(&carried.files[ENTRY]) {
        let examples = examples(&carried, operation);
        if examples.is_empty() {
            lines.push(format!("{}: no example", operation["operationId"]));
        }
        for (file, example) in examples {
            lines.extend(misfits(&carried, ENTRY, operation, &example).iter().map(|it| format!("{file}#{it}")));
        }
    }
    assert_none("misfits", &lines);
}
