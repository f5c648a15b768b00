//! The carried specification, `specs/`, held against the public one.
//!
//! The first tests need nothing but this repository. The others read the public files, `../shared` beside the checkout;
//! where that folder is missing they say on stderr that they did not run, and pass.

mod comparison;
mod comparison_tests;
mod example_check;
mod selection;
mod specification;
mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::comparison::compare;
use crate::example_check::misfits;
use crate::selection::select;
use crate::specification::{EXAMPLES, Place, Specification, operations, read_json, read_text};

/// The one input file of the carried readme.
const ENTRY: &str = "compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json";
const README: &str = "compute/resource-manager/readme.md";
/// What the ids of the operations begin with that are carried.
const GROUP: &str = "DiskAccesses_";
const REFERENCE_OPERATION: &str = "DiskAccesses_UpdateAPrivateEndpointConnection";

/// Public statements that are deliberately not carried: file, member of `info`, reason.
const NOT_CARRIED: [(&str, &str, &str); 1] =
    [(ENTRY, "x-typespec-generated", "says by which program the public file was written; ours was not")];

fn carried() -> Specification {
    Specification::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/specification"), ENTRY)
}

/// The folder `shared` beside the checkout, or a word on stderr that `test` cannot do its work.
fn shared(test: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    if folder.is_dir() {
        return Some(folder);
    }
    // Not `eprintln!`: the test harness would swallow it, and the reader would believe that the comparison was made.
    let message = format!("{test}: DID NOT RUN, the public specifications are not at {}\n", folder.display());
    std::io::stderr().write_all(message.as_bytes()).expect("stderr takes a line");
    None
}

fn public(shared: &Path) -> Specification {
    Specification::read(&shared.join("specs/azure-rest-api-specs/specification"), ENTRY)
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

#[test]
fn it_states_what_the_public_specification_states() {
    let Some(shared) = shared("it_states_what_the_public_specification_states") else { return };
    let mut public = select(&public(&shared), ENTRY, GROUP);
    for (file, member, reason) in NOT_CARRIED {
        let info = public.get_mut(file).and_then(|document| document["info"].as_object_mut());
        let removed = info.and_then(|info| info.remove(member));
        assert!(
            removed.is_some(),
            "the public {file} has no info.{member} any more, so this needs no exception: {reason}"
        );
    }
    let differences = compare(&public, &carried().files);
    assert_none("differences", &differences.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(operations(&public[ENTRY]).len(), 11, "the public operations {GROUP}*");
}

#[test]
fn it_is_written_in_our_own_words() {
    let Some(shared) = shared("it_is_written_in_our_own_words") else { return };
    let public = select(&public(&shared), ENTRY, GROUP);
    assert_none("texts", &wording::complaints(&public, &carried().files));
}

#[test]
fn its_examples_have_the_parameters_and_statuses_of_the_public_ones() {
    let Some(shared) = shared("its_examples_have_the_parameters_and_statuses_of_the_public_ones") else { return };
    let public = public(&shared);
    let names = |example: &Value, member: &str| -> BTreeSet<String> {
        example[member].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
    };
    let mut lines = Vec::new();
    for (_, _, operation) in operations(&carried().files[ENTRY]) {
        for (file, ours) in examples(&carried(), operation) {
            let theirs = read_json(&public.root.join(&file));
            for member in ["parameters", "responses"] {
                let (ours, theirs) = (names(&ours, member), names(&theirs, member));
                if ours != theirs {
                    lines.push(format!("{file}#/{member}: {ours:?}, but the public file has {theirs:?}"));
                }
            }
        }
    }
    assert_none("differences", &lines);
}

#[test]
fn the_reference_example_is_the_documented_sample() {
    let Some(shared) = shared("the_reference_example_is_the_documented_sample") else { return };
    let carried = carried();
    let operations = operations(&carried.files[ENTRY]);
    let (path, method, operation) =
        operations.iter().find(|(_, _, it)| it["operationId"] == REFERENCE_OPERATION).expect("the reference operation");
    let [(file, example)] = Vec::from_iter(examples(&carried, operation)).try_into().expect("one example");
    assert_eq!(example, read_json(&public(&shared).root.join(file)), "ours and that of the public specification");

    let parameters = &example["parameters"];
    let mut url = format!("https://management.azure.com{path}?api-version={{api-version}}");
    for (name, value) in parameters.as_object().into_iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), value.as_str().unwrap_or_default());
    }
    let page = read_text(&shared.join("docs/documented-operation.txt"));
    let (request, bodies) = sample(&page);
    assert_eq!(format!("{} {url}", method.to_uppercase()), request);
    let responses = &example["responses"];
    assert_eq!(
        [&parameters["privateEndpointConnection"], &responses["200"]["body"], &responses["202"]["body"]],
        [&bodies[0], &bodies[1], &bodies[2]]
    );
}

/// The sample on the documented page: the request line, and the bodies of the request and of the answers 200 and 202.
fn sample(page: &str) -> (&str, Vec<Value>) {
    let (_, sample) = page.split_once("Sample request\n").expect("a sample request");
    let (request, mut rest) = sample.split_once('\n').expect("a request line");
    let mut bodies = Vec::new();
    while bodies.len() < 3 {
        rest = &rest[rest.find('{').expect("another JSON body")..];
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter();
        bodies.push(stream.next().expect("a body").expect("well-formed JSON"));
        rest = &rest[stream.byte_offset()..];
    }
    (request, bodies)
}
