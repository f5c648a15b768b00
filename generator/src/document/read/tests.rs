//! What is said about files with mistakes, and what is read from files without.

use insta::assert_snapshot;
use serde_json::json;

use super::{Role, read};
use crate::diagnostics::{Diagnostics, FileId, Style};
use crate::document::{AdditionalProperties, Document, SchemaType, openapi, swagger};
use crate::source::Sources;

/// Reads a text as an input, with everything there is to say about it.
fn parse(text: &str) -> (Option<Document>, String) {
    let mut sources = Sources::default();
    let file = sources.add("a.json".into(), "a.json", Some(text.into()));
    let mut diagnostics = Diagnostics::new();
    let document = read(serde_json::from_str(text).unwrap(), file, Role::Input, &mut diagnostics);
    diagnostics.attach(sources.into());
    (document, diagnostics.render(Style::Plain))
}

fn swagger(text: &str) -> swagger::Document {
    let (document, report) = parse(text);
    assert_eq!(report, "");
    let Some(Document::Swagger(document)) = document else { panic!("no Swagger") };
    document
}

fn openapi(text: &str) -> openapi::Document {
    let (document, report) = parse(text);
    assert_eq!(report, "");
    let Some(Document::OpenApi(document)) = document else { panic!("no OpenAPI") };
    document
}

