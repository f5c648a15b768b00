//! Reads one table of a manifest, setting by setting.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Code, Diagnostics, JsonPointer, Location};
use crate::text::Sources;

/// The problems of a manifest.
pub(super) struct Problems {
    file: Location,
    name: String,
    text: Arc<str>,
    found: Diagnostics,
}

impl Problems {
    pub(super) fn new(name: &str, text: &str) -> Self {
        let mut sources = Sources::default();
        let text: Arc<str> = Arc::from(text);
        let file = sources.add(PathBuf::from(name), name, Some(Arc::clone(&text)));
        let mut found = Diagnostics::new();
        found.attach(Arc::new(sources));
        Self { file: Location { file, pointer: JsonPointer::default() }, name: name.to_owned(), text, found }
    }

    pub(super) fn add(&mut self, span: Range<usize>, message: &str) {
        self.add_with_help(span, message, "the README of armsmith lists the settings of a manifest");
    }

    fn add_with_help(&mut self, span: Range<usize>, message: &str, help: &str) {
        self.found.error(Code::InvalidManifest, &self.file, message, help).at(span);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.found
    }
}

/// A table that is read setting by setting; [`Table::finish`] reports the others.
pub(super) struct Table<'a, 'p> {
    entries: &'a DeTable<'a>,
    span: Range<usize>,
    asked: BTreeSet<&'static str>,
    problems: &'p mut Problems,
}

impl<'a, 'p> Table<'a, 'p> {
    pub(super) fn new(entries: &'a DeTable<'a>, span: Range<usize>, problems: &'p mut Problems) -> Self {
        Self { entries, span, asked: BTreeSet::new(), problems }
    }

    /// A table inside this one.
    pub(super) fn child(&mut self, entries: &'a DeTable<'a>, span: Range<usize>) -> Table<'a, '_> {
        Table::new(entries, span, self.problems)
    }

    /// The name and the content of the manifest.
    pub(super) fn manifest(&self) -> (String, Arc<str>) {
        (self.problems.name.clone(), Arc::clone(&self.problems.text))
    }

    /// Reports a problem of the table as a whole.
    pub(super) fn report(&mut self, message: &str) {
        self.problems.add(self.span.clone(), message);
    }

    pub(super) fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.insert(key);
        self.entries.get(key)
    }

    pub(super) fn string(&mut self, key: &'static str) -> Option<String> {
        self.checked(key, |_| None)
    }

    /// A string that must pass a check. The check returns the problem.
    pub(super) fn checked(
        &mut self,
        key: &'static str,
        check: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<String> {
        let value = self.value(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a string");
            return None;
        };
        if let Some(reason) = check(text) {
            self.problems.add(value.span(), &format!("`{key}` {reason}"));
            return None;
        }
        Some(text.to_owned())
    }

    /// A required string. Empty if it is missing or invalid.
    pub(super) fn required(&mut self, key: &'static str, check: impl Fn(&str) -> Option<&'static str>) -> String {
        if self.value(key).is_none() {
            self.report(&format!("`{key}` is missing"));
        }
        self.checked(key, check).unwrap_or_default()
    }

    /// Returns `true` if the manifest has the format that is known here, and reports another one. Without the setting
    /// `format` it has the first.
    pub(super) fn has_format(&mut self, known: i64) -> bool {
        let Some(value) = self.value("format") else { return true };
        let DeValue::Integer(format) = value.get_ref() else {
            self.wrong_type("format", value, "an integer");
            return false;
        };
        if i64::from_str_radix(format.as_str(), format.radix()) == Ok(known) {
            return true;
        }
        let message =
            format!("the manifest has format {}; this version of armsmith reads format {known}", format.as_str());
        self.problems.add_with_help(value.span(), &message, "use a newer version of armsmith");
        false
    }

    pub(super) fn boolean(&mut self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(key, value, "a boolean");
            false
        })
    }

    pub(super) fn strings(&mut self, key: &'static str) -> Option<Vec<String>> {
        let value = self.value(key)?;
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "an array of strings");
            return None;
        };
        let mut strings = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(text) => strings.push(text.to_owned()),
                None => self.wrong_type(key, item, "an array of strings"),
            }
        }
        Some(strings)
    }

    pub(super) fn table(&mut self, key: &'static str) -> Option<Table<'a, '_>> {
        let value = self.value(key)?;
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong_type(key, value, "a table");
            return None;
        };
        Some(self.child(entries, value.span()))
    }

    /// The tables of an array of tables, with their positions.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<(&'a DeTable<'a>, Range<usize>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "an array of tables");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(entries) => tables.push((entries, item.span())),
                None => self.wrong_type(key, item, "an array of tables"),
            }
        }
        tables
    }

    /// Reports every setting that was not read.
    pub(super) fn finish(self) {
        for key in self.entries.keys().filter(|key| !self.asked.contains(key.get_ref().as_ref())) {
            let known: Vec<_> = self.asked.iter().map(|key| format!("`{key}`")).collect();
            let message =
                format!("unknown setting `{}`; known here: {}", key.get_ref().escape_debug(), known.join(", "));
            self.problems.add(key.span(), &message);
        }
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        self.problems.add(value.span(), &format!("`{key}` must be {wanted}, found {}", value.get_ref().type_str()));
    }
}
