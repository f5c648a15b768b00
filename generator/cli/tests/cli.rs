//! The command `armsmith` as a process: exit codes, and what it says where.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// How a process ended, and what it said.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

fn armsmith(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armsmith"));
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with a small specification of two operations, and a manifest that generates a crate from it.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder, "specification/widgets.json", WIDGETS);
    put(
        &folder,
        "specification/readme.md",
        "# Widgets\n\n``` yaml\ntag: package-2\n```\n\n``` yaml $(tag) == 'package-1'\ninput-file: old.json\n```\n\n\
         ``` yaml $(tag) == 'package-2'\ninput-file: widgets.json\n```\n",
    );
    put(
        &folder,
        "armsmith.toml",
        "[[crate]]\nname = \"arm-widgets\"\nreadme = \"specification/readme.md\"\nout = \"out\"\n",
    );
    folder
}

const WIDGETS: &str = r##"{
  "swagger": "2.0",
  "info": { "title": "WidgetClient", "version": "2024-01-01" },
  "host": "management.azure.com",
  "schemes": ["https"],
  "produces": ["application/json"],
  "paths": {
    "/subscriptions/{subscriptionId}/providers/Microsoft.Widgets/widgets/{widgetName}": {
      "get": {
        "operationId": "Widgets_Get",
        "description": "Gets a widget.",
        "parameters": [
          { "name": "subscriptionId", "in": "path", "required": true, "type": "string" },
          { "name": "widgetName", "in": "path", "required": true, "type": "string" },
          { "name": "api-version", "in": "query", "required": true, "type": "string" }
        ],
        "responses": {
          "200": { "description": "The widget.", "schema": { "$ref": "#/definitions/Widget" } }
        }
      }
    }
  },
  "definitions": {
    "Widget": {
      "type": "object",
      "description": "A widget.",
      "properties": {
        "name": { "type": "string", "description": "The name." },
        "colour": {
          "type": "string",
          "description": "The colour.",
          "enum": ["Red", "Blue"],
          "x-ms-enum": { "name": "Colour", "modelAsString": true }
        }
      }
    }
  }
}
"##;

fn put(folder: &TempDir, path: &str, content: &str) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

