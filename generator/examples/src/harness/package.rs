//! The package of the harness on disk.
//!
//! In: the generated crate's folder, the text of the shims. Out: a package that cargo can build; files that are as they
//! should be are not touched, so that cargo builds nothing twice. Must not know: operations and examples.
//!
//! Every harness has the same dependencies, and all of them may share one target folder and one lock file: what they
//! have in common is built once, however many crates are checked.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use armsmith_core::job::Workspace;
use armsmith_core::model::Model;

use super::shims::Tables;
use crate::error::Error;

/// The program around the shims.
const PROGRAM: &str = include_str!("program/main.rs");

/// A harness on disk, to be built by cargo.
#[derive(Debug)]
pub struct Package {
    /// The name of the package and of its program.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
}

impl Package {
    /// Writes the harness of a generated crate into a folder of its own below `parent`.
    pub fn write(model: &Model, crate_dir: &Path, parent: &Path, workspace: Workspace) -> Result<Self, Error> {
        let package = Self::begin("examples", crate_dir, parent, workspace, "")?;
        let shims = Tables::of(model).print(model);
        package.write_shims(&(shims + "\npub(crate) static PLAY: Option<super::Play> = None;\n"))?;
        Ok(package)
    }

    /// Writes the manifest and the program, without the shims. `kind` begins the name of the package; `dependencies`
    /// are further lines of the manifest.
    pub(crate) fn begin(
        kind: &str,
        crate_dir: &Path,
        parent: &Path,
        workspace: Workspace,
        dependencies: &str,
    ) -> Result<Self, Error> {
        let crate_dir = std::path::absolute(crate_dir).map_err(|error| unwritable(crate_dir, &error))?;
        let krate = crate_name(&crate_dir)?;
        let name = format!("{kind}-of-{krate}");
        let folder = parent.join(&name);
        write(&folder.join("Cargo.toml"), &manifest(&name, &krate, &crate_dir, workspace, dependencies))?;
        write(&folder.join("src").join("main.rs"), PROGRAM)?;
        Ok(Self { name, folder })
    }

    /// Writes the module `shims`.
    pub(crate) fn write_shims(&self, text: &str) -> Result<(), Error> {
        write(&self.folder.join("src").join("shims.rs"), text)
    }

    /// Writes the file of a module below `shims`.
    pub(crate) fn write_below_shims(&self, file: &str, text: &str) -> Result<(), Error> {
        write(&self.folder.join("src").join("shims").join(file), text)
    }

    /// A package without anything in it.
    #[cfg(test)]
    pub(super) fn for_test(folder: &Path) -> Self {
        Self { name: "test".to_owned(), folder: folder.to_owned() }
    }

    /// Writes the jobs of a run and returns their place.
    pub(super) fn write_jobs(&self, jobs: &str) -> Result<PathBuf, Error> {
        let path = self.folder.join("jobs.jsonl");
        write(&path, jobs)?;
        Ok(path)
    }

    /// Starts from versions that are settled already: those of an earlier harness, else those of the crate's workspace.
    /// Without either Cargo chooses versions, so a failed copy is ignored.
    pub(super) fn take_lock(&self, crate_dir: &Path) {
        let own = self.folder.join("Cargo.lock");
        if own.exists() {
            return;
        }
        let crate_dir = std::path::absolute(crate_dir).unwrap_or_default();
        let workspace = crate_dir.ancestors().map(|it| it.join("Cargo.lock"));
        if let Some(lock) = std::iter::once(self.shared_lock()).chain(workspace).find(|it| it.is_file()) {
            let _ = fs::copy(lock, own);
        }
    }

    /// Leaves the versions that were built for the harnesses to come.
    pub(super) fn leave_lock(&self) {
        if !self.shared_lock().exists() {
            let _ = fs::copy(self.folder.join("Cargo.lock"), self.shared_lock());
        }
    }

    /// The lock file of all harnesses beside this one.
    fn shared_lock(&self) -> PathBuf {
        self.folder.with_file_name("Cargo.lock")
    }
}

/// The package name of the generated crate.
fn crate_name(crate_dir: &Path) -> Result<String, Error> {
    let path = crate_dir.join("Cargo.toml");
    let unreadable = |reason: String| Error::Unreadable { path: path.clone(), reason };
    let text = fs::read_to_string(&path).map_err(|error| unreadable(error.to_string()))?;
    let manifest: toml::Table = text.parse().map_err(|error: toml::de::Error| unreadable(error.to_string()))?;
    let name = manifest.get("package").and_then(|it| it.get("name")).and_then(toml::Value::as_str);
    name.map(str::to_owned).ok_or_else(|| unreadable("it has no package.name".to_owned()))
}

fn manifest(name: &str, krate: &str, crate_dir: &Path, workspace: Workspace, dependencies: &str) -> String {
    let package = toml::Value::from(krate);
    let path = toml::Value::from(crate_dir.to_string_lossy().into_owned());
    // A program that is built often and runs for a second. In a workspace of others, that workspace has the profile.
    let own = match workspace {
        Workspace::Own => "\n[workspace]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        Workspace::Member => "",
    };
    format!(
        r#"# Written by `armsmith examples`.
[package]
name = "{name}"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
# Without its default features, which are a whole HTTP client: requests are built here, and none is sent.
generated = {{ package = {package}, path = {path}, default-features = false, features = ["full"] }}
azure_core = {{ version = "1.1", default-features = false }}
serde = "1.0"
serde_json = "1.0"
{dependencies}{own}"#
    )
}

/// Writes a file unless it has this text already.
fn write(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read_to_string(path).is_ok_and(|it| it == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::Unwritable { path: path.to_owned(), reason: error.to_string() }
}
