//! A response body that depends on the status code: an enum with a variant for each status code, and its table.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Doc, named};
use super::scope::{Scope, rust_ident, type_ident};
use super::{paths, types};
use crate::markdown::Line;
use crate::model::{Answer, AnswerVariant, TypeRef};

/// Emits the enum and its table.
pub(crate) fn emit(scope: &mut Scope<'_, '_>, it: &Answer) -> [TokenStream; 2] {
    let name = type_ident(&it.name);
    let mut docs = Doc::new(&it.docs, || {
        named("The response body of the ", &it.definition, " operation, which depends on the status code.")
    });
    docs.paragraph(named("Convert a response with ", &format!("{}::try_from(response)", it.name), "."));
    let variants: Vec<TokenStream> = it.variants.iter().map(|it| variant(scope, it)).collect();
    let unknown = rust_ident(&it.unknown);
    let raw = scope.external(paths::RESPONSE_BODY);
    let item = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub enum #name {
            #(#variants,)*
            /// The body of a response whose status code is not documented.
            #unknown(#raw),
        }
    };
    [item, table(scope, it)]
}

fn variant(scope: &mut Scope<'_, '_>, it: &AnswerVariant) -> TokenStream {
    let docs = Doc::sentence(Line::default().code(&it.status.to_string()));
    let name = rust_ident(&it.name);
    let body = body(scope, it);
    quote!(#docs #name #body)
}

fn body(scope: &mut Scope<'_, '_>, it: &AnswerVariant) -> Option<TokenStream> {
    let ty = it.body.as_ref()?;
    let owned = types::owned(scope, ty);
    // Boxed as in polymorphic types, because structs differ greatly in size.
    let TypeRef::Named(_) = ty else { return Some(quote!((#owned))) };
    let boxed = scope.external(paths::BOX);
    Some(quote!((#boxed<#owned>)))
}

/// `by_status! { ReportsGetAnswer, UnknownStatus { 200 = Ok(Box<Report>), 204 = NoContent } }`
fn table(scope: &mut Scope<'_, '_>, it: &Answer) -> TokenStream {
    let by_status = scope.external(paths::BY_STATUS_TABLE);
    let name = type_ident(&it.name);
    let unknown = rust_ident(&it.unknown);
    let rows: Vec<TokenStream> = it
        .variants
        .iter()
        .map(|variant| {
            let status = Literal::u16_unsuffixed(variant.status);
            let name = rust_ident(&variant.name);
            let body = body(scope, variant);
            quote!(#status = #name #body)
        })
        .collect();
    quote! {
        #by_status! {
            #name, #unknown {
                #(#rows,)*
            }
        }
    }
}
