//! Parses files to JSON values.
//!
//! In: the content of a file, and its format. Out: a [`Value`]; else a diagnostic with the position of the syntax
//! error. A specification is untrusted: nesting, the repetition of YAML aliases and the size of a file are bounded.
//! Must not know: what the value means.

use serde::de::DeserializeSeed;
use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics};
use crate::text::{FileId, Format, Location, MAX_DEPTH};
use problem::Problem;
use value::{Findings, ValueSeed};

mod problem;
mod value;
mod yaml_guard;

/// Parses the content of a file. Reports the syntax error, or each duplicate key.
pub(super) fn parse(file: FileId, text: &str, format: Format, diagnostics: &mut Diagnostics) -> Option<Value> {
    let mut findings = Findings::new(text.len());
    let parsed = match format {
        Format::Json | Format::Markdown | Format::Toml => parse_json(text, &mut findings),
        Format::Yaml => parse_yaml(text, &mut findings),
    };
    for pointer in findings.duplicates {
        let key = pointer.tokens().last().unwrap_or_default();
        let location = Location { file, pointer };
        diagnostics.error(
            Code::InvalidSyntax,
            location,
            format!("duplicate key `{key}`"),
            "remove one of them; which one a JSON parser uses is not defined",
        );
    }
    match parsed {
        Ok(value) => Some(value),
        Err(problem) => {
            let message = match problem.code {
                Code::TooDeep => format!("objects and arrays are nested deeper than {MAX_DEPTH} levels"),
                _ => problem.message,
            };
            diagnostics.error(problem.code, Location::file(file), message, problem.help).at(problem.span);
            None
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
            message: format!("invalid JSON: {}", message.strip_suffix(&position).unwrap_or(&message)),
            help: "fix the syntax; JSON allows neither comments nor trailing commas",
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
            message: format!("invalid YAML: {message}"),
            help: "fix the syntax",
            span: at..at + 1,
        }
    })
}

/// The byte at a line and a column that count from 1; the column counts bytes.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}
