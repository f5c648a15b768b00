//! `armsmith.toml`: the crates of a workspace, one `[[crate]]` each.
//!
//! In: the content of a manifest, and its folder. Out: one [`Job`] per crate, or every wrong setting with its line and
//! column. Must not know: what the settings do.
//!
//! The content is parsed to a tree with positions, and the tree is walked by hand: `serde` would stop at the first
//! wrong setting.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostics::{Code, Diagnostics};
use crate::job::{self, Fixup, FixupChange, FixupOrigin, Input, Job, Runtime, Workspace};
use crate::text::JsonPointer;

mod json;
mod table;

use table::{Problems, Table};

/// The format of manifests that is read here: the value of the setting `format`. It changes when an older version of
/// armsmith would misunderstand a manifest; a new setting does not change it, because an older version reports the
/// setting as unknown.
const FORMAT: i64 = 1;

/// The jobs of a repository.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Manifest {
    /// In the order of the file.
    pub jobs: Vec<Job>,
}

/// Reads a manifest. Paths in it are relative to its folder; those of the jobs are relative to the current one.
///
/// # Errors
///
/// Returns an error if the file cannot be read or is not TOML, and for every unknown, missing or wrong setting.
pub fn load(path: &Path) -> Result<Manifest, Diagnostics> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| {
        let mut diagnostics = Diagnostics::new();
        let help = "name a manifest with `--manifest`, or a specification with `--readme` or `--input`";
        diagnostics.error(Code::UnreadableFile, None, format!("cannot read {name}: {error}"), help);
        diagnostics
    })?;
    parse(&text, &name, path.parent().unwrap_or(Path::new("")))
}

/// Reads the content of a manifest. `name` is its name in diagnostics, and its paths are relative to `folder`.
///
/// # Errors
///
/// As [`load`].
pub fn parse(text: &str, name: &str, folder: &Path) -> Result<Manifest, Diagnostics> {
    let mut problems = Problems::new(name, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        problems.add(error.span().unwrap_or(0..0), error.message());
    }
    // An incomplete tree would only cause follow-up errors.
    let jobs = if problems.is_empty() { read_manifest(&root, folder, &mut problems) } else { Vec::new() };
    if problems.is_empty() { Ok(Manifest { jobs }) } else { Err(problems.into_diagnostics()) }
}

fn read_manifest(root: &Spanned<DeTable<'_>>, folder: &Path, problems: &mut Problems) -> Vec<Job> {
    let mut table = Table::new(root.get_ref(), root.span(), problems);
    if !table.has_format(FORMAT) {
        // Its settings mean something else, so looking at them would only cause follow-up errors.
        return Vec::new();
    }
    let command = table.string("command");
    let crates = table.tables("crate");
    table.finish();
    if crates.is_empty() {
        problems.add(root.span(), "the manifest must have at least one `[[crate]]`");
    }
    let mut names = BTreeSet::new();
    let mut folders = BTreeSet::new();
    let mut jobs = Vec::new();
    for (index, (krate, span)) in crates.into_iter().enumerate() {
        let mut job = read_crate(Table::new(krate, span.clone(), problems), index, folder);
        if let Some(command) = &command {
            job.command.clone_from(command);
        }
        if !job.name.is_empty() && !names.insert(job.name.clone()) {
            problems.add(span.clone(), &format!("two crates have the name `{}`", job.name));
        }
        let is_given = job.out.as_os_str() != folder.join("").as_os_str();
        if is_given && !folders.insert(normalised(&job.out)) {
            problems.add(span, &format!("two crates have the output folder `{}`", job.out.display()));
        }
        jobs.push(job);
    }
    jobs
}

/// The path without `.` and `..`, as far as it can be known without access to the disk. In lower case: on Windows and
/// macOS, two folders do not differ by case only.
fn normalised(path: &Path) -> PathBuf {
    let mut normalised = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normalised.components().next_back(), Some(Component::Normal(_))) => {
                normalised.pop();
            }
            Component::Normal(part) => normalised.push(part.to_string_lossy().to_lowercase()),
            other => normalised.push(other),
        }
    }
    normalised
}

