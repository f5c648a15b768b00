//! Generating by both sides: after no change, after a change of one description, and from nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::generate::{empty, files_apart, name_input};
use super::super::measure::{self, Cost, in_turns};
use super::super::shared::{Options, Result};
use super::super::table;
use super::super::workspace::{self, get, put};
use super::{Program, Side, copy, prepare, sides};
use crate::public_specs::{self, COMPUTE};

/// Runs the bench.
pub(in super::super) fn run(root: &Path, options: &Options, commit: &str) -> Result<()> {
    let sides = sides(root, commit)?;
    let [this, other] = &sides;
    let programs = [this.program()?, other.program()?];
    let bench = Bench { options, sides: &sides, programs: &programs };
    table::head_against(options.rounds());
    bench.service("carried Compute", &root.join("specs/specification/compute/resource-manager/readme.md"))?;
    if options.quick {
        return Ok(());
    }
    match public_specs::find(root, COMPUTE) {
        Ok(readme) => bench.service("Compute, whole", &root.join(readme))?,
        Err(reason) => table::skipped("Compute, whole", &reason),
    }
    let readmes = public_specs::readmes(root);
    if readmes.is_empty() {
        table::skipped("all services", "there are no public specifications");
        return Ok(());
    }
    bench.all(
        "all services, one process",
        &readmes.iter().map(|(name, path)| (name.as_str(), root.join(path))).collect::<Vec<_>>(),
    )
}

struct Bench<'a> {
    options: &'a Options,
    sides: &'a [Side; 2],
    programs: &'a [Program; 2],
}

/// The number of changes of a description.
type Round = usize;

impl Bench<'_> {
    /// One service, in all cases.
    fn service(&self, name: &str, readme: &Path) -> Result<()> {
        let unchanged = |side: &Side, program: &Program| {
            self.once(side, program.generate(), "unchanged", readme)?;
            let (out, runtime, readme) = (side.output.join("unchanged"), side.runtime(), readme.to_owned());
            Ok((program.generate(), move |_| Ok((out.clone(), runtime.clone(), readme.clone()))))
        };
        self.case(&format!("{name}, nothing changed"), &[], unchanged)?;
        self.case(&format!("{name}, nothing changed, --check"), &["--check"], unchanged)?;
        self.case(&format!("{name}, one description changed"), &[], |side, program| {
            let copied = Copied::new(&side.output.join("specification"), readme)?;
            self.once(side, program.generate(), "changed", &copied.readme)?;
            let (out, runtime) = (side.output.join("changed"), side.runtime());
            Ok((program.generate(), move |round| {
                copied.change(round)?;
                Ok((out.clone(), runtime.clone(), copied.readme.clone()))
            }))
        })?;
        self.case(&format!("{name}, from nothing"), &[], |side, program| {
            let (out, runtime, readme) = (side.output.join("anew"), side.runtime(), readme.to_owned());
            Ok((program.generate_anew(), move |_| {
                empty(&out)?;
                Ok((out.clone(), runtime.clone(), readme.clone()))
            }))
        })
    }

    /// Measures both sides. `make` returns a side's command and what each round prepares: folder, runtime, readme.
    fn case<F>(&self, case: &str, more: &[&str], make: impl Fn(&Side, &Program) -> Result<(Command, F)>) -> Result<()>
    where
        F: FnMut(Round) -> Result<(PathBuf, PathBuf, PathBuf)>,
    {
        if !self.options.wants(case) {
            return Ok(());
        }
        let mut measured = Vec::new();
        for (side, program) in self.sides.iter().zip(self.programs) {
            let (command, mut before) = make(side, program)?;
            let mut round = 0;
            measured.push(measure::Side::new(&side.name, move || {
                round += 1;
                let (out, runtime, readme) = before(round)?;
                let mut call = again(&command);
                measure::measure(name_crate(&mut call, &out, &runtime, &readme).args(more))
            }));
        }
        in_turns(&mut measured, self.options.rounds())?;
        table::print_against(case, &measured);
        Ok(())
    }

    /// Generates once without measuring, so that the crate is there and whatever is kept for the next run.
    fn once(&self, side: &Side, mut command: Command, folder: &str, readme: &Path) -> Result<()> {
        prepare(name_crate(&mut command, &side.output.join(folder), &side.runtime(), readme))
    }

    /// All services by one manifest in one process, from nothing.
    fn all(&self, case: &str, readmes: &[(&str, PathBuf)]) -> Result<()> {
        if !self.options.wants(case) {
            return Ok(());
        }
        let mut measured = Vec::new();
        for (side, program) in self.sides.iter().zip(self.programs) {
            let manifest = side.output.join("all/armsmith.toml");
            put(&manifest, &manifest_of(readmes, &side.runtime()))?;
            measured.push(measure::Side::new(&side.name, move || -> Result<Cost> {
                empty(&side.output.join("all/crates"))?;
                measure::measure(program.generate_anew().arg("--manifest").arg(&manifest))
            }));
        }
        in_turns(&mut measured, self.options.rounds())?;
        table::print_against(case, &measured);
        Ok(())
    }
}

