//! Reads the inputs and everything they refer to.
//!
//! Files are read in rounds, each round in parallel: the inputs, then what they refer to, then what that refers to.
//! Numbers of files are given out between the rounds, sorted by path, so that two runs give the same ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde_json::Value;

use super::directive::{self, Directive};
use super::links::{Link, Links};
use super::parse::{self, Format};
use super::paths::{self, Root};
use super::{Inputs, Loaded, Sources, examples, resolve};
use crate::diagnostics::{Code, Diagnostics, FileId, Location};
use crate::document::{self, Dialect, Document, Fragment, Kind, Reference, Role};

/// Reads every file of a run. What cannot be read is reported and left out.
pub fn load(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Loaded {
    let mut sources = inputs.sources.clone();
    let files = find_inputs(inputs, &mut sources, diagnostics);
    let root = find_root(inputs, &files, diagnostics);
    let mut loader = Loader::new(sources, root, &inputs.directives);
    let mut order = Vec::new();
    let mut round = BTreeMap::new();
    for (path, written) in &files {
        let file = loader.sources.add(path.clone(), paths::slashes(written), None);
        if round.insert(file, Role::Input).is_none() {
            order.push(file);
        }
    }
    loader.read(round, diagnostics);
    resolve::resolve(&mut loader, diagnostics);
    let examples = if inputs.read_examples { examples::read(&mut loader, diagnostics) } else { BTreeMap::new() };
    loader.report_unused_directives(diagnostics);
    loader.finish(&order, examples, diagnostics)
}

/// The canonical path of each input, with the path as the user wrote it.
fn find_inputs<'i>(
    inputs: &'i Inputs,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<(PathBuf, &'i Path)> {
    if inputs.files.is_empty() {
        let help = "name files with `--input`, or a readme with `--readme`";
        diagnostics.error(Code::UnreadableFile, None, "there is no input file", help);
    }
    let mut files = Vec::new();
    for written in &inputs.files {
        match fs::canonicalize(written) {
            Ok(path) => files.push((path, written.as_path())),
            Err(error) => {
                let file = sources.add(written.clone(), paths::slashes(written), None);
                report_unreadable(file, &error, diagnostics);
            }
        }
    }
    files
}

fn find_root(inputs: &Inputs, files: &[(PathBuf, &Path)], diagnostics: &mut Diagnostics) -> Root {
    let chosen = inputs.root.as_ref().and_then(|root| {
        let report = |error| {
            let (reason, _) = parse::explain(&error);
            let message = format!("the root folder `{}` cannot be read: {reason}", paths::slashes(root));
            let help = "`--root` names an existing folder that holds every file";
            diagnostics.error(Code::UnreadableFile, None, message, help);
        };
        fs::canonicalize(root).map_err(report).ok()
    });
    Root::new(chosen, files)
}

fn report_unreadable(file: FileId, error: &std::io::Error, diagnostics: &mut Diagnostics) {
    let (reason, help) = parse::explain(error);
    let message = format!("the file cannot be read: {reason}");
    diagnostics.error(Code::UnreadableFile, Location::file(file), message, help);
}

/// What was read so far.
pub(super) struct Loader<'i> {
    pub(super) root: Root,
    pub(super) sources: Sources,
    pub(super) links: Links,
    pub(super) documents: BTreeMap<FileId, Document>,
    pub(super) fragments: BTreeMap<(Location, Kind), Fragment>,
    /// Every file that some round read or tried to read.
    seen: BTreeSet<FileId>,
    directives: &'i [Directive],
    /// The places in the list of the directives that changed a file.
    used: BTreeSet<usize>,
    /// The files that were changed, as they are now.
    corrected: BTreeMap<FileId, Value>,
}

/// A file after it was read.
struct ReadFile {
    file: FileId,
    text: Option<Arc<str>>,
    document: Option<Document>,
    /// The files it names in its `$ref`s, as written.
    written: BTreeSet<String>,
    /// The directives that changed it, and what became of it then.
    used: Vec<usize>,
    corrected: Option<Value>,
    diagnostics: Diagnostics,
}

impl<'i> Loader<'i> {
    fn new(sources: Sources, root: Root, directives: &'i [Directive]) -> Self {
        Self {
            root,
            sources,
            links: Links::default(),
            documents: BTreeMap::new(),
            fragments: BTreeMap::new(),
            seen: BTreeSet::new(),
            directives,
            used: BTreeSet::new(),
            corrected: BTreeMap::new(),
        }
    }

    fn report_unused_directives(&self, diagnostics: &mut Diagnostics) {
        let unused = self.directives.iter().enumerate().filter(|(index, _)| !self.used.contains(index));
        unused.for_each(|(_, directive)| directive.report_unused(diagnostics));
    }

    /// Reads files, and the files they refer to, and so on.
    pub(super) fn read(&mut self, mut round: BTreeMap<FileId, Role>, diagnostics: &mut Diagnostics) {
        while !round.is_empty() {
            self.seen.extend(round.keys());
            let (sources, directives) = (&self.sources, self.directives);
            let read: Vec<ReadFile> = round
                .into_par_iter()
                .map(|(file, role)| read_file(sources.path(file), file, role, directives))
                .collect();
            let mut written = Vec::new();
            for it in read {
                diagnostics.extend(it.diagnostics);
                self.used.extend(it.used);
                self.corrected.extend(it.corrected.map(|value| (it.file, value)));
                if let Some(text) = it.text {
                    self.sources.set_text(it.file, text);
                }
                if let Some(document) = it.document {
                    written.extend(it.written.into_iter().map(|text| (it.file, document.dialect(), text)));
                    self.documents.insert(it.file, document);
                }
            }
            round = self.link(written);
        }
    }

    /// Finds the files that files name, and gives them numbers; answers those that are to be read.
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
            if !self.seen.contains(&file) {
                round.insert(file, Role::Referenced(dialect));
            }
        }
        round
    }

    fn finish(mut self, order: &[FileId], examples: BTreeMap<FileId, Value>, diagnostics: &mut Diagnostics) -> Loaded {
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
            corrected: self.corrected,
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

fn read_file(path: &Path, file: FileId, role: Role, directives: &[Directive]) -> ReadFile {
    let mut read = ReadFile {
        file,
        text: None,
        document: None,
        written: BTreeSet::new(),
        used: Vec::new(),
        corrected: None,
        diagnostics: Diagnostics::new(),
    };
    let text = match parse::read_text(path) {
        Ok(text) => text,
        Err(error) => {
            report_unreadable(file, &error, &mut read.diagnostics);
            return read;
        }
    };
    let mut value = parse::parse(file, &text, Format::of(path, &text), &mut read.diagnostics);
    read.text = Some(text);
    if let Some(value) = &mut value {
        read.used = directive::apply(directives, &paths::slashes(path), value);
        read.corrected = (!read.used.is_empty()).then(|| value.clone());
    }
    read.document = value.and_then(|value| document::read(value, file, role, &mut read.diagnostics));
    if let Some(document) = &mut read.document {
        read.written = files_named_in(document);
    }
    read
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
    for (_, extensions) in document.operations() {
        let schema = extensions.get("x-ms-long-running-operation-options").and_then(|it| it.get("final-state-schema"));
        if let Some(reference) = schema.and_then(Value::as_str) {
            add(reference);
        }
    }
    written
}
