//! A JSON value of a documented example as a Rust expression.
//!
//! In: a value and its documented type. Out: an expression that compiles in a function where `?` is allowed, or `None`
//! if the value does not fit the type. Then the property is left out, or the whole example.

use std::str::FromStr;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::enums::{self, float, integer};
use super::scope::{Scope, rust_ident};
use super::{paths, type_refs};
use crate::characters::visible;
use crate::model::{Codec, Enum, EnumRepr, Field, Polymorphic, Struct, TypeDefinition, TypeRef};
use crate::naming::TypeName;

/// Emits an owned value.
pub(crate) fn owned(
    scope: &mut Scope<'_, '_>,
    ty: &TypeRef,
    codec: Option<Codec>,
    value: &Value,
) -> Option<TokenStream> {
    match ty {
        TypeRef::Bool => value.as_bool().map(|value| quote!(#value)),
        TypeRef::I32 => value.as_i64().filter(|value| i32::try_from(*value).is_ok()).map(integer),
        TypeRef::I64 => value.as_i64().map(integer),
        TypeRef::F64 => value.as_f64().and_then(float),
        TypeRef::String => value.as_str().map(string),
        TypeRef::Etag => value.as_str().map(|text| etag(scope, text)),
        TypeRef::Bytes => bytes(scope, codec, value.as_str()?),
        TypeRef::DateTime => date_time(scope, codec, value),
        TypeRef::Date => value.as_str().map(|text| date(scope, text)),
        TypeRef::Any => Some(any(scope, value)),
        TypeRef::Named(name) => named(scope, name, value),
        TypeRef::List(item) => {
            let items = items(scope, item, codec, value)?;
            Some(quote!(vec![#(#items),*]))
        }
        TypeRef::Map(item) => map(scope, item, codec, value.as_object()?.iter()),
        TypeRef::Boxed(inner) => {
            let value = owned(scope, inner, codec, value)?;
            let boxed = scope.external(paths::BOX);
            Some(quote!(#boxed::new(#value)))
        }
        TypeRef::Nullable(inner) => {
            let value = if value.is_null() { None } else { Some(owned(scope, inner, codec, value)?) };
            let nullable = scope.external(paths::NULLABLE);
            Some(match value {
                Some(value) => quote!(#nullable::Value(#value)),
                None => quote!(#nullable::Null),
            })
        }
    }
}

/// Emits a required argument: scalars by value, other types by reference.
pub(crate) fn argument(
    scope: &mut Scope<'_, '_>,
    ty: &TypeRef,
    codec: Option<Codec>,
    value: &Value,
) -> Option<TokenStream> {
    match type_refs::plain(ty) {
        TypeRef::String => {
            let text = Literal::string(value.as_str()?);
            Some(quote!(#text))
        }
        TypeRef::List(item) => {
            let items = items(scope, item, codec, value)?;
            Some(quote!(&[#(#items),*]))
        }
        ty if type_refs::is_scalar(ty) => owned(scope, ty, codec, value),
        ty => {
            let value = owned(scope, ty, codec, value)?;
            Some(quote!(&#value))
        }
    }
}

fn string(text: &str) -> TokenStream {
    let text = Literal::string(text);
    quote!(#text.to_string())
}

fn etag(scope: &mut Scope<'_, '_>, text: &str) -> TokenStream {
    let etag = scope.external(paths::ETAG);
    let text = Literal::string(text);
    quote!(#etag::from(#text))
}

fn bytes(scope: &mut Scope<'_, '_>, codec: Option<Codec>, text: &str) -> Option<TokenStream> {
    let base64 = scope.external(paths::BASE64);
    let text = Literal::string(text);
    Some(match codec {
        Some(Codec::Base64Url) => quote!(#base64::decode_url_safe(#text)?.into()),
        _ => quote!(#base64::decode(#text)?.into()),
    })
}

fn date_time(scope: &mut Scope<'_, '_>, codec: Option<Codec>, value: &Value) -> Option<TokenStream> {
    if codec == Some(Codec::UnixTime) {
        // azure_core has no parser for Unix time that returns its own error type, so the code parses RFC 3339.
        return value.as_i64().and_then(rfc3339).and_then(|text| date_time(scope, None, &Value::String(text)));
    }
    let text = Literal::string(value.as_str()?);
    let time = scope.external(paths::TIME);
    Some(match codec {
        Some(Codec::Rfc1123) => quote!(#time::parse_rfc7231(#text)?),
        _ => quote!(#time::parse_rfc3339(#text)?),
    })
}

/// Formats Unix time as RFC 3339, with the algorithm of `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn rfc3339(seconds: i64) -> Option<String> {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let days = days.checked_add(719_468)?;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let in_range = (0..=9_999).contains(&year);
    let time = format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60);
    in_range.then(|| format!("{year:04}-{month:02}-{day:02}T{time}Z"))
}

/// Emits a date. azure_core parses only dates with a time, so the code parses midnight.
fn date(scope: &mut Scope<'_, '_>, text: &str) -> TokenStream {
    let time = scope.external(paths::TIME);
    let midnight = Literal::string(&format!("{text}T00:00:00Z"));
    quote!(#time::parse_rfc3339(#midnight)?.date())
}

/// Emits any JSON: scalars by conversion, other values as a parsed string.
fn any(scope: &mut Scope<'_, '_>, value: &Value) -> TokenStream {
    match value {
        Value::Bool(value) => quote!(#value.into()),
        Value::String(value) => {
            let value = Literal::string(value);
            quote!(#value.into())
        }
        // The range of an integer literal without a suffix.
        Value::Number(number) if number.as_i64().is_some_and(|it| i32::try_from(it).is_ok_and(|it| it >= 0)) => {
            let value = integer(number.as_i64().unwrap_or_default());
            quote!(#value.into())
        }
        other => {
            let json = scope.external(paths::JSON);
            let text = raw_string(&other.to_string());
            quote!(#json::from_json(#text)?)
        }
    }
}

/// `r#"{"a": 1}"#`
fn raw_string(text: &str) -> Literal {
    // A raw string cannot escape invisible characters, some of which rustc rejects.
    if !text.contains(['"', '\\']) || text.chars().any(|it| visible(it).is_none()) {
        return Literal::string(text);
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    // Compact JSON has control characters only as escapes. If a raw string is not possible for another reason, use a
    // plain one.
    Literal::from_str(&format!("r{hashes}\"{text}\"{hashes}")).unwrap_or_else(|_| Literal::string(text))
}

fn items(scope: &mut Scope<'_, '_>, item: &TypeRef, codec: Option<Codec>, value: &Value) -> Option<Vec<TokenStream>> {
    value.as_array()?.iter().map(|value| owned(scope, item, codec, value)).collect()
}

fn map<'v>(
    scope: &mut Scope<'_, '_>,
    item: &TypeRef,
    codec: Option<Codec>,
    entries: impl Iterator<Item = (&'v String, &'v Value)>,
) -> Option<TokenStream> {
    let entries: Option<Vec<TokenStream>> = entries
        .map(|(key, value)| {
            let key = string(key);
            let value = owned(scope, item, codec, value)?;
            Some(quote!((#key, #value)))
        })
        .collect();
    let entries = entries?;
    let map = scope.external(paths::BTREE_MAP);
    Some(if entries.is_empty() { quote!(#map::new()) } else { quote!(#map::from([#(#entries),*])) })
}

fn named(scope: &mut Scope<'_, '_>, name: &TypeName, value: &Value) -> Option<TokenStream> {
    match scope.context.ty(name)? {
        TypeDefinition::Struct(it) => struct_(scope, it, value.as_object()?),
        TypeDefinition::Enum(it) => enum_(scope, it, value),
        TypeDefinition::Polymorphic(it) => polymorphic(scope, it, value),
        // Responses are never sent.
        TypeDefinition::Answer(_) => None,
    }
}

/// `Disk { name: Some("…".to_string()), ..Default::default() }`, the fields in the order of the example.
fn struct_(scope: &mut Scope<'_, '_>, it: &Struct, object: &Map<String, Value>) -> Option<TokenStream> {
    let by_wire = |wire: &String| it.fields.iter().find(|field| field.wire.as_str() == wire);
    let mut fields = Vec::new();
    for (wire, value) in object {
        fields.extend(by_wire(wire).and_then(|it| scope.attempt(|scope| field(scope, it, value))));
    }
    if let Some(rest) = &it.rest {
        let is_tag = |wire: &str| it.tags.iter().any(|tag| tag.wire.as_str() == wire);
        let others: Vec<_> = object.iter().filter(|(wire, _)| by_wire(wire).is_none() && !is_tag(wire)).collect();
        let entries = || others.iter().copied();
        let value = if others.is_empty() { None } else { scope.attempt(|scope| map(scope, &rest.ty, None, entries())) };
        if let Some(value) = value {
            let name = rust_ident(&rest.name);
            fields.push(quote!(#name: Some(#value)));
        }
    }
    let ty = scope.model(&it.name);
    let all = it.fields.len() + usize::from(it.rest.is_some());
    Some(if fields.is_empty() {
        quote!(#ty::default())
    } else if fields.len() == all {
        quote!(#ty { #(#fields),* })
    } else {
        let default = scope.external(paths::DEFAULT);
        quote!(#ty { #(#fields,)* ..#default::default() })
    })
}

/// Emits a field, unless it is read-only and so left out of requests.
fn field(scope: &mut Scope<'_, '_>, it: &Field, value: &Value) -> Option<TokenStream> {
    if it.read_only {
        return None;
    }
    let value = owned(scope, &it.ty, it.codec, value)?;
    let name = rust_ident(&it.name);
    Some(quote!(#name: Some(#value)))
}

fn enum_(scope: &mut Scope<'_, '_>, it: &Enum, value: &Value) -> Option<TokenStream> {
    let text = match (it.repr, value) {
        (EnumRepr::String, Value::String(text)) => text.clone(),
        (EnumRepr::I32 | EnumRepr::I64 | EnumRepr::F64, Value::Number(number)) => number.to_string(),
        _ => return None,
    };
    let ty = scope.model(&it.name);
    if let Some(variant) = it.variants.iter().find(|variant| variant.value == text) {
        let variant = rust_ident(&variant.name);
        return Some(quote!(#ty::#variant));
    }
    let unknown = rust_ident(&it.unknown);
    let value = match it.repr {
        EnumRepr::String => string(&text),
        repr => enums::value(repr, &text),
    };
    Some(quote!(#ty::#unknown(#value)))
}

fn polymorphic(scope: &mut Scope<'_, '_>, it: &Polymorphic, value: &Value) -> Option<TokenStream> {
    let object = value.as_object()?;
    let tag = object.get(it.tag.as_str()).and_then(Value::as_str);
    let ty = scope.model(&it.name);
    let Some(subtype) = it.subtypes.iter().find(|subtype| Some(subtype.value.as_str()) == tag) else {
        let unknown = rust_ident(&it.unknown);
        let value = any(scope, value);
        return Some(quote!(#ty::#unknown(#value)));
    };
    let variant = rust_ident(&subtype.variant);
    let value = named(scope, &subtype.ty, value)?;
    let boxed = scope.external(paths::BOX);
    Some(quote!(#ty::#variant(#boxed::new(#value))))
}

#[cfg(test)]
mod tests {
    use super::{raw_string, rfc3339};

    #[test]
    fn seconds_become_dates() {
        assert_eq!(rfc3339(0).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(rfc3339(951_782_400).as_deref(), Some("2000-02-29T00:00:00Z"));
        assert_eq!(rfc3339(1_735_689_599).as_deref(), Some("2024-12-31T23:59:59Z"));
        assert_eq!(rfc3339(i64::MAX), None);
    }

    #[test]
    fn raw_strings_may_contain_their_delimiter() {
        assert_eq!(raw_string(r##"{"a":"#"}"##).to_string(), r####"r###"{"a":"#"}"###"####.replace("###", "##"));
        assert_eq!(raw_string(r#"["1"]"#).to_string(), r##"r#"["1"]"#"##);
        assert_eq!(raw_string("[1]").to_string(), r#""[1]""#);
    }
}
