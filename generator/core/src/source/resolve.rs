//! Finds the target of every `$ref`.
//!
//! In: the documents of a run. Out: the same with [`Reference::target`] set wherever an object of the right kind
//! exists; else a diagnostic at the `$ref`. A target at which the format has no such object is read on its own, with
//! the files that it refers to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde_json::Value;

use super::links::{Link, Links};
use super::loader::{Loader, Wanted};
use super::paths;
use crate::api::Reference;
use crate::diagnostics::{Code, Diagnostics, similar};
use crate::document::{ReferenceKind, Role, read_fragment};
use crate::text::{FileId, JsonPointer, Location};

/// The maximum number of misspelt names with a suggestion: comparing each with all others takes quadratic time.
const MOST_SOUGHT: usize = 100;

/// Sets the target of every reference.
pub(super) fn resolve(loader: &mut Loader<'_>, diagnostics: &mut Diagnostics) {
    let mut unresolved = BTreeMap::new();
    let mut wanted = resolve_documents(loader, diagnostics);
    let mut search = Search::default();
    let mut checked = BTreeSet::new();
    while let Some(next) = wanted.pop_first() {
        if !checked.insert(next.clone()) || loader.node(&next).is_some() {
            continue;
        }
        match search.find_target(loader, &next) {
            Ok(value) => wanted.extend(add_fragment(loader, next, &value, diagnostics)),
            Err(problem) => {
                unresolved.insert(next, problem);
            }
        }
    }
    let cycles = cycles(loader, &checked);
    for cycle in &cycles {
        report_cycle(cycle, diagnostics);
    }
    let cyclic: BTreeSet<Location> = cycles.into_iter().flatten().collect();
    if !unresolved.is_empty() || !cyclic.is_empty() {
        clear_unresolved(loader, &unresolved, &cyclic, diagnostics);
    }
    loader.unresolved = unresolved.into_keys().collect();
}

/// Sets every target to the location that its string names, without a check of the target.
fn resolve_documents(loader: &mut Loader<'_>, diagnostics: &mut Diagnostics) -> BTreeSet<Wanted> {
    let readable: BTreeSet<FileId> = loader.documents.keys().copied().collect();
    let (links, documents) = (&loader.links, std::mem::take(&mut loader.documents));
    let resolved: Vec<_> = documents
        .into_par_iter()
        .map(|(file, mut document)| {
            let mut resolver =
                Resolver { links, readable: &readable, wanted: BTreeSet::new(), diagnostics: Diagnostics::new() };
            document.visit_references(&mut |kind, reference| resolver.resolve(kind, reference));
            (file, document, resolver.wanted, resolver.diagnostics)
        })
        .collect();
    let mut wanted = BTreeSet::new();
    for (file, document, targets, found) in resolved {
        loader.documents.insert(file, document);
        wanted.extend(targets);
        diagnostics.extend(found);
    }
    wanted
}

struct Resolver<'a> {
    links: &'a Links,
    /// The files that have a document; the problems of the others were reported.
    readable: &'a BTreeSet<FileId>,
    wanted: BTreeSet<Wanted>,
    diagnostics: Diagnostics,
}

impl Resolver<'_> {
    fn resolve(&mut self, kind: ReferenceKind, reference: &mut Reference) {
        let (written, fragment) = paths::split(&reference.raw);
        let file = match self.links.get(reference.location.file, written) {
            Some(Link::File(file)) => file,
            Some(Link::Refused(refusal)) => {
                let (code, message, help) = refusal.explain(written);
                self.diagnostics.error(code, &reference.location, message, help);
                return;
            }
            // Every file part was linked when its file was read.
            None => return,
        };
        if !self.readable.contains(&file) {
            return;
        }
        let Some(pointer) = paths::pointer(fragment) else {
            self.diagnostics.error(
                Code::UnresolvedReference,
                &reference.location,
                format!("`#{fragment}` is not a JSON pointer"),
                format!("begin the pointer with a slash: `#/{}`", fragment.trim_start_matches('/')),
            );
            return;
        };
        let target = Location { file, pointer };
        self.wanted.insert((target.clone(), kind));
        reference.target = Some(target);
    }
}

/// Looks for targets in the values of files.
#[derive(Default)]
struct Search {
    /// The number of searches for a similar name so far.
    sought: usize,
}

impl Search {
    /// The value of the file that has the target, or the problem of the target.
    fn find_target(&mut self, loader: &Loader<'_>, (location, kind): &Wanted) -> Result<Arc<Value>, Problem> {
        let file = location.file;
        let Some(value) = loader.value(file) else {
            return Err(Problem { message: "the file cannot be read".to_owned(), help: String::new() });
        };
        let Some(found) = value.pointer(location.pointer.as_str()) else {
            self.sought += 1;
            let meant = (self.sought <= MOST_SOUGHT).then(|| similar_pointer(value, &location.pointer)).flatten();
            return Err(Problem {
                message: format!("`#{}` does not exist in {}", location.pointer, loader.sources.name(file)),
                help: match meant {
                    Some(meant) => format!("did you mean `#{meant}`?"),
                    None => "check the spelling; names are case-sensitive".to_owned(),
                },
            });
        };
        let other = loader.documents.get(&file).and_then(|document| document.node_at(&location.pointer));
        let message = match other {
            Some(other) => format!("the target is {}, not {}", other.kind().as_str(), kind.as_str()),
            None if !found.is_object() || found.get("swagger").is_some() || found.get("openapi").is_some() => {
                format!("the target is not {}", kind.as_str())
            }
            None => return Ok(Arc::clone(value)),
        };
        Err(Problem { message, help: format!("refer to {}", kind.as_str()) })
    }
}

