//! Inheritance over `allOf`, as far as discriminators care about it.
//!
//! ```text
//! Pet (discriminator: kind)  ←allOf─  Cat ("Cat")  ←allOf─  Lion ("Lion")
//! ```
//!
//! `Pet` and `Cat` have subtypes, so both are printed as polymorphic enums; `Cat`, which has a value of its own, is also a
//! variant and has a struct of its own, `CatBase`. `Lion` is a plain struct with the tag `kind = "Lion"`.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::view::{Components, Node, View};
use crate::bundle::extension;

/// Who inherits from whom, and which components a discriminator tells apart.
#[derive(Debug, Default)]
pub(super) struct Hierarchy<'a> {
    parents: BTreeMap<&'a str, Vec<&'a str>>,
    /// Direct subtypes, in the order of the bundle.
    children: BTreeMap<&'a str, Vec<&'a str>>,
    discriminators: BTreeMap<&'a str, &'a openapiv3::Discriminator>,
    values: BTreeMap<&'a str, String>,
    /// Components that declare their value themselves.
    declared: BTreeSet<&'a str>,
}

impl<'a> Hierarchy<'a> {
    pub(super) fn of(components: Components<'a>) -> Self {
        let mut hierarchy = Self::default();
        for (name, node) in components.iter() {
            let Node::Item(schema) = node else { continue };
            let view = View::of(schema);
            for parent in view.all_of {
                if let ReferenceOr::Reference { .. } = parent
                    && let Node::Reference(parent) = Node::of(parent)
                {
                    hierarchy.parents.entry(name).or_default().push(parent);
                    hierarchy.children.entry(parent).or_default().push(name);
                }
            }
            if let Some(discriminator) = &view.data.discriminator {
                hierarchy.discriminators.insert(name, discriminator);
            }
            let declared = view.extension("x-ms-discriminator-value").and_then(Value::as_str);
            if declared.is_some() {
                hierarchy.declared.insert(name);
            }
            let written = view.extension(extension::NAME).and_then(Value::as_str).unwrap_or(name);
            hierarchy.values.insert(name, declared.unwrap_or(written).to_owned());
        }
        hierarchy.apply_mappings();
        hierarchy
    }

    /// OpenAPI 3.0 may say the values at the base: `mapping: { cat: '#/components/schemas/Cat' }`.
    fn apply_mappings(&mut self) {
        let mapped: Vec<(String, &str)> = self
            .discriminators
            .values()
            .flat_map(|it| it.mapping.iter().map(|(value, target)| (value.clone(), target)))
            .map(|(value, target)| (value, target.rsplit('/').next().unwrap_or(target)))
            .collect();
        for (value, target) in mapped {
            if !self.declared.contains(target)
                && let Some(slot) = self.values.get_mut(target)
            {
                *slot = value;
            }
        }
    }

    /// The discriminator property that tells a component apart from its siblings: its own or the nearest ancestor's.
    pub(super) fn discriminator(&self, name: &str) -> Option<&'a str> {
        let mut queue = vec![name];
        let mut seen = BTreeSet::new();
        while let Some(next) = queue.pop() {
            if let Some(discriminator) = self.discriminators.get(next) {
                return Some(&discriminator.property_name);
            }
            if seen.insert(next) {
                queue.extend(self.parents.get(next).into_iter().flatten().rev().copied());
            }
        }
        None
    }

    /// Whether the component is told apart by a discriminator and has subtypes.
    pub(super) fn is_polymorphic(&self, name: &str) -> bool {
        self.discriminator(name).is_some() && self.children.get(name).is_some_and(|it| !it.is_empty())
    }

    /// Whether objects can carry the component's own value: it is a subtype, or says its value itself.
    pub(super) fn is_concrete(&self, name: &str) -> bool {
        self.declared.contains(name)
            || self.parents.get(name).into_iter().flatten().any(|it| self.discriminator(it).is_some())
    }

    /// The discriminator's value for a component.
    pub(super) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// All components below this one, depth first, each once.
    pub(super) fn descendants(&self, name: &str) -> Vec<&'a str> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([name]);
        let mut queue: Vec<&'a str> = self.children.get(name).into_iter().flatten().rev().copied().collect();
        while let Some(next) = queue.pop() {
            if seen.insert(next) {
                found.push(next);
                queue.extend(self.children.get(next).into_iter().flatten().rev().copied());
            }
        }
        found
    }
}
