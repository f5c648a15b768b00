//! `cargo xtask package`: packs what can be published, unpacks it elsewhere and uses it there.
//!
//! In: the workspace. Out: success if every unpacked package compiles, and if an `xtask` that depends on the unpacked
//! `armsmith` generates a crate that compiles. Must not know: what a package contains.
//!
//! The folder with the unpacked packages is a workspace outside the clone. Its `[patch.crates-io]` names the unpacked
//! packages and nothing else, so a file that was not packed is missing there. The specification is the only thing that
//! is taken from the clone.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use flate2::read::GzDecoder;

use crate::chore::Failed;

/// The packages that can be published, each before those that depend on it.
pub(crate) const PACKAGES: [&str; 5] =
    ["armsmith-templates", "armsmith-core", "armsmith-examples", "armsmith", "armsmith-runtime"];

/// Members of the workspace that are never published. `cargo package` would pack them too, although their manifests say
/// `publish = false`, and a generated crate cannot be packed: it names the runtime by its path alone.
const EXCLUDED: [&str; 4] = ["xtask", "armsmith-tests", "nested-cargo", "arm-*"];

/// The folder below the target folder for what is built here. Kept between runs: only the packages themselves are built
/// again.
const TARGET: &str = "package-check";

/// The specification of the crate that is generated.
const SPECIFICATION: &str = "specs/specification/compute/resource-manager/readme.md";

/// The program that depends on the unpacked `armsmith`.
const CONSUMER: &str = include_str!("package/consumer.rs");

/// Packs, unpacks, compiles and uses the packages.
pub(crate) fn run(root: &Path) -> Result<(), Failed> {
    check(root).map_err(|reason| {
        eprintln!("error: {reason}");
        Failed
    })
}

fn check(root: &Path) -> Result<(), String> {
    let target = nested_cargo::target_dir().join(TARGET);
    pack(root, &target)?;
    let folder = tempfile::tempdir().map_err(|error| format!("cannot create a temporary folder: {error}"))?;
    let version = env!("CARGO_PKG_VERSION");
    for package in PACKAGES {
        let path = target.join("package").join(format!("{package}-{version}.crate"));
        unpack(&path, folder.path())?;
        for file in ["README.md", "LICENSE", "CHANGELOG.md"] {
            if !folder.path().join(format!("{package}-{version}")).join(file).is_file() {
                return Err(format!("{package} was packed without {file}"));
            }
        }
    }
    let write = |path: &str, text: &str| put(&folder.path().join(path), text);
    write("Cargo.toml", &workspace(version))?;
    write("consumer/Cargo.toml", &consumer(version))?;
    write("consumer/src/main.rs", CONSUMER)?;
    // Packed with the command: the versions that the verification was built with, so nothing is built twice.
    let lock = format!("armsmith-{version}/Cargo.lock");
    fs::copy(folder.path().join(&lock), folder.path().join("Cargo.lock"))
        .map_err(|error| format!("cannot copy {lock}: {error}"))?;
    let cargo = |arguments: &[&str]| cargo(folder.path(), &target, arguments);
    for package in PACKAGES {
        cargo(&["build", "--package", package])?;
    }
    refuse_command_line(folder.path())?;
    let (specification, out) = (root.join(SPECIFICATION), folder.path().join("arm-compute"));
    let runtime = folder.path().join(format!("armsmith-runtime-{version}"));
    let [specification, out, runtime] = [&specification, &out, &runtime].map(|path| path.display().to_string());
    cargo(&["run", "--package", "consumer", "--", &specification, &out, &runtime])?;
    // Without the default features, which are a whole HTTP client.
    let manifest = format!("{out}/Cargo.toml");
    cargo(&["build", "--manifest-path", &manifest, "--no-default-features", "--features", "full"])
}

/// Packs all packages with one command, which also compiles each: packages that are not published find each other only
/// that way.
fn pack(root: &Path, target: &Path) -> Result<(), String> {
    let excluded = EXCLUDED.iter().flat_map(|package| ["--exclude", package]);
    // What is packed is what is on disk; the chore is for changes that are not committed too.
    let arguments: Vec<&str> = ["package", "--workspace", "--allow-dirty"].into_iter().chain(excluded).collect();
    cargo(root, target, &arguments)
}

fn unpack(path: &Path, folder: &Path) -> Result<(), String> {
    let unpack = || -> io::Result<()> { tar::Archive::new(GzDecoder::new(File::open(path)?)).unpack(folder) };
    unpack().map_err(|error| format!("cannot unpack {}: {error}", path.display()))
}

/// The manifest of the workspace outside the clone.
fn workspace(version: &str) -> String {
    let members: Vec<String> = PACKAGES.iter().map(|package| format!("\"{package}-{version}\"")).collect();
    let patches: String =
        PACKAGES.iter().map(|package| format!("{package} = {{ path = \"{package}-{version}\" }}\n")).collect();
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"consumer\", {}]\nexclude = [\"arm-compute\"]\n\n\
         [patch.crates-io]\n{patches}",
        members.join(", ")
    )
}

/// The manifest of an `xtask`.
fn consumer(version: &str) -> String {
    format!(
        "[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\narmsmith = {{ version = \"{version}\", default-features = false }}\n"
    )
}

/// Fails if the library brings what only the command needs.
fn refuse_command_line(folder: &Path) -> Result<(), String> {
    let tree = ["--package", "consumer", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let output = nested_cargo::command("tree").current_dir(folder).args(tree).output();
    let output = output.map_err(|error| format!("cannot run cargo: {error}"))?;
    let tree = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || !tree.contains("armsmith-core") {
        return Err(format!("cargo tree failed:\n{tree}{}", String::from_utf8_lossy(&output.stderr)));
    }
    let found = ["clap", "indicatif", "anstream"]
        .into_iter()
        .find(|name| tree.lines().any(|line| line.split(' ').next() == Some(*name)));
    found.map_or(Ok(()), |name| Err(format!("the library of armsmith brings {name} to its users")))
}

fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> Result<(), String> {
    println!("cargo {}", arguments.join(" "));
    let Some((subcommand, rest)) = arguments.split_first() else { return Ok(()) };
    let mut command = nested_cargo::command(subcommand);
    command.current_dir(folder).args(rest).env("CARGO_TARGET_DIR", target);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`cargo {}` failed", arguments.join(" "))),
        Err(error) => Err(format!("cannot run cargo: {error}")),
    }
}

fn put(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{EXCLUDED, PACKAGES};

    #[test]
    fn every_member_is_either_packed_or_excluded() {
        let root = crate::chore::root();
        let output = nested_cargo::command("metadata")
            .current_dir(root)
            .args(["--no-deps", "--format-version", "1"])
            .output()
            .unwrap();
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let names: Vec<&str> =
            metadata["packages"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
        assert!(names.len() >= PACKAGES.len());
        for name in names {
            let is_excluded = EXCLUDED.iter().any(|it| match it.strip_suffix('*') {
                Some(prefix) => name.starts_with(prefix),
                None => name == *it,
            });
            assert!(PACKAGES.contains(&name) != is_excluded, "{name}");
        }
    }
}
