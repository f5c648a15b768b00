//! AutoRest's literate configuration: which files a service consists of, by tag.
//!
//! In: a readme, a tag, flags such as `package-policy`. Out: the input files and the other settings of the
//! configuration. A readme is a Markdown file with blocks of YAML; a block counts when the condition behind its fence
//! holds, and the last of several equal keys wins. Must not know: the content of the input files.

use std::fs;
use std::path::{Path, PathBuf};

use super::Inputs;
use super::directive::Directive;
use crate::diagnostics::Diagnostics;
use crate::text::{FileId, Sources};

mod blocks;
mod condition;
mod configuration;
mod offer;
mod survey;

pub use offer::{Offer, offered};
pub use survey::{Candidate, Skipped, Survey, survey};

/// The configuration of a readme for one tag.
#[derive(Clone, Debug)]
pub struct Readme {
    /// The readme among the sources.
    pub file: FileId,
    /// The sources, so far only the readme: they go into [`Inputs::sources`], and locations stay valid.
    pub sources: Sources,
    /// `input-file`: each file once, in order; relative to where the readme's path is relative to.
    pub inputs: Vec<PathBuf>,
    /// The tag that was asked for, or else the readme's own.
    pub tag: Option<String>,
    /// `title`
    pub title: Option<String>,
    /// `openapi-type`: `arm`, `data-plane`
    pub openapi_type: Option<String>,
    /// `directive`: the changes of the input files that are followed, in order.
    pub directives: Vec<Directive>,
    /// The tags and packages to choose from.
    pub offer: Offer,
    /// Warnings and notes.
    pub warnings: Diagnostics,
}

impl Readme {
    /// The input files of the tag, ready to be loaded.
    pub fn to_inputs(&self) -> Inputs {
        Inputs {
            files: self.inputs.clone(),
            sources: self.sources.clone(),
            directives: self.directives.clone(),
            ..Inputs::default()
        }
    }
}

/// Reads the configuration of a tag.
///
/// The tag may be left out when the readme has one of its own; flags are names such as `package-policy`.
pub fn read(path: &Path, tag: Option<&str>, flags: &[String]) -> Result<Readme, Diagnostics> {
    configuration::read(path, tag, flags)
}

/// The readme itself: a folder means the readme in it, and the case of its name does not matter.
fn find_readme(path: &Path) -> PathBuf {
    let (folder, wanted) = if path.is_dir() {
        (path, "readme.md".to_owned())
    } else if path.exists() {
        return path.to_owned();
    } else {
        let name = path.file_name().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
        (path.parent().unwrap_or(Path::new("")), name)
    };
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(listed).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
    names.sort();
    match names.into_iter().find(|name| name.to_string_lossy().to_lowercase() == wanted) {
        Some(name) => folder.join(name),
        None => path.to_owned(),
    }
}
