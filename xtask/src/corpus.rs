//! `cargo xtask corpus`: every service of a checkout of the public specifications, generated, compiled and held against
//! its documented examples.
//!
//! All crates and the programs that run their examples are one Cargo workspace in the target folder: dependencies are
//! built once, and one Cargo keeps all cores busy from the first crate to the last.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use armsmith_core::source::readme::{ServiceReadme, Survey, survey};
use armsmith_core::{Input, Job, Runtime, Specification, Workspace};
use armsmith_examples::{self as examples, Harness};
use indicatif::{ParallelProgressIterator, ProgressBar, ProgressFinish, ProgressStyle};
use rayon::prelude::{IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator};

use crate::chore::{Failed, complain};
use failure::Stage;
use report::{CrateReport, Report};

pub(crate) mod build;
mod failure;
mod report;

/// The folder of the workspace: all crates, and their harnesses below them.
pub(crate) fn folder() -> PathBuf {
    nested_cargo::target_dir().join("corpus")
}

const HARNESSES: &str = "examples";

/// The options of the command.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder to look for readmes in
    #[arg(long, value_name = "DIR", default_value = "../shared/specs/azure-rest-api-specs")]
    specs: PathBuf,
    /// Only these services, by their folders below `specification`
    #[arg(long, value_name = "SERVICE", value_delimiter = ',')]
    services: Vec<String>,
    /// Only these readmes
    #[arg(long, value_name = "FILE")]
    readme: Vec<PathBuf>,
    /// Write everything that was found to this file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Generate only: compile nothing and run no examples
    #[arg(long)]
    no_compile: bool,
}

impl Options {
    /// Makes paths independent of the current folder.
    pub(crate) fn absolute(mut self, root: &Path) -> Self {
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        // The default is beside the checkout, wherever the command is typed.
        self.specs = if self.specs.is_relative() && !self.specs.exists() { root.join(&self.specs) } else { self.specs };
        self.specs = absolute(&self.specs);
        self.readme = self.readme.iter().map(absolute).collect();
        self.report = self.report.as_ref().map(absolute);
        self
    }

    /// Fails unless the named files and folders exist.
    pub(crate) fn check_paths(&self) -> Result<(), Failed> {
        if !self.specs.is_dir() {
            return Err(complain(&format!(
                "there is no folder {}; name a checkout with `--specs`",
                self.specs.display()
            )));
        }
        match self.readme.iter().find(|it| !it.is_file()) {
            Some(missing) => Err(complain(&format!("there is no file {}", missing.display()))),
            None => Ok(()),
        }
    }

    fn wants(&self, service: &str, readme: &Path) -> bool {
        (self.services.is_empty() || self.services.iter().any(|it| it == service))
            && (self.readme.is_empty() || self.readme.iter().any(|it| it == readme))
    }
}

/// One crate on its way.
struct Crate {
    job: Job,
    specification: Option<Specification>,
    harness: Option<examples::Package>,
    report: CrateReport,
}

/// Runs everything and prints the table.
pub(crate) fn run(options: &Options) -> Result<(), Failed> {
    options.check_paths()?;
    let Survey { mut candidates, mut skipped } = survey(&options.specs);
    candidates.retain(|it| options.wants(&it.service, &it.readme));
    skipped.retain(|it| options.wants(&it.service, &it.readme));
    if candidates.is_empty() {
        return Err(complain(&format!("no readme with a tag of its own in {}", options.specs.display())));
    }
    let start = Instant::now();
    let bar = bar("generating", candidates.len());
    let mut crates: Vec<Crate> = candidates.par_iter().progress_with(bar).map(generate).collect();
    println!("{} crates generated in {:.1} s", crates.len(), start.elapsed().as_secs_f64());
    if !options.no_compile {
        compile(&mut crates)?;
        run_examples(&mut crates);
    }
    let report = Report::new(crates.into_iter().map(|it| it.report).collect(), skipped, options.no_compile);
    print!("{report}");
    if let Some(path) = &options.report {
        let written = report.to_json().map_err(Into::into).and_then(|json| fs::write(path, json + "\n"));
        written.map_err(|error| complain(&format!("cannot write {}: {error}", path.display())))?;
    }
    println!("{}", report.summary());
    if report.has_passed() { Ok(()) } else { Err(Failed) }
}

