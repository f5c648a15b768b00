//! The result of [`load`](super::load()).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::edit::Unchanged;
use super::inputs::Parsed;
use super::links::{Link, Links};
use super::paths;
use crate::api::{Header, Parameter, RequestBody, Schema};
use crate::document::{Document, Fragment, Node, OrReference, ReferenceKind, Response};
use crate::text::{FileId, Location, Sources};

/// Every document of a run, with the target of every `$ref`.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub sources: Arc<Sources>,
    /// The inputs, in order and each once; then the files that are reached by `$ref`, sorted by path.
    pub documents: Vec<Document>,
    /// The number of documents that are inputs.
    pub input_count: usize,
    /// The documented examples that the operations refer to, as written; empty unless they were requested.
    pub examples: BTreeMap<FileId, Arc<Value>>,
    /// The value of each file.
    pub parsed: BTreeMap<FileId, Parsed>,
    /// The outcome of each edit (by its index) in each file that it is about.
    pub edits: Vec<(usize, FileId, Result<(), Unchanged>)>,
    /// The targets of `$ref`s that do not exist.
    pub unresolved: Vec<(Location, ReferenceKind)>,
    /// The folder that no `$ref` leaves.
    pub root: PathBuf,
    /// Every `$ref` that is resolved: from its location to that of its target.
    pub(super) references: BTreeMap<Location, Location>,
    pub(super) by_file: BTreeMap<FileId, usize>,
    pub(super) fragments: BTreeMap<(Location, ReferenceKind), Fragment>,
    pub(super) links: Links,
}

/// The object of some kind at a location.
pub(super) fn node_in<'l>(
    document: Option<&'l Document>,
    fragments: &'l BTreeMap<(Location, ReferenceKind), Fragment>,
    wanted: &(Location, ReferenceKind),
) -> Option<Node<'l>> {
    let node = document.and_then(|document| document.node_at(&wanted.0.pointer));
    node.filter(|node| node.kind() == wanted.1).or_else(|| fragments.get(wanted).map(Fragment::node))
}

/// The maximum number of `$ref`s in a row; real specifications have two. Cycles were reported before.
const MAX_CHAIN: usize = 64;

impl Loaded {
    /// The document of a file.
    pub fn document(&self, file: FileId) -> Option<&Document> {
        self.by_file.get(&file).and_then(|index| self.documents.get(*index))
    }

    /// The path of a file below the root, with `/`: the same on every machine.
    pub fn relative_name(&self, file: FileId) -> String {
        let path = self.sources.path(file);
        paths::slashes(path.strip_prefix(&self.root).unwrap_or(Path::new(self.sources.name(file))))
    }

    /// The documents of the input files.
    pub fn inputs(&self) -> &[Document] {
        self.documents.get(..self.input_count).unwrap_or(&self.documents)
    }

    /// The targets of the `$ref`s at and below a location, in the order of their pointers.
    pub fn references_below<'l>(&'l self, location: &'l Location) -> impl Iterator<Item = &'l Location> {
        let prefix = location.pointer.as_str();
        let same_start = self
            .references
            .range(location..)
            .take_while(move |(from, _)| from.file == location.file && from.pointer.as_str().starts_with(prefix));
        // `/definitions/Disk` is a prefix of `/definitions/DiskList` too.
        let below = same_start.filter(move |(from, _)| {
            let rest = &from.pointer.as_str()[prefix.len()..];
            rest.is_empty() || rest.starts_with('/')
        });
        below.map(|(_, to)| to)
    }

    /// The object that a `$ref` of some kind finds at a location.
    pub fn node_at(&self, location: &Location, kind: ReferenceKind) -> Option<Node<'_>> {
        node_in(self.document(location.file), &self.fragments, &(location.clone(), kind))
    }

    /// The schema at a location: a definition, or anything inside one.
    pub fn schema_at(&self, location: &Location) -> Option<&Schema> {
        match self.node_at(location, ReferenceKind::Schema)? {
            Node::Schema(it) => Some(it),
            _ => None,
        }
    }

    /// The schema of a definition of an input or reached file, to be taken from it.
    pub(crate) fn definition_mut(&mut self, location: &Location) -> Option<&mut Schema> {
        let document = self.by_file.get(&location.file).and_then(|index| self.documents.get_mut(*index))?;
        let schema = document.schemas.get_mut(&location.pointer.tokens().last()?)?;
        Some(schema).filter(|it| it.location == *location)
    }

    /// A parameter, its `$ref`s followed.
    pub fn parameter<'l>(&'l self, written: &'l OrReference<Parameter>) -> Option<&'l Parameter> {
        self.follow(written, ReferenceKind::Parameter, |node| match node {
            Node::Parameter(it) => Some(it),
            _ => None,
        })
    }

    /// A response, its `$ref`s followed.
    pub fn response<'l>(&'l self, written: &'l OrReference<Response>) -> Option<&'l Response> {
        self.follow(written, ReferenceKind::Response, |node| match node {
            Node::Response(it) => Some(it),
            _ => None,
        })
    }

    /// A request body, its `$ref`s followed.
    pub fn request_body<'l>(&'l self, written: &'l OrReference<RequestBody>) -> Option<&'l RequestBody> {
        self.follow(written, ReferenceKind::RequestBody, |node| match node {
            Node::RequestBody(it) => Some(it),
            _ => None,
        })
    }

    /// A response header, its `$ref`s followed.
    pub fn header<'l>(&'l self, written: &'l OrReference<Header>) -> Option<&'l Header> {
        self.follow(written, ReferenceKind::Header, |node| match node {
            Node::Header(it) => Some(it),
            _ => None,
        })
    }

    fn follow<'l, T>(
        &'l self,
        mut written: &'l OrReference<T>,
        kind: ReferenceKind,
        of_kind: impl Fn(Node<'l>) -> Option<&'l OrReference<T>>,
    ) -> Option<&'l T> {
        for _ in 0..MAX_CHAIN {
            match written {
                OrReference::Item(item) => return Some(item),
                OrReference::Reference(it) => written = of_kind(self.node_at(it.target.as_ref()?, kind)?)?,
            }
        }
        None
    }

    /// The target of a reference in a file that is written in an extension, as `final-state-schema` is. The caller
    /// finds out whether it exists.
    pub fn resolve(&self, from: FileId, reference: &str) -> Option<Location> {
        let (file, fragment) = paths::split(reference);
        match self.links.get(from, file)? {
            Link::File(file) => Some(Location { file, pointer: paths::pointer(fragment)? }),
            Link::Refused(_) => None,
        }
    }

    /// The example that the `$ref` of an `x-ms-examples` member refers to.
    pub fn example(&self, from: FileId, reference: &str) -> Option<&Arc<Value>> {
        let location = self.resolve(from, reference)?;
        self.examples.get(&location.file)
    }
}
