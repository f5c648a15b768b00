//! The resource that an operation is about.
//!
//! In: the path of the operation. Out: the complete ID of the resource, or of one entry of a list.

use serde_json::Value;

use super::super::document::{Documents, operations};
use super::world::World;

const PROVIDERS: &str = "/providers/";

/// Returns the ID of the resource that an operation reads or changes, or of an entry of the list that it returns.
pub(super) fn id(documents: &Documents, world: &World, operation: &str, path: &str) -> String {
    if let Some(resource) = world.resource(operation) {
        return filled(world, operation, resource);
    }
    let tail = path.rsplit_once(PROVIDERS).map_or("", |(_, tail)| tail);
    // Namespace, then pairs of type and name: an odd number of segments is a resource.
    let is_resource = tail.split('/').count() % 2 == 1;
    if is_resource {
        return filled(world, operation, path);
    }
    let entry =
        paths(documents).filter(|path| is_entry(path, tail)).max_by_key(|path| path.contains("/resourceGroups/"));
    let action = || path.rsplit_once('/').map_or(path, |(resource, _)| resource);
    filled(world, operation, entry.unwrap_or_else(action))
}

fn paths(documents: &Documents) -> impl Iterator<Item = &str> {
    documents.values().flat_map(|document| operations(document).map(|(path, _, _)| path))
}

/// Returns `true` if a path is that of an entry of the collection that `tail` names.
fn is_entry(path: &str, tail: &str) -> bool {
    let own = path.rsplit_once(PROVIDERS).map_or("", |(_, tail)| tail);
    own.strip_prefix(tail).is_some_and(|rest| rest.starts_with("/{") && rest.ends_with('}') && !rest[1..].contains('/'))
}

/// Replaces the path parameters by their values in the world.
pub(super) fn filled(world: &World, operation: &str, path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        let name = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        match name.and_then(|name| world.parameter(operation, name)) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => segment.to_owned(),
        }
    });
    segments.collect::<Vec<_>>().join("/")
}
