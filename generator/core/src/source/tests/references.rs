//! The targets of `$ref`s.

use insta::assert_snapshot;

use super::{Folder, swagger};
use crate::api::{Method, SchemaType, Status};
use crate::diagnostics::Code;
use crate::document::ReferenceKind;
use crate::source::Loaded;

/// The type of the schema that a definition of the first input finally refers to.
fn type_of(loaded: &Loaded, name: &str) -> Option<SchemaType> {
    let file = loaded.documents[0].file();
    let mut schema = loaded.schema_at(&loaded.resolve(file, &format!("#/definitions/{name}"))?)?;
    while let Some(target) = schema.reference.as_ref().and_then(|it| it.target.as_ref()) {
        schema = loaded.schema_at(target)?;
    }
    schema.ty
}

#[test]
fn every_way_of_writing_a_path_is_followed() {
    let definitions = r##"
    "Own": { "type": "boolean" },
    "Here": { "$ref": "#/definitions/Own" },
    "ByName": { "$ref": "a.json#/definitions/Own" },
    "Up": { "$ref": "../y/b c.json#/definitions/B" },
    "Encoded": { "$ref": "../y/b%20c.json#/definitions/B" },
    "Backslash": { "$ref": "..\\y\\b c.json#/definitions/B" },
    "Detour": { "$ref": "./.././x/../y/b c.json#/definitions/B" },
    "Escaped": { "$ref": "#/definitions/a~1b~0c%5Bd%5D" },
    "a/b~c[d]": { "type": "number" },
    "Deep": { "$ref": "#/definitions/Outer/properties/inner/items" },
    "Outer": { "properties": { "inner": { "type": "array", "items": { "type": "integer" } } } },
    "AllOf": { "$ref": "#/definitions/Joined/allOf/1" },
    "Joined": { "allOf": [ { "type": "object" }, { "type": "integer" } ] },
    "Values": { "$ref": "#/definitions/Map/additionalProperties" },
    "Map": { "additionalProperties": { "type": "integer" } },
    "Body": { "$ref": "#/paths/~1a/put/parameters/0/schema" },
    "Answer": { "$ref": "#/paths/~1a/put/responses/200/schema" }"##;
    let text = swagger(definitions).replace(
        "\"paths\": {}",
        r#""paths": { "/a": { "put": {
            "parameters": [ { "name": "b", "in": "body", "schema": { "type": "integer" } } ],
            "responses": { "200": { "description": "", "schema": { "type": "integer" } } } } } }"#,
    );
    let folder = Folder::new(&[
        ("specification/x/a.json", &text),
        ("specification/y/b c.json", &swagger(r#""B": { "type": "string" }"#)),
    ]);
    let (loaded, diagnostics) = folder.load(&["specification/x/a.json"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    for name in ["Here", "ByName"] {
        assert_eq!(type_of(&loaded, name), Some(SchemaType::Boolean), "{name}");
    }
    for name in ["Up", "Encoded", "Backslash", "Detour"] {
        assert_eq!(type_of(&loaded, name), Some(SchemaType::String), "{name}");
    }
    assert_eq!(type_of(&loaded, "Escaped"), Some(SchemaType::Number));
    for name in ["Deep", "AllOf", "Values", "Body", "Answer"] {
        assert_eq!(type_of(&loaded, name), Some(SchemaType::Integer), "{name}");
    }
    assert_eq!(loaded.documents.len(), 2);
}

#[test]
fn schemas_outside_the_usual_sections_are_read_alone() {
    let folder = Folder::new(&[
        (
            "a.json",
            &swagger(
                r##""A": { "$ref": "shared.json#/x-shared/Size" },
    "B": { "$ref": "schema.json" },
    "C": { "$ref": "bare.json#/definitions/Bare" }"##,
            ),
        ),
        ("shared.json", r##"{ "x-shared": { "Size": { "$ref": "more.json#/any/where" } } }"##),
        ("more.json", r#"{ "any": { "where": { "type": "integer" } } }"#),
        ("schema.json", r#"{ "type": "string" }"#),
        ("bare.json", r#"{ "definitions": { "Bare": { "type": "boolean" } } }"#),
    ]);
    let (loaded, diagnostics) = folder.load(&["a.json"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    assert_eq!(type_of(&loaded, "A"), Some(SchemaType::Integer));
    assert_eq!(type_of(&loaded, "B"), Some(SchemaType::String));
    assert_eq!(type_of(&loaded, "C"), Some(SchemaType::Boolean));
}

#[test]
fn parameters_and_responses_are_found() {
    let text = r##"{ "swagger": "2.0", "info": { "title": "T", "version": "1" },
  "paths": { "/a": { "get": { "parameters": [ { "$ref": "#/parameters/P" } ], "responses": { "200": { "$ref": "#/responses/R" } } } } },
  "parameters": { "P": { "name": "p", "in": "query", "type": "string" } },
  "responses": { "R": { "description": "fine" } } }"##;
    let folder = Folder::new(&[("a.json", text)]);
    let (loaded, diagnostics) = folder.load(&["a.json"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let file = loaded.documents[0].file();
    let operation = &loaded.documents[0].paths["/a"].operations[&Method::Get];
    assert_eq!(loaded.parameter(&operation.parameters[0]).unwrap().name, "p");
    let response = loaded.response(&operation.responses[&Status::Code(200)]).unwrap();
    assert_eq!(response.response.description, "fine");
    assert!(loaded.node_at(&loaded.resolve(file, "#/responses/R").unwrap(), ReferenceKind::Schema).is_none());
}

#[test]
fn references_that_without_a_target_are_reported_at_their_location() {
    let folder = Folder::new(&[
        (
            "a.json",
            &swagger(
                r##""Gone": { "$ref": "#/definitions/Nope" },
    "Typo": { "$ref": "b.jsn#/definitions/B" },
    "Case": { "$ref": "B.json#/definitions/B" },
    "Slash": { "$ref": "#definitions/Gone" },
    "Scalar": { "$ref": "#/info/title" },
    "Wrong": { "$ref": "#/parameters/P" },
    "Whole": { "$ref": "b.json" },
    "Folder": { "$ref": ".#/definitions/B" }"##,
            )
            .replace(
                "\"paths\"",
                r#""parameters": { "P": { "name": "p", "in": "query", "type": "string" } }, "paths""#,
            ),
        ),
        ("b.json", &swagger(r#""B": {}"#)),
    ]);
    let (loaded, diagnostics) = folder.load(&["a.json"]);
    assert_snapshot!(folder.rendered(&diagnostics), @r##"
    error[unresolved-reference]: cannot resolve `#/definitions/Nope`: `#/definitions/Nope` does not exist in a.json
     --> a.json:3:23
      |
    3 |     "Gone": { "$ref": "#/definitions/Nope" },
      |                       ^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Gone/$ref
      = help: check the spelling; names are case-sensitive

    error[unresolved-reference]: there is no file `b.jsn`
     --> a.json:4:23
      |
    4 |     "Typo": { "$ref": "b.jsn#/definitions/B" },
      |                       ^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Typo/$ref
      = help: check the path, which is relative to the folder of this file

    error[unresolved-reference]: there is no file `B.json`
     --> a.json:5:23
      |
    5 |     "Case": { "$ref": "B.json#/definitions/B" },
      |                       ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Case/$ref
      = help: did you mean `b.json`? The case of file names matters

    error[unresolved-reference]: `#definitions/Gone` is not a JSON pointer
     --> a.json:6:24
      |
    6 |     "Slash": { "$ref": "#definitions/Gone" },
      |                        ^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Slash/$ref
      = help: begin the pointer with a slash: `#/definitions/Gone`

    error[unresolved-reference]: cannot resolve `#/info/title`: the target is not a schema
     --> a.json:7:25
      |
    7 |     "Scalar": { "$ref": "#/info/title" },
      |                         ^^^^^^^^^^^^^^
      |
      = at: #/definitions/Scalar/$ref
      = help: refer to a schema

    error[unresolved-reference]: cannot resolve `#/parameters/P`: the target is a parameter, not a schema
     --> a.json:8:24
      |
    8 |     "Wrong": { "$ref": "#/parameters/P" },
      |                        ^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Wrong/$ref
      = help: refer to a schema

    error[unresolved-reference]: cannot resolve `b.json`: the target is not a schema
     --> a.json:9:24
      |
    9 |     "Whole": { "$ref": "b.json" },
      |                        ^^^^^^^^
      |
      = at: #/definitions/Whole/$ref
      = help: refer to a schema

    error[unresolved-reference]: there is no file `.`
      --> a.json:10:25
       |
    10 |     "Folder": { "$ref": ".#/definitions/B" }
       |                         ^^^^^^^^^^^^^^^^^^
       |
       = at: #/definitions/Folder/$ref
       = help: check the path, which is relative to the folder of this file
    "##);
    assert_eq!(type_of(&loaded, "Gone"), None);
}

#[test]
fn cycles_of_references_are_reported_once() {
    let folder = Folder::new(&[(
        "a.json",
        &swagger(
            r##""A": { "$ref": "#/definitions/B" },
    "B": { "$ref": "#/definitions/C" },
    "C": { "$ref": "#/definitions/A" },
    "Self": { "$ref": "#/definitions/Self" },
    "Into": { "$ref": "#/definitions/A" },
    "Node": { "properties": { "next": { "$ref": "#/definitions/Node" } } }"##,
        ),
    )]);
    let (loaded, diagnostics) = folder.load(&["a.json"]);
    assert_snapshot!(folder.rendered(&diagnostics), @r##"
    error[cyclic-reference]: these `$ref`s only refer to each other
     --> a.json:3:20
      |
    3 |     "A": { "$ref": "#/definitions/B" },
      |                    ^^^^^^^^^^^^^^^^^
      |
     ::: a.json:4:20
      |
    4 |     "B": { "$ref": "#/definitions/C" },
      |                    ----------------- which refers back
      |
     ::: a.json:5:20
      |
    5 |     "C": { "$ref": "#/definitions/A" },
      |                    ----------------- which refers back
      |
      = at: #/definitions/A/$ref
      = help: replace one of them by an object with `type` or `properties`

    error[cyclic-reference]: this `$ref` refers to itself
     --> a.json:6:23
      |
    6 |     "Self": { "$ref": "#/definitions/Self" },
      |                       ^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/definitions/Self/$ref
      = help: replace one of them by an object with `type` or `properties`
    "##);
    // No chain of targets is endless after that.
    for name in ["A", "B", "C", "Self", "Into"] {
        assert_eq!(type_of(&loaded, name), None);
    }
}

#[test]
fn a_broken_file_is_reported_once_and_not_at_every_reference() {
    let folder = Folder::new(&[
        ("a.json", &swagger(r##""A": { "$ref": "b.json#/definitions/B" }, "C": { "$ref": "b.json#/definitions/C" }"##)),
        ("b.json", "{"),
    ]);
    let (_, diagnostics) = folder.load(&["a.json"]);
    assert_eq!(diagnostics.iter().map(|it| it.code).collect::<Vec<_>>(), [Code::InvalidSyntax]);
}

#[test]
fn the_schema_of_a_final_state_is_reachable() {
    let text = swagger(r#""A": {}"#).replace(
        "\"paths\": {}",
        r##""paths": { "/a": { "put": { "responses": {},
            "x-ms-long-running-operation-options": { "final-state-schema": "b.json#/definitions/B" } } } }"##,
    );
    let folder = Folder::new(&[("a.json", &text), ("b.json", &swagger(r#""B": { "type": "string" }"#))]);
    let (loaded, diagnostics) = folder.load(&["a.json"]);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let location = loaded.resolve(loaded.documents[0].file(), "b.json#/definitions/B").unwrap();
    assert_eq!(loaded.schema_at(&location).unwrap().ty, Some(SchemaType::String));
}
