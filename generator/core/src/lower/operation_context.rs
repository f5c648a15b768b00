//! An operation that is being lowered, with its context.

use super::types::InlineName;
use crate::api::{Api, Operation, Parameter, ParameterLocation};

/// An operation with its surroundings.
pub(super) struct OperationContext<'a> {
    pub(super) api: &'a Api,
    pub(super) operation: &'a Operation,
    pub(super) id: &'a str,
    /// The prefix of the names of the operation's inline types.
    pub(super) owner: InlineName,
}

/// The api-version of an operation: the only one that its parameter allows, else that of the file it is written in.
pub(super) fn api_version(operation: &Operation) -> Option<&str> {
    let pinned = operation.parameters.iter().filter(|it| is_api_version(it)).find_map(only_value);
    pinned.or(operation.api_version.as_deref())
}

/// Returns `true` if the parameter carries the api-version of the client. `x-ms-api-version: false` makes it a
/// parameter like any other: the version of another resource.
pub(super) fn is_api_version(parameter: &Parameter) -> bool {
    parameter.parameter_location == ParameterLocation::Query
        && parameter.name == "api-version"
        && parameter.is_api_version != Some(false)
}

fn only_value(parameter: &Parameter) -> Option<&str> {
    match parameter.schema.enumeration.as_slice() {
        [only] => only.as_str(),
        _ => None,
    }
}
