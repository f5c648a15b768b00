//! What [`load`](super::load()) hands on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::links::{Link, Links};
use super::{Sources, paths};
use crate::diagnostics::{FileId, Location};
use crate::document::{Document, Fragment, Kind, Node, Schema, openapi, swagger};

/// Every document of a run, with every `$ref` led to its target.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub sources: Arc<Sources>,
    /// The inputs, in order and each once; then the files that are reached by `$ref`, sorted by path.
    pub documents: Vec<Document>,
    /// How many of the documents are inputs.
    pub input_count: usize,
    /// The documented examples that the operations refer to, as written; empty unless they were asked for.
    pub examples: BTreeMap<FileId, Value>,
    /// The files that directives changed, as they are now.
    pub corrected: BTreeMap<FileId, Value>,
    /// The folder that no `$ref` leaves.
    pub root: PathBuf,
    /// Every `$ref` that leads somewhere: from where it stands to where it leads.
    pub(super) references: BTreeMap<Location, Location>,
    pub(super) by_file: BTreeMap<FileId, usize>,
    pub(super) fragments: BTreeMap<(Location, Kind), Fragment>,
    pub(super) links: Links,
}

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

    /// Where the `$ref`s at and below a place lead, in the order of their pointers.
    pub fn references_below<'l>(&'l self, place: &'l Location) -> impl Iterator<Item = &'l Location> {
        let prefix = place.pointer.as_str();
        let same_start = self
            .references
            .range(place..)
            .take_while(move |(from, _)| from.file == place.file && from.pointer.as_str().starts_with(prefix));
        // `/definitions/Disk` is a prefix of `/definitions/DiskList` too.
        let below = same_start.filter(move |(from, _)| {
            let rest = &from.pointer.as_str()[prefix.len()..];
            rest.is_empty() || rest.starts_with('/')
        });
        below.map(|(_, to)| to)
    }

    /// What a `$ref` of some kind finds at a place.
    pub fn node_at(&self, location: &Location, kind: Kind) -> Option<Node<'_>> {
        let node = self.document(location.file).and_then(|document| document.node_at(&location.pointer));
        node.filter(|node| node.kind() == kind)
            .or_else(|| self.fragments.get(&(location.clone(), kind)).map(Fragment::node))
    }

    /// The schema at a place: a definition, or anything inside one.
    pub fn schema_at(&self, location: &Location) -> Option<&Schema> {
        match self.node_at(location, Kind::Schema)? {
            Node::Schema(it) => Some(it),
            _ => None,
        }
    }

    /// The Swagger 2.0 parameter at a place.
    pub fn swagger_parameter_at(&self, location: &Location) -> Option<&swagger::Parameter> {
        match self.node_at(location, Kind::Parameter)? {
            Node::SwaggerParameter(it) => Some(it),
            _ => None,
        }
    }

    /// The Swagger 2.0 response at a place.
    pub fn swagger_response_at(&self, location: &Location) -> Option<&swagger::Response> {
        match self.node_at(location, Kind::Response)? {
            Node::SwaggerResponse(it) => Some(it),
            _ => None,
        }
    }

    /// The OpenAPI 3.0 parameter at a place.
    pub fn openapi_parameter_at(&self, location: &Location) -> Option<&openapi::Parameter> {
        match self.node_at(location, Kind::Parameter)? {
            Node::OpenApiParameter(it) => Some(it),
            _ => None,
        }
    }

    /// The OpenAPI 3.0 response at a place.
    pub fn openapi_response_at(&self, location: &Location) -> Option<&openapi::Response> {
        match self.node_at(location, Kind::Response)? {
            Node::OpenApiResponse(it) => Some(it),
            _ => None,
        }
    }

    /// The OpenAPI 3.0 request body at a place.
    pub fn request_body_at(&self, location: &Location) -> Option<&openapi::RequestBody> {
        match self.node_at(location, Kind::RequestBody)? {
            Node::RequestBody(it) => Some(it),
            _ => None,
        }
    }

    /// The OpenAPI 3.0 header at a place.
    pub fn header_at(&self, location: &Location) -> Option<&openapi::Header> {
        match self.node_at(location, Kind::Header)? {
            Node::Header(it) => Some(it),
            _ => None,
        }
    }

    /// Where a reference in a file leads that is written in an extension: `final-state-schema`, `x-ms-odata`, the
    /// mapping of a discriminator. Whether something is there is for the caller to see.
    pub fn resolve(&self, from: FileId, reference: &str) -> Option<Location> {
        let (file, fragment) = paths::split(reference);
        match self.links.get(from, file)? {
            Link::File(file) => Some(Location { file, pointer: paths::pointer(fragment)? }),
            Link::Refused(_) => None,
        }
    }

    /// The example that the `$ref` of an `x-ms-examples` member leads to.
    pub fn example(&self, from: FileId, reference: &str) -> Option<(FileId, &Value)> {
        let location = self.resolve(from, reference)?;
        self.examples.get_key_value(&location.file).map(|(file, example)| (*file, example))
    }
}
