//! Leads every `$ref` to its target.
//!
//! In: the documents of a run. Out: the same with [`Reference::target`] set wherever something of the right kind is
//! there; a diagnostic at each `$ref` where nothing is. A target that lies where the format has no such object is read
//! on its own, and what it refers to is read as well.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde_json::Value;

use super::links::{Link, Links};
use super::load::Loader;
use super::parse::{self, Format};
use super::paths::{self, Refusal};
use crate::diagnostics::{Code, Diagnostics, FileId, JsonPointer, Location, similar};
use crate::document::{Kind, Node, Reference, Role, read_fragment};

/// How many misspelt names get advice: comparing each with all others takes time with the square of their number.
const MOST_SOUGHT: usize = 100;

/// Where a reference leads, and of what kind it expects it.
type Wanted = (Location, Kind);

/// Sets the target of every reference.
pub(super) fn resolve(loader: &mut Loader, diagnostics: &mut Diagnostics) {
    let mut bad = BTreeMap::new();
    let mut wanted = aim_documents(loader, diagnostics);
    let mut values = Values::default();
    let mut checked = BTreeSet::new();
    while let Some(next) = wanted.pop_first() {
        if !checked.insert(next.clone()) || node(loader, &next).is_some() {
            continue;
        }
        match values.find(loader, &next) {
            Ok(value) => wanted.extend(add_fragment(loader, next, value, diagnostics)),
            Err(problem) => {
                bad.insert(next, problem);
            }
        }
    }
    let cycles = cycles(loader, &checked);
    for cycle in &cycles {
        report_cycle(cycle, diagnostics);
    }
    let cyclic: BTreeSet<Location> = cycles.into_iter().flatten().collect();
    if !bad.is_empty() || !cyclic.is_empty() {
        reset(loader, &bad, &cyclic, diagnostics);
    }
}

/// What is at a place, among the documents and the fragments.
fn node<'l>(loader: &'l Loader, (location, kind): &Wanted) -> Option<Node<'l>> {
    let node = loader.documents.get(&location.file).and_then(|document| document.node_at(&location.pointer));
    node.filter(|node| node.kind() == *kind)
        .or_else(|| loader.fragments.get(&(location.clone(), *kind)).map(|fragment| fragment.node()))
}

/// Sets every target to where its text leads, without a look at what is there.
fn aim_documents(loader: &mut Loader, diagnostics: &mut Diagnostics) -> BTreeSet<Wanted> {
    let readable: BTreeSet<FileId> = loader.documents.keys().copied().collect();
    let (links, documents) = (&loader.links, std::mem::take(&mut loader.documents));
    let aimed: Vec<_> = documents
        .into_par_iter()
        .map(|(file, mut document)| {
            let mut aim = Aim { links, readable: &readable, wanted: BTreeSet::new(), diagnostics: Diagnostics::new() };
            document.visit_references(&mut |kind, reference| aim.aim(kind, reference));
            (file, document, aim.wanted, aim.diagnostics)
        })
        .collect();
    let mut wanted = BTreeSet::new();
    for (file, document, targets, found) in aimed {
        loader.documents.insert(file, document);
        wanted.extend(targets);
        diagnostics.extend(found);
    }
    wanted
}

struct Aim<'a> {
    links: &'a Links,
    /// The files that have a document; what is wrong with the others was reported.
    readable: &'a BTreeSet<FileId>,
    wanted: BTreeSet<Wanted>,
    diagnostics: Diagnostics,
}

impl Aim<'_> {
    fn aim(&mut self, kind: Kind, reference: &mut Reference) {
        let (written, fragment) = paths::split(&reference.raw);
        let file = match self.links.get(reference.location.file, written) {
            Some(Link::File(file)) => file,
            Some(Link::Refused(refusal)) => {
                let (code, message, help) = explain(&refusal, written);
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
                format!("`#{fragment}` is no JSON pointer"),
                format!("a pointer begins with a slash: `#/{}`", fragment.trim_start_matches('/')),
            );
            return;
        };
        let target = Location { file, pointer };
        self.wanted.insert((target.clone(), kind));
        reference.target = Some(target);
    }
}

/// The values of files in which a place is needed that the document does not have.
#[derive(Default)]
struct Values {
    by_file: BTreeMap<FileId, Option<Value>>,
    /// How many names were sought that resemble one that is not there.
    sought: usize,
}

impl Values {
    /// The value at a place, or what is wrong with the place.
    fn find(&mut self, loader: &Loader, (location, kind): &Wanted) -> Result<Value, Problem> {
        let file = location.file;
        let value = self.by_file.entry(file).or_insert_with(|| {
            let text = loader.sources.text(file)?;
            // Its problems were reported when the document was read.
            parse::parse(file, &text, Format::of(loader.sources.path(file), &text), &mut Diagnostics::new())
        });
        let Some(value) = value else {
            return Err(Problem { message: "the file cannot be read".to_owned(), help: String::new() });
        };
        let Some(found) = value.pointer(location.pointer.as_str()) else {
            self.sought += 1;
            let meant = (self.sought <= MOST_SOUGHT).then(|| similar_place(value, &location.pointer)).flatten();
            return Err(Problem {
                message: format!("there is nothing at `#{}` in {}", location.pointer, loader.sources.name(file)),
                help: match meant {
                    Some(meant) => format!("did you mean `#{meant}`?"),
                    None => "check the spelling; names are case-sensitive".to_owned(),
                },
            });
        };
        let other = loader.documents.get(&file).and_then(|document| document.node_at(&location.pointer));
        let message = match other {
            Some(other) => format!("the place is {}, not {}", other.kind().as_str(), kind.as_str()),
            None if !found.is_object() || found.get("swagger").is_some() || found.get("openapi").is_some() => {
                format!("the place is not {}", kind.as_str())
            }
            None => return Ok(found.clone()),
        };
        Err(Problem { message, help: format!("let it lead to {}", kind.as_str()) })
    }
}

