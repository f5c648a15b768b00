//! The public specifications, when they lie beside the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use super::load_all;
use crate::diagnostics::Severity;
use crate::public_specifications;
use crate::source::{Inputs, readme};

/// Readmes of the public repository that have no tag of their own.
const WITHOUT_TAG: &[&str] = &["machinelearningservices", "marketplacecatalog/resource-manager/readme.md"];

#[test]
fn every_readme_has_files_that_are_read_with_one_error() {
    let Some(root) = public_specifications::folder() else { return };
    let mut readmes = Vec::new();
    find_readmes(&root, &mut readmes);
    readmes.sort();
    assert!(readmes.len() >= 30, "{readmes:?}");
    let mut reports = Vec::new();
    for path in readmes {
        let read = match readme::read(&path, None, &[]) {
            Ok(read) => read,
            Err(_) if WITHOUT_TAG.iter().any(|it| path.to_string_lossy().contains(it)) => continue,
            Err(diagnostics) => panic!("{}", diagnostics),
        };
        assert!(read.warnings.is_empty(), "{}", read.warnings);
        assert!(read.inputs.iter().all(|file| file.is_file()), "{:?}", read.inputs);
        let (loaded, diagnostics) = load_all(&Inputs { read_examples: true, ..read.to_inputs() });
        if diagnostics.iter().any(|it| it.severity != Severity::Note) {
            reports.push(diagnostics.to_string());
        }
        assert_eq!(loaded.input_count, read.inputs.len());
        assert!(!loaded.examples.is_empty(), "{}", path.display());
    }
    // One extension is misspelt there.
    let [misspelt] = reports.as_slice() else { panic!("{}", reports.join("\n")) };
    assert!(misspelt.contains("did you mean `x-ms-identifiers`?"), "{misspelt}");
}

fn find_readmes(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_readmes(&path, found);
        } else if path.file_name().is_some_and(|name| name.to_string_lossy().eq_ignore_ascii_case("readme.md")) {
            found.push(path);
        }
    }
}
