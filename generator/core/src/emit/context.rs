//! What all files of a crate share while they are emitted.

use std::collections::{BTreeMap, BTreeSet};

use super::{Settings, paths, type_refs};
use crate::model::{Body, BodyContent, Model, TypeDefinition, TypeRef};
use crate::naming::TypeName;

/// The model, with its names looked up once.
pub(crate) struct Context<'m> {
    /// The crate to print.
    pub(crate) model: &'m Model,
    /// What it says about itself.
    pub(crate) settings: &'m Settings,
    types: BTreeMap<&'m str, &'m TypeDefinition>,
    taken: BTreeSet<&'m str>,
    bodies: BTreeSet<&'m str>,
}

impl<'m> Context<'m> {
    /// Looks the names up.
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

    /// The definition of a model.
    pub(crate) fn ty(&self, name: &TypeName) -> Option<&'m TypeDefinition> {
        self.types.get(name.as_str()).copied()
    }

    /// Whether some operation sends this model as its body.
    pub(crate) fn is_body(&self, name: &TypeName) -> bool {
        self.bodies.contains(name.as_str())
    }

    /// Whether a model has this name.
    pub(crate) fn is_model(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// Whether files that use models use something else of this name too, so that the model cannot be imported there.
    pub(crate) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}

/// The model that is the body; none when the body is a list or a map of models, a scalar, or no JSON.
fn sent_model(body: &Body) -> Option<&str> {
    match &body.content {
        BodyContent::Json(ty) => match type_refs::plain(ty) {
            TypeRef::Named(name) => Some(name.as_str()),
            _ => None,
        },
        BodyContent::Bytes | BodyContent::Text => None,
    }
}
