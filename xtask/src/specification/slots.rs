//! Every position of a specification that takes a text.
//!
//! In: the facts. Out: each position with the keys that its text can have, from the most specific to the most general,
//! and the facts that whoever writes the text needs. Must not know: which texts exist.

use std::collections::BTreeMap;

use serde_json::Value;

use super::descriptions::Key;
use super::document::{Documents, Location, below, operations};
use super::outline::{Uses, operation_facts, parameter_facts, schema_facts, type_name};

/// The kind of position that a text describes.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Kind {
    File,
    Security,
    Operation,
    Parameter,
    Response,
    Header,
    Definition,
    Property,
    EnumValue,
}

/// A position that takes a text.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) kind: Kind,
    /// The object that holds the text. For a value of an enum: the schema of the enum.
    pub(super) location: Location,
    /// The member of that object, or the value of the enum.
    pub(super) member: String,
    /// From the most specific to the most general.
    pub(super) keys: Vec<Key>,
    /// The key that a skeleton proposes: an index of `keys`.
    proposed: usize,
    /// The names that the reader sees beside the text: its own, that of what holds it, its type.
    pub(super) names: String,
    /// Facts for whoever writes the text, in one line.
    pub(super) facts: String,
}

impl Slot {
    /// The key under which a missing text is to be written.
    pub(super) fn proposed(&self) -> &Key {
        &self.keys[self.proposed]
    }
}

/// Returns all positions of the documents, file by file in the order in which they are written.
///
/// `like` returns the definition whose property descriptions another definition shares.
pub(super) fn slots(documents: &Documents, like: &dyn Fn(&str) -> Option<String>) -> Vec<Slot> {
    let uses = Uses::of(documents);
    let mut collector = Collector { file: "", stem: "", slots: Vec::new(), uses: &uses, like };
    for (file, document) in documents {
        collector.file = file;
        collector.stem = file.rsplit('/').next().unwrap_or(file);
        collector.document(document);
    }
    collector.slots
}

/// Collects the positions of one file after the other.
struct Collector<'a> {
    file: &'a str,
    /// The name of the file without its folder; it qualifies names that occur in several files.
    stem: &'a str,
    slots: Vec<Slot>,
    uses: &'a Uses,
    like: &'a dyn Fn(&str) -> Option<String>,
}

/// The first parts of the keys of the schemas inside a definition, and the path of properties to the current schema.
#[derive(Clone)]
struct Owner {
    tables: Vec<Key>,
    name: String,
    path: String,
}

fn key(segments: &[&str]) -> Key {
    segments.iter().map(|&segment| segment.to_owned()).collect()
}

