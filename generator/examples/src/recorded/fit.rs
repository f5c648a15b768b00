//! The operation that a recorded request fits, and the documented example that it would be.
//!
//! In: the operations of a raw specification, an exchange. Out: [`Fits`]; the exchange as the JSON of an example file.
//! Must not know: the generated crate.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::exchange::{Exchange, ExchangeId, Recordings};
use crate::error::Error;
use crate::files::Files;
use crate::harness::Tables;
use crate::operations::{self, ListFormat, Operation, Parameter, ParameterLocation};
use crate::text::decode;
use armsmith_core::Specification;
use armsmith_core::model::{self, Model};

/// The exchanges that fit the operations of one crate.
#[derive(Clone, Debug, Default)]
pub struct Fits {
    /// The position of the operation among those of the specification.
    exchanges: BTreeMap<ExchangeId, usize>,
    /// `operationId`, method and path of each of these operations.
    operations: BTreeSet<(String, String, String)>,
}

impl Fits {
    /// Finds the exchanges that fit the operations of a specification and are not taken by another crate.
    ///
    /// # Errors
    ///
    /// Returns an error if a file of the specification cannot be read.
    pub fn find(
        specification: &Specification,
        recordings: &Recordings,
        taken: &mut BTreeSet<ExchangeId>,
    ) -> Result<Self, Error> {
        let files = Files::read(&specification.files, &specification.root, &specification.corrected)?;
        let operations = operations::list(&files);
        let mut fits = Self::default();
        for (id, _, exchange) in recordings.exchanges().filter(|(_, _, it)| it.is_arm()) {
            let Some(index) = operations.iter().position(|it| fits_exchange(it, exchange)) else { continue };
            if taken.insert(id) {
                let (name, method, path) = operations[index].key();
                fits.operations.insert((name.to_owned(), method.to_owned(), path.to_owned()));
                fits.exchanges.insert(id, index);
            }
        }
        Ok(fits)
    }

    /// Returns `true` if no exchange fits.
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (ExchangeId, usize)> {
        self.exchanges.iter().map(|(id, index)| (*id, *index))
    }

    /// The tables of a harness for the operations of these exchanges.
    pub(super) fn tables<'m>(&self, model: &'m Model) -> Tables<'m> {
        Tables::of_some(model, &|operation| self.has(operation))
    }

    fn has(&self, operation: &model::Operation) -> bool {
        let method = operation.method.as_str().to_owned();
        self.operations.contains(&(operation.id.clone(), method, operation.path.clone()))
    }
}

/// The file says which operation it is; the folders above `specification` may differ.
fn fits_exchange(operation: &Operation<'_>, exchange: &Exchange) -> bool {
    let is_file = |file: &str| file.ends_with(&operation.file) || operation.file.ends_with(file);
    exchange.operation.as_deref() == Some(&operation.id)
        && exchange.method == operation.method
        && exchange.specification.as_deref().is_some_and(is_file)
        && path_values(operation, &exchange.url).is_some()
}

/// Which request body an example has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Body {
    /// The recorded one, if there is any.
    Recorded,
    /// An empty object where a required one was not recorded, so that the call can be made.
    Filled,
}

/// The exchange as the JSON of an example file. Returns `None` if the path does not fit.
pub(super) fn example(operation: &Operation<'_>, exchange: &Exchange, body: Body) -> Option<Value> {
    let mut parameters = Map::new();
    for (name, value) in path_values(operation, &exchange.url)? {
        parameters.insert(name.to_owned(), value.into());
    }
    add_query(&mut parameters, operation, &exchange.url);
    for parameter in operation.parameters.iter().filter(|it| it.required && it.constant().is_none()) {
        // Recordings have no request headers. `*` fits every condition, which is what required headers of ARM are.
        if parameter.place == ParameterLocation::Header {
            parameters.insert(parameter.name.to_owned(), "*".into());
        }
    }
    if let Some(parameter) = operation.body() {
        let recorded = exchange.request_body().and_then(|it| serde_json::from_str(it).ok());
        let filled = || Some(json!({})).filter(|_| body == Body::Filled && parameter.required);
        if let Some(value) = recorded.or_else(filled) {
            parameters.insert(parameter.name.to_owned(), value);
        }
    }
    let responses = match exchange.response_json() {
        Some(body) => json!({ exchange.status.to_string(): { "body": body } }),
        None => json!({}),
    };
    Some(json!({ "parameters": parameters, "responses": responses }))
}

