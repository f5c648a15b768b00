//! The data that all files of a crate share while they are emitted.

use std::collections::{BTreeMap, BTreeSet};

use super::{Settings, paths, type_refs};
use crate::model::{Body, BodyContent, Model, TypeDefinition, TypeRef};
use crate::naming::TypeName;

/// The model with an index of its names.
pub(crate) struct Context<'m> {
    /// The model of the crate.
    pub(crate) model: &'m Model,
    /// The name and origin of the crate.
    pub(crate) settings: &'m Settings,
    types: BTreeMap<&'m str, &'m TypeDefinition>,
    taken: BTreeSet<&'m str>,
    bodies: BTreeSet<&'m str>,
}

impl<'m> Context<'m> {
    /// Indexes the names of the model.
    pub(crate) fn new(model: &'m Model, settings: &'m Settings) -> Self {
        let types = model.types.iter().map(|it| (it.name().as_str(), it)).collect();
        let mut taken: BTreeSet<&'m str> = paths::ALL.iter().map(|external| external.name).collect();
        taken.insert(model.client.name.as_str());
        for group in &model.groups {
            taken.insert(group.client.as_str());
            taken.extend(group.operations.iter().map(|operation| operation.options.as_str()));
        }
        let operations = model.groups.iter().flat_map(|group| &group.operations);
        let bodies = operations.filter_map(|operation| sent_model(operation.body.as_ref()?)).collect();
        Self { model, settings, types, taken, bodies }
    }

    /// Returns the definition of a model.
    pub(crate) fn ty(&self, name: &TypeName) -> Option<&'m TypeDefinition> {
        self.types.get(name.as_str()).copied()
    }

    /// Returns `true` if an operation sends this model as its request body.
    pub(crate) fn is_body(&self, name: &TypeName) -> bool {
        self.bodies.contains(name.as_str())
    }

    /// Returns `true` if a model has this name.
    pub(crate) fn is_model(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// Returns `true` if files that use models also import another item of this name, so that they cannot import the
    /// model.
    pub(crate) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}

/// Returns the model that is the body, or `None` if the body is an array, a map, a scalar, or not JSON.
fn sent_model(body: &Body) -> Option<&str> {
    match &body.content {
        BodyContent::Json(ty) => match type_refs::plain(ty) {
            TypeRef::Named(name) => Some(name.as_str()),
            _ => None,
        },
        BodyContent::Bytes | BodyContent::Text => None,
    }
}
