//! One change of a JSON value, for fixups and directives.
//!
//! In: a value, a pointer. Out: the same value, changed, or the reason why nothing changed.

use serde_json::Value;

use crate::diagnostics::similar;
use crate::text::{JsonPointer, MAX_DEPTH};

/// A value to set, or to remove.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The value that is changed.
    pub pointer: JsonPointer,
    /// The new value; `None` if it is removed.
    pub value: Option<Value>,
}

/// The reason why an edit changes nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unchanged {
    /// The reason, for a message.
    pub reason: String,
    /// A similar pointer that exists.
    pub similar: Option<JsonPointer>,
}

impl Edit {
    /// Changes a document.
    ///
    /// # Errors
    ///
    /// Returns the reason if the document is as it was.
    pub fn apply(&self, document: &mut Value) -> Result<(), Unchanged> {
        let mut tokens: Vec<String> = self.pointer.tokens().collect();
        let last = tokens.pop().ok_or_else(|| Unchanged::because("the pointer refers to the whole document"))?;
        if self.value.as_ref().is_some_and(|value| tokens.len() + 1 + depth(value) > MAX_DEPTH) {
            return Err(Unchanged::because("the value would be nested too deeply"));
        }
        let mut parent = document;
        let mut path = JsonPointer::default();
        for (index, token) in tokens.iter().enumerate() {
            if child(parent, token).is_none() {
                let rest = tokens[index + 1..].iter().chain([&last]);
                return Err(Unchanged::missing(parent, &path, token, rest));
            }
            path = path.child(token);
            // Looked up twice, because the borrow of a failed look-up would last.
            let Some(next) = child(parent, token) else { return Err(Unchanged::because("it cannot be reached")) };
            parent = next;
        }
        match &self.value {
            Some(value) => set(parent, &path, &last, value),
            None if remove(parent, &last) => Ok(()),
            None => Err(Unchanged::missing(parent, &path, &last, std::iter::empty())),
        }
    }
}

impl Unchanged {
    fn because(reason: &str) -> Self {
        Self { reason: reason.to_owned(), similar: None }
    }

    /// `rest` has the tokens of the pointer after the one that does not exist.
    fn missing<'t>(parent: &Value, path: &JsonPointer, token: &str, rest: impl Iterator<Item = &'t String>) -> Self {
        let names = parent.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
        let meant = similar(token, names).map(|meant| rest.fold(path.child(meant), |it, token| it.child(token)));
        let parent = if path.as_str().is_empty() { "the document" } else { path.as_str() };
        Self { reason: format!("there is no `{token}` in `{parent}`"), similar: meant }
    }
}

fn set(parent: &mut Value, path: &JsonPointer, token: &str, value: &Value) -> Result<(), Unchanged> {
    if let Some(old) = child(parent, token) {
        if old == value {
            return Err(Unchanged::because("it already has this value"));
        }
        *old = value.clone();
        return Ok(());
    }
    match parent {
        Value::Object(members) => {
            members.insert(token.to_owned(), value.clone());
            Ok(())
        }
        // As in JSON Patch (RFC 6902), `-` is the index after the last element.
        Value::Array(elements) if token == "-" => {
            elements.push(value.clone());
            Ok(())
        }
        _ => Err(Unchanged::missing(parent, path, token, std::iter::empty())),
    }
}

/// The member or element of a value.
pub(super) fn child<'v>(value: &'v mut Value, token: &str) -> Option<&'v mut Value> {
    match value {
        Value::Object(members) => members.get_mut(token),
        Value::Array(elements) => token.parse().ok().and_then(|index: usize| elements.get_mut(index)),
        _ => None,
    }
}

/// Removes a member or element. Returns `false` if it does not exist.
pub(super) fn remove(parent: &mut Value, token: &str) -> bool {
    match parent {
        // The order of what is left decides the order of what is printed.
        Value::Object(members) => members.shift_remove(token).is_some(),
        Value::Array(elements) => match token.parse() {
            Ok(index) if index < elements.len() => {
                elements.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// The number of nested objects and lists in a value, itself included.
pub(super) fn depth(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Edit;
    use crate::text::JsonPointer;

    fn edit(pointer: &str, value: Option<Value>) -> Edit {
        Edit { pointer: JsonPointer::new(pointer), value }
    }

    fn document() -> Value {
        json!({ "paths": { "/a/b": { "get": {}, "put": {} } }, "list": [1, 2, 3] })
    }

    #[test]
    fn values_are_set_added_and_removed() {
        let mut corrected = document();
        let edits = [
            edit("/paths/~1a~1b/get", Some(json!({ "operationId": "x" }))),
            edit("/paths/~1a~1b/post", Some(json!(1))),
            edit("/paths/~1a~1b/put", None),
            edit("/list/1", Some(json!("two"))),
            edit("/list/0", None),
            edit("/list/-", Some(json!(4))),
        ];
        edits.iter().for_each(|it| it.apply(&mut corrected).unwrap());
        let expected =
            json!({ "paths": { "/a/b": { "get": { "operationId": "x" }, "post": 1 } }, "list": ["two", 3, 4] });
        assert_eq!(corrected, expected);
    }

    #[test]
    fn an_edit_that_changes_nothing_says_why_and_what_was_meant() {
        let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
        let cases = [
            (edit("/paths/~1a~1b/delete", None), "there is no `delete` in `/paths/~1a~1b`", None),
            (edit("/paths/~1a~1b/gett", None), "there is no `gett` in `/paths/~1a~1b`", Some("/paths/~1a~1b/get")),
            (edit("/path/~1a~1b/get", None), "there is no `path` in `the document`", Some("/paths/~1a~1b/get")),
            (edit("/list/0", Some(json!(1))), "it already has this value", None),
            (edit("/list/3", Some(json!(1))), "there is no `3` in `/list`", None),
            (edit("/list/x", None), "there is no `x` in `/list`", None),
            (edit("/nowhere/at/all", Some(json!(1))), "there is no `nowhere` in `the document`", None),
            (edit("", None), "the pointer refers to the whole document", None),
            (edit("/list", Some(deep)), "the value would be nested too deeply", None),
        ];
        for (edit, reason, similar) in cases {
            let mut unchanged = document();
            let found = edit.apply(&mut unchanged).unwrap_err();
            assert_eq!((found.reason.as_str(), found.similar.as_ref().map(JsonPointer::as_str)), (reason, similar));
            assert_eq!(unchanged, document());
        }
    }
}
