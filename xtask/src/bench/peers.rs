//! The crates of other generators for the same API. All of them are optional: a bench names those that are missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::shared::{Options, Result, bench_folder, prepare};
use super::workspace::{self, Package};

/// The crate that `azure_mgmt_compute` users have; it is in the registry.
pub(super) fn azure_mgmt_compute(root: &Path) -> Result<Package> {
    let manifest = "[package]\nname = \"peer-azure-mgmt-compute\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
        [dependencies.azure_mgmt_compute]\nversion = \"=0.21.0\"\ndefault-features = false\n\
        features = [\"package-2024-07-01\"]\n\n[workspace]\n";
    let folder = workspace::write(root, "azure-mgmt-compute", manifest, &[("src/lib.rs", String::new())])?;
    Ok(Package { folder, name: "azure_mgmt_compute".to_owned() })
}

/// ComputeRP by progenitor.
pub(super) fn progenitor(options: &Options) -> Result<(Package, Command)> {
    let input = workspace::data(&options.data, "computerp.openapi3-for-progenitor.json")?;
    let folder = bench_folder().join("progenitor");
    let mut command = Command::new(installed(&options.progenitor, "cargo install cargo-progenitor --version 0.15.1")?);
    // Cargo passes the subcommand's name on, so the program expects it.
    command.args([
        "progenitor",
        "--name",
        "peer-progenitor",
        "--version",
        "0.1.0",
        "--interface",
        "positional",
        "--input",
    ]);
    command.arg(input).arg("--output").arg(&folder);
    Ok((Package { folder, name: "peer-progenitor".to_owned() }, command))
}

/// ComputeRP by openapi-generator.
pub(super) fn openapi_generator(options: &Options) -> Result<(Package, Command)> {
    let input = workspace::data(&options.data, "computerp.swagger2.json")?;
    let folder = bench_folder().join("openapi-generator");
    let program = installed(&options.openapi_generator, "pip install openapi-generator-cli==7.26.0")?;
    let mut command = Command::new(program);
    command.args([
        "generate",
        "-g",
        "rust",
        "--additional-properties=packageName=peer_openapi,packageVersion=0.1.0",
        "-i",
    ]);
    command.arg(input).arg("-o").arg(&folder);
    Ok((Package { folder, name: "peer_openapi".to_owned() }, command))
}

/// Generates, and makes a workspace of the crate, so that it builds below this repository.
pub(super) fn generate((package, mut command): (Package, Command)) -> Result<Package> {
    // One that is there already must not stay as it is, nor be kept from being written.
    let _ = std::fs::remove_dir_all(&package.folder);
    prepare(&mut command)?;
    let manifest = package.folder.join("Cargo.toml");
    let text = workspace::get(&manifest)?;
    if !text.contains("[workspace]") {
        workspace::put(&manifest, &format!("{text}\n[workspace]\n"))?;
    }
    Ok(package)
}

fn installed(program: &Path, how: &str) -> Result<PathBuf> {
    let found = if program.components().count() > 1 {
        program.is_file().then(|| program.to_owned())
    } else {
        std::env::var_os("PATH")
            .and_then(|path| std::env::split_paths(&path).map(|it| it.join(program)).find(|it| it.is_file()))
    };
    found.ok_or_else(|| format!("{} is not there ({how})", program.display()))
}
