//! Deals the types of `models` out over files.
//!
//! In: the types, each with the module it belongs to. Out: [`Part`]s, each a file of a length that editors and reviewers
//! bear. A module that would be too long is split: its enums apart, then both in parts of alphabetical order.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Doc;
use super::scope::{Home, Scope, ident};
use super::{Contents, Context, enum_, polymorphic, struct_};
use crate::model::{Docs, TypeDefinition};

/// Files stay below about 3,000 lines; the estimate is rough, so it aims lower.
const LINES: usize = 2_400;

/// The types of one file.
pub(crate) struct Part<'m> {
    /// The module, and the file without `.rs`.
    pub(crate) module: String,
    /// The types in the order in which they are printed.
    pub(crate) types: Vec<&'m TypeDefinition>,
}

/// The files of `models`, by name.
pub(crate) fn parts<'m>(types: &'m [TypeDefinition]) -> Vec<Part<'m>> {
    let mut modules: BTreeMap<&str, Vec<&'m TypeDefinition>> = BTreeMap::new();
    for ty in types {
        modules.entry(ty.module().as_str()).or_default().push(ty);
    }
    let mut parts = Vec::new();
    for (module, types) in modules {
        // `models/models.rs` would be a module named like its parent (`clippy::module_inception`), `mod.rs` is taken.
        let module = if matches!(module, "models" | "mod") { format!("{module}_types") } else { module.to_owned() };
        split(&mut parts, module, types);
    }
    parts.sort_by(|a, b| a.module.cmp(&b.module));
    parts
}

fn split<'m>(parts: &mut Vec<Part<'m>>, module: String, types: Vec<&'m TypeDefinition>) {
    if types.iter().map(|ty| lines(ty)).sum::<usize>() <= LINES {
        parts.push(Part { module, types });
        return;
    }
    let (enums, others): (Vec<_>, Vec<_>) = types.into_iter().partition(|ty| matches!(ty, TypeDefinition::Enum(_)));
    split_by_name(parts, &format!("{module}_enums"), enums);
    split_by_name(parts, &module, others);
}

/// Parts of about equal length; the first one keeps the name, the others are numbered from 2 on.
fn split_by_name<'m>(parts: &mut Vec<Part<'m>>, module: &str, mut types: Vec<&'m TypeDefinition>) {
    types.sort_by(|a, b| a.name().cmp(b.name()));
    let total: usize = types.iter().map(|ty| lines(ty)).sum();
    let count = total.div_ceil(LINES).max(1);
    let mut rest = types.into_iter().peekable();
    let mut so_far = 0;
    for number in 1..=count {
        let mut part = Vec::new();
        while let Some(ty) = rest.next_if(|_| number == count || so_far < total * number / count) {
            so_far += lines(ty);
            part.push(ty);
        }
        let module = if number == 1 { module.to_owned() } else { format!("{module}_{number}") };
        if !part.is_empty() {
            parts.push(Part { module, types: part });
        }
    }
}

/// About how many lines a type takes.
fn lines(ty: &TypeDefinition) -> usize {
    let around = 8;
    let (own, members): (&Docs, usize) = match ty {
        TypeDefinition::Struct(it) => (&it.docs, it.fields.iter().map(|field| doc_lines(&field.docs) + 2).sum()),
        TypeDefinition::Enum(it) => (&it.docs, it.variants.iter().map(|variant| doc_lines(&variant.docs) + 2).sum()),
        TypeDefinition::Polymorphic(it) => (&it.docs, it.subtypes.len() * 3),
    };
    around + doc_lines(own) + members
}

fn doc_lines(docs: &Docs) -> usize {
    let text: usize = docs.text.lines().map(|line| 1 + line.len() / 100).sum();
    text.max(1) + if docs.notes.is_empty() { 0 } else { 2 }
}

/// One file of types.
pub(crate) fn emit(context: &Context<'_>, part: &Part<'_>) -> Contents {
    let own: BTreeSet<&str> = part.types.iter().map(|ty| ty.name().as_str()).collect();
    let mut scope = Scope::new(context, Home::Models(own));
    let mut items = Vec::new();
    for ty in &part.types {
        match ty {
            TypeDefinition::Struct(it) => items.extend(struct_::emit(&mut scope, it)),
            TypeDefinition::Enum(it) => items.extend(enum_::emit(&mut scope, it)),
            TypeDefinition::Polymorphic(it) => items.extend(polymorphic::emit(&mut scope, it)),
        }
    }
    let docs = Doc::sentence(&format!("The models of `{}`.", part.module));
    scope.file(docs.inner(), items)
}

/// `models/mod.rs`: every type and every options struct under one roof.
pub(crate) fn emit_root(context: &Context<'_>, parts: &[Part<'_>]) -> Contents {
    let docs = Doc::sentence("Everything that goes over the wire, and the options of all client methods.");
    let modules = parts.iter().map(|part| ident(&part.module));
    let mut items: Vec<TokenStream> = modules.map(|module| quote!(mod #module;)).collect();
    for part in parts {
        let mut names: Vec<&str> = part.types.iter().map(|ty| ty.name().as_str()).collect();
        names.sort_unstable();
        items.push(re_export(quote!(self), &part.module, &names));
    }
    for group in &context.model.groups {
        let mut names: Vec<&str> = group.operations.iter().map(|operation| operation.options.as_str()).collect();
        names.sort_unstable();
        if !names.is_empty() {
            let module = ident(group.module.as_str());
            items.push(re_export(quote!(crate::#module), "options", &names));
        }
    }
    Contents { attributes: docs.inner(), items }
}

fn re_export(root: TokenStream, module: &str, names: &[&str]) -> TokenStream {
    let module = ident(module);
    let names = names.iter().map(|name| ident(name));
    if names.len() == 1 {
        quote!(pub use #root::#module::#(#names)*;)
    } else {
        quote!(pub use #root::#module::{#(#names),*};)
    }
}
