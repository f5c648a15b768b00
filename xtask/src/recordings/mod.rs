//! `cargo xtask recordings`: recorded traffic of real services, played through the clients of the crates that fit.
//!
//! In: the recordings and the specifications beside the checkout. Out: counts for each kind of check, and every
//! difference that `xtask/recordings.toml` does not list with a reason. The crates are those of `cargo xtask corpus`,
//! in its workspace, so that what was built there is not built again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use armsmith_core::source::readme::{ServiceReadme, survey};
use armsmith_core::{Job, Specification, Workspace};
use armsmith_examples::Harness;
use armsmith_examples::recorded::{self, ExchangeId, Findings, Fits, Recordings};
use rayon::prelude::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::chore::{Failed, complain};
use crate::corpus::{self, bar, build};
use accepted::Accepted;

mod accepted;
mod report;

/// The folder of the harnesses, below that of the crates.
const HARNESSES: &str = "recordings";

/// The file of accepted differences and least counts.
const ACCEPTED: &str = "xtask/recordings.toml";

/// The options of the command.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The recorded exchanges
    #[arg(long, value_name = "FILE", default_value = "../shared/recordings/exchanges.json")]
    recordings: PathBuf,
    /// The folder to look for readmes in
    #[arg(long, value_name = "DIR", default_value = "../shared/specs/azure-rest-api-specs")]
    specs: PathBuf,
    /// Only these services, by their folders below `specification`; the least counts do not apply then
    #[arg(long, value_name = "SERVICE", value_delimiter = ',')]
    services: Vec<String>,
    /// Write counts and differences to this file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Print the list of accepted differences and counts as it would be for this run; nothing is written
    #[arg(long)]
    accept: bool,
}

impl Options {
    /// Makes paths independent of the current folder.
    pub(crate) fn absolute(mut self, root: &Path) -> Self {
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        // The defaults are beside the checkout, wherever the command is typed.
        for path in [&mut self.recordings, &mut self.specs] {
            *path = absolute(&if path.is_relative() && !path.exists() { root.join(&*path) } else { path.clone() });
        }
        self.report = self.report.as_ref().map(absolute);
        self
    }

    /// Fails if the named files and folders do not exist.
    pub(crate) fn check_paths(&self) -> Result<(), Failed> {
        if !self.recordings.is_file() {
            let path = self.recordings.display();
            return Err(complain(&format!(
                "NOTHING WAS PLAYED: there are no recordings at {path}; no exchange was checked"
            )));
        }
        if !self.specs.is_dir() {
            return Err(complain(&format!(
                "there is no folder {}; name a checkout with `--specs`",
                self.specs.display()
            )));
        }
        Ok(())
    }

    fn wants(&self, service: &str) -> bool {
        self.services.is_empty() || self.services.iter().any(|it| it == service)
    }
}

/// A crate that recordings fit.
struct Crate {
    job: Job,
    specification: Specification,
    fits: Fits,
    harness: Option<Harness>,
}

/// Plays everything and compares the findings with what is accepted.
pub(crate) fn run(options: &Options) -> Result<(), Failed> {
    options.check_paths()?;
    let accepted = Accepted::read(Path::new(ACCEPTED)).map_err(|reason| complain(&reason))?;
    let recordings = Recordings::read(&options.recordings).map_err(|error| complain(&error.to_string()))?;
    let mut fitted = BTreeSet::new();
    let start = Instant::now();
    let mut crates = find_crates(options, &recordings, &mut fitted)?;
    println!("{} crates for {} exchanges in {:.1} s", crates.len(), fitted.len(), start.elapsed().as_secs_f64());
    compile(&mut crates)?;
    let start = Instant::now();
    let findings = play(&crates, &recordings, &fitted)?;
    println!("played in {:.1} s\n", start.elapsed().as_secs_f64());
    if let Some(path) = &options.report {
        let json = serde_json::to_string_pretty(&findings).map_err(|error| complain(&error.to_string()))?;
        fs::write(path, json + "\n").map_err(|error| complain(&format!("cannot write {}: {error}", path.display())))?;
    }
    if options.accept {
        print!("{}", accepted.updated(&findings));
        return Ok(());
    }
    let (text, has_passed) = report::print(&findings, &accepted, options.services.is_empty());
    println!("{text}");
    if has_passed { Ok(()) } else { Err(Failed) }
}

