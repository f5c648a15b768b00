//! What a command prints: results on stdout, diagnostics on stderr; colours only on a terminal.

use std::io::{self, Write};

use armsmith_core::diagnostics::{Severity, Style};
use armsmith_core::source::readme::ReadmeChoices;
use armsmith_core::{Diagnostics, Summary};
use serde_json::json;

use super::args::MessageFormat;

/// Prints in the format that the user asked for.
pub(super) struct Report {
    format: MessageFormat,
}

impl Report {
    pub(super) fn new(format: MessageFormat) -> Self {
        Self { format }
    }

    pub(super) fn is_human(&self) -> bool {
        self.format == MessageFormat::Human
    }

    /// Prints diagnostics, and for people how many there were.
    pub(super) fn diagnostics(&mut self, diagnostics: &Diagnostics) {
        if diagnostics.is_empty() {
            return;
        }
        // The stream removes the colours if it is not a terminal, or if `NO_COLOR` is set.
        let mut stderr = anstream::stderr().lock();
        let text = match self.format {
            MessageFormat::Human => format!("{}\n{}\n\n", diagnostics.render(Style::Colour), counts(diagnostics)),
            MessageFormat::Json => diagnostics.json_lines(),
        };
        ignore_closed(stderr.write_all(text.as_bytes()));
    }

    /// Prints what a run did.
    pub(super) fn summary(&mut self, summary: &Summary) {
        self.diagnostics(&summary.warnings);
        let line = match self.format {
            MessageFormat::Human => summary.to_string(),
            MessageFormat::Json => json!({
                "crate": summary.name,
                "operations": summary.operations,
                "models": summary.models,
                "enums": summary.enums,
                "sources": summary.sources,
                "written": summary.files.written,
                "unchanged": summary.files.unchanged,
                "removed": summary.files.removed,
                "warnings": summary.warnings.count(Severity::Warning),
                "seconds": summary.elapsed.as_secs_f64(),
            })
            .to_string(),
        };
        self.result(&format!("{line}\n"));
    }

    /// Prints how a crate does on the documented examples.
    pub(super) fn examples(&mut self, checked: &armsmith_examples::Report) {
        let text = match self.format {
            MessageFormat::Human => checked.to_string(),
            // Strings and numbers only: serialising them has no way to fail.
            MessageFormat::Json => serde_json::to_string(checked).unwrap_or_default(),
        };
        self.result(&format!("{text}\n"));
    }

    /// Prints what a readme offers, as the arguments that choose it.
    pub(super) fn choices(&mut self, choices: &ReadmeChoices) {
        let ReadmeChoices { default_tag, tags, packages } = choices;
        let text = match self.format {
            MessageFormat::Human => {
                let mark = |tag: &String| if default_tag.as_ref() == Some(tag) { " (default)" } else { "" };
                let tags = tags.iter().map(|tag| format!("--tag {tag}{}\n", mark(tag)));
                tags.chain(packages.iter().map(|package| format!("--package {package}\n"))).collect()
            }
            MessageFormat::Json => {
                format!("{}\n", json!({ "default": default_tag, "tags": tags, "packages": packages }))
            }
        };
        self.result(&text);
    }

    /// Prints a failure that no specification causes.
    pub(super) fn failure(&mut self, message: &str) {
        let line = match self.format {
            MessageFormat::Human => format!("error: {message}"),
            MessageFormat::Json => json!({ "severity": "error", "message": message }).to_string(),
        };
        ignore_closed(writeln!(anstream::stderr().lock(), "{line}"));
    }

    /// Prints the result of a command.
    pub(super) fn result(&mut self, text: &str) {
        let mut stdout = io::stdout().lock();
        ignore_closed(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()));
    }
}

/// `3 errors, 1 warning`.
fn counts(diagnostics: &Diagnostics) -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let counts = severities.into_iter().filter_map(|severity| {
        let (count, word) = (diagnostics.count(severity), severity.as_str());
        match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        }
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// A closed pipe, as of `| head`, is not a failure.
fn ignore_closed(result: io::Result<()>) {
    let _ = result;
}
