//! `cargo xtask bench compile`: what rustc takes for one crate, its dependencies built.

use std::path::{Path, PathBuf};

use armsmith_core::Input;

use super::measure::{Side, in_turns, measure};
use super::shared::{Options, Result, bench_folder, cargo, prepare};
use super::workspace::{self, Package};
use super::{floor, peers, recorder, table};

/// The artifacts to build.
#[derive(Clone, Copy)]
pub(super) enum Build {
    Check,
    Debug,
    Release,
    Doc,
    Test,
}

impl Build {
    pub(super) const ALL: [Self; 5] = [Self::Check, Self::Debug, Self::Release, Self::Doc, Self::Test];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Debug => "build",
            Self::Release => "release",
            Self::Doc => "doc",
            Self::Test => "test",
        }
    }

    pub(super) fn cargo(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check", "--lib"],
            Self::Debug => &["build", "--lib"],
            Self::Release => &["build", "--lib", "--release"],
            Self::Doc => &["doc", "--lib", "--no-deps"],
            Self::Test => &["test", "--lib", "--no-run"],
        }
    }
}

/// Runs the bench.
pub(super) fn run(root: &Path, options: &Options) -> Result<()> {
    table::head(options.rounds());
    models(root, options)?;
    program(root, options)?;
    if !options.quick {
        compute_rp(root, options)?;
        whole_compute(root, options)?;
        some_groups(root, options)?;
    }
    Ok(())
}

/// Models with their tables against the same structs and enums without.
fn models(root: &Path, options: &Options) -> Result<()> {
    if !options.wants("models") {
        return Ok(());
    }
    let input = if options.quick { workspace::carried() } else { compute_or_carried(root) };
    let generated = workspace::generate(root, "compute", "arm-compute", input)?;
    let [ours, least] = floor::models(root, &generated)?;
    compare(options, "models", &[("armsmith", &ours), ("structs and enums alone", &least)], &Build::ALL[..2])
}

/// ComputeRP, against the crates of other generators for the same document.
fn compute_rp(root: &Path, options: &Options) -> Result<()> {
    if !options.wants("ComputeRP") {
        return Ok(());
    }
    let input = match workspace::data(&options.data, "computerp.swagger2.json") {
        Ok(input) => Input::Files(vec![input]),
        Err(reason) => {
            table::skipped("ComputeRP", &reason);
            return Ok(());
        }
    };
    let ours = workspace::generate(root, "computerp", "arm-computerp", input)?;
    for (name, peer) in
        [("progenitor", peers::progenitor(options)), ("openapi-generator", peers::openapi_generator(options))]
    {
        match peer.and_then(peers::generate) {
            Ok(peer) => compare(options, "ComputeRP", &[("armsmith", &ours), (name, &peer)], &Build::ALL)?,
            Err(reason) => table::skipped("ComputeRP", &reason),
        }
    }
    Ok(())
}

/// Whole Compute, against the crate that its users had.
fn whole_compute(root: &Path, options: &Options) -> Result<()> {
    if !options.wants("Compute, whole") {
        return Ok(());
    }
    let input = match workspace::whole_compute(root) {
        Ok(input) => input,
        Err(reason) => {
            table::skipped("Compute, whole", &reason);
            return Ok(());
        }
    };
    let ours = workspace::generate(root, "compute", "arm-compute", input)?;
    let old = peers::azure_mgmt_compute(root)?;
    let sides = [("armsmith", &ours), ("azure_mgmt_compute 0.21.0", &old)];
    // Cargo tests no crate of the registry.
    compare(options, "Compute, whole", &sides, &Build::ALL[..4])
}

/// Whole Compute against itself with some of its operation groups.
fn some_groups(root: &Path, options: &Options) -> Result<()> {
    const CASE: &str = "Compute, groups";
    if !options.wants(CASE) {
        return Ok(());
    }
    let input = match workspace::whole_compute(root) {
        Ok(input) => input,
        Err(reason) => {
            table::skipped(CASE, &reason);
            return Ok(());
        }
    };
    let ours = workspace::generate(root, "compute", "arm-compute", input)?;
    for build in [Build::Check, Build::Debug] {
        let case = format!("{CASE}, {}", build.name());
        if !options.wants(&case) {
            continue;
        }
        let mut sides = Vec::new();
        for groups in ["full", "disks", "virtual_machines", "disks,virtual_machines", ""] {
            let features = format!("azure_core/default,{groups}");
            let chosen = [build.cargo(), &["--no-default-features", "--features", &features]].concat();
            sides.push(side(&ours, if groups.is_empty() { "none" } else { groups }, &chosen, &case, &target())?);
        }
        in_turns(&mut sides, options.rounds())?;
        table::print(&case, &sides);
    }
    Ok(())
}

