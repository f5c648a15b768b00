//! The stages in their order: the one place that calls them.

use std::io;

use super::{Converted, Input, Job, Progress, Runtime, Step, Workspace, relative::relative};
use crate::{
    bundle::{self, Bundle},
    diagnostics::{Code, Diagnostics},
    emit, format,
    lower,
    model::Model,
    output::OutputFile,
    package,
    source::{self, Inputs},
};

/// Reads the specification and makes one document of it.
fn bundle(job: &Job, progress: &dyn Progress) -> Result<(Bundle, Diagnostics), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    progress.step(job, Step::Read);
    let inputs = inputs(job)?;
    let loaded = source::load(&inputs, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    progress.step(job, Step::Bundle);
    let bundle = bundle::bundle(&loaded, &mut diagnostics);
    finish(bundle, diagnostics, job)
}

fn inputs(job: &Job) -> Result<Inputs, Diagnostics> {
    let files = match &job.input {
        Input::Files(files) => files.clone(),
        Input::Readme { .. } => Vec::new(),
    };
    Ok(Inputs { files, root: job.root.clone(), read_examples: true, ..Inputs::default() })
}

/// Decides what the crate looks like.
pub(super) fn lower(job: &Job, progress: &dyn Progress) -> Result<(Model, Diagnostics), Diagnostics> {
    let (bundle, mut diagnostics) = bundle(job, progress)?;
    progress.step(job, Step::Lower);
    let settings = lower::Settings { client: job.client.clone(), title: job.title.clone() };
    let model = lower::lower(&bundle, &settings, &mut diagnostics);
    finish(model, diagnostics, job)
}

/// The specification as one document.
pub(super) fn convert(job: &Job) -> Result<Converted, Diagnostics> {
    let (bundle, warnings) = bundle(job, &())?;
    match serde_json::to_string_pretty(&bundle.openapi) {
        Ok(document) => Ok(Converted { document: document + "\n", warnings }),
        Err(error) => Err(bug(&format!("the document cannot be written as JSON: {error}"))),
    }
}

/// Prints the files of the crate.
pub(super) fn print(job: &Job, model: &Model) -> Result<Vec<OutputFile>, Diagnostics> {
    let settings = settings(job, model)?;
    if let Some(example) = &job.example
        && !package::can_show(model, &settings, example)
    {
        return Err(refused(
            format!("`{example}` cannot be shown: there is no such operation, or it has no complete example"),
            "set `example` to the `operationId` of an operation with a documented example",
        ));
    }
    let modules = emit::emit(model, &settings.emit);
    let mut files = format::format(modules).map_err(|error| bug(&error.to_string()))?;
    files.extend(package::package(model, &settings));
    Ok(files)
}

fn settings(job: &Job, model: &Model) -> Result<package::Settings, Diagnostics> {
    let runtime = match &job.runtime {
        Runtime::Version(version) => package::Runtime::Version(version.clone()),
        Runtime::Path(path) => package::Runtime::Path(runtime_path(job, path)?),
    };
    Ok(package::Settings {
        name: job.name.clone(),
        version: job.version.clone(),
        license: "MIT".to_owned(),
        runtime,
        workspace_member: job.workspace == Workspace::Member,
        example: job.example.clone(),
        emit: emit::Settings {
            library: package::library_name(&job.name),
            // Title and version, and no path: the same specification gives the same bytes wherever it lies.
            origin: format!("{}, api-version {}", model.client.title, model.client.api_versions.join(", ")),
            command: job.command.clone(),
        },
    })
}

fn runtime_path(job: &Job, path: &std::path::Path) -> Result<String, Diagnostics> {
    let unusable = |reason: String| {
        refused(
            format!("the way from `{}` to `{}` cannot be written: {reason}", job.out.display(), path.display()),
            "give a path on the same drive, or a version of the runtime",
        )
    };
    match relative(&job.out, path) {
        Ok(Some(relative)) => Ok(relative),
        Ok(None) => Err(unusable("they have no folder in common".to_owned())),
        Err(error) => Err(unusable(io::Error::to_string(&error))),
    }
}

/// The value, or the diagnostics when there is an error among them.
fn finish<T>(value: T, mut diagnostics: Diagnostics, job: &Job) -> Result<(T, Diagnostics), Diagnostics> {
    if job.strict {
        diagnostics.deny_warnings();
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok((value, diagnostics)) }
}

fn refused(message: String, help: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    diagnostics.error(Code::InvalidManifest, None, message, help);
    diagnostics
}

fn bug(message: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let help = "this is a mistake of armsmith, not of the specification: please report it with the specification";
    diagnostics.error(Code::UnsupportedConstruct, None, message, help);
    diagnostics
}
