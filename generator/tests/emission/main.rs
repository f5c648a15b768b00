//! A model with one of everything, emitted, printed, packaged and compiled.

mod course;
mod parts;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use armsmith::output::OutputFile;
use armsmith::package::{self, Runtime};
use armsmith::{emit, format};

fn settings() -> package::Settings {
    package::Settings {
        name: "obstacle-course".to_owned(),
        version: "0.1.0".to_owned(),
        license: "MIT".to_owned(),
        runtime: Runtime::Path("../../runtime".to_owned()),
        workspace_member: false,
        example: Some("Things_CreateOrUpdate".to_owned()),
        emit: emit::Settings {
            library: package::library_name("obstacle-course"),
            origin: "a model made by hand\nfn main() {} -->".to_owned(),
            command: "cargo test".to_owned(),
        },
    }
}

fn files() -> Vec<OutputFile> {
    let (model, settings) = (course::model(), settings());
    let mut files = format::format(emit::emit(&model, &settings.emit)).unwrap();
    files.extend(package::package(&model, &settings));
    files
}

fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    root.join("target").join("obstacle-course")
}

#[test]
fn the_same_model_gives_the_same_files() {
    assert_eq!(files(), files());
}

#[test]
fn what_is_emitted_compiles_without_a_warning() {
    let folder = target();
    let _ = fs::remove_dir_all(folder.join("src"));
    for file in files() {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.content).unwrap();
    }
    fs::copy(folder.join("../../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    // Everything a user and their reader may run; clippy compiles the library and the example program.
    cargo(&folder, &["clippy", "--all-targets", "--", "-D", "warnings"]);
    cargo(&folder, &["doc", "--no-deps"]);
    cargo(&folder, &["test", "--doc"]);
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("RUSTDOCFLAGS", "-D warnings")
        // Shared with the workspace, so that most dependencies are built already.
        .env("CARGO_TARGET_DIR", folder.join(".."))
        .output()
        .unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {arguments:?} in {}:\n{text}", folder.display());
}