/// Reads the specifications of the services that were recorded and generates the crates that fit.
fn find_crates(
    options: &Options,
    recordings: &Recordings,
    fitted: &mut BTreeSet<ExchangeId>,
) -> Result<Vec<Crate>, Failed> {
    let files = recordings.exchanges().filter_map(|(_, _, it)| it.specification.as_deref());
    let services: BTreeSet<&str> = files.filter_map(|file| file.split('/').next()).collect();
    let mut candidates: Vec<ServiceReadme> = survey(&options.specs).candidates;
    candidates.retain(|it| services.contains(it.service.as_str()) && options.wants(&it.service));
    let read = |candidate: &ServiceReadme| {
        let job = corpus::job(candidate);
        armsmith_core::specification(&job).map(|specification| (job, specification))
    };
    let read: Vec<_> = candidates.par_iter().map(read).collect();
    let mut crates = Vec::new();
    for found in read {
        let (job, specification) = found.map_err(|error| complain(&error.to_string()))?;
        let fits = Fits::find(&specification, recordings, fitted).map_err(|error| complain(&error.to_string()))?;
        if !fits.is_empty() {
            armsmith_core::generate(&job).map_err(|error| complain(&error.to_string()))?;
            crates.push(Crate { job, specification, fits, harness: None });
        }
    }
    if crates.is_empty() {
        return Err(complain(&format!("no operation below {} fits a recording", options.specs.display())));
    }
    Ok(crates)
}

/// Builds the crates and the programs that play recordings through them.
fn compile(crates: &mut [Crate]) -> Result<(), Failed> {
    let start = Instant::now();
    let folder = corpus::folder();
    let mut members = Vec::new();
    let mut packages = Vec::new();
    for it in crates.iter() {
        let parent = folder.join(HARNESSES);
        let package = recorded::write_package(&it.specification, &it.fits, &it.job.out, &parent, Workspace::Member);
        let package = package.map_err(|error| complain(&error.to_string()))?;
        members.extend([it.job.name.clone(), format!("{HARNESSES}/{}", package.name)]);
        packages.push(package);
    }
    let progress = bar("compiling", members.len());
    let mut built = build::build(&folder, &members, &|name| {
        progress.set_message(name.to_owned());
        progress.inc(1);
    })
    .map_err(|reason| complain(&reason))?;
    progress.finish_and_clear();
    for (it, package) in crates.iter_mut().zip(packages) {
        let program = built.remove(&package.name).unwrap_or_default().into_program();
        let name = package.name.clone();
        let program = program.map_err(|problems| complain(&format!("{name} does not compile:\n{problems}")))?;
        it.harness = Some(Harness::of(package, program));
    }
    println!("{} packages compiled in {:.1} s", members.len(), start.elapsed().as_secs_f64());
    Ok(())
}

fn play(crates: &[Crate], recordings: &Recordings, fitted: &BTreeSet<ExchangeId>) -> Result<Findings, Failed> {
    let play_one = |it: &Crate| {
        let harness = it.harness.as_ref().ok_or_else(|| complain("a harness was not built"))?;
        recorded::check(&it.specification, harness, recordings, &it.fits).map_err(|error| complain(&error.to_string()))
    };
    let mut findings = Findings::default();
    for found in crates.into_par_iter().map(play_one).collect::<Vec<_>>() {
        findings.add(found?);
    }
    if let Some(harness) = crates.iter().find_map(|it| it.harness.as_ref()) {
        let general = recorded::check_general(harness, recordings, fitted);
        findings.add(general.map_err(|error| complain(&error.to_string()))?);
    }
    findings.differences.sort();
    Ok(findings)
}
