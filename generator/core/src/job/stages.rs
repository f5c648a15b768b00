//! The stages in their order: the one place that calls them.
//!
//! In: a job. Out: what each run needs of the stages. Reports as much as can be known in one run: only after reading does a run
//! stop early, because a document that is not there whole gives further problems that are none.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::NamedTempFile;

use crate::bundle::{self, Bundle};
use crate::diagnostics::{Code, Diagnostics};
use crate::model::{Model, ServiceClient};
use crate::output::OutputFile;
use crate::source::readme;
use crate::source::{self, Inputs, Loaded};
use crate::{emit, format, lower, package};

use super::{Converted, Fixup, Input, Job, Progress, Runtime, Specification, Step, Workspace, fixups, relative};

/// From the files to the model.
pub(super) fn lower(job: &Job, progress: &dyn Progress) -> Result<Specification, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let Some(Read { bundle, files, root, corrected }) = read(job, progress, &mut diagnostics) else {
        return Err(diagnostics);
    };
    progress.step(job, Step::Lower);
    let settings = lower::Settings { client: job.client.clone(), title: job.title.clone() };
    let model = lower::lower(&bundle, &settings, &mut diagnostics);
    Ok(Specification { files, root, corrected, model, warnings: judge(job, diagnostics)? })
}

/// From the files to one document, as text.
pub(super) fn convert(job: &Job) -> Result<Converted, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let Some(Read { bundle, .. }) = read(job, &(), &mut diagnostics) else { return Err(diagnostics) };
    let document = print_document(&bundle, &mut diagnostics);
    Ok(Converted { document, warnings: judge(job, diagnostics)? })
}

/// From the model to the files of the crate.
pub(super) fn print(job: &Job, model: &Model) -> Result<Vec<OutputFile>, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let settings = package_settings(job, model, &mut diagnostics);
    if let Some(example) = job.example.as_deref().filter(|example| !package::can_show(model, &settings, example)) {
        let message = format!("the job's example `{example}` is no operation with a complete documented example");
        diagnostics.error(Code::InvalidManifest, None, message, "name another `operationId`, or none");
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let mut files = package::package(model, &settings);
    match format::format(emit::emit(model, &settings.emit)) {
        Ok(modules) => files.extend(modules),
        Err(error) => {
            let help = "this is a mistake of armsmith; please report it with the specification";
            diagnostics.error(Code::UnsupportedConstruct, None, error.to_string(), help);
            return Err(diagnostics);
        }
    }
    Ok(files)
}

/// What a run ends with: an error when there is one, or when warnings count as such.
fn judge(job: &Job, mut diagnostics: Diagnostics) -> Result<Diagnostics, Diagnostics> {
    if job.strict {
        diagnostics.deny_warnings();
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(diagnostics) }
}

/// A specification as one document, and where it was found.
struct Read {
    bundle: Bundle,
    files: Vec<PathBuf>,
    root: PathBuf,
    corrected: BTreeMap<PathBuf, Value>,
}

/// Reads and merges every file; none when that was reported to be impossible.
fn read(job: &Job, progress: &dyn Progress, diagnostics: &mut Diagnostics) -> Option<Read> {
    progress.step(job, Step::Read);
    let inputs = inputs(job, diagnostics)?;
    let loaded = load(&inputs, diagnostics)?;
    progress.step(job, Step::Bundle);
    let mut bundle = bundle::bundle(&loaded, diagnostics);
    if !job.fixups.is_empty() {
        bundle = corrected(&bundle, &job.fixups, diagnostics)?;
    }
    let Loaded { sources, root, corrected, .. } = loaded;
    let corrected = corrected.into_iter().map(|(file, value)| (sources.path(file).to_owned(), value)).collect();
    Some(Read { bundle, files: inputs.files, root, corrected })
}

fn load(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    let loaded = source::load(inputs, diagnostics);
    (!diagnostics.has_errors()).then_some(loaded)
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

fn print_document(bundle: &Bundle, diagnostics: &mut Diagnostics) -> String {
    match serde_json::to_string_pretty(&bundle.openapi) {
        Ok(text) => text + "\n",
        Err(error) => {
            let help = "this is a mistake of armsmith; please report it with the specification";
            let message = format!("the document cannot be printed: {error}");
            diagnostics.error(Code::UnsupportedConstruct, None, message, help);
            String::new()
        }
    }
}

/// The bundle with the job's fixups.
///
/// The document that `convert` prints loses nothing, so it is corrected there, as JSON, and read again. That way a fixup can
/// reach everything, what it writes is checked like any other document, and no stage knows of fixups.
fn corrected(bundle: &Bundle, fixups: &[Fixup], diagnostics: &mut Diagnostics) -> Option<Bundle> {
    let text = print_document(bundle, diagnostics);
    let mut document = serde_json::from_str(&text).unwrap_or_default();
    fixups::apply(&mut document, fixups, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    // `source` reads from the disk only.
    let written = NamedTempFile::with_suffix(".json").and_then(|file| {
        serde_json::to_writer_pretty(&file, &document)?;
        Ok(file)
    });
    let file = match written {
        Ok(file) => file,
        Err(error) => {
            let message = format!("cannot write the corrected document to a temporary file: {error}");
            diagnostics.error(Code::UnwritableOutput, None, message, "look at permissions and free space");
            return None;
        }
    };
    let inputs = Inputs { files: vec![file.path().to_owned()], read_examples: true, ..Inputs::default() };
    // Numbers of files mean others from here on.
    let mut again = Diagnostics::new();
    let bundle = load(&inputs, &mut again).map(|loaded| bundle::bundle(&loaded, &mut again));
    if again.has_errors() {
        *diagnostics = again;
        return None;
    }
    bundle
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
                diagnostics.error(Code::InvalidManifest, None, message, "name the runtime by a version");
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

/// What a crate says it is made from. The same for the sources and for what `convert` makes of them, so no file names.
fn origin(client: &ServiceClient) -> String {
    let service = if client.namespace.is_empty() { client.title.to_plain() } else { client.namespace.clone() };
    match client.api_versions.as_slice() {
        [] => service,
        [version] => format!("{service}, api-version {version}"),
        [first, .., last] => format!("{service}, api-versions {first} to {last}"),
    }
}
