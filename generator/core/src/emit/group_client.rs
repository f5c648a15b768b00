//! The client of an operation group: a method for each operation, which calls the runtime's client.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs::{Doc, named};
use super::group::Files;
use super::method_docs::method_docs;
use super::scope::{ModuleRole, Scope, ident, rust_ident, type_ident};
use super::signature::{self, Argument, Locals};
use super::{Context, paths, types};
use crate::code::Contents;
use crate::model::{FinalStateVia, Flow, Method, Operation, OperationGroup, Paging};

/// Emits one part of the client; the first one contains the struct.
pub(crate) fn emit(context: &Context<'_>, files: &Files<'_>, index: usize) -> Contents {
    let (group, operations) = (files.group, &files.client[index]);
    let mut scope = Scope::new(context, ModuleRole::Crate);
    let name = type_ident(&group.client);
    let mut items = Vec::new();
    let mut methods = Vec::new();
    if index == 0 {
        items.push(struct_(&mut scope, group));
        methods.extend(common(&mut scope));
    } else if !operations.is_empty() {
        scope.local(&format!("crate::{}::client", group.module), group.client.as_str());
    }
    methods.extend(operations.iter().map(|operation| method(&mut scope, group, operation)));
    items.push(quote!(impl #name { #(#methods)* }));
    items.extend(operations.iter().map(|operation| constant(&mut scope, group, operation)));
    let file_docs = Doc::sentence(named("The client for the ", &group.name, " operations."));
    scope.file(file_docs.inner(), items)
}

fn struct_(scope: &mut Scope<'_, '_>, group: &OperationGroup) -> TokenStream {
    let name = type_ident(&group.client);
    let docs = docs(group);
    let client = scope.external(paths::CLIENT);
    let scope_ty = scope.external(paths::SCOPE);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            pub(crate) client: #client,
            pub(crate) scope: #scope_ty,
        }
    }
}

/// The methods that all clients have.
fn common(scope: &mut Scope<'_, '_>) -> [TokenStream; 2] {
    let url = scope.external(paths::URL);
    let endpoint = quote! {
        /// Returns the endpoint to which requests are sent.
        #[inline]
        pub fn endpoint(&self) -> &#url {
            self.scope.endpoint()
        }
    };
    let with_api_version = quote! {
        /// Returns the same client with another api-version.
        #[inline]
        pub fn with_api_version(self, api_version: &str) -> Self {
            Self { scope: self.scope.with_api_version(api_version), ..self }
        }
    };
    [endpoint, with_api_version]
}

fn docs(group: &OperationGroup) -> Doc {
    let mut doc = Doc::new(&group.docs, || named("The ", &group.name, " operations."));
    if !group.api_version.is_empty() {
        doc.paragraph(named("The default api-version is ", &group.api_version, "."));
    }
    doc
}

/// The name of the operation's constant.
fn constant_name(operation: &Operation) -> Ident {
    ident(&operation.name.plain().to_uppercase())
}

/// `const GET: Operation = Operation::new("Microsoft.Compute.Disks.get", &[200]);`
fn constant(scope: &mut Scope<'_, '_>, group: &OperationGroup, operation: &Operation) -> TokenStream {
    let name = constant_name(operation);
    let ty = scope.external(paths::OPERATION);
    let span = Literal::string(&span_name(&scope.context.model.client.namespace, group, operation));
    let success = operation.success.iter().map(|status| Literal::u16_unsuffixed(*status));
    quote!(const #name: #ty = #ty::new(#span, &[#(#success),*]);)
}

/// Returns the name of the tracing span as the SDK guidelines define it:
/// `Microsoft.Compute.DiskAccesses.createOrUpdate`.
fn span_name(namespace: &str, group: &OperationGroup, operation: &Operation) -> String {
    let part = operation.id.rsplit('_').next().unwrap_or(&operation.id);
    let mut letters = part.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    let last = format!("{first}{}", letters.as_str());
    let parts = [namespace, &group.name, &last];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

fn method(scope: &mut Scope<'_, '_>, group: &OperationGroup, operation: &Operation) -> TokenStream {
    let docs = method_docs(scope.context, group, operation);
    let deprecated = signature::deprecated(operation);
    let name = signature::method_name(operation);
    let locals = Locals::new(operation);
    let (request, options) = (&locals.request, &locals.options);
    let arguments = signature::arguments(scope, operation);
    let many = signature::expect_many(arguments.len() + 2);
    let names: Vec<&Ident> = arguments.iter().map(|argument| &argument.name).collect();
    let arguments = arguments.iter().map(|Argument { name, ty }| quote!(#name: #ty));
    let option = scope.external(paths::OPTION);
    let options_ty = scope.local("super::options", operation.options.as_str());
    let requests = scope.local("super", "requests");
    let function = rust_ident(&operation.name);
    let result = scope.external(paths::RESULT);
    let (asyncness, output, call) = call(scope, operation, &locals);
    quote! {
        #docs
        #deprecated
        #many
        #[inline]
        pub #asyncness fn #name(&self, #(#arguments,)* #options: #option<#options_ty<'_>>) -> #result<#output> {
            let #options = #options.unwrap_or_default();
            let #request = #requests::#function(&self.scope, #(#names,)* &#options);
            #call
        }
    }
}

/// Returns `async` if needed, the return type, and the call of the runtime's client.
fn call(
    scope: &mut Scope<'_, '_>,
    operation: &Operation,
    locals: &Locals,
) -> (Option<TokenStream>, TokenStream, TokenStream) {
    let (request, options) = (&locals.request, &locals.options);
    let constant = constant_name(operation);
    let carried = types::output(scope, &operation.output);
    match &operation.flow {
        Flow::Plain => {
            let response = scope.external(paths::RESPONSE);
            let call = quote!(self.client.send(#constant, #request, #options.method_options).await);
            (Some(quote!(async)), quote!(#response<#carried>), call)
        }
        Flow::Pager(paging) => {
            let pager = scope.external(paths::PAGER);
            let next_link = next_link(paging);
            let list = match paging.next_method {
                Method::Post => ident("list_by_post"),
                _ => ident("list"),
            };
            let call = quote!(self.client.#list(#constant, #request, #next_link, #options.method_options));
            (None, quote!(#pager<#carried>), call)
        }
        Flow::LongRunning(it) => {
            let via = match it.final_state_via {
                Some(via) => {
                    let ty = scope.external(paths::FINAL_STATE_VIA);
                    let variant = final_state_via(via);
                    quote!(Some(#ty::#variant))
                }
                None => quote!(None),
            };
            let options = quote!(#options.method_options);
            let (poller, call) = match &it.paging {
                Some(paging) => {
                    let next_link = next_link(paging);
                    let call = quote!(self.client.begin_list(#constant, #request, #via, #next_link, #options));
                    (scope.external(paths::LIST_POLLER), call)
                }
                None => {
                    let call = quote!(self.client.begin(#constant, #request, #via, #options));
                    (scope.external(paths::POLLER), call)
                }
            };
            (None, quote!(#poller<#carried>), call)
        }
    }
}

fn next_link(paging: &Paging) -> TokenStream {
    match &paging.next_link {
        Some(name) => {
            let name = Literal::string(name.as_str());
            quote!(Some(#name))
        }
        None => quote!(None),
    }
}

fn final_state_via(via: FinalStateVia) -> TokenStream {
    ident(match via {
        FinalStateVia::AzureAsyncOperation => "AzureAsyncOperation",
        FinalStateVia::Location => "Location",
        FinalStateVia::OperationLocation => "OperationLocation",
        FinalStateVia::OriginalUri => "OriginalUri",
    })
    .into_token_stream()
}
