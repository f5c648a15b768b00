//! From a file's bytes to text, and from text to a JSON value.
//!
//! In: a path, or a text with its format. Out: a [`Value`]; else a diagnostic with the place of the syntax error. A
//! specification is untrusted: nesting, the repetition of YAML aliases and the size of a file are bounded. Must not
//! know: what the value means.

use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeSeed;
use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics, FileId, Location};
use value::{Findings, ValueSeed};

mod value;
mod yaml_guard;

/// How many objects and lists may lie in each other. Below the limits of the parsers (128), so that the message is
/// ours; real specifications stay under 40.
pub(super) const MAX_DEPTH: usize = 100;

/// The largest file that is read. The largest public specification has 2 MB.
const MAX_BYTES: u64 = 128 << 20;

/// What a text is written in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Format {
    Json,
    Yaml,
    Markdown,
}

impl Format {
    /// By the extension of the path; a file without a telling one is JSON when it starts like JSON.
    pub(super) fn of(path: &Path, text: &str) -> Self {
        let extension = path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("json") => Self::Json,
            Some("yaml" | "yml") => Self::Yaml,
            Some("md") => Self::Markdown,
            _ if text.trim_start().starts_with(['{', '[']) => Self::Json,
            _ => Self::Yaml,
        }
    }
}

/// Reads a file as UTF-8 and takes a byte order mark away.
pub(super) fn read_text(path: &Path) -> io::Result<Arc<str>> {
    let metadata = fs::metadata(path)?;
    // Opening a pipe could wait for ever, and a device never ends.
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(MAX_BYTES)).unwrap_or_default());
    fs::File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(format!("it is larger than {} MB", MAX_BYTES >> 20)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Arc::from(text.strip_prefix('\u{feff}').unwrap_or(&text))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("it is not UTF-8 text (byte {at})");
            Err(io::Error::new(io::ErrorKind::InvalidData, message))
        }
    }
}

/// Why a file cannot be read, and what to do.
pub(super) fn explain(error: &io::Error) -> (String, &'static str) {
    match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
        io::ErrorKind::InvalidData => (error.to_string(), "save the file as UTF-8"),
        io::ErrorKind::PermissionDenied => (error.to_string(), "allow yourself to read it"),
        _ => (error.to_string(), ""),
    }
}

/// Parses a text; reports the syntax error, or each duplicate key.
pub(super) fn parse(file: FileId, text: &str, format: Format, diagnostics: &mut Diagnostics) -> Option<Value> {
    let mut findings = Findings::new(text.len());
    let parsed = match format {
        Format::Json | Format::Markdown => parse_json(text, &mut findings),
        Format::Yaml => parse_yaml(text, &mut findings),
    };
    for pointer in findings.duplicates {
        let key = pointer.tokens().last().unwrap_or_default();
        let location = Location { file, pointer };
        diagnostics.error(
            Code::InvalidSyntax,
            location,
            format!("the key `{key}` is there a second time"),
            "keep one of them: of two equal keys, readers of JSON take an arbitrary one",
        );
    }
    match parsed {
        Ok(value) => Some(value),
        Err(problem) => {
            let message = match problem.code {
                Code::TooDeep => format!("objects and lists lie deeper in each other than {MAX_DEPTH} levels"),
                _ => problem.message,
            };
            diagnostics.error(problem.code, Location::file(file), message, problem.help).at(problem.span);
            None
        }
    }
}

/// Why a text has no value.
struct Problem {
    code: Code,
    message: String,
    help: &'static str,
    span: Range<usize>,
}

impl Problem {
    fn too_deep(at: usize) -> Self {
        Self {
            code: Code::TooDeep,
            message: String::new(),
            help: "give inner schemas a name under `definitions` and refer to them with `$ref`",
            span: at..at + 1,
        }
    }
}

fn parse_json(text: &str, findings: &mut Findings) -> Result<Value, Problem> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parsed = ValueSeed::root(findings).deserialize(&mut deserializer);
    parsed.and_then(|value| deserializer.end().map(|()| value)).map_err(|error| {
        let at = byte_at(text, error.line(), error.column());
        if findings.is_too_deep {
            return Problem::too_deep(at);
        }
        let message = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        Problem {
            code: Code::InvalidSyntax,
            message: format!("this is not JSON: {}", message.strip_suffix(&position).unwrap_or(&message)),
            help: "mend the syntax; comments and trailing commas are no JSON",
            span: at..at + 1,
        }
    })
}

fn parse_yaml(text: &str, findings: &mut Findings) -> Result<Value, Problem> {
    yaml_guard::check(text)?;
    findings.merges = true;
    ValueSeed::root(findings).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        let at = error.location().map_or(0, |it| it.index().min(text.len()));
        if findings.is_too_deep {
            return Problem::too_deep(at);
        }
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message);
        Problem {
            code: Code::InvalidSyntax,
            message: format!("this cannot be read as YAML: {message}"),
            help: "mend the syntax",
            span: at..at + 1,
        }
    })
}

/// The byte at a line and a column that count from 1; the column counts bytes.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}