#[test]
fn every_command_has_help_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["generate", "convert", "tags", "examples"] {
        let run = armsmith(folder.path(), &[command, "--help"]);
        assert_eq!(run.code, 0);
        let (_, examples) = run.stdout.split_once("\nExample").unwrap_or_else(|| panic!("{}", run.stdout));
        assert!(examples.contains(&format!("armsmith {command} ")), "{}", run.stdout);
    }
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_wrong() {
    let folder = project();
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage: armsmith"),
        (&["generat"], "unrecognized subcommand"),
        (&["generate", "--input", "a.json"], "--name <NAME>"),
        (&["generate", "--name", "x"], "--readme <FILE>"),
        (&["generate", "--input", "a.json", "--readme", "r.md", "--name", "x", "--out", "o"], "cannot be used with"),
        (&["generate", "--input", "a.json", "--name", "x y", "--out", "o"], "it may contain only ASCII letters"),
        (&["generate", "--input", "a.json", "--name", "struct", "--out", "o"], "it is reserved by Rust or Cargo"),
        (&["generate", "--input", "a", "--name", "x", "--out", "o", "--client", "a b"], "ASCII capital letter"),
        (
            &[
                "generate",
                "--readme",
                "a",
                "--name",
                "x",
                "--out",
                "o",
                "--runtime-path",
                "r",
                "--runtime-version",
                "1",
            ],
            "cannot",
        ),
        (
            &["generate", "--input", "a", "--name", "x", "--out", "o", "--runtime-version", "new"],
            "must be a version requirement",
        ),
        (&["generate", "--input", "a", "--name", "x", "--out", "o", "--tag", "t"], "cannot be used with"),
        (&["generate", "--check", "--manifest", "none.toml"], "there is no manifest none.toml"),
        (&["generate", "arm-gadgets"], "has no crate `arm-gadgets`; it has: arm-widgets"),
        (&["convert"], "--readme <FILE>|--input <FILE>"),
        (&["convert", "--input", "a.json", "--message-format", "xml"], "possible values: human, json"),
        (&["tags"], "--readme <FILE>"),
        (&["examples", "--input", "a.json"], "--crate <DIR>"),
        (&["examples", "--crate", "out"], "--readme <FILE>"),
        (&["examples", "--manifest", "armsmith.toml", "--input", "a.json", "--crate", "out"], "cannot be used with"),
        (&["examples", "arm-gadgets"], "has no crate `arm-gadgets`; it has: arm-widgets"),
        (&["examples", "--manifest", "none.toml"], "there is no manifest none.toml"),
    ];
    for (arguments, message) in cases {
        let run = armsmith(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}\n{}", run.stderr);
        assert!(run.stderr.contains(message), "{arguments:?}\n{}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
    assert!(!folder.path().join("out").exists() && !folder.path().join("o").exists());
}

#[test]
fn a_wrong_manifest_ends_with_1_and_shows_the_line() {
    let folder = project();
    put(&folder, "armsmith.toml", "[[crate]]\nname = 'a'\nout = 'a'\ninputs = ['a.json']\ncolour = 'red'\n");
    let run = armsmith(folder.path(), &["generate"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[invalid-manifest]: unknown setting `colour`"), "{}", run.stderr);
    assert!(run.stderr.contains("armsmith.toml:5:1") && run.stderr.contains("1 error"), "{}", run.stderr);
    assert!(!run.stderr.contains('\u{1b}'), "no colours without a terminal");
    assert_eq!(run.stdout, "");
}

#[test]
fn the_crates_of_the_manifest_are_generated_and_checked() {
    let folder = project();
    let check = armsmith(folder.path(), &["generate", "--check"]);
    assert_eq!(check.code, 1);
    assert!(
        check.stderr.contains("is missing") && check.stderr.contains("run `armsmith generate`"),
        "{}",
        check.stderr
    );
    assert!(!folder.path().join("out").exists());

    let run = armsmith(folder.path(), &["generate", "arm-widgets"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("arm-widgets: 1 operation, 1 model, 1 enum; "), "{}", run.stdout);
    let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"arm-widgets\"") && manifest.contains("[workspace]"), "{manifest}");

    let again = armsmith(folder.path(), &["generate", "--message-format", "json"]);
    let summary: Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!((summary["crate"].as_str(), summary["operations"].as_u64()), (Some("arm-widgets"), Some(1)));
    assert_eq!((&summary["written"], &summary["removed"]), (&Value::Array(Vec::new()), &Value::Array(Vec::new())));
    assert_eq!(armsmith(folder.path(), &["generate", "--check"]).code, 0);

    let lib = folder.path().join("out/src/lib.rs");
    let text = fs::read_to_string(&lib).unwrap();
    fs::write(&lib, format!("{text}// edited\n")).unwrap();
    let check = armsmith(folder.path(), &["generate", "--check"]);
    assert_eq!(check.code, 1);
    assert!(check.stderr.contains("src/lib.rs differs, first in line"), "{}", check.stderr);
    assert!(check.stderr.contains("`// edited` instead of the end of the file"), "{}", check.stderr);
}

#[test]
fn the_check_of_one_crate_names_its_whole_command() {
    let folder = project();
    let command =
        ["generate", "--input", "specification/widgets.json", "--name", "arm-widgets", "--out", "my crate", "--check"];
    let check = armsmith(folder.path(), &command);
    assert_eq!(check.code, 1);
    let mend = "run `armsmith generate --input specification/widgets.json --name arm-widgets --out 'my crate'`";
    assert!(check.stderr.contains(mend), "{}", check.stderr);

    let run = armsmith(folder.path(), &command[..command.len() - 1]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(armsmith(folder.path(), &command).code, 0);
}

#[test]
fn the_runtime_is_found_from_the_crate() {
    let folder = project();
    let generate = ["generate", "--input", "specification/widgets.json", "--name", "arm-widgets", "--out", "a/b"];
    let run = armsmith(folder.path(), &[&generate[..], &["--runtime-path", "runtime"]].concat());
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("the job's runtime path `runtime` does not contain a `Cargo.toml`"), "{}", run.stderr);

    fs::create_dir(folder.path().join("runtime")).unwrap();
    fs::write(folder.path().join("runtime/Cargo.toml"), "").unwrap();
    let run = armsmith(folder.path(), &[&generate[..], &["--runtime-path", "runtime"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let manifest = || fs::read_to_string(folder.path().join("a/b/Cargo.toml")).unwrap();
    assert!(manifest().contains("path = \"../../runtime\""), "{}", manifest());

    let run =
        armsmith(folder.path(), &[&generate[..], &["--runtime-version", "0.7", "--client", "ThingClient"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(manifest().contains("\"0.7\"") && !manifest().contains("../runtime"), "{}", manifest());
    assert!(fs::read_to_string(folder.path().join("a/b/src/lib.rs")).unwrap().contains("ThingClient"));
}

#[test]
fn a_wrong_specification_ends_with_1_and_leaves_the_output() {
    let folder = project();
    assert_eq!(armsmith(folder.path(), &["generate"]).code, 0);
    let before = fs::read_to_string(folder.path().join("out/src/lib.rs")).unwrap();
    put(&folder, "specification/widgets.json", &WIDGETS.replace("#/definitions/Widget", "#/definitions/Gadget"));
    put(&folder, "specification/second.json", "{");

    let run = armsmith(folder.path(), &["generate"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("error[unresolved-reference]"), "{}", run.stderr);
    assert!(run.stderr.contains("widgets.json:18:"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("out/src/lib.rs")).unwrap(), before);

    let inputs = ["convert", "--input", "specification/widgets.json", "specification/second.json"];
    let run = armsmith(folder.path(), &[&inputs[..], &["--message-format", "json"]].concat());
    assert_eq!(run.code, 1);
    let lines: Vec<Value> = run.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<_> = lines.iter().map(|line| line["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"unresolved-reference") && codes.contains(&"invalid-syntax"), "{codes:?}");
    assert!(lines.iter().all(|line| line["severity"] == "error"), "{lines:?}");
}

#[test]
fn convert_prints_one_document_or_writes_it() {
    let folder = project();
    let run = armsmith(folder.path(), &["convert", "--readme", "specification/readme.md"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.0"));
    assert!(document["components"]["schemas"]["Widget"].is_object());

    let to_file = ["convert", "--readme", "specification/readme.md", "--out", "widgets.openapi.json"];
    let silent = armsmith(folder.path(), &to_file);
    assert_eq!((silent.code, silent.stdout.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(folder.path().join("widgets.openapi.json")).unwrap(), run.stdout);

    let nowhere =
        armsmith(folder.path(), &["convert", "--readme", "specification/readme.md", "--out", "no/such/folder/a"]);
    assert_eq!(nowhere.code, 1);
    assert!(nowhere.stderr.contains("error[unwritable-output]"), "{}", nowhere.stderr);
}

#[test]
fn the_tags_of_a_readme_are_listed() {
    let folder = project();
    let run = armsmith(folder.path(), &["tags", "--readme", "specification/readme.md"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stdout, "--tag package-1\n--tag package-2 (default)\n");
    let missing = armsmith(folder.path(), &["tags", "--readme", "no.md"]);
    assert_eq!(missing.code, 1);
    assert!(missing.stderr.contains("error[unreadable-file]"), "{}", missing.stderr);
}

#[test]
fn an_unknown_tag_is_an_error_of_the_specification() {
    let folder = project();
    let run = armsmith(folder.path(), &["convert", "--readme", "specification/readme.md", "--tag", "package-3"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[unknown-tag]"), "{}", run.stderr);
}

#[test]
fn fixups_of_the_manifest_correct_the_specification() {
    let folder = project();
    let manifest = |fixup: &str| {
        format!(
            "[[crate]]\nname = 'arm-widgets'\nreadme = 'specification/readme.md'\nout = 'out'\n[[crate.fixup]]\n{fixup}"
        )
    };
    let rename =
        "reason = 'a better name'\nat = '/components/schemas/Widget/properties/size'\nset = { type = 'integer' }\n";
    put(&folder, "armsmith.toml", &manifest(rename));
    let run = armsmith(folder.path(), &["generate"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let is_printed = |name: &str| {
        let models = fs::read_dir(folder.path().join("out/src/models")).unwrap();
        models.map(|it| fs::read_to_string(it.unwrap().path()).unwrap()).any(|text| text.contains(name))
    };
    assert!(is_printed("pub size: Option<i64>"));

    let unused = "reason = 'it was wrong once'\nat = '/components/schemas/Gadget'\nremove = true\n";
    put(&folder, "armsmith.toml", &manifest(unused));
    let run = armsmith(folder.path(), &["generate"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[unused-fixup]: the fixup at `/components/schemas/Gadget`"), "{}", run.stderr);
    assert!(run.stderr.contains("it was wrong once"), "{}", run.stderr);

    // The examples check takes them as well.
    for arguments in [&["examples"][..], &["examples", "--manifest", "armsmith.toml", "arm-widgets"]] {
        let run = armsmith(folder.path(), arguments);
        assert_eq!(run.code, 1);
        assert!(run.stderr.contains("error[unused-fixup]"), "{}", run.stderr);
    }
}

#[test]
fn the_examples_check_finds_the_crates_of_the_manifest() {
    let folder = project();
    let crates = |names: &[&str]| {
        let krate = |name: &&str| {
            format!("[[crate]]\nname = '{name}'\nreadme = 'specification/readme.md'\nout = 'out/{name}'\n")
        };
        put(&folder, "armsmith.toml", &names.iter().map(krate).collect::<String>());
    };
    crates(&["arm-widgets", "arm-gadgets"]);
    let run = armsmith(folder.path(), &["examples"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    for name in ["arm-widgets", "arm-gadgets"] {
        let missing = format!("out/{name}; run `armsmith generate {name}`");
        assert!(run.stderr.contains(&missing), "{}", run.stderr);
    }
    let run = armsmith(folder.path(), &["examples", "--report", "report.json"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`--report` describes one crate; name it"), "{}", run.stderr);
}

#[test]
fn strict_makes_errors_of_warnings() {
    let folder = project();
    let readme = fs::read_to_string(folder.path().join("specification/readme.md")).unwrap();
    let directive = "\n``` yaml\ndirective:\n  - from: widgets.json\n    where: $.info\n    transform: $.title = $.title + 'x'\n```\n";
    put(&folder, "specification/readme.md", &(readme + directive));
    let run = armsmith(folder.path(), &["generate"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("warning[unsupported-directive]") && run.stderr.contains("readme.md:"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("1 warning"), "{}", run.stderr);

    fs::remove_dir_all(folder.path().join("out")).unwrap();
    let run = armsmith(folder.path(), &["generate", "--strict"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("error[unsupported-directive]"), "{}", run.stderr);
    assert!(!folder.path().join("out").exists());
}

/// The proof that the converted document holds everything that generated code depends on.
#[test]
fn the_crate_made_from_the_converted_document_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let specs =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs/specification/compute/resource-manager/readme.md");
    let specs = specs.to_str().unwrap();
    let good = |arguments: &[&str]| {
        let run = armsmith(folder.path(), arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    good(&["generate", "--readme", specs, "--name", "arm-compute", "--out", "a"]);
    good(&["convert", "--readme", specs, "--out", "compute.json"]);
    good(&["generate", "--input", "compute.json", "--name", "arm-compute", "--out", "b"]);

    let list = fs::read_to_string(folder.path().join("a/.armsmith-files")).unwrap();
    assert!(list.lines().count() > 10, "{list}");
    for file in list.lines() {
        let read = |crate_: &str| fs::read_to_string(folder.path().join(crate_).join(file)).unwrap();
        assert_eq!(read("a"), read("b"), "{file}");
    }
}
