//! The validator over the real specifications, where they are at hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::contradiction::Contradiction;
use super::example::Example;
use super::files::{Files, read_value};
use super::operations;
use super::schema::judge;
use super::shape::Shapes;
use crate::public_specifications;

/// Examples, requests that contradict their schema, bodies, bodies that do.
#[derive(Debug, Default, Eq, PartialEq)]
struct Census {
    operations: usize,
    examples: usize,
    contradicting_requests: usize,
    bodies: usize,
    contradicting_bodies: usize,
    reasons: Vec<Contradiction>,
}

fn census(inputs: &[PathBuf], root: &Path) -> Census {
    let files = Files::read(inputs, root, &BTreeMap::new()).unwrap();
    let shapes = Shapes::new(&files);
    let mut census = Census::default();
    for operation in operations::list(&files) {
        census.operations += 1;
        for example in &operation.examples {
            let value = read_value(example.path.as_deref().unwrap()).unwrap();
            let verdict = judge(&shapes, &operation, Example(&value));
            census.examples += 1;
            census.contradicting_requests += usize::from(!verdict.request.is_empty());
            census.bodies += verdict.bodies.len();
            census.contradicting_bodies += verdict.bodies.values().filter(|it| !it.is_empty()).count();
            census.reasons.extend(verdict.request.iter().chain(verdict.bodies.values().flatten()).map(|it| it.reason));
        }
    }
    census.reasons.sort();
    census.reasons.dedup();
    census
}

/// The input files of a tag: the entries of the first list below its heading.
fn inputs_of_tag(folder: &Path, tag: &str) -> Vec<PathBuf> {
    let readme = fs::read_to_string(folder.join("readme.md")).unwrap();
    let (_, block) = readme.split_once(&format!("$(tag) == '{tag}'")).unwrap();
    let entries = block.lines().skip_while(|it| !it.contains("input-file:")).skip(1);
    entries.map_while(|it| it.trim().strip_prefix("- ")).map(|it| folder.join(it.trim())).collect()
}

#[test]
fn whole_compute_contradicts_its_schema_in_13_requests_and_no_body() {
    let Some(root) = public_specifications::folder() else { return };
    let inputs = inputs_of_tag(&root.join("compute/resource-manager"), "package-2024-07-01");
    assert_eq!(inputs.len(), 27);
    let expected = Census {
        operations: 286,
        examples: 581,
        contradicting_requests: 13,
        bodies: 677,
        contradicting_bodies: 0,
        reasons: vec![Contradiction::UndeclaredParameter],
    };
    assert_eq!(census(&inputs, &root), expected);
}

#[test]
fn the_disk_provider_of_2025_contradicts_nothing() {
    let Some(root) = public_specifications::folder() else { return };
    let input = root.join("compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json");
    let expected = Census { operations: 38, examples: 86, bodies: 130, ..Census::default() };
    assert_eq!(census(&[input], &root), expected);
}
