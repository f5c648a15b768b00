//! The run-time bench of each side: `cargo xtask bench run` of its own tree makes and builds the program, which then
//! runs in turns with that of the other side.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::measure::median;
use super::super::run::EXAMPLE;
use super::super::shared::{Options, Result, prepare};
use super::super::{table, workspace};
use super::{Side, executable, sides};
use crate::public_specs;

/// Runs the bench.
pub(in super::super) fn run(root: &Path, options: &Options, commit: &str) -> Result<()> {
    let example = match workspace::data(&options.data, "computerp.swagger2.json").and(public_specs::find(root, EXAMPLE))
    {
        Ok(example) => root.join(example),
        Err(reason) => {
            table::skipped("run", &reason);
            return Ok(());
        }
    };
    let data = std::path::absolute(&options.data).map_err(|error| error.to_string())?;
    let sides = sides(root, commit)?;
    let programs = [build(&sides[0], &data)?, build(&sides[1], &data)?];
    let mut medians: [BTreeMap<String, Vec<f64>>; 2] = Default::default();
    for _ in 0..options.rounds() {
        for (program, medians) in programs.iter().zip(&mut medians) {
            let mut command = Command::new(program);
            let output = command.arg("--bench").env("EXAMPLE", &example).output();
            let output = output.map_err(|error| format!("cannot run {}: {error}", program.display()))?;
            for (name, time) in read_medians(&String::from_utf8_lossy(&output.stdout)) {
                medians.entry(name).or_default().push(time);
            }
        }
    }
    let [this, other] = medians;
    if this.is_empty() {
        return Err("the program printed no times".to_owned());
    }
    println!(
        "\nMedians of {} in turns, in µs; the ratio is that of {} to this tree.\n",
        options.rounds(),
        sides[1].name
    );
    println!("| {:<36} | this tree | {:>12} | × |\n|---|---|---|---|", "case", sides[1].name);
    for (name, times) in this.into_iter().filter(|(name, _)| options.wants(name)) {
        let Some(others) = other.get(&name) else { continue };
        let (ours, theirs) = (median(times), median(others.iter().copied()));
        println!("| {name:<36} | {ours:>9.3} | {theirs:>12.3} | {:>5.2} |", theirs / ours);
    }
    Ok(())
}

/// Lets the chore of the tree make the package, and builds its program.
fn build(side: &Side, data: &Path) -> Result<PathBuf> {
    eprintln!("building the bench of {}", side.name);
    let chore = ["--package", "xtask", "--", "bench", "run", "--quick", "--data"];
    prepare(side.cargo("run").args(chore).arg(data))?;
    let manifest = side.target.join("bench/run/Cargo.toml");
    executable(side.cargo("bench").args(["--no-run", "--manifest-path"]).arg(manifest))
}

/// Reads the medians, in microseconds, from the tables of divan, by the names of group and function.
fn read_medians(text: &str) -> BTreeMap<String, f64> {
    let mut medians = BTreeMap::new();
    let mut groups: Vec<(usize, String)> = Vec::new();
    for line in text.lines() {
        let name_at = line.chars().position(|it| !matches!(it, '│' | '├' | '╰' | '─' | ' '));
        let Some(depth) = name_at.filter(|depth| *depth > 0) else { continue };
        let rest: String = line.chars().skip(depth).collect();
        let is_entry = line.chars().take(depth).any(|it| matches!(it, '├' | '╰'));
        let Some(name) = rest.split_whitespace().next().filter(|_| is_entry) else { continue };
        groups.retain(|(outer, _)| *outer < depth);
        let columns: Vec<&str> = rest.split('│').collect();
        if let Some(time) = columns.get(2).and_then(|column| microseconds(column)) {
            let path: Vec<&str> = groups.iter().map(|(_, name)| name.as_str()).chain([name]).collect();
            medians.insert(path.join("/"), time);
        } else {
            groups.push((depth, name.to_owned()));
        }
    }
    medians
}

/// Reads a time as divan prints it.
fn microseconds(text: &str) -> Option<f64> {
    let (number, unit) = text.trim().split_once(' ')?;
    let factor = match unit {
        "ns" => 1e-3,
        "µs" => 1.0,
        "ms" => 1e3,
        "s" => 1e6,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * factor)
}

#[cfg(test)]
mod tests {
    use super::read_medians;

    #[test]
    fn medians_are_read_from_the_tree() {
        let text = "\
run             fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ read                       │               │               │               │         │
│  ├─ derived   1.361 ms      │ 2.051 ms      │ 1.41 ms       │ 1.43 ms       │ 100     │ 100
│  │            576.3 MB/s    │ 382.4 MB/s    │ 556.2 MB/s    │ 548.1 MB/s    │         │
│  ╰─ generated 1.2 ms        │ 2 ms          │ 1.27 ms       │ 1.3 ms        │ 100     │ 100
╰─ request                    │               │               │               │         │
   ╰─ generated 470 ns        │ 2 µs          │ 490 ns        │ 500 ns        │ 100     │ 3200
";
        let medians = read_medians(text);
        assert_eq!(medians.len(), 3, "{medians:?}");
        assert!((medians["read/generated"] - 1270.0).abs() < 1e-9, "{medians:?}");
        assert!((medians["read/derived"] - 1410.0).abs() < 1e-9, "{medians:?}");
        assert!((medians["request/generated"] - 0.49).abs() < 1e-9, "{medians:?}");
    }
}
