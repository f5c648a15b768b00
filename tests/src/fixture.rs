//! A fixture: a folder with a small specification, and what comes of it beside it.

use std::{error::Error, fmt::Write as _, fs, path::Path};

use armsmith_core::{Input, Job};

/// The job of the fixture whose main file is `input`. Every fixture is generated with the same settings.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn job(input: &Path) -> Result<Job, Box<dyn Error>> {
    let folder = input.parent().unwrap_or(input);
    let source = if input.extension().is_some_and(|it| it == "md") {
        Input::Readme { path: input.to_owned(), tag: None, packages: Vec::new() }
    } else {
        // `input.json`, and `input-2.json` and so on for specifications with several input files.
        let mut files = vec![input.to_owned()];
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let is_input = path.file_name().and_then(|it| it.to_str()).is_some_and(|it| it.starts_with("input-"));
            if is_input && path.extension().is_some_and(|it| it == "json" || it == "yaml") {
                files.push(path);
            }
        }
        files[1..].sort();
        Input::Files(files)
    };
    // Fixups are written as in a manifest, whose other settings count for nothing.
    let manifest = folder.join("armsmith.toml");
    let fixups = if manifest.is_file() {
        let jobs = armsmith_core::manifest::load(&manifest).map_err(|it| it.to_string())?.jobs;
        jobs.into_iter().flat_map(|it| it.fixups).collect()
    } else {
        Vec::new()
    };
    Ok(Job {
        name: "fixture".to_owned(),
        input: source,
        fixups,
        root: Some(folder.to_owned()),
        command: "cargo test".to_owned(),
        ..Job::default()
    })
}

/// Compares with the `.snap` file of that kind in the fixture's folder.
pub fn assert_snapshot(input: &Path, kind: &str, text: &str) {
    let folder = input.parent().unwrap_or(input);
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(kind, text));
}

/// The Rust files of a generated crate, one after the other.
///
/// # Errors
///
/// When a file cannot be read.
pub fn sources(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut paths = Vec::new();
    collect(&folder.join("src"), &mut paths)?;
    paths.sort();
    let mut text = String::new();
    for path in paths {
        let name = path.strip_prefix(folder)?.display();
        write!(text, "==== {name}\n{}\n", fs::read_to_string(&path)?)?;
    }
    Ok(text)
}

fn collect(folder: &Path, paths: &mut Vec<std::path::PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
