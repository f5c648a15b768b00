//! Packaging: the manifest, README and example program of a crate.
//!
//! In: the model and the [`Settings`] of the package. Out: `Cargo.toml`, `README.md` and the example program, from the
//! templates in `/templates`, which contain placeholders only. Decisions that depend on the model are made here. Text
//! of a specification is escaped for its context: a TOML string, a Markdown table, a comment. Must not know: tokens
//! (see [`crate::emit`]), the file system.

mod manifest;
mod program;
mod readme;
mod settings;
mod template;

pub use settings::{Runtime, Settings};

use crate::emit::{self, Context};
use crate::model::Model;
use crate::output::OutputFile;

/// Returns the crate name of a package.
pub fn library_name(package: &str) -> String {
    package.replace('-', "_")
}

/// Returns `true` if an operation can be the example: it exists, and its documented example is complete.
pub fn can_show(model: &Model, settings: &Settings, operation_id: &str) -> bool {
    let context = Context::new(model, &settings.emit);
    program::operations(model).any(|(group, operation)| {
        operation.id == operation_id && emit::example::of_method(&context, group, operation).is_some()
    })
}

/// Creates the files that are not modules.
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
