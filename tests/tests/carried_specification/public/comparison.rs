//! What two specifications say differently.
//!
//! In: documents by file name, the public ones and ours. Out: every difference in what they state, each with file and
//! JSON pointer. Wording is not a statement: descriptions, titles, summaries and the titles of examples are left out.
//! Neither is the order of an object's members; the order of arrays is, because that of parameters and enum values
//! reaches generated code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

use super::super::specification::{EXAMPLES, Place, below};

/// Members that hold wording when their value is a string. (A property may be called `description`: an object.)
pub(crate) const WORDING: [&str; 3] = ["description", "summary", "title"];

/// One statement that is not the same on both sides.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Difference {
    pub(crate) place: Place,
    pub(crate) kind: Kind,
}

#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// The public specification has it, ours has not.
    Missing(Value),
    /// Ours has it; the public one has not, or the operations do not reach it there.
    Surplus(Value),
    /// Both have it, and it is not the same.
    Changed { public: Value, carried: Value },
    /// The same entries in another order.
    Reordered { public: Value, carried: Value },
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.place)?;
        match &self.kind {
            Kind::Missing(public) => write!(formatter, "missing; the public file says {public}"),
            Kind::Surplus(carried) => {
                write!(formatter, "{carried} is not public, or nothing that the operations reach")
            }
            Kind::Changed { public, carried } => write!(formatter, "{carried}, but the public file says {public}"),
            Kind::Reordered { public, carried } => {
                write!(formatter, "in the order {carried}, but the public file says {public}")
            }
        }
    }
}

/// All differences between the public documents and ours, by file and pointer.
pub(crate) fn compare(public: &BTreeMap<String, Value>, carried: &BTreeMap<String, Value>) -> Vec<Difference> {
    let mut differences = Vec::new();
    let files: BTreeSet<&String> = public.keys().chain(carried.keys()).collect();
    for file in files {
        let place = Place { file: file.clone(), pointer: String::new() };
        let statements = |documents: &BTreeMap<String, Value>| documents.get(file).map(|it| statements(file, it));
        compare_members(&place, statements(public), statements(carried), &mut differences);
    }
    differences
}

/// What a value states: without wording, and with references that do not depend on where they are written.
fn statements(file: &str, value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut stated = Map::new();
            for (name, member) in members {
                match (name.as_str(), member) {
                    (wording, Value::String(_)) if WORDING.contains(&wording) => continue,
                    ("$ref", Value::String(reference)) => {
                        stated.insert(name.clone(), Place::of_reference(file, reference).to_string().into());
                    }
                    (EXAMPLES, Value::Object(examples)) => {
                        let mut files: Vec<Value> = examples.values().map(|it| statements(file, it)).collect();
                        files.sort_by_key(Value::to_string);
                        stated.insert(name.clone(), files.into());
                    }
                    // OAuth2 scopes: the names state something, the values describe them (OpenAPI 2.0, Scopes Object).
                    ("scopes", Value::Object(scopes)) => {
                        let names = scopes.keys().map(|scope| (scope.clone(), Value::Null)).collect();
                        stated.insert(name.clone(), Value::Object(names));
                    }
                    _ => {
                        stated.insert(name.clone(), statements(file, member));
                    }
                }
            }
            Value::Object(stated)
        }
        Value::Array(items) => items.iter().map(|item| statements(file, item)).collect(),
        _ => value.clone(),
    }
}

fn compare_members(place: &Place, public: Option<Value>, carried: Option<Value>, differences: &mut Vec<Difference>) {
    let kind = match (public, carried) {
        (None, None) => return,
        (Some(public), None) => Kind::Missing(public),
        (None, Some(carried)) => Kind::Surplus(carried),
        (Some(Value::Object(public)), Some(Value::Object(carried))) => {
            let names: BTreeSet<&String> = public.keys().chain(carried.keys()).collect();
            for name in names {
                let place = Place { file: place.file.clone(), pointer: below(&place.pointer, name) };
                compare_members(&place, public.get(name).cloned(), carried.get(name).cloned(), differences);
            }
            return;
        }
        (Some(Value::Array(public)), Some(Value::Array(carried))) => {
            compare_arrays(place, public, carried, differences);
            return;
        }
        (Some(public), Some(carried)) if public == carried => return,
        (Some(public), Some(carried)) => Kind::Changed { public, carried },
    };
    differences.push(Difference { place: place.clone(), kind });
}

/// Pairs the entries of two arrays by what identifies them, so that one dropped parameter is one difference and not a
/// row of them; entries without an identity are paired by position.
fn compare_arrays(place: &Place, public: Vec<Value>, carried: Vec<Value>, differences: &mut Vec<Difference>) {
    let (Some(public_names), Some(carried_names)) = (identities(&public), identities(&carried)) else {
        for index in 0..public.len().max(carried.len()) {
            let place = Place { file: place.file.clone(), pointer: below(&place.pointer, &index.to_string()) };
            compare_members(&place, public.get(index).cloned(), carried.get(index).cloned(), differences);
        }
        return;
    };
    let at = |index: usize| Place { file: place.file.clone(), pointer: below(&place.pointer, &index.to_string()) };
    for (index, name) in public_names.iter().enumerate() {
        let partner = carried_names.iter().position(|other| other == name);
        let found = partner.map(|partner| carried[partner].clone());
        compare_members(&at(partner.unwrap_or(index)), Some(public[index].clone()), found, differences);
    }
    for (index, name) in carried_names.iter().enumerate() {
        if !public_names.contains(name) {
            compare_members(&at(index), None, Some(carried[index].clone()), differences);
        }
    }
    let common = |names: &[String], others: &[String]| -> Vec<String> {
        names.iter().filter(|name| others.contains(name)).cloned().collect()
    };
    let (public, carried) = (common(&public_names, &carried_names), common(&carried_names, &public_names));
    if public != carried {
        let kind = Kind::Reordered { public: public.into(), carried: carried.into() };
        differences.push(Difference { place: place.clone(), kind });
    }
}

/// What tells the entries of an array apart, if every one of them has such a thing and no two have the same.
fn identities(items: &[Value]) -> Option<Vec<String>> {
    let identity = |item: &Value| match item {
        Value::Object(members) => {
            ["$ref", "name"].iter().find_map(|key| members.get(*key)?.as_str()).map(str::to_owned)
        }
        Value::Array(_) => None,
        scalar => Some(scalar.to_string()),
    };
    let names: Vec<String> = items.iter().map(identity).collect::<Option<_>>()?;
    let distinct: BTreeSet<&String> = names.iter().collect();
    (distinct.len() == names.len()).then_some(names)
}
