//! From the API to what will be printed.
//!
//! In: an [`Api`]. Out: a [`Model`]. Here every decision about Rust is taken: names, types, inheritance, polymorphism,
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

/// What a job may decide about lowering.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The service client's name, when it is not to be made of the dominant provider namespace.
    pub client: Option<String>,
    /// The title of the service, when it is not to be the specification's.
    pub title: Option<String>,
}

/// Decides what the crate of an API looks like.
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
