//! A specification on disk: a folder in the layout of azure-rest-api-specs.
//!
//! In: the folder named `specification` and the input files. Out: these files and every file that they refer to, as
//! plain JSON, and the targets of references. It shares no code with the generator or with `cargo xtask specification`
//! on purpose: a test that read by their code could not see what that overlooks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The member under which documented examples are referenced; what it refers to are values, not specification.
pub(crate) const EXAMPLES: &str = "x-ms-examples";

/// A location: a file, relative to the folder `specification`, and a JSON pointer (RFC 6901) into it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Location {
    pub(crate) file: String,
    pub(crate) pointer: String,
}

impl Location {
    /// The target of a `$ref` that is written in `file`.
    pub(crate) fn of_reference(file: &str, reference: &str) -> Self {
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

impl std::fmt::Display for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}#{}", self.file, self.pointer)
    }
}

/// One more segment on a JSON pointer.
pub(crate) fn below(pointer: &str, segment: &str) -> String {
    format!("{pointer}/{}", segment.replace('~', "~0").replace('/', "~1"))
}

/// The files of one specification, by their path relative to the folder `specification`.
pub(crate) struct Specification {
    pub(crate) root: PathBuf,
    pub(crate) files: BTreeMap<String, Value>,
}

impl Specification {
    /// Reads the input files and all files that they refer to, directly or through another file.
    pub(crate) fn read(root: &Path, inputs: &[String]) -> Self {
        let mut files = BTreeMap::new();
        let mut waiting = inputs.to_vec();
        while let Some(file) = waiting.pop() {
            if files.contains_key(&file) {
                continue;
            }
            let document = read_json(&root.join(&file));
            waiting.extend(references(&file, &document).into_iter().map(|location| location.file));
            files.insert(file, document);
        }
        Self { root: root.to_owned(), files }
    }

    /// The value at a location.
    pub(crate) fn at(&self, location: &Location) -> &Value {
        self.files
            .get(&location.file)
            .and_then(|document| document.pointer(&location.pointer))
            .unwrap_or_else(|| panic!("{location} is referred to, but does not exist"))
    }

    /// `value` itself, or the target of its `$ref`, with the file in which that is written.
    pub(crate) fn resolve<'a>(&'a self, file: &str, value: &'a Value) -> (String, &'a Value) {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let location = Location::of_reference(file, reference);
                let target = self.at(&location);
                self.resolve(&location.file, target)
            }
            None => (file.to_owned(), value),
        }
    }
}

/// The targets of all references in a value, examples excluded.
pub(crate) fn references(file: &str, value: &Value) -> Vec<Location> {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != EXAMPLES)
            .flat_map(|(name, member)| match member.as_str() {
                Some(reference) if name == "$ref" => vec![Location::of_reference(file, reference)],
                _ => references(file, member),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| references(file, item)).collect(),
        _ => Vec::new(),
    }
}

/// The JSON in a file.
pub(crate) fn read_json(path: &Path) -> Value {
    let text = read_text(path);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a file.
pub(crate) fn read_text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The operations of a document: path, method and the operation itself.
pub(crate) fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
        .filter(|(_, _, operation)| operation.get("operationId").is_some())
        .collect()
}

#[test]
fn a_reference_is_relative_to_its_file() {
    let location = |reference| Location::of_reference("a/b/c.json", reference).to_string();
    assert_eq!(location("#/definitions/X"), "a/b/c.json#/definitions/X");
    assert_eq!(location("./examples/x.json"), "a/b/examples/x.json#");
    assert_eq!(location("../../d/e.json#/parameters/Y"), "d/e.json#/parameters/Y");
}
