//! `cargo xtask public-api`: the public names of each package as committed text.
//!
//! In: the packages that can be published. Out: one file for each in `docs/public-api`, or the differences from the
//! committed ones. Must not know: which of the names are promised; `docs/stability.md` says so.
//!
//! The names come from rustdoc's JSON, which stable compilers write only with `RUSTC_BOOTSTRAP`. `public-api` reads one
//! version of that format, so its version in `xtask/Cargo.toml` belongs to the compiler in `rust-toolchain.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::chore::Failed;
use crate::package::PACKAGES;

/// The folder of the committed files.
const FOLDER: &str = "docs/public-api";

/// The folder below the target folder for what is built here: with `RUSTC_BOOTSTRAP`, build scripts decide differently.
const TARGET: &str = "public-api";

/// Writes the names of all packages, or fails if they differ from the committed ones.
pub(crate) fn run(root: &Path, check: bool) -> Result<(), Failed> {
    let mut result = Ok(());
    for package in PACKAGES {
        let file = root.join(FOLDER).join(format!("{package}.txt"));
        let done =
            names(root, package).and_then(|names| if check { compare(&file, &names) } else { write(&file, &names) });
        if let Err(reason) = done {
            eprintln!("error: {package}: {reason}");
            result = Err(Failed);
        }
    }
    result
}

/// The public names of a package, one per line.
fn names(root: &Path, package: &str) -> Result<String, String> {
    let target = nested_cargo::target_dir().join(TARGET);
    let mut command = nested_cargo::command("rustdoc");
    command.current_dir(root).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", &target);
    command.args(["--quiet", "--lib", "--package", package]);
    command.args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"]);
    let status = command.status().map_err(|error| format!("cannot run cargo: {error}"))?;
    if !status.success() {
        return Err("rustdoc failed".to_owned());
    }
    let json = target.join("doc").join(format!("{}.json", package.replace('-', "_")));
    let api = public_api::Builder::from_rustdoc_json(json)
        // What every type implements, and what `derive` writes, says little; the auto traits are `Send` and its like.
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .map_err(|error| format!("cannot read what rustdoc wrote: {error}"))?;
    Ok(api.to_string())
}

fn write(file: &Path, names: &str) -> Result<(), String> {
    let folder = file.parent().unwrap_or(file);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, names));
    written.map_err(|error| format!("cannot write {}: {error}", file.display()))
}

/// Fails if the committed names are others; the message has every difference.
fn compare(file: &Path, names: &str) -> Result<(), String> {
    let committed = fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    if committed == names {
        return Ok(());
    }
    Err(format!(
        "the public names are not those of {}; if the change is intended, run `cargo xtask public-api` and read the \
         difference{}",
        file.display(),
        differences(&committed, names)
    ))
}

fn differences(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(|text| text.lines().collect::<BTreeSet<_>>());
    let removed = before.difference(&after).map(|line| format!("\n- {line}"));
    removed.chain(after.difference(&before).map(|line| format!("\n+ {line}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn a_difference_names_what_went_and_what_came() {
        assert_eq!(differences("a\nb\n", "b\nc\n"), "\n- a\n+ c");
        assert_eq!(differences("a\n", "a\n"), "");
    }
}
