//! An object schema: a plain struct, and the table from which the runtime reads and writes it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Doc, named};
use super::paths;
use super::scope::{Scope, ident, rust_ident, type_ident};
use super::{type_refs, types};
use crate::model::{Field, Rest, Struct};

/// Emits the struct, its table, and the page table if it is a page.
pub(crate) fn emit(scope: &mut Scope<'_, '_>, it: &Struct) -> Vec<TokenStream> {
    let name = type_ident(&it.name);
    let docs = Doc::new(&it.docs, || named("The ", &it.definition, " object."));
    let mut fields: Vec<TokenStream> = it.fields.iter().map(|it| field(scope, it)).collect();
    fields.extend(it.rest.as_ref().map(|it| rest(scope, it)));

    let mut items = vec![
        quote! {
            #docs
            #[derive(Clone, Default)]
            pub struct #name {
                #(#fields),*
            }
        },
        table(scope, it),
    ];
    items.extend(page(scope, it));
    items
}

fn field(scope: &mut Scope<'_, '_>, it: &Field) -> TokenStream {
    let docs = Doc::new(&it.docs, || named("The ", it.wire.as_str(), " property."));
    let name = rust_ident(&it.name);
    let option = scope.external(paths::OPTION);
    let ty = types::owned(scope, &it.ty);
    quote! {
        #docs
        pub #name: #option<#ty>
    }
}

fn rest(scope: &mut Scope<'_, '_>, it: &Rest) -> TokenStream {
    let docs = Doc::new(&it.docs, || "All properties that are not fields of this struct.".into());
    let name = rust_ident(&it.name);
    let option = scope.external(paths::OPTION);
    let map = scope.external(paths::BTREE_MAP);
    let string = scope.external(paths::STRING);
    let ty = types::owned(scope, &it.ty);
    quote! {
        #docs
        pub #name: #option<#map<#string, #ty>>
    }
}

/// The number of properties after which `model!` expects a `;` instead of a comma.
const PROPERTIES_IN_A_ROW: usize = 16;

/// `model! { Cat tag "kind" = "Cat" { id: "id" [read_only], birth: "birth" as Rfc1123, ..rest } }`
fn table(scope: &mut Scope<'_, '_>, it: &Struct) -> TokenStream {
    let model = scope.external(paths::MODEL);
    let name = type_ident(&it.name);
    let tags = it.tags.iter().map(|tag| {
        let (wire, value) = (Literal::string(tag.wire.as_str()), Literal::string(&tag.value));
        quote!(tag #wire = #value)
    });
    let groups = it.fields.chunks(PROPERTIES_IN_A_ROW).map(|fields| {
        let rows = fields.iter().map(row);
        quote!(#(#rows),*)
    });
    let comma = (!it.fields.is_empty()).then(|| quote!(,));
    let rest = it.rest.as_ref().map(|rest| {
        let name = rust_ident(&rest.name);
        quote!(..#name)
    });
    quote! {
        #model! {
            #name #(#tags)* {
                #(#groups);* #comma
                #rest
            }
        }
    }
}

fn row(it: &Field) -> TokenStream {
    let name = rust_ident(&it.name);
    let wire = Literal::string(it.wire.as_str());
    let flags = match (it.read_only, it.secret) {
        (false, false) => None,
        (true, false) => Some(quote!([read_only])),
        (false, true) => Some(quote!([secret])),
        (true, true) => Some(quote!([read_only, secret])),
    };
    let codec =
        it.codec.map(types::codec).or_else(|| type_refs::is_boxed(&it.ty).then_some(paths::BOXED)).map(|codec| {
            // The macro adds the path.
            let codec = ident(codec.name);
            quote!(as #codec)
        });
    quote!(#name: #wire #flags #codec)
}

/// `page! { DiskList { value: Disk } }`
fn page(scope: &mut Scope<'_, '_>, it: &Struct) -> Option<TokenStream> {
    let items = it.page_items.as_ref()?;
    let page = scope.external(paths::PAGE);
    let name = type_ident(&it.name);
    let field = rust_ident(&items.field);
    let item = types::owned(scope, &items.item);
    Some(quote! {
        #page! {
            #name {
                #field: #item
            }
        }
    })
}
