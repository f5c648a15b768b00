//! Properties of a [`TypeRef`] and its name in prose.

use crate::model::TypeRef;

/// Returns `true` if values are passed by value.
pub(crate) fn is_scalar(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::F64 | TypeRef::DateTime | TypeRef::Date)
}

/// Returns `true` if the value of a field is in a `Box`, because its type contains itself.
pub(crate) fn is_boxed(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Boxed(_) => true,
        TypeRef::Nullable(inner) => is_boxed(inner),
        _ => false,
    }
}

/// Returns the type without `Box` and `Nullable`, which are used in fields only.
pub(crate) fn plain(ty: &TypeRef) -> &TypeRef {
    ty.plain()
}

/// Returns the name of the type for prose.
pub(crate) fn plain_name(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::I32 => "i32".to_owned(),
        TypeRef::I64 => "i64".to_owned(),
        TypeRef::F64 => "f64".to_owned(),
        TypeRef::String => "String".to_owned(),
        TypeRef::Etag => "Etag".to_owned(),
        TypeRef::Bytes => "Bytes".to_owned(),
        TypeRef::DateTime => "OffsetDateTime".to_owned(),
        TypeRef::Date => "Date".to_owned(),
        TypeRef::Any => "Value".to_owned(),
        TypeRef::Named(name) => name.as_str().to_owned(),
        TypeRef::List(item) => format!("Vec<{}>", plain_name(item)),
        TypeRef::Map(value) => format!("BTreeMap<String, {}>", plain_name(value)),
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => plain_name(inner),
    }
}
