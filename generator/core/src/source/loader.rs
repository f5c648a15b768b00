//! The files of a run while they are being read.
//!
//! Files are read in rounds, each round in parallel: the inputs, then what they refer to, then what that refers to.
//! Files are numbered between the rounds, sorted by path, so that the numbers are the same in each run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde_json::Value;

use super::edit::Unchanged;
use super::inputs::{Inputs, Parsed};
use super::links::{Link, Links};
use super::loaded::{Loaded, node_in};
use super::paths::{self, Root};
use super::{directive, parse};
use crate::api::Reference;
use crate::diagnostics::{Code, Diagnostics};
use crate::document::{self, Dialect, Document, Fragment, Node, ReferenceKind, Role};
use crate::text::{FileId, Format, Location, Sources, format};

/// The location that a reference refers to, and the required kind of object.
pub(super) type Wanted = (Location, ReferenceKind);

/// The files that are read so far.
pub(super) struct Loader<'i> {
    inputs: &'i Inputs,
    pub(super) root: Root,
    pub(super) sources: Sources,
    pub(super) links: Links,
    pub(super) documents: BTreeMap<FileId, Document>,
    pub(super) fragments: BTreeMap<Wanted, Fragment>,
    /// The targets that do not exist.
    pub(super) unresolved: Vec<Wanted>,
    /// Every file that some round read or tried to read.
    parsed: BTreeMap<FileId, Parsed>,
    /// The outcome of each edit in each file that it is about.
    edits: Vec<(usize, FileId, Result<(), Unchanged>)>,
}

/// A file after it was read.
struct ReadFile {
    file: FileId,
    text: Option<Arc<str>>,
    parsed: Parsed,
    document: Option<Document>,
    /// The files it names in its `$ref`s, as written.
    written: BTreeSet<String>,
    edits: Vec<(usize, FileId, Result<(), Unchanged>)>,
    diagnostics: Diagnostics,
}

impl<'i> Loader<'i> {
    pub(super) fn new(sources: Sources, root: Root, inputs: &'i Inputs) -> Self {
        Self {
            inputs,
            root,
            sources,
            links: Links::default(),
            documents: BTreeMap::new(),
            fragments: BTreeMap::new(),
            unresolved: Vec::new(),
            parsed: BTreeMap::new(),
            edits: Vec::new(),
        }
    }

    pub(super) fn report_unused_directives(&self, diagnostics: &mut Diagnostics) {
        let used: BTreeSet<usize> = self.parsed.values().flat_map(|it| it.used.iter().copied()).collect();
        let unused = self.inputs.directives.iter().enumerate().filter(|(index, _)| !used.contains(index));
        unused.for_each(|(_, directive)| directive.report_unused(diagnostics));
    }

    /// The value of a file, as directives and edits have left it.
    pub(super) fn value(&self, file: FileId) -> Option<&Arc<Value>> {
        self.parsed.get(&file)?.value.as_ref()
    }

