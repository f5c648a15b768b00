//! `cargo xtask specification`: the specification in `specs/`, made of public facts and our descriptions.
//!
//! The facts are in the Swagger files of `specs/specification`, the descriptions in `specs/descriptions`, which people
//! edit. `join` writes the descriptions into the Swagger files; with `--public` it takes the facts from a checkout of
//! the public specifications first. Everything else works in a fresh clone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use self::areas::area;
use self::check::check;
use self::descriptions::Descriptions;
use self::document::Documents;
use self::slots::{Slot, by_proposed_key, slots};
use self::wording::PublicWords;
use crate::chore::Failed;
use crate::public_specs;

mod areas;
mod check;
mod descriptions;
mod document;
mod examples;
mod facts;
mod join;
mod outline;
mod skeleton;
mod slots;
mod wording;

/// The Swagger files.
const SPECIFICATION: &str = "specs/specification";
/// The files of descriptions.
const DESCRIPTIONS: &str = "specs/descriptions/compute";
/// The readme, below [`SPECIFICATION`], whose tags name the input files.
const README: &str = "compute/resource-manager/readme.md";

/// The chores of the carried specification.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Count what each area has to describe, and what is missing
    Areas,
    /// Print what is still to be described in an area, with the facts, as TOML to be filled in
    #[command(after_help = "Example:\n  cargo xtask specification skeleton virtual-machines")]
    Skeleton {
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(areas::names()))]
        area: String,
    },
    /// List descriptions that are missing, say no more than the name, or copy a public description
    #[command(after_help = "Example:\n  cargo xtask specification check virtual-machines")]
    Check {
        /// Only this area
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(areas::names()))]
        area: Option<String>,
    },
    /// Write the descriptions into the Swagger files
    #[command(after_help = "Example:\n  cargo xtask specification join --check")]
    Join {
        /// Take the facts from the public files beside the checkout, instead of those in specs/
        #[arg(long)]
        public: bool,
        /// Write nothing; fail if a file differs from what would be written
        #[arg(long)]
        check: bool,
    },
}

pub(crate) fn run(root: &Path, command: &Command) -> Result<(), Failed> {
    let result = match command {
        Command::Areas => areas_report(root),
        Command::Skeleton { area } => skeleton_of(root, area),
        Command::Check { area } => check_area(root, area.as_deref()),
        Command::Join { public, check } => join_files(root, *public, *check),
    };
    result.map_err(|error| {
        eprintln!("error: {error}");
        Failed
    })
}

/// The facts, the positions in them, and the descriptions.
struct Carried {
    facts: Documents,
    slots: Vec<Slot>,
    descriptions: Descriptions,
}

impl Carried {
    /// Reads the descriptions, and the facts from `specification`.
    fn read(root: &Path, specification: &Path) -> Result<Self, String> {
        let inputs = inputs(root)?;
        let facts = facts::facts(&document::read(specification, &inputs)?, &inputs);
        let descriptions = Descriptions::read(&root.join(DESCRIPTIONS))?;
        let like = |name: &str| {
            let key = ["definitions", name, "like"].map(str::to_owned).to_vec();
            descriptions.find(&[key]).map(|text| text.text.clone())
        };
        let slots = slots(&facts, &like);
        Ok(Self { facts, slots, descriptions })
    }
}

/// The input files of all tags of the carried readme, below `specification`.
fn inputs(root: &Path) -> Result<Vec<String>, String> {
    let path = root.join(SPECIFICATION).join(README);
    let readme = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let folder = README.strip_suffix("readme.md").unwrap_or_default();
    let mut inputs: Vec<String> = readme
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "))
        .map(|file| format!("{folder}{file}"))
        .collect();
    inputs.sort();
    inputs.dedup();
    Ok(inputs)
}

fn public_folder(root: &Path) -> Result<PathBuf, String> {
    public_specs::folder(root).ok_or_else(|| "there is no checkout of the public specifications".to_owned())
}

fn areas_report(root: &Path) -> Result<(), String> {
    let carried = Carried::read(root, &root.join(SPECIFICATION))?;
    println!("{:<22} {:>9} {:>6} {:>8}", "area", "positions", "keys", "missing");
    for name in areas::names() {
        let of_area = || carried.slots.iter().filter(|slot| area(&slot.location) == name);
        let missing = of_area().filter(|slot| carried.descriptions.find(&slot.keys).is_none());
        let (keys, missing) = (by_proposed_key(of_area()).len(), by_proposed_key(missing).len());
        println!("{name:<22} {:>9} {keys:>6} {missing:>8}", of_area().count());
    }
    Ok(())
}

fn skeleton_of(root: &Path, area: &str) -> Result<(), String> {
    let carried = Carried::read(root, &root.join(SPECIFICATION))?;
    println!("{}", skeleton::skeleton(&carried.slots, &carried.descriptions, area).trim_start());
    Ok(())
}

