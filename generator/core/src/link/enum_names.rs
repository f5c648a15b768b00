//! Inline enums of one name with different values.
//!
//! In: the API, whose enums have the names of `x-ms-enum`. Out: the same, in which every such name has one list of
//! values. A definition keeps its name, else the first enum does. The others are named after the paths of their files.
//!
//! ```text
//! DiskRP/disk.json                      definitions.StorageAccountType                    StorageAccountType
//! GalleryRP/gallery.json, two schemas   x-ms-enum.name = StorageAccountType, other values  GalleryStorageAccountType
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::qualify::{folded, qualified};
use crate::{
    api::{Api, Schema},
    diagnostics::{Code, Diagnostics},
    source::Loaded,
    text::{FileId, Location},
};

/// One meaning of a name.
struct EnumUse {
    /// The list of values as a string; `None` for a definition that is not an enum.
    values: Option<String>,
    /// The locations of the schemas.
    locations: Vec<Location>,
    declared: String,
}

/// Renames inline enums that have the same `x-ms-enum` name, but other values.
pub(super) fn rename_conflicting_enums(loaded: &Loaded, api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut uses = definitions(api);
    api.visit_schemas_mut(&mut |schema, is_component| {
        let (false, Some(values), Some(declared)) = (is_component, values(schema), schema.enum_name()) else { return };
        let known = uses.entry(folded(declared)).or_default();
        match known.iter_mut().find(|it| it.values.as_ref() == Some(&values)) {
            Some(known) => known.locations.push(schema.location.clone()),
            None => {
                let (declared, locations) = (declared.to_owned(), vec![schema.location.clone()]);
                known.push(EnumUse { values: Some(values), locations, declared });
            }
        }
    });
    let renamed = rename(loaded, &uses, diagnostics);
    if renamed.is_empty() {
        return;
    }
    api.visit_schemas_mut(&mut |schema, is_component| {
        let (false, Some(values), Some(name)) = (is_component, values(schema), schema.enum_name()) else { return };
        if let Some(renamed) = renamed.get(&(folded(name), values)) {
            set_enum_name(schema, renamed);
        }
    });
}

fn set_enum_name(schema: &mut Schema, name: &str) {
    if let Some(declaration) = &mut schema.enum_declaration {
        declaration.name = Some(name.to_owned());
    }
    if let Some(Value::Object(written)) = schema.extensions.get_mut("x-ms-enum") {
        written.insert("name".to_owned(), Value::String(name.to_owned()));
    }
}

/// The definitions that become types, by name.
fn definitions(api: &Api) -> BTreeMap<String, Vec<EnumUse>> {
    let mut uses: BTreeMap<String, Vec<EnumUse>> = BTreeMap::new();
    for (name, schema) in api.schemas.iter().filter(|(_, schema)| schema.reference.is_none()) {
        let values = values(schema);
        let is_object = !schema.properties.is_empty() || !schema.all_of.is_empty();
        if values.is_some() || is_object {
            let locations = vec![schema.location.clone()];
            uses.entry(folded(name)).or_default().push(EnumUse { values, locations, declared: name.clone() });
        }
    }
    uses
}

/// The documented values as one string; `None` if there are none.
fn values(schema: &Schema) -> Option<String> {
    (!schema.enumeration.is_empty()).then(|| format!("{:?}", schema.enumeration))
}

/// The new name of each list of values that loses its name. If the paths of the files do not differ, lowering names the
/// enum after its owner.
fn rename(
    loaded: &Loaded,
    uses: &BTreeMap<String, Vec<EnumUse>>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<(String, String), String> {
    let mut taken: BTreeSet<String> = uses.keys().cloned().collect();
    let mut renamed = BTreeMap::new();
    for (name, all) in uses {
        let files = |it: &EnumUse| it.locations.iter().map(|location| location.file).collect::<Vec<FileId>>();
        for (index, it) in all.iter().enumerate().skip(1) {
            let Some(values) = &it.values else { continue };
            let others: Vec<FileId> =
                all.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, it)| files(it)).collect();
            let wanted = qualified(loaded, &it.declared, it.locations[0].file, &files(&all[0]), &others);
            let Some(wanted) = wanted.filter(|wanted| taken.insert(folded(wanted))) else { continue };
            let note = diagnostics.note(
                Code::NameCollision,
                it.locations[0].clone(),
                format!("the name `{}` is taken; this enum is named `{wanted}`", it.declared),
                "give the enum another `x-ms-enum.name` to choose its name yourself",
            );
            note.relate(all[0].locations[0].clone(), format!("this one keeps the name `{}`", all[0].declared));
            renamed.insert((name.clone(), values.clone()), wanted);
        }
    }
    renamed
}
