//! `cargo xtask generate`: the crates of `armsmith.toml`.

use std::path::Path;

use armsmith_core::{Diagnostics, Mode, manifest};

use crate::chore::Failed;

const MANIFEST: &str = "armsmith.toml";

/// Generates or checks the named crates, or all of them.
pub(crate) fn run(crates: &[String], check: bool) -> Result<(), Failed> {
    let mut jobs = manifest::load(Path::new(MANIFEST)).map_err(|problems| complain(&problems))?.jobs;
    if let Some(unknown) = crates.iter().find(|name| jobs.iter().all(|job| job.name != **name)) {
        let known: Vec<&str> = jobs.iter().map(|job| job.name.as_str()).collect();
        eprintln!("error: {MANIFEST} has no crate `{unknown}`; it has: {}", known.join(", "));
        return Err(Failed);
    }
    jobs.retain(|job| crates.is_empty() || crates.contains(&job.name));
    let mut result = Ok(());
    for mut job in jobs {
        if check {
            job.mode = Mode::Check { fix_command: job.command.clone() };
        }
        match armsmith_core::generate(&job) {
            Ok(summary) => {
                eprint!("{}", summary.warnings);
                println!("{summary}");
            }
            Err(problems) => result = Err(complain(&problems)),
        }
    }
    result
}

fn complain(problems: &Diagnostics) -> Failed {
    eprint!("{problems}");
    Failed
}
