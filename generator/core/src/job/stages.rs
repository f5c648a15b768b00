//! Calls the stages in their order.
//!
//! In: a job. Out: the results of the stages. Reports as many problems as possible in one run. A run stops early after
//! reading only, because an incomplete document causes follow-up errors.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::api::Api;
use crate::diagnostics::{Code, Diagnostics};
use crate::model::{Model, ServiceClient};
use crate::output::OutputFile;
use crate::source::{Inputs, Loaded, readme};
use crate::{emit, format, link, lower, openapi, package};

use super::fixups::{Fixups, Relocation};
use super::relative;
use super::types::{Converted, Input, Job, Progress, Runtime, Specification, Step, Workspace};

/// From the files to the model.
pub(super) fn lower(job: &Job, progress: &dyn Progress) -> Result<Specification, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut relocation = Relocation::default();
    let Some(Read { api, files, sources, root, corrected }) = read(job, progress, &mut relocation, &mut diagnostics)
    else {
        return Err(relocated(diagnostics, &relocation));
    };
    progress.step(job, Step::Lower);
    let settings = lower::Settings { client: job.client.clone(), title: job.title.clone() };
    let model = lower::lower(&api, &settings, &mut diagnostics);
    let warnings = fail_on_errors(job, relocated(diagnostics, &relocation))?;
    Ok(Specification { files, sources, root, corrected, model, warnings })
}

/// From the files to one document, as JSON.
pub(super) fn convert(job: &Job) -> Result<Converted, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut relocation = Relocation::default();
    let Some(Read { api, .. }) = read(job, &(), &mut relocation, &mut diagnostics) else {
        return Err(relocated(diagnostics, &relocation));
    };
    let document = print_document(&api, &mut diagnostics);
    Ok(Converted { document, warnings: fail_on_errors(job, relocated(diagnostics, &relocation))? })
}

/// From the model to the files of the crate.
pub(super) fn print(job: &Job, model: &Model) -> Result<Vec<OutputFile>, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let settings = package_settings(job, model, &mut diagnostics);
    if let Some(example) = job.example.as_deref().filter(|example| !package::can_show(model, &settings, example)) {
        let message = format!("operation `{example}` does not exist or has no complete example");
        diagnostics.error(Code::InvalidJob, None, message, "set `example` to another `operationId`, or remove it");
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let mut files = package::package(model, &settings);
    match format::format(emit::emit(model, &settings.emit)) {
        Ok(modules) => files.extend(modules),
        Err(error) => {
            diagnostics.internal_error(error.to_string());
            return Err(diagnostics);
        }
    }
    Ok(files)
}

/// The result of a run: an error if there is one, or if warnings count as such.
fn fail_on_errors(job: &Job, mut diagnostics: Diagnostics) -> Result<Diagnostics, Diagnostics> {
    if job.strict {
        diagnostics.deny_warnings();
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(diagnostics) }
}

/// The diagnostics of a run at the locations that the user wrote.
fn relocated(mut diagnostics: Diagnostics, relocation: &Relocation) -> Diagnostics {
    diagnostics.iter_mut().for_each(|it| relocation.relocate(it));
    diagnostics
}

/// A specification as one document, and where it was found.
struct Read {
    api: Api,
    files: Vec<PathBuf>,
    sources: Vec<PathBuf>,
    root: PathBuf,
    corrected: BTreeMap<PathBuf, Value>,
}

/// Reads and links every file. Returns `None` if that was reported to be impossible.
fn read(
    job: &Job,
    progress: &dyn Progress,
    relocation: &mut Relocation,
    diagnostics: &mut Diagnostics,
) -> Option<Read> {
    progress.step(job, Step::Read);
    let mut inputs = inputs(job, diagnostics)?;
    let mut fixups = Fixups::new(&job.fixups, &mut inputs);
    let mut loaded = fixups.load(&inputs, diagnostics);
    let mut api = None;
    if !diagnostics.has_errors() {
        progress.step(job, Step::Bundle);
        api = Some(link::link(&mut loaded, diagnostics));
        if fixups.is_pending() {
            api = api.and_then(|api| fixups.apply(api, &mut loaded, diagnostics));
        }
    }
    fixups.report_unused(&loaded, diagnostics);
    *relocation = fixups.relocation;
    let Loaded { sources, root, parsed, .. } = loaded;
    let corrected = parsed.into_iter().filter(|(_, it)| it.is_corrected);
    let corrected = corrected.filter_map(|(file, it)| Some((sources.path(file).to_owned(), (*it.value?).clone())));
    Some(Read { api: api?, files: inputs.files, sources: sources.paths(), root, corrected: corrected.collect() })
}

/// The files of a job.
fn inputs(job: &Job, diagnostics: &mut Diagnostics) -> Option<Inputs> {
    let inputs = match &job.input {
        Input::Files(files) => Inputs { files: files.clone(), ..Inputs::default() },
        Input::Readme { path, tag, packages } => match readme::read(path, tag.as_deref(), packages) {
            Ok(readme) => {
                let inputs = readme.to_inputs();
                diagnostics.extend(readme.warnings);
                inputs
            }
            Err(problems) => {
                *diagnostics = problems;
                return None;
            }
        },
    };
    Some(Inputs { root: job.root.clone(), read_examples: true, ..inputs })
}

fn print_document(api: &Api, diagnostics: &mut Diagnostics) -> String {
    match openapi::print(api) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.internal_error(format!("the document cannot be printed: {error}"));
            String::new()
        }
    }
}

fn package_settings(job: &Job, model: &Model, diagnostics: &mut Diagnostics) -> package::Settings {
    let runtime = match &job.runtime {
        Runtime::Version(version) => package::Runtime::Version(version.clone()),
        Runtime::Path(path) => package::Runtime::Path(match relative::relative(&job.out, path) {
            Ok(Some(way)) => way,
            other => {
                let reason = other.err().map(|error| format!(": {error}")).unwrap_or_default();
                let (from, to) = (job.out.display(), path.display());
                let message = format!("there is no relative path from {from} to the runtime in {to}{reason}");
                diagnostics.error(Code::InvalidJob, None, message, "name the runtime by a version");
                String::new()
            }
        }),
    };
    package::Settings {
        name: job.name.clone(),
        version: job.version.clone(),
        license: job.license.clone(),
        runtime,
        workspace_member: job.workspace == Workspace::Member,
        example: job.example.clone(),
        emit: emit::Settings {
            library: package::library_name(&job.name),
            origin: origin(&model.client),
            command: job.command.clone(),
        },
    }
}

/// The source of a crate, for its documentation. It has no file names, so that it is the same for the output of
/// `convert`.
fn origin(client: &ServiceClient) -> String {
    let service = if client.namespace.is_empty() { client.title.to_plain() } else { client.namespace.clone() };
    match client.api_versions.as_slice() {
        [] => service,
        [version] => format!("{service}, api-version {version}"),
        [first, .., last] => format!("{service}, api-versions {first} to {last}"),
    }
}
