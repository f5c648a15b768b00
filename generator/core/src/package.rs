//! The files of a crate that are prose or manifest.
//!
//! In: the model and what a job says about its package. Out: `Cargo.toml`, `README.md` and the example program, from
//! the templates in `/templates`, which hold nothing but holes. What depends on the model is decided here. Text of a
//! specification is escaped for the place it goes to: a TOML string, a table of Markdown, a comment.
//! Must not know: tokens (only [`crate::emit`] does), the disk.

mod manifest;
mod program;
mod readme;
mod settings;
mod template;

pub use settings::{Runtime, Settings};

use crate::emit::{self, Context};
use crate::model::Model;
use crate::output::OutputFile;

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

/// Writes the files that are not modules.
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
