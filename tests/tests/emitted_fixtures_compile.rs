//! Every crate of `fixtures/emit` compiles without a warning, passes clippy and documents itself without a warning; one
//! of them with each of its operation groups alone as well.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::{fs, path::Path};

use armsmith_core::{Job, Runtime};
use armsmith_tests::{fixture, shared};

/// The fixture whose groups are compiled one by one.
const GROUPS: &str = "operation_groups_that_share_models";

#[test]
fn every_emitted_fixture_compiles_without_a_warning() {
    // One workspace for all of them.
    let crates = nested_cargo::target_dir().join("fixtures");
    let cases = shared::root().join("tests/fixtures/emit");
    let mut names: Vec<String> =
        fs::read_dir(&cases).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.retain(|it| cases.join(it).is_dir());
    assert!(!names.is_empty(), "there are no fixtures in {}", cases.display());
    if crates.exists() {
        fs::remove_dir_all(&crates).unwrap();
    }
    let mut groups = Vec::new();
    for name in &names {
        let case = cases.join(name);
        let input =
            ["input.json", "input.yaml", "input.md"].map(|it| case.join(it)).into_iter().find(|it| it.is_file());
        let job = Job {
            name: format!("fixture-{}", name.replace('_', "-")),
            out: crates.join(name),
            runtime: Runtime::Path(shared::root().join("runtime")),
            workspace: armsmith_core::Workspace::Member,
            ..fixture::job(&input.unwrap()).unwrap()
        };
        armsmith_core::generate(&job).unwrap_or_else(|diagnostics| panic!("{name}: {diagnostics}"));
        if name == GROUPS {
            let model = armsmith_core::specification(&job).unwrap().model;
            groups.extend(model.groups.iter().map(|group| group.module.to_string()));
        }
    }
    let members = names.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>().join(", ");
    fs::write(crates.join("Cargo.toml"), format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n")).unwrap();
    fs::copy(shared::root().join("Cargo.lock"), crates.join("Cargo.lock")).unwrap();
    cargo(&crates, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    cargo(&crates, &["doc", "--workspace", "--no-deps"]);
    assert_eq!(groups.len(), 5);
    let package = format!("fixture-{}", GROUPS.replace('_', "-"));
    // Each group by itself, and no group; the transport is on, as it is above, so that no dependency is built again.
    for group in groups.iter().map(|group| format!(",{group}")).chain(std::iter::once(String::new())) {
        let features = format!("azure_core/default{group}");
        let chosen = ["--package", &package, "--no-default-features", "--features", &features];
        cargo(&crates, &[&["clippy", "--all-targets"], &chosen[..], &["--", "-D", "warnings"]].concat());
    }
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let (subcommand, rest) = arguments.split_first().unwrap();
    let mut command = nested_cargo::command(subcommand);
    let output = command.args(rest).current_dir(folder).env("RUSTDOCFLAGS", "-D warnings").output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?} in {}:\n{text}", folder.display());
}