#[test]
fn every_mistake_is_reported_and_the_rest_is_read() {
    let text = r##"{
  "swagger": "2.0",
  "info": { "title": "T" },
  "pahts": {},
  "paths": {
    "/a": {
      "get": {
        "operationId": 5,
        "parameters": [ { "name": "p", "in": "qurey", "type": "string" }, 7 ],
        "responses": { "200": {}, "ok": { "description": "" } }
      },
      "Post": {}
    }
  },
  "definitions": {
    "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
    "B": { "type": ["string", "null"], "items": [ {} ], "discriminator": { "propertyName": "kind" } },
    "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
    "D": "string"
  }
}"##;
    let (document, report) = parse(text);
    let Some(Document::Swagger(document)) = document else { panic!("{report}") };
    assert_eq!(document.definitions.len(), 3);
    assert_eq!(document.paths["/a"].operations.len(), 1);
    assert_snapshot!(report, @r#"
    error[missing-key]: `info` needs the key `version`
     --> a.json:3:3
      |
    3 |   "info": { "title": "T" },
      |   ^^^^^^
      |
      = at: #/info
      = help: add `version`

    warning[unknown-key]: the file has no key `pahts`; it is ignored
     --> a.json:4:3
      |
    4 |   "pahts": {},
      |   ^^^^^^^
      |
      = at: #/pahts
      = help: did you mean `paths`?

    error[wrong-type]: `operationId` has to be a string, not a number
     --> a.json:8:24
      |
    8 |         "operationId": 5,
      |                        ^
      |
      = at: #/paths/~1a/get/operationId
      = help: put it between quotation marks

    error[unknown-value]: `qurey` is no `in` of a parameter
     --> a.json:9:46
      |
    9 |         "parameters": [ { "name": "p", "in": "qurey", "type": "string" }, 7 ],
      |                                              ^^^^^^^
      |
      = at: #/paths/~1a/get/parameters/0/in
      = help: did you mean `query`? Allowed are `body`, `formData`, `header`, `path`, `query`

    error[wrong-type]: the value has to be an object, not a number
     --> a.json:9:75
      |
    9 |         "parameters": [ { "name": "p", "in": "qurey", "type": "string" }, 7 ],
      |                                                                           ^
      |
      = at: #/paths/~1a/get/parameters/1

    error[missing-key]: a response needs the key `description`
      --> a.json:10:24
       |
    10 |         "responses": { "200": {}, "ok": { "description": "" } }
       |                        ^^^^^
       |
       = at: #/paths/~1a/get/responses/200
       = help: add `description`

    error[unknown-value]: `ok` is no HTTP status
      --> a.json:10:35
       |
    10 |         "responses": { "200": {}, "ok": { "description": "" } }
       |                                   ^^^^
       |
       = at: #/paths/~1a/get/responses/ok
       = help: a response stands under a status such as `200`, or under `default`

    warning[unknown-key]: a path has no key `Post`; it is ignored
      --> a.json:12:7
       |
    12 |       "Post": {}
       |       ^^^^^^
       |
       = at: #/paths/~1a/Post
       = help: did you mean `post`?

    error[unknown-value]: `strnig` is no `type` of a schema
      --> a.json:16:20
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                    ^^^^^^^^
       |
       = at: #/definitions/A/type
       = help: did you mean `string`? Allowed are `array`, `boolean`, `file`, `integer`, `number`, `object`, `string`

    warning[unknown-key]: a schema has no key `propertys`; it is ignored
      --> a.json:16:30
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                              ^^^^^^^^^^^
       |
       = at: #/definitions/A/propertys
       = help: did you mean `properties`?

    error[wrong-type]: `required` has to be a list, not true or false
      --> a.json:16:59
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                                                           ^^^^
       |
       = at: #/definitions/A/required

    error[wrong-type]: `minLength` has to be a whole number from 0 on, not a number
      --> a.json:16:78
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                                                                              ^^
       |
       = at: #/definitions/A/minLength

    error[wrong-type]: `readOnly` has to be true or false, not a string
      --> a.json:16:94
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                                                                                              ^^^^^^
       |
       = at: #/definitions/A/readOnly
       = help: take the quotation marks away

    error[wrong-type]: a list of types is OpenAPI 3.1, which armsmith does not read
      --> a.json:17:12
       |
    17 |     "B": { "type": ["string", "null"], "items": [ {} ], "discriminator": { "propertyName": "kind" } },
       |            ^^^^^^
       |
       = at: #/definitions/B/type
       = help: name one type, and say `"x-nullable": true` if null is allowed

    error[wrong-type]: a list of schemas under `items` is a tuple, which neither Swagger 2.0 nor OpenAPI 3.0 has
      --> a.json:17:40
       |
    17 |     "B": { "type": ["string", "null"], "items": [ {} ], "discriminator": { "propertyName": "kind" } },
       |                                        ^^^^^^^
       |
       = at: #/definitions/B/items
       = help: give the one schema that every element has

    error[wrong-type]: `discriminator` has to be the name of a property, not an object
      --> a.json:17:57
       |
    17 |     "B": { "type": ["string", "null"], "items": [ {} ], "discriminator": { "propertyName": "kind" } },
       |                                                         ^^^^^^^^^^^^^^^
       |
       = at: #/definitions/B/discriminator

    warning[unknown-key]: a schema has no key `nullable`; it is ignored
      --> a.json:18:12
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |            ^^^^^^^^^^
       |
       = at: #/definitions/C/nullable
       = help: that is OpenAPI 3.0; Swagger 2.0 writes `x-nullable`

    warning[unknown-key]: a schema has no key `const`; it is ignored
      --> a.json:18:30
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |                              ^^^^^^^
       |
       = at: #/definitions/C/const
       = help: that is JSON Schema or OpenAPI 3.1; remove it

    warning[unknown-key]: a schema has no key `oneOf`; it is ignored
      --> a.json:18:42
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |                                          ^^^^^^^
       |
       = at: #/definitions/C/oneOf
       = help: that is OpenAPI 3.0; Swagger 2.0 has no such key

    warning[unknown-key]: a schema has no key `made-up`; it is ignored
      --> a.json:18:55
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |                                                       ^^^^^^^^^
       |
       = at: #/definitions/C/made-up
       = help: remove it, or put `x-` in front of an extension of your own

    error[wrong-type]: `title` has to be a string, not null
      --> a.json:18:78
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |                                                                              ^^^^
       |
       = at: #/definitions/C/title
       = help: leave the key out instead

    error[wrong-type]: `D` has to be an object, not a string
      --> a.json:19:10
       |
    19 |     "D": "string"
       |          ^^^^^^^^
       |
       = at: #/definitions/D
    "#);
}