fn name_crate<'c>(command: &'c mut Command, out: &Path, runtime: &Path, readme: &Path) -> &'c mut Command {
    command.args(["--name", "arm-bench", "--out"]).arg(out).arg("--runtime-path").arg(runtime);
    name_input(command, &workspace::readme(readme.to_owned()))
}

/// The same command once more: a `Command` cannot be cloned.
fn again(command: &Command) -> Command {
    let mut copy = Command::new(command.get_program());
    copy.args(command.get_args()).env_remove("CI");
    copy
}

fn manifest_of(readmes: &[(&str, PathBuf)], runtime: &Path) -> String {
    let of_crate = |(name, readme): &(&str, PathBuf)| {
        format!(
            "[[crate]]\nname = \"arm-{name}\"\nout = \"crates/{name}\"\nreadme = {:?}\nruntime = {{ path = {:?} }}\n\n",
            readme.display().to_string(),
            runtime.display().to_string()
        )
    };
    readmes.iter().map(of_crate).collect()
}

/// A copy of a specification, to be changed.
struct Copied {
    readme: PathBuf,
    /// The largest file, and its original text.
    file: PathBuf,
    text: String,
}

/// The characters before the text of a description in all public specifications.
const DESCRIPTION: &str = "\"description\": \"";

impl Copied {
    fn new(folder: &Path, readme: &Path) -> Result<Self> {
        empty(folder)?;
        let canonical = |path: &Path| fs::canonicalize(path).map_err(|error| format!("{}: {error}", path.display()));
        let readme = canonical(readme)?;
        let root = readme.ancestors().find(|it| it.file_name().is_some_and(|name| name == "specification"));
        let root = root.ok_or_else(|| format!("{} is not below a folder `specification`", readme.display()))?;
        let to = |file: &Path| file.strip_prefix(root).map(|it| folder.join("specification").join(it));
        let mut documents = Vec::new();
        for file in files_apart(&workspace::readme(readme.clone()))?.iter().chain([&readme]) {
            let file = canonical(file)?;
            let to = to(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            copy(&file, &to)?;
            let is_example = to.iter().any(|it| it == "examples");
            if !is_example && to.extension().is_some_and(|it| it == "json") {
                documents.push((fs::metadata(&to).map_or(0, |it| it.len()), to));
            }
        }
        let (_, file) =
            documents.into_iter().max().ok_or_else(|| format!("{} names no JSON file", readme.display()))?;
        let text = get(&file)?;
        if !text.contains(DESCRIPTION) {
            return Err(format!("{} has no description", file.display()));
        }
        Ok(Self { readme: to(&readme).map_err(|error| error.to_string())?, file, text })
    }

    /// Gives the first description another text in each round.
    fn change(&self, round: Round) -> Result<()> {
        put(&self.file, &self.text.replacen(DESCRIPTION, &format!("{DESCRIPTION}Round {round}. "), 1))
    }
}
