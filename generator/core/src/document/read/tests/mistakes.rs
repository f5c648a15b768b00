//! The diagnostics of files with mistakes.

use insta::assert_snapshot;

use super::parse;

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
    let Some(document) = document else { panic!("{report}") };
    assert_eq!(document.schemas.len(), 3);
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

    error[wrong-type]: `operationId` must be a string, found a number
     --> a.json:8:24
      |
    8 |         "operationId": 5,
      |                        ^
      |
      = at: #/paths/~1a/get/operationId
      = help: put the value in quotation marks

    error[unknown-value]: `qurey` is not a valid `in` of a parameter
     --> a.json:9:46
      |
    9 |         "parameters": [ { "name": "p", "in": "qurey", "type": "string" }, 7 ],
      |                                              ^^^^^^^
      |
      = at: #/paths/~1a/get/parameters/0/in
      = help: did you mean `query`? The allowed values are `body`, `formData`, `header`, `path`, `query`

    error[wrong-type]: the value must be an object, found a number
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

    error[unknown-value]: `ok` is not a valid HTTP status code
      --> a.json:10:35
       |
    10 |         "responses": { "200": {}, "ok": { "description": "" } }
       |                                   ^^^^
       |
       = at: #/paths/~1a/get/responses/ok
       = help: use a status code such as `200`, or `default`

    warning[unknown-key]: a path has no key `Post`; it is ignored
      --> a.json:12:7
       |
    12 |       "Post": {}
       |       ^^^^^^
       |
       = at: #/paths/~1a/Post
       = help: did you mean `post`?

    error[unknown-value]: `strnig` is not a valid `type` of a schema
      --> a.json:16:20
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                    ^^^^^^^^
       |
       = at: #/definitions/A/type
       = help: did you mean `string`? The allowed values are `array`, `boolean`, `file`, `integer`, `number`, `object`, `string`

    warning[unknown-key]: a schema has no key `propertys`; it is ignored
      --> a.json:16:30
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                              ^^^^^^^^^^^
       |
       = at: #/definitions/A/propertys
       = help: did you mean `properties`?

    error[wrong-type]: `required` must be an array, found a boolean
      --> a.json:16:59
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                                                           ^^^^
       |
       = at: #/definitions/A/required

    error[wrong-type]: `minLength` must be a non-negative integer, found a number
      --> a.json:16:78
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                                                                              ^^
       |
       = at: #/definitions/A/minLength

    error[wrong-type]: `readOnly` must be a boolean, found a string
      --> a.json:16:94
       |
    16 |     "A": { "type": "strnig", "propertys": {}, "required": true, "minLength": -1, "readOnly": "true" },
       |                                                                                              ^^^^^^
       |
       = at: #/definitions/A/readOnly
       = help: remove the quotation marks

    error[wrong-type]: `type` must be a single type; OpenAPI 3.1 is not supported
      --> a.json:17:12
       |
    17 |     "B": { "type": ["string", "null"], "items": [ {} ], "discriminator": { "propertyName": "kind" } },
       |            ^^^^^^
       |
       = at: #/definitions/B/type
       = help: use one type, and add `"x-nullable": true` if null is allowed

    error[wrong-type]: `items` must be a single schema; Swagger 2.0 and OpenAPI 3.0 have no tuples
      --> a.json:17:40
       |
    17 |     "B": { "type": ["string", "null"], "items": [ {} ], "discriminator": { "propertyName": "kind" } },
       |                                        ^^^^^^^
       |
       = at: #/definitions/B/items
       = help: use one schema for all elements

    error[wrong-type]: `discriminator` must be a property name, found an object
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
       = help: use `x-nullable`; `nullable` is a key of OpenAPI 3.0

    warning[unknown-key]: a schema has no key `const`; it is ignored
      --> a.json:18:30
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |                              ^^^^^^^
       |
       = at: #/definitions/C/const
       = help: remove it; it is a key of JSON Schema or OpenAPI 3.1

    warning[unknown-key]: a schema has no key `oneOf`; it is ignored
      --> a.json:18:42
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |                                          ^^^^^^^
       |
       = at: #/definitions/C/oneOf
       = help: remove it, or convert the file to OpenAPI 3.0, which has this key

    warning[unknown-key]: a schema has no key `made-up`; it is ignored
      --> a.json:18:55
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |                                                       ^^^^^^^^^
       |
       = at: #/definitions/C/made-up
       = help: remove it, or use the prefix `x-` for an extension of your own

    error[wrong-type]: `title` must be a string, found null
      --> a.json:18:78
       |
    18 |     "C": { "nullable": true, "const": 1, "oneOf": [], "made-up": 1, "title": null },
       |                                                                              ^^^^
       |
       = at: #/definitions/C/title
       = help: remove it

    error[wrong-type]: `D` must be an object, found a string
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
    error[unsupported-construct]: `$ref` of a path is not supported
     --> a.json:4:30
      |
    4 |   "paths": { "/a": { "$ref": "#/x", "get": {
      |                              ^^^^^
      |
      = at: #/paths/~1a/$ref
      = help: replace the `$ref` by the operations

    warning[unsupported-construct]: `callbacks` of an operation is not supported; the generated crate does not receive requests
     --> a.json:5:5
      |
    5 |     "callbacks": {},
      |     ^^^^^^^^^^^
      |
      = at: #/paths/~1a/get/callbacks

    warning[unsupported-construct]: `servers` of an operation is not supported; every operation is sent to the endpoint of the client
     --> a.json:6:5
      |
    6 |     "servers": [],
      |     ^^^^^^^^^
      |
      = at: #/paths/~1a/get/servers

    warning[unsupported-construct]: `content` of a parameter or header is not supported; the value is sent and read as a string
     --> a.json:7:51
      |
    7 |     "parameters": [ { "name": "p", "in": "query", "content": { "application/json": { "schema": { "type": "file" } } } },
      |                                                   ^^^^^^^^^
      |
      = at: #/paths/~1a/get/parameters/0/content
      = help: use `schema`

    error[unknown-value]: `file` is not a valid `type` of a schema
     --> a.json:7:106
      |
    7 |     "parameters": [ { "name": "p", "in": "query", "content": { "application/json": { "schema": { "type": "file" } } } },
      |                                                                                                          ^^^^^^
      |
      = at: #/paths/~1a/get/parameters/0/content/application~1json/schema/type
      = help: use one of `array`, `boolean`, `integer`, `number`, `object`, `string`

    warning[unknown-key]: `required` beside `$ref` has no effect
     --> a.json:8:46
      |
    8 |       { "$ref": "#/components/parameters/P", "required": true } ],
      |                                              ^^^^^^^^^^
      |
      = at: #/paths/~1a/get/parameters/1/required
      = help: remove it, or replace the `$ref` by the object

    error[missing-key]: a request body needs the key `content`
     --> a.json:9:5
      |
    9 |     "requestBody": { "description": "d" },
      |     ^^^^^^^^^^^^^
      |
      = at: #/paths/~1a/get/requestBody
      = help: add `content`

    warning[unsupported-construct]: `links` of a response is not supported; the generated crate has no methods for them
      --> a.json:10:49
       |
    10 |     "responses": { "2XX": { "description": "d", "links": {} }, "7XX": { "description": "d" } } } } },
       |                                                 ^^^^^^^
       |
       = at: #/paths/~1a/get/responses/2XX/links

    error[unknown-value]: `7XX` is not a valid HTTP status code
      --> a.json:10:64
       |
    10 |     "responses": { "2XX": { "description": "d", "links": {} }, "7XX": { "description": "d" } } } } },
       |                                                                ^^^^^
       |
       = at: #/paths/~1a/get/responses/7XX
       = help: use a status code such as `200`, a class such as `2XX`, or `default`

    warning[unknown-key]: `components` has no key `shemas`; it is ignored
      --> a.json:11:19
       |
    11 |   "components": { "shemas": {}, "schemas": { "A": { "type": ["string"], "exclusiveMinimum": 5, "discriminator": {} } } }
       |                   ^^^^^^^^
       |
       = at: #/components/shemas
       = help: did you mean `schemas`?

    error[wrong-type]: `type` must be a single type; OpenAPI 3.1 is not supported
      --> a.json:11:53
       |
    11 |   "components": { "shemas": {}, "schemas": { "A": { "type": ["string"], "exclusiveMinimum": 5, "discriminator": {} } } }
       |                                                     ^^^^^^
       |
       = at: #/components/schemas/A/type
       = help: use one type, and add `"nullable": true` if null is allowed

    error[wrong-type]: `exclusiveMinimum` must be a boolean, found a number
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
