//! The module trees of all packages, and which files each file uses.
//!
//! In: the files of the repository. Out: an [`Edge`] for each `use` or path of one file that names an item of another
//! one of the same crate. `mod` lines, re-exports of a parent, tests inside a file, and tokens that a macro quotes do
//! not count. Must not know: which edges are right.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, Macro, Path, UseTree, Visibility};

use super::file::{SourceFile, is_generated};

/// One file that uses another one, by their paths.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Edge {
    pub(super) from: String,
    pub(super) to: String,
}

/// Reads all crates. The second part of the result names the files that are not valid Rust.
pub(super) fn edges(files: &[SourceFile]) -> (BTreeSet<Edge>, Vec<String>) {
    let texts: BTreeMap<&str, &str> = files
        .iter()
        .filter(|file| file.path.ends_with(".rs") && !is_generated(&file.path))
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    let mut tree = Tree { texts: &texts, modules: Vec::new(), invalid: Vec::new() };
    for package in files.iter().filter_map(|file| file.path.strip_suffix("Cargo.toml")) {
        for root in texts.keys().filter(|path| is_root(package, path)) {
            tree.load(root, None);
        }
    }
    let mut edges = BTreeSet::new();
    for (index, module) in tree.modules.iter().enumerate() {
        let mut references = References { tree: &tree, module: index, edges: &mut edges };
        module.items.iter().for_each(|item| references.visit_item(item));
    }
    (edges, tree.invalid)
}

/// Returns `true` if Cargo builds a crate from the file.
fn is_root(package: &str, path: &str) -> bool {
    let Some(inside) = path.strip_prefix(package) else { return false };
    matches!(
        inside.split('/').collect::<Vec<_>>().as_slice(),
        ["build.rs"]
            | ["src", "lib.rs" | "main.rs"]
            | ["src", "bin", _]
            | ["tests" | "benches" | "examples", _]
            | ["tests" | "benches" | "examples", _, "main.rs"]
    )
}

struct Tree<'f> {
    texts: &'f BTreeMap<&'f str, &'f str>,
    modules: Vec<Module>,
    invalid: Vec<String>,
}

struct Module {
    file: String,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    /// The items of the module, without those of the modules inside it.
    items: Vec<Item>,
    /// The names that these items define.
    defined: BTreeSet<String>,
    /// The names that its `use` items bring into scope.
    imports: Vec<Leaf>,
}

/// The target of a path.
#[derive(Clone, Copy)]
enum Target {
    Module(usize),
    /// An item that is defined in this module.
    Item(usize),
}

impl Tree<'_> {
    fn load(&mut self, file: &str, parent: Option<usize>) -> Option<usize> {
        let text = self.texts.get(file)?;
        match syn::parse_file(text) {
            Ok(parsed) => Some(self.add(file, parent, parsed.items)),
            Err(error) => {
                self.invalid.push(format!("{file} is not valid Rust: {error}"));
                None
            }
        }
    }

    fn add(&mut self, file: &str, parent: Option<usize>, items: Vec<Item>) -> usize {
        let index = self.modules.len();
        self.modules.push(Module {
            file: file.to_owned(),
            parent,
            children: BTreeMap::new(),
            items: Vec::new(),
            defined: BTreeSet::new(),
            imports: Vec::new(),
        });
        let mut own = Vec::new();
        for item in items {
            match item {
                Item::Mod(item) if is_test(&item.attrs) => {}
                Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) => {
                    let child = self.add(file, Some(index), items);
                    self.modules[index].children.insert(ident.to_string(), child);
                }
                Item::Mod(item) => {
                    let name = item.ident.to_string();
                    let found = self
                        .child_files(file, index, &item)
                        .into_iter()
                        .find(|it| self.texts.contains_key(it.as_str()));
                    if let Some(child) = found.and_then(|path| self.load(&path, Some(index))) {
                        self.modules[index].children.insert(name, child);
                    }
                }
                item => own.push(item),
            }
        }
        let module = &mut self.modules[index];
        module.defined = own.iter().filter_map(defined).collect();
        module.imports = own
            .iter()
            .flat_map(|item| if let Item::Use(item) = item { leaves(&item.tree) } else { Vec::new() })
            .collect();
        module.items = own;
        index
    }

    /// Returns the possible paths of the file of a module.
    fn child_files(&self, file: &str, module: usize, item: &ItemMod) -> Vec<String> {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        if let Some(path) = item.attrs.iter().find_map(path_attribute) {
            return vec![format!("{folder}/{path}")];
        }
        let is_folder = self.modules[module].parent.is_none() || name == "mod.rs";
        let folder = if is_folder { folder.to_owned() } else { format!("{folder}/{}", name.trim_end_matches(".rs")) };
        vec![format!("{folder}/{}.rs", item.ident), format!("{folder}/{}/mod.rs", item.ident)]
    }

    /// Returns the target of a path that is written in this module; `None` for items of other crates.
    fn resolve(&self, module: usize, path: &[String], depth: usize) -> Option<Target> {
        let (first, mut rest) = path.split_first()?;
        let mut target = match first.as_str() {
            "crate" => Target::Module(self.root(module)),
            "self" => Target::Module(module),
            "super" => Target::Module(self.modules[module].parent?),
            name => self.find(module, name, depth)?,
        };
        while let (Target::Module(current), Some((next, others))) = (target, rest.split_first()) {
            target = match next.as_str() {
                "super" => Target::Module(self.modules[current].parent?),
                "self" => target,
                // What is not found is made by a macro of the module.
                name => self.find(current, name, depth).unwrap_or(Target::Item(current)),
            };
            rest = others;
        }
        Some(target)
    }

    fn root(&self, module: usize) -> usize {
        self.modules[module].parent.map_or(module, |parent| self.root(parent))
    }

    /// Returns the target of a name in a module.
    fn find(&self, module: usize, name: &str, depth: usize) -> Option<Target> {
        let Module { children, defined, imports, .. } = &self.modules[module];
        if let Some(child) = children.get(name) {
            return Some(Target::Module(*child));
        }
        if defined.contains(name) {
            return Some(Target::Item(module));
        }
        // A re-export of a re-export of itself, which rustc refuses.
        if depth > 20 {
            return None;
        }
        if let Some(leaf) = imports.iter().find(|leaf| leaf.name.as_deref() == Some(name)) {
            // `use name;` inside `name` would only find itself.
            return if leaf.path == [name] { None } else { self.resolve(module, &leaf.path, depth + 1) };
        }
        imports.iter().filter(|leaf| leaf.name.is_none()).find_map(|leaf| {
            match self.resolve(module, &leaf.path, depth + 1)? {
                Target::Module(from) if from != module => self.find(from, name, depth + 1),
                _ => None,
            }
        })
    }

    fn is_inside(&self, module: usize, ancestor: usize) -> bool {
        module == ancestor || self.modules[module].parent.is_some_and(|parent| self.is_inside(parent, ancestor))
    }
}

