//! The carried specification compared with the public one.
//!
//! These tests fail if the public specifications are missing.

mod comparison;
mod comparison_tests;
mod selection;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use armsmith_tests::shared;
use serde_json::Value;

use self::comparison::compare;
use self::selection::select;
use super::specification::{EXAMPLES, Specification, operations, read_json, read_text};
use super::{DISK_ACCESSES, FULL_TAG, all_operations, assert_none, carried, carried_root, examples, input_files};

/// The prefix of the operation IDs that are carried of that file.
const GROUP: &str = "DiskAccesses_";
const REFERENCE_OPERATION: &str = "DiskAccesses_UpdateAPrivateEndpointConnection";

/// The public tag that [`FULL_TAG`] follows.
const PUBLIC_TAG: &str = "package-2024-07-01";
/// The public file of disk accesses in that tag; [`DISK_ACCESSES`] replaces it by a later api-version.
const REPLACED: &str = "compute/resource-manager/Microsoft.Compute/DiskRP/stable/2024-03-02/diskAccess.json";

/// Public statements that are deliberately not carried: file, member of `info`, reason.
const NOT_CARRIED: [(&str, &str, &str); 1] =
    [(DISK_ACCESSES, "x-typespec-generated", "says by which program the public file was written; ours was not")];

/// The public files that are carried.
fn public(shared: &Path) -> Specification {
    let inputs = input_files(&carried_root(), FULL_TAG);
    Specification::read(&shared.join("specs/azure-rest-api-specs/specification"), &inputs)
}

/// The carried part of the public files.
fn public_part(shared: &Path) -> BTreeMap<String, Value> {
    select(&public(shared), &input_files(&carried_root(), FULL_TAG), DISK_ACCESSES, GROUP)
}

#[test]
fn it_has_the_input_files_of_the_public_tag() {
    let shared = shared::folder();
    let public = input_files(&shared.join("specs/azure-rest-api-specs/specification"), PUBLIC_TAG);
    let expected: Vec<&str> =
        public.iter().map(|file| if file == REPLACED { DISK_ACCESSES } else { file.as_str() }).collect();
    assert_eq!(input_files(&carried_root(), FULL_TAG), expected);
}

#[test]
fn it_states_what_the_public_specification_states() {
    let shared = shared::folder();
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
    let shared = shared::folder();
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
    let shared = shared::folder();
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
