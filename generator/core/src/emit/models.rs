//! The distribution of the types of `models` over files.
//!
//! In: the types, each with the module it belongs to. Out: [`ModelsModule`]s, each a file of a length that editors
//! and reviewers can handle. A module that would be too long is split: first its enums, then both parts by name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Doc, named};
use super::facades::re_export;
use super::scope::{ModuleRole, Scope, ident, type_ident};
use super::split::{self, LINES, doc_lines, part_name};
use super::{Context, answer, enums, features, paths, polymorphic, structs};
use crate::code::Contents;
use crate::markdown::Line;
use crate::model::{Docs, TypeDefinition};
use crate::naming::{ModuleName, TypeName};

/// The types of one file.
pub(crate) struct ModelsModule<'m> {
    /// The module, and the file without `.rs`.
    pub(crate) module: String,
    /// The module of the model that the types belong to.
    of: &'m ModuleName,
    /// The types in the order of printing.
    pub(crate) types: Vec<&'m TypeDefinition>,
}

/// Returns the files of `models`, sorted by name.
pub(crate) fn parts<'m>(types: &'m [TypeDefinition]) -> Vec<ModelsModule<'m>> {
    let mut modules: BTreeMap<&ModuleName, Vec<&'m TypeDefinition>> = BTreeMap::new();
    for ty in types {
        modules.entry(ty.module()).or_default().push(ty);
    }
    // `models/models.rs` would be a module named like its parent (`clippy::module_inception`), `mod.rs` is taken.
    let mut names: BTreeSet<String> = ["models", "mod"].map(str::to_owned).into();
    names.extend(modules.keys().map(|module| module.as_str().to_owned()));
    let mut parts = Vec::new();
    for (of, types) in modules {
        let preferred = of.as_str();
        let module =
            if matches!(preferred, "models" | "mod") { free(&mut names, preferred) } else { preferred.to_owned() };
        let whole = ModelsModule { module, of, types };
        split_part(&mut parts, &mut names, whole);
    }
    parts.sort_by(|a, b| a.module.cmp(&b.module));
    parts
}

/// Returns the preferred name, or the first variation of it that is not taken.
fn free(names: &mut BTreeSet<String>, preferred: &str) -> String {
    let mut name = preferred.to_owned();
    while !names.insert(name.clone()) {
        name.push_str("_types");
    }
    name
}

fn split_part<'m>(parts: &mut Vec<ModelsModule<'m>>, names: &mut BTreeSet<String>, whole: ModelsModule<'m>) {
    let ModelsModule { module, of, types } = whole;
    if types.iter().map(|ty| lines(ty)).sum::<usize>() <= LINES {
        parts.push(ModelsModule { module, of, types });
        return;
    }
    let (enums, others): (Vec<_>, Vec<_>) = types.into_iter().partition(|ty| matches!(ty, TypeDefinition::Enum(_)));
    if !enums.is_empty() {
        let module = free(names, &format!("{module}_enums"));
        split_by_name(parts, names, ModelsModule { module, of, types: enums });
    }
    split_by_name(parts, names, ModelsModule { module, of, types: others });
}

/// Splits a module by type name; the first part keeps the name of the module.
fn split_by_name<'m>(parts: &mut Vec<ModelsModule<'m>>, names: &mut BTreeSet<String>, whole: ModelsModule<'m>) {
    let ModelsModule { module, of, mut types } = whole;
    types.sort_by(|a, b| a.name().cmp(b.name()));
    for (index, types) in split::split(types, |ty| lines(ty)).into_iter().enumerate() {
        let module = if index == 0 { module.clone() } else { free(names, &part_name(&module, index)) };
        parts.push(ModelsModule { module, of, types });
    }
}

/// Estimates the lines of a type.
fn lines(ty: &TypeDefinition) -> usize {
    let around = 8;
    let (own, members): (&Docs, usize) = match ty {
        TypeDefinition::Struct(it) => (&it.docs, it.fields.iter().map(|field| doc_lines(&field.docs) + 2).sum()),
        TypeDefinition::Enum(it) => (&it.docs, it.variants.iter().map(|variant| doc_lines(&variant.docs) + 2).sum()),
        TypeDefinition::Polymorphic(it) => (&it.docs, it.subtypes.len() * 3),
        TypeDefinition::Answer(it) => (&it.docs, it.variants.len() * 3),
    };
    around + doc_lines(own) + members
}

