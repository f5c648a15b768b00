//! Tests of rendered diagnostics.

use std::sync::Arc;

use insta::assert_snapshot;

use super::{Code, Diagnostics, FileId, JsonPointer, Location, Severity, Style};
use crate::text::Sources;

/// A collection over some files.
fn over(files: &[(&str, &str)]) -> Diagnostics {
    let mut sources = Sources::default();
    for (name, text) in files {
        sources.add(name.into(), *name, Some((*text).into()));
    }
    let mut diagnostics = Diagnostics::new();
    diagnostics.attach(Arc::new(sources));
    diagnostics
}

fn at(file: u32, pointer: &str) -> Location {
    Location { file: FileId(file), pointer: JsonPointer::new(pointer) }
}

#[test]
fn both_places_of_a_conflict_are_shown() {
    let mut diagnostics = over(&[
        ("one.json", "{\n  \"definitions\": {\n    \"A\": { \"type\": \"string\" }\n  }\n}"),
        ("two.yaml", "definitions:\n  A:\n    type: integer\n"),
    ]);
    let message = "`A` is defined in two ways";
    let entry =
        diagnostics.warning(Code::DefinitionNameConflict, at(1, "/definitions/A"), message, "rename one of them");
    entry.relate(at(0, "/definitions/A"), "first defined here");
    assert_snapshot!(diagnostics.to_string(), @r#"
    warning[definition-name-conflict]: `A` is defined in two ways
     --> two.yaml:2:3
      |
    2 |   A:
      |   ^
      |
     ::: one.json:3:5
      |
    3 |     "A": { "type": "string" }
      |     --- first defined here
      |
      = at: #/definitions/A
      = help: rename one of them
    "#);
    assert_snapshot!(diagnostics.json_lines(), @r#"
    {"code":"definition-name-conflict","severity":"warning","message":"`A` is defined in two ways","file":"two.yaml","pointer":"/definitions/A","line":2,"column":3,"help":"rename one of them","related":[{"message":"first defined here","file":"one.json","pointer":"/definitions/A","line":3,"column":5}]}
    "#);
}

#[test]
fn scalars_are_underlined_and_of_objects_the_key() {
    let text = "{\n  \"list\": [ 1, { \"a\": \"b\" } ],\n  \"deep\": { \"key\": {\n    \"x\": 1 } }\n}";
    let mut diagnostics = over(&[("a.json", text)]);
    for pointer in ["/list", "/list/0", "/list/1", "/list/1/a", "/deep/key", "/deep/key/nowhere/at/all", ""] {
        diagnostics.error(Code::MissingKey, at(0, pointer), format!("at {pointer}"), "");
    }
    diagnostics.error(Code::UnknownKey, at(0, "/list/1/a"), "a key that is not known", "");
    assert_snapshot!(diagnostics.to_string(), @r#"
    error[missing-key]: at
     --> a.json:1:1
      |
    1 | {
      | ^

    error[missing-key]: at /list
     --> a.json:2:3
      |
    2 |   "list": [ 1, { "a": "b" } ],
      |   ^^^^^^
      |
      = at: #/list

    error[missing-key]: at /list/0
     --> a.json:2:13
      |
    2 |   "list": [ 1, { "a": "b" } ],
      |             ^
      |
      = at: #/list/0

    error[missing-key]: at /list/1
     --> a.json:2:16
      |
    2 |   "list": [ 1, { "a": "b" } ],
      |                ^
      |
      = at: #/list/1

    error[unknown-key]: a key that is not known
     --> a.json:2:18
      |
    2 |   "list": [ 1, { "a": "b" } ],
      |                  ^^^
      |
      = at: #/list/1/a

    error[missing-key]: at /list/1/a
     --> a.json:2:23
      |
    2 |   "list": [ 1, { "a": "b" } ],
      |                       ^^^
      |
      = at: #/list/1/a

    error[missing-key]: at /deep/key
     --> a.json:3:13
      |
    3 |   "deep": { "key": {
      |             ^^^^^
      |
      = at: #/deep/key

    error[missing-key]: at /deep/key/nowhere/at/all
     --> a.json:3:13
      |
    3 |   "deep": { "key": {
      |             ^^^^^
      |
      = at: #/deep/key/nowhere/at/all
    "#);
}

#[test]
fn columns_count_characters_in_json_and_yaml() {
    let mut diagnostics = over(&[
        ("a.json", "{ \"é\": \"ü𝄞\", \"b\": 1 }\r\n"),
        ("b.yaml", "é: ü𝄞\nc: {é𝄞: 1, b: 2}\nd:\n- x: 'é'\n- &y [1, 2]\n- *y\n"),
    ]);
    diagnostics.error(Code::WrongType, at(0, "/b"), "in JSON", "");
    for pointer in ["/c/b", "/d/0/x", "/d/1/1", "/d/2/1", "/d"] {
        diagnostics.error(Code::WrongType, at(1, pointer), "in YAML", "");
    }
    assert_snapshot!(diagnostics.to_string(), @r#"
    error[wrong-type]: in JSON
     --> a.json:1:19
      |
    1 | { "é": "ü𝄞", "b": 1 }
      |                   ^
      |
      = at: #/b

    error[wrong-type]: in YAML
     --> b.yaml:2:15
      |
    2 | c: {é𝄞: 1, b: 2}
      |               ^
      |
      = at: #/c/b

    error[wrong-type]: in YAML
     --> b.yaml:3:1
      |
    3 | d:
      | ^
      |
      = at: #/d

    error[wrong-type]: in YAML
     --> b.yaml:4:6
      |
    4 | - x: 'é'
      |      ^^^
      |
      = at: #/d/0/x

    error[wrong-type]: in YAML
     --> b.yaml:5:10
      |
    5 | - &y [1, 2]
      |          ^
      |
      = at: #/d/1/1

    error[wrong-type]: in YAML
     --> b.yaml:6:3
      |
    6 | - *y
      |   ^^
      |
      = at: #/d/2/1
    "#);
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let members: Vec<String> = (0..500).map(|index| format!("\"property{index}\":{{\"type\":\"string\"}}")).collect();
    let mut diagnostics = over(&[("min.json", &format!("{{{}}}", members.join(",")))]);
    let long = "x".repeat(300);
    diagnostics.error(Code::WrongType, at(0, "/property250/type"), "in the middle", "help");
    diagnostics.error(Code::WrongType, at(0, "/property0/type"), "at the beginning", "help");
    diagnostics.error(Code::WrongType, at(0, "/property499/type"), "at the end", long);
    let text = diagnostics.to_string();
    assert!(text.lines().filter(|line| line.contains(" | ")).all(|line| line.chars().count() < 160), "{text}");
    assert_snapshot!(text.replace(&"x".repeat(300), "300 times x"), @r#"
    error[wrong-type]: at the beginning
     --> min.json:1:22
      |
    1 | {"property0":{"type":"string"},"property1":{"type":"string"},"property2":{"type":"string" ...
      |                      ^^^^^^^^
      |
      = at: #/property0/type
      = help: help

    error[wrong-type]: in the middle
     --> min.json:1:7914
      |
    1 | ...   ing"},"property249":{"type":"string"},"property250":{"type":"string"},"property251":{"type":"string"},"property252":{"type":"st...
      |                                                                   ^^^^^^^^
      |
      = at: #/property250/type
      = help: help

    error[wrong-type]: at the end
     --> min.json:1:15882
      |
    1 | ...                   ing"},"property498":{"type":"string"},"property499":{"type":"string"}}
      |                                                                                   ^^^^^^^^
      |
      = at: #/property499/type
      = help: 300 times x
    "#);
}

#[test]
fn a_third_of_a_megabyte_on_one_line_is_no_matter_of_minutes() {
    let members: Vec<String> =
        (0..10_000).map(|index| format!("\"property{index}\":{{\"type\":\"string\"}}")).collect();
    let mut diagnostics = over(&[("min.json", &format!("{{{}}}", members.join(",")))]);
    for index in (0..10_000).step_by(100) {
        diagnostics.error(Code::WrongType, at(0, &format!("/property{index}/type")), "wrong", "help");
    }
    let start = std::time::Instant::now();
    assert_eq!(diagnostics.to_string().matches("min.json:1:").count(), 100);
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn entries_are_sorted_by_place_and_shown_once() {
    let mut diagnostics = over(&[("a.json", "{ \"x\": 1,\n \"y\": 2 }"), ("b.json", "{}")]);
    for _ in 0..2 {
        diagnostics.warning(Code::UnknownKey, at(1, ""), "in b", "");
        diagnostics.error(Code::WrongType, at(0, "/y"), "at y", "");
        diagnostics.error(Code::WrongType, at(0, "/x"), "at x", "");
        diagnostics.note(Code::UnusedFixup, None, "about everything", "");
    }
    let text = diagnostics.render(Style::Plain);
    let heads: Vec<&str> = text.lines().filter(|line| line.contains("]: ")).collect();
    assert_eq!(
        heads,
        [
            "note[unused-fixup]: about everything",
            "error[wrong-type]: at x",
            "error[wrong-type]: at y",
            "warning[unknown-key]: in b",
        ]
    );
    assert_eq!(diagnostics.json_lines().lines().count(), 4);
}

#[test]
fn a_warning_found_in_many_places_is_shown_at_the_first_and_an_error_at_each() {
    let text = "{ \"x\": 1,\n \"y\": 2,\n \"z\": 3 }";
    let mut diagnostics = over(&[("a.json", text)]);
    for pointer in ["/z", "/x", "/y"] {
        diagnostics.note(Code::UnknownFormat, at(0, pointer), "`odd` is not a format", "nothing to do");
    }
    for pointer in ["/x", "/y"] {
        diagnostics.error(Code::WrongType, at(0, pointer), "no list", "");
    }
    diagnostics.note(Code::UnknownFormat, at(0, "/y"), "`even` is not a format", "nothing to do");
    assert_snapshot!(diagnostics.to_string(), @r#"
    error[wrong-type]: no list
     --> a.json:1:8
      |
    1 | { "x": 1,
      |        ^
      |
      = at: #/x

    note[unknown-format]: `odd` is not a format
     --> a.json:1:8
      |
    1 | { "x": 1,
      |        ^
      |
      = at: #/x
      = also: at 2 more locations
      = help: nothing to do

    error[wrong-type]: no list
     --> a.json:2:7
      |
    2 |  "y": 2,
      |       ^
      |
      = at: #/y

    note[unknown-format]: `even` is not a format
     --> a.json:2:7
      |
    2 |  "y": 2,
      |       ^
      |
      = at: #/y
      = help: nothing to do
    "#);
    assert_eq!(diagnostics.json_lines().lines().count(), 6, "JSON contains all locations");
}

#[test]
fn strict_makes_errors_of_warnings_only() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.warning(Code::UnknownKey, None, "a", "");
    diagnostics.note(Code::UnusedFixup, None, "b", "");
    assert!(!diagnostics.has_errors());
    diagnostics.deny_warnings();
    assert!(diagnostics.has_errors());
    assert_eq!((diagnostics.count(Severity::Error), diagnostics.count(Severity::Note)), (1, 1));
}

#[test]
fn text_of_a_specification_cannot_steer_the_terminal() {
    let mut diagnostics = over(&[("a.json", "{ \"x\": \"\u{1b}[31m\u{202e}\" }")]);
    let entry = diagnostics.error(Code::UnknownValue, at(0, "/x"), "`\u{1b}[2J` is not a word", "\u{1b}[0m");
    entry.relate(at(0, "/\u{1b}"), "\u{1b}[1m");
    assert!(!diagnostics.to_string().contains('\u{1b}'));
    assert!(!diagnostics.json_lines().contains('\u{1b}'));
    assert!(diagnostics.render(Style::Colour).contains('\u{1b}'), "colours are our own");
}

#[test]
fn text_of_a_specification_cannot_look_like_a_diagnostic() {
    let mut diagnostics = over(&[("a\u{202e}.json", "{ \"x\": \"\u{9b}31m\u{202e}\" }")]);
    let forged = "`\nerror[fake]: x\r\u{2028}\u{9b}`";
    diagnostics.error(Code::UnknownValue, at(0, "/x"), forged, forged).relate(at(0, "/\n/\u{9b}"), forged);
    let (text, json) = (diagnostics.to_string(), diagnostics.json_lines());
    assert!(!text.lines().any(|line| line.starts_with("error[fake]")), "{text}");
    assert_eq!(json.lines().count(), 1, "{json}");
    for hidden in ['\u{9b}', '\u{202e}', '\u{2028}', '\r'] {
        assert!(!text.contains(hidden) && !json.contains(hidden), "{hidden:?} in {text}{json}");
    }
}

#[test]
fn a_file_that_is_not_there_has_a_name_still() {
    let mut sources = Sources::default();
    sources.add("/nowhere/a.json".into(), "a.json", None);
    let mut diagnostics = Diagnostics::new();
    diagnostics.attach(Arc::new(sources));
    diagnostics.error(Code::UnreadableFile, at(0, ""), "the file cannot be read", "check the path");
    diagnostics.error(Code::UnreadableFile, at(7, "/x"), "of another run", "");
    assert_snapshot!(diagnostics.to_string(), @r#"
    error[unreadable-file]: of another run
    -->
     = at: #/x

    error[unreadable-file]: the file cannot be read
    --> a.json
     = help: check the path
    "#);
}