/// A program that calls one operation, against the same with structs by hand; with the size of both binaries.
fn program(root: &Path, options: &Options) -> Result<()> {
    if !options.wants("program") {
        return Ok(());
    }
    let input = if options.quick { workspace::carried() } else { compute_or_carried(root) };
    workspace::generate(root, "compute", "arm-compute", input)?;
    let sides = ["generated", "by-hand"].map(|name| program_package(root, name));
    let [ours, by_hand] = sides;
    let (ours, by_hand) = (ours?, by_hand?);
    for (build, profile) in [(&["build"][..], "debug"), (&["build", "--release"], "release")] {
        if options.quick && profile == "release" {
            continue;
        }
        let case = format!("program, {profile}");
        let mut sides = Vec::new();
        for (name, package) in [("generated crate", &ours), ("structs by hand", &by_hand)] {
            sides.push(side(package, name, build, &case, &target())?);
        }
        in_turns(&mut sides, options.rounds())?;
        table::print(&case, &sides);
        let size = |package: &Package| {
            let binary = target().join(profile).join(format!("{}{}", package.name, std::env::consts::EXE_SUFFIX));
            std::fs::metadata(binary).map_or(f64::NAN, |it| it.len() as f64 / 1e6)
        };
        println!(
            "| {case:<34} | binary: {:.2} MB with the generated crate, {:.2} MB by hand |",
            size(&ours),
            size(&by_hand)
        );
    }
    Ok(())
}

fn program_package(root: &Path, name: &str) -> Result<Package> {
    let package = format!("bench-program-{name}");
    let source = workspace::get(&root.join("bench/program").join(format!("{name}.rs")))?;
    let manifest = workspace::get(&root.join("bench/program").join(format!("{name}.toml")))?;
    let folder = workspace::write(root, &package, &manifest, &[("src/main.rs", source)])?;
    Ok(Package { folder, name: package })
}

/// Whole Compute where it is, else what this repository carries.
pub(super) fn compute_or_carried(root: &Path) -> Input {
    workspace::whole_compute(root).unwrap_or_else(|_| workspace::carried())
}

fn compare(options: &Options, case: &str, sides: &[(&str, &Package)], builds: &[Build]) -> Result<()> {
    for build in builds {
        let case = format!("{case}, {}", build.name());
        if !options.wants(&case) || (options.quick && !matches!(build, Build::Check)) {
            continue;
        }
        let mut measured = Vec::new();
        for (name, package) in sides {
            measured.push(side(package, name, build.cargo(), &case, &target())?);
        }
        in_turns(&mut measured, options.rounds())?;
        table::print(&case, &measured);
    }
    Ok(())
}

/// Builds the dependencies, and learns how rustc is called for the crate itself.
pub(super) fn side(package: &Package, name: &str, build: &[&str], case: &str, target: &Path) -> Result<Side<'static>> {
    let manifest = package.folder.join("Cargo.toml");
    let (subcommand, rest) = build.split_first().ok_or("no command")?;
    let cargo = |subcommand: &str| {
        let mut cargo = cargo(subcommand);
        cargo.env("CARGO_TARGET_DIR", target).arg("--manifest-path").arg(&manifest).args(["--package", &package.name]);
        cargo
    };
    let mut clean = cargo("clean");
    if build.contains(&"--release") {
        clean.arg("--release");
    }
    prepare(&mut clean)?;
    let mut command = cargo(subcommand);
    command.args(rest);
    let file = bench_folder().join(format!("{name}, {case}.json").replace(['/', ' ', ','], "-"));
    let call = recorder::record(&mut command, &package.crate_name(), file)?;
    Ok(Side::new(name, move || measure(&mut call())))
}

/// The packages of the benches share what they depend on with those of this repository.
fn target() -> PathBuf {
    nested_cargo::target_dir()
}
