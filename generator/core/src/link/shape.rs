//! Groups the definitions of one name by their shape.
//!
//! Two definitions have one shape if all of their keys are equal, except descriptive ones, and the targets of their
//! references have one shape as well. Since references may form cycles, this is a fixed point: all definitions of one
//! name start in one class, and a class is split as long as two of its members differ by the classes they refer to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::{
    api::{AdditionalProperties, Reference, Schema},
    source::Loaded,
    text::Location,
};

/// The class of each definition that shares its name with another one.
pub(super) type Classes = BTreeMap<Location, usize>;

/// Sorts the definitions of ambiguous names into classes of one shape.
pub(super) fn classes<'a>(loaded: &Loaded, ambiguous: impl Iterator<Item = &'a Vec<Location>>) -> Classes {
    let mut classes = Classes::new();
    for (class, locations) in ambiguous.enumerate() {
        classes.extend(locations.iter().map(|it| (it.clone(), class)));
    }
    // Each round can only split classes, so the number of rounds is bounded by the number of definitions.
    let mut count = 0;
    loop {
        let mut seen: BTreeMap<(usize, String), usize> = BTreeMap::new();
        let mut next = Classes::new();
        for (location, class) in &classes {
            let mut text = String::new();
            if let Some(schema) = loaded.schema_at(location) {
                write_shape(schema, &classes, &mut text);
            }
            let fresh = seen.len();
            next.insert(location.clone(), *seen.entry((*class, text)).or_insert(fresh));
        }
        classes = next;
        if seen.len() == count {
            return classes;
        }
        count = seen.len();
    }
}

/// The definitions of one name, those of one class together, in the order of their first member.
pub(super) fn group(locations: &[Location], classes: &Classes) -> Vec<Vec<Location>> {
    let mut groups: Vec<(Option<usize>, Vec<Location>)> = Vec::new();
    for location in locations {
        let class = classes.get(location).copied();
        match groups.iter_mut().find(|(it, _)| *it == class) {
            Some((_, group)) => group.push(location.clone()),
            None => groups.push((class, vec![location.clone()])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Writes all keys of a schema that decide its shape. The order of properties and of required names is ignored.
fn write_shape(schema: &Schema, classes: &Classes, out: &mut String) {
    // Writing into a string cannot fail.
    let _ = write!(out, "{{{:?} {:?}", schema.ty, schema.format);
    if let Some(reference) = &schema.reference {
        write_reference(reference, classes, out);
    }
    let _ = write!(
        out,
        " {:?} {:?} {:?} {:?} {:?} {:?} {}{} {:?} {:?} {:?} {} {:?} {:?} {}{}{} {:?}",
        schema.enumeration,
        schema.pattern,
        schema.min_length,
        schema.max_length,
        schema.minimum,
        schema.maximum,
        schema.exclusive_minimum,
        schema.exclusive_maximum,
        schema.multiple_of,
        schema.min_items,
        schema.max_items,
        schema.unique_items,
        schema.min_properties,
        schema.max_properties,
        schema.read_only,
        schema.write_only,
        schema.nullable,
        schema.discriminator.as_ref().map(|it| (&it.property, &it.mapping)),
    );
    let mut required: Vec<&String> = schema.required.iter().collect();
    required.sort();
    let _ = write!(out, " {required:?}");
    write_extensions(schema, out);
    let mut properties: Vec<(&String, &Schema)> = schema.properties.iter().collect();
    properties.sort_by_key(|(name, _)| *name);
    for (name, property) in properties {
        let _ = write!(out, " {name:?}:");
        write_shape(property, classes, out);
    }
    match &schema.additional_properties {
        Some(AdditionalProperties::Allowed(allowed)) => {
            let _ = write!(out, " *{allowed}");
        }
        Some(AdditionalProperties::Schema(values)) => {
            out.push_str(" *");
            write_shape(values, classes, out);
        }
        None => {}
    }
    for (mark, parts) in [("&", &schema.all_of), ("^", &schema.one_of), ("|", &schema.any_of)] {
        for part in parts {
            out.push_str(mark);
            write_shape(part, classes, out);
        }
    }
    for (mark, part) in [("[]", &schema.items), ("!", &schema.not)] {
        if let Some(part) = part {
            out.push_str(mark);
            write_shape(part, classes, out);
        }
    }
    out.push('}');
}

fn write_reference(reference: &Reference, classes: &Classes, out: &mut String) {
    match reference.target.as_ref().and_then(|it| classes.get(it)) {
        Some(class) => {
            let _ = write!(out, "->{class}");
        }
        // The name of an unambiguous definition identifies it.
        None => {
            let _ = write!(out, "->{}", reference.raw.rsplit('/').next().unwrap_or_default());
        }
    }
}

/// The extensions that change what is generated; the others describe.
fn write_extensions(schema: &Schema, out: &mut String) {
    let _ = write!(
        out,
        " {:?} {:?} {} {:?} {:?}",
        schema.discriminator_value,
        schema.client_name,
        schema.secret,
        schema.own_format,
        schema.enum_declaration.as_ref().map(|it| &it.name),
    );
}