/// Emits one file of types.
pub(crate) fn emit(context: &Context<'_>, part: &ModelsModule<'_>) -> Contents {
    let own: BTreeSet<&str> = part.types.iter().map(|ty| ty.name().as_str()).collect();
    let mut scope = Scope::new(context, ModuleRole::Models(own));
    let mut items = Vec::new();
    for ty in &part.types {
        match ty {
            TypeDefinition::Struct(it) => items.extend(structs::emit(&mut scope, it)),
            TypeDefinition::Enum(it) => items.extend(enums::emit(&mut scope, it)),
            TypeDefinition::Polymorphic(it) => items.extend(polymorphic::emit(&mut scope, it)),
            TypeDefinition::Answer(it) => items.extend(answer::emit(&mut scope, it)),
        }
        items.extend(request_body(&mut scope, ty.name()));
    }
    let docs = match context.model.shared.get(part.of).map(Vec::as_slice) {
        None => Doc::sentence(named("Models of ", &part.module, ".")),
        Some(groups) => {
            let groups = groups.iter().map(|it| Line::default().code(it.as_str()));
            Doc::sentence(Line::from("Models shared by these operation groups: ").joined(groups, ", ").text("."))
        }
    };
    scope.file(docs.inner(), items)
}

/// `request_body!(Disk);`, for a request body of an operation.
fn request_body(scope: &mut Scope<'_, '_>, name: &TypeName) -> Option<TokenStream> {
    if !scope.context.is_body(name) {
        return None;
    }
    let request_body = scope.external(paths::REQUEST_BODY);
    let name = type_ident(name);
    Some(quote!(#request_body!(#name);))
}

/// Emits `models/mod.rs`, which re-exports all types and options.
pub(crate) fn emit_root(context: &Context<'_>, parts: &[ModelsModule<'_>]) -> Contents {
    let docs = Doc::sentence(
        "The types of request and response bodies and of parameters, and the options of all client methods.",
    );
    let mut items = Vec::new();
    for part in parts {
        let (feature, module) = (features::types(context.model, part.of), ident(&part.module));
        items.push(quote!(#feature mod #module;));
    }
    for part in parts {
        let (feature, module) = (features::types(context.model, part.of), ident(&part.module));
        let re_export = re_export(&quote!(self::#module), &sorted(part.types.iter().map(|ty| ty.name())));
        items.push(quote!(#feature #re_export));
    }
    for group in context.model.groups.iter().filter(|group| !group.operations.is_empty()) {
        let (feature, module) = (features::group(&group.module), ident(group.module.as_str()));
        let names = sorted(group.operations.iter().map(|operation| &operation.options));
        let re_export = re_export(&quote!(crate::#module::options), &names);
        items.push(quote!(#feature #re_export));
    }
    Contents { attributes: docs.inner(), items }
}

fn sorted<'m>(names: impl Iterator<Item = &'m TypeName>) -> Vec<Ident> {
    let mut names: Vec<Ident> = names.map(type_ident).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{LINES, lines, parts};
    use crate::markdown::clean;
    use crate::model::{Docs, Enum, EnumRepr, Struct, TypeDefinition};
    use crate::naming;

    fn struct_(name: &str, module: &str, text: &str) -> TypeDefinition {
        TypeDefinition::Struct(Struct {
            name: naming::ty(name),
            module: naming::module(module),
            definition: name.to_owned(),
            docs: Docs { text: clean(text), notes: Vec::new() },
            fields: Vec::new(),
            tags: Vec::new(),
            rest: None,
            page_items: None,
        })
    }

    fn enum_(name: &str, module: &str) -> TypeDefinition {
        TypeDefinition::Enum(Enum {
            name: naming::ty(name),
            module: naming::module(module),
            definition: name.to_owned(),
            docs: Docs::default(),
            repr: EnumRepr::String,
            variants: Vec::new(),
            unknown: naming::variant("UnknownValue"),
        })
    }

    #[test]
    fn a_long_module_is_split_and_nothing_is_lost() {
        let text = "line\n\n".repeat(50);
        let mut types: Vec<_> = (0..60).map(|number| struct_(&format!("Disk{number}"), "disks", &text)).collect();
        types.extend([enum_("Tier", "disks"), struct_("Other", "disks_2", ""), struct_("Model", "models", "")]);
        let parts = parts(&types);
        let names: Vec<&str> = parts.iter().map(|part| part.module.as_str()).collect();
        assert_eq!(names, ["disks", "disks_2", "disks_2_types", "disks_3", "disks_enums", "models_types"]);
        let all: BTreeSet<&str> = parts.iter().flat_map(|part| &part.types).map(|ty| ty.name().as_str()).collect();
        assert_eq!(all.len(), types.len());
        // The last type of a part may exceed the limit.
        assert!(parts.iter().all(|part| part.types.iter().map(|ty| lines(ty)).sum::<usize>() < LINES + 200));
    }

    #[test]
    fn a_short_module_keeps_the_order_of_the_specification() {
        let types = [struct_("B", "disks", ""), enum_("A", "disks")];
        let parts = parts(&types);
        let names: Vec<&str> = parts[0].types.iter().map(|ty| ty.name().as_str()).collect();
        assert_eq!((parts.len(), names), (1, vec!["B", "A"]));
    }
}
