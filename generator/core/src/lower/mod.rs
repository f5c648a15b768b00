//! From the API to the model of the crate.
//!
//! In: an [`Api`]. Out: a [`Model`]. Decides everything about Rust: names, types, inheritance, polymorphism,
//! recursion, operations, paging, long-running operations. Must not know: tokens, files, services.

use crate::{
    api::Api,
    diagnostics::Diagnostics,
    model::{Model, OperationGroup},
};

mod answers;
mod arguments;
mod bodies;
mod client;
mod components;
mod constraints;
mod content;
mod draft;
mod enums;
mod headers;
mod hierarchy;
mod modules;
mod operation_context;
mod operations;
mod outputs;
mod parameters;
mod polymorphic;
mod recursion;
mod settings;
mod structs;
mod types;

pub use settings::Settings;
use types::{ComponentKind, TypeLowering};

/// Lowers an API to the model of its crate.
pub fn lower(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) -> Model {
    let mut types = TypeLowering::new(api, diagnostics);
    lower_components(&mut types);
    let client = client::lower(api, settings);
    let groups = operations::lower(api, &client, &mut types);
    let mut types = types.finish();
    let headers = headers::constants(groups.iter().flat_map(|it| it.headers()));
    let groups: Vec<OperationGroup> = groups.into_iter().map(|it| it.into_group(&headers)).collect();
    recursion::box_cycles(&mut types);
    let (types, shared) = modules::sort_into_modules(types, &groups, &headers);
    Model { client, groups, headers, types, shared }
}

/// Lowers every component that is an object or an enum.
fn lower_components<'a>(types: &mut TypeLowering<'a, '_>) {
    for (component, schema) in types.components.iter() {
        let definition = schema.definition_name.as_deref().unwrap_or(component);
        match types.kind(component) {
            ComponentKind::Enum(name) => enums::lower(types, name, definition, schema),
            ComponentKind::Object(name) if types.hierarchy.is_polymorphic(component) => {
                polymorphic::lower(types, component, &name, definition, schema);
            }
            ComponentKind::Object(name) => structs::component(types, component, name, definition, schema),
            ComponentKind::Alias => {}
        }
    }
}
