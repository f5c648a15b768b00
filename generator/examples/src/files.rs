//! The raw specification: its files as JSON values, and where a `$ref` leads.
//!
//! In: the input files and the folder they may not leave. Out: [`Files`], which holds every file that any `$ref` of the
//! inputs reaches, and [`Node`]s that point into them. Must not know: the generator's own reader of documents. The
//! check would prove nothing if a reference were followed by the code that it checks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::text::decode;
use crate::error::Error;

/// Every file of a specification, read once.
#[derive(Debug)]
pub(crate) struct Files {
    root: PathBuf,
    corrected: BTreeMap<PathBuf, Value>,
    files: Vec<File>,
    by_path: BTreeMap<PathBuf, usize>,
    inputs: usize,
}

/// One file of a specification.
#[derive(Debug)]
struct File {
    path: PathBuf,
    value: Value,
}

/// A value of a specification, and the file it stands in (which its relative references start from).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    file: usize,
    /// The value as written.
    pub value: &'a Value,
}

impl<'a> Node<'a> {
    /// A member of an object.
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| Self { file: self.file, value })
    }

    /// The text of a member.
    pub(crate) fn text(self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }

    /// Returns the boolean of a member.
    pub(crate) fn flag(self, key: &str) -> Option<bool> {
        self.value.get(key)?.as_bool()
    }

    /// The members of an object; none of anything else.
    pub(crate) fn members(self) -> impl Iterator<Item = (&'a str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(key, value)| (key.as_str(), Self { file: self.file, value }))
    }

    /// The elements of an array; none of anything else.
    pub(crate) fn elements(self) -> impl Iterator<Item = Self> {
        let elements = self.value.as_array().into_iter().flatten();
        elements.map(move |value| Self { file: self.file, value })
    }

    /// Tells one value of a specification from every other: its address, which is fixed while the files are borrowed.
    pub(crate) fn identity(self) -> usize {
        std::ptr::from_ref(self.value).addr()
    }
}

impl Files {
    /// Reads the inputs and every file that they refer to, documented examples aside. What directives of a readme made
    /// of a file, by its canonical path, takes its place.
    pub(crate) fn read(inputs: &[PathBuf], root: &Path, corrected: &BTreeMap<PathBuf, Value>) -> Result<Self, Error> {
        let root = normalise(&absolute(root)?);
        let corrected = corrected.clone();
        let mut files = Self { root, corrected, files: Vec::new(), by_path: BTreeMap::new(), inputs: 0 };
        for input in inputs {
            files.read_one(&normalise(&absolute(input)?))?;
        }
        files.inputs = files.files.len();
        // The list grows while it is walked: a file that was reached may refer to others.
        let mut next = 0;
        while next < files.files.len() {
            let mut references = Vec::new();
            collect_references(&files.files[next].value, &mut references);
            let paths: Vec<PathBuf> =
                references.iter().filter_map(|reference| files.path_of(next, reference)).collect();
            for path in paths {
                files.read_one(&path)?;
            }
            next += 1;
        }
        Ok(files)
    }

    /// One input file that is not on any disk.
    #[cfg(test)]
    pub(super) fn of(value: Value) -> Self {
        let file = File { path: PathBuf::from("/specification/api.json"), value };
        let root = PathBuf::from("/specification");
        Self { root, corrected: BTreeMap::new(), files: vec![file], by_path: BTreeMap::new(), inputs: 1 }
    }

