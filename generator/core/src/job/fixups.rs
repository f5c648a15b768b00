//! Applies the corrections of a job.
//!
//! In: an OpenAPI document as JSON, and [`Fixup`]s. Out: the corrected document, and an error for each fixup that finds
//! nothing to correct: the specification was mended, or the pointer is wrong.

use serde_json::Value;

use super::{Fixup, FixupChange};
use crate::diagnostics::{Code, Diagnostics, JsonPointer};

/// Applies all fixups, in order.
pub(super) fn apply(document: &mut Value, fixups: &[Fixup], diagnostics: &mut Diagnostics) {
    for fixup in fixups {
        if let Err(reason) = apply_one(document, fixup) {
            let message = format!("the fixup at `{}` changes nothing: {reason}", fixup.at.escape_debug());
            let help = format!("remove it, or correct its pointer; its reason was: {}", fixup.reason);
            diagnostics.error(Code::UnusedFixup, None, message, help);
        }
    }
}

fn apply_one(document: &mut Value, fixup: &Fixup) -> Result<(), String> {
    let pointer = JsonPointer::new(fixup.at.as_str());
    let mut tokens: Vec<String> = pointer.tokens().collect();
    let last = tokens.pop().ok_or("the pointer leads to the whole document")?;
    let mut parent = document;
    for token in &tokens {
        parent = child(parent, token).ok_or_else(|| format!("there is no `{token}`"))?;
    }
    match &fixup.change {
        FixupChange::Set(value) => set(parent, last, value),
        FixupChange::Remove => remove(parent, &last),
    }
}

fn child<'a>(value: &'a mut Value, token: &str) -> Option<&'a mut Value> {
    match value {
        Value::Object(members) => members.get_mut(token),
        Value::Array(elements) => token.parse().ok().and_then(|index: usize| elements.get_mut(index)),
        _ => None,
    }
}

fn set(parent: &mut Value, token: String, value: &Value) -> Result<(), String> {
    if child(parent, &token).is_some_and(|before| before == value) {
        return Err("the value is there already".to_owned());
    }
    match parent {
        Value::Object(members) => {
            members.insert(token, value.clone());
            Ok(())
        }
        // As in JSON Patch (RFC 6902), `-` is the place after the last element.
        Value::Array(elements) if token == "-" => {
            elements.push(value.clone());
            Ok(())
        }
        _ => {
            *child(parent, &token).ok_or_else(|| format!("there is no place `{token}`"))? = value.clone();
            Ok(())
        }
    }
}

fn remove(parent: &mut Value, token: &str) -> Result<(), String> {
    let missing = || format!("there is no `{token}`");
    match parent {
        // The order of what is left decides the order of what is printed.
        Value::Object(members) => members.shift_remove(token).map(|_| ()).ok_or_else(missing),
        Value::Array(elements) => {
            let index = token.parse().ok().filter(|index| *index < elements.len()).ok_or_else(missing)?;
            elements.remove(index);
            Ok(())
        }
        _ => Err(missing()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::apply;
    use crate::diagnostics::{Code, Diagnostics};
    use crate::job::{Fixup, FixupChange};

    fn fixup(at: &str, change: FixupChange) -> Fixup {
        Fixup { reason: "because".to_owned(), at: at.to_owned(), change }
    }

    fn document() -> Value {
        json!({ "paths": { "/a/b": { "get": {}, "put": {} } }, "list": [1, 2, 3] })
    }

    #[test]
    fn values_are_set_added_and_removed() {
        let mut corrected = document();
        let mut diagnostics = Diagnostics::new();
        let fixups = [
            fixup("/paths/~1a~1b/get", FixupChange::Set(json!({ "operationId": "x" }))),
            fixup("/paths/~1a~1b/post", FixupChange::Set(json!(1))),
            fixup("/paths/~1a~1b/put", FixupChange::Remove),
            fixup("/list/1", FixupChange::Set(json!("two"))),
            fixup("/list/0", FixupChange::Remove),
            fixup("/list/-", FixupChange::Set(json!(4))),
        ];
        apply(&mut corrected, &fixups, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics}");
        let expected =
            json!({ "paths": { "/a/b": { "get": { "operationId": "x" }, "post": 1 } }, "list": ["two", 3, 4] });
        assert_eq!(corrected, expected);
    }

    #[test]
    fn a_fixup_that_changes_nothing_is_an_error() {
        let fixups = [
            fixup("/paths/~1a~1b/delete", FixupChange::Remove),
            fixup("/list/0", FixupChange::Set(json!(1))),
            fixup("/list/3", FixupChange::Set(json!(1))),
            fixup("/list/x", FixupChange::Remove),
            fixup("/nowhere/at/all", FixupChange::Set(json!(1))),
            fixup("", FixupChange::Remove),
        ];
        let mut corrected = document();
        let mut diagnostics = Diagnostics::new();
        apply(&mut corrected, &fixups, &mut diagnostics);
        assert_eq!(corrected, document());
        assert_eq!(diagnostics.iter().filter(|it| it.code == Code::UnusedFixup).count(), fixups.len(), "{diagnostics}");
        assert!(diagnostics.iter().all(|it| it.help.contains("because")));
    }
}