/// Returns the job that generates the crate of a candidate.
pub(crate) fn job(candidate: &ServiceReadme) -> Job {
    Job {
        name: candidate.name.clone(),
        out: folder().join(&candidate.name),
        input: Input::Readme {
            path: candidate.readme.clone(),
            tag: None,
            packages: candidate.package.iter().cloned().collect(),
        },
        runtime: Runtime::Path("runtime".into()),
        workspace: Workspace::Member,
        command: "cargo xtask corpus".to_owned(),
        ..Job::default()
    }
}

fn generate(candidate: &ServiceReadme) -> Crate {
    let job = job(candidate);
    let report = CrateReport::new(candidate, armsmith_core::generate(&job));
    Crate { job, specification: None, harness: None, report }
}

/// Builds all crates and their harnesses.
fn compile(crates: &mut [Crate]) -> Result<(), Failed> {
    let start = Instant::now();
    let folder = folder();
    crates.par_iter_mut().for_each(|it| it.write_harness(&folder.join(HARNESSES)));
    let generated = crates.iter().filter(|it| it.report.generated).map(|it| it.job.name.clone());
    let harnesses = crates.iter().filter_map(|it| it.harness.as_ref()).map(|it| format!("{HARNESSES}/{}", it.name));
    let members: Vec<String> = generated.chain(harnesses).collect();
    let bar = bar("compiling", members.len());
    let mut built = build::build(&folder, &members, &|name| {
        bar.set_message(name.to_owned());
        bar.inc(1);
    })
    .map_err(|reason| complain(&reason))?;
    bar.finish_and_clear();
    for it in crates.iter_mut() {
        let mut take = |name: &str| built.remove(name).unwrap_or_default();
        let harness = it.harness.as_ref().map(|it| it.name.clone()).unwrap_or_default();
        it.report.compiled(take(&it.job.name), take(&harness));
    }
    println!("{} packages compiled in {:.1} s", members.len(), start.elapsed().as_secs_f64());
    Ok(())
}

fn run_examples(crates: &mut [Crate]) {
    let start = Instant::now();
    let bar = bar("running examples", crates.len());
    crates.par_iter_mut().progress_with(bar).for_each(Crate::run_examples);
    println!("examples run in {:.1} s\n", start.elapsed().as_secs_f64());
}

impl Crate {
    /// Writes the program that runs the examples, unless the crate itself could not be generated.
    fn write_harness(&mut self, folder: &Path) {
        if !self.report.generated {
            return;
        }
        match armsmith_core::specification(&self.job) {
            Ok(specification) => {
                let written = examples::Package::write(&specification.model, &self.job.out, folder, Workspace::Member);
                self.specification = Some(specification);
                match written {
                    Ok(package) => self.harness = Some(package),
                    Err(error) => self.report.fail(Stage::Examples, &error),
                }
            }
            Err(problems) => self.report.fail(Stage::Examples, &problems),
        }
    }

    fn run_examples(&mut self) {
        // What is missing has failed before.
        let (Some(package), Some(specification)) = (self.harness.take(), self.specification.take()) else { return };
        let Some(program) = self.report.program.take() else { return };
        match examples::check(&specification, &Harness::of(package, program), &|_| {}) {
            Ok(checked) => self.report.checked(&checked),
            Err(error) => self.report.fail(Stage::Examples, &error),
        }
    }
}

pub(crate) fn bar(what: &'static str, length: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.with_prefix(what).with_finish(ProgressFinish::AndClear)
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn paths_that_do_not_exist_are_found_before_anything_is_built() {
        let root = nested_cargo::root();
        let options = |specs: &str, readme: &[&str]| Options {
            specs: root.join(specs),
            services: Vec::new(),
            readme: readme.iter().map(|it| root.join(it)).collect(),
            report: None,
            no_compile: false,
        };
        assert!(options("specs", &["README.md"]).check_paths().is_ok());
        assert!(options("nowhere", &[]).check_paths().is_err());
        assert!(options("specs", &["nowhere/readme.md"]).check_paths().is_err());
    }
}
