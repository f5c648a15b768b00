//! Arguments of methods whose values become strings: parameters, and the fields of forms.

use super::types::{TypeLowering, Typed};
use crate::{
    diagnostics::Code,
    model::{RequestPart, TypeRef},
    naming::{self, RustIdent, Unique},
    text::Location,
};

/// The form of a value in a URL, a header or a form: a string, or a list of strings. `Nullable` is removed; an object
/// is passed as a string.
pub(super) fn sendable(typed: Typed, name: &str, location: &Location, types: &mut TypeLowering<'_, '_>) -> Typed {
    match typed.ty {
        TypeRef::Nullable(inner) => sendable(Typed { ty: *inner, ..typed }, name, location, types),
        TypeRef::List(item) => {
            // The runtime writes the items of a list in their usual form.
            let item = match *item {
                TypeRef::Nullable(inner) => *inner,
                item => item,
            };
            let has_form = typed.codec.is_none() && !matches!(item, TypeRef::List(_)) && is_string_like(&item, types);
            let item = if has_form { item } else { string_instead(name, location, types) };
            Typed::plain(TypeRef::List(Box::new(item)))
        }
        ty if is_string_like(&ty, types) => Typed { ty, codec: typed.codec },
        _ => Typed::plain(string_instead(name, location, types)),
    }
}

/// Returns `true` if a value of the type is one string.
fn is_string_like(ty: &TypeRef, types: &TypeLowering<'_, '_>) -> bool {
    match ty {
        TypeRef::Named(name) => types.enum_values.contains_key(name),
        TypeRef::Any | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Nullable(_) => false,
        _ => true,
    }
}

fn string_instead(name: &str, location: &Location, types: &mut TypeLowering<'_, '_>) -> TypeRef {
    types.diagnostics.warning(
        Code::UnsupportedConstruct,
        location,
        format!("cannot serialize the schema of parameter `{name}`; the generated code takes a string"),
        "pass the serialized value, or declare a string, number, boolean or an array of these",
    );
    TypeRef::String
}

/// The argument of a parameter. Two wire names that become one in Rust (`certificateName` in the path,
/// `certificate.name` in the query) are distinguished by their locations.
pub(super) fn argument_name(
    wire: &str,
    client_name: Option<&str>,
    place: RequestPart,
    names: &mut Unique<RustIdent>,
) -> RustIdent {
    let wanted = client_name.unwrap_or(wire);
    let suffix = match place {
        RequestPart::Path => "path",
        RequestPart::Query => "query",
        RequestPart::Header => "header",
        RequestPart::Form | RequestPart::Part | RequestPart::File => "field",
    };
    let preferred =
        if place == RequestPart::Header { naming::header_argument(wanted) } else { naming::argument(wanted) };
    names.claim(preferred, [naming::argument(&format!("{wanted}_{suffix}"))]).name
}
