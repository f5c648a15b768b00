//! The common part of a request function and its client method: required arguments and names of local variables.
//!
//! The arguments of both are the required path, query and header parameters in the order of the specification, then the
//! required request body, then the options. Constants and values of the scope are not arguments.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::scope::{Scope, ident, rust_ident};
use super::types;
use crate::markdown::Line;
use crate::model::{Body, Flow, Operation, OperationGroup, Parameter, ParameterSource, Presence};

/// Clippy's limit (`too_many_arguments`), which counts `self` too.
const MANY: usize = 7;

/// A required argument.
pub(crate) struct Argument {
    /// Its name.
    pub(crate) name: Ident,
    /// Its type.
    pub(crate) ty: TokenStream,
}

/// Returns the required arguments, the request body last.
pub(crate) fn arguments(scope: &mut Scope<'_, '_>, operation: &Operation) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = required_parameters(operation)
        .map(|parameter| Argument { name: rust_ident(&parameter.name), ty: types::argument(scope, &parameter.ty) })
        .collect();
    if let Some(body) = required_body(operation) {
        arguments.push(Argument { name: rust_ident(&body.name), ty: types::body(scope, body) });
    }
    arguments
}

/// Returns the parameters that are arguments.
pub(crate) fn required_parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.source == ParameterSource::Argument)
}

/// Returns the parameters that are fields of the options.
pub(crate) fn optional_parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.source == ParameterSource::Option)
}

/// Returns the request body if it is an argument.
pub(crate) fn required_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| body.presence == Presence::Required)
}

/// Returns the request body if it is a field of the options.
pub(crate) fn optional_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| body.presence == Presence::Optional)
}

/// Returns the name of the client method.
pub(crate) fn method_name(operation: &Operation) -> Ident {
    match operation.flow {
        Flow::LongRunning(_) => ident(&format!("begin_{}", operation.name.plain())),
        Flow::Plain | Flow::Pager(_) => rust_ident(&operation.name),
    }
}

/// Returns text with a link to the client method.
pub(crate) fn about_method(before: &str, group: &OperationGroup, operation: &Operation) -> Line {
    let client = &group.client;
    // In links, rustdoc expects a raw identifier without its `r#`.
    let method = method_name(operation).unraw();
    Line::from(before).link(&format!("{client}::{method}"), &format!("crate::clients::{client}::{method}"))
}

/// Returns the attribute for a function with more arguments than clippy allows.
pub(crate) fn expect_many(arguments: usize) -> Option<TokenStream> {
    (arguments > MANY).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the operation has that many required parameters")]),
    )
}

/// Returns `#[deprecated]` if the specification marks the operation.
pub(crate) fn deprecated(operation: &Operation) -> Option<TokenStream> {
    operation
        .deprecated
        .then(|| quote!(#[deprecated = "the service's specification marks this operation as deprecated"]))
}

/// The names of local variables, distinct from all arguments: `scope` is a common parameter in ARM.
pub(crate) struct Locals {
    /// The scope of the request function.
    pub(crate) scope: Ident,
    /// The request or its builder.
    pub(crate) request: Ident,
    /// The options.
    pub(crate) options: Ident,
}

impl Locals {
    /// Chooses the names.
    pub(crate) fn new(operation: &Operation) -> Self {
        Self {
            scope: free(operation, &["scope", "client_scope", "client_scope_"]),
            request: free(operation, &["request", "http_request", "http_request_"]),
            options: free(operation, &["options", "client_options", "client_options_"]),
        }
    }
}

fn free(operation: &Operation, candidates: &[&str]) -> Ident {
    let is_free = |candidate: &&&str| {
        required_parameters(operation).all(|parameter| parameter.name.as_str() != **candidate)
            && required_body(operation).is_none_or(|body| body.name.as_str() != **candidate)
    };
    // No specification is known in which all three are taken; rustc would report the position.
    ident(candidates.iter().find(is_free).or(candidates.last()).copied().unwrap_or("local"))
}
