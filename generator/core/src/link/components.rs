//! The definitions that become components, and their names.
//!
//! In: the documents. Out: [`Names`], from the location of a definition to the name of its component. Definitions of
//! one name and one shape become one component; definitions of one name and several shapes get qualified names.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};

use super::{
    qualify::{self, folded},
    shape,
};
use crate::{
    api::{Reference, Schema},
    diagnostics::{Code, Diagnostics},
    source::Loaded,
    text::{FileId, JsonPointer, Location},
};

/// The names of the components.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_location: BTreeMap<Location, String>,
    /// Components that are a part of another definition or of an operation: `#/definitions/X/properties/y`. Empty for
    /// most specifications.
    parts: BTreeMap<Location, String>,
    /// By name, in the order of the API.
    pub(super) components: IndexMap<String, Component>,
}

/// A component to be made.
#[derive(Clone, Debug)]
pub(super) struct Component {
    /// The location of the definition that it is made from.
    pub(super) location: Location,
    /// Its name there.
    pub(super) written_name: String,
}

impl Names {
    /// The component that a `$ref` refers to. If the target was reported as missing, the string of the `$ref`, which is
    /// never looked up: the run has failed already.
    pub(super) fn component_of<'n>(&'n self, reference: &'n Reference) -> &'n str {
        let name = reference.target.as_ref().and_then(|it| self.component_at(it));
        name.unwrap_or(&reference.raw)
    }

    /// The component that is made from the definition at a location.
    pub(super) fn component_at(&self, location: &Location) -> Option<&str> {
        self.by_location.get(location).map(String::as_str)
    }

    /// The component that is made from the schema at a location, if it is a part of a definition or an operation.
    pub(super) fn part_at(&self, location: &Location) -> Option<&str> {
        // Asked for every schema of a specification.
        if self.parts.is_empty() { None } else { self.parts.get(location).map(String::as_str) }
    }

    /// Returns `true` if the component is a part of a definition or an operation.
    pub(super) fn is_part(&self, location: &Location) -> bool {
        self.parts.contains_key(location)
    }
}

/// Chooses the definitions that become components (all of the input files, and of other files those that are reached)
/// and names them.
pub(super) fn name_components(loaded: &Loaded, diagnostics: &mut Diagnostics) -> Names {
    let locations = reachable(loaded);
    let mut by_name: IndexMap<String, Vec<Location>> = IndexMap::new();
    for location in locations {
        by_name.entry(folded(&written_name(loaded, &location))).or_default().push(location);
    }
    let classes = shape::classes(loaded, by_name.values().filter(|it| it.len() > 1));

    let mut names = Names::default();
    let first_names = by_name.values().filter_map(|locations| locations.first());
    let mut taken: BTreeSet<String> = first_names.map(|it| component_key(&written_name(loaded, it))).collect();
    for locations in by_name.values() {
        let groups = shape::group(locations, &classes);
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
            for location in group {
                names.by_location.insert(location.clone(), key.clone());
                if is_part(location) {
                    names.parts.insert(location.clone(), key.clone());
                }
            }
            names.components.insert(key, Component { location: group[0].clone(), written_name: name });
        }
    }
    names
}

/// Every definition of the input files in document order, then what they reach in other files, in the order it is met.
///
/// A polymorphic base has no `$ref` to its subtypes. So the subtypes in all files of the run are added if their base is
/// reached, together with everything that they reach.
fn reachable(loaded: &Loaded) -> Vec<Location> {
    let mut found: IndexSet<Location> = IndexSet::new();
    let mut visited: BTreeSet<Location> = BTreeSet::new();
    let mut queue: Vec<Location> = Vec::new();
    for document in loaded.inputs() {
        found.extend(document.schemas.values().map(|it| it.location.clone()));
        let whole = Location { file: document.file(), pointer: JsonPointer::default() };
        queue.extend(loaded.references_below(&whole).cloned());
        let results = document.operations().filter_map(|it| loaded.resolve(document.file(), it.final_state_schema()?));
        queue.extend(results.filter(|it| loaded.schema_at(it).is_some()));
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

/// Follows every reference from the locations of the queue.
fn visit(loaded: &Loaded, queue: &mut Vec<Location>, visited: &mut BTreeSet<Location>, found: &mut IndexSet<Location>) {
    while let Some(location) = queue.pop() {
        if !visited.insert(location.clone()) {
            continue;
        }
        let next: Vec<Location> = loaded.references_below(&location).cloned().collect();
        if loaded.schema_at(&location).is_some() {
            found.insert(location);
        }
        queue.extend(next.into_iter().rev());
    }
}

/// Definitions that are not found yet and inherit from a found one with a discriminator.
fn subtypes(loaded: &Loaded, found: &IndexSet<Location>) -> Vec<Location> {
    let parents = |schema: &Schema| -> Vec<Location> {
        schema.all_of.iter().filter_map(|it| it.reference.as_ref()?.target.clone()).collect()
    };
    let is_discriminated = |start: &Location| {
        let mut queue = vec![start.clone()];
        let mut seen = BTreeSet::new();
        while let Some(location) = queue.pop() {
            let Some(schema) = loaded.schema_at(&location) else { continue };
            if schema.discriminator.is_some() {
                return true;
            }
            if seen.insert(location) {
                queue.extend(parents(schema));
            }
        }
        false
    };
    let others = loaded.documents.iter().skip(loaded.input_count).flat_map(|it| it.schemas.values());
    others
        .filter(|schema| !found.contains(&schema.location))
        .filter(|schema| parents(schema).iter().any(|it| found.contains(it) && is_discriminated(it)))
        .map(|schema| schema.location.clone())
        .collect()
}

/// The name of a definition in its file. A `$ref` may also refer to a part of a definition
/// (`#/definitions/X/properties/y`); such a target is named after its pointer. A whole file is named after the file.
fn written_name(loaded: &Loaded, location: &Location) -> String {
    let tokens: Vec<String> = location.pointer.tokens().collect();
    if tokens.is_empty() {
        let path = loaded.relative_name(location.file);
        let name = path.rsplit('/').next().unwrap_or_default();
        return name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    }
    let start = section_length(&tokens);
    let parts: Vec<&str> =
        tokens.iter().skip(start).map(String::as_str).filter(|it| !matches!(*it, "properties" | "schema")).collect();
    parts.join(".")
}

/// The number of tokens before the name of a definition: `/definitions`, `/components/schemas`.
fn section_length(tokens: &[String]) -> usize {
    if tokens.first().is_some_and(|it| it == "components") { 2 } else { 1 }
}

/// Returns `true` if the location is inside of a definition or an operation.
fn is_part(location: &Location) -> bool {
    let tokens: Vec<String> = location.pointer.tokens().collect();
    tokens.len() > section_length(&tokens) + 1
}

/// A component's key may hold letters, digits, `.`, `-` and `_` only (OpenAPI 3.0.3, "Components Object").
fn component_key(name: &str) -> String {
    name.chars().map(|it| if it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_') { it } else { '_' }).collect()
}

/// The qualified name of a definition that shares its name. Of two in one file, the second gets a number.
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
    (name, location): (&str, &Location),
    renamed: &str,
    (first_name, first): (&str, &Location),
    diagnostics: &mut Diagnostics,
) {
    let note = diagnostics.note(
        Code::DefinitionNameConflict,
        location,
        format!("`{name}` is defined differently elsewhere; this definition is named `{renamed}`"),
        "rename one of the definitions to choose both names yourself",
    );
    note.relate(first.clone(), format!("this one keeps the name `{first_name}`"));
}
