//! The files that the `$ref`s of each file refer to.

use std::collections::BTreeMap;

use super::paths::Refusal;
use crate::text::FileId;

/// The target of the file part of a `$ref`.
#[derive(Clone, Debug)]
pub(super) enum Link {
    File(FileId),
    Refused(Refusal),
}

/// The file parts of all `$ref`s as they are written, by the file they are written in.
#[derive(Debug, Default)]
pub(super) struct Links {
    by_file: BTreeMap<FileId, BTreeMap<String, Link>>,
}

impl Links {
    /// The link of a file part. An empty one refers to the file itself.
    pub(super) fn get(&self, from: FileId, written: &str) -> Option<Link> {
        if written.is_empty() {
            return Some(Link::File(from));
        }
        self.by_file.get(&from)?.get(written).cloned()
    }

    pub(super) fn contains(&self, from: FileId, written: &str) -> bool {
        written.is_empty() || self.by_file.get(&from).is_some_and(|links| links.contains_key(written))
    }

    pub(super) fn insert(&mut self, from: FileId, written: String, link: Link) {
        self.by_file.entry(from).or_default().insert(written, link);
    }
}
