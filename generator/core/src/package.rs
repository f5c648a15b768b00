//! The files of a crate that are prose or manifest.
//!
//! In: the model and what a job says about its package. Out: `Cargo.toml`, `README.md` and the example program, from the
//! templates in `/templates`, which hold nothing but holes. What depends on the model is decided here. Text of a
//! specification is escaped for the place it goes to: a TOML string, a table of Markdown, a comment.
//! Must not know: tokens (only [`crate::emit`] does), the disk.

mod manifest;
mod program;
mod readme;
mod template;

use crate::emit::{self, Context};
use crate::model::Model;
use crate::output::OutputFile;

/// What a job says about the package.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The package: `arm-compute`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub license: String,
    /// How its manifest finds the runtime.
    pub runtime: Runtime,
    /// Whether it is a member of a workspace above it; if not, it is a workspace of its own, so that it builds anywhere.
    pub workspace_member: bool,
    /// The `operationId` of the operation that the README and the example program show, when it is not to be chosen.
    pub example: Option<String>,
    /// What the crate says about its origin.
    pub emit: emit::Settings,
}

/// How a generated manifest finds `armsmith-runtime`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Runtime {
    /// In a folder, relative to the crate, with `/` between the parts.
    Path(String),
    /// In the registry.
    Version(String),
}

/// The name under which a package is imported.
pub fn library_name(package: &str) -> String {
    package.replace('-', "_")
}

/// Whether an operation of the model can be shown as the example: it exists, and its documented example is complete.
pub fn can_show(model: &Model, settings: &Settings, operation_id: &str) -> bool {
    let context = Context::new(model, &settings.emit);
    program::operations(model).any(|(group, operation)| {
        operation.id == operation_id && emit::example::of_method(&context, group, operation).is_some()
    })
}

/// Writes the files that are no modules.
pub fn package(model: &Model, settings: &Settings) -> Vec<OutputFile> {
    let context = Context::new(model, &settings.emit);
    let example = program::choose(&context, settings);
    let shown = example.as_ref();
    let mut files = vec![
        OutputFile { path: "Cargo.toml".to_owned(), content: manifest::manifest(model, settings, shown) },
        OutputFile { path: "README.md".to_owned(), content: readme::readme(&context, settings, shown) },
    ];
    if let Some(example) = example {
        let path = format!("examples/{}.rs", example.name);
        files.push(OutputFile { path, content: program::program(&context, &example) });
    }
    files
}