    /// The input files, in the order they were given.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = Node<'_>> {
        self.all().take(self.inputs)
    }

    /// The input files, then every file that they reach.
    pub(crate) fn all(&self) -> impl Iterator<Item = Node<'_>> {
        self.files.iter().enumerate().map(|(file, it)| Node { file, value: &it.value })
    }

    /// Follows a `$ref` that stands in the file of `from`.
    pub(crate) fn follow(&self, from: Node<'_>, reference: &str) -> Option<Node<'_>> {
        let (_, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = match self.path_of(from.file, reference) {
            Some(path) => *self.by_path.get(&path)?,
            None if reference.starts_with('#') => from.file,
            None => return None,
        };
        let value = &self.files[file].value;
        let value = value.pointer(pointer).or_else(|| value.pointer(&decode(pointer, false)))?;
        Some(Node { file, value })
    }

    /// Follows `$ref` after `$ref`; the node itself when it has none. None when one leads nowhere or in a circle.
    pub(crate) fn resolve<'a>(&'a self, node: Node<'a>) -> Option<Node<'a>> {
        let mut node = node;
        // The specifications never chain more than two; a chain this long is a circle.
        for _ in 0..32 {
            match node.text("$ref") {
                Some(reference) => node = self.follow(node, reference)?,
                None => return Some(node),
            }
        }
        None
    }

    /// The path of a file named by a reference without a fragment, such as a documented example.
    pub(crate) fn path_from(&self, from: Node<'_>, reference: &str) -> Option<PathBuf> {
        self.path_of(from.file, reference)
    }

    /// How a file is named in a report: relative to the root, with `/`.
    pub(crate) fn name_of(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.components().map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// The name of the file that a value stands in.
    pub(crate) fn file_name(&self, node: Node<'_>) -> String {
        self.name_of(&self.files[node.file].path)
    }

    /// The other file that a reference names; none when it stays in its own file, is a URL, or leaves the root.
    fn path_of(&self, from: usize, reference: &str) -> Option<PathBuf> {
        let file = reference.split('#').next().unwrap_or_default();
        if file.is_empty() || file.contains("://") {
            return None;
        }
        let folder = self.files[from].path.parent()?;
        let path = normalise(&folder.join(decode(&file.replace('\\', "/"), false)));
        path.starts_with(&self.root).then_some(path)
    }

    /// Reads a file unless it was read before.
    fn read_one(&mut self, path: &Path) -> Result<(), Error> {
        if !self.by_path.contains_key(path) {
            let corrected = fs::canonicalize(path).ok().and_then(|it| self.corrected.remove(&it));
            let value = corrected.map_or_else(|| read_value(path), Ok)?;
            self.by_path.insert(path.to_owned(), self.files.len());
            self.files.push(File { path: path.to_owned(), value });
        }
        Ok(())
    }
}

/// Reads one JSON or YAML file.
pub(crate) fn read_value(path: &Path) -> Result<Value, Error> {
    let unreadable = |reason: String| Error::Unreadable { path: path.to_owned(), reason };
    let bytes = fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match path.extension().and_then(|it| it.to_str()) {
        Some("yaml" | "yml") => serde_yaml::from_slice(bytes).map_err(|error| unreadable(error.to_string())),
        _ => serde_json::from_slice(bytes).map_err(|error| unreadable(error.to_string())),
    }
}

/// Every `$ref` text below a value. Examples are files of their own kind and are read when they are checked.
fn collect_references<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(reference) if key == "$ref" => references.push(reference),
                    _ if key == "x-ms-examples" => {}
                    _ => collect_references(member, references),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|it| collect_references(it, references)),
        _ => {}
    }
}

/// The path from the root of the file system.
fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|error| Error::Unreadable { path: path.to_owned(), reason: error.to_string() })
}

/// Takes `.` and `..` out of a path by its text alone, so that two spellings of one file are one file.
fn normalise(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn follows_references_over_files_and_stays_below_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("specification");
        write(folder.path(), "outside.json", r#"{"definitions":{"Secret":{"type":"string"}}}"#);
        write(&root, "common/types.json", r#"{"definitions":{"A~b/c":{"$ref":"../rp/main.json#/definitions/Own"}}}"#);
        let main = write(
            &root,
            "rp/main.json",
            r##"{"definitions":{"Own":{"type":"boolean"},
                "There":{"$ref":"..\\common\\types.json#/definitions/A~0b~1c"},
                "Out":{"$ref":"../../outside.json#/definitions/Secret"},
                "Circle":{"$ref":"#/definitions/Circle"}}}"##,
        );
        let files = Files::read(&[main], &root, &BTreeMap::new()).unwrap();
        assert_eq!(files.all().count(), 2);
        assert_eq!(files.inputs().count(), 1);
        let definitions = files.inputs().next().unwrap().get("definitions").unwrap();
        let there = files.resolve(definitions.get("There").unwrap()).unwrap();
        assert_eq!(there.text("type"), Some("boolean"));
        assert_eq!(files.file_name(there), "rp/main.json");
        assert!(files.resolve(definitions.get("Out").unwrap()).is_none());
        assert!(files.resolve(definitions.get("Circle").unwrap()).is_none());
    }
}
