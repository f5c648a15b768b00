//! Values that are valid against a schema.
//!
//! In: a schema, the direction in which the value travels, the values of the world. Out: the value, with every property
//! that can travel in this direction, apart from the hidden ones. Must not know: operations.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::document::{Documents, Location};
use super::world::World;

/// Schemas are followed no deeper than this; the definitions of Compute that contain themselves end here.
const DEPTH: usize = 14;

/// The beginning of what replaces a value that the world does not have.
const MISSING: &str = "no value for ";

/// The direction of a value, and the known facts about its resource.
pub(super) struct Context<'a> {
    pub(super) documents: &'a Documents,
    pub(super) world: &'a World,
    /// The name of the example in the world.
    pub(super) example: &'a str,
    /// `None`: the value is part of a request.
    pub(super) status: Option<&'a str>,
    /// The ID of the resource.
    pub(super) resource: &'a str,
}

/// A schema with the names by which its value is found.
#[derive(Clone)]
struct At<'a> {
    file: &'a str,
    schema: &'a Value,
    /// The definition that holds the property, then the property that holds that definition.
    holders: Vec<String>,
    /// The property.
    name: String,
    /// The definitions that the value is inside of.
    outer: Vec<&'a str>,
    /// `true` for a resource whose ID is that of the context.
    is_resource: bool,
}

impl<'a> Context<'a> {
    /// A value for the schema of a body.
    pub(super) fn body(&self, file: &'a str, schema: &'a Value) -> Value {
        let at = At { file, schema, holders: Vec::new(), name: String::new(), outer: Vec::new(), is_resource: true };
        self.value(&at)
    }

    /// A value for a parameter or header that the world does not name.
    pub(super) fn scalar(&self, file: &'a str, schema: &'a Value, name: &str) -> Value {
        let at = At { file, schema, holders: Vec::new(), name: name.to_owned(), outer: Vec::new(), is_resource: false };
        self.value(&at)
    }

    fn value(&self, at: &At<'a>) -> Value {
        let target = self.target(at);
        let schema = target.map_or(at.schema, |(_, _, schema)| schema);
        let fits = |value: &Value| has_type(schema, value);
        if let Some(value) = self.world.value(self.example, self.status, &names(at), &fits) {
            return value.clone();
        }
        if let Some((file, name, schema)) = target {
            let holders = vec![name.to_owned(), at.name.clone()];
            let outer = [at.outer.as_slice(), &[name]].concat();
            return self.inner(&At { file, schema, holders, outer, ..at.clone() });
        }
        self.inner(at)
    }

