//! Applies the fixups of a job.
//!
//! In: the files of a job, as values. Out: the corrected API, and an error for each fixup that finds nothing to
//! correct: the specification was corrected, or the pointer is wrong.
//!
//! A fixup with a `file` changes that file before any `$ref` is resolved, like a directive. Any other changes the
//! document that `convert` prints, in memory, and the document is read again: what a fixup writes is checked like
//! everything else, and can be any part of the document. If the specification cannot be read without its fixups, those
//! whose pointers have an equivalent in one of the files are applied there.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::types::{Fixup, FixupChange};
use crate::api::Api;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::link;
use crate::openapi::{self, locations::PrintedLocations};
use crate::source::{self, Edit, FileEdit, Inputs, Loaded, Parsed, Unchanged};
use crate::text::{JsonPointer, Location};

mod files;
mod relocation;

pub(super) use relocation::Relocation;
use relocation::below;

/// The fixups of a job while they are applied.
pub(super) struct Fixups<'j> {
    fixups: Vec<Pending<'j>>,
    pub(super) relocation: Relocation,
}

struct Pending<'j> {
    fixup: &'j Fixup,
    edit: Edit,
    /// The fixup in the manifest, if it is from one.
    origin: Option<Location>,
    is_applied: bool,
    /// The reason why it changes nothing in a file.
    failure: Option<Unchanged>,
}