/// One name that a `use` brings into scope; without a name, all of a module.
struct Leaf {
    path: Vec<String>,
    name: Option<String>,
}

fn leaves(tree: &UseTree) -> Vec<Leaf> {
    let mut found = Vec::new();
    collect(tree, &mut Vec::new(), &mut found);
    found
}

fn collect(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<Leaf>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            collect(&path.tree, before, found);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            found.push(Leaf { path: before.clone(), name: before.last().cloned() });
        }
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            found.push(Leaf { path: [before.as_slice(), std::slice::from_ref(&name)].concat(), name: Some(name) });
        }
        UseTree::Rename(rename) => {
            let path = [before.as_slice(), &[rename.ident.to_string()]].concat();
            found.push(Leaf { path, name: Some(rename.rename.to_string()) });
        }
        UseTree::Glob(_) => found.push(Leaf { path: before.clone(), name: None }),
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect(tree, before, found)),
    }
}

/// The name that an item defines.
fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// Collects the edges of one module.
struct References<'t, 'f> {
    tree: &'t Tree<'f>,
    module: usize,
    edges: &'t mut BTreeSet<Edge>,
}

impl References<'_, '_> {
    fn add(&mut self, path: &[String], is_re_export: bool) {
        let Some(Target::Module(target) | Target::Item(target)) = self.tree.resolve(self.module, path, 0) else {
            return;
        };
        if is_re_export && self.tree.is_inside(target, self.module) {
            return;
        }
        let (from, to) = (self.tree.modules[self.module].file.clone(), self.tree.modules[target].file.clone());
        if from != to {
            self.edges.insert(Edge { from, to });
        }
    }

    /// Paths of at least two names; a single one comes from a `use`, which has been seen.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.finish(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.finish(&mut path);
                    self.tokens(group.stream());
                }
                _ => self.finish(&mut path),
            }
        }
        self.finish(&mut path);
    }

    fn finish(&mut self, path: &mut Vec<String>) {
        if path.len() > 1 {
            self.add(path, false);
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for References<'_, '_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_re_export = !matches!(item.vis, Visibility::Inherited);
        for leaf in leaves(&item.tree) {
            self.add(&leaf.path, is_re_export);
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if names.len() > 1 && path.leading_colon.is_none() {
            self.add(&names, false);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        let name = item.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        // Their tokens are generated code.
        if !matches!(name.as_str(), "quote" | "quote_spanned" | "parse_quote" | "macro_rules") {
            self.tokens(item.tokens.clone());
        }
    }

    fn visit_item_mod(&mut self, _: &'ast ItemMod) {}

    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

/// Returns `true` for `#[cfg(test)]`.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| it.path().is_ident("cfg") && it.parse_args::<Path>().is_ok_and(|it| it.is_ident("test")))
}

/// The value of `#[path = "…"]`.
fn path_attribute(attribute: &Attribute) -> Option<String> {
    let syn::Meta::NameValue(meta) = &attribute.meta else { return None };
    match &meta.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) if meta.path.is_ident("path") => {
            Some(path.value())
        }
        _ => None,
    }
}
