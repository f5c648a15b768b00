//! Reading `armsmith.toml`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use armsmith_core::diagnostics::{Code, Style};
use armsmith_core::manifest::parse;
use armsmith_core::{Diagnostics, Fixup, FixupChange, Input, Job, Runtime, Workspace};
use serde_json::json;

fn jobs(text: &str) -> Vec<Job> {
    parse(text, "armsmith.toml", Path::new("repo")).map(|manifest| manifest.jobs).unwrap_or_else(|problems| {
        panic!("{problems}");
    })
}

fn problems(text: &str) -> Diagnostics {
    let problems = parse(text, "armsmith.toml", Path::new("repo")).unwrap_err();
    assert!(problems.iter().all(|problem| problem.code == Code::InvalidManifest), "{problems}");
    problems
}

/// The messages, without their locations.
fn messages(text: &str) -> Vec<String> {
    problems(text).iter().map(|problem| problem.message.clone()).collect()
}

#[test]
fn a_small_crate_takes_the_defaults() {
    let jobs = jobs("[[crate]]\nname = 'arm-disk'\nout = 'generated/disk'\ninputs = ['DiskRP.json']\n");
    assert_eq!(
        jobs,
        [Job {
            name: "arm-disk".to_owned(),
            out: "repo/generated/disk".into(),
            input: Input::Files(vec!["repo/DiskRP.json".into()]),
            ..Job::default()
        }]
    );
}

#[test]
fn every_setting_is_read() {
    let mut jobs = jobs(
        r#"
command = "cargo xtask generate"

[[crate]]
name = "arm-compute"
version = "1.2.3-beta.1"
out = "generated/compute"
readme = "specs/readme.md"
tag = "package-2025-01-02"
packages = ["package-a", "package-b"]
root = "specs"
client = "ComputeClient"
title = "Compute"
license = "Apache-2.0"
example = "Disks_Get"
workspace-member = true
strict = true
runtime = { path = "runtime" }

[[crate.fixup]]
reason = "the service sends a text"
at = "/components/schemas/Disk/properties/size"
set = { type = "string", maxLength = 0x10, nullable = true, enum = ["a", "b"], x-number = 1.5 }

[[crate.fixup]]
reason = "the operation is gone"
file = "disk.json"
at = "/paths/~1disks/get"
remove = true

[[crate]]
name = "arm-network"
out = "generated/network"
inputs = ["network.json"]
runtime.version = "0.3"
"#,
    );
    let compute = Job {
        name: "arm-compute".to_owned(),
        version: "1.2.3-beta.1".to_owned(),
        out: "repo/generated/compute".into(),
        input: Input::Readme {
            path: "repo/specs/readme.md".into(),
            tag: Some("package-2025-01-02".to_owned()),
            packages: vec!["package-a".to_owned(), "package-b".to_owned()],
        },
        root: Some("repo/specs".into()),
        client: Some("ComputeClient".to_owned()),
        title: Some("Compute".to_owned()),
        license: "Apache-2.0".to_owned(),
        runtime: Runtime::Path("repo/runtime".into()),
        workspace: Workspace::Member,
        example: Some("Disks_Get".to_owned()),
        fixups: vec![
            Fixup::new(
                "the service sends a text",
                "/components/schemas/Disk/properties/size",
                FixupChange::Set(json!({
                    "enum": ["a", "b"], "maxLength": 16, "nullable": true, "type": "string", "x-number": 1.5
                })),
            ),
            Fixup {
                file: Some("disk.json".to_owned()),
                ..Fixup::new("the operation is gone", "/paths/~1disks/get", FixupChange::Remove)
            },
        ],
        strict: true,
        command: "cargo xtask generate".to_owned(),
        ..Job::default()
    };
    let origins: Vec<_> = jobs[0].fixups.iter_mut().map(|it| it.origin.take().unwrap()).collect();
    assert_eq!(jobs[0], compute);
    assert_eq!(origins[1].name, "armsmith.toml");
    assert_eq!(origins[1].pointer.as_str(), "/crate/0/fixup/1");
    assert_eq!(jobs[1].runtime, Runtime::Version("0.3".to_owned()));
    assert_eq!(jobs[1].command, "cargo xtask generate");
    assert_eq!(jobs.len(), 2);
}

