//! `cargo xtask bench run`: requests and models at run time.

use std::path::Path;

use armsmith_core::Input;

use super::shared::{Options, Result, cargo};
use super::workspace::{self, Package};
use super::{derived, peers};
use crate::public_specs;

/// The documented virtual machine with the most in it.
pub(super) const EXAMPLE: &str = "compute/resource-manager/Microsoft.Compute/ComputeRP/stable/2024-07-01/examples/virtualMachineExamples/\
    VirtualMachine_Get.json";

/// Runs the bench.
pub(super) fn run(root: &Path, options: &Options) -> Result<()> {
    let found = workspace::data(&options.data, "computerp.swagger2.json")
        .and_then(|input| Ok((input, public_specs::find(root, EXAMPLE)?)));
    let (input, example) = match found {
        Ok(found) => found,
        Err(reason) => {
            println!("skipped: {reason}");
            return Ok(());
        }
    };
    let ours = workspace::generate(root, "computerp", "arm-computerp", Input::Files(vec![input]))?;
    derived::models(root, &ours)?;
    let mut manifest = workspace::get(&root.join("bench/run/run.toml"))?;
    let mut features = Vec::new();
    match peers::progenitor(options).and_then(peers::generate) {
        _ if options.quick => {}
        Ok(peer) => {
            hold_back(root, &peer)?;
            manifest.push_str("peer-progenitor = { path = \"../progenitor\", optional = true }\n");
            features = vec!["--features", "progenitor"];
        }
        Err(reason) => println!("progenitor skipped: {reason}"),
    }
    if features.is_empty() {
        manifest = manifest.replace("[features]\nprogenitor = [\"dep:peer-progenitor\"]\n", "");
    }
    let source = workspace::get(&root.join("bench/run/run.rs"))?;
    let folder =
        workspace::write(root, "run", &manifest, &[("benches/run.rs", source), ("src/lib.rs", String::new())])?;
    let mut cargo = cargo("bench");
    cargo.arg("--manifest-path").arg(folder.join("Cargo.toml")).args(features);
    // The program runs in the folder of its package.
    cargo.env("EXAMPLE", root.join(example));
    if options.quick {
        cargo.args(["--", "--test"]);
    }
    let status = cargo.status().map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() { Ok(()) } else { Err("the bench failed, see above".to_owned()) }
}

/// Keeps progenitor's crate from sending what it builds.
fn hold_back(root: &Path, peer: &Package) -> Result<()> {
    workspace::put(&peer.folder.join("src/hold_back.rs"), &workspace::get(&root.join("bench/run/hold_back.rs"))?)?;
    let library = peer.folder.join("src/lib.rs");
    workspace::put(&library, &(workspace::get(&library)? + "mod hold_back;\n"))
}
