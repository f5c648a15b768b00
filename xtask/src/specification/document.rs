//! Swagger files as plain JSON, by their path below the folder `specification`.
//!
//! In: a folder and the files to begin with. Out: these files and every file that they refer to, examples excluded.
//! Must not know: descriptions, areas.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Parsed files by their path below `specification`, with `/` as separator.
pub(super) type Documents = BTreeMap<String, Value>;

/// The member that refers to documented examples.
pub(super) const EXAMPLES: &str = "x-ms-examples";

/// The HTTP methods that a path item can have (Swagger 2.0, Path Item Object).
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// A file and a JSON pointer (RFC 6901) into it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Location {
    pub(super) file: String,
    pub(super) pointer: String,
}

impl Location {
    /// The target of a `$ref` written in `file`.
    pub(super) fn of_reference(file: &str, reference: &str) -> Self {
        let (target, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        if target.is_empty() {
            return Self { file: file.to_owned(), pointer: pointer.to_owned() };
        }
        let mut segments: Vec<&str> = file.split('/').collect();
        segments.pop();
        for segment in target.split('/') {
            match segment {
                "." => {}
                ".." => {
                    segments.pop();
                }
                name => segments.push(name),
            }
        }
        Self { file: segments.join("/"), pointer: pointer.to_owned() }
    }
}

/// Appends a segment to a JSON pointer.
pub(super) fn below(pointer: &str, segment: &str) -> String {
    format!("{pointer}/{}", segment.replace('~', "~0").replace('/', "~1"))
}

/// Reads `entries` and every file that they refer to, directly or through another file.
///
/// # Errors
///
/// Returns the reason if a file cannot be read or is not JSON.
pub(super) fn read(folder: &Path, entries: &[String]) -> Result<Documents, String> {
    let mut documents = Documents::new();
    let mut waiting = entries.to_vec();
    while let Some(file) = waiting.pop() {
        if documents.contains_key(&file) {
            continue;
        }
        let path = folder.join(&file);
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        waiting.extend(references(&file, &document).into_iter().map(|target| target.file));
        documents.insert(file, document);
    }
    Ok(documents)
}

/// The targets of all references in a value, examples excluded.
pub(super) fn references(file: &str, value: &Value) -> BTreeSet<Location> {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != EXAMPLES)
            .flat_map(|(name, member)| match member.as_str() {
                Some(reference) if name == "$ref" => BTreeSet::from([Location::of_reference(file, reference)]),
                _ => references(file, member),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| references(file, item)).collect(),
        _ => BTreeSet::new(),
    }
}

/// The operations of a document: path, method and operation.
pub(super) fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods
            .filter(|(method, _)| METHODS.contains(&method.as_str()))
            .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}
