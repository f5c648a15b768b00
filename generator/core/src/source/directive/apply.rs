//! Applies directives to one file.
//!
//! In: the JSON of a file. Out: the same, changed. A target that does not exist is ignored, as in AutoRest, and does
//! not count as a change.

use serde_json::Value;

use super::Directive;
use super::change::Change;
use super::script::Statement;
use super::select::Selector;

use crate::source::edit::{child, depth, remove};
use crate::text::MAX_DEPTH;

/// Applies, in order, the directives that are about a file, and returns the indexes of those that changed it.
pub(crate) fn apply(directives: &[Directive], path: &str, document: &mut Value) -> Vec<usize> {
    let about = directives.iter().enumerate().filter(|(_, it)| it.is_about(path));
    about.filter(|(_, directive)| directive.change.apply(document)).map(|(index, _)| index).collect()
}

impl Change {
    /// Returns `true` if anything changed.
    fn apply(&self, document: &mut Value) -> bool {
        match self {
            Self::Transform { selectors, statements } => at_each(selectors, document, |document, selected| {
                // Every statement runs, even if another one changed nothing.
                statements.iter().filter(|it| run(it, selected, document)).count() > 0
            }),
            Self::RenameModel { from, to } => rename_model(document, from, to),
            Self::RemoveParameter { selectors, name, location } => {
                at_each(selectors, document, |document, selected| {
                    let Some(Value::Array(parameters)) =
                        value_at(document, selected).and_then(|it| it.get_mut("parameters"))
                    else {
                        return false;
                    };
                    let before = parameters.len();
                    parameters.retain(|it| !(it["name"] == name.as_str() && it["in"] == location.as_str()));
                    parameters.len() != before
                })
            }
            Self::RenameProperty { selectors, from, to } => at_each(selectors, document, |document, selected| {
                let properties = value_at(document, selected).and_then(|it| it.get_mut("properties"));
                properties.is_some_and(|it| rename(it, from, to))
            }),
        }
    }
}

/// Applies a change to every value that is selected.
fn at_each(selectors: &[Selector], document: &mut Value, change: impl Fn(&mut Value, &[String]) -> bool) -> bool {
    let mut changed = false;
    for selector in selectors {
        for selected in selector.pointers(document) {
            changed |= change(document, &selected);
        }
    }
    changed
}

fn run(statement: &Statement, selected: &[String], document: &mut Value) -> bool {
    let mut tokens: Vec<&str> = selected.iter().chain(&statement.target).map(String::as_str).collect();
    // Invariant: a file is never nested deeper than its parser allows.
    if statement.value.as_ref().is_some_and(|value| tokens.len() + depth(value) > MAX_DEPTH) {
        return false;
    }
    let Some(last) = tokens.pop() else {
        // The whole file can be replaced, but not removed.
        return statement.value.as_ref().is_some_and(|value| replace(document, value));
    };
    let Some(parent) = tokens.iter().try_fold(document, |it, token| child(it, token)) else { return false };
    match &statement.value {
        None => remove(parent, last),
        Some(value) => match child(parent, last) {
            Some(it) => replace(it, value),
            None => parent.as_object_mut().map(|it| it.insert(last.to_owned(), value.clone())).is_some(),
        },
    }
}

fn replace(old: &mut Value, new: &Value) -> bool {
    let changes = old != new;
    *old = new.clone();
    changes
}

fn value_at<'v>(document: &'v mut Value, selected: &[String]) -> Option<&'v mut Value> {
    selected.iter().try_fold(document, |it, token| child(it, token))
}

/// Renames a member, which keeps its position. Replaces a member that has the new name already.
fn rename(object: &mut Value, from: &str, to: &str) -> bool {
    let Some(members) = object.as_object_mut().filter(|it| from != to && it.contains_key(from)) else { return false };
    let old = std::mem::take(members);
    for (name, value) in old {
        match name.as_str() {
            name if name == to => {}
            name if name == from => {
                members.insert(to.to_owned(), value);
            }
            _ => {
                members.insert(name, value);
            }
        }
    }
    true
}

/// Renames the definition of this file, and every reference to a definition of that name in any file: the directive
/// changes the other files as well.
fn rename_model(document: &mut Value, from: &str, to: &str) -> bool {
    let is_here = document.get_mut("definitions").is_some_and(|it| rename(it, from, to));
    rename_references(document, from, to) || is_here
}

fn rename_references(value: &mut Value, from: &str, to: &str) -> bool {
    let mut renamed = false;
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|it| renamed |= rename_references(it, from, to)),
        Value::Object(members) => {
            for (key, member) in members {
                renamed |= match member {
                    Value::String(reference) if key == "$ref" => rename_target(reference, from, to),
                    member => rename_references(member, from, to),
                };
            }
        }
        _ => {}
    }
    renamed
}

fn rename_target(reference: &mut String, from: &str, to: &str) -> bool {
    let Some((file, name)) = reference.split_once("#/definitions/") else { return false };
    if name.replace("~1", "/").replace("~0", "~") != from {
        return false;
    }
    *reference = format!("{file}#/definitions/{}", to.replace('~', "~0").replace('/', "~1"));
    true
}
