//! Fixups for specifications that cannot be read as they are.
//!
//! In: files with errors, and a pointer into the document that `convert` would print of them. Out: the change of the
//! file in which the definition or operation is. Swagger 2.0 has definitions elsewhere than OpenAPI 3.0; what it has in
//! another form (request bodies, media types) is not found.

use serde_json::{Map, Value, json};

use crate::source::{Edit, FileEdit, Loaded};
use crate::text::{FileId, JsonPointer, Location};

/// The change of a file that an edit of the converted document amounts to, and where the file has the value.
pub(super) fn edit_of_file(loaded: &Loaded, edit: &Edit) -> Option<(FileEdit, Location)> {
    let mut candidates: Vec<(FileId, Edit)> = Vec::new();
    for (file, parsed) in &loaded.parsed {
        let Some(value) = parsed.value.as_deref() else { continue };
        let mut edit = edit.clone();
        if let Some(written) = edit.value.as_mut().filter(|_| is_swagger(value)) {
            make_swagger(written);
        }
        candidates.extend(pointers(value, &edit.pointer).map(|pointer| (*file, Edit { pointer, ..edit.clone() })));
        candidates.extend(new_section(value, &edit).map(|it| (*file, it)));
    }
    let applies = |(file, edit): &(FileId, Edit)| {
        let value = loaded.parsed.get(file).and_then(|it| it.value.as_deref());
        value.is_some_and(|value| edit.apply(&mut value.clone()).is_ok())
    };
    candidates.retain(applies);
    // A file in which a `$ref` misses just this comes first, then one that has it already.
    let is_missed = |(file, edit): &(FileId, Edit)| {
        loaded.unresolved.iter().any(|(it, _)| it.file == *file && it.pointer == edit.pointer)
    };
    let exists = |(file, edit): &(FileId, Edit)| {
        let value = loaded.parsed.get(file).and_then(|it| it.value.as_deref());
        value.is_some_and(|it| it.pointer(edit.pointer.as_str()).is_some())
    };
    candidates.sort_by_key(|it| (!is_missed(it), !exists(it)));
    let (file, edit) = candidates.into_iter().next()?;
    let location = Location { file, pointer: edit.pointer.clone() };
    let path = loaded.sources.path(file).to_string_lossy().replace('\\', "/");
    Some((FileEdit { file: path, edit }, location))
}

fn is_swagger(file: &Value) -> bool {
    file.get("openapi").is_none()
}

/// Turns what a fixup sets in a document of OpenAPI 3.0 into Swagger 2.0: references and `nullable`.
fn make_swagger(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.get("nullable").is_some_and(Value::is_boolean)
                && let Some(nullable) = members.shift_remove("nullable")
            {
                members.insert("x-nullable".to_owned(), nullable);
            }
            for (key, member) in members {
                match member {
                    Value::String(reference) if key == "$ref" => make_swagger_reference(reference),
                    member => make_swagger(member),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(make_swagger),
        // The fixup may set a reference alone.
        Value::String(reference) => make_swagger_reference(reference),
        _ => {}
    }
}

fn make_swagger_reference(reference: &mut String) {
    if let Some(name) = reference.strip_prefix("#/components/schemas/") {
        *reference = format!("#/definitions/{name}");
    }
}

/// The pointers that a file has for one of the converted document.
fn pointers(file: &Value, pointer: &JsonPointer) -> impl Iterator<Item = JsonPointer> + use<> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let is_swagger = is_swagger(file);
    let base = file.get("basePath").and_then(Value::as_str).unwrap_or_default().trim_end_matches('/');
    let prefixes: Vec<(Vec<String>, usize)> = match tokens.as_slice() {
        [components, schemas, _, ..] if is_swagger && components == "components" && schemas == "schemas" => {
            vec![(vec!["definitions".to_owned()], 2)]
        }
        [paths, path, rest @ ..] if paths == "paths" => {
            let path = path.strip_prefix(base).unwrap_or(path);
            let keys = ["paths", "x-ms-paths"].into_iter().filter(|key| !has_merged_parameters(file, key, path, rest));
            keys.map(|key| (vec![key.to_owned(), path.to_owned()], 2)).collect()
        }
        _ if is_swagger => Vec::new(),
        _ => vec![(Vec::new(), 0)],
    };
    prefixes.into_iter().map(move |(prefix, skipped)| {
        prefix.iter().chain(&tokens[skipped..]).fold(JsonPointer::default(), |pointer, token| pointer.child(token))
    })
}

/// Parameters of a path item come before those of the operation in the converted document, so their indexes differ.
fn has_merged_parameters(file: &Value, key: &str, path: &str, rest: &[String]) -> bool {
    matches!(rest, [_, parameters, ..] if parameters == "parameters")
        && file.get(key).and_then(|it| it.get(path)).is_some_and(|it| it.get("parameters").is_some())
}

/// The change that adds the first definition to an input file.
fn new_section(file: &Value, edit: &Edit) -> Option<Edit> {
    let (value, tokens) = (edit.value.as_ref()?, edit.pointer.tokens().collect::<Vec<_>>());
    let [components, schemas, name] = tokens.as_slice() else { return None };
    if components != "components" || schemas != "schemas" || file.get("paths").is_none() {
        return None;
    }
    let definitions = Value::Object(Map::from_iter([(name.clone(), value.clone())]));
    let (key, section) = match (file.get("swagger"), file.get("components")) {
        (Some(_), _) => ("definitions", definitions),
        (None, None) => ("components", json!({ "schemas": definitions })),
        (None, Some(_)) => return None,
    };
    let is_new = file.get(key).is_none();
    is_new.then(|| Edit { pointer: JsonPointer::default().child(key), value: Some(section) })
}
