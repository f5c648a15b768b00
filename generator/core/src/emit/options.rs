//! The options of the client methods of an operation group.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Doc, named};
use super::group::{self, Files};
use super::scope::{ModuleRole, Scope, rust_ident, type_ident};
use super::{Context, paths, signature, type_refs, types};
use crate::code::Contents;
use crate::markdown::Line;
use crate::model::{Flow, Operation, OperationGroup};

/// Emits one part of the options.
pub(crate) fn emit(context: &Context<'_>, files: &Files<'_>, index: usize) -> Contents {
    let group = files.group;
    let mut scope = Scope::new(context, ModuleRole::Crate);
    let mut items = group::re_exports("options", &files.options, index, |operation| type_ident(&operation.options));
    items.extend(files.options[index].iter().flat_map(|operation| options(&mut scope, group, operation)));
    let docs = Doc::sentence(
        Line::from("Options for the methods of ")
            .link(group.client.as_str(), &format!("crate::clients::{}", group.client))
            .text("."),
    );
    scope.file(docs.inner(), items)
}

/// Emits a struct if the operation has optional parameters, else an alias of the runtime's type. Most operations have
/// no optional parameter, and a struct with its derives costs rustc as much as a model. When a parameter is added
/// later, the alias becomes a struct with the same `method_options` field.
fn options(scope: &mut Scope<'_, '_>, group: &OperationGroup, operation: &Operation) -> Vec<TokenStream> {
    let docs = Doc::sentence(signature::about_method("Options for ", group, operation).text("."));
    let name = type_ident(&operation.options);
    let fields = fields(scope, operation);
    let method_options = scope.external(match operation.flow {
        Flow::Plain => paths::CLIENT_METHOD_OPTIONS,
        Flow::Pager(_) => paths::PAGER_OPTIONS,
        Flow::LongRunning(_) => paths::POLLER_OPTIONS,
    });
    if fields.is_empty() {
        let options = scope.external(paths::METHOD_OPTIONS);
        return vec![quote!(#docs pub type #name<'a> = #options<#method_options<'a>>;)];
    }
    let method_options_docs = Doc::sentence(match operation.flow {
        Flow::Plain => "The context of the HTTP request.",
        Flow::Pager(_) => "The context of the HTTP requests, and the page to start from.",
        Flow::LongRunning(_) => "The polling interval, timeout, continuation token and context.",
    });
    // A derived `Debug` would print the secret.
    let hides = signature::optional_parameters(operation).any(|parameter| parameter.secret);
    let derives = if hides { quote!(Clone, Default) } else { quote!(Clone, Debug, Default) };
    let mut items = vec![quote! {
        #docs
        #[derive(#derives)]
        pub struct #name<'a> {
            #(#fields,)*
            #method_options_docs
            pub method_options: #method_options<'a>,
        }
    }];
    if hides {
        items.push(debug(scope, operation));
    }
    items
}

fn fields(scope: &mut Scope<'_, '_>, operation: &Operation) -> Vec<TokenStream> {
    let option = scope.external(paths::OPTION);
    let mut fields: Vec<TokenStream> = signature::optional_parameters(operation)
        .map(|parameter| {
            let docs = Doc::new(&parameter.docs, || named("The ", parameter.wire.as_str(), " parameter."));
            let name = rust_ident(&parameter.name);
            let ty = types::owned(scope, type_refs::plain(&parameter.ty));
            quote!(#docs pub #name: #option<#ty>)
        })
        .collect();
    if let Some(body) = signature::optional_body(operation) {
        let docs = Doc::new(&body.docs, || "The request body.".into());
        let name = rust_ident(&body.name);
        let ty = types::body(scope, body);
        fields.push(quote!(#docs pub #name: #option<#ty>));
    }
    fields
}

/// An implementation of `Debug` that prints only the name of the type.
fn debug(scope: &mut Scope<'_, '_>, operation: &Operation) -> TokenStream {
    let fmt = scope.external(paths::FMT);
    let name = type_ident(&operation.options);
    let text = operation.options.as_str();
    quote! {
        impl #fmt::Debug for #name<'_> {
            #[inline]
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.debug_struct(#text).finish_non_exhaustive()
            }
        }
    }
}
