//! `cargo xtask bench generate`: a whole run of the program, into an empty folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use armsmith_core::{Input, Job};

use super::measure::{Cost, Side, in_turns, measure, median};
use super::shared::{Options, Result, bench_folder, cargo, prepare};
use super::workspace;
use super::{peers, table};
use crate::public_specs;

/// Runs the bench.
pub(super) fn run(root: &Path, options: &Options) -> Result<()> {
    let programs = Programs::build(root)?;
    table::head(options.rounds());
    programs.service(options, "carried Compute", workspace::carried())?;
    if options.quick {
        return Ok(());
    }
    match workspace::data(&options.data, "computerp.swagger2.json") {
        Ok(file) => programs.compute_rp(options, file)?,
        Err(reason) => table::skipped("ComputeRP", &reason),
    }
    for (case, folder) in [("Compute, whole", "compute"), ("network", "network"), ("sql", "sql")] {
        match public_specs::find(root, &format!("{folder}/resource-manager/readme.md")) {
            Ok(path) => programs.service(options, case, workspace::readme(path))?,
            Err(reason) => table::skipped(case, &reason),
        }
    }
    let all = public_specs::readmes(root);
    if all.is_empty() {
        table::skipped("all services", "there are no public specifications");
        return Ok(());
    }
    programs.all(options, &all)
}

/// The programs to run.
struct Programs {
    armsmith: PathBuf,
    floor: PathBuf,
}

/// The input and the output folder of one service.
struct Service {
    input: Input,
    out: PathBuf,
    floor_out: PathBuf,
    files: Vec<PathBuf>,
}

impl Programs {
    fn build(root: &Path) -> Result<Self> {
        let (manifest, source) = (
            workspace::get(&root.join("bench/generate/floor.toml"))?,
            workspace::get(&root.join("bench/generate/floor.rs"))?,
        );
        let floor = workspace::write(root, "floor", &manifest, &[("src/main.rs", source)])?;
        prepare(cargo("build").args(["--release", "--package", "armsmith"]))?;
        prepare(cargo("build").args(["--release", "--manifest-path"]).arg(floor.join("Cargo.toml")))?;
        let folder = nested_cargo::target_dir().join("release");
        let program = |name: &str| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        Ok(Self { armsmith: program("armsmith"), floor: program("bench-floor") })
    }

    /// One service, against the floor.
    fn service(&self, options: &Options, case: &str, input: Input) -> Result<()> {
        if !options.wants(case) {
            return Ok(());
        }
        let service = self.learn(case, input)?;
        let mut sides = [
            Side::new("armsmith", || self.generate(&service)),
            Side::new("read and write alone", || self.floor(&service)),
        ];
        in_turns(&mut sides, options.rounds())?;
        table::print(case, &sides);
        self.size(case, &[&service], &sides[0].costs)
    }

    /// One document that other generators read as well.
    fn compute_rp(&self, options: &Options, file: PathBuf) -> Result<()> {
        let case = "ComputeRP";
        if !options.wants(case) {
            return Ok(());
        }
        let service = self.learn(case, Input::Files(vec![file]))?;
        let mut sides = vec![
            Side::new("armsmith", || self.generate(&service)),
            Side::new("read and write alone", || self.floor(&service)),
        ];
        for (name, peer) in
            [("progenitor", peers::progenitor(options)), ("openapi-generator", peers::openapi_generator(options))]
        {
            match peer {
                Ok((package, mut command)) => sides.push(Side::new(name, move || {
                    empty(&package.folder)?;
                    measure(&mut command)
                })),
                Err(reason) => table::skipped(case, &reason),
            }
        }
        in_turns(&mut sides, options.rounds())?;
        table::print(case, &sides);
        self.size(case, &[&service], &sides[0].costs)
    }

