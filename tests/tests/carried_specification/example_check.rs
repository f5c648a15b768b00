//! Checks a documented example against its operation.
//!
//! In: a specification, one of its operations and an example file's content. Out: what does not fit. Parameters,
//! statuses, headers and the shape of bodies are checked; formats and patterns are left to the tool's own examples
//! check, which goes over all of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::specification::{Specification, below};

/// The direction of a body: requests must not have read-only properties.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Direction {
    Request,
    Response,
}

/// Returns the faults of an example, each with a pointer into it.
pub(crate) fn faults(specification: &Specification, file: &str, operation: &Value, example: &Value) -> Vec<String> {
    let mut check = Check { specification, faults: Vec::new() };
    check.parameters(file, operation, example);
    check.responses(file, operation, example);
    check.faults
}

struct Check<'a> {
    specification: &'a Specification,
    faults: Vec<String>,
}

impl<'a> Check<'a> {
    fn report(&mut self, pointer: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{pointer}: {what}"));
    }

    fn parameters(&mut self, file: &str, operation: &'a Value, example: &Value) {
        let given = object(&example["parameters"]);
        let mut declared = BTreeSet::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let (file, parameter) = self.specification.resolve(file, parameter);
            let name = parameter["name"].as_str().unwrap_or_default();
            declared.insert(name);
            let pointer = below("/parameters", name);
            match given.get(name) {
                None if parameter["required"] == true => self.report(&pointer, "a required parameter is missing"),
                None => {}
                Some(value) => match parameter.get("schema") {
                    Some(schema) => self.value(&pointer, &file, schema, value, Direction::Request),
                    None => self.value(&pointer, &file, parameter, value, Direction::Request),
                },
            }
        }
        for name in given.keys().filter(|name| !declared.contains(name.as_str())) {
            self.report(&below("/parameters", name), "the operation does not declare this parameter");
        }
    }

    fn responses(&mut self, file: &str, operation: &'a Value, example: &Value) {
        for (status, documented) in &object(&example["responses"]) {
            let pointer = below("/responses", status);
            let Some(response) = operation["responses"].get(status) else {
                self.report(&pointer, "the operation does not document this status code");
                continue;
            };
            match (response.get("schema"), documented.get("body")) {
                (Some(schema), Some(body)) => {
                    self.value(&below(&pointer, "body"), file, schema, body, Direction::Response);
                }
                (Some(_), None) => self.report(&pointer, "the body is missing"),
                (None, Some(_)) => self.report(&pointer, "the response must not have a body"),
                (None, None) => {}
            }
            for (name, value) in &object(&documented["headers"]) {
                let pointer = below(&below(&pointer, "headers"), name);
                match response["headers"].get(name) {
                    Some(header) => self.value(&pointer, file, header, value, Direction::Response),
                    None => self.report(&pointer, "the response does not declare this header"),
                }
            }
        }
    }

    fn value(&mut self, pointer: &str, file: &str, schema: &'a Value, value: &Value, direction: Direction) {
        let (file, schema) = self.specification.resolve(file, schema);
        let fits = match schema["type"].as_str() {
            Some("string") => value.is_string(),
            Some("integer") => value.is_i64(),
            Some("number") => value.is_number(),
            Some("boolean") => value.is_boolean(),
            Some("array") => value.is_array(),
            Some("file") => value.is_string(),
            _ => value.is_object(),
        };
        if !fits {
            return self.report(pointer, format_args!("{value} is not of type {}", schema["type"]));
        }
        if let Some(text) = value.as_str() {
            self.bounds(pointer, schema, text);
        }
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            self.value(&below(pointer, &index.to_string()), &file, &schema["items"], item, direction);
        }
        if let Some(members) = value.as_object() {
            self.members(pointer, &file, schema, members, direction);
        }
    }

    /// `minLength`, `maxLength`, and `enum` unless it may grow (`modelAsString`).
    fn bounds(&mut self, pointer: &str, schema: &Value, text: &str) {
        let length = text.chars().count() as u64;
        let bound = |name: &str| schema[name].as_u64();
        if bound("minLength").is_some_and(|least| length < least)
            || bound("maxLength").is_some_and(|most| length > most)
        {
            self.report(pointer, format_args!("{text:?} is too short or too long"));
        }
        let closed = schema["x-ms-enum"]["modelAsString"] != true;
        let values = schema["enum"].as_array().filter(|_| closed);
        if values.is_some_and(|values| values.iter().all(|value| value != text)) {
            self.report(pointer, format_args!("{text:?} is not a value of the enum"));
        }
    }

    fn members(&mut self, at: &str, file: &str, schema: &'a Value, members: &Map<String, Value>, direction: Direction) {
        let mut shape = Shape::default();
        shape.add(self.specification, file, schema);
        for name in shape.required.iter().filter(|name| !members.contains_key(**name)) {
            self.report(&below(at, name), "a required property is missing");
        }
        if shape.properties.is_empty() && shape.additional.is_none() {
            return; // any object
        }
        for (name, value) in members {
            let pointer = below(at, name);
            match (shape.properties.get(name.as_str()), &shape.additional) {
                (Some((file, property)), _) => {
                    if direction == Direction::Request && property["readOnly"] == true {
                        self.report(&pointer, "a read-only property in a request");
                    }
                    self.value(&pointer, file, property, value, direction);
                }
                (None, Some((file, additional))) => self.value(&pointer, file, additional, value, direction),
                (None, None) => self.report(&pointer, "the schema does not declare this property"),
            }
        }
    }
}

