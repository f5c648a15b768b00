//! The values that the examples are made of: `specs/examples/compute.toml`.
//!
//! In: the file. Out: values by what they belong to, the most specific first. Must not know: schemas.

use std::cell::RefCell;
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
    /// Properties that are left out, by definition: they exclude others, or are of no use here. Those of the
    /// definition with the empty name are left out everywhere.
    #[serde(default)]
    hidden: BTreeMap<String, BTreeSet<String>>,
    /// The same, for requests only.
    #[serde(default)]
    hidden_in_requests: BTreeMap<String, BTreeSet<String>>,
    /// Of properties in responses, by status.
    #[serde(default)]
    statuses: BTreeMap<String, BTreeMap<String, Value>>,
    /// The changes for one operation group, one operation, or another example of an operation: `X_Get second`.
    #[serde(default)]
    operations: BTreeMap<String, Changes>,
    /// What was asked for and found. Everything else is of no use.
    #[serde(skip)]
    used: RefCell<BTreeSet<String>>,
}

/// The changes for one operation group or one operation.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
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

    /// The examples of an operation, by the names under which the world changes them.
    pub(super) fn examples_of(&self, operation: &str) -> Vec<String> {
        let others = self.operations.keys().filter(|name| name.split_once(' ').is_some_and(|(id, _)| id == operation));
        [operation.to_owned()].into_iter().chain(others.cloned()).collect()
    }

    /// The changes of an example, then those of its operation and of their group, each with its name.
    fn changes(&self, example: &str) -> impl Iterator<Item = (&String, &Changes)> + use<'_> {
        let operation = example.split(' ').next().unwrap_or(example);
        let group = operation.split('_').next().unwrap_or(operation);
        let own = Some(example).filter(|example| *example != operation);
        [own, Some(operation), Some(group)]
            .map(|name| name.and_then(|name| self.operations.get_key_value(name)))
            .into_iter()
            .flatten()
    }

    fn mark(&self, key: String) {
        self.used.borrow_mut().insert(key);
    }

    pub(super) fn title(&self, operation: &str) -> Option<&str> {
        let (name, title) = self.changes(operation).find_map(|(name, it)| Some((name, it.title.as_deref()?)))?;
        self.mark(format!("operations.{name}.title"));
        Some(title).filter(|_| *name == operation)
    }

    pub(super) fn resource(&self, operation: &str) -> Option<&str> {
        let (name, path) = self.changes(operation).find_map(|(name, it)| Some((name, it.resource.as_deref()?)))?;
        self.mark(format!("operations.{name}.resource"));
        Some(path)
    }

    pub(super) fn parameter(&self, operation: &str, name: &str) -> Option<&Value> {
        let own = self.changes(operation).find_map(|(owner, it)| Some((owner, it.parameters.get(name)?)));
        if let Some((owner, value)) = own {
            self.mark(format!("operations.{owner}.parameters.{name}"));
            return Some(value);
        }
        let value = self.parameters.get(name)?;
        self.mark(format!("parameters.{name}"));
        Some(value)
    }

    /// The first value that fits, of the first of the names that has one.
    pub(super) fn value(
        &self,
        operation: &str,
        status: Option<&str>,
        names: &[String],
        fits: &dyn Fn(&Value) -> bool,
    ) -> Option<&Value> {
        names.iter().find_map(|name| {
            let own = self.changes(operation).map(|(owner, it)| (format!("operations.{owner}.values"), &it.values));
            let by_status = status.and_then(|status| self.statuses.get_key_value(status));
            let by_status = by_status.map(|(status, values)| (format!("statuses.{status}"), values));
            let mut all = own.chain(by_status).chain([("values".to_owned(), &self.values)]);
            let (table, value) = all.find_map(|(table, values)| {
                let value = values.get(name)?;
                fits(value).then_some((table, value))
            })?;
            self.mark(format!("{table}.{name}"));
            Some(value)
        })
    }

    /// Returns `true` if a property is left out: everywhere, in its definition, or in requests.
    pub(super) fn is_hidden(&self, operation: &str, in_request: bool, definition: &str, property: &str) -> bool {
        let own = self.changes(operation).find_map(|(owner, it)| Some((owner, it.hidden.get(definition)?)));
        let of_definition = match own {
            Some((owner, hidden)) => Some((format!("operations.{owner}.hidden.{definition}"), hidden)),
            None => self.hidden.get(definition).map(|hidden| (format!("hidden.{definition}"), hidden)),
        };
        let everywhere = match self.changes(operation).find_map(|(owner, it)| Some((owner, it.hidden.get("")?))) {
            Some((owner, hidden)) => Some((format!("operations.{owner}.hidden."), hidden)),
            None => self.hidden.get("").map(|hidden| ("hidden.".to_owned(), hidden)),
        };
        let in_requests = self.hidden_in_requests.get(definition).filter(|_| in_request && own.is_none());
        let in_requests = in_requests.map(|hidden| (format!("hidden_in_requests.{definition}"), hidden));
        let mut all = [of_definition, everywhere, in_requests].into_iter().flatten();
        let found = all.find(|(_, hidden)| hidden.contains(property));
        found.inspect(|(table, _)| self.mark(format!("{table}.{property}"))).is_some()
    }

    /// Returns the keys that nothing has asked for: they are misspelt, or of something that is not there any more.
    pub(super) fn unused(&self) -> Vec<String> {
        let names = |table: String, map: &BTreeMap<String, Value>| {
            map.keys().map(|name| format!("{table}.{name}")).collect::<Vec<_>>()
        };
        let hidden = |table: String, map: &BTreeMap<String, BTreeSet<String>>| {
            let keys = map.iter().flat_map(|(definition, names)| names.iter().map(move |name| (definition, name)));
            keys.map(|(definition, name)| format!("{table}.{definition}.{name}")).collect::<Vec<_>>()
        };
        let mut all = names("parameters".to_owned(), &self.parameters);
        all.extend(names("values".to_owned(), &self.values));
        all.extend(hidden("hidden".to_owned(), &self.hidden));
        all.extend(hidden("hidden_in_requests".to_owned(), &self.hidden_in_requests));
        all.extend(self.statuses.iter().flat_map(|(status, values)| names(format!("statuses.{status}"), values)));
        for (operation, changes) in &self.operations {
            let table = format!("operations.{operation}");
            all.extend(changes.title.iter().map(|_| format!("{table}.title")));
            all.extend(changes.resource.iter().map(|_| format!("{table}.resource")));
            all.extend(names(format!("{table}.parameters"), &changes.parameters));
            all.extend(names(format!("{table}.values"), &changes.values));
            // A list of what is left out everywhere repeats what this example has no occasion to leave out.
            let general = format!("{table}.hidden..");
            let own = hidden(format!("{table}.hidden"), &changes.hidden);
            all.extend(own.into_iter().filter(|key| !key.starts_with(&general)));
        }
        let used = self.used.borrow();
        all.retain(|key| !used.contains(key));
        all
    }
}