/// Reads one `[[crate]]`. Reports each wrong setting, for which the job then has a default.
fn read_crate(mut table: Table<'_, '_>, index: usize, folder: &Path) -> Job {
    let default = Job::default();
    let job = Job {
        name: table.required("name", job::package_name),
        version: table.checked("version", job::version).unwrap_or(default.version),
        out: folder.join(table.required("out", |_| None)),
        root: table.string("root").map(|path| folder.join(path)),
        client: table.checked("client", job::client_name),
        title: table.string("title"),
        license: table.string("license").unwrap_or(default.license),
        example: table.string("example"),
        workspace: if table.boolean("workspace-member") { Workspace::Member } else { Workspace::Own },
        strict: table.boolean("strict"),
        input: read_input(&mut table, folder),
        runtime: read_runtime(&mut table, folder),
        fixups: read_fixups(&mut table, index),
        mode: default.mode,
        command: default.command,
    };
    table.finish();
    job
}

fn read_input(table: &mut Table<'_, '_>, folder: &Path) -> Input {
    let readme = table.string("readme");
    let inputs = table.strings("inputs");
    let tag = table.string("tag");
    let packages = table.strings("packages");
    match (readme, inputs) {
        (Some(readme), None) => {
            Input::Readme { path: folder.join(readme), tag, packages: packages.unwrap_or_default() }
        }
        (None, Some(inputs)) => {
            if tag.is_some() || packages.is_some() {
                table.report("`tag` and `packages` choose from a `readme`; this crate has `inputs`");
            }
            if inputs.is_empty() {
                table.report("`inputs` must name at least one file");
            }
            Input::Files(inputs.into_iter().map(|path| folder.join(path)).collect())
        }
        (Some(_), Some(_)) => {
            table.report("a crate must have either `readme` or `inputs`, not both");
            Input::default()
        }
        (None, None) => {
            table.report("a crate must have either `readme` or `inputs`");
            Input::default()
        }
    }
}

fn read_runtime(table: &mut Table<'_, '_>, folder: &Path) -> Runtime {
    let Some(mut runtime) = table.table("runtime") else { return Runtime::default() };
    let path = runtime.string("path");
    let version = runtime.checked("version", job::version_requirement);
    let chosen = match (path, version) {
        (Some(path), None) => Runtime::Path(folder.join(path)),
        (None, Some(version)) => Runtime::Version(version),
        _ => {
            runtime.report("`runtime` must have either `path` or `version`");
            Runtime::default()
        }
    };
    runtime.finish();
    chosen
}

/// The fixups of a crate, which is at the index `krate`.
fn read_fixups(table: &mut Table<'_, '_>, krate: usize) -> Vec<Fixup> {
    let mut fixups = Vec::new();
    let pointer = JsonPointer::new(format!("/crate/{krate}/fixup"));
    for (index, (fixup, span)) in table.tables("fixup").into_iter().enumerate() {
        let mut fixup = table.child(fixup, span);
        let (name, text) = fixup.manifest();
        let pointer = pointer.child(&index.to_string());
        let origin = Some(FixupOrigin { path: PathBuf::from(&name), name, text, pointer });
        let reason = fixup.required("reason", |text| text.trim().is_empty().then_some("must not be empty"));
        let at = fixup
            .required("at", |at| (!at.starts_with('/')).then_some("must be a JSON pointer, which begins with `/`"));
        let file = fixup.string("file");
        let set = fixup.value("set").map(|value| json::from_toml(value.get_ref()));
        let remove = fixup.boolean("remove");
        let change = match (set, remove) {
            (Some(Some(value)), false) => FixupChange::Set(value),
            (None, true) => FixupChange::Remove,
            (Some(None), _) => {
                fixup.report("`set` must be a JSON value; JSON has no dates without quotes and no infinite numbers");
                FixupChange::Remove
            }
            _ => {
                fixup.report("a fixup must have either `set` or `remove = true`");
                FixupChange::Remove
            }
        };
        fixup.finish();
        fixups.push(Fixup { reason, file, at, change, origin });
    }
    fixups
}