impl<'j> Fixups<'j> {
    /// Takes the fixups of a job, and adds to the inputs those that change files.
    pub(super) fn new(fixups: &'j [Fixup], inputs: &mut Inputs) -> Self {
        let pending = |fixup: &'j Fixup| {
            let value = match &fixup.change {
                FixupChange::Set(value) => Some(value.clone()),
                FixupChange::Remove => None,
            };
            let origin = fixup.origin.as_ref().map(|it| {
                let file = inputs.sources.add(it.path.clone(), it.name.clone(), Some(Arc::clone(&it.text)));
                Location { file, pointer: it.pointer.clone() }
            });
            let edit = Edit { pointer: JsonPointer::new(fixup.at.as_str()), value };
            Pending { fixup, edit, origin, is_applied: false, failure: None }
        };
        let fixups: Vec<Pending<'j>> = fixups.iter().map(pending).collect();
        inputs.edits = fixups.iter().filter_map(Pending::edit_of_file).collect();
        Self { fixups, relocation: Relocation::default() }
    }

    /// Reads the files of a job. If they have errors, reads them again with the fixups that may correct them.
    pub(super) fn load(&mut self, inputs: &Inputs, diagnostics: &mut Diagnostics) -> Loaded {
        let mut found = Diagnostics::new();
        let mut loaded = source::load(inputs, &mut found);
        let of_files = self.indexes_of(|it| it.fixup.file.is_some());
        self.note_edits(&loaded, &of_files);
        if found.has_errors() && self.is_pending() {
            let (mut edits, mut indexes) = self.edits_of_files(&loaded);
            if !edits.is_empty() {
                // Files that are reached only now may have fixups of their own.
                indexes.extend(self.indexes_of(|it| it.fixup.file.is_some() && !it.is_applied));
                edits.extend(self.fixups.iter().filter(|it| !it.is_applied).filter_map(Pending::edit_of_file));
                let again = Inputs {
                    edits,
                    sources: (*loaded.sources).clone(),
                    parsed: std::mem::take(&mut loaded.parsed),
                    ..inputs.clone()
                };
                found = Diagnostics::new();
                loaded = source::load(&again, &mut found);
                self.note_edits(&loaded, &indexes);
            }
        }
        diagnostics.extend(found);
        diagnostics.attach(Arc::clone(&loaded.sources));
        loaded
    }

    /// Reports the fixups with a `file` that changed nothing.
    pub(super) fn report_unused(&self, loaded: &Loaded, diagnostics: &mut Diagnostics) {
        for it in self.fixups.iter().filter(|it| it.fixup.file.is_some() && !it.is_applied) {
            let reason = it.failure.clone().unwrap_or_else(|| it.no_such_file(loaded));
            it.report_unused(&reason, diagnostics);
        }
    }

    fn indexes_of(&self, is_wanted: impl Fn(&Pending<'_>) -> bool) -> Vec<usize> {
        self.fixups.iter().enumerate().filter(|(_, it)| is_wanted(it)).map(|(index, _)| index).collect()
    }

    /// Returns `true` if there are fixups of the converted document that are not applied yet.
    pub(super) fn is_pending(&self) -> bool {
        self.fixups.iter().any(|it| !it.is_applied && it.fixup.file.is_none())
    }

    /// Applies the fixups that are pending to an API. Returns the corrected one.
    pub(super) fn apply(&mut self, api: Api, loaded: &mut Loaded, diagnostics: &mut Diagnostics) -> Option<Api> {
        let mut document = match openapi::to_value(&api) {
            Ok(document) => document,
            Err(error) => {
                diagnostics.internal_error(error.to_string());
                return None;
            }
        };
        let mut locations = PrintedLocations::new(&api);
        drop(api);
        let mut sources = (*loaded.sources).clone();
        // A name that is relative to the files of the specification, as a `$ref` that a fixup writes is.
        let folder = loaded.inputs().first().and_then(|it| loaded.sources.path(it.file()).parent());
        let path = folder.unwrap_or(Path::new("")).join("corrected document");
        let file = sources.add(path.clone(), "the corrected document", None);
        let mut unused = false;
        for it in self.fixups.iter_mut().filter(|it| !it.is_applied && it.fixup.file.is_none()) {
            let changed = locations.source_of(&it.edit.pointer);
            if let Err(reason) = it.edit.apply(&mut document) {
                it.report_unused(&reason, diagnostics);
                unused = true;
                continue;
            }
            it.is_applied = true;
            let pointer = it.written_pointer(&document);
            match &it.edit.value {
                Some(_) => {
                    let location = Location { file, pointer };
                    self.relocation.add_written(location, it.origin_of_value(), &it.fixup.at);
                }
                None => remove_location(&mut locations, &it.edit.pointer, &document),
            }
            if let Some(changed) = changed {
                diagnostics.retain(|entry| !is_corrected(entry, &changed));
                correct_source(loaded, &changed, &it.edit);
            }
        }
        if unused || diagnostics.has_errors() {
            return None;
        }
        let inputs = Inputs {
            files: vec![path],
            root: Some(loaded.root.clone()),
            read_examples: true,
            sources,
            parsed: loaded
                .parsed
                .iter()
                .map(|(file, it)| (*file, it.clone()))
                .chain([(file, Parsed::of(document))])
                .collect(),
            ..Inputs::default()
        };
        let mut again = Diagnostics::new();
        let mut corrected = source::load(&inputs, &mut again);
        let api = (!again.has_errors()).then(|| link::link(&mut corrected, &mut again));
        self.relocation.set_corrected(file, locations);
        // The same was said of the files, except of what a fixup wrote.
        let said =
            |entry: &Diagnostic| diagnostics.iter().any(|it| (it.code, &it.message) == (entry.code, &entry.message));
        again.retain(|it| it.location.as_ref().is_some_and(|it| self.relocation.is_written(it)) || !said(it));
        diagnostics.extend(again);
        diagnostics.attach(corrected.sources);
        api.filter(|_| !diagnostics.has_errors())
    }

    /// Records the outcome of fixups that change files: `indexes` has the fixup of each edit.
    fn note_edits(&mut self, loaded: &Loaded, indexes: &[usize]) {
        for (edit, file, outcome) in &loaded.edits {
            let Some(it) = indexes.get(*edit).and_then(|index| self.fixups.get_mut(*index)) else { continue };
            if let Err(reason) = outcome {
                it.failure = Some(reason.clone());
                continue;
            }
            it.is_applied = true;
            if it.edit.value.is_some() && it.fixup.file.is_some() {
                let location = Location { file: *file, pointer: it.edit.pointer.clone() };
                self.relocation.add_written(location, it.origin_of_value(), &it.fixup.at);
            }
        }
    }

    /// The changes of files that the pending fixups amount to, with their fixups.
    fn edits_of_files(&mut self, loaded: &Loaded) -> (Vec<FileEdit>, Vec<usize>) {
        let (mut edits, mut indexes) = (Vec::new(), Vec::new());
        for (index, it) in
            self.fixups.iter_mut().enumerate().filter(|(_, it)| !it.is_applied && it.fixup.file.is_none())
        {
            if let Some((edit, location)) = files::edit_of_file(loaded, &it.edit) {
                if it.edit.value.is_some() {
                    self.relocation.add_written(location, it.origin_of_value(), &it.fixup.at);
                }
                edits.push(edit);
                indexes.push(index);
            }
        }
        (edits, indexes)
    }
}