fn check_area(root: &Path, area: Option<&str>) -> Result<(), String> {
    let carried = Carried::read(root, &root.join(SPECIFICATION))?;
    let public = match public_folder(root) {
        Ok(folder) => Some(PublicWords::of(&document::read(&folder, &inputs(root)?)?)),
        Err(reason) => {
            eprintln!("note: {reason}, so the words are not compared");
            None
        }
    };
    let state = check(&carried.slots, &carried.descriptions, public.as_ref(), area);
    print!("{state}");
    if state.is_complete() { Ok(()) } else { Err("the descriptions are not complete, see above".to_owned()) }
}

fn join_files(root: &Path, public: bool, check: bool) -> Result<(), String> {
    let own = root.join(SPECIFICATION);
    let source = if public { public_folder(root)? } else { own.clone() };
    let files = joined(root, &source)?;
    let mut changed = 0;
    for (file, text) in &files {
        let path = own.join(file);
        if fs::read_to_string(&path).is_ok_and(|present| present == *text) {
            continue;
        }
        changed += 1;
        println!("{} {}", if check { "differs:" } else { "wrote" }, Path::new(SPECIFICATION).join(file).display());
        if !check {
            let folder = path.parent().unwrap_or(&own);
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    if check && changed > 0 {
        return Err(format!("{changed} files differ: run `cargo xtask specification join`"));
    }
    Ok(())
}

/// The Swagger files with their descriptions, and the generated examples, each as the text of its file.
fn joined(root: &Path, source: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut carried = Carried::read(root, source)?;
    if let Some((_, problem)) = carried.descriptions.problems.first() {
        return Err(problem.clone());
    }
    let is_by_hand = |operation: &str| !join::by_hand(&carried.descriptions, operation).is_empty();
    let examples = examples::examples(root, &carried.facts, &is_by_hand)?;
    join::join(&mut carried.facts, &carried.slots, &carried.descriptions);
    join::add_examples(&mut carried.facts, &carried.descriptions, &examples);
    let examples = examples.into_values().flatten().map(|example| (example.file, example.content));
    carried
        .facts
        .into_iter()
        .chain(examples)
        .map(|(file, document)| {
            let text = serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?;
            Ok((file, text + "\n"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::check::check;
    use super::{Carried, SPECIFICATION, joined};

    #[test]
    fn the_files_are_what_facts_descriptions_and_examples_give() {
        let own = crate::chore::root().join(SPECIFICATION);
        let joined = joined(&crate::chore::root(), &own).expect("files that can be joined");
        let differing: Vec<&String> = joined
            .iter()
            .filter(|(file, text)| fs::read_to_string(own.join(file)).ok().as_ref() != Some(text))
            .map(|(file, _)| file)
            .collect();
        assert!(differing.is_empty(), "run `cargo xtask specification join`: {differing:?}");
    }

    #[test]
    fn everything_is_described_and_says_more_than_its_name() {
        let root = crate::chore::root();
        let carried = Carried::read(&root, &root.join(SPECIFICATION)).expect("the carried specification");
        let state = check(&carried.slots, &carried.descriptions, None, None);
        println!("{state}");
        assert!(state.is_complete(), "see the output above");
        assert_eq!(state.positions.values().sum::<usize>(), state.described);
    }
}

/// This test fails if the public specifications are missing.
#[cfg(all(test, feature = "public-specifications"))]
mod public {
    use super::check::check;
    use super::slots::Kind;
    use super::wording::PublicWords;
    use super::{Carried, SPECIFICATION, document, examples, inputs, join, public_folder};

    #[test]
    fn no_description_has_the_words_of_a_public_one() {
        let root = crate::chore::root();
        let folder = public_folder(&root).expect("the public specifications");
        let public = document::read(&folder, &inputs(&root).expect("the input files")).expect("the public files");
        let public = PublicWords::of(&public);
        let carried = Carried::read(&root, &root.join(SPECIFICATION)).expect("the carried specification");
        let mut copied = check(&carried.slots, &carried.descriptions, Some(&public), None).copied;
        let by_hand = |operation: &str| join::by_hand(&carried.descriptions, operation);
        let generated = examples::examples(&root, &carried.facts, &|it| !by_hand(it).is_empty()).expect("the examples");
        let operations = carried.slots.iter().filter(|slot| slot.kind == Kind::Operation).map(|slot| &slot.names);
        let titles = operations.flat_map(|id| by_hand(id).into_keys());
        let titles = titles.chain(generated.values().flatten().map(|example| example.title.clone()));
        copied.extend(titles.filter_map(|title| public.copied(&title)));
        assert!(copied.is_empty(), "{}", copied.join("\n"));
    }
}
