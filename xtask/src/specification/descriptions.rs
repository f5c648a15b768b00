//! The files that hold our descriptions: `specs/descriptions/compute/*.toml`.
//!
//! In: the folder. Out: every text by its key, with the file that holds it. A key is the path of the text in its file,
//! such as `definitions` `Disk` `properties` `zones`; the README of the folder lists the forms.
//! Must not know: specifications.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The path of a text in a file of descriptions.
pub(super) type Key = Vec<String>;

/// One text.
#[derive(Debug)]
pub(super) struct Text {
    /// The name of the file, which is that of its area, without `.toml`.
    pub(super) area: String,
    pub(super) text: String,
}

/// All texts of the folder.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    texts: BTreeMap<Key, Text>,
    /// Problems of the files themselves, each with the area.
    pub(super) problems: Vec<(String, String)>,
    /// The keys that were asked for and found; all others describe nothing.
    used: RefCell<BTreeSet<Key>>,
}

impl Descriptions {
    /// Reads all files of the folder. A file that is not valid TOML is a problem, and the others are still read.
    ///
    /// # Errors
    ///
    /// Returns the reason if the folder cannot be listed.
    pub(super) fn read(folder: &Path) -> Result<Self, String> {
        let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        let mut descriptions = Self::default();
        for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
            let area = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let parsed = fs::read_to_string(path)
                .map_err(|error| error.to_string())
                .and_then(|text| toml::from_str::<toml::Table>(&text).map_err(|error| error.to_string()));
            match parsed {
                Ok(table) => descriptions.insert(&area, &mut Vec::new(), toml::Value::Table(table)),
                Err(error) => descriptions.problems.push((area, format!("{}: {error}", path.display()))),
            }
        }
        Ok(descriptions)
    }

    fn insert(&mut self, area: &str, key: &mut Key, value: toml::Value) {
        match value {
            toml::Value::Table(table) => {
                for (name, value) in table {
                    key.push(name);
                    self.insert(area, key, value);
                    key.pop();
                }
            }
            toml::Value::String(text) => {
                let text = text.trim().to_owned();
                if text.is_empty() {
                    return;
                }
                if let Some(other) = self.texts.get(key) {
                    let problem = format!("`{}` is also in {}.toml", show(key), other.area);
                    self.problems.push((area.to_owned(), problem));
                    return;
                }
                self.texts.insert(key.clone(), Text { area: area.to_owned(), text });
            }
            other => {
                let problem = format!("`{}` must be a string, found {}", show(key), other.type_str());
                self.problems.push((area.to_owned(), problem));
            }
        }
    }

    /// Returns the text of the first key that has one.
    pub(super) fn find(&self, keys: &[Key]) -> Option<&Text> {
        let key = keys.iter().find(|key| self.texts.contains_key(*key))?;
        self.used.borrow_mut().insert(key.clone());
        self.texts.get(key)
    }

    /// Returns the entries of a table, by their last name.
    pub(super) fn entries(&self, table: &[&str]) -> BTreeMap<String, String> {
        let below = self.texts.iter().filter(|(key, _)| {
            key.len() == table.len() + 1 && key.iter().zip(table).all(|(left, right)| left == right)
        });
        let mut entries = BTreeMap::new();
        for (key, text) in below {
            self.used.borrow_mut().insert(key.clone());
            entries.insert(key[table.len()].clone(), text.text.clone());
        }
        entries
    }

    /// Returns the keys that nothing asked for, with their areas.
    pub(super) fn unused(&self) -> Vec<(&str, String)> {
        let used = self.used.borrow();
        let unused = self.texts.iter().filter(|(key, _)| !used.contains(*key));
        unused.map(|(key, text)| (text.area.as_str(), show(key))).collect()
    }
}

/// Writes a key as TOML does.
pub(super) fn show(key: &[String]) -> String {
    key.iter().map(|name| show_name(name)).collect::<Vec<_>>().join(".")
}

/// Writes one name of a key, quoted unless it is a bare key (TOML 1.0, Keys).
pub(super) fn show_name(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_' || it == '-');
    if is_bare { name.to_owned() } else { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) }
}
