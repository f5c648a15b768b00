//! `lib.rs` and its re-exports.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::paths::Krate;
use super::scope::{ident, type_ident};
use super::{Context, features, service_client};
use crate::code::Contents;

/// `lib.rs`
pub(crate) fn emit_root(context: &Context<'_>) -> Contents {
    let model = context.model;
    let service = ident(&service_client::module(&model.client));
    let client = type_ident(&model.client.name);
    let options = ident(&service_client::options_name(&model.client));
    let runtime = ident(Krate::Runtime.name());
    let mut items: Vec<TokenStream> = Vec::new();
    items.extend(model.groups.iter().map(|group| {
        let (feature, module) = (features::group(&group.module), ident(group.module.as_str()));
        quote!(#feature mod #module;)
    }));
    items.extend((!model.headers.is_empty()).then(|| {
        quote!(
            pub mod headers;
        )
    }));
    items.extend([
        quote!(
            pub mod models;
        ),
        quote!(mod #service;),
        clients(context),
        requests(context),
        quote!(pub use #runtime as runtime;),
        quote!(pub use #service::{#client, #options};),
    ]);
    let attributes = quote! {
        #![doc = include_str!("../README.md")]
        #![cfg_attr(docsrs, feature(doc_cfg))]
        #![warn(missing_docs)]
    };
    Contents { attributes, items }
}

fn clients(context: &Context<'_>) -> TokenStream {
    let model = context.model;
    let service = ident(&service_client::module(&model.client));
    let client = type_ident(&model.client.name);
    let groups = model.groups.iter().map(|group| {
        let (module, client) = (ident(group.module.as_str()), type_ident(&group.client));
        let feature = features::group(&group.module);
        quote!(#feature pub use crate::#module::client::#client;)
    });
    quote! {
        /// The service client, and the clients of the operation groups, which it creates.
        pub mod clients {
            pub use crate::#service::#client;
            #(#groups)*
        }
    }
}

fn requests(context: &Context<'_>) -> TokenStream {
    let groups = context.model.groups.iter().map(|group| {
        let feature = features::group(&group.module);
        let module = ident(group.module.as_str());
        quote!(#feature pub use crate::#module::requests as #module;)
    });
    quote! {
        /// Functions that build requests without sending them, in one module for each operation group.
        pub mod requests {
            #(#groups)*
        }
    }
}

/// `pub use a::b::{C, D};`
pub(crate) fn re_export(from: &TokenStream, names: &[Ident]) -> TokenStream {
    match names {
        [name] => quote!(pub use #from::#name;),
        names => quote!(pub use #from::{#(#names),*};),
    }
}
