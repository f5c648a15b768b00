//! Writes the files of a crate, or checks that they are up to date.
//!
//! In: the files, as paths relative to the output folder with their contents, and that folder. Out: the written,
//! unchanged and removed files, or all reasons why nothing was written. Must not know: the contents of the files.
//!
//! The output contains a list of the files that armsmith wrote ([`LIST`]). Only files on that list are overwritten or
//! removed, so a person's files in the folder are safe. Steps that can fail without a change to the folder come first:
//! paths are checked, files compared, new contents written to a staging folder. Only then are files renamed.

use std::path::Path;

use crate::diagnostics::{Code, Diagnostics};

mod difference;
mod files;
mod own_files;
mod paths;
mod plan;
mod staging;

pub use files::{Mode, OutputFile, Written};
pub use own_files::LIST;
pub use paths::validate;

use plan::{Change, Plan};

/// Updates `dir` to contain `files`, or reports every difference.
///
/// # Errors
///
/// Returns an error in [`Mode::Write`] for paths outside `dir`, paths that conflict, files that armsmith did not write,
/// and failures of the file system; in [`Mode::Check`] also for every file that differs.
pub fn write(files: &[OutputFile], dir: &Path, mode: &Mode) -> Result<Written, Diagnostics> {
    let plan = plan::plan(files, dir)?;
    match mode {
        Mode::Write if plan.is_up_to_date() => {}
        Mode::Write => staging::carry_out(&plan, dir).map_err(|failure| failed(&failure))?,
        Mode::Check { fix_command } => check(&plan, dir, fix_command)?,
    }
    Ok(plan.summary())
}

fn check(plan: &Plan, dir: &Path, fix_command: &str) -> Result<(), Diagnostics> {
    let mut differences = Diagnostics::new();
    for change in &plan.changes {
        let path = dir.join(change.path());
        let message = match change {
            Change::Unchanged { .. } => continue,
            Change::Create { .. } => format!("{} is missing", path.display()),
            Change::Replace { file, before } => difference::describe(&path, before, &file.content),
            Change::Remove { .. } => format!("{} is left over from an earlier run", path.display()),
        };
        differences.error(Code::OutOfDate, None, message, format!("run `{fix_command}`"));
    }
    if differences.has_errors() { Err(differences) } else { Ok(()) }
}

fn failed(failure: &staging::Failure) -> Diagnostics {
    let advice = if failure.midway {
        "remove the cause and run the same command again; the folder is partly updated"
    } else {
        "check permissions and free space; no file was changed"
    };
    let message = format!("cannot {} {}: {}", failure.step, failure.path.display(), failure.cause);
    let mut diagnostics = Diagnostics::new();
    diagnostics.error(Code::UnwritableOutput, None, message, advice);
    diagnostics
}
