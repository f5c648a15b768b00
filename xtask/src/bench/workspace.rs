//! Packages that the benches make below the folder of the benches: generated crates, and what they are compared with.

use std::fs;
use std::path::{Path, PathBuf};

use armsmith_core::{Input, Job, Runtime};

use super::shared::{Result, bench_folder};
use crate::public_specs::{self, COMPUTE};

/// A package on the disk.
pub(super) struct Package {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// The package to build: itself, or one that it depends on.
    pub(super) name: String,
}

impl Package {
    /// The name of the library for rustc.
    pub(super) fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// Generates a crate into a folder of the benches.
pub(super) fn generate(root: &Path, folder: &str, name: &str, input: Input) -> Result<Package> {
    let out = bench_folder().join(folder);
    let job = Job {
        name: name.to_owned(),
        out: out.clone(),
        input,
        runtime: Runtime::Path("runtime".into()),
        ..Job::default()
    };
    armsmith_core::generate(&job).map_err(|problems| format!("{folder} cannot be generated:\n{problems}"))?;
    lock(root, &out)?;
    Ok(Package { folder: out, name: name.to_owned() })
}

/// Writes a package of the benches' own.
pub(super) fn write(root: &Path, folder: &str, manifest: &str, files: &[(&str, String)]) -> Result<PathBuf> {
    let out = bench_folder().join(folder);
    put(&out.join("Cargo.toml"), manifest)?;
    for (path, text) in files {
        put(&out.join(path), text)?;
    }
    lock(root, &out)?;
    Ok(out)
}

/// The versions of this repository's workspace, so that both sides of a comparison have the same.
fn lock(root: &Path, folder: &Path) -> Result<()> {
    let lock = folder.join("Cargo.lock");
    if lock.exists() {
        return Ok(());
    }
    fs::copy(root.join("Cargo.lock"), &lock)
        .map(|_| ())
        .map_err(|error| format!("cannot write {}: {error}", lock.display()))
}

/// Writes a file and the folders above it.
pub(super) fn put(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Reads a text file.
pub(super) fn get(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// The specification that this repository carries.
pub(super) fn carried() -> Input {
    readme("specs/specification/compute/resource-manager/readme.md".into())
}

/// Whole Compute, as public; or why it is missing.
pub(super) fn whole_compute(root: &Path) -> Result<Input> {
    public_specs::find(root, COMPUTE).map(readme)
}

/// The default tag of a readme.
pub(super) fn readme(path: PathBuf) -> Input {
    Input::Readme { path, tag: None, packages: Vec::new() }
}

/// A file of the folder with the same APIs for every generator; or why it is missing.
pub(super) fn data(folder: &Path, file: &str) -> Result<PathBuf> {
    let path = folder.join(file);
    if path.is_file() { Ok(path) } else { Err(format!("there is no {}", path.display())) }
}
