//! `cargo xtask tidy`: rules of this repository that no compiler checks. Also a test, so that `cargo test` equals CI.
//!
//! | file | rule |
//! |---|---|
//! | `lines.rs` | headers of files, white space, the width of lines, paths of one machine |
//! | `stray.rs` | armsmith wrote every file of `generated/` |
//! | `wording.rs` | expressions that are never right in strings and documentation |
//! | `circles.rs` | files do not use each other in a circle, and no stage uses a later one |
//!
//! In: the repository. Out: one line for each breach of a rule. Must not know: how to fix it; each message says so
//! itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::chore::Failed;

mod circles;
mod file;
mod lines;
mod modules;
mod stray;
mod wording;

use file::SourceFile;

/// Prints every breach of a rule.
pub(crate) fn run(root: &Path) -> Result<(), Failed> {
    let problems = match files(root) {
        Ok(files) => problems(root, &files),
        Err(reason) => vec![format!("cannot list the files of this repository: {reason}")],
    };
    for problem in &problems {
        eprintln!("error: {problem}");
    }
    if problems.is_empty() { Ok(()) } else { Err(Failed) }
}

/// The files that git knows or would take in.
fn files(root: &Path) -> Result<Vec<String>, String> {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").current_dir(root).args(list).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    let names = String::from_utf8_lossy(&output.stdout);
    let names = names.split('\0').filter(|name| !name.is_empty() && root.join(name).is_file());
    Ok(names.map(str::to_owned).collect())
}

fn problems(root: &Path, paths: &[String]) -> Vec<String> {
    // Binary files (there are few) have no lines to look at.
    let read = |path: &String| Some(SourceFile { path: path.clone(), text: fs::read_to_string(root.join(path)).ok()? });
    let files: Vec<SourceFile> = paths.iter().filter_map(read).collect();
    let machine = lines::machine_paths(root);
    let mut problems = Vec::new();
    for file in &files {
        problems.extend(lines::check(file, &machine));
        problems.extend(wording::check(file));
    }
    problems.extend(circles::check(&files));
    problems.extend(stray::check(root, paths));
    problems
}

#[cfg(test)]
mod tests {
    use super::run;

    #[test]
    fn this_repository_is_tidy() {
        let root = crate::chore::root();
        if root.join(".git").exists() {
            assert!(run(&root).is_ok(), "see the output above");
        } else {
            println!("not run: the files of this repository are known to git only, and this is not a checkout");
        }
    }
}
