//! Which definitions belong to the bundle, and what each is called in it.
//!
//! In: the documents as written. Out: [`Names`], from the place of a definition to its component name. Definitions of one
//! name and one shape become one component; definitions of one name and several shapes get names that say which is which.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};
use openapiv3::ReferenceOr;

use super::{
    final_state,
    qualify::{self, folded},
    shape,
};
use crate::{
    diagnostics::{Code, Diagnostics, FileId, JsonPointer, Location},
    document::{self, Document, Reference},
    source::Loaded,
};

/// The component name of every definition of the bundle.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_place: BTreeMap<Location, String>,
    /// Components that are a part of something else: `#/definitions/X/properties/y`. Most specifications have none.
    parts: BTreeMap<Location, String>,
    /// The place whose text a component is made from, by component name, in the order of the bundle.
    pub(super) components: IndexMap<String, Component>,
}

/// One component to be: where it is written and what it is called there.
#[derive(Clone, Debug)]
pub(super) struct Component {
    pub(super) place: Location,
    pub(super) written_name: String,
}

impl Names {
    /// A reference to the component of a definition. A target that was reported as missing becomes a reference to a name
    /// that does not exist, which is never looked up: the run has failed already.
    pub(super) fn schema_reference<T>(&self, reference: &Reference) -> ReferenceOr<T> {
        let name = reference.target.as_ref().and_then(|it| self.by_place.get(it));
        reference_to(name.map_or(reference.raw.as_str(), String::as_str))
    }

    /// The component of the definition at a place.
    pub(super) fn component_at(&self, place: &Location) -> Option<&str> {
        self.by_place.get(place).map(String::as_str)
    }

    /// A reference to the component that the schema at a place is, when it is one.
    pub(super) fn part_reference<T>(&self, place: &Location) -> Option<ReferenceOr<T>> {
        // Asked for every schema of a specification.
        if self.parts.is_empty() { None } else { self.parts.get(place).map(|name| reference_to(name)) }
    }
}

fn reference_to<T>(component: &str) -> ReferenceOr<T> {
    ReferenceOr::Reference { reference: format!("#/components/schemas/{component}") }
}

/// Chooses the definitions of the bundle (all of the input files, and of other files those that are reached) and names them.
pub(super) fn name_components(loaded: &Loaded, diagnostics: &mut Diagnostics) -> Names {
    let places = reachable(loaded);
    let mut by_name: IndexMap<String, Vec<Location>> = IndexMap::new();
    for place in places {
        by_name.entry(folded(&written_name(loaded, &place))).or_default().push(place);
    }
    let classes = shape::classes(loaded, by_name.values().filter(|it| it.len() > 1));

    let mut names = Names::default();
    let first_names = by_name.values().filter_map(|places| places.first());
    let mut taken: BTreeSet<String> = first_names.map(|it| component_key(&written_name(loaded, it))).collect();
    for places in by_name.values() {
        let groups = shape::group(places, &classes);
        for (index, group) in groups.iter().enumerate() {
            let name = written_name(loaded, &group[0]);
            let key = if index == 0 {
                component_key(&name)
            } else {
                let key = unique(qualified(loaded, &name, index, &groups), &taken);
                taken.insert(key.clone());
                let first = &groups[0][0];
                report_conflict((&name, &group[0]), &key, (&written_name(loaded, first), first), diagnostics);
                key
            };
            for place in group {
                names.by_place.insert(place.clone(), key.clone());
                if is_part(place) {
                    names.parts.insert(place.clone(), key.clone());
                }
            }
            names.components.insert(key, Component { place: group[0].clone(), written_name: name });
        }
    }
    names
}

/// Every definition of the input files in document order, then what they reach in other files, in the order it is met.
///
/// No `$ref` leads from a discriminated base to its subtypes, so those that stand in a file of the run are taken in when
/// their base is there, and what they reach as well.
fn reachable(loaded: &Loaded) -> Vec<Location> {
    let mut found: IndexSet<Location> = IndexSet::new();
    let mut visited: BTreeSet<Location> = BTreeSet::new();
    let mut queue: Vec<Location> = Vec::new();
    for document in loaded.inputs() {
        found.extend(definitions(document).map(|it| it.location.clone()));
        let whole = Location { file: document.file(), pointer: JsonPointer::default() };
        queue.extend(loaded.references_below(&whole).cloned());
        queue.extend(final_state::places(document, loaded));
    }
    loop {
        queue.reverse();
        visit(loaded, &mut queue, &mut visited, &mut found);
        queue = subtypes(loaded, &found);
        if queue.is_empty() {
            return found.into_iter().collect();
        }
        found.extend(queue.iter().cloned());
    }
}