impl Pending<'_> {
    fn edit_of_file(&self) -> Option<FileEdit> {
        Some(FileEdit { file: self.fixup.file.clone()?, edit: self.edit.clone() })
    }

    fn origin_of_value(&self) -> Option<Location> {
        self.origin.as_ref().map(|it| it.child("set"))
    }

    /// The pointer of the value that was set: `-` is an index now.
    fn written_pointer(&self, document: &Value) -> JsonPointer {
        let pointer = &self.edit.pointer;
        let parent = pointer.parent().filter(|_| pointer.as_str().ends_with("/-"));
        let list = parent.as_ref().and_then(|it| document.pointer(it.as_str())?.as_array());
        match (parent.as_ref(), list) {
            (Some(parent), Some(list)) => parent.child(&list.len().saturating_sub(1).to_string()),
            _ => pointer.clone(),
        }
    }

    fn no_such_file(&self, loaded: &Loaded) -> Unchanged {
        let file = self.fixup.file.as_deref().unwrap_or_default();
        let names: Vec<&str> = loaded.documents.iter().map(|it| loaded.sources.name(it.file())).collect();
        Unchanged {
            reason: format!("the run does not read `{}`; its files are: {}", file.escape_debug(), names.join(", ")),
            similar: None,
        }
    }

    fn report_unused(&self, unchanged: &Unchanged, diagnostics: &mut Diagnostics) {
        let at = self.fixup.at.escape_debug();
        let message = format!("the fixup at `{at}` changes nothing: {}", unchanged.reason);
        let advice = match &unchanged.similar {
            Some(similar) => format!("did you mean `{similar}`? If not, remove the fixup"),
            None => "remove the fixup, or correct its pointer".to_owned(),
        };
        let help = format!("{advice}; its reason was: {}", self.fixup.reason);
        let location = self.origin.as_ref().map(|it| it.child("at"));
        diagnostics.error(Code::UnusedFixup, location, message, help);
    }
}

/// Removes the locations of a removed value, and moves those of the next elements of a list.
fn remove_location(locations: &mut PrintedLocations, removed: &JsonPointer, document: &Value) {
    let (parent, index) = (removed.parent(), removed.tokens().last().and_then(|it| it.parse().ok()));
    if let (Some(parent), Some(index)) = (parent, index)
        && document.pointer(parent.as_str()).is_some_and(Value::is_array)
    {
        locations.remove_element(&parent, index);
    }
}

/// Returns `true` if a problem of the files is about what a fixup changes: any remaining problem is found when the
/// corrected document is read.
fn is_corrected(entry: &Diagnostic, changed: &Location) -> bool {
    let Some(location) = entry.location.as_ref().filter(|_| entry.severity != Severity::Note) else { return false };
    let is_around = || entry.severity == Severity::Error && below(location, changed).is_some();
    below(changed, location).is_some() || (is_around() && !location.pointer.as_str().is_empty())
}

/// Changes the file as well, for users of the files after this run. What several operations share is left alone:
/// the fixup changes one of them.
fn correct_source(loaded: &mut Loaded, changed: &Location, edit: &Edit) {
    let is_of_operation = edit.pointer.as_str().starts_with("/paths/");
    let is_in_path = ["/paths/", "/x-ms-paths/"].iter().any(|it| changed.pointer.as_str().starts_with(it));
    if is_of_operation && !is_in_path {
        return;
    }
    let Some(parsed) = loaded.parsed.get_mut(&changed.file) else { return };
    let Some(value) = &mut parsed.value else { return };
    let edit = Edit { pointer: changed.pointer.clone(), value: edit.value.clone() };
    parsed.is_corrected |= edit.apply(Arc::make_mut(value)).is_ok();
}