fn add_query(parameters: &mut Map<String, Value>, operation: &Operation<'_>, url: &str) {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let (name, value) = (decode(name, true), decode(value, true));
        let declared =
            |it: &&Parameter<'_>| it.place == ParameterLocation::Query && it.name.eq_ignore_ascii_case(&name);
        // What is not declared is not of the operation: a client adds it on its own.
        let Some(parameter) = operation.parameters.iter().find(declared) else { continue };
        let is_list = parameter.schema.text("type") == Some("array");
        let value = match parameter.list {
            ListFormat::Joined(separator) if is_list => value.split(separator).map(Value::from).collect(),
            ListFormat::Multi if is_list => {
                let earlier = parameters.get(parameter.name).and_then(Value::as_array).cloned().unwrap_or_default();
                earlier.into_iter().chain([Value::from(value)]).collect()
            }
            _ => Value::from(value),
        };
        parameters.insert(parameter.name.to_owned(), value);
    }
}

/// The values of the path parameters. Returns `None` if the path does not fit the template.
fn path_values<'a>(operation: &Operation<'a>, url: &str) -> Option<Vec<(&'a str, String)>> {
    let template = operation.template.split('?').next().unwrap_or_default();
    let path = url.split('?').next().unwrap_or_default();
    let template: Vec<&str> = template.trim_matches('/').split('/').collect();
    let path: Vec<&str> = path.trim_matches('/').split('/').collect();
    let is_raw = |name: &str| {
        operation.parameters.iter().any(|it| it.place == ParameterLocation::Path && it.name == name && it.is_raw)
    };
    segments(&template, &path, &is_raw)
}

fn segments<'a>(template: &[&'a str], path: &[&str], is_raw: &dyn Fn(&str) -> bool) -> Option<Vec<(&'a str, String)>> {
    let [first, template @ ..] = template else { return path.is_empty().then(Vec::new) };
    let (before, name, after) = match first.split_once('{').map(|(before, rest)| (before, rest.split_once('}'))) {
        Some((before, Some((name, after)))) => (before, name, after),
        _ => {
            let (segment, path) = path.split_first()?;
            let is_same = decode(segment, false).eq_ignore_ascii_case(first);
            return if is_same { segments(template, path, is_raw) } else { None };
        }
    };
    // A value that is part of a URL may have several segments, or none: the tenant as a scope.
    let most = if is_raw(name) { path.len() } else { 1 };
    let least = usize::from(!is_raw(name));
    (least..=most).find_map(|count| {
        let (own, rest) = path.split_at_checked(count)?;
        let own = own.join("/");
        let value = strip(&own, before, after)?;
        // Slashes around the value belong to it where it is an ID.
        let value = if is_raw(name) { format!("/{value}") } else { decode(value, false) };
        let others = segments(template, rest, is_raw)?;
        Some(std::iter::once((name, value)).chain(others).collect())
    })
}

fn strip<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let end = text.len().checked_sub(after.len())?;
    let (head, tail) = (text.get(..before.len())?, text.get(end..)?);
    let is_same = head.eq_ignore_ascii_case(before) && tail.eq_ignore_ascii_case(after);
    text.get(before.len()..end).filter(|_| is_same)
}

#[cfg(test)]
mod tests {
    use super::segments;

    fn values(template: &str, path: &str) -> Option<Vec<(String, String)>> {
        let (template, path): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
        let found = segments(&template, &path, &|name| name == "scope")?;
        Some(found.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    #[test]
    fn a_path_gives_the_values_of_its_template() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let found = values("subscriptions/{id}/resourceGroups/{name}", "subscriptions/1/resourcegroups/a%20b");
        assert_eq!(found, Some(vec![pair("id", "1"), pair("name", "a b")]));
        let found = values("{scope}/providers/Demo.Things/{name}", "subscriptions/1/providers/Demo.Things/x");
        assert_eq!(found, Some(vec![pair("scope", "/subscriptions/1"), pair("name", "x")]));
        let found = values("{scope}/providers/Demo.Things/{name}", "providers/Demo.Things/x");
        assert_eq!(found, Some(vec![pair("scope", "/"), pair("name", "x")]));
        assert_eq!(values("things/default('{name}')", "things/default('x')"), Some(vec![pair("name", "x")]));
        assert_eq!(values("subscriptions/{id}", "subscriptions/1/more"), None);
        assert_eq!(values("things/{id}", "others/1"), None);
    }
}
