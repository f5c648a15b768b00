//! Inheritance over `allOf` between components with discriminators.
//!
//! ```text
//! Pet (discriminator: kind)  ←allOf─  Cat ("Cat")  ←allOf─  Lion ("Lion")
//! ```
//!
//! `Lion` has the discriminator value `kind = "Lion"`. If a subtype has another discriminator of its own, the subtypes
//! below it have one value for each:
//!
//! ```text
//! Job (type)  ←allOf─  Copy ("copy"; discriminator: target)  ←allOf─  DiskCopy ("disk")
//!   → type = "copy", target = "disk"
//! ```
//!
//! OpenAPI 3.0 may also declare the subtypes at the base, without inheritance:
//! `Pet: { oneOf: [Cat, Dog], discriminator: … }`.

use std::collections::{BTreeMap, BTreeSet};

use super::components::Components;
use crate::api::Discriminator;

/// The parents and subtypes of components, with their discriminators.
#[derive(Debug, Default)]
pub(super) struct Hierarchy<'a> {
    parents: BTreeMap<&'a str, Vec<&'a str>>,
    /// Direct subtypes, in the order of the components.
    children: BTreeMap<&'a str, Vec<&'a str>>,
    discriminators: BTreeMap<&'a str, &'a Discriminator>,
    values: BTreeMap<&'a str, String>,
    /// Components that declare their value themselves.
    declared: BTreeSet<&'a str>,
    /// The values of `mapping` that no component has: the base, and the value.
    unmapped: Vec<(&'a str, &'a str)>,
}

impl<'a> Hierarchy<'a> {
    pub(super) fn new(components: Components<'a>) -> Self {
        let mut hierarchy = Self::default();
        for (name, schema) in components.iter().filter(|(_, schema)| schema.reference.is_none()) {
            for parent in schema.all_of.iter().filter_map(|it| it.component()) {
                hierarchy.inherits(name, parent);
            }
            if let Some(discriminator) = &schema.discriminator {
                hierarchy.discriminators.insert(name, discriminator);
                for subtype in schema.alternatives().filter_map(|it| it.component()) {
                    hierarchy.inherits(subtype, name);
                }
            }
            let declared = schema.discriminator_value.as_deref();
            if declared.is_some() {
                hierarchy.declared.insert(name);
            }
            let written = schema.definition_name.as_deref().unwrap_or(name);
            hierarchy.values.insert(name, declared.unwrap_or(written).to_owned());
        }
        hierarchy.apply_mappings();
        hierarchy
    }

    fn inherits(&mut self, child: &'a str, parent: &'a str) {
        let parents = self.parents.entry(child).or_default();
        // Both sides may declare it: `oneOf` of the base and `allOf` of the subtype.
        if !parents.contains(&parent) {
            parents.push(parent);
            self.children.entry(parent).or_default().push(child);
        }
    }

    /// OpenAPI 3.0 may declare the values at the base: `mapping: { cat: '#/components/schemas/Cat' }`, or
    /// `{ cat: Cat }`. A component has one value, so a second one for the same component cannot be written.
    fn apply_mappings(&mut self) {
        let mut mapped = BTreeSet::new();
        for (base, discriminator) in &self.discriminators {
            for (value, target) in &discriminator.mapping {
                let target = target.rsplit('/').next().unwrap_or(target);
                let is_first = !self.declared.contains(target) && mapped.insert(target);
                match self.values.get_mut(target) {
                    Some(slot) if is_first => slot.clone_from(value),
                    Some(slot) if slot == value => {}
                    _ => self.unmapped.push((base, value)),
                }
            }
        }
    }

    /// The values of a base's `mapping` that no component has.
    pub(super) fn unmapped(&self, base: &str) -> impl Iterator<Item = &'a str> {
        self.unmapped.iter().filter(move |(it, _)| *it == base).map(|(_, value)| *value)
    }

    /// The discriminator property of a component: its own or that of the nearest ancestor.
    pub(super) fn discriminator(&self, name: &'a str) -> Option<&'a str> {
        self.nearest(vec![name]).map(|(_, property)| property)
    }

    /// The nearest component that declares a discriminator, from these on upwards.
    fn nearest(&self, mut queue: Vec<&'a str>) -> Option<(&'a str, &'a str)> {
        let mut seen = BTreeSet::new();
        while let Some(next) = queue.pop() {
            if let Some(discriminator) = self.discriminators.get(next) {
                return Some((next, &discriminator.property));
            }
            if seen.insert(next) {
                queue.extend(self.parents(next).rev());
            }
        }
        None
    }

    fn parents(&self, name: &str) -> impl DoubleEndedIterator<Item = &'a str> {
        self.parents.get(name).into_iter().flatten().copied()
    }

    /// Returns `true` if the component has a discriminator, own or inherited, and subtypes.
    pub(super) fn is_polymorphic(&self, name: &'a str) -> bool {
        self.discriminator(name).is_some() && self.children.get(name).is_some_and(|it| !it.is_empty())
    }

    /// The discriminator properties of a component and its values, the outermost first.
    pub(super) fn tags(&self, name: &'a str) -> Vec<(&'a str, &str)> {
        let mut tags = Vec::new();
        let mut seen = BTreeSet::new();
        let mut member = name;
        let mut next = self.nearest(vec![name]);
        while let Some((mut owner, property)) = next.filter(|(owner, _)| seen.insert(*owner)) {
            // A subtype may declare the inherited discriminator once more.
            next = self.nearest(self.parents(owner).collect());
            while let Some((above, _)) = next.filter(|(it, same)| *same == property && seen.insert(*it)) {
                owner = above;
                next = self.nearest(self.parents(owner).collect());
            }
            // The topmost base has a value of its own only if it declares one.
            if member != owner || (next.is_none() && self.declared.contains(member)) {
                tags.insert(0, (property, self.value(member)));
            }
            member = owner;
        }
        tags
    }

    /// The component's own value of the discriminator that it shares with its subtypes. `None` if no object can have
    /// it: for a base, or for a component whose own discriminator differs from that of its parents.
    pub(super) fn own_value(&self, name: &'a str) -> Option<&str> {
        let property = self.discriminator(name)?;
        self.tags(name).last().filter(|(it, _)| *it == property).map(|(_, value)| *value)
    }

    /// The discriminator's value for a component.
    pub(super) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// The subtypes that the discriminator of a component selects, depth first, each once. A component with another
    /// discriminator is one of them; its own discriminator selects its subtypes.
    pub(super) fn members(&self, name: &'a str) -> Vec<&'a str> {
        let property = self.discriminator(name);
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([name]);
        let mut queue: Vec<&'a str> = self.children(name).rev().collect();
        while let Some(next) = queue.pop() {
            if seen.insert(next) {
                found.push(next);
                if !self.has_another_discriminator(next, property) {
                    queue.extend(self.children(next).rev());
                }
            }
        }
        found
    }

    /// Returns `true` if a component declares a discriminator other than this one.
    pub(super) fn has_another_discriminator(&self, name: &str, property: Option<&str>) -> bool {
        self.discriminators.get(name).is_some_and(|it| Some(it.property.as_str()) != property)
    }

    fn children(&self, name: &str) -> impl DoubleEndedIterator<Item = &'a str> {
        self.children.get(name).into_iter().flatten().copied()
    }
}
