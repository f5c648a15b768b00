//! Writes the files of a crate, or checks that they are up to date.
//!
//! In: the files, as paths relative to the output folder with their text, and that folder. Out: what was written, left
//! and removed, or every reason why nothing was. Must not know: what is in the files.
//!
//! A list of the files written here stands in the output ([`LIST`]). Only a file on that list is ever overwritten or
//! removed, so what a person puts into the folder stays. Everything that can fail without touching the folder is done
//! first: paths are checked, files compared, new text is written to a staging folder. Only then files are renamed into
//! place.

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

/// Brings `dir` in line with `files`, or reports every difference.
///
/// # Errors
///
/// In [`Mode::Write`]: paths that lead outside `dir` or clash, files that armsmith did not write, and failures of the
/// file system. In [`Mode::Check`]: these, and every file that differs.
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
        "the folder is partly updated; remove the cause and run the same command again"
    } else {
        "no file was changed; look at permissions and free space"
    };
    let message = format!("cannot {} {}: {}", failure.step, failure.path.display(), failure.cause);
    let mut diagnostics = Diagnostics::new();
    diagnostics.error(Code::UnwritableOutput, None, message, advice);
    diagnostics
}
