//! The tokens of a [`TypeRef`].

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{self, External};
use super::scope::Scope;
use super::type_refs::{is_scalar, plain};
use crate::model::{Body, BodyContent, Codec, Output, TypeRef};

/// Emits the type of an owned value: a field, an item of a list.
pub(crate) fn owned(scope: &mut Scope<'_, '_>, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Bool => quote!(bool),
        TypeRef::I32 => quote!(i32),
        TypeRef::I64 => quote!(i64),
        TypeRef::F64 => quote!(f64),
        TypeRef::String => scope.external(paths::STRING),
        TypeRef::Etag => scope.external(paths::ETAG),
        TypeRef::Bytes => scope.external(paths::BYTES),
        TypeRef::DateTime => scope.external(paths::OFFSET_DATE_TIME),
        TypeRef::Date => scope.external(paths::DATE),
        TypeRef::Any => scope.external(paths::VALUE),
        TypeRef::Named(name) => scope.model(name),
        TypeRef::List(item) => {
            let vec = scope.external(paths::VEC);
            let item = owned(scope, item);
            quote!(#vec<#item>)
        }
        TypeRef::Map(value) => {
            let map = scope.external(paths::BTREE_MAP);
            let string = scope.external(paths::STRING);
            let value = owned(scope, value);
            quote!(#map<#string, #value>)
        }
        TypeRef::Boxed(inner) => {
            let boxed = scope.external(paths::BOX);
            let inner = owned(scope, inner);
            quote!(#boxed<#inner>)
        }
        TypeRef::Nullable(inner) => {
            let nullable = scope.external(paths::NULLABLE);
            let inner = owned(scope, inner);
            quote!(#nullable<#inner>)
        }
    }
}

/// Emits the type of a required argument: scalars by value, other types by reference.
pub(crate) fn argument(scope: &mut Scope<'_, '_>, ty: &TypeRef) -> TokenStream {
    match plain(ty) {
        TypeRef::String => quote!(&str),
        TypeRef::List(item) => {
            let item = owned(scope, item);
            quote!(&[#item])
        }
        ty if is_scalar(ty) => owned(scope, ty),
        ty => {
            let ty = owned(scope, ty);
            quote!(&#ty)
        }
    }
}

/// Emits the type of a request body.
pub(crate) fn body(scope: &mut Scope<'_, '_>, body: &Body) -> TokenStream {
    let content = scope.external(paths::REQUEST_CONTENT);
    match &body.content {
        BodyContent::Json(ty) => {
            let ty = owned(scope, plain(ty));
            quote!(#content<#ty>)
        }
        BodyContent::Bytes => {
            let bytes = scope.external(paths::BYTES);
            let format = scope.external(paths::NO_FORMAT);
            quote!(#content<#bytes, #format>)
        }
        BodyContent::Text => {
            let string = scope.external(paths::STRING);
            let format = scope.external(paths::NO_FORMAT);
            quote!(#content<#string, #format>)
        }
    }
}

/// Emits the generic arguments of `Response<…>` and `Poller<…>`.
pub(crate) fn output(scope: &mut Scope<'_, '_>, output: &Output) -> TokenStream {
    match output {
        Output::None => {
            let format = scope.external(paths::NO_FORMAT);
            quote!((), #format)
        }
        Output::Json(ty) => owned(scope, plain(ty)),
        Output::OptionalJson(ty) => {
            let option = scope.external(paths::OPTION);
            let ty = owned(scope, plain(ty));
            let format = scope.external(paths::OPTIONAL_JSON);
            quote!(#option<#ty>, #format)
        }
        Output::ByStatus(name) => {
            let ty = scope.model(name);
            let format = scope.external(paths::BY_STATUS);
            quote!(#ty, #format)
        }
        Output::Bytes => {
            let bytes = scope.external(paths::BYTES);
            let format = scope.external(paths::BINARY);
            quote!(#bytes, #format)
        }
        Output::Text => {
            let string = scope.external(paths::STRING);
            let format = scope.external(paths::TEXT);
            quote!(#string, #format)
        }
    }
}

/// Returns the runtime's type for a codec: the name after `as` in a table, and the wrapper of a parameter's value.
pub(crate) fn codec(codec: Codec) -> External {
    match codec {
        Codec::Rfc1123 => paths::RFC1123,
        Codec::UnixTime => paths::UNIX_TIME,
        Codec::Base64Url => paths::BASE64_URL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_codec_has_one_name() {
        for it in [Codec::Rfc1123, Codec::UnixTime, Codec::Base64Url] {
            assert_eq!(codec(it).name, it.as_str());
        }
    }
}
