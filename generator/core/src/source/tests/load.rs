//! Inputs, roots and names.

use insta::assert_snapshot;

use super::{Folder, load_all, names, swagger};
use crate::api::{Method, Status};
use crate::source::Inputs;

#[test]
fn inputs_come_first_and_once_and_the_rest_is_sorted() {
    let refers = swagger(
        r##""A": { "$ref": "common/z.json#/definitions/Z" }, "B": { "$ref": "common/a.json#/definitions/A" }"##,
    );
    let folder = Folder::new(&[
        ("b.json", &refers),
        ("a.json", &swagger("")),
        ("common/z.json", &swagger(r##""Z": { "$ref": "../common/m.json#/definitions/M" }"##)),
        ("common/m.json", &swagger(r#""M": {}"#)),
        ("common/a.json", &swagger(r#""A": {}"#)),
    ]);
    let (loaded, diagnostics) = folder.load(&["b.json", "a.json", "./b.json"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    assert_eq!(names(&loaded), ["b.json", "a.json", "common/a.json", "common/m.json", "common/z.json"]);
    assert_eq!(loaded.input_count, 2);
}

#[test]
fn two_runs_number_files_alike() {
    let refers = swagger(r##""A": { "$ref": "z.json#/definitions/Z" }, "B": { "$ref": "y.json#/definitions/Y" }"##);
    let folder =
        Folder::new(&[("a.json", &refers), ("z.json", &swagger(r#""Z": {}"#)), ("y.json", &swagger(r#""Y": {}"#))]);
    let numbers = || -> Vec<_> {
        let (loaded, _) = folder.load(&["a.json"]);
        loaded.documents.iter().map(|it| (it.file(), loaded.relative_name(it.file()))).collect()
    };
    let first = numbers();
    for _ in 0..20 {
        assert_eq!(numbers(), first);
    }
}

#[test]
fn a_missing_input_is_reported_and_the_others_are_read() {
    let folder = Folder::new(&[("a.json", &swagger(""))]);
    let (loaded, diagnostics) = folder.load(&["nope.json", "a.json"]);
    assert_eq!(names(&loaded), ["a.json"]);
    assert_snapshot!(folder.rendered(&diagnostics), @r#"
    error[unreadable-file]: the file cannot be read: there is no such file
    --> nope.json
     = help: check the path
    "#);
}

#[test]
fn no_input_is_an_error() {
    let (_, diagnostics) = load_all(&Inputs::default());
    assert_snapshot!(diagnostics.to_string(), @r#"
    error[unreadable-file]: there is no input file
     |
     = help: name files with `--input`, or a readme with `--readme`
    "#);
}

#[test]
fn a_wrong_root_is_an_error() {
    let folder = Folder::new(&[("a.json", &swagger(""))]);
    let inputs = Inputs { root: Some(folder.path("nope")), ..folder.inputs(&["a.json"]) };
    assert_snapshot!(folder.rendered(&load_all(&inputs).1), @r#"
    error[unreadable-file]: the root folder `nope` cannot be read: there is no such file
     |
     = help: set `--root` to an existing folder that contains all files
    "#);
}

#[test]
fn unsupported_versions_are_named() {
    let folder = Folder::new(&[
        ("a.json", r#"{ "swagger": "1.2" }"#),
        ("b.json", r#"{ "openapi": "3.1.0" }"#),
        ("c.json", r#"{ "title": "no specification" }"#),
        ("d.json", "[]"),
    ]);
    assert_snapshot!(folder.report(&["a.json", "b.json", "c.json", "d.json"]), @r#"
    error[unsupported-version]: armsmith does not support swagger 1.2
     --> a.json:1:14
      |
    1 | { "swagger": "1.2" }
      |              ^^^^^
      |
      = at: #/swagger
      = help: convert the file to OpenAPI 3.0; armsmith reads Swagger 2.0 and OpenAPI 3.0.x

    error[unsupported-version]: armsmith does not support openapi 3.1.0
     --> b.json:1:14
      |
    1 | { "openapi": "3.1.0" }
      |              ^^^^^^^
      |
      = at: #/openapi
      = help: convert the file to OpenAPI 3.0; armsmith reads Swagger 2.0 and OpenAPI 3.0.x

    error[unsupported-version]: expected a Swagger 2.0 or OpenAPI 3.0 file
     --> c.json:1:1
      |
    1 | { "title": "no specification" }
      | ^
      |
      = help: begin the file with `"swagger": "2.0"` or `"openapi": "3.0.3"`

    error[unsupported-version]: expected a Swagger 2.0 or OpenAPI 3.0 file
     --> d.json:1:1
      |
    1 | []
      | ^
      |
      = help: begin the file with `"swagger": "2.0"` or `"openapi": "3.0.3"`
    "#);
}

#[test]
fn openapi_in_yaml_is_read() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: A_Get\n      \
                responses:\n        200:\n          description: ok\n";
    let folder = Folder::new(&[("a.yml", text)]);
    let (loaded, diagnostics) = folder.load(&["a.yml"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let operation = &loaded.documents[0].paths["/a"].operations[&Method::Get];
    let response = loaded.response(&operation.responses[&Status::Code(200)]).unwrap();
    assert_eq!(response.response.description, "ok");
}

#[test]
fn names_are_those_that_the_user_wrote() {
    let folder = Folder::new(&[
        ("specification/x/a.json", &swagger(r##""A": { "$ref": "../y/b.json#/definitions/B" }"##)),
        ("specification/y/b.json", &swagger(r#""B": { "type": "strnig" }"#)),
    ]);
    let (loaded, diagnostics) = folder.load(&["specification/x/../x/a.json"]);
    let b = loaded.documents[1].file();
    assert_eq!(loaded.sources.name(b), folder.path("specification/y/b.json").to_string_lossy());
    assert_eq!(loaded.relative_name(b), "y/b.json");
    assert_eq!(diagnostics.iter().count(), 1);
}
