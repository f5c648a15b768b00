//! Parses the YAML of a directive.
//!
//! In: one element of the list. Out: a [`ParsedDirective`]. AutoRest's short forms are expanded as AutoRest does.

use serde_json::{Map, Value};

use super::change::Change;
use super::script::{self, Statement};
use super::select::Selector;

/// A parsed directive.
#[derive(Debug)]
pub(super) enum ParsedDirective {
    /// A change of the files whose paths end with one of `from`; of every file if it is empty.
    Follow { from: Vec<String>, change: Change },
    /// About the findings of a linter.
    Linter,
    /// About what another generator makes of the files.
    OtherGenerator(String),
    /// Not understood, with the reason.
    Unsupported(String),
}

/// Keys that are not actions.
const ABOUT: [&str; 5] = ["from", "where", "where-operation", "where-model", "reason"];

/// Parses a directive.
pub(super) fn read(value: &Value) -> ParsedDirective {
    let Some(members) = value.as_object() else {
        return ParsedDirective::Unsupported("it must be an object".to_owned());
    };
    // `code` is how newer linters are silenced; it belongs under `suppressions`, and a public readme has it here.
    if members.contains_key("suppress") || members.contains_key("code") {
        return ParsedDirective::Linter;
    }
    if let Some(conditions) = members.get("where").and_then(Value::as_object) {
        let keys: Vec<&str> = conditions.keys().map(String::as_str).collect();
        return ParsedDirective::OtherGenerator(format!("the output of another generator (`{}`)", keys.join("`, `")));
    }
    let from = strings(members.get("from"));
    if let Some(model) = from.iter().find(|it| it.starts_with("code-model")) {
        return ParsedDirective::OtherGenerator(format!("the `{model}` of another generator"));
    }
    match read_change(members) {
        Ok(change) => ParsedDirective::Follow { from: from.into_iter().filter(|it| !is_any(it)).collect(), change },
        Err(reason) => ParsedDirective::Unsupported(reason),
    }
}

/// AutoRest's names for every file.
fn is_any(from: &str) -> bool {
    ["swagger-document", "openapi-document"].contains(&from)
}

fn read_change(members: &Map<String, Value>) -> Result<Change, String> {
    let mut actions = members.iter().filter(|(key, _)| !ABOUT.contains(&key.as_str()));
    let (Some((action, argument)), None) = (actions.next(), actions.next()) else {
        let keys: Vec<String> = members.keys().map(|key| format!("`{key}`")).collect();
        return Err(format!("it must have exactly one action, and has the keys {}", keys.join(", ")));
    };
    let text = |key: Option<&str>| {
        let value = key.map_or(Some(argument), |key| argument.get(key)).and_then(Value::as_str);
        value.map(str::to_owned).ok_or_else(|| match key {
            Some(key) => format!("`{key}` of `{action}` must be a string"),
            None => format!("`{action}` must be a string"),
        })
    };
    let statement = |target: &[&str], value: Option<Value>| Statement {
        target: target.iter().map(|it| (*it).to_owned()).collect(),
        value,
    };
    let transform = |selectors: Vec<Selector>, statements: Vec<Statement>| Change::Transform { selectors, statements };
    Ok(match action.as_str() {
        "transform" => transform(selectors(members)?, read_scripts(argument)?),
        "set" => transform(selectors(members)?, vec![statement(&[], Some(argument.clone()))]),
        "remove-operation" => transform(vec![operations(&text(None)?)?], vec![statement(&[], None)]),
        "rename-operation" => {
            let name = text(Some("to"))?;
            transform(vec![operations(&text(Some("from"))?)?], vec![statement(&["operationId"], Some(name.into()))])
        }
        "remove-model" => transform(vec![model(&text(None)?)?], vec![statement(&[], None)]),
        "rename-model" => Change::RenameModel { from: text(Some("from"))?, to: text(Some("to"))? },
        "remove-property" => transform(selectors(members)?, vec![statement(&["properties", &text(None)?], None)]),
        "rename-property" => {
            Change::RenameProperty { selectors: selectors(members)?, from: text(Some("from"))?, to: text(Some("to"))? }
        }
        "remove-parameter" => Change::RemoveParameter {
            selectors: selectors(members)?,
            name: text(Some("name"))?,
            location: text(Some("in"))?,
        },
        other => return Err(format!("unknown action `{other}`")),
    })
}

fn read_scripts(argument: &Value) -> Result<Vec<Statement>, String> {
    let mut statements = Vec::new();
    for script in strings(Some(argument)) {
        statements.extend(script::parse(&script).map_err(|stopped| {
            format!("its script may contain only assignments and deletions, not `{}`", stopped.escape_debug())
        })?);
    }
    if statements.is_empty() { Err("its script is empty".to_owned()) } else { Ok(statements) }
}

/// The paths of the values that a directive selects; by default the whole file.
fn selectors(members: &Map<String, Value>) -> Result<Vec<Selector>, String> {
    let mut selectors = Vec::new();
    for path in strings(members.get("where")) {
        selectors.push(Selector::parse(&path)?);
    }
    for id in strings(members.get("where-operation")) {
        selectors.push(operations(&id)?);
    }
    for name in strings(members.get("where-model")) {
        selectors.push(model(&name)?);
    }
    if selectors.is_empty() {
        selectors.push(Selector::parse("$")?);
    }
    Ok(selectors)
}

/// The operations with an `operationId`.
fn operations(id: &str) -> Result<Selector, String> {
    Selector::parse(&format!("$.paths.*[?(@.operationId == {})]", Value::from(id)))
}

/// The definition of a name.
fn model(name: &str) -> Result<Selector, String> {
    Selector::member("$.definitions", name)
}

/// A string, or each string of a list.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.trim().to_owned()],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(|it| it.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}
