//! Response headers, and the constants that read them.
//!
//! In: the headers of each response. Out: the documentation of the headers, and one constant for each header of the
//! crate. Operations spell one header in several ways (`Location`, `location`) and sometimes give it several types:
//!
//! ```text
//! Retry-After: integer (90 times), string (once)   →   RETRY_AFTER: i32, RETRY_AFTER_TEXT: String
//! ```

use std::collections::BTreeMap;

use super::{draft::DraftKind, operation_context::OperationContext, types::TypeLowering};
use crate::{
    api::Response,
    diagnostics::Code,
    markdown::{self, Line},
    model::{EnumRepr, HeaderDocs, HeaderType, ResponseHeader, TypeRef},
    naming::{self, RustIdent, Unique, WireName},
    text::Location,
};

/// A documented header whose constant is named when all operations are known: see [`constants`].
pub(super) struct HeaderDraft {
    name: WireName,
    /// The name that the constant has, unless another header needs it.
    wanted: RustIdent,
    pub(super) ty: HeaderType,
    description: Line,
}

impl HeaderDraft {
    pub(super) fn into_docs(self, constants: &[ResponseHeader]) -> HeaderDocs {
        let own = constants.iter().find(|it| is_same(&it.name, &self.name) && it.ty == self.ty);
        let constant = own.map_or(self.wanted, |it| it.constant.clone());
        HeaderDocs { name: self.name, constant, ty: self.ty, description: self.description }
    }
}

/// The documented headers of a response.
pub(super) fn lower<'a>(
    response: &'a Response,
    context: &OperationContext<'a>,
    types: &mut TypeLowering<'a, '_>,
) -> Vec<HeaderDraft> {
    let mut docs = Vec::with_capacity(response.headers.len());
    for (name, header) in &response.headers {
        if let Some(prefix) = &header.collection_prefix {
            types.diagnostics.warning(
                Code::UnsupportedConstruct,
                &header.location,
                format!("armsmith does not collect the response headers that begin with `{prefix}` into a map"),
                "read them from `headers()` of the response",
            );
            continue;
        }
        let ty = types.type_of(&header.schema, &context.owner.with("Header").with(name)).ty;
        let wanted = header.client_name.as_deref().unwrap_or(name);
        docs.push(HeaderDraft {
            name: WireName::new(name),
            wanted: naming::constant(wanted),
            ty: header_type(name, ty, &header.location, types),
            description: header.description.as_deref().map(markdown::line).unwrap_or_default(),
        });
    }
    docs
}

/// The type of a header's value.
fn header_type(name: &str, ty: TypeRef, location: &Location, types: &mut TypeLowering<'_, '_>) -> HeaderType {
    match ty {
        // Swagger has no format for it.
        TypeRef::String if name.eq_ignore_ascii_case("etag") => HeaderType::Value(TypeRef::Etag),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => header_type(name, *inner, location, types),
        TypeRef::List(item) => match header_type("", *item, location, types) {
            HeaderType::Value(item) => HeaderType::Value(TypeRef::List(Box::new(item))),
            HeaderType::Enum(_) => HeaderType::Value(TypeRef::List(Box::new(TypeRef::String))),
        },
        TypeRef::Named(ty) => match types.definition(&ty).map(|it| &it.kind) {
            Some(DraftKind::Enum { repr, .. }) => match repr {
                EnumRepr::String => HeaderType::Enum(ty),
                EnumRepr::I32 => HeaderType::Value(TypeRef::I32),
                EnumRepr::I64 => HeaderType::Value(TypeRef::I64),
                EnumRepr::F64 => HeaderType::Value(TypeRef::F64),
            },
            _ => string_instead(name, location, types),
        },
        TypeRef::Map(_) => string_instead(name, location, types),
        TypeRef::Any => HeaderType::Value(TypeRef::String),
        scalar => HeaderType::Value(scalar),
    }
}

fn string_instead(name: &str, location: &Location, types: &mut TypeLowering<'_, '_>) -> HeaderType {
    types.diagnostics.warning(
        Code::UnsupportedConstruct,
        location,
        format!("cannot deserialize response header `{name}` to an object; the generated code returns a string"),
        "parse the string, or declare a string, number, boolean or an array of these",
    );
    HeaderType::Value(TypeRef::String)
}

/// The constants of the crate, in alphabetical order, from all uses of headers.
pub(super) fn constants<'h>(uses: impl Iterator<Item = &'h HeaderDraft>) -> Vec<ResponseHeader> {
    // The most used type of a header gets the header's own name.
    let mut names = Unique::<RustIdent>::new();
    let mut constants: Vec<ResponseHeader> = Vec::new();
    for kinds in kinds(uses) {
        for (index, kind) in kinds.iter().enumerate() {
            let (first, description) = (kind[0], kind.iter().map(|it| &it.description).find(|it| !it.is_empty()));
            let typed = naming::constant(&format!("{}_{}", first.wanted, suffix(&first.ty)));
            let wanted = if index == 0 { first.wanted.clone() } else { typed.clone() };
            constants.push(ResponseHeader {
                constant: names.claim(wanted, [typed]).name,
                name: first.name.clone(),
                ty: first.ty.clone(),
                description: description.cloned().unwrap_or_default(),
            });
        }
    }
    constants.sort_by(|a, b| a.constant.cmp(&b.constant));
    constants
}

/// The uses of each header by type, the most used type first.
fn kinds<'h>(uses: impl Iterator<Item = &'h HeaderDraft>) -> Vec<Vec<Vec<&'h HeaderDraft>>> {
    let mut headers: BTreeMap<String, Vec<Vec<&HeaderDraft>>> = BTreeMap::new();
    for it in uses {
        let kinds = headers.entry(it.name.as_str().to_ascii_lowercase()).or_default();
        match kinds.iter_mut().find(|kind| kind[0].ty == it.ty) {
            Some(kind) => kind.push(it),
            None => kinds.push(vec![it]),
        }
    }
    let mut headers: Vec<_> = headers.into_values().collect();
    // A stable sort: of two types that are used as often, the first one goes first.
    headers.iter_mut().for_each(|kinds| kinds.sort_by_key(|kind| usize::MAX - kind.len()));
    headers
}

fn is_same(a: &WireName, b: &WireName) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
}

/// The suffix that distinguishes the second type of a header from its first.
fn suffix(ty: &HeaderType) -> String {
    match ty {
        HeaderType::Enum(name) => name.to_string(),
        HeaderType::Value(TypeRef::Etag) => "Etag".to_owned(),
        HeaderType::Value(TypeRef::Bool) => "Flag".to_owned(),
        HeaderType::Value(TypeRef::I32 | TypeRef::I64 | TypeRef::F64) => "Number".to_owned(),
        HeaderType::Value(TypeRef::DateTime | TypeRef::Date) => "Date".to_owned(),
        HeaderType::Value(TypeRef::Bytes) => "Bytes".to_owned(),
        HeaderType::Value(TypeRef::List(_)) => "List".to_owned(),
        HeaderType::Value(_) => "Text".to_owned(),
    }
}