    /// The object at a location, among the documents and the fragments.
    pub(super) fn node(&self, wanted: &Wanted) -> Option<Node<'_>> {
        node_in(self.documents.get(&wanted.0.file), &self.fragments, wanted)
    }

    /// Reads files, and the files they refer to, and so on.
    pub(super) fn read(&mut self, mut round: BTreeMap<FileId, Role>, diagnostics: &mut Diagnostics) {
        while !round.is_empty() {
            let (sources, inputs) = (&self.sources, self.inputs);
            let read: Vec<ReadFile> =
                round.into_par_iter().map(|(file, role)| read_file(sources.path(file), file, role, inputs)).collect();
            let mut written = Vec::new();
            for it in read {
                diagnostics.extend(it.diagnostics);
                self.parsed.insert(it.file, it.parsed);
                self.edits.extend(it.edits);
                if let Some(text) = it.text {
                    self.sources.set_text(it.file, text);
                }
                if let Some(document) = it.document {
                    written.extend(it.written.into_iter().map(|text| (it.file, document.dialect, text)));
                    self.documents.insert(it.file, document);
                }
            }
            round = self.link(written);
        }
    }

    /// Finds the files that files name, and numbers them. Returns those that are to be read.
    pub(super) fn link(&mut self, written: Vec<(FileId, Dialect, String)>) -> BTreeMap<FileId, Role> {
        let mut found: BTreeMap<PathBuf, (Dialect, Vec<(FileId, String)>)> = BTreeMap::new();
        for (from, dialect, text) in written {
            if self.links.contains(from, &text) {
                continue;
            }
            let folder = self.sources.path(from).parent().unwrap_or(Path::new(""));
            match self.root.locate(folder, &text) {
                Ok(path) => found.entry(path).or_insert_with(|| (dialect, Vec::new())).1.push((from, text)),
                Err(refusal) => self.links.insert(from, text, Link::Refused(refusal)),
            }
        }
        let mut round = BTreeMap::new();
        for (path, (dialect, users)) in found {
            let name = self.root.name_of(&path);
            let file = self.sources.add(path, name, None);
            for (from, text) in users {
                self.links.insert(from, text, Link::File(file));
            }
            if !self.parsed.contains_key(&file) {
                round.insert(file, Role::Referenced(dialect));
            }
        }
        round
    }

    pub(super) fn finish(
        mut self,
        order: &[FileId],
        examples: BTreeMap<FileId, Arc<Value>>,
        diagnostics: &mut Diagnostics,
    ) -> Loaded {
        let references = self.references();
        let mut rest = self.documents;
        let mut documents: Vec<Document> = order.iter().filter_map(|file| rest.remove(file)).collect();
        let input_count = documents.len();
        let mut reached: Vec<Document> = rest.into_values().collect();
        reached.sort_by_key(|document| self.sources.path(document.file()));
        documents.append(&mut reached);
        let sources = Arc::new(self.sources);
        diagnostics.attach(Arc::clone(&sources));
        Loaded {
            sources,
            by_file: documents.iter().enumerate().map(|(index, document)| (document.file(), index)).collect(),
            documents,
            input_count,
            examples,
            parsed: self.parsed,
            edits: self.edits,
            unresolved: self.unresolved,
            root: self.root.path().to_owned(),
            references,
            fragments: self.fragments,
            links: self.links,
        }
    }

    /// Every `$ref` with its target, now that all targets are known.
    fn references(&mut self) -> BTreeMap<Location, Location> {
        let mut references = BTreeMap::new();
        let mut note = |_, reference: &mut Reference| {
            if let Some(target) = &reference.target {
                references.insert(reference.location.clone(), target.clone());
            }
        };
        self.documents.values_mut().for_each(|it| it.visit_references(&mut note));
        self.fragments.values_mut().for_each(|it| it.visit_references(&mut note));
        references
    }
}

fn read_file(path: &Path, file: FileId, role: Role, inputs: &Inputs) -> ReadFile {
    let (text, parsed) = match inputs.parsed.get(&file) {
        Some(parsed) => (None, parsed.clone()),
        None => parse_file(path, file, inputs),
    };
    let mut read = ReadFile {
        file,
        text,
        document: None,
        written: BTreeSet::new(),
        edits: Vec::new(),
        diagnostics: parsed.problems.clone(),
        parsed,
    };
    let Some(value) = &mut read.parsed.value else { return read };
    let path = paths::slashes(path);
    for (index, it) in inputs.edits.iter().enumerate().filter(|(_, it)| paths::ends_with(&path, &it.file)) {
        let outcome = it.edit.apply(Arc::make_mut(value));
        read.parsed.is_corrected |= outcome.is_ok();
        read.edits.push((index, file, outcome));
    }
    read.document = document::read(value, file, role, &mut read.diagnostics);
    if let Some(document) = &mut read.document {
        read.written = files_named_in(document);
    }
    read
}

/// Parses a file and applies the directives.
fn parse_file(path: &Path, file: FileId, inputs: &Inputs) -> (Option<Arc<str>>, Parsed) {
    let mut parsed = Parsed::default();
    let text = match format::read_text(path) {
        Ok(text) => text,
        Err(error) => {
            let (reason, help) = format::explain(&error);
            let message = format!("the file cannot be read: {reason}");
            parsed.problems.error(Code::UnreadableFile, Location::file(file), message, help);
            return (None, parsed);
        }
    };
    if let Some(mut value) = parse::parse(file, &text, Format::detect(path, &text), &mut parsed.problems) {
        parsed.used = directive::apply(&inputs.directives, &paths::slashes(path), &mut value);
        parsed.is_corrected = !parsed.used.is_empty();
        parsed.value = Some(Arc::new(value));
    }
    (Some(text), parsed)
}

/// The file parts of all references of a document.
fn files_named_in(document: &mut Document) -> BTreeSet<String> {
    let mut written = BTreeSet::new();
    let mut add = |reference: &str| {
        let (file, _) = paths::split(reference);
        if !file.is_empty() && !written.contains(file) {
            written.insert(file.to_owned());
        }
    };
    document.visit_references(&mut |_, reference| add(&reference.raw));
    document.operations().filter_map(|it| it.final_state_schema()).for_each(add);
    written
}