#[test]
fn mistakes_in_openapi_are_reported() {
    let text = r##"{
  "openapi": "3.0.3",
  "info": { "title": "T", "version": "1" },
  "paths": { "/a": { "$ref": "#/x", "get": {
    "callbacks": {},
    "servers": [],
    "parameters": [ { "name": "p", "in": "query", "content": { "application/json": { "schema": { "type": "file" } } } },
      { "$ref": "#/components/parameters/P", "required": true } ],
    "requestBody": { "description": "d" },
    "responses": { "2XX": { "description": "d", "links": {} }, "7XX": { "description": "d" } } } } },
  "components": { "shemas": {}, "schemas": { "A": { "type": ["string"], "exclusiveMinimum": 5, "discriminator": {} } } }
}"##;
    let (_, report) = parse(text);
    assert_snapshot!(report, @r##"
    error[unsupported-construct]: a path whose operations are somewhere else is not supported
     --> a.json:4:30
      |
    4 |   "paths": { "/a": { "$ref": "#/x", "get": {
      |                              ^^^^^
      |
      = at: #/paths/~1a/$ref
      = help: write the operations in place of the `$ref`

    warning[unsupported-construct]: `callbacks` of an operation is not supported
     --> a.json:5:5
      |
    5 |     "callbacks": {},
      |     ^^^^^^^^^^^
      |
      = at: #/paths/~1a/get/callbacks
      = help: a client library answers no calls

    warning[unsupported-construct]: `servers` of an operation is not supported
     --> a.json:6:5
      |
    6 |     "servers": [],
      |     ^^^^^^^^^
      |
      = at: #/paths/~1a/get/servers
      = help: every operation is sent to the endpoint of the client

    warning[unsupported-construct]: a parameter or header that is written in a media type is not supported
     --> a.json:7:51
      |
    7 |     "parameters": [ { "name": "p", "in": "query", "content": { "application/json": { "schema": { "type": "file" } } } },
      |                                                   ^^^^^^^^^
      |
      = at: #/paths/~1a/get/parameters/0/content
      = help: its value is sent and read as plain text

    error[unknown-value]: `file` is no `type` of a schema
     --> a.json:7:106
      |
    7 |     "parameters": [ { "name": "p", "in": "query", "content": { "application/json": { "schema": { "type": "file" } } } },
      |                                                                                                          ^^^^^^
      |
      = at: #/paths/~1a/get/parameters/0/content/application~1json/schema/type
      = help: allowed are `array`, `boolean`, `integer`, `number`, `object`, `string`

    warning[unknown-key]: `required` beside `$ref` has no effect
     --> a.json:8:46
      |
    8 |       { "$ref": "#/components/parameters/P", "required": true } ],
      |                                              ^^^^^^^^^^
      |
      = at: #/paths/~1a/get/parameters/1/required
      = help: remove it here, or write the object in place of the `$ref`

    error[missing-key]: a request body needs the key `content`
     --> a.json:9:5
      |
    9 |     "requestBody": { "description": "d" },
      |     ^^^^^^^^^^^^^
      |
      = at: #/paths/~1a/get/requestBody
      = help: add `content`

    warning[unsupported-construct]: `links` of a response is not supported
      --> a.json:10:49
       |
    10 |     "responses": { "2XX": { "description": "d", "links": {} }, "7XX": { "description": "d" } } } } },
       |                                                 ^^^^^^^
       |
       = at: #/paths/~1a/get/responses/2XX/links
       = help: the generated crate has no methods for them

    error[unknown-value]: `7XX` is no HTTP status
      --> a.json:10:64
       |
    10 |     "responses": { "2XX": { "description": "d", "links": {} }, "7XX": { "description": "d" } } } } },
       |                                                                ^^^^^
       |
       = at: #/paths/~1a/get/responses/7XX
       = help: a response stands under a status such as `200`, or under `default`

    warning[unknown-key]: `components` has no key `shemas`; it is ignored
      --> a.json:11:19
       |
    11 |   "components": { "shemas": {}, "schemas": { "A": { "type": ["string"], "exclusiveMinimum": 5, "discriminator": {} } } }
       |                   ^^^^^^^^
       |
       = at: #/components/shemas
       = help: did you mean `schemas`?

    error[wrong-type]: a list of types is OpenAPI 3.1, which armsmith does not read
      --> a.json:11:53
       |
    11 |   "components": { "shemas": {}, "schemas": { "A": { "type": ["string"], "exclusiveMinimum": 5, "discriminator": {} } } }
       |                                                     ^^^^^^
       |
       = at: #/components/schemas/A/type
       = help: name one type, and say `"nullable": true` if null is allowed

    error[wrong-type]: `exclusiveMinimum` has to be true or false, not a number
      --> a.json:11:93
       |
    11 |   "components": { "shemas": {}, "schemas": { "A": { "type": ["string"], "exclusiveMinimum": 5, "discriminator": {} } } }
       |                                                                                             ^
       |
       = at: #/components/schemas/A/exclusiveMinimum

    error[missing-key]: a discriminator needs the key `propertyName`
      --> a.json:11:96
       |
    11 |   "components": { "shemas": {}, "schemas": { "A": { "type": ["string"], "exclusiveMinimum": 5, "discriminator": {} } } }
       |                                                                                                ^^^^^^^^^^^^^^^
       |
       = at: #/components/schemas/A/discriminator
       = help: add `propertyName`
    "##);
}