    /// The value of a schema that is not a reference.
    fn inner(&self, at: &At<'a>) -> Value {
        let schema = at.schema;
        if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
            return schema.get("default").unwrap_or(first).clone();
        }
        match schema["type"].as_str() {
            Some("string") => self.string(at),
            Some("integer") => number(schema).into(),
            Some("number") => json!(number(schema) as f64),
            Some("boolean") => schema.get("default").cloned().unwrap_or_else(|| true.into()),
            Some("file") => json!("ZnVsbCBhZGRyZXNzOnM6MTAuMC4wLjQ="),
            Some("array") => {
                let is_resource = at.is_resource && (at.name == "value" || at.name.is_empty());
                let item = At { schema: &schema["items"], is_resource, ..at.clone() };
                json!([self.value(&item)])
            }
            _ if schema.get("properties").is_none() && schema["additionalProperties"].is_object() => {
                let item = At { schema: &schema["additionalProperties"], is_resource: false, ..at.clone() };
                json!({ "first": self.value(&item) })
            }
            _ => {
                let mut members = Map::new();
                self.members(at, &mut members);
                members.into()
            }
        }
    }

    /// The properties of an object, those of the definitions that it extends first.
    fn members(&self, at: &At<'a>, members: &mut Map<String, Value>) {
        for parent in at.schema["allOf"].as_array().into_iter().flatten() {
            let parent = At { schema: parent, ..at.clone() };
            match self.target(&parent) {
                Some((file, _, schema)) => self.members(&At { file, schema, ..parent }, members),
                None => self.members(&parent, members),
            }
        }
        let required: BTreeSet<&str> =
            at.schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let definition = at.holders.first().map(String::as_str).unwrap_or_default();
        for (name, property) in at.schema["properties"].as_object().into_iter().flatten() {
            let is_required = required.contains(name.as_str());
            let property_at = At {
                schema: property,
                holders: at.holders.clone(),
                name: name.clone(),
                is_resource: at.is_resource && name == "value",
                ..at.clone()
            };
            let is_hidden = self.world.is_hidden(self.example, self.status.is_none(), definition, name);
            if !self.travels(&property_at) || !is_required && (is_hidden || self.is_too_deep(&property_at)) {
                continue;
            }
            let known = self.of_resource(at, name).filter(|known| has_type(property, known));
            members.insert(name.clone(), known.unwrap_or_else(|| self.value(&property_at)));
        }
    }

    /// The ID, name and type of the resource itself, unless the world has others for this definition.
    fn of_resource(&self, at: &At<'a>, name: &str) -> Option<Value> {
        let definition = at.holders.first()?;
        let key = [format!("{definition}.{name}")];
        if !at.is_resource || self.world.value(self.example, self.status, &key, &|_| true).is_some() {
            return None;
        }
        let (_, path) = self.resource.split_once("/providers/")?;
        let segments: Vec<&str> = path.split('/').collect();
        match name {
            "id" => Some(self.resource.into()),
            "name" => segments.last().map(|last| (*last).into()),
            "type" => {
                let types = segments.iter().skip(1).step_by(2).copied();
                Some(segments.iter().take(1).copied().chain(types).collect::<Vec<_>>().join("/").into())
            }
            _ => None,
        }
    }

    /// Returns `true` if a property is sent in this direction (`readOnly`, and `x-ms-mutability` of ARM).
    fn travels(&self, at: &At<'a>) -> bool {
        let property = at.schema;
        let target_is_read_only = self.target(at).is_some_and(|(_, _, target)| target["readOnly"] == true);
        let is_read_only = property["readOnly"] == true || target_is_read_only;
        let mutability = property["x-ms-mutability"].as_array();
        let is_written_only = property["x-ms-secret"] == true
            || mutability.is_some_and(|mutability| !mutability.iter().any(|it| it == "read"));
        if self.status.is_some() { !is_written_only } else { !is_read_only }
    }

    /// Returns `true` if a definition would be inside itself.
    fn is_too_deep(&self, at: &At<'a>) -> bool {
        let schema = if at.schema["items"].is_object() { &at.schema["items"] } else { at.schema };
        let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
        name.is_some_and(|name| at.outer.contains(&name) || at.outer.len() > DEPTH)
    }

    /// The definition that a schema refers to, with its file and name.
    fn target(&self, at: &At<'a>) -> Option<(&'a str, &'a str, &'a Value)> {
        let location = Location::of_reference(at.file, at.schema["$ref"].as_str()?);
        let (file, document) = self.documents.get_key_value(&location.file)?;
        let name = location.pointer.strip_prefix("/definitions/")?;
        let (name, schema) = document["definitions"].as_object()?.get_key_value(name)?;
        Some((file, name, schema))
    }

    fn string(&self, at: &At<'a>) -> Value {
        let text = match at.schema["format"].as_str() {
            Some("date-time") => "2025-05-06T07:08:09.1234567Z",
            Some("date") => "2025-05-06",
            Some("uuid") => "0f3c5a7e-1b2d-4c6f-8a90-b1c2d3e4f506",
            Some("duration") => "PT30M",
            Some("byte") => "aGVsbG8=",
            Some("uri") => "https://example.com/",
            _ => return at.schema.get("default").cloned().unwrap_or_else(|| missing(at)),
        };
        text.into()
    }
}

/// Every string without a format has to be in the world: a made-up one says nothing.
fn missing(at: &At<'_>) -> Value {
    format!("{MISSING}{}", names(at).join(" or ")).into()
}

