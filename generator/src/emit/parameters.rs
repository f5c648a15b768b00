//! The statement that puts one parameter into a request.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::scope::{Scope, ident, rust_ident};
use super::signature::Locals;
use super::{paths, types};
use crate::model::{CollectionFormat, Parameter, ParameterSource, Place, TypeRef};

/// `request.query("$top", top);` and its like.
pub(crate) fn statement(scope: &mut Scope<'_, '_>, locals: &Locals, it: &Parameter) -> TokenStream {
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
            quote!(#request.#method(#wire, #client_scope.api_version());)
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
    if matches!(types::plain(&it.ty), TypeRef::List(_)) {
        let method = method(it, "_list");
        let format = collection(scope, it.collection);
        return quote!(#request.#method(#wire, #name, #format););
    }
    let method = method(it, "");
    let value = match it.codec {
        Some(codec) => {
            let codec = types::codec(scope, codec);
            quote!(#codec(#name))
        }
        None => quote!(#name),
    };
    quote!(#request.#method(#wire, #value);)
}

fn option(scope: &mut Scope<'_, '_>, locals: &Locals, it: &Parameter) -> TokenStream {
    let (request, options) = (&locals.request, &locals.options);
    let wire = Literal::string(it.wire.as_str());
    let name = rust_ident(&it.name);
    if matches!(types::plain(&it.ty), TypeRef::List(_)) {
        let method = method(it, "_list");
        let format = collection(scope, it.collection);
        return quote! {
            if let Some(#name) = &#options.#name {
                #request.#method(#wire, #name, #format);
            }
        };
    }
    let method = method(it, "optional_");
    let value = match types::plain(&it.ty) {
        TypeRef::String => quote!(#options.#name.as_deref()),
        ty if types::is_scalar(ty) => quote!(#options.#name),
        _ => quote!(#options.#name.as_ref()),
    };
    match it.codec {
        Some(codec) => {
            let codec = types::codec(scope, codec);
            quote!(#request.#method(#wire, #value.map(#codec));)
        }
        None => quote!(#request.#method(#wire, #value);),
    }
}

/// The method of the runtime's builder: the place, and what is special.
fn method(it: &Parameter, variation: &str) -> Ident {
    let place = match it.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Form => "form",
    };
    let raw = if it.skip_url_encoding && matches!(it.place, Place::Path | Place::Query) { "_raw" } else { "" };
    ident(&match variation {
        "_list" => format!("{place}_list"),
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
