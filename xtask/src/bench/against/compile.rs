//! Compiling what each side generates, with the runtime of that side.

use std::path::Path;

use super::super::compile::{Build, side};
use super::super::generate::name_input;
use super::super::measure::in_turns;
use super::super::shared::{Options, Result};
use super::super::table;
use super::super::workspace::{self, Package};
use super::{copy, prepare, sides};

/// Runs the bench.
pub(in super::super) fn run(root: &Path, options: &Options, commit: &str) -> Result<()> {
    const NAME: &str = "arm-bench";
    let sides = sides(root, commit)?;
    let input = if options.quick { workspace::carried() } else { super::super::compile::compute_or_carried(root) };
    let mut packages = Vec::new();
    for it in &sides {
        let folder = it.output.join("compiled");
        let mut command = it.program()?.generate();
        command.args(["--name", NAME, "--out"]).arg(&folder).arg("--runtime-path").arg(it.runtime());
        prepare(name_input(&mut command, &input))?;
        copy(&it.root.join("Cargo.lock"), &folder.join("Cargo.lock"))?;
        packages.push(Package { folder, name: NAME.to_owned() });
    }
    table::head_against(options.rounds());
    for build in Build::ALL {
        let case = format!("Compute, {}", build.name());
        // `check` is what people wait for. The others are measured on request.
        let is_wanted = if options.only.is_empty() { matches!(build, Build::Check) } else { options.wants(&case) };
        if !is_wanted {
            continue;
        }
        let mut measured = Vec::new();
        for (it, package) in sides.iter().zip(&packages) {
            measured.push(side(package, &it.name, build.cargo(), &case, &it.target)?);
        }
        in_turns(&mut measured, options.rounds())?;
        table::print_against(&case, &measured);
    }
    Ok(())
}
