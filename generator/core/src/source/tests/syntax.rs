//! Files that are not JSON or YAML, or that are meant to exhaust the reader.

use std::time::{Duration, Instant};

use insta::assert_snapshot;

use super::{Folder, swagger};

#[test]
fn json_syntax_errors_have_a_position() {
    let folder = Folder::new(&[("a.json", "{\n  \"swagger\": \"2.0\",\n  \"info\": { \"title\": 1, }\n}")]);
    assert_snapshot!(folder.report(&["a.json"]), @r#"
    error[invalid-syntax]: invalid JSON: trailing comma
     --> a.json:3:25
      |
    3 |   "info": { "title": 1, }
      |                         ^
      |
      = help: fix the syntax; JSON allows neither comments nor trailing commas
    "#);
}

#[test]
fn a_file_that_ends_too_early_is_shown_at_its_end() {
    let folder = Folder::new(&[("a.json", "{\n  \"swagger\":")]);
    assert_snapshot!(folder.report(&["a.json"]), @r#"
    error[invalid-syntax]: invalid JSON: EOF while parsing a value
     --> a.json:2:12
      |
    2 |   "swagger":
      |            ^
      |
      = help: fix the syntax; JSON allows neither comments nor trailing commas
    "#);
}

#[test]
fn yaml_syntax_errors_have_a_position() {
    let folder = Folder::new(&[("a.yaml", "swagger: '2.0'\ninfo:\n  title: T\n version: 1\n")]);
    assert_snapshot!(folder.report(&["a.yaml"]), @r#"
    error[invalid-syntax]: invalid YAML: while parsing a block mapping, did not find expected key
     --> a.yaml:4:2
      |
    4 |  version: 1
      |  ^
      |
      = help: fix the syntax
    "#);
}

#[test]
fn duplicate_keys_are_reported_in_json_and_yaml() {
    let folder = Folder::new(&[
        ("a.json", &swagger(r#""A": { "type": "string", "type": "object" }"#)),
        ("b.yaml", "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions:\n  A: {}\n  A: {}\n"),
    ]);
    assert_snapshot!(folder.report(&["a.json", "b.yaml"]), @r#"
    error[invalid-syntax]: duplicate key `type`
     --> a.json:3:38
      |
    3 |     "A": { "type": "string", "type": "object" }
      |                                      ^^^^^^^^
      |
      = at: #/definitions/A/type
      = help: remove one of them; which one a JSON parser uses is not defined

    error[invalid-syntax]: duplicate key `A`
     --> b.yaml:6:3
      |
    6 |   A: {}
      |   ^
      |
      = at: #/definitions/A
      = help: remove one of them; which one a JSON parser uses is not defined
    "#);
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let text = format!("\u{feff}{}", swagger(r#""A": { "type": "strnig" }"#));
    let folder = Folder::new(&[("a.json", &text)]);
    assert_snapshot!(folder.report(&["a.json"]), @r#"
    error[unknown-value]: `strnig` is not a valid `type` of a schema
     --> a.json:3:20
      |
    3 |     "A": { "type": "strnig" }
      |                    ^^^^^^^^
      |
      = at: #/definitions/A/type
      = help: did you mean `string`? The allowed values are `array`, `boolean`, `file`, `integer`, `number`, `object`, `string`
    "#);
}

#[test]
fn text_that_is_not_utf8_is_reported() {
    let folder = Folder::new(&[]);
    folder.write("a.json", b"{ \"swagger\": \"\xff\" }");
    assert_snapshot!(folder.report(&["a.json"]), @r#"
    error[unreadable-file]: the file cannot be read: it is not UTF-8 text (byte 14)
    --> a.json
     = help: save the file as UTF-8
    "#);
}

#[test]
fn deep_nesting_is_an_error_and_does_not_crash() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    let folder = Folder::new(&[
        ("list.json", &deep("[", "]")),
        ("object.json", &deep("{\"a\":", "}")),
        ("unclosed.json", &"[".repeat(100_000)),
        ("list.yaml", &"[".repeat(100_000)),
        // On this one the scanner behind `serde_yaml` alone takes minutes.
        ("object.yaml", &"{a: ".repeat(100_000)),
        ("block.yaml", &"- ".repeat(100_000)),
    ]);
    let start = Instant::now();
    for name in ["list.json", "object.json", "unclosed.json", "list.yaml", "object.yaml", "block.yaml"] {
        let report = folder.report(&[name]);
        assert!(report.starts_with("error[too-deep]: objects and arrays are nested deeper"), "{name}: {report}");
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_schema_as_deep_as_allowed_is_read() {
    let depth = 90;
    let schema = format!("{}{{}}{}", r#"{"items":"#.repeat(depth), "}".repeat(depth));
    let folder = Folder::new(&[("a.json", &swagger(&format!(r#""A": {schema}"#)))]);
    let (loaded, diagnostics) = folder.load(&["a.json"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    assert_eq!(loaded.documents.len(), 1);
}

#[test]
fn yaml_aliases_stand_for_their_value_but_not_for_gigabytes() {
    let head = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\n";
    let honest = format!("{head}definitions:\n  A: &a {{type: string}}\n  B: *a\n");
    let mut laughs = format!("{head}x-0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..10 {
        let list = vec![format!("*x{}", level - 1); 10].join(", ");
        laughs.push_str(&format!("x-{level}: &x{level} [{list}]\n"));
    }
    // One long list, often: the number of aliases alone is not a measure.
    let long = format!("{head}x-a: &a [{}]\nx-b: [{}]\n", "x, ".repeat(5_000), "*a, ".repeat(5_000));
    let endless = format!("{head}x-a: &a [*a]\n");
    let folder = Folder::new(&[
        ("honest.yaml", &honest),
        ("laughs.yaml", &laughs),
        ("long.yaml", &long),
        ("endless.yaml", &endless),
    ]);
    let (loaded, diagnostics) = folder.load(&["honest.yaml"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let file = loaded.documents[0].file();
    let schema = loaded.schema_at(&loaded.resolve(file, "#/definitions/B").unwrap()).unwrap();
    assert_eq!(schema.ty, Some(crate::api::SchemaType::String));
    for name in ["laughs.yaml", "long.yaml", "endless.yaml"] {
        let report = folder.report(&[name]);
        assert!(report.starts_with("error["), "{name}: {report}");
    }
}

#[test]
fn scalars_of_yaml_become_those_of_json() {
    let text = "swagger: 2.0\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions:\n  A:\n    default: ~\n    \
                minimum: -3\n    maximum: 1.5\n    x-big: 340282366920938463463374607431768211456\n    \
                x-tagged: !thing 5\n    x-date: 2024-01-01\n    enum: [yes, true, 0x10]\n";
    let folder = Folder::new(&[("a.yaml", text)]);
    let (loaded, diagnostics) = folder.load(&["a.yaml"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let file = loaded.documents[0].file();
    let schema = loaded.schema_at(&loaded.resolve(file, "#/definitions/A").unwrap()).unwrap();
    assert_eq!(schema.default, Some(serde_json::Value::Null));
    assert_eq!(schema.minimum, Some((-3).into()));
    assert_eq!(schema.extensions["x-tagged"], 5);
    assert_eq!(schema.extensions["x-date"], "2024-01-01");
    assert_eq!(schema.enumeration, [serde_json::json!("yes"), serde_json::json!(true), serde_json::json!(16)]);
}

#[test]
fn merge_keys_add_missing_members() {
    let text = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions:\n  A: &a {type: string, title: A}\n  \
                B: &b {format: date}\n  C: {<<: [*a, *b], title: C}\n  D: {<<: *b}\n";
    let folder = Folder::new(&[("a.yaml", text)]);
    let (loaded, diagnostics) = folder.load(&["a.yaml"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let file = loaded.documents[0].file();
    let schema = |name| loaded.schema_at(&loaded.resolve(file, &format!("#/definitions/{name}")).unwrap()).unwrap();
    assert_eq!((schema("C").title.as_deref(), schema("C").format.as_deref()), (Some("C"), Some("date")));
    assert!(schema("C").ty.is_some());
    assert_eq!(schema("D").format.as_deref(), Some("date"));
}

#[test]
fn infinity_is_not_a_number() {
    let folder = Folder::new(&[("a.yaml", "swagger: '2.0'\nx-a: .inf\n")]);
    assert_snapshot!(folder.report(&["a.yaml"]), @r#"
    error[invalid-syntax]: invalid YAML: x-a: JSON has no infinity and no NaN
     --> a.yaml:2:6
      |
    2 | x-a: .inf
      |      ^
      |
      = help: fix the syntax
    "#);
}
