//! The carried specification, `specs/`, compared with the public one.
//!
//! The first tests need nothing but this repository. The others read the public files, `../shared` beside the checkout;
//! where that folder is missing they say on stderr that they did not run, and pass. Whether the descriptions are complete
//! and in our own words is tested where they are joined with the facts, in `xtask`.

mod comparison;
mod comparison_tests;
mod example_check;
mod selection;
mod specification;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::comparison::compare;
use crate::example_check::faults;
use crate::selection::select;
use crate::specification::{EXAMPLES, Location, Specification, operations, read_json, read_text};

const README: &str = "compute/resource-manager/readme.md";
/// The default tag, of disk accesses only, and its input file.
const DISK_ACCESSES_TAG: &str = "package-2025-01-02";
const DISK_ACCESSES: &str = "compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json";
/// The prefix of the operation IDs that are carried of that file.
const GROUP: &str = "DiskAccesses_";
const REFERENCE_OPERATION: &str = "DiskAccesses_UpdateAPrivateEndpointConnection";

/// The tag of all of Compute, and the public tag that it follows.
const FULL_TAG: &str = "package-2025-01-02-full";
const PUBLIC_TAG: &str = "package-2024-07-01";
/// The public file of disk accesses in that tag; [`DISK_ACCESSES`] replaces it by a later api-version.
const REPLACED: &str = "compute/resource-manager/Microsoft.Compute/DiskRP/stable/2024-03-02/diskAccess.json";

/// Public statements that are deliberately not carried: file, member of `info`, reason.
const NOT_CARRIED: [(&str, &str, &str); 1] =
    [(DISK_ACCESSES, "x-typespec-generated", "says by which program the public file was written; ours was not")];

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

/// The folder `shared` beside the checkout. If it is missing, says on stderr that `test` does not run.
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

/// The public files that are carried.
fn public(shared: &Path) -> Specification {
    let inputs = input_files(&carried_root(), FULL_TAG);
    Specification::read(&shared.join("specs/azure-rest-api-specs/specification"), &inputs)
}

/// The carried part of the public files.
fn public_part(shared: &Path) -> BTreeMap<String, Value> {
    select(&public(shared), &input_files(&carried_root(), FULL_TAG), DISK_ACCESSES, GROUP)
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

#[test]
fn it_has_the_input_files_of_the_public_tag() {
    let Some(shared) = shared("it_has_the_input_files_of_the_public_tag") else { return };
    let public = input_files(&shared.join("specs/azure-rest-api-specs/specification"), PUBLIC_TAG);
    let expected: Vec<&str> =
        public.iter().map(|file| if file == REPLACED { DISK_ACCESSES } else { file.as_str() }).collect();
    assert_eq!(input_files(&carried_root(), FULL_TAG), expected);
}

#[test]
fn it_states_what_the_public_specification_states() {
    let Some(shared) = shared("it_states_what_the_public_specification_states") else { return };
    let mut public = public_part(&shared);
    for (file, member, reason) in NOT_CARRIED {
        let info = public.get_mut(file).and_then(|document| document["info"].as_object_mut());
        let removed = info.and_then(|info| info.remove(member));
        assert!(
            removed.is_some(),
            "the public {file} has no info.{member} any more, so this needs no exception: {reason}"
        );
    }
    let mut carried = carried().files;
    // Our examples are our own; only those of disk accesses are named as the public ones.
    for documents in [&mut public, &mut carried] {
        documents.iter_mut().filter(|(file, _)| *file != DISK_ACCESSES).for_each(|(_, it)| remove_examples(it));
    }
    let differences = compare(&public, &carried);
    assert_none("differences", &differences.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(operations(&public[DISK_ACCESSES]).len(), 11, "the public operations {GROUP}*");
    assert_eq!(all_operations(&public).len(), 286);
}

fn remove_examples(document: &mut Value) {
    let items = document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    for operation in items.filter_map(Value::as_object_mut).flat_map(|item| item.values_mut()) {
        operation.as_object_mut().and_then(|operation| operation.remove(EXAMPLES));
    }
}

#[test]
fn its_examples_have_the_parameters_and_statuses_of_the_public_ones() {
    let Some(shared) = shared("its_examples_have_the_parameters_and_statuses_of_the_public_ones") else { return };
    let (carried, public) = (carried(), public(&shared));
    let names = |example: &Value, member: &str| -> BTreeSet<String> {
        example[member].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
    };
    let mut lines = Vec::new();
    for (_, _, operation) in operations(&carried.files[DISK_ACCESSES]) {
        for (file, ours) in examples(&carried, DISK_ACCESSES, operation) {
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
    let operations = operations(&carried.files[DISK_ACCESSES]);
    let (path, method, operation) =
        operations.iter().find(|(_, _, it)| it["operationId"] == REFERENCE_OPERATION).expect("the reference operation");
    let [(file, example)] =
        Vec::from_iter(examples(&carried, DISK_ACCESSES, operation)).try_into().expect("one example");
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

/// The sample on the documented page: the request line, and the bodies of the request and of the responses 200 and 202.
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
