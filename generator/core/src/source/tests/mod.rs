//! Tests of the reading stages over small specifications in temporary folders.

use std::fs;
use std::path::PathBuf;

use super::{Inputs, Loaded};
use crate::diagnostics::{Diagnostics, Style};

mod border;
mod examples;
mod load;
mod public_specs;
mod readme;
mod references;
mod robustness;
mod syntax;

/// A folder of files that a test reads.
struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn inputs(&self, files: &[&str]) -> Inputs {
        Inputs { files: files.iter().map(|name| self.path(name)).collect(), ..Inputs::default() }
    }

    fn load(&self, files: &[&str]) -> (Loaded, Diagnostics) {
        load_all(&self.inputs(files))
    }

    /// The diagnostics of some files, with names relative to the folder.
    fn report(&self, files: &[&str]) -> String {
        self.rendered(&self.load(files).1)
    }

    fn rendered(&self, diagnostics: &Diagnostics) -> String {
        let folder = self.folder.path().to_string_lossy().into_owned() + "/";
        diagnostics.render(Style::Plain).replace(&folder, "")
    }
}

fn load_all(inputs: &Inputs) -> (Loaded, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let loaded = super::load(inputs, &mut diagnostics);
    (loaded, diagnostics)
}

/// A Swagger file without paths.
fn swagger(definitions: &str) -> String {
    format!(
        r#"{{ "swagger": "2.0", "info": {{ "title": "T", "version": "1" }}, "paths": {{}},
  "definitions": {{
    {definitions}
  }} }}"#
    )
}

/// The names of the files, in the order of the documents.
fn names(loaded: &Loaded) -> Vec<String> {
    loaded.documents.iter().map(|document| loaded.relative_name(document.file())).collect()
}
