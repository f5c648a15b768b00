//! The statement that adds one parameter to a request.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::scope::{Scope, ident, rust_ident};
use super::signature::Locals;
use super::{paths, type_refs, types};
use crate::model::{Codec, CollectionFormat, Parameter, ParameterSource, RequestPart, TypeRef};

/// The documented api-versions of an operation.
pub(crate) struct Versions<'a> {
    /// The version of the group.
    pub(crate) group: &'a str,
    /// The version of the operation, if it differs.
    pub(crate) operation: Option<&'a str>,
}

/// Emits the statement, such as `request.query("$top", top);`.
pub(crate) fn statement(
    scope: &mut Scope<'_, '_>,
    locals: &Locals,
    versions: &Versions<'_>,
    it: &Parameter,
) -> TokenStream {
    let request = &locals.request;
    let wire = Literal::string(it.wire.as_str());
    let client_scope = &locals.scope;
    match &it.source {
        ParameterSource::SubscriptionId => {
            let method = method(it, "");
            quote!(#request.#method(#wire, #client_scope.subscription_id());)
        }
        ParameterSource::ApiVersion => {
            let method = method(it, "");
            api_version(client_scope, versions, |version| quote!(#request.#method(#wire, #version);))
        }
        ParameterSource::Constant(value) => {
            let method = method(it, "");
            let value = Literal::string(value);
            quote!(#request.#method(#wire, #value);)
        }
        ParameterSource::Argument => argument(scope, locals, it),
        ParameterSource::Option => option(scope, locals, it),
    }
}

fn argument(scope: &mut Scope<'_, '_>, locals: &Locals, it: &Parameter) -> TokenStream {
    let request = &locals.request;
    let wire = Literal::string(it.wire.as_str());
    let name = rust_ident(&it.name);
    if matches!(type_refs::plain(&it.ty), TypeRef::List(_)) {
        let method = method(it, "_list");
        let format = collection(scope, it.collection);
        return quote!(#request.#method(#wire, #name, #format););
    }
    let method = method(it, "");
    let value = match it.codec {
        Some(codec) => {
            let wrapper = scope.external(types::codec(codec));
            let clone = clone(codec);
            quote!(&#wrapper(#name #clone))
        }
        None if type_refs::is_scalar(type_refs::plain(&it.ty)) => quote!(&#name),
        None => quote!(#name),
    };
    quote!(#request.#method(#wire, #value);)
}

fn option(scope: &mut Scope<'_, '_>, locals: &Locals, it: &Parameter) -> TokenStream {
    let (request, options) = (&locals.request, &locals.options);
    let wire = Literal::string(it.wire.as_str());
    let name = rust_ident(&it.name);
    if matches!(type_refs::plain(&it.ty), TypeRef::List(_)) {
        let method = method(it, "_list");
        let format = collection(scope, it.collection);
        return quote! {
            if let Some(#name) = &#options.#name {
                #request.#method(#wire, #name, #format);
            }
        };
    }
    let value = match (it.codec, type_refs::plain(&it.ty)) {
        (Some(codec), _) => {
            let wrapper = scope.external(types::codec(codec));
            let clone = clone(codec);
            quote!(#options.#name #clone.map(#wrapper).as_ref())
        }
        (None, TypeRef::String) => quote!(#options.#name.as_deref()),
        (None, _) => quote!(#options.#name.as_ref()),
    };
    // The builder has no `optional_query_raw`: few parameters would use it.
    if it.skip_url_encoding && it.place == RequestPart::Query {
        let method = method(it, "");
        return quote! {
            if let Some(#name) = #value {
                #request.#method(#wire, #name);
            }
        };
    }
    let method = method(it, "optional_");
    quote!(#request.#method(#wire, #value);)
}

/// The wrappers own their value; dates are copied, bytes are not.
fn clone(codec: Codec) -> Option<TokenStream> {
    (codec == Codec::Base64Url).then(|| quote!(.clone()))
}

/// The scope's api-version. If the documented version of the operation differs from the group's, it replaces the
/// group's version only: a version that the user chose applies to all operations.
fn api_version(
    client_scope: &Ident,
    versions: &Versions<'_>,
    call: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let Some(own) = versions.operation else { return call(quote!(#client_scope.api_version())) };
    let group = versions.group;
    let call = call(quote!(api_version));
    quote! {
        let api_version = match #client_scope.api_version() {
            #group => #own,
            chosen => chosen,
        };
        #call
    }
}

/// Returns the method of the runtime's builder, from the parameter location and the variation.
fn method(it: &Parameter, variation: &str) -> Ident {
    let place = match it.place {
        RequestPart::Path => "path",
        RequestPart::Query => "query",
        RequestPart::Header => "header",
        RequestPart::Form => "form",
        RequestPart::Part => "part",
        RequestPart::File => "file",
    };
    let raw =
        if it.skip_url_encoding && matches!(it.place, RequestPart::Path | RequestPart::Query) { "_raw" } else { "" };
    ident(&match variation {
        "_list" => format!("{place}_list{raw}"),
        before => format!("{before}{place}{raw}"),
    })
}

fn collection(scope: &mut Scope<'_, '_>, format: CollectionFormat) -> TokenStream {
    let ty = scope.external(paths::COLLECTION_FORMAT);
    let variant = ident(match format {
        CollectionFormat::Csv => "Csv",
        CollectionFormat::Ssv => "Ssv",
        CollectionFormat::Tsv => "Tsv",
        CollectionFormat::Pipes => "Pipes",
        CollectionFormat::Multi => "Multi",
    });
    quote!(#ty::#variant)
}