/// The properties of a type with those it inherits, each with the file it is written in.
#[derive(Default)]
struct Shape<'a> {
    properties: BTreeMap<&'a str, (String, &'a Value)>,
    required: BTreeSet<&'a str>,
    additional: Option<(String, &'a Value)>,
}

impl<'a> Shape<'a> {
    fn add(&mut self, specification: &'a Specification, file: &str, schema: &'a Value) {
        for parent in schema["allOf"].as_array().into_iter().flatten() {
            let (file, parent) = specification.resolve(file, parent);
            self.add(specification, &file, parent);
        }
        let properties = schema["properties"].as_object().into_iter().flatten();
        self.properties.extend(properties.map(|(name, property)| (name.as_str(), (file.to_owned(), property))));
        self.required.extend(schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
        if let Some(additional) = schema.get("additionalProperties") {
            self.additional = Some((file.to_owned(), additional));
        }
    }
}

/// The members of an object, or an empty map.
fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use serde_json::{Value, json};

    use super::{Specification, faults};

    fn faults_of(example: Value) -> Vec<String> {
        let document = json!({
            "definitions": {
                "Base": { "required": ["location"], "properties": {
                    "id": { "type": "string", "readOnly": true }, "location": { "type": "string" }
                } },
                "Thing": { "allOf": [{ "$ref": "#/definitions/Base" }], "properties": {
                    "tags": { "type": "object", "additionalProperties": { "type": "string" } },
                    "open": { "type": "string", "enum": ["A"], "x-ms-enum": { "modelAsString": true } },
                    "closed": { "type": "string", "enum": ["A"] },
                    "any": { "type": "object" }
                } }
            }
        });
        let operation = json!({
            "parameters": [
                { "name": "group", "required": true, "type": "string", "maxLength": 3 },
                { "name": "thing", "required": true, "schema": { "$ref": "#/definitions/Thing" } }
            ],
            "responses": {
                "200": { "schema": { "$ref": "#/definitions/Thing" }, "headers": { "Retry-After": { "type": "integer" } } },
                "204": {}
            }
        });
        let files = BTreeMap::from([("a.json".to_owned(), document)]);
        faults(&Specification { root: PathBuf::new(), files }, "a.json", &operation, &example)
    }

    #[test]
    fn a_fitting_example_has_no_faults() {
        let example = json!({
            "parameters": { "group": "abc", "thing": { "location": "x", "tags": { "a": "b" }, "open": "B", "any": { "a": 1 } } },
            "responses": {
                "200": { "headers": { "Retry-After": 1 }, "body": { "id": "/x", "location": "x", "closed": "A" } },
                "204": {}
            }
        });
        assert_eq!(faults_of(example), [""; 0]);
    }

    #[test]
    fn everything_that_does_not_fit_is_reported() {
        let example = json!({
            "parameters": { "thing": { "id": "/x", "closed": "B" }, "other": 1 },
            "responses": {
                "200": { "headers": { "Location": "x", "Retry-After": "1" }, "body": { "location": 1, "new": 2, "tags": { "a": 3 } } },
                "204": { "body": {} },
                "201": {}
            }
        });
        let expected = [
            "/parameters/group: a required parameter is missing",
            "/parameters/thing/location: a required property is missing",
            "/parameters/thing/id: a read-only property in a request",
            "/parameters/thing/closed: \"B\" is not a value of the enum",
            "/parameters/other: the operation does not declare this parameter",
            "/responses/200/body/location: 1 is not of type \"string\"",
            "/responses/200/body/new: the schema does not declare this property",
            "/responses/200/body/tags/a: 3 is not of type \"string\"",
            "/responses/200/headers/Location: the response does not declare this header",
            "/responses/200/headers/Retry-After: \"1\" is not of type \"integer\"",
            "/responses/204: the response must not have a body",
            "/responses/201: the operation does not document this status code",
        ];
        assert_eq!(faults_of(example), expected);
    }

    #[test]
    fn bounds_are_checked() {
        let example = json!({ "parameters": { "group": "abcd", "thing": { "location": "x" } }, "responses": {} });
        assert_eq!(faults_of(example), ["/parameters/group: \"abcd\" is too short or too long"]);
    }
}