/// Follows every reference from the places of the queue.
fn visit(loaded: &Loaded, queue: &mut Vec<Location>, visited: &mut BTreeSet<Location>, found: &mut IndexSet<Location>) {
    while let Some(place) = queue.pop() {
        if !visited.insert(place.clone()) {
            continue;
        }
        let next: Vec<Location> = loaded.references_below(&place).cloned().collect();
        if loaded.schema_at(&place).is_some() {
            found.insert(place);
        }
        queue.extend(next.into_iter().rev());
    }
}

/// Definitions that are not found yet and inherit from a found one that a discriminator tells apart from its subtypes.
fn subtypes(loaded: &Loaded, found: &IndexSet<Location>) -> Vec<Location> {
    let parents = |schema: &document::Schema| -> Vec<Location> {
        schema.all_of.iter().filter_map(|it| it.reference.as_ref()?.target.clone()).collect()
    };
    let is_discriminated = |start: &Location| {
        let mut queue = vec![start.clone()];
        let mut seen = BTreeSet::new();
        while let Some(place) = queue.pop() {
            let Some(schema) = loaded.schema_at(&place) else { continue };
            if schema.discriminator.is_some() {
                return true;
            }
            if seen.insert(place) {
                queue.extend(parents(schema));
            }
        }
        false
    };
    let others = loaded.documents.iter().skip(loaded.input_count).flat_map(definitions);
    others
        .filter(|schema| !found.contains(&schema.location))
        .filter(|schema| parents(schema).iter().any(|it| found.contains(it) && is_discriminated(it)))
        .map(|schema| schema.location.clone())
        .collect()
}

fn definitions(document: &Document) -> impl Iterator<Item = &document::Schema> {
    match document {
        Document::Swagger(it) => it.definitions.values(),
        Document::OpenApi(it) => it.schemas.values(),
    }
}

/// The name a definition has where it is written. A `$ref` may also lead deeper than to a definition
/// (`#/definitions/X/properties/y`); such a target is named after its way there. A whole file is named after the file.
fn written_name(loaded: &Loaded, place: &Location) -> String {
    let tokens: Vec<String> = place.pointer.tokens().collect();
    if tokens.is_empty() {
        let path = loaded.relative_name(place.file);
        let name = path.rsplit('/').next().unwrap_or_default();
        return name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    }
    let start = section_length(&tokens);
    let words: Vec<&str> =
        tokens.iter().skip(start).map(String::as_str).filter(|it| !matches!(*it, "properties" | "schema")).collect();
    words.join(".")
}

/// How many tokens lead to the place where definitions have their names: `/definitions`, `/components/schemas`.
fn section_length(tokens: &[String]) -> usize {
    if tokens.first().is_some_and(|it| it == "components") { 2 } else { 1 }
}

/// Whether the place is inside of a definition or an operation.
fn is_part(place: &Location) -> bool {
    let tokens: Vec<String> = place.pointer.tokens().collect();
    tokens.len() > section_length(&tokens) + 1
}

/// A component's key may hold letters, digits, `.`, `-` and `_` only (OpenAPI 3.0.3, "Components Object").
fn component_key(name: &str) -> String {
    name.chars().map(|it| if it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_') { it } else { '_' }).collect()
}

/// The name that says which of the definitions of this name it is. Of two in one file, the second gets a number.
fn qualified(loaded: &Loaded, name: &str, index: usize, groups: &[Vec<Location>]) -> String {
    let files = |index: usize| groups[index].iter().map(|it| it.file).collect::<Vec<_>>();
    let others: Vec<FileId> = (0..groups.len()).filter(|it| *it != index).flat_map(files).collect();
    let qualified = qualify::qualified(loaded, name, groups[index][0].file, &files(0), &others);
    component_key(&qualified.unwrap_or_else(|| format!("{name}{}", index + 1)))
}

fn unique(key: String, taken: &BTreeSet<String>) -> String {
    if !taken.contains(&key) {
        return key;
    }
    (2..).map(|number| format!("{key}{number}")).find(|it| !taken.contains(it)).unwrap_or(key)
}

fn report_conflict(
    (name, place): (&str, &Location),
    renamed: &str,
    (first_name, first): (&str, &Location),
    diagnostics: &mut Diagnostics,
) {
    let note = diagnostics.note(
        Code::DefinitionNameConflict,
        place,
        format!("`{name}` has another shape here than elsewhere; it goes by `{renamed}`"),
        "nothing to do; rename one of the definitions to choose both names yourself",
    );
    note.relate(first.clone(), format!("this one keeps the name `{first_name}`"));
}
