//! A model with one of everything, emitted, printed, packaged and compiled.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod course;
mod descriptions;
mod parsers;
mod parts;

use std::fs;
use std::path::Path;

use armsmith_core::naming::WireName;
use armsmith_core::output::OutputFile;
use armsmith_core::{emit, format, package};
use parts::settings;

fn files() -> Vec<OutputFile> {
    let (mut model, settings) = (course::model(), settings());
    model.types.extend(descriptions::probes());
    let mut files = format::format(emit::emit(&model, &settings.emit)).unwrap();
    files.extend(package::package(&model, &settings));
    files
}

#[test]
fn the_same_model_gives_the_same_files() {
    assert_eq!(files(), files());
}

#[test]
fn text_of_a_specification_stays_text() {
    let hostile = "*/ \"#; ```\nfn injected() {}\r\n\\ {{example}} \u{202E}\u{9b} --> | `";
    let mut model = course::model();
    model.client.title = hostile.into();
    model.client.namespace = hostile.to_owned();
    model.client.security = vec![hostile.into()];
    for group in &mut model.groups {
        group.name = hostile.to_owned();
        group.api_version = hostile.to_owned();
        for operation in &mut group.operations {
            operation.path = hostile.to_owned();
            operation.id = hostile.to_owned();
            operation.accept = Some(hostile.to_owned());
            operation.parameters.iter_mut().for_each(|it| it.wire = WireName::new(hostile));
        }
    }
    let settings = settings();
    // That every file is Rust, the printer checks itself.
    let files = format::format(emit::emit(&model, &settings.emit)).unwrap();
    for file in files {
        let is_item = |line: &str| line.trim_start().starts_with("fn injected");
        assert!(!file.content.lines().any(is_item), "{}:\n{}", file.path, file.content);
        assert!(!file.content.contains(HIDDEN), "{}:\n{}", file.path, file.content);
    }
    for file in package::package(&model, &settings) {
        assert!(!file.content.contains(HIDDEN), "{}:\n{}", file.path, file.content);
        if file.path == "Cargo.toml" {
            let manifest: toml::Table = file.content.parse().unwrap();
            assert_eq!(manifest.keys().collect::<Vec<_>>(), EXPECTED_TABLES);
        } else {
            assert!(!file.content.contains("\nfn injected"), "{}:\n{}", file.path, file.content);
            assert!(!file.content.contains("{{example}} --> | `\n-->"), "{}", file.content);
        }
    }
}

/// Invisible characters, which rustc rejects.
const HIDDEN: [char; 3] = ['\u{202E}', '\r', '\u{9b}'];

/// In the order in which `toml` sorts them.
const EXPECTED_TABLES: [&str; 6] = ["dependencies", "dev-dependencies", "example", "features", "package", "workspace"];

#[test]
fn what_an_example_leaves_out_is_not_imported() {
    let files = files();
    let client = files.iter().find(|file| file.path == "src/clashes/client.rs").unwrap();
    assert!(client.content.contains("text: Some(\"t\".to_string())"), "{}", client.content);
    assert!(!client.content.contains("BTreeMap"), "{}", client.content);
}

#[test]
fn every_hole_of_the_templates_is_filled() {
    // The title of the course is text that looks like a hole: that one stays.
    for file in package::package(&course::model(), &settings()) {
        assert_eq!(file.content.replace("{{title}}", "").matches("{{").count(), 0, "{}", file.content);
    }
}

#[test]
fn what_is_emitted_compiles_without_a_warning() {
    let folder = nested_cargo::target_dir().join("obstacle-course");
    let _ = fs::remove_dir_all(folder.join("src"));
    for file in files() {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.content).unwrap();
    }
    fs::copy(nested_cargo::root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    // Everything a user and their reader may run; clippy compiles the library and the example program.
    cargo(&folder, &["clippy", "--all-targets", "--", "-D", "warnings"]);
    let _ = fs::remove_dir_all(folder.join("../doc/obstacle_course"));
    cargo(&folder, &["doc", "--no-deps"]);
    no_tag_is_in_a_page(&folder.join("../doc/obstacle_course"));
    let tests = cargo(&folder, &["test", "--doc"]);
    // Every test is armsmith's own: descriptions have none.
    assert!(tests.contains("src/headers.rs - headers") && !tests.contains(descriptions::PROBES), "{tests}");
}

/// Looks for a tag of a description in the pages of a folder, unescaped.
fn no_tag_is_in_a_page(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            no_tag_is_in_a_page(&path);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let page = fs::read_to_string(&path).unwrap();
            assert!(!page.contains(descriptions::PROBE), "{}", path.display());
        }
    }
}

/// Runs Cargo and returns what it prints.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let (subcommand, rest) = arguments.split_first().unwrap();
    let mut command = nested_cargo::command(subcommand);
    let output = command.args(rest).current_dir(folder).env("RUSTDOCFLAGS", "-D warnings").output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {arguments:?} in {}:\n{text}", folder.display());
    text
}
