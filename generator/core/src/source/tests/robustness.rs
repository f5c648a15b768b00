//! Damaged files: whatever is in them, reading ends, and does not panic.

use super::{Folder, load_all};
use crate::diagnostics::Style;
use crate::source::Inputs;

const JSON: &str = r##"{ "swagger": "2.0", "info": { "title": "T", "version": "1" }, "x-ms-paths": {},
  "paths": { "/a/{b}": { "get": { "operationId": "A_Get", "parameters": [ { "$ref": "#/parameters/P" } ],
    "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/A" } } },
    "x-ms-examples": { "E": { "$ref": "./e.json" } } } } },
  "definitions": { "A": { "type": "object", "required": ["b"], "properties": { "b": { "enum": ["é", 1] } },
    "allOf": [ { "$ref": "#/definitions/B" } ], "discriminator": "b", "additionalProperties": false },
    "B": { "type": "array", "items": { "minimum": -1.5 } } },
  "parameters": { "P": { "name": "p", "in": "query", "type": "string", "collectionFormat": "csv" } } }"##;

const YAML: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: A_Get\n      \
                    parameters: &p\n      - {name: p, in: query, schema: {type: string}}\n      requestBody:\n        \
                    content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}\n      responses:\n        \
                    200: {description: 'é'}\n    x-p: *p\ncomponents:\n  schemas:\n    A: {type: object, discriminator: \
                    {propertyName: t, mapping: {x: A}}}\n";

/// Reads a damaged file and renders everything there is to say about it.
fn read(folder: &Folder, name: &str, content: &[u8]) {
    folder.write(name, content);
    let (_, diagnostics) = load_all(&Inputs { read_examples: true, ..folder.inputs(&[name]) });
    diagnostics.render(Style::Plain);
    diagnostics.json_lines();
}

/// Every beginning of a text, and the text with every byte changed in a few ways.
fn damages(text: &str) -> impl Iterator<Item = Vec<u8>> + '_ {
    let bytes = text.as_bytes();
    let truncated = (0..bytes.len()).map(|end| bytes[..end].to_vec());
    let flipped = (0..bytes.len()).flat_map(move |index| {
        [bytes[index] ^ 1, b'"', 0xff].map(|byte| {
            let mut copy = bytes.to_vec();
            copy[index] = byte;
            copy
        })
    });
    let cut = (0..bytes.len()).map(|index| [&bytes[..index], &bytes[index + 1..]].concat());
    truncated.chain(flipped).chain(cut)
}

#[test]
fn damaged_json_is_reported() {
    let folder = Folder::new(&[("e.json", "{}")]);
    assert!(folder.load(&["e.json"]).1.has_errors());
    damages(JSON).for_each(|content| read(&folder, "a.json", &content));
}

#[test]
fn damaged_yaml_is_reported() {
    let folder = Folder::new(&[]);
    damages(YAML).for_each(|content| read(&folder, "a.yaml", &content));
}

#[test]
fn damaged_readmes_are_reported() {
    let text = "# T\n``` yaml\ntag: a\n```\n```yaml $(tag) == 'a' && !($(b) || 'x' != $(c)) /* é */\ninput-file:\n- a.json\n```\n";
    let folder = Folder::new(&[]);
    for content in damages(text) {
        folder.write("readme.md", &content);
        if let Err(diagnostics) = crate::source::readme::read(&folder.path("readme.md"), None, &[]) {
            assert!(!diagnostics.to_string().is_empty());
        }
    }
}

/// Every value of the file, replaced by each type of JSON.
#[test]
fn values_of_any_type_at_any_location_are_reported() {
    let folder = Folder::new(&[]);
    let whole: serde_json::Value = serde_json::from_str(JSON).unwrap();
    let mut pointers = Vec::new();
    collect(&whole, String::new(), &mut pointers);
    for pointer in pointers {
        for other in ["null", "true", "-1.5", "\"text\"", "[]", "[[]]", "{}", "{\"\": {}}"] {
            let mut copy = whole.clone();
            *copy.pointer_mut(&pointer).unwrap() = serde_json::from_str(other).unwrap();
            read(&folder, "a.json", copy.to_string().as_bytes());
        }
    }
}

fn collect(value: &serde_json::Value, pointer: String, pointers: &mut Vec<String>) {
    let children: Vec<(String, &serde_json::Value)> = match value {
        serde_json::Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), value)).collect(),
        serde_json::Value::Array(values) => {
            values.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (token, child) in children {
        collect(child, format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1")), pointers);
    }
    pointers.push(pointer);
}
