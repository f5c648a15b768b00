//! The carried specification compared with the public one, which it repeats in other words.
//!
//! These tests fail where the public specifications are missing.

mod comparison;
mod comparison_tests;
mod selection;
mod wording;

use std::collections::BTreeSet;
use std::path::Path;

use armsmith_tests::shared;
use serde_json::Value;

use self::comparison::compare;
use self::selection::select;
use super::specification::{Specification, operations, read_json, read_text};
use super::{ENTRY, assert_none, carried, examples};

/// The first characters of the ids of all operations that are carried.
const GROUP: &str = "DiskAccesses_";
const REFERENCE_OPERATION: &str = "DiskAccesses_UpdateAPrivateEndpointConnection";

/// Public statements that are deliberately not carried: file, member of `info`, reason.
const NOT_CARRIED: [(&str, &str, &str); 1] =
    [(ENTRY, "x-typespec-generated", "says by which program the public file was written; ours was not")];

fn public(shared: &Path) -> Specification {
    Specification::read(&shared.join("specs/azure-rest-api-specs/specification"), ENTRY)
}

#[test]
fn it_states_what_the_public_specification_states() {
    let shared = shared::folder();
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
    let shared = shared::folder();
    let public = select(&public(&shared), ENTRY, GROUP);
    assert_none("texts", &wording::complaints(&public, &carried().files));
}

#[test]
fn its_examples_have_the_parameters_and_statuses_of_the_public_ones() {
    let shared = shared::folder();
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
    let shared = shared::folder();
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