/// What is wrong with the place that a reference leads to.
struct Problem {
    message: String,
    help: String,
}

/// A place beside the one that is not there, with a name that resembles it.
fn similar_place(value: &Value, pointer: &JsonPointer) -> Option<JsonPointer> {
    let parent = pointer.parent()?;
    let siblings = value.pointer(parent.as_str())?.as_object()?;
    let name = pointer.tokens().last()?;
    similar(&name, siblings.keys().map(String::as_str)).map(|meant| parent.child(meant))
}

/// Reads the object at a place on its own, and the files that it refers to; answers where it leads.
fn add_fragment(
    loader: &mut Loader,
    (location, kind): Wanted,
    value: Value,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<Wanted> {
    let file = location.file;
    let Some(dialect) = loader.documents.get(&file).map(|document| document.dialect()) else {
        return BTreeSet::new();
    };
    let Some(mut fragment) = read_fragment(value, location.clone(), kind, dialect, diagnostics) else {
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
    let mut aim =
        Aim { links: &loader.links, readable: &readable, wanted: BTreeSet::new(), diagnostics: Diagnostics::new() };
    fragment.visit_references(&mut |kind, reference| aim.aim(kind, reference));
    for (_, document) in loader.documents.iter_mut().filter(|(file, _)| !before.contains(file)) {
        document.visit_references(&mut |kind, reference| aim.aim(kind, reference));
    }
    diagnostics.extend(aim.diagnostics);
    let wanted = aim.wanted;
    loader.fragments.insert((location, kind), fragment);
    wanted
}

/// The places of the `$ref`s of each cycle, beginning with the first in order.
fn cycles(loader: &Loader, checked: &BTreeSet<Wanted>) -> Vec<Vec<Location>> {
    // Only a target that is itself a reference can be part of a cycle, and there are few of those.
    let mut next: BTreeMap<&Wanted, (Wanted, Location)> = BTreeMap::new();
    for wanted in checked {
        let reference = node(loader, wanted).and_then(|node| node.reference());
        if let Some((target, location)) = reference.and_then(|it| Some((it.target.clone()?, it.location.clone()))) {
            next.insert(wanted, ((target, wanted.1), location));
        }
    }
    let mut done: BTreeSet<&Wanted> = BTreeSet::new();
    let mut cycles = Vec::new();
    for start in next.keys() {
        let mut way: Vec<&Wanted> = Vec::new();
        let mut here = *start;
        while let Some((key, (target, _))) = next.get_key_value(here) {
            if !done.insert(key) {
                break;
            }
            way.push(key);
            here = target;
        }
        if let Some(begin) = way.iter().position(|place| *place == here) {
            let mut cycle: Vec<Location> = way[begin..].iter().map(|place| next[place].1.clone()).collect();
            cycle.sort();
            cycles.push(cycle);
        }
    }
    cycles
}

fn report_cycle(cycle: &[Location], diagnostics: &mut Diagnostics) {
    let Some((first, others)) = cycle.split_first() else { return };
    let message = match others {
        [] => "this `$ref` leads to itself",
        _ => "these `$ref`s only lead to each other",
    };
    let help = "one of them has to say what the value is, with `type` or `properties`";
    let entry = diagnostics.error(Code::CyclicReference, first, message, help);
    for other in others {
        entry.relate(other.clone(), "which leads back");
    }
}

/// Takes the target away from every reference that leads nowhere, and reports those that are not reported yet.
fn reset(
    loader: &mut Loader,
    bad: &BTreeMap<Wanted, Problem>,
    cyclic: &BTreeSet<Location>,
    diagnostics: &mut Diagnostics,
) {
    let mut check = |kind: Kind, reference: &mut Reference| {
        let Some(target) = &reference.target else { return };
        if let Some(problem) = bad.get(&(target.clone(), kind)) {
            let message = format!("`{}` leads nowhere: {}", reference.raw, problem.message);
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

/// What to say about a file that a `$ref` does not get.
pub(super) fn explain(refusal: &Refusal, written: &str) -> (Code, String, String) {
    match refusal {
        Refusal::Url => (
            Code::ForbiddenReference,
            format!("`{written}` is not a relative path"),
            "nothing is fetched; download the file and refer to it by a relative path".to_owned(),
        ),
        Refusal::Absolute => (
            Code::ForbiddenReference,
            format!("`{written}` is an absolute path"),
            "refer to the file by a relative path".to_owned(),
        ),
        Refusal::Outside => (
            Code::ForbiddenReference,
            format!("`{written}` leads out of the root folder"),
            "if you trust the files, name the folder that holds all of them with `--root`".to_owned(),
        ),
        Refusal::Missing { similar: Some(similar) } => (
            Code::UnresolvedReference,
            format!("there is no file `{written}`"),
            format!("the folder has `{similar}`: write the name in the same case"),
        ),
        Refusal::Missing { similar: None } => (
            Code::UnresolvedReference,
            format!("there is no file `{written}`"),
            "check the path, which is relative to the folder of this file".to_owned(),
        ),
    }
}
