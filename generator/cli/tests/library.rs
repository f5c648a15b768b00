//! The library as an `xtask` sees it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::error::Error;
use std::fs;
use std::path::Path;

use armsmith::{Code, Input, Job, Mode, Severity, Summary};

/// The body of an `xtask`'s `main`: the error goes up with `?`, and Rust prints it with `Debug`.
fn xtask(job: &Job) -> Result<Summary, Box<dyn Error>> {
    Ok(armsmith::generate(job)?)
}

/// A job with a specification in two files and a documented example.
fn job(folder: &Path, property_type: &str) -> Job {
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    // Enough text that a `Debug` with the files in it would be seen.
    let filler = "A widget is a thing. ".repeat(5_000);
    put("widgets.json", &WIDGETS.replace("FILLER", &filler));
    put("common.json", &COMMON.replace("TYPE", property_type));
    put("get.json", r#"{ "parameters": { "subscriptionId": "s" }, "responses": { "200": { "body": {} } } }"#);
    Job {
        name: "arm-widgets".to_owned(),
        out: folder.join("out"),
        input: Input::Files(vec![folder.join("widgets.json")]),
        ..Job::default()
    }
}

const WIDGETS: &str = r##"{
  "swagger": "2.0",
  "info": { "title": "Widgets", "version": "2024-01-01", "description": "FILLER" },
  "host": "management.azure.com",
  "schemes": ["https"],
  "produces": ["application/json"],
  "paths": {
    "/subscriptions/{subscriptionId}/providers/Microsoft.Widgets/widgets": {
      "get": {
        "operationId": "Widgets_Get",
        "parameters": [{ "name": "subscriptionId", "in": "path", "required": true, "type": "string" }],
        "responses": { "200": { "description": "OK", "schema": { "$ref": "common.json#/definitions/Widget" } } },
        "x-ms-examples": { "Get": { "$ref": "get.json" } }
      }
    }
  }
}"##;

const COMMON: &str = r#"{
  "swagger": "2.0",
  "info": { "title": "Common", "version": "2024-01-01" },
  "paths": {},
  "definitions": { "Widget": { "type": "object", "properties": { "size": { "type": "TYPE" } } } }
}"#;

#[test]
fn an_error_is_printed_as_its_message_and_not_with_the_files_it_refers_to() {
    let folder = tempfile::tempdir().unwrap();
    let error = xtask(&job(folder.path(), "strnig")).unwrap_err();
    let printed = format!("{error:?}");
    assert_eq!(printed, error.to_string());
    assert!(printed.contains("error[unknown-value]") && printed.contains("common.json:5:"), "{printed}");
    assert!(printed.len() < 2_000, "{} bytes", printed.len());
}

#[test]
fn the_summary_names_every_file_that_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let summary = xtask(&job(folder.path(), "string")).unwrap();
    let folder = fs::canonicalize(folder.path()).unwrap();
    assert_eq!(summary.sources, ["common.json", "get.json", "widgets.json"].map(|name| folder.join(name)));
}

#[test]
fn the_summary_names_the_readme() {
    let folder = tempfile::tempdir().unwrap();
    let mut job = job(folder.path(), "string");
    let readme = folder.path().join("readme.md");
    fs::write(&readme, "# Widgets\n\n``` yaml\ninput-file: widgets.json\n```\n").unwrap();
    job.input = Input::Readme { path: readme.clone(), tag: None, packages: Vec::new() };
    let summary = xtask(&job).unwrap();
    assert_eq!(summary.sources.len(), 4);
    assert!(summary.sources.contains(&fs::canonicalize(&readme).unwrap()), "{:?}", summary.sources);
}

#[test]
fn an_invalid_job_has_a_code_of_its_own() {
    let problems = armsmith::generate(&Job { name: "a b".to_owned(), ..Job::default() }).unwrap_err();
    assert!(problems.iter().all(|it| it.code == Code::InvalidJob && it.severity == Severity::Error), "{problems}");
}

#[test]
fn a_check_names_the_command_that_writes_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut job = job(folder.path(), "string");
    job.mode = Mode::Check { fix_command: "cargo xtask generate".to_owned() };
    let problems = armsmith::generate(&job).unwrap_err();
    assert!(problems.iter().all(|it| it.code == Code::OutOfDate && it.help == "run `cargo xtask generate`"));
    assert!(!job.out.exists());
}
