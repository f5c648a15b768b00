//! A polymorphic type: an enum of the known subtypes, and the table of their discriminator values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Doc, named};
use super::paths;
use super::scope::{Scope, rust_ident, type_ident};
use crate::markdown::Line;
use crate::model::{Polymorphic, Subtype};

/// Emits the enum and its table.
pub(crate) fn emit(scope: &mut Scope<'_, '_>, it: &Polymorphic) -> [TokenStream; 2] {
    let name = type_ident(&it.name);
    let docs = Doc::new(&it.docs, || named("The ", &it.definition, " object."));
    let variants: Vec<TokenStream> =
        it.subtypes.iter().map(|subtype| variant(scope, subtype, it.tag.as_str())).collect();
    let unknown = rust_ident(&it.unknown);
    let unknown_docs =
        Doc::sentence("An object whose discriminator value is missing or unknown to this crate, as raw JSON.");
    let value = scope.external(paths::VALUE);
    let item = quote! {
        #docs
        #[derive(Clone)]
        pub enum #name {
            #(#variants,)*
            #unknown_docs
            #unknown(#value),
        }
    };
    [item, table(scope, it)]
}

fn variant(scope: &mut Scope<'_, '_>, it: &Subtype, tag: &str) -> TokenStream {
    let docs = Doc::sentence(Line::from("An object whose ").code(tag).text(" is ").code(&it.value).text("."));
    let name = rust_ident(&it.variant);
    let ty = content(scope, it);
    quote!(#docs #name(#ty))
}

/// The type in a variant, always a `Box`. Subtypes differ greatly in size (`clippy::large_enum_variant`), and every
/// value would take the space of the largest. An additional property must not change the type of a variant.
fn content(scope: &mut Scope<'_, '_>, it: &Subtype) -> TokenStream {
    let ty = scope.model(&it.ty);
    let boxed = scope.external(paths::BOX);
    quote!(#boxed<#ty>)
}

/// `polymorphic! { Pet by "kind", UnknownValue { Cat(Box<Cat>) = "Cat" } }`
fn table(scope: &mut Scope<'_, '_>, it: &Polymorphic) -> TokenStream {
    let polymorphic = scope.external(paths::POLYMORPHIC);
    let name = type_ident(&it.name);
    let tag = Literal::string(it.tag.as_str());
    let unknown = rust_ident(&it.unknown);
    let rows: Vec<TokenStream> = it
        .subtypes
        .iter()
        .map(|subtype| {
            let variant = rust_ident(&subtype.variant);
            let ty = content(scope, subtype);
            let value = Literal::string(&subtype.value);
            quote!(#variant(#ty) = #value)
        })
        .collect();
    quote! {
        #polymorphic! {
            #name by #tag, #unknown {
                #(#rows,)*
            }
        }
    }
}
