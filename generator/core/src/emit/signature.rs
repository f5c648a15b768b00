//! What a request function and its client method have in common: the required arguments and the names of locals.
//!
//! One rule for both: the required path, query and header parameters in the order of the specification, then the
//! required body, then the options. Constants and what the scope knows are not arguments.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::scope::{Scope, ident, rust_ident};
use super::types;
use crate::markdown::Line;
use crate::model::{Body, Flow, Method, Operation, OperationGroup, Parameter, ParameterSource, Presence};

/// Clippy's limit (`too_many_arguments`), which counts `self` too.
const MANY: usize = 7;

/// A required argument.
pub(crate) struct Argument {
    /// Its name.
    pub(crate) name: Ident,
    /// Its type.
    pub(crate) ty: TokenStream,
}

/// The required arguments, the body last.
pub(crate) fn arguments(scope: &mut Scope<'_, '_>, operation: &Operation) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = required_parameters(operation)
        .map(|parameter| Argument { name: rust_ident(&parameter.name), ty: types::argument(scope, &parameter.ty) })
        .collect();
    if let Some(body) = required_body(operation) {
        arguments.push(Argument { name: rust_ident(&body.name), ty: types::body(scope, body) });
    }
    arguments
}

/// The parameters that are arguments.
pub(crate) fn required_parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.source == ParameterSource::Argument)
}

/// The parameters that are fields of the options.
pub(crate) fn optional_parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.source == ParameterSource::Option)
}

/// The body, when it is an argument.
pub(crate) fn required_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| body.presence == Presence::Required)
}

/// The body, when it is a field of the options.
pub(crate) fn optional_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| body.presence == Presence::Optional)
}

/// The name of the client method.
pub(crate) fn method_name(operation: &Operation) -> Ident {
    match operation.flow {
        Flow::LongRunning(_) => ident(&format!("begin_{}", operation.name.plain())),
        Flow::Plain | Flow::Pager(_) => rust_ident(&operation.name),
    }
}

/// A sentence about the client method, with a link to it.
pub(crate) fn about_method(before: &str, group: &OperationGroup, operation: &Operation) -> Line {
    let client = &group.client;
    // In links, rustdoc takes a raw name without its `r#`.
    let method = method_name(operation).unraw();
    Line::from(before).link(&format!("{client}::{method}"), &format!("crate::clients::{client}::{method}"))
}

/// The method as a request line has it.
pub(crate) fn method_word(method: Method) -> &'static str {
    match method {
        Method::Delete => "DELETE",
        Method::Get => "GET",
        Method::Head => "HEAD",
        Method::Patch => "PATCH",
        Method::Post => "POST",
        Method::Put => "PUT",
    }
}

/// The attribute that lets a function have more arguments than clippy likes.
pub(crate) fn expect_many(arguments: usize) -> Option<TokenStream> {
    (arguments > MANY).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the operation has that many required parameters")]),
    )
}

/// `#[deprecated]`, when the specification says so.
pub(crate) fn deprecated(operation: &Operation) -> Option<TokenStream> {
    operation
        .deprecated
        .then(|| quote!(#[deprecated = "the service's specification marks this operation as deprecated"]))
}

/// The names of an operation's locals, none of which is an argument's: `scope` is a popular parameter of ARM.
pub(crate) struct Locals {
    /// The scope of the request function.
    pub(crate) scope: Ident,
    /// The request, or what builds it.
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

fn free(operation: &Operation, wishes: &[&str]) -> Ident {
    let is_free = |wish: &&&str| {
        required_parameters(operation).all(|parameter| parameter.name.as_str() != **wish)
            && required_body(operation).is_none_or(|body| body.name.as_str() != **wish)
    };
    // All three taken at once is more than a specification does by accident; rustc would name the place.
    ident(wishes.iter().find(is_free).or(wishes.last()).copied().unwrap_or("local"))
}
