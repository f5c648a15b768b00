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
mod structs;
mod types;

/// The settings of a job for lowering.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The service client's name, if it is not to be derived from the most frequent provider namespace.
    pub client: Option<String>,
    /// The title of the service, if it is not to be that of the specification.
    pub title: Option<String>,
}

/// Lowers an API to the model of its crate.
pub fn lower(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) -> Model {
    let mut types = types::TypeLowering::new(api, diagnostics);
    structs::lower_components(&mut types);
    let client = client::lower(api, settings);
    let groups = operations::lower(api, &client, &mut types);
    let mut types = types.finish();
    let headers = headers::constants(groups.iter().flat_map(|it| it.headers()));
    let groups: Vec<OperationGroup> = groups.into_iter().map(|it| it.into_group(&headers)).collect();
    recursion::box_cycles(&mut types);
    let (types, shared) = modules::sort_into_modules(types, &groups, &headers);
    Model { client, groups, headers, types, shared }
}
