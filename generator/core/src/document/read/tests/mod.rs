//! The documents of files without mistakes.

use serde_json::json;

use super::read;
use crate::api::{AdditionalProperties, CollectionFormat, Method, ParameterLocation, SchemaType, Status};
use crate::diagnostics::{Diagnostics, Style};
use crate::document::{Document, OrReference, Role};
use crate::text::{FileId, Sources};

mod mistakes;

/// Reads a text as an input, with its diagnostics.
fn parse(text: &str) -> (Option<Document>, String) {
    let mut sources = Sources::default();
    let file = sources.add("a.json".into(), "a.json", Some(text.into()));
    let mut diagnostics = Diagnostics::new();
    let document = read(&serde_json::from_str(text).unwrap(), file, Role::Input, &mut diagnostics);
    diagnostics.attach(sources.into());
    (document, diagnostics.render(Style::Plain))
}

fn document(text: &str) -> Document {
    let (document, report) = parse(text);
    assert_eq!(report, "");
    document.unwrap()
}

fn item<T>(written: &OrReference<T>) -> &T {
    match written {
        OrReference::Item(item) => item,
        OrReference::Reference(reference) => panic!("{reference:?}"),
    }
}

#[test]
fn names_may_begin_like_extensions() {
    let document = document(
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
    assert_eq!(path.operations[&Method::Get].operation.extensions["x-ms-pageable"], json!({ "nextLinkName": null }));
    assert_eq!(document.extensions["x-more"], json!([1]));
    assert_eq!(document.schemas["x-A"].properties["x-ms-isnullable"].ty, Some(SchemaType::Boolean));
    assert_eq!(document.schemas["x-A"].extensions["x-ms-enum"], 1);
    assert!(document.parameters.contains_key("x-P"));
}

#[test]
fn the_type_of_a_parameter_is_apart_from_the_parameter() {
    let document = document(
        r##"{ "swagger": "2.0", "info": { "title": "T", "version": "1" }, "paths": {},
        "parameters": {
          "Query": { "name": "q", "in": "query", "required": true, "type": "array", "items": { "type": "string" },
            "collectionFormat": "multi", "enum": ["a"], "x-ms-enum": { "name": "Q" }, "x-ms-parameter-location": "method" },
          "Body": { "name": "b", "in": "body", "schema": { "$ref": "#/definitions/B", "description": "kept" } },
          "Ref": { "$ref": "#/parameters/Query" } } }"##,
    );
    let query = item(&document.parameters["Query"]);
    assert_eq!(query.schema.ty, Some(SchemaType::Array));
    assert_eq!(query.schema.extensions["x-ms-enum"], json!({ "name": "Q" }));
    assert_eq!(query.extensions.keys().collect::<Vec<_>>(), ["x-ms-parameter-location"]);
    assert_eq!(query.collection_format, Some(CollectionFormat::Multi));
    assert_eq!(query.schema.location.pointer.as_str(), "/parameters/Query");
    let body = &item(&document.parameters["Body"]).schema;
    assert_eq!(body.reference.as_ref().unwrap().raw, "#/definitions/B");
    assert_eq!(body.reference.as_ref().unwrap().location.pointer.as_str(), "/parameters/Body/schema/$ref");
    assert_eq!(body.description.as_deref(), Some("kept"));
    assert!(document.parameters["Ref"].reference().is_some());
}

#[test]
fn schemas_keep_their_order_and_every_key() {
    let document = document(
        r##"{ "swagger": "2.0", "info": { "title": "T", "version": "1", "contact": {}, "x-logo": 1 }, "paths": {},
        "definitions": { "A": { "type": "object", "title": "t", "description": "d", "format": "f", "default": null, "example": 1,
          "enum": ["z", 1], "pattern": "p", "minLength": 1, "maxLength": 2.0, "minimum": -1, "maximum": 1e3,
          "exclusiveMinimum": true, "exclusiveMaximum": true, "multipleOf": 0.5, "minItems": 1, "maxItems": 2,
          "uniqueItems": true, "minProperties": 1, "maxProperties": 2, "readOnly": true, "required": ["z"],
          "properties": { "z": {}, "a": {} }, "additionalProperties": { "type": "string" }, "items": {}, "allOf": [ {} ],
          "discriminator": "z", "xml": {}, "externalDocs": {}, "x-z": 1, "x-a": 2 },
          "B": { "additionalProperties": false } } }"##,
    );
    let schema = &document.schemas["A"];
    assert_eq!(schema.properties.keys().collect::<Vec<_>>(), ["z", "a"]);
    assert_eq!(schema.extensions.keys().collect::<Vec<_>>(), ["x-z", "x-a"]);
    assert_eq!(schema.max_length, Some(2));
    assert_eq!(schema.default, Some(serde_json::Value::Null));
    assert_eq!(schema.discriminator.as_ref().unwrap().property, "z");
    assert!(matches!(schema.additional_properties, Some(AdditionalProperties::Schema(_))));
    assert!(matches!(document.schemas["B"].additional_properties, Some(AdditionalProperties::Allowed(false))));
    assert_eq!(document.info.other.keys().collect::<Vec<_>>(), ["contact", "x-logo"]);
}

#[test]
fn operations_keep_the_order_of_the_file() {
    let document = document(
        r#"{ "swagger": "2.0", "info": { "title": "T", "version": "1" }, "paths": { "/a": {
        "put": { "responses": {} }, "parameters": [], "get": { "responses": {} }, "delete": { "responses": {} } } } }"#,
    );
    assert_eq!(
        document.paths["/a"].operations.keys().collect::<Vec<_>>(),
        [&Method::Put, &Method::Get, &Method::Delete]
    );
}

#[test]
fn openapi_is_read_whole() {
    let document = document(
        r##"{ "openapi": "3.0.0", "info": { "title": "T", "version": "1" }, "servers": [ { "url": "https://management.azure.com" } ],
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
    let operation = &document.paths["/a"].operations[&Method::Post];
    let body = item(operation.request_body.as_ref().unwrap());
    assert!(body.required && body.content["application/json"].schema.as_ref().unwrap().nullable);
    assert_eq!(item(&item(&operation.responses[&Status::Default]).headers["H"]).schema.ty, Some(SchemaType::Integer));
    let schema = &document.schemas["A"];
    assert_eq!((schema.one_of.len(), schema.any_of.len(), schema.not.is_some()), (1, 1, true));
    assert_eq!(schema.discriminator.as_ref().unwrap().mapping["x"], "#/components/schemas/A");
    assert_eq!(item(&document.parameters["P"]).parameter_location, ParameterLocation::Cookie);
    assert_eq!(item(&document.parameters["P"]).explode, Some(false));
    assert_eq!(document.tags[0].description.as_deref(), Some("d"));
    assert_eq!(document.location.file, FileId(0));
}
