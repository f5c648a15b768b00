//! Failures of a crate.

use std::fmt;

use armsmith_core::Diagnostics;
use serde::Serialize;
use serde_json::Value;

/// A failure with its location.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Failure {
    pub(super) stage: Stage,
    pub(super) file: Option<String>,
    pub(super) pointer: Option<String>,
    pub(super) line: Option<u64>,
    pub(super) message: String,
}

/// The stage in which a crate failed.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Stage {
    Generate,
    Compile,
    Examples,
}

impl Failure {
    pub(super) fn new(stage: Stage, message: String) -> Self {
        Self { stage, file: None, pointer: None, line: None, message }
    }

    pub(super) fn of_diagnostics(problems: &Diagnostics) -> impl Iterator<Item = Self> {
        let lines: Vec<Value> =
            problems.json_lines().lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let text = |line: &Value, key: &str| line[key].as_str().map(str::to_owned);
        lines.into_iter().filter(|line| line["severity"] == "error").map(move |line| Self {
            file: text(&line, "file"),
            pointer: text(&line, "pointer"),
            line: line["line"].as_u64(),
            ..Self::new(
                Stage::Generate,
                [text(&line, "code"), text(&line, "message")].map(Option::unwrap_or_default).join(": "),
            )
        })
    }
}

/// `stage: file:line pointer: message`.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match self.stage {
            Stage::Generate => "generate",
            Stage::Compile => "compile",
            Stage::Examples => "examples",
        };
        write!(f, "{stage}: ")?;
        if let Some(file) = &self.file {
            write!(f, "{file}")?;
            self.line.map_or(Ok(()), |line| write!(f, ":{line}"))?;
            self.pointer.as_ref().map_or(Ok(()), |pointer| write!(f, " {pointer}"))?;
            write!(f, ": ")?;
        }
        f.write_str(&self.message)
    }
}
