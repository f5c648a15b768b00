//! Inline enums of one name with different values.
//!
//! In: the bundle, whose enums are called what `x-ms-enum` says. Out: the same, in which every such name means one list of
//! values: a definition keeps its name, else the first enum does, and the others are named after the places of their files.
//!
//! ```text
//! DiskRP/disk.json                      definitions.StorageAccountType                    StorageAccountType
//! GalleryRP/gallery.json, two places    x-ms-enum.name = StorageAccountType, other values  GalleryStorageAccountType
//! ```

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use openapiv3::{Schema, SchemaKind, Type};
use serde_json::Value;

use super::{
    Bundle,
    qualify::{folded, qualified},
    walk,
};
use crate::{
    diagnostics::{Code, Diagnostics, FileId, Location},
    source::Loaded,
};

/// A list of values, as text, that one name stands for.
struct Meaning {
    /// None for a definition that is no enum.
    values: Option<String>,
    places: Vec<Location>,
    declared: String,
}

/// Gives every inline enum a name of its own where `x-ms-enum` gives one name to several.
pub(super) fn settle(loaded: &Loaded, bundle: &mut Bundle, diagnostics: &mut Diagnostics) {
    let mut meanings = definitions(bundle);
    walk::schemas(bundle, &mut |place, schema, is_definition| {
        if let (false, Some(values), Some(declared)) = (is_definition, values(schema), declared(schema)) {
            let known = meanings.entry(folded(declared)).or_default();
            match known.iter_mut().find(|it| it.values.as_ref() == Some(&values)) {
                Some(meaning) => meaning.places.push(place.clone()),
                None => {
                    let declared = declared.to_owned();
                    known.push(Meaning { values: Some(values), places: vec![place.clone()], declared });
                }
            }
        }
    });
    let renamed = rename(loaded, &meanings, diagnostics);
    if renamed.is_empty() {
        return;
    }
    walk::schemas(bundle, &mut |_, schema, is_definition| {
        let (false, Some(values), Some(name)) = (is_definition, values(schema), declared(schema)) else { return };
        if let (Some(renamed), Some(Value::Object(declaration))) =
            (renamed.get(&(folded(name), values)), schema.schema_data.extensions.get_mut("x-ms-enum"))
        {
            declaration.insert("name".to_owned(), Value::String(renamed.clone()));
        }
    });
}

/// The definitions that become types, by name.
fn definitions(bundle: &Bundle) -> BTreeMap<String, Vec<Meaning>> {
    let mut meanings: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
    for (name, schema) in bundle.openapi.components.iter().flat_map(|it| &it.schemas) {
        let (Some(schema), Some(place)) = (schema.as_item(), bundle.origins.schema(name)) else { continue };
        let values = values(schema);
        if values.is_some() || is_object(schema) {
            let meaning = Meaning { values, places: vec![place.clone()], declared: name.clone() };
            meanings.entry(folded(name)).or_default().push(meaning);
        }
    }
    meanings
}

fn is_object(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(it)) => !it.properties.is_empty(),
        SchemaKind::AllOf { .. } => true,
        SchemaKind::Any(it) => !it.properties.is_empty() || !it.all_of.is_empty(),
        _ => false,
    }
}

/// The documented values as one text; none when there are none.
fn values(schema: &Schema) -> Option<String> {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(it)) => text(&it.enumeration),
        SchemaKind::Type(Type::Integer(it)) => text(&it.enumeration),
        SchemaKind::Type(Type::Number(it)) => text(&it.enumeration),
        SchemaKind::Any(it) => text(&it.enumeration),
        _ => None,
    }
}

fn text<T: Debug>(values: &[T]) -> Option<String> {
    (!values.is_empty()).then(|| format!("{values:?}"))
}

fn declared(schema: &Schema) -> Option<&str> {
    let name = schema.schema_data.extensions.get("x-ms-enum")?.get("name")?.as_str()?.trim();
    Some(name).filter(|it| !it.is_empty())
}

/// The new name of each list of values that has to give its name up. Where the files tell nothing, lowering names the enum
/// after its place.
fn rename(
    loaded: &Loaded,
    meanings: &BTreeMap<String, Vec<Meaning>>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<(String, String), String> {
    let mut taken: BTreeSet<String> = meanings.keys().cloned().collect();
    let mut renamed = BTreeMap::new();
    for (name, all) in meanings {
        let files = |it: &Meaning| it.places.iter().map(|place| place.file).collect::<Vec<FileId>>();
        for (index, it) in all.iter().enumerate().skip(1) {
            let Some(values) = &it.values else { continue };
            let others: Vec<FileId> =
                all.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, it)| files(it)).collect();
            let wanted = qualified(loaded, &it.declared, it.places[0].file, &files(&all[0]), &others);
            let Some(wanted) = wanted.filter(|wanted| taken.insert(folded(wanted))) else { continue };
            let note = diagnostics.note(
                Code::NameCollision,
                it.places[0].clone(),
                format!("something else is called `{}`; an enum in here goes by `{wanted}`", it.declared),
                "nothing to do; give the enum another `x-ms-enum.name` to choose its name yourself",
            );
            note.relate(all[0].places[0].clone(), format!("this one keeps the name `{}`", all[0].declared));
            renamed.insert((name.clone(), values.clone()), wanted);
        }
    }
    renamed
}
