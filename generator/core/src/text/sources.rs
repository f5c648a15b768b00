//! The files of a run, each with its path, its name in messages, and its content.
//!
//! Contents are shared, so that a copy of the collection is cheap. The content of a documented example is not kept:
//! there are hundreds of them and only a diagnostic ever shows one, so it is read again then.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::format::{self, Format};
use super::positions::{self, Spans};
use super::{FileId, JsonPointer};

/// Every file of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<File>,
    by_path: BTreeMap<PathBuf, FileId>,
}

#[derive(Clone, Debug)]
struct File {
    path: PathBuf,
    name: String,
    text: Option<Arc<str>>,
}

impl Sources {
    /// Adds a file, or sets its content if it was added before.
    ///
    /// The path identifies the file; the name is for messages.
    pub fn add(&mut self, path: PathBuf, name: impl Into<String>, text: Option<Arc<str>>) -> FileId {
        if let Some(&file) = self.by_path.get(&path) {
            if text.is_some() {
                self.files[file.0 as usize].text = text;
            }
            return file;
        }
        // More than four thousand million files do not fit into memory.
        let file = FileId(self.files.len() as u32);
        self.by_path.insert(path.clone(), file);
        self.files.push(File { path, name: name.into(), text });
        file
    }

    /// Sets the content of a file.
    pub(crate) fn set_text(&mut self, file: FileId, text: Arc<str>) {
        if let Some(it) = self.files.get_mut(file.0 as usize) {
            it.text = Some(text);
        }
    }

    /// Returns `true` if no file was added.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The number of files. A [`FileId`] counts from zero.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// The file with a path, which has to be spelt as it was added.
    pub fn find(&self, path: &Path) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// The path that was read.
    pub fn path(&self, file: FileId) -> &Path {
        self.files.get(file.0 as usize).map_or(Path::new(""), |it| &it.path)
    }

    /// The paths of all files, sorted.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.by_path.keys().cloned().collect()
    }

    /// The name of the file in messages: the path as the user would write it, with `/`.
    pub fn name(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |it| &it.name)
    }

    /// The content without a byte order mark; `None` if the file cannot be read.
    pub fn text(&self, file: FileId) -> Option<Arc<str>> {
        let it = self.files.get(file.0 as usize)?;
        it.text.clone().or_else(|| format::read_text(&it.path).ok())
    }

    /// The positions of values in the text of a file: the span of each pointer, or of the innermost value on the path
    /// to it.
    pub fn spans(&self, file: FileId, text: &str, pointers: &[JsonPointer]) -> BTreeMap<JsonPointer, Spans> {
        match Format::detect(self.path(file), text) {
            Format::Json => positions::json::locate(text, pointers),
            Format::Yaml => positions::yaml::locate(text, pointers),
            Format::Toml => positions::toml::locate(text, pointers),
            Format::Markdown => BTreeMap::new(),
        }
    }
}
