//! Examples of all operations, made of the schemas and of the values of one small world.
//!
//! In: the facts, `specs/examples/compute.toml`, and the operations that have examples written by hand. Out: one file
//! for each of the other operations, in the form of `x-ms-examples`: the parameters of a request, and the responses.
//! The values are deterministic. Must not know: descriptions.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use self::values::Context;
use self::world::World;
use super::document::{Documents, Location, operations};

mod resource;
mod values;
mod world;

/// The values of the world.
const WORLD: &str = "specs/examples/compute.toml";

/// A generated example.
pub(super) struct Example {
    /// Its file below the folder `specification`.
    pub(super) file: String,
    pub(super) title: String,
    pub(super) content: Value,
}

/// Returns examples for each operation that `is_by_hand` does not name, by operation ID.
///
/// # Errors
///
/// Returns the reason if the world cannot be read, or the properties that it has no value for.
pub(super) fn examples(
    root: &Path,
    documents: &Documents,
    is_by_hand: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, Vec<Example>>, String> {
    let world = World::read(&root.join(WORLD))?;
    let mut examples: BTreeMap<String, Vec<Example>> = BTreeMap::new();
    for (file, document) in documents {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (path, _, operation) in operations(document) {
            let id = operation["operationId"].as_str().unwrap_or_default();
            if is_by_hand(id) {
                continue;
            }
            for name in world.examples_of(id) {
                let resource = resource::id(documents, &world, &name, path);
                let mut content = content(documents, &world, file, operation, &name, &resource);
                add_next_link(&mut content, operation, &resource::filled(&world, &name, path));
                let title = world.title(&name).map_or_else(|| title(&name), str::to_owned);
                let group = id.split('_').next().unwrap_or(id);
                let file = format!("{folder}/examples/{group}/{}.json", name.replace(' ', "_"));
                examples.entry(id.to_owned()).or_default().push(Example { file, title, content });
            }
        }
    }
    let missing: Vec<String> =
        examples.values().flatten().flat_map(|example| values::missing_in(&example.content)).collect();
    if !missing.is_empty() {
        return Err(format!("{WORLD} has no value for:\n{}", missing.join("\n")));
    }
    let unused = world.unused();
    if !unused.is_empty() {
        return Err(format!("{WORLD} has what no example shows:\n{}", unused.join("\n")));
    }
    Ok(examples)
}

/// The content of the example that the world changes under `name`.
fn content(
    documents: &Documents,
    world: &World,
    own_file: &str,
    operation: &Value,
    example: &str,
    resource: &str,
) -> Value {
    let context = |status| Context { documents, world, example, status, resource };
    let mut parameters = Map::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let (file, parameter) = resolved(documents, own_file, parameter);
        let name = parameter["name"].as_str().unwrap_or_default();
        let value = if name == "api-version" {
            Some(documents[own_file]["info"]["version"].clone())
        } else if let Some(schema) = parameter.get("schema") {
            Some(context(None).body(file, schema))
        } else if let Some(value) = world.parameter(example, name) {
            Some(value.clone())
        } else {
            let is_wanted = parameter["required"] == true || parameter["enum"].is_array();
            is_wanted.then(|| context(None).scalar(file, parameter, name))
        };
        parameters.extend(value.map(|value| (name.to_owned(), value)));
    }
    let mut responses = Map::new();
    let documented = operation["responses"].as_object().into_iter().flatten();
    for (status, response) in documented.filter(|(status, _)| *status != "default") {
        let mut content = Map::new();
        let headers: Map<String, Value> = response["headers"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, header)| (name.clone(), context(Some(status)).scalar(own_file, header, name)))
            .collect();
        if !headers.is_empty() {
            content.insert("headers".to_owned(), headers.into());
        }
        if let Some(schema) = response.get("schema") {
            content.insert("body".to_owned(), context(Some(status)).body(own_file, schema));
        }
        responses.insert(status.clone(), content.into());
    }
    json!({ "parameters": parameters, "responses": responses })
}

/// A page says where the next one is.
fn add_next_link(content: &mut Value, operation: &Value, path: &str) {
    let Some(name) = operation["x-ms-pageable"]["nextLinkName"].as_str() else { return };
    let version = content["parameters"]["api-version"].as_str().unwrap_or_default();
    let link = format!("https://management.azure.com{path}?api-version={version}&$skiptoken=cGFnZTI%3D");
    if let Some(body) = content.pointer_mut("/responses/200/body").and_then(Value::as_object_mut) {
        body.insert(name.to_owned(), link.into());
    }
}

/// A parameter or the one that it refers to, with its file.
fn resolved<'a>(documents: &'a Documents, file: &'a str, parameter: &'a Value) -> (&'a str, &'a Value) {
    let target = parameter["$ref"].as_str().and_then(|reference| {
        let location = Location::of_reference(file, reference);
        let (file, document) = documents.get_key_value(&location.file)?;
        Some((file.as_str(), document.pointer(&location.pointer)?))
    });
    target.unwrap_or((file, parameter))
}

/// A title made of the operation ID: `Disks_ListByResourceGroup` gives "Disks: list by resource group".
fn title(id: &str) -> String {
    let words = |name: &str| super::wording::name_words(name).join(" ");
    let (group, operation) = id.split_once('_').unwrap_or((id, "call"));
    let group = words(group);
    let mut letters = group.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}: {}", letters.as_str(), words(operation))
}