#[test]
fn names_may_begin_like_extensions() {
    let document = swagger(
        r##"{ "swagger": "2.0", "info": { "title": "T", "version": "1" },
        "paths": { "x-note": "ignored" },
        "x-ms-paths": { "/a?b=c": { "x-order": 1, "get": { "responses": {}, "x-ms-pageable": { "nextLinkName": null } } } },
        "x-more": [1],
        "definitions": { "x-A": { "properties": { "x-ms-isnullable": { "type": "boolean" } }, "x-ms-enum": 1 } },
        "parameters": { "x-P": { "name": "p", "in": "query", "type": "string" } } }"##,
    );
    assert!(document.paths.is_empty());
    let path = &document.overloaded_paths["/a?b=c"];
    assert_eq!(path.extensions["x-order"], 1);
    assert_eq!(path.operations["get"].extensions["x-ms-pageable"], json!({ "nextLinkName": null }));
    assert_eq!(document.extensions["x-more"], json!([1]));
    assert_eq!(document.definitions["x-A"].properties["x-ms-isnullable"].ty, Some(SchemaType::Boolean));
    assert_eq!(document.definitions["x-A"].extensions["x-ms-enum"], 1);
    assert!(document.parameters.contains_key("x-P"));
}

#[test]
fn the_type_of_a_parameter_is_apart_from_the_parameter() {
    let document = swagger(
        r##"{ "swagger": "2.0", "info": { "title": "T", "version": "1" }, "paths": {},
        "parameters": {
          "Query": { "name": "q", "in": "query", "required": true, "type": "array", "items": { "type": "string" },
            "collectionFormat": "multi", "enum": ["a"], "x-ms-enum": { "name": "Q" }, "x-ms-parameter-location": "method" },
          "Body": { "name": "b", "in": "body", "schema": { "$ref": "#/definitions/B", "description": "kept" } },
          "Ref": { "$ref": "#/parameters/Query" } } }"##,
    );
    let query = &document.parameters["Query"];
    assert_eq!(query.schema.ty, Some(SchemaType::Array));
    assert_eq!(query.schema.extensions["x-ms-enum"], json!({ "name": "Q" }));
    assert_eq!(query.extensions.keys().collect::<Vec<_>>(), ["x-ms-parameter-location"]);
    assert_eq!(query.collection_format, Some(swagger::CollectionFormat::Multi));
    assert_eq!(query.schema.location.pointer.as_str(), "/parameters/Query");
    let body = &document.parameters["Body"].schema;
    assert_eq!(body.reference.as_ref().unwrap().raw, "#/definitions/B");
    assert_eq!(body.reference.as_ref().unwrap().location.pointer.as_str(), "/parameters/Body/schema/$ref");
    assert_eq!(body.description.as_deref(), Some("kept"));
    assert!(document.parameters["Ref"].reference.is_some());
}

