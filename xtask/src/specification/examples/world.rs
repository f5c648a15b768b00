//! The values that the examples are made of: `specs/examples/compute.toml`.
//!
//! In: the file. Out: values by what they belong to, the most specific first. Must not know: schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

/// One small world of subscriptions, groups and machines, for all operations.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct World {
    /// Of parameters, by name.
    #[serde(default)]
    parameters: BTreeMap<String, Value>,
    /// Of properties: by `Definition.property`, `property.property` (the first holds the second), or `property`.
    #[serde(default)]
    values: BTreeMap<String, Value>,
    /// Properties that are left out, by definition: they exclude others, or are of no use here.
    #[serde(default)]
    hidden: BTreeMap<String, BTreeSet<String>>,
    /// The same, for requests only.
    #[serde(default)]
    hidden_in_requests: BTreeMap<String, BTreeSet<String>>,
    /// Of properties in responses, by status.
    #[serde(default)]
    statuses: BTreeMap<String, BTreeMap<String, Value>>,
    /// What is different for one operation group or one operation.
    #[serde(default)]
    operations: BTreeMap<String, Changes>,
}

/// What is different for one operation group or one operation.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Changes {
    /// Replaces the generated title.
    title: Option<String>,
    /// The path of the resource, where the path of the operation does not say it.
    resource: Option<String>,
    #[serde(default)]
    parameters: BTreeMap<String, Value>,
    #[serde(default)]
    values: BTreeMap<String, Value>,
    /// Replaces the list of the definition.
    #[serde(default)]
    hidden: BTreeMap<String, BTreeSet<String>>,
}

impl World {
    /// # Errors
    ///
    /// Returns the reason if the file cannot be read or has an unknown key.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// What an operation changes, then what its group changes.
    fn changes(&self, operation: &str) -> impl Iterator<Item = &Changes> {
        let group = operation.split('_').next().unwrap_or(operation);
        [operation, group].into_iter().filter_map(|name| self.operations.get(name))
    }

    pub(super) fn title(&self, operation: &str) -> Option<&str> {
        self.changes(operation).find_map(|changes| changes.title.as_deref())
    }

    pub(super) fn resource(&self, operation: &str) -> Option<&str> {
        self.changes(operation).find_map(|changes| changes.resource.as_deref())
    }

    pub(super) fn parameter(&self, operation: &str, name: &str) -> Option<&Value> {
        let own = self.changes(operation).find_map(|changes| changes.parameters.get(name));
        own.or_else(|| self.parameters.get(name))
    }

    /// The values that a property can have, those of the first of its names first.
    pub(super) fn values(
        &self,
        operation: &str,
        status: Option<&str>,
        names: &[String],
    ) -> impl Iterator<Item = &Value> {
        let by_status = status.and_then(|status| self.statuses.get(status));
        names.iter().flat_map(move |name| {
            let own = self.changes(operation).find_map(|changes| changes.values.get(name));
            [own, by_status.and_then(|values| values.get(name)), self.values.get(name)].into_iter().flatten()
        })
    }

    pub(super) fn is_hidden(&self, operation: &str, in_request: bool, definition: &str, property: &str) -> bool {
        let own = self.changes(operation).find_map(|changes| changes.hidden.get(definition));
        let of_definition = own.or_else(|| self.hidden.get(definition));
        let everywhere = self.hidden.get("");
        let in_request = self.hidden_in_requests.get(definition).filter(|_| in_request && own.is_none());
        [of_definition, everywhere, in_request].into_iter().flatten().any(|hidden| hidden.contains(property))
    }
}
