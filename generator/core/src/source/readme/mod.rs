//! AutoRest's literate configuration: which files a service consists of, by tag.
//!
//! In: a readme, a tag, flags such as `package-policy`. Out: the input files and the other settings of the
//! configuration. A readme is a Markdown file with blocks of YAML; a block is read if the condition after its fence
//! is true, and the last of several equal keys wins. Must not know: the content of the input files.

use std::path::Path;

use crate::diagnostics::Diagnostics;

mod blocks;
mod choices;
mod condition;
mod configuration;
mod survey;

pub use choices::ReadmeChoices;
pub use configuration::Readme;
pub use survey::{ServiceReadme, Skipped, Survey, survey};

/// Reads the configuration of a tag.
///
/// The tag may be left out when the readme has one of its own; flags are names such as `package-policy`.
pub fn read(path: &Path, tag: Option<&str>, flags: &[String]) -> Result<Readme, Diagnostics> {
    configuration::read(path, tag, flags)
}

/// Reads the choices of a readme.
pub fn offered(path: &Path) -> Result<ReadmeChoices, Diagnostics> {
    configuration::offered(path)
}
