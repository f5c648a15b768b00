//! Reads the documented examples that operations refer to.
//!
//! There are hundreds of them in files of their own: they are read in parallel and kept as values; their content is not
//! kept. A bad example never fails a run: the crate does not depend on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde_json::Value;

use super::links::Link;
use super::loader::Loader;
use super::{parse, paths};
use crate::diagnostics::{Code, Diagnostics};
use crate::text::{FileId, Format, Location, format};

/// The `$ref` of an example with its location.
struct ExampleReference {
    location: Location,
    written: String,
}

/// Every example that an operation of the loaded files refers to.
pub(super) fn read(loader: &mut Loader<'_>, diagnostics: &mut Diagnostics) -> BTreeMap<FileId, Arc<Value>> {
    let references = example_references(loader);
    let (root, sources) = (&loader.root, &loader.sources);
    let located: Vec<_> = references
        .into_par_iter()
        .map(|it| {
            let folder = sources.path(it.location.file).parent().unwrap_or(Path::new(""));
            (root.locate(folder, &it.written), it)
        })
        .collect();

    let mut found: BTreeMap<PathBuf, Vec<ExampleReference>> = BTreeMap::new();
    for (path, it) in located {
        match path {
            Ok(path) => found.entry(path).or_default().push(it),
            Err(refusal) => {
                let (code, message, help) = refusal.explain(&it.written);
                diagnostics.warning(code, it.location, message, help);
            }
        }
    }
    let mut files = Vec::new();
    for (path, users) in found {
        let file = loader.sources.add(path.clone(), loader.root.name_of(&path), None);
        for it in users {
            loader.links.insert(it.location.file, it.written, Link::File(file));
        }
        files.push((file, path));
    }
    let read: Vec<_> = files.into_par_iter().map(|(file, path)| (file, read_example(file, &path))).collect();
    let mut examples = BTreeMap::new();
    for (file, (value, found)) in read {
        diagnostics.extend(found);
        examples.extend(value.map(|value| (file, Arc::new(value))));
    }
    examples
}

fn example_references(loader: &Loader<'_>) -> Vec<ExampleReference> {
    let mut references = Vec::new();
    for document in loader.documents.values() {
        for operation in document.operations().map(|it| &it.operation) {
            let Some(examples) = operation.extensions.get("x-ms-examples").and_then(Value::as_object) else { continue };
            for (name, example) in examples {
                let Some(reference) = example.get("$ref").and_then(Value::as_str) else { continue };
                let (written, _) = paths::split(reference);
                references.push(ExampleReference {
                    location: operation.location.child("x-ms-examples").child(name).child("$ref"),
                    written: written.to_owned(),
                });
            }
        }
    }
    references
}

fn read_example(file: FileId, path: &Path) -> (Option<Value>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let value = match format::read_text(path) {
        Ok(text) => parse::parse(file, &text, Format::detect(path, &text), &mut diagnostics),
        Err(error) => {
            let (reason, help) = format::explain(&error);
            let message = format!("the example cannot be read: {reason}");
            diagnostics.error(Code::InvalidExample, Location::file(file), message, help);
            None
        }
    };
    diagnostics.downgrade(Code::InvalidExample);
    (value, diagnostics)
}