#[test]
fn schemas_keep_their_order_and_every_key() {
    let document = swagger(
        r##"{ "swagger": "2.0", "info": { "title": "T", "version": "1", "contact": {}, "x-logo": 1 }, "paths": {},
        "definitions": { "A": { "type": "object", "title": "t", "description": "d", "format": "f", "default": null, "example": 1,
          "enum": ["z", 1], "pattern": "p", "minLength": 1, "maxLength": 2.0, "minimum": -1, "maximum": 1e3,
          "exclusiveMinimum": true, "exclusiveMaximum": true, "multipleOf": 0.5, "minItems": 1, "maxItems": 2,
          "uniqueItems": true, "minProperties": 1, "maxProperties": 2, "readOnly": true, "required": ["z"],
          "properties": { "z": {}, "a": {} }, "additionalProperties": { "type": "string" }, "items": {}, "allOf": [ {} ],
          "discriminator": "z", "xml": {}, "externalDocs": {}, "x-z": 1, "x-a": 2 },
          "B": { "additionalProperties": false } } }"##,
    );
    let schema = &document.definitions["A"];
    assert_eq!(schema.properties.keys().collect::<Vec<_>>(), ["z", "a"]);
    assert_eq!(schema.extensions.keys().collect::<Vec<_>>(), ["x-z", "x-a"]);
    assert_eq!(schema.max_length, Some(2));
    assert_eq!(schema.default, Some(serde_json::Value::Null));
    assert_eq!(schema.discriminator.as_ref().unwrap().property, "z");
    assert!(matches!(schema.additional_properties, Some(AdditionalProperties::Schema(_))));
    assert!(matches!(document.definitions["B"].additional_properties, Some(AdditionalProperties::Allowed(false))));
    assert_eq!(document.info.keys().collect::<Vec<_>>(), ["contact", "x-logo"]);
}

#[test]
fn operations_keep_the_order_of_the_file() {
    let document = swagger(
        r#"{ "swagger": "2.0", "info": { "title": "T", "version": "1" }, "paths": { "/a": {
        "put": { "responses": {} }, "parameters": [], "get": { "responses": {} }, "delete": { "responses": {} } } } }"#,
    );
    assert_eq!(document.paths["/a"].operations.keys().collect::<Vec<_>>(), ["put", "get", "delete"]);
}

#[test]
fn openapi_is_read_whole() {
    let document = openapi(
        r##"{ "openapi": "3.0.0", "info": { "title": "T", "version": "1" }, "servers": [ { "url": "https://a" } ],
        "tags": [ { "name": "A", "description": "d" } ], "security": [],
        "paths": { "/a": { "summary": "s", "parameters": [ { "$ref": "#/components/parameters/P" } ], "post": {
          "requestBody": { "required": true, "content": { "application/json": { "schema": { "nullable": true }, "example": 1 } } },
          "responses": { "default": { "description": "d", "headers": { "H": { "schema": { "type": "integer" }, "style": "simple" } },
            "content": { "text/plain": { "schema": { "type": "string" } } } } } } } },
        "components": { "schemas": { "A": { "oneOf": [ {} ], "anyOf": [ {} ], "not": {}, "writeOnly": true, "deprecated": true,
            "discriminator": { "propertyName": "k", "mapping": { "x": "#/components/schemas/A" } } } },
          "parameters": { "P": { "name": "p", "in": "cookie", "schema": {}, "explode": false, "style": "form", "x-p": 1 } },
          "securitySchemes": { "S": { "type": "oauth2" } }, "examples": { "E": {} } }, "x-armsmith": 1 }"##,
    );
    let operation = &document.paths["/a"].operations["post"];
    let body = operation.request_body.as_ref().unwrap();
    assert!(body.required && body.content["application/json"].schema.as_ref().unwrap().nullable);
    assert_eq!(operation.responses["default"].headers["H"].schema.ty, Some(SchemaType::Integer));
    let schema = &document.schemas["A"];
    assert_eq!((schema.one_of.len(), schema.any_of.len(), schema.not.is_some()), (1, 1, true));
    assert_eq!(schema.discriminator.as_ref().unwrap().mapping["x"], "#/components/schemas/A");
    assert_eq!(document.parameters["P"].place, openapi::Place::Cookie);
    assert_eq!(document.parameters["P"].explode, Some(false));
    assert_eq!(document.tags[0].description.as_deref(), Some("d"));
    assert_eq!(document.location.file, FileId(0));
}
