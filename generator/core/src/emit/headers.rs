//! The constants that read response headers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Doc, named};
use super::scope::{ModuleRole, Scope, rust_ident};
use super::{Context, paths, types};
use crate::code::Contents;
use crate::markdown::Line;
use crate::model::{HeaderDocs, HeaderType, ResponseHeader};

/// Emits `headers.rs`, for services that document response headers.
pub(crate) fn emit(context: &Context<'_>) -> Contents {
    let mut scope = Scope::new(context, ModuleRole::Crate);
    let headers = &context.model.headers;
    let mut docs = Doc::sentence(
        Line::from("The documented response headers of the service. Use ")
            .link("header", "crate::runtime::ResponseHeaders::header")
            .text(" to read one from a response:"),
    );
    if let Some(first) = headers.first() {
        let library = &context.settings.library;
        docs.example([
            "# fn example(response: azure_core::http::Response<()>) -> azure_core::Result<()> {",
            &format!("use {library}::{{headers, runtime::ResponseHeaders}};"),
            "",
            &format!("if let Some(value) = response.header(headers::{})? {{", first.constant),
            "    println!(\"{value:?}\");",
            "}",
            "# Ok(())",
            "# }",
        ]);
    }
    let items = headers.iter().map(|it| constant(&mut scope, it)).collect();
    scope.file(docs.inner(), items)
}

/// `pub const ETAG: ResponseHeader<Etag> = ResponseHeader::new("etag");`
fn constant(scope: &mut Scope<'_, '_>, it: &ResponseHeader) -> TokenStream {
    let mut docs = Doc::default();
    if !it.description.is_empty() {
        docs.paragraph(it.description.clone());
    }
    docs.paragraph(named("The ", it.name.as_str(), " response header."));
    let name = rust_ident(&it.constant);
    let header = scope.external(paths::RESPONSE_HEADER);
    let (ty, new) = match &it.ty {
        HeaderType::Value(ty) => (types::owned(scope, ty), quote!(new)),
        HeaderType::Enum(name) => (scope.model(name), quote!(of_enum)),
    };
    let wire = Literal::string(&it.name.as_str().to_ascii_lowercase());
    quote!(#docs pub const #name: #header<#ty> = #header::#new(#wire);)
}

/// Returns a link to the constant of a header, with the header's name as the label.
pub(crate) fn link(header: &HeaderDocs) -> Line {
    Line::default().link(header.name.as_str(), &format!("crate::headers::{}", header.constant))
}