/// The names of the properties that have no value in the world.
pub(super) fn missing_in(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.strip_prefix(MISSING).map(str::to_owned).into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(missing_in).collect(),
        Value::Object(members) => members.values().flat_map(missing_in).collect(),
        _ => Vec::new(),
    }
}

/// The names by which the world has the value, the most specific first.
fn names(at: &At<'_>) -> Vec<String> {
    if at.name.is_empty() {
        return Vec::new();
    }
    let holders = at.holders.iter().filter(|holder| !holder.is_empty()).map(|holder| format!("{holder}.{}", at.name));
    holders.chain([at.name.clone()]).collect()
}

/// Returns `true` if a value of the world can be one of this schema: a name can belong to properties of several types.
fn has_type(schema: &Value, value: &Value) -> bool {
    if let Some(values) = schema["enum"].as_array() {
        return values.contains(value);
    }
    match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => {
            value.as_array().is_some_and(|items| items.iter().all(|item| has_type(&schema["items"], item)))
        }
        _ => value.as_object().is_some_and(|members| {
            let properties = schema["properties"].as_object();
            properties.is_none_or(|properties| members.keys().all(|name| properties.contains_key(name)))
        }),
    }
}

/// A whole number within the bounds of the schema.
fn number(schema: &Value) -> i64 {
    let bound = |name: &str| schema[name].as_i64();
    schema["default"].as_i64().or_else(|| bound("minimum")).unwrap_or(1).min(bound("maximum").unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::super::world::World;
    use super::{Context, missing_in};

    const WORLD: &str = r#"
        [values]
        "Disk.size" = 128
        "owner.name" = "ada"
        name = 5
        [statuses.202]
        state = "Working"
        [hidden]
        Disk = ["old"]
    "#;

    fn body(status: Option<&str>) -> Value {
        let document = json!({ "definitions": {
            "Disk": { "required": ["size"], "properties": {
                "id": { "type": "string", "readOnly": true },
                "name": { "type": "string", "readOnly": true },
                "type": { "type": "string", "readOnly": true },
                "size": { "type": "integer" },
                "old": { "type": "boolean" },
                "key": { "type": "string", "format": "uuid", "x-ms-secret": true },
                "kind": { "type": "string", "enum": ["A", "B"] },
                "state": { "type": "string", "readOnly": true, "enum": ["Done", "Working"] },
                "owner": { "$ref": "#/definitions/Person" },
                "parts": { "type": "array", "items": { "$ref": "#/definitions/Disk" } }
            } },
            "Person": { "properties": { "name": { "type": "string" }, "city": { "type": "string" } } }
        } });
        let documents = BTreeMap::from([("a.json".to_owned(), document)]);
        let world: World = toml::from_str(WORLD).unwrap();
        let resource = "/subscriptions/s/providers/Microsoft.Compute/disks/d";
        let context = Context { documents: &documents, world: &world, example: "Disks_Put", status, resource };
        context.body("a.json", &json!({ "$ref": "#/definitions/Disk" }))
    }

    #[test]
    fn a_request_has_what_can_be_written() {
        let request = body(None);
        let mut expected = json!({ "size": 128, "kind": "A", "owner": { "name": "ada" } });
        expected["key"] = "0f3c5a7e-1b2d-4c6f-8a90-b1c2d3e4f506".into();
        assert_eq!(missing_in(&request), ["Person.city or owner.city or city"]);
        let mut request = request;
        request["owner"].as_object_mut().unwrap().remove("city");
        assert_eq!(request, expected);
    }

    #[test]
    fn a_response_has_what_can_be_read_and_the_identity_of_the_resource() {
        let response = body(Some("202"));
        assert_eq!(response["id"], "/subscriptions/s/providers/Microsoft.Compute/disks/d");
        assert_eq!((&response["name"], &response["type"]), (&json!("d"), &json!("Microsoft.Compute/disks")));
        assert_eq!(response["state"], "Working");
        assert!(response.get("key").is_none());
        assert!(response.get("parts").is_none(), "a definition inside itself");
        assert_eq!(body(Some("200"))["state"], "Done");
    }
}
