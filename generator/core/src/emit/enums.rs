//! Strings or numbers with documented values: an enum with a catch-all variant, and the table of its values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Doc, named};
use super::paths;
use super::scope::{Scope, rust_ident, type_ident};
use crate::markdown::Line;
use crate::model::{Enum, EnumRepr, Variant};

/// Emits the enum and its table.
pub(crate) fn emit(scope: &mut Scope<'_, '_>, it: &Enum) -> [TokenStream; 2] {
    let name = type_ident(&it.name);
    let docs = Doc::new(&it.docs, || named("The values of ", &it.definition, "."));
    // The macro for strings implements `Eq` without the hidden method that a derive adds; floats have no total
    // equality.
    let derives = match it.repr {
        EnumRepr::String => quote!(Clone, PartialEq),
        EnumRepr::I32 | EnumRepr::I64 => quote!(Clone, Copy, Eq, PartialEq),
        EnumRepr::F64 => quote!(Clone, Copy, PartialEq),
    };
    let variants = it.variants.iter().map(variant);
    let unknown = rust_ident(&it.unknown);
    let unknown_docs = Doc::sentence("A value that this crate does not know.");
    let repr = repr(scope, it.repr);
    let item = quote! {
        #docs
        #[derive(#derives)]
        pub enum #name {
            #(#variants,)*
            #unknown_docs
            #unknown(#repr),
        }
    };
    [item, table(scope, it)]
}

/// The type of the values.
fn repr(scope: &mut Scope<'_, '_>, repr: EnumRepr) -> TokenStream {
    match repr {
        EnumRepr::String => scope.external(paths::STRING),
        EnumRepr::I32 => quote!(i32),
        EnumRepr::I64 => quote!(i64),
        EnumRepr::F64 => quote!(f64),
    }
}

fn variant(it: &Variant) -> TokenStream {
    let name = rust_ident(&it.name);
    let value = Line::default().code(&it.value);
    let mut docs = Doc::default();
    docs.document(&it.docs.text.clone().titled(value, ": ")).notes(&it.docs.notes);
    quote!(#docs #name)
}

/// `string_enum! { Color, UnknownValue { Red = "red" } }`, `number_enum! { Hours: i32, UnknownValue { N12 = 12 } }`
fn table(scope: &mut Scope<'_, '_>, it: &Enum) -> TokenStream {
    let name = type_ident(&it.name);
    let unknown = rust_ident(&it.unknown);
    let rows: Vec<TokenStream> = it
        .variants
        .iter()
        .map(|variant| {
            let name = rust_ident(&variant.name);
            let value = value(it.repr, &variant.value);
            quote!(#name = #value)
        })
        .collect();
    let (mac, repr) = match it.repr {
        EnumRepr::String => (scope.external(paths::STRING_ENUM), None),
        number => {
            let repr = repr(scope, number);
            (scope.external(paths::NUMBER_ENUM), Some(quote!(: #repr)))
        }
    };
    quote! {
        #mac! {
            #name #repr, #unknown {
                #(#rows,)*
            }
        }
    }
}

/// A documented value as a literal of the enum's type.
pub(crate) fn value(repr: EnumRepr, value: &str) -> TokenStream {
    let number = match repr {
        EnumRepr::String => None,
        EnumRepr::I32 | EnumRepr::I64 => value.parse().ok().map(integer),
        EnumRepr::F64 => value.parse().ok().and_then(float),
    };
    // Invariant of the model: the values of a number enum are numbers. Otherwise rustc reports the position.
    number.unwrap_or_else(|| {
        let value = Literal::string(value);
        quote!(#value)
    })
}

/// An integer without a suffix. The minus is a separate token, as in source code.
pub(crate) fn integer(value: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// A finite float with a decimal point.
pub(crate) fn float(value: f64) -> Option<TokenStream> {
    if !value.is_finite() {
        return None;
    }
    let digits = Literal::f64_unsuffixed(value.abs());
    Some(if value.is_sign_negative() { quote!(-#digits) } else { quote!(#digits) })
}
