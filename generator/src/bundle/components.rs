//! Which definitions belong to the bundle, and what each is called in it.
//!
//! In: the documents as written. Out: [`Names`], from the place of a definition to its component name. Definitions of one
//! name and one shape become one component; definitions of one name and several shapes get names that say which is which.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};
use openapiv3::ReferenceOr;

use super::shape;
use crate::{
    diagnostics::{Code, Diagnostics, FileId, JsonPointer, Location},
    document::{self, Document, Reference},
    source::Loaded,
};

/// The component name of every definition of the bundle.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_place: BTreeMap<Location, String>,
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
        ReferenceOr::Reference {
            reference: format!("#/components/schemas/{}", name.map_or(reference.raw.as_str(), String::as_str)),
        }
    }
}

/// Chooses the definitions of the bundle (all of the input files, and of other files those that are reached) and names them.
pub(super) fn name_components(loaded: &Loaded, diagnostics: &mut Diagnostics) -> Names {
    let places = reachable(loaded);
    let mut by_name: IndexMap<String, Vec<Location>> = IndexMap::new();
    for place in places {
        by_name.entry(folded(&written_name(&place))).or_default().push(place);
    }
    let classes = shape::classes(loaded, by_name.values().filter(|it| it.len() > 1));

    let mut names = Names::default();
    let first_names = by_name.values().filter_map(|places| places.first());
    let mut taken: BTreeSet<String> = first_names.map(|it| component_key(&written_name(it))).collect();
    for places in by_name.values() {
        let groups = shape::group(places, &classes);
        for (index, group) in groups.iter().enumerate() {
            let name = written_name(&group[0]);
            let key = if index == 0 {
                component_key(&name)
            } else {
                let key = unique(qualified(loaded, &name, index, &groups), &taken);
                taken.insert(key.clone());
                report_conflict(&name, &key, &group[0], &groups[0][0], diagnostics);
                key
            };
            for place in group {
                names.by_place.insert(place.clone(), key.clone());
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
/// (`#/definitions/X/properties/y`); such a target is named after its way there.
fn written_name(place: &Location) -> String {
    let tokens: Vec<String> = place.pointer.tokens().collect();
    let start = match tokens.first().map(String::as_str) {
        Some("components") => 2,
        _ => 1,
    };
    let words: Vec<&str> =
        tokens.iter().skip(start).map(String::as_str).filter(|it| !matches!(*it, "properties" | "schema")).collect();
    words.join(".")
}

/// The letters and digits of a name: `systemData` and `SystemData` are one name, as they are in most languages.
fn folded(name: &str) -> String {
    let folded: String = name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if folded.is_empty() { name.to_owned() } else { folded }
}

/// A component's key may hold letters, digits, `.`, `-` and `_` only (OpenAPI 3.0.3, "Components Object").
fn component_key(name: &str) -> String {
    name.chars().map(|it| if it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_') { it } else { '_' }).collect()
}

/// `PurchasePlan` of the file `…/DiskRP/stable/2024-03-02/diskRPCommon.json` beside `…/ComputeRP/stable/2024-07-01/image.json`
/// becomes `DiskPurchasePlan`: the first folder, the file or the version in which its place differs from all others' says
/// which one it is. A version goes to the end: `ResourceV5`. Of two in one file, the second gets a number.
fn qualified(loaded: &Loaded, name: &str, index: usize, groups: &[Vec<Location>]) -> String {
    let words = |index: usize| groups[index].iter().flat_map(|it| path_words(loaded, it.file)).collect::<Vec<_>>();
    let mine = path_words(loaded, groups[index][0].file);
    let others: Vec<String> = (0..groups.len()).filter(|it| *it != index).flat_map(words).collect();
    let first = words(0);
    // What no other place has; else what at least the one that keeps the name does not have.
    let mut own: Vec<&String> = mine.iter().filter(|word| !others.contains(word)).collect();
    own.extend(mine.iter().filter(|word| !first.contains(word)));
    // `job.json` says little about its `JobStream`.
    let says_more = |word: &&&String| !folded(name).starts_with(&folded(subject(word)));
    let Some(word) = own.iter().find(says_more).or(own.first()) else {
        return component_key(&format!("{name}{}", index + 1));
    };
    let is_version = is_version(word);
    let mut characters = subject(word).chars();
    let first = characters.next().map(|it| it.to_ascii_uppercase()).unwrap_or('X');
    let word = format!("{first}{}", characters.as_str());
    component_key(&match is_version {
        true if first.is_ascii_digit() => format!("{name}V{}", word.replace('-', "_")),
        true => format!("{name}{word}"),
        false => format!("{}{name}", word.replace('-', "_")),
    })
}

/// What a folder or file is about: `DiskRP` → `Disk`, `actionGroups_API` → `actionGroups`, `common-types` → `common`.
fn subject(word: &str) -> &str {
    let is_separator = |it: char| matches!(it, '-' | '_' | '.');
    let subject = ["RP", "_API", "-types"].iter().find_map(|filler| word.strip_suffix(filler));
    subject.map(|it| it.trim_end_matches(is_separator)).filter(|it| !it.is_empty()).unwrap_or(word)
}

/// The words of a file's place, those that name a thing before those that name a version, `stable` and
/// `preview` last.
fn path_words(loaded: &Loaded, file: FileId) -> Vec<String> {
    let path = loaded.relative_name(file);
    let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
    let (versions, mut words): (Vec<&str>, Vec<&str>) =
        stem.split('/').filter(|it| !it.is_empty() && *it != "..").partition(|it| is_version(it));
    words.extend(versions.iter().filter(|it| !is_channel(it)));
    words.extend(versions.iter().filter(|it| is_channel(it)));
    words.into_iter().map(str::to_owned).collect()
}

fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    is_channel(word) || digits.starts_with(|it: char| it.is_ascii_digit())
}

/// What says less than any version.
fn is_channel(word: &str) -> bool {
    matches!(word, "stable" | "preview")
}

fn unique(key: String, taken: &BTreeSet<String>) -> String {
    if !taken.contains(&key) {
        return key;
    }
    (2..).map(|number| format!("{key}{number}")).find(|it| !taken.contains(it)).unwrap_or(key)
}

fn report_conflict(name: &str, renamed: &str, place: &Location, first: &Location, diagnostics: &mut Diagnostics) {
    let note = diagnostics.note(
        Code::DefinitionNameConflict,
        place,
        format!("`{name}` has another shape here than elsewhere; it goes by `{renamed}`"),
        "nothing to do; rename one of the definitions to choose both names yourself",
    );
    note.relate(first.clone(), format!("this one keeps the name `{}`", written_name(first)));
}