    /// Every service there is, one after the other.
    fn all(&self, options: &Options, readmes: &[(String, PathBuf)]) -> Result<()> {
        let case = "all services";
        if !options.wants(case) {
            return Ok(());
        }
        let services = readmes
            .iter()
            .map(|(name, path)| self.learn(name, workspace::readme(path.clone())))
            .collect::<Result<Vec<Service>>>()?;
        let sum = |run: &dyn Fn(&Service) -> Result<Cost>| {
            services.iter().try_fold(Cost::default(), |sum, service| Ok::<_, String>(sum.then(run(service)?)))
        };
        let mut sides = [
            Side::new("armsmith", || sum(&|service| self.generate(service))),
            Side::new("read and write alone", || sum(&|service| self.floor(service))),
        ];
        in_turns(&mut sides, options.rounds())?;
        table::print(case, &sides);
        self.size(case, &services.iter().collect::<Vec<_>>(), &sides[0].costs)
    }

    /// Generates once, to know what is read and written.
    fn learn(&self, name: &str, input: Input) -> Result<Service> {
        let folder = |side: &str| bench_folder().join(side).join(name.replace([' ', ',', '/'], "-"));
        let files = files_apart(&input)?;
        let service = Service { input, out: folder("generated"), floor_out: folder("floor-written"), files };
        self.generate(&service)?;
        Ok(service)
    }

    fn generate(&self, service: &Service) -> Result<Cost> {
        empty(&service.out)?;
        let mut command = Command::new(&self.armsmith);
        command.args(["generate", "--name", "arm-bench", "--out"]).arg(&service.out);
        measure(name_input(&mut command, &service.input))
    }

    fn floor_command(&self, service: &Service) -> Command {
        let mut command = Command::new(&self.floor);
        command.arg(&service.out).arg(&service.floor_out).args(&service.files);
        command
    }

    fn floor(&self, service: &Service) -> Result<Cost> {
        empty(&service.floor_out)?;
        measure(&mut self.floor_command(service))
    }

    /// Prints the size of the input, and the costs per megabyte.
    fn size(&self, case: &str, services: &[&Service], costs: &[Cost]) -> Result<()> {
        let (mut files, mut megabytes) = (0, 0.0);
        for service in services {
            let output =
                self.floor_command(service).output().map_err(|error| format!("{}: {error}", self.floor.display()))?;
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let mut words = text.split_whitespace();
            files += words.next().and_then(|it| it.parse::<u64>().ok()).unwrap_or_default();
            megabytes += words.nth(1).and_then(|it| it.parse::<f64>().ok()).unwrap_or_default();
        }
        let cpu = median(costs.iter().map(|cost| cost.cpu.as_secs_f64()));
        println!(
            "| {case:<34} | {files} files, {megabytes:.1} MB read; {:.1} ms of CPU for each MB |",
            cpu * 1e3 / megabytes
        );
        Ok(())
    }
}

pub(super) fn name_input<'c>(command: &'c mut Command, input: &Input) -> &'c mut Command {
    match input {
        Input::Readme { path, .. } => command.arg("--readme").arg(path),
        Input::Files(files) => files.iter().fold(command, |command, file| command.arg("--input").arg(file)),
        other => unreachable!("the bench makes no input such as {other:?}"),
    }
}

/// What [`print_files`] says in a process of its own. Linux counts in the peak of a program what held the one that
/// started it, and this one must therefore stay small.
pub(super) fn files_apart(input: &Input) -> Result<Vec<PathBuf>> {
    let this = std::env::current_exe().map_err(|error| format!("this program does not know where it is: {error}"))?;
    let mut command = Command::new(this);
    let output = name_input(command.args(["bench", "files"]), input).output();
    let output = output.map_err(|error| format!("cannot run {command:?}: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(PathBuf::from).collect())
}

/// Prints all files of a specification, one a line.
pub(super) fn print_files(input: &Input) -> Result<()> {
    let job = Job { name: "arm-bench".to_owned(), input: input.clone(), ..Job::default() };
    let specification = armsmith_core::specification(&job).map_err(|problems| problems.to_string())?;
    for file in specification.files {
        println!("{}", file.display());
    }
    Ok(())
}

/// Removes a folder with everything in it.
pub(super) fn empty(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("cannot empty {}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}