#[test]
fn an_unknown_setting_is_shown_in_its_line() {
    let text = "[[crate]]\nname = 'a'\nout = 'a'\ninputs = ['a.json']\n  colour = 'red'\n";
    let rendered = problems(text).render(Style::Plain);
    assert!(rendered.contains("armsmith.toml:5:3"), "{rendered}");
    assert!(
        rendered.contains("error[invalid-manifest]: unknown setting `colour`; known here: `client`, "),
        "{rendered}"
    );
    assert!(rendered.contains("colour = 'red'"), "{rendered}");
}

#[test]
fn every_problem_is_reported_at_once() {
    let text = r#"
other = 1
[[crate]]
name = "a b"
version = "one"
out = 5
client = "self"
strict = "yes"
runtime = { path = "a", version = "1", more = 1 }
[[crate.fixup]]
at = "paths"
"#;
    let messages = messages(text);
    for part in [
        "unknown setting `other`; known here: `command`, `crate`",
        "`name` may contain only ASCII letters",
        "`version` must be a version",
        "`out` must be a string, found integer",
        "`client` must begin with an ASCII capital letter",
        "`strict` must be a boolean, found string",
        "`runtime` must have either `path` or `version`",
        "unknown setting `more`; known here: `path`, `version`",
        "a crate must have either `readme` or `inputs`",
        "`reason` is missing",
        "`at` must be a JSON pointer",
        "a fixup must have either `set` or `remove = true`",
    ] {
        assert!(messages.iter().any(|message| message.contains(part)), "{part} is not among {messages:#?}");
    }
    assert_eq!(messages.len(), 12, "{messages:#?}");
}

#[test]
fn a_manifest_of_a_later_format_is_one_error_that_says_so() {
    let krate = "[[crate]]\nname = 'arm-a'\ninputs = ['a.json']\nout = 'a'\n";
    assert_eq!(parse(&format!("format = 1\n{krate}"), "armsmith.toml", Path::new("repo")).unwrap().jobs.len(), 1);
    for (format, message) in [
        ("2", "the manifest has format 2; this version of armsmith reads format 1"),
        ("'1'", "`format` must be an integer, found string"),
    ] {
        let text = format!("format = {format}\n{krate}unknown = true\n");
        let problems = parse(&text, "armsmith.toml", Path::new("repo")).unwrap_err();
        let messages: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages, [message]);
        assert!(problems.to_string().contains("armsmith.toml:1:10"), "{problems}");
    }
}

#[test]
fn syntax_errors_have_a_position() {
    let problems = problems("[[crate]]\nname = 'a\nout = 'b'\n");
    assert!(problems.render(Style::Plain).contains("armsmith.toml:2:10"), "{problems}");
}

#[test]
fn crates_have_names_and_folders_of_their_own_and_there_is_one() {
    let krate = |name: &str, out: &str| format!("[[crate]]\nname = '{name}'\nout = '{out}'\ninputs = ['a.json']\n");
    assert_eq!(messages(&(krate("a", "a") + &krate("a", "b"))), ["two crates have the name `a`"]);
    for (one, other) in [("a", "a"), ("a", "./a"), ("a", "s/../A/."), (".", "s/..")] {
        let problems = messages(&(krate("a", one) + &krate("b", other)));
        assert_eq!(problems, [format!("two crates have the output folder `repo/{other}`")]);
    }
    assert_eq!(jobs(&(krate("a", "a") + &krate("b", "../a"))).len(), 2);
    assert_eq!(messages(""), ["the manifest must have at least one `[[crate]]`"]);
}

#[test]
fn inputs_of_both_kinds_contradict_each_other() {
    let krate = |more: &str| format!("[[crate]]\nname = 'a'\nout = 'a'\n{more}\n");
    assert_eq!(
        messages(&krate("readme = 'r'\ninputs = ['i']")),
        ["a crate must have either `readme` or `inputs`, not both"]
    );
    assert_eq!(messages(&krate("inputs = []")), ["`inputs` must name at least one file"]);
    assert_eq!(
        messages(&krate("inputs = [1]")),
        ["`inputs` must be an array of strings, found integer", "`inputs` must name at least one file"]
    );
    let tagged = messages(&krate("inputs = ['i']\ntag = 't'"));
    assert_eq!(tagged, ["`tag` and `packages` choose from a `readme`; this crate has `inputs`"]);
}

#[test]
fn a_fixup_sets_what_json_can_hold() {
    let text =
        "[[crate]]\nname = 'a'\nout = 'a'\ninputs = ['i']\nfixup = [{ reason = 'r', at = '/x', set = 2020-01-01 }]";
    assert!(messages(text)[0].contains("dates without quotes"));
}
