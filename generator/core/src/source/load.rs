//! Reads the inputs and everything they refer to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::loader::Loader;
use super::paths::{self, Root};
use super::{Inputs, Loaded, examples, resolve};
use crate::diagnostics::{Code, Diagnostics};
use crate::document::Role;
use crate::text::{Location, Sources, format};

/// Reads every file of a run. What cannot be read is reported and left out.
pub fn load(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Loaded {
    let mut sources = inputs.sources.clone();
    let files = find_inputs(inputs, &mut sources, diagnostics);
    let root = find_root(inputs, &files, diagnostics);
    let mut loader = Loader::new(sources, root, inputs);
    let mut order = Vec::new();
    let mut round = BTreeMap::new();
    for (path, written) in &files {
        let file = loader.sources.add(path.clone(), paths::slashes(written), None);
        if round.insert(file, Role::Input).is_none() {
            order.push(file);
        }
    }
    loader.read(round, diagnostics);
    resolve::resolve(&mut loader, diagnostics);
    let examples = if inputs.read_examples { examples::read(&mut loader, diagnostics) } else { BTreeMap::new() };
    loader.report_unused_directives(diagnostics);
    loader.finish(&order, examples, diagnostics)
}

/// The canonical path of each input, with the path as the user wrote it.
fn find_inputs<'i>(
    inputs: &'i Inputs,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<(PathBuf, &'i Path)> {
    if inputs.files.is_empty() {
        let help = "name files with `--input`, or a readme with `--readme`";
        diagnostics.error(Code::UnreadableFile, None, "there is no input file", help);
    }
    let mut files = Vec::new();
    for written in &inputs.files {
        // A document that is in memory is on no disk.
        if sources.find(written).is_some_and(|file| inputs.parsed.contains_key(&file)) {
            files.push((written.clone(), written.as_path()));
            continue;
        }
        match fs::canonicalize(written) {
            Ok(path) => files.push((path, written.as_path())),
            Err(error) => {
                let file = sources.add(written.clone(), paths::slashes(written), None);
                let (reason, help) = format::explain(&error);
                let message = format!("the file cannot be read: {reason}");
                diagnostics.error(Code::UnreadableFile, Location::file(file), message, help);
            }
        }
    }
    files
}

fn find_root(inputs: &Inputs, files: &[(PathBuf, &Path)], diagnostics: &mut Diagnostics) -> Root {
    let chosen = inputs.root.as_ref().and_then(|root| {
        let report = |error| {
            let (reason, _) = format::explain(&error);
            let message = format!("the root folder `{}` cannot be read: {reason}", paths::slashes(root));
            let help = "set `--root` to an existing folder that contains all files";
            diagnostics.error(Code::UnreadableFile, None, message, help);
        };
        fs::canonicalize(root).map_err(report).ok()
    });
    Root::new(chosen, files)
}
