//! The request functions of an operation group: pure, one for each operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::Doc;
use super::group::{self, Files};
use super::parameters::{self, Versions};
use super::scope::{ModuleRole, Scope, ident, rust_ident};
use super::signature::{self, Argument, Locals};
use super::{Context, paths};
use crate::code::Contents;
use crate::markdown::Line;
use crate::model::{Method, Operation, OperationGroup, Parameter, RequestPart};

/// Emits one part of the request functions.
pub(crate) fn emit(context: &Context<'_>, files: &Files<'_>, index: usize) -> Contents {
    let group = files.group;
    let mut scope = Scope::new(context, ModuleRole::Crate);
    let mut items = group::re_exports("requests", &files.requests, index, |operation| rust_ident(&operation.name));
    items.extend(files.requests[index].iter().map(|operation| function(&mut scope, group, operation)));
    let docs = Doc::sentence(
        Line::from("Functions that build the requests of ")
            .link(group.client.as_str(), &format!("crate::clients::{}", group.client))
            .text(" without sending them."),
    );
    scope.file(docs.inner(), items)
}

fn function(scope: &mut Scope<'_, '_>, group: &OperationGroup, operation: &Operation) -> TokenStream {
    let docs = docs(group, operation);
    let name = rust_ident(&operation.name);
    let locals = Locals::new(operation);
    let arguments = signature::arguments(scope, operation);
    let many = signature::expect_many(arguments.len() + 2);
    let arguments = arguments.iter().map(|Argument { name, ty }| quote!(#name: #ty));
    let client_scope = &locals.scope;
    let scope_ty = scope.external(paths::SCOPE);
    let options = options(operation, &locals);
    let options_ty = scope.local("super::options", operation.options.as_str());
    let result = scope.external(paths::RESULT);
    let request_ty = scope.external(paths::REQUEST);
    let body = body(scope, group, operation, &locals);
    quote! {
        #docs
        #many
        #[inline]
        pub fn #name(#client_scope: &#scope_ty, #(#arguments,)* #options: &#options_ty<'_>) -> #result<#request_ty> {
            #body
        }
    }
}

fn docs(group: &OperationGroup, operation: &Operation) -> Doc {
    let request = format!("{} {}", operation.method.as_str(), operation.path);
    let line = signature::about_method("Builds the request for ", group, operation);
    let mut doc = Doc::sentence(line.text(": ").code(&request).text("."));
    // Documentation only: the client's method, which calls this function, has the `#[deprecated]` attribute.
    if operation.deprecated {
        doc.paragraph("The operation is deprecated.");
    }
    doc
}

/// Returns the name of the options argument, with an underscore if it is unused.
fn options(operation: &Operation, locals: &Locals) -> proc_macro2::Ident {
    let is_read =
        signature::optional_parameters(operation).next().is_some() || signature::optional_body(operation).is_some();
    if is_read { locals.options.clone() } else { ident(&format!("_{}", locals.options)) }
}

fn body(scope: &mut Scope<'_, '_>, group: &OperationGroup, operation: &Operation, locals: &Locals) -> TokenStream {
    let (request, client_scope) = (&locals.request, &locals.scope);
    let builder = scope.external(paths::REQUEST_BUILDER);
    let method_ty = scope.external(paths::METHOD);
    let method = method_variant(operation.method);
    let path = Literal::string(&operation.path);
    let versions = Versions { group: &group.api_version, operation: operation.api_version.as_deref() };
    let mut statements: Vec<TokenStream> = in_order_of_the_url(operation)
        .map(|parameter| parameters::statement(scope, locals, &versions, parameter))
        .collect();
    for (name, value) in &operation.fixed_query {
        let (name, value) = (Literal::string(name), Literal::string(value));
        statements.push(quote!(#request.query_raw(#name, #value);));
    }
    let accept = accept(operation);
    statements.push(quote!(#request.accept(#accept);));
    statements.extend(content(operation, locals));
    quote! {
        let mut #request = #builder::new(#client_scope, #method_ty::#method, #path);
        #(#statements)*
        #request.build()
    }
}

/// Returns the path parameters in the order of their placeholders, then the other parameters: the builder writes the
/// URL from left to right.
fn in_order_of_the_url(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let path = operation.path.split('?').next().unwrap_or_default();
    let names = path.split('{').skip(1).filter_map(|part| part.split('}').next());
    let (in_path, others): (Vec<&Parameter>, Vec<&Parameter>) =
        operation.parameters.iter().partition(|it| it.place == RequestPart::Path);
    names.filter_map(move |name| in_path.iter().find(|it| it.wire.as_str() == name).copied()).chain(others)
}

/// The statement that sets the body.
fn content(operation: &Operation, locals: &Locals) -> Option<TokenStream> {
    let (request, options) = (&locals.request, &locals.options);
    let body = operation.body.as_ref()?;
    let name = rust_ident(&body.name);
    let content_type = Literal::string(&body.content_type);
    Some(if signature::required_body(operation).is_some() {
        quote!(#request.body(#content_type, #name);)
    } else {
        quote!(#request.optional_body(#content_type, #options.#name.as_ref());)
    })
}

/// Returns the value of `Accept`. Errors are JSON, so an operation without a response body accepts JSON.
fn accept(operation: &Operation) -> &str {
    operation.accept.as_deref().unwrap_or("application/json")
}

/// The variant of `azure_core::http::Method`.
fn method_variant(method: Method) -> proc_macro2::Ident {
    ident(match method {
        Method::Delete => "Delete",
        Method::Get => "Get",
        Method::Head => "Head",
        Method::Patch => "Patch",
        Method::Post => "Post",
        Method::Put => "Put",
    })
}
