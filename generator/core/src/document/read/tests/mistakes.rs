//! What is said about files with mistakes.

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

    error[unknown-value]: `ok` is not an HTTP status
      --> a.json:10:35
       |
    10 |         "responses": { "200": {}, "ok": { "description": "" } }
       |                                   ^^^^
       |
       = at: #/paths/~1a/get/responses/ok
       = help: use a status such as `200`, or `default`

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

    error[unknown-value]: `7XX` is not an HTTP status
      --> a.json:10:64
       |
    10 |     "responses": { "2XX": { "description": "d", "links": {} }, "7XX": { "description": "d" } } } } },
       |                                                                ^^^^^
       |
       = at: #/paths/~1a/get/responses/7XX
       = help: use a status such as `200`, a class such as `2XX`, or `default`

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