/// The problem of a reference's target.
struct Problem {
    message: String,
    help: String,
}

/// A sibling of the pointer that does not exist, with a similar name.
fn similar_pointer(value: &Value, pointer: &JsonPointer) -> Option<JsonPointer> {
    let parent = pointer.parent()?;
    let siblings = value.pointer(parent.as_str())?.as_object()?;
    let name = pointer.tokens().last()?;
    similar(&name, siblings.keys().map(String::as_str)).map(|meant| parent.child(meant))
}

/// Reads the object at a location on its own, and the files that it refers to. Returns the targets of its `$ref`s.
fn add_fragment(
    loader: &mut Loader<'_>,
    (location, kind): Wanted,
    value: &Value,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<Wanted> {
    let file = location.file;
    let Some(dialect) = loader.documents.get(&file).map(|document| document.dialect) else {
        return BTreeSet::new();
    };
    let object = value.pointer(location.pointer.as_str());
    let fragment = object.and_then(|it| read_fragment(it, location.clone(), kind, dialect, diagnostics));
    let Some(mut fragment) = fragment else {
        return BTreeSet::new();
    };
    let mut written = Vec::new();
    fragment.visit_references(&mut |_, reference| {
        written.push((file, dialect, paths::split(&reference.raw).0.to_owned()));
    });
    let before: BTreeSet<FileId> = loader.documents.keys().copied().collect();
    let round: BTreeMap<FileId, Role> = loader.link(written);
    loader.read(round, diagnostics);

    let mut readable = before.clone();
    readable.extend(loader.documents.keys());
    let mut resolver = Resolver {
        links: &loader.links,
        readable: &readable,
        wanted: BTreeSet::new(),
        diagnostics: Diagnostics::new(),
    };
    fragment.visit_references(&mut |kind, reference| resolver.resolve(kind, reference));
    for (_, document) in loader.documents.iter_mut().filter(|(file, _)| !before.contains(file)) {
        document.visit_references(&mut |kind, reference| resolver.resolve(kind, reference));
    }
    diagnostics.extend(resolver.diagnostics);
    let wanted = resolver.wanted;
    loader.fragments.insert((location, kind), fragment);
    wanted
}

/// The locations of the `$ref`s of each cycle, beginning with the first in order.
fn cycles(loader: &Loader<'_>, checked: &BTreeSet<Wanted>) -> Vec<Vec<Location>> {
    // Only a target that is itself a reference can be part of a cycle, and there are few of those.
    let mut next: BTreeMap<&Wanted, (Wanted, Location)> = BTreeMap::new();
    for wanted in checked {
        let reference = loader.node(wanted).and_then(|node| node.reference());
        if let Some((target, location)) = reference.and_then(|it| Some((it.target.clone()?, it.location.clone()))) {
            next.insert(wanted, ((target, wanted.1), location));
        }
    }
    let mut done: BTreeSet<&Wanted> = BTreeSet::new();
    let mut cycles = Vec::new();
    for start in next.keys() {
        let mut path: Vec<&Wanted> = Vec::new();
        let mut here = *start;
        while let Some((key, (target, _))) = next.get_key_value(here) {
            if !done.insert(key) {
                break;
            }
            path.push(key);
            here = target;
        }
        if let Some(begin) = path.iter().position(|it| *it == here) {
            let mut cycle: Vec<Location> = path[begin..].iter().map(|it| next[it].1.clone()).collect();
            cycle.sort();
            cycles.push(cycle);
        }
    }
    cycles
}

fn report_cycle(cycle: &[Location], diagnostics: &mut Diagnostics) {
    let Some((first, others)) = cycle.split_first() else { return };
    let message = match others {
        [] => "this `$ref` refers to itself",
        _ => "these `$ref`s only refer to each other",
    };
    let help = "replace one of them by an object with `type` or `properties`";
    let entry = diagnostics.error(Code::CyclicReference, first, message, help);
    for other in others {
        entry.relate(other.clone(), "which refers back");
    }
}

/// Clears the target of every unresolved reference, and reports those that are not reported yet.
fn clear_unresolved(
    loader: &mut Loader<'_>,
    unresolved: &BTreeMap<Wanted, Problem>,
    cyclic: &BTreeSet<Location>,
    diagnostics: &mut Diagnostics,
) {
    let mut check = |kind: ReferenceKind, reference: &mut Reference| {
        let Some(target) = &reference.target else { return };
        if let Some(problem) = unresolved.get(&(target.clone(), kind)) {
            let message = format!("cannot resolve `{}`: {}", reference.raw, problem.message);
            diagnostics.error(Code::UnresolvedReference, &reference.location, message, &problem.help);
            reference.target = None;
        } else if cyclic.contains(&reference.location) {
            reference.target = None;
        }
    };
    for document in loader.documents.values_mut() {
        document.visit_references(&mut check);
    }
    for fragment in loader.fragments.values_mut() {
        fragment.visit_references(&mut check);
    }
}
