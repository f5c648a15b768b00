//! Types without the properties that depend on the whole crate: their module, and whether they are pages.

use std::collections::BTreeMap;

use crate::{
    model::{
        Answer, AnswerVariant, Docs, Enum, EnumRepr, Field, PageItems, Polymorphic, Rest, Struct, Subtype, Tag,
        TypeDefinition, TypeRef, Variant,
    },
    naming::{ModuleName, RustIdent, TypeName, WireName},
};

/// A lowered type without its module.
pub(super) struct DraftType {
    pub(super) name: TypeName,
    /// See [`Struct::definition`].
    pub(super) definition: String,
    pub(super) docs: Docs,
    pub(super) kind: DraftKind,
}

/// The kinds of types; see the structs of the model with the same names.
pub(super) enum DraftKind {
    Struct { fields: Vec<Field>, tags: Vec<Tag>, rest: Option<Rest> },
    Enum { repr: EnumRepr, variants: Vec<Variant>, unknown: RustIdent },
    Polymorphic { tag: WireName, subtypes: Vec<Subtype>, unknown: RustIdent },
    Answer { variants: Vec<AnswerVariant>, unknown: RustIdent },
}

/// The types of pages, with the type of an item.
pub(super) type Pages<'a> = BTreeMap<&'a TypeName, &'a TypeRef>;

impl DraftType {
    /// The type as it is printed in a module.
    pub(super) fn into_type(self, module: ModuleName, pages: &Pages<'_>) -> TypeDefinition {
        let Self { name, definition, docs, kind } = self;
        match kind {
            DraftKind::Struct { fields, tags, rest } => {
                let page_items = pages.get(&name).and_then(|item| page_items(&fields, item));
                TypeDefinition::Struct(Struct { name, module, definition, docs, fields, tags, rest, page_items })
            }
            DraftKind::Enum { repr, variants, unknown } => {
                TypeDefinition::Enum(Enum { name, module, definition, docs, repr, variants, unknown })
            }
            DraftKind::Polymorphic { tag, subtypes, unknown } => {
                TypeDefinition::Polymorphic(Polymorphic { name, module, definition, docs, tag, subtypes, unknown })
            }
            DraftKind::Answer { variants, unknown } => {
                TypeDefinition::Answer(Answer { name, module, definition, docs, variants, unknown })
            }
        }
    }

    /// The fields of a struct; empty for other types.
    pub(super) fn fields(&self) -> &[Field] {
        match &self.kind {
            DraftKind::Struct { fields, .. } => fields,
            DraftKind::Enum { .. } | DraftKind::Polymorphic { .. } | DraftKind::Answer { .. } => &[],
        }
    }

    /// The types that the type refers to.
    pub(super) fn used_types(&self) -> Vec<TypeName> {
        let mut names = Vec::new();
        match &self.kind {
            DraftKind::Struct { fields, rest, .. } => {
                fields.iter().for_each(|field| collect_names(&field.ty, &mut names));
                rest.iter().for_each(|rest| collect_names(&rest.ty, &mut names));
            }
            DraftKind::Polymorphic { subtypes, .. } => names.extend(subtypes.iter().map(|it| it.ty.clone())),
            DraftKind::Answer { variants, .. } => {
                variants.iter().flat_map(|it| &it.body).for_each(|it| collect_names(it, &mut names));
            }
            DraftKind::Enum { .. } => {}
        }
        names
    }
}

/// The field that holds the items of a page.
fn page_items(fields: &[Field], item: &TypeRef) -> Option<PageItems> {
    let list = TypeRef::List(Box::new(item.clone()));
    let field = fields.iter().find(|field| field.ty == list)?;
    Some(PageItems { field: field.name.clone(), item: item.clone() })
}

/// Adds the names in a type.
pub(super) fn collect_names(ty: &TypeRef, names: &mut Vec<TypeName>) {
    match ty {
        TypeRef::Named(name) => names.push(name.clone()),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => {
            collect_names(inner, names)
        }
        _ => {}
    }
}