impl Collector<'_> {
    fn push(&mut self, kind: Kind, pointer: &str, member: &str, keys: Vec<Key>, names: String, facts: String) {
        let location = Location { file: self.file.to_owned(), pointer: pointer.to_owned() };
        let is_body = facts.starts_with("body;");
        let proposed = match kind {
            Kind::Definition | Kind::Property | Kind::EnumValue => usize::from(keys.len() > 1),
            // What a path or query parameter means is the same in all operations of a group; a body is not.
            Kind::Parameter => usize::from(keys.len() > 2 && !is_body),
            _ => 0,
        };
        self.slots.push(Slot { kind, location, member: member.to_owned(), keys, proposed, names, facts });
    }

    fn document(&mut self, document: &Value) {
        for member in ["title", "description"] {
            if document["info"].get(member).is_some() {
                let keys = vec![key(&["files", self.stem, member])];
                self.push(Kind::File, "/info", member, keys, self.stem.to_owned(), String::new());
            }
        }
        for (scheme, definition) in document["securityDefinitions"].as_object().into_iter().flatten() {
            let pointer = below("/securityDefinitions", scheme);
            let keys = vec![key(&["security", scheme, "description"])];
            self.push(Kind::Security, &pointer, "description", keys, scheme.clone(), String::new());
            for (scope, _) in definition["scopes"].as_object().into_iter().flatten() {
                let keys = vec![key(&["security", scheme, scope])];
                self.push(Kind::Security, &below(&pointer, "scopes"), scope, keys, scope.clone(), String::new());
            }
        }
        for (path, method, operation) in operations(document) {
            self.operation(path, method, operation);
        }
        for (name, definition) in document["definitions"].as_object().into_iter().flatten() {
            self.definition(name, definition);
        }
        for (name, parameter) in document["parameters"].as_object().into_iter().flatten() {
            let wire = parameter["name"].as_str().unwrap_or_default();
            let keys = vec![key(&["parameters", name]), key(&["parameters", wire])];
            self.parameter(&below("/parameters", name), parameter, keys);
        }
    }

    fn operation(&mut self, path: &str, method: &str, operation: &Value) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let group = id.split('_').next().unwrap_or(id);
        let pointer = below(&below("/paths", path), method);
        let facts = operation_facts(path, method, operation);
        self.push(
            Kind::Operation,
            &pointer,
            "description",
            vec![key(&["operations", id, "description"])],
            id.to_owned(),
            facts,
        );
        for (index, parameter) in operation["parameters"].as_array().into_iter().flatten().enumerate() {
            let Some(name) = parameter["name"].as_str() else { continue };
            let keys = vec![
                key(&["operations", id, "parameters", name]),
                key(&["groups", group, "parameters", name]),
                key(&["parameters", name]),
            ];
            self.parameter(&below(&below(&pointer, "parameters"), &index.to_string()), parameter, keys);
        }
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let pointer = below(&below(&pointer, "responses"), status);
            let body_or_not = if response.get("schema").is_some() { "with body" } else { "without body" };
            let keys = vec![
                key(&["operations", id, "responses", status]),
                key(&["groups", group, "responses", status]),
                key(&["responses", &format!("{status} {body_or_not}")]),
                key(&["responses", status]),
            ];
            let body = type_name(&response["schema"]);
            self.push(Kind::Response, &pointer, "description", keys, format!("{id} {status} {body}"), body);
            for (header, definition) in response["headers"].as_object().into_iter().flatten() {
                let keys = vec![key(&["operations", id, "headers", header]), key(&["headers", header])];
                let facts = schema_facts(definition, false);
                let pointer = below(&below(&pointer, "headers"), header);
                self.push(Kind::Header, &pointer, "description", keys, header.clone(), facts);
            }
        }
    }

    fn parameter(&mut self, pointer: &str, parameter: &Value, keys: Vec<Key>) {
        let name = parameter["name"].as_str().unwrap_or_default();
        let names = format!("{name} {}", type_name(parameter));
        self.push(Kind::Parameter, pointer, "description", keys, names, parameter_facts(parameter));
        self.enum_values(pointer, parameter);
    }

    fn definition(&mut self, name: &str, definition: &Value) {
        let pointer = below("/definitions", name);
        let qualified = format!("{}#{name}", self.stem);
        let tables = vec![key(&["definitions", &qualified]), key(&["definitions", name])];
        for member in ["title", "description"] {
            if member == "title" && definition.get("title").is_none() {
                continue;
            }
            let keys = tables.iter().map(|table| [table.as_slice(), &key(&[member])].concat()).collect();
            let facts = format!(
                "{}; used by {}",
                schema_facts(definition, false),
                self.uses.list(&Location { file: self.file.to_owned(), pointer: pointer.clone() })
            );
            self.push(Kind::Definition, &pointer, member, keys, name.to_owned(), facts);
        }
        let owner = Owner { tables, name: name.to_owned(), path: String::new() };
        self.schema(&owner, &pointer, definition);
    }

    /// The positions inside a schema: its properties, the values of its enum, and what is inside of these.
    fn schema(&mut self, owner: &Owner, pointer: &str, schema: &Value) {
        self.enum_values(pointer, schema);
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let pointer = below(&below(pointer, "properties"), name);
            let path = if owner.path.is_empty() { name.clone() } else { format!("{}.{name}", owner.path) };
            let owner = Owner { path, ..owner.clone() };
            let names = format!("{} {} {}", owner.path, owner.name, type_name(property));
            let facts = schema_facts(property, required.contains(&name.as_str()));
            self.push(Kind::Property, &pointer, "description", self.property_keys(&owner), names, facts);
            self.schema(&owner, &pointer, property);
        }
        for (member, suffix) in [("items", "[]"), ("additionalProperties", "{}")] {
            let Some(inner) = schema.get(member).filter(|it| it.is_object()) else { continue };
            let pointer = below(pointer, member);
            let owner = Owner { path: format!("{}{suffix}", owner.path), ..owner.clone() };
            if inner.get("description").is_some() {
                let names = format!("{} {} {}", owner.path, owner.name, type_name(inner));
                let facts = schema_facts(inner, false);
                self.push(Kind::Property, &pointer, "description", self.property_keys(&owner), names, facts);
            }
            self.schema(&owner, &pointer, inner);
        }
        for (index, part) in schema["allOf"].as_array().into_iter().flatten().enumerate() {
            self.schema(owner, &below(&below(pointer, "allOf"), &index.to_string()), part);
        }
    }

    fn property_keys(&self, owner: &Owner) -> Vec<Key> {
        let mut keys: Vec<Key> =
            owner.tables.iter().map(|table| [table.as_slice(), &key(&["properties", &owner.path])].concat()).collect();
        if let Some(other) = (self.like)(&owner.name) {
            keys.push(key(&["definitions", &other, "properties", &owner.path]));
        }
        keys.push(key(&["properties", &owner.path]));
        keys
    }

    fn enum_values(&mut self, pointer: &str, schema: &Value) {
        let Some(values) = schema["enum"].as_array() else { return };
        let name = schema["x-ms-enum"]["name"].as_str().unwrap_or("unnamed");
        for value in values.iter().filter_map(Value::as_str) {
            let keys = vec![key(&["enums", &format!("{}#{name}", self.stem), value]), key(&["enums", name, value])];
            self.push(Kind::EnumValue, pointer, value, keys, format!("{value} {name}"), String::new());
        }
    }
}

/// Groups positions by the key that a skeleton proposes, in the order of the positions.
pub(super) fn by_proposed_key<'a>(slots: impl Iterator<Item = &'a Slot>) -> Vec<(&'a Key, Vec<&'a Slot>)> {
    let mut order: Vec<&Key> = Vec::new();
    let mut groups: BTreeMap<&Key, Vec<&Slot>> = BTreeMap::new();
    for slot in slots {
        let group = groups.entry(slot.proposed()).or_default();
        if group.is_empty() {
            order.push(slot.proposed());
        }
        group.push(slot);
    }
    order.into_iter().map(|key| (key, groups.remove(key).unwrap_or_default())).collect()
}
