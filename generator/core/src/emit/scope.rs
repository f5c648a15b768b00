//! The names in scope in one generated file, and its imports.
//!
//! In: each name that the file's items use, while they are emitted. Out: the path by which an item refers to it, and in
//! the end the `use` declarations, for used names only. A model may have any name (`Result`, `Option`, `Client`). In
//! the files of `models` the foreign item is then written with its full path; everywhere else the model is written
//! `models::Result`. No name is ever shadowed.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::Context;
use super::paths::{External, Import, Krate};
use crate::code::Contents;
use crate::naming::{RustIdent, TypeName};

/// The role of the module that is emitted.
#[derive(Clone, Debug)]
pub(crate) enum ModuleRole<'m> {
    /// A file of `models` that defines these types.
    Models(BTreeSet<&'m str>),
    /// Any other file of the crate.
    Crate,
    /// Code outside the crate: an example.
    Outside,
}

/// The names that a file uses.
pub(crate) struct Scope<'c, 'm> {
    /// The data of the whole crate.
    pub(crate) context: &'c Context<'m>,
    role: ModuleRole<'m>,
    /// Paths with the names that are imported from there.
    imports: BTreeMap<String, BTreeSet<String>>,
    /// The same in the order of first use.
    journal: Vec<(String, String)>,
}

impl<'c, 'm> Scope<'c, 'm> {
    /// Creates the scope of an empty file.
    pub(crate) fn new(context: &'c Context<'m>, role: ModuleRole<'m>) -> Self {
        Self { context, role, imports: BTreeMap::new(), journal: Vec::new() }
    }

    /// Imports an item of another crate.
    pub(crate) fn external(&mut self, external: External) -> TokenStream {
        let name = ident(external.name);
        if matches!(self.role, ModuleRole::Models(_)) && self.context.is_model(external.name) {
            let path = path(&external_module(external));
            return quote!(::#path::#name);
        }
        let module = match self.role {
            // Users access the runtime through the generated crate.
            ModuleRole::Outside if external.krate == Krate::Runtime => {
                format!("{}::runtime", self.context.settings.library)
            }
            _ => external_module(external),
        };
        match external.import {
            Import::Prelude => {}
            Import::Named => self.import(module, external.name.to_owned()),
            Import::Methods => self.import(module, format!("{} as _", external.name)),
        }
        name.into_token_stream()
    }

    /// Imports a type of the crate's `models`.
    pub(crate) fn model(&mut self, name: &TypeName) -> TokenStream {
        let ident = type_ident(name);
        let root = match &self.role {
            ModuleRole::Models(own) => {
                if !own.contains(name.as_str()) {
                    self.import("super".to_owned(), name.as_str().to_owned());
                }
                return ident.into_token_stream();
            }
            ModuleRole::Crate => "crate",
            ModuleRole::Outside => &self.context.settings.library,
        };
        if self.context.is_taken(name.as_str()) {
            self.import(root.to_owned(), "models".to_owned());
            quote!(models::#ident)
        } else {
            self.import(format!("{root}::models"), name.as_str().to_owned());
            ident.into_token_stream()
        }
    }

    /// Imports an item of this crate that is not a model, from the module at `path`.
    pub(crate) fn local(&mut self, path: &str, name: &str) -> Ident {
        self.import(path.to_owned(), name.to_owned());
        ident(name)
    }

    /// Returns the `use` declarations, those of the crate itself first.
    pub(crate) fn imports(&self) -> Vec<TokenStream> {
        let own = |path: &str| path.starts_with("super") || path.starts_with("crate");
        let (ours, others): (Vec<_>, Vec<_>) = self.imports.iter().partition(|(path, _)| own(path));
        ours.into_iter().chain(others).map(|(path, names)| use_(path, names)).collect()
    }

    /// Returns the whole file: imports, then items.
    pub(crate) fn file(&self, attributes: TokenStream, items: Vec<TokenStream>) -> Contents {
        let mut all = self.imports();
        all.extend(items);
        Contents { attributes, items: all }
    }

    /// Emits an optional item; if that fails, its imports are removed again.
    pub(crate) fn attempt<T>(&mut self, emit: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mark = self.journal.len();
        let emitted = emit(self);
        if emitted.is_none() {
            for (path, name) in self.journal.drain(mark..) {
                if let Some(names) = self.imports.get_mut(&path) {
                    names.remove(&name);
                }
            }
            self.imports.retain(|_, names| !names.is_empty());
        }
        emitted
    }

    fn import(&mut self, path: String, name: String) {
        if !self.imports.get(&path).is_some_and(|names| names.contains(&name)) {
            self.imports.entry(path.clone()).or_default().insert(name.clone());
            self.journal.push((path, name));
        }
    }
}

/// `use a::b::{C, D as _};`
fn use_(from: &str, names: &BTreeSet<String>) -> TokenStream {
    let from = path(from);
    let names = names.iter().map(|name| match name.strip_suffix(" as _") {
        Some(name) => {
            let name = ident(name);
            quote!(#name as _)
        }
        None => ident(name).into_token_stream(),
    });
    if names.len() == 1 { quote!(use #from::#(#names)*;) } else { quote!(use #from::{#(#names),*};) }
}

fn external_module(external: External) -> String {
    let krate = external.krate.name();
    if external.module.is_empty() { krate.to_owned() } else { format!("{krate}::{}", external.module) }
}

/// Returns a path from its text.
pub(crate) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(ident);
    quote!(#(#segments)::*)
}

/// An identifier that needs no `r#`.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A field, argument, function or variant.
pub(crate) fn rust_ident(name: &RustIdent) -> Ident {
    match name.as_str().strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => ident(name.as_str()),
    }
}

/// A type.
pub(crate) fn type_ident(name: &TypeName) -> Ident {
    ident(name.as_str())
}
