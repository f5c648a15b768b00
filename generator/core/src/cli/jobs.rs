//! Arguments and manifests become jobs.

use std::path::PathBuf;

use armsmith::manifest::{self, Manifest};
use armsmith::{Diagnostics, Input, Job, Mode, Runtime};
use clap::CommandFactory;
use clap::error::ErrorKind;

use super::args::{Cli, GenerateArgs, InputArgs};

/// The jobs that `generate` is asked for.
pub(super) fn requested(args: GenerateArgs) -> Result<Vec<Job>, Diagnostics> {
    let (check, strict) = (args.check, args.strict);
    let mut jobs = match (args.name, args.out) {
        (Some(name), Some(out)) => {
            let runtime = match (args.runtime_path, args.runtime_version) {
                (Some(path), _) => Runtime::Path(path),
                (None, Some(version)) => Runtime::Version(version),
                (None, None) => Runtime::default(),
            };
            vec![Job { name, out, client: args.client, runtime, ..described(args.input) }]
        }
        // Clap asks for both as soon as a specification is named.
        _ => of_manifest(args.manifest, &args.crates)?,
    };
    for job in &mut jobs {
        job.strict |= strict;
        if check {
            job.mode = Mode::Check { fix_command: repeat_without_check() };
        }
    }
    Ok(jobs)
}

/// A job that knows its specification only.
pub(super) fn described(args: InputArgs) -> Job {
    let input = match args.readme {
        Some(path) => Input::Readme { path, tag: args.tag, packages: args.packages },
        None => Input::Files(args.inputs),
    };
    Job { input, root: args.root, ..Job::default() }
}

fn of_manifest(path: Option<PathBuf>, crates: &[String]) -> Result<Vec<Job>, Diagnostics> {
    let path = path.unwrap_or_else(|| PathBuf::from("armsmith.toml"));
    if !path.exists() {
        let path = path.display();
        wrong_usage(format!(
            "there is no manifest {path}; name one with `--manifest`, or a specification with `--readme` or `--input`"
        ));
    }
    let Manifest { mut jobs } = manifest::load(&path)?;
    if let Some(unknown) = crates.iter().find(|name| jobs.iter().all(|job| job.name != **name)) {
        let known: Vec<&str> = jobs.iter().map(|job| job.name.as_str()).collect();
        wrong_usage(format!("{} has no crate `{unknown}`; it has: {}", path.display(), known.join(", ")));
    }
    if !crates.is_empty() {
        jobs.retain(|job| crates.contains(&job.name));
    }
    Ok(jobs)
}

/// Ends the process as clap does: message and usage on stderr, exit code 2.
fn wrong_usage(message: String) -> ! {
    let mut command = Cli::command();
    // Only then do subcommands know their full name.
    command.build();
    let generate = command.find_subcommand("generate").cloned();
    generate.unwrap_or(command).error(ErrorKind::ValueValidation, message).exit()
}

/// The command of this process without `--check`, as one would type it.
fn repeat_without_check() -> String {
    let mut command = "armsmith".to_owned();
    for argument in std::env::args_os().skip(1).filter(|argument| argument != "--check") {
        command.push(' ');
        command.push_str(&quote(&argument.to_string_lossy()));
    }
    command
}

fn quote(argument: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_./=:,+@\\".contains(it);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}
