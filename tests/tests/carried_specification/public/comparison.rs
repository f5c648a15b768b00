//! Differences between two specifications.
//!
//! In: documents by file name, the public ones and ours. Out: every difference in what they state, each with file and
//! JSON pointer. Wording is not a statement: descriptions, titles, summaries and the titles of examples are left out.
//! Neither is the order of an object's members; the order of arrays is, because that of parameters and enum values
//! reaches generated code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

use super::super::specification::{EXAMPLES, Location, below};

/// Members that hold wording when their value is a string. (A property can be named `description`: an object.)
pub(crate) const WORDING: [&str; 3] = ["description", "summary", "title"];

/// One statement that is not the same on both sides.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Difference {
    pub(crate) location: Location,
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
        write!(formatter, "{}: ", self.location)?;
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
        let location = Location { file: file.clone(), pointer: String::new() };
        let statements = |documents: &BTreeMap<String, Value>| documents.get(file).map(|it| statements(file, it));
        compare_members(&location, statements(public), statements(carried), &mut differences);
    }
    differences
}

/// A value without wording, and with references that do not depend on the file that holds them.
fn statements(file: &str, value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut stated = Map::new();
            for (name, member) in members {
                match (name.as_str(), member) {
                    (wording, Value::String(_)) if WORDING.contains(&wording) => continue,
                    ("$ref", Value::String(reference)) => {
                        stated.insert(name.clone(), Location::of_reference(file, reference).to_string().into());
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
                    ("x-ms-enum", Value::Object(options)) => {
                        stated.insert(name.clone(), enum_options(file, options, members.get("enum")));
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

/// The options of an enum without the descriptions of its values: `values` that only repeat the enum state nothing.
fn enum_options(file: &str, options: &Map<String, Value>, values: Option<&Value>) -> Value {
    let repeats = |entries: &Value| {
        let entries = entries.as_array().into_iter().flatten();
        let repeated: Option<Vec<Value>> = entries
            .map(|entry| {
                let members = entry.as_object()?;
                let is_described = members.keys().all(|key| key == "value" || key == "description");
                members.get("value").filter(|_| is_described).cloned()
            })
            .collect();
        repeated.map(Value::Array).as_ref() == values
    };
    let options = options.iter().filter(|(name, value)| *name != "values" || !repeats(value));
    Value::Object(options.map(|(name, value)| (name.clone(), statements(file, value))).collect())
}

fn compare_members(
    location: &Location,
    public: Option<Value>,
    carried: Option<Value>,
    differences: &mut Vec<Difference>,
) {
    let kind = match (public, carried) {
        (None, None) => return,
        (Some(public), None) => Kind::Missing(public),
        (None, Some(carried)) => Kind::Surplus(carried),
        (Some(Value::Object(public)), Some(Value::Object(carried))) => {
            let names: BTreeSet<&String> = public.keys().chain(carried.keys()).collect();
            for name in names {
                let location = Location { file: location.file.clone(), pointer: below(&location.pointer, name) };
                compare_members(&location, public.get(name).cloned(), carried.get(name).cloned(), differences);
            }
            return;
        }
        (Some(Value::Array(public)), Some(Value::Array(carried))) => {
            compare_arrays(location, public, carried, differences);
            return;
        }
        (Some(public), Some(carried)) if public == carried => return,
        (Some(public), Some(carried)) => Kind::Changed { public, carried },
    };
    differences.push(Difference { location: location.clone(), kind });
}

/// Pairs the entries of two arrays by what identifies them, so that one dropped parameter is one difference and not a
/// row of them; entries without an identity are paired by position.
fn compare_arrays(location: &Location, public: Vec<Value>, carried: Vec<Value>, differences: &mut Vec<Difference>) {
    let (Some(public_names), Some(carried_names)) = (identities(&public), identities(&carried)) else {
        for index in 0..public.len().max(carried.len()) {
            let location =
                Location { file: location.file.clone(), pointer: below(&location.pointer, &index.to_string()) };
            compare_members(&location, public.get(index).cloned(), carried.get(index).cloned(), differences);
        }
        return;
    };
    let at =
        |index: usize| Location { file: location.file.clone(), pointer: below(&location.pointer, &index.to_string()) };
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
        differences.push(Difference { location: location.clone(), kind });
    }
}

/// Returns the identifiers of the entries of an array, if each has a name or reference of its own.
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
