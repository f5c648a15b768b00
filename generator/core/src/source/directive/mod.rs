//! AutoRest's directives: changes that a readme makes to the input files before they are read.
//!
//! In: the `directive` list of a readme; later the JSON of each file. Out: [`Directive`]s, and files changed by them,
//! before any `$ref` is followed. Must not know: what a construct means, so a corrected file is checked like any other.
//!
//! A directive selects files (`from`) and values in them (`where`, JSONPath), and has an action. The action of AutoRest
//! is a script. No script is run here: the few forms in public readmes are parsed as data (`script`). AutoRest's short
//! forms (`remove-operation` and others) are abbreviations of the same. Everything else is reported by name.

use std::ops::Range;

use serde_json::Value;

use super::paths;
use crate::diagnostics::{Code, Diagnostics};
use crate::text::Location;

pub(crate) use apply::apply;
use change::Change;
use read::ParsedDirective;

mod apply;
mod change;
mod read;
mod script;
mod select;
#[cfg(test)]
mod tests;

/// One change that a readme requests.
#[derive(Clone, Debug)]
pub struct Directive {
    /// The ends of the paths of the files that are changed; empty for every file.
    from: Vec<String>,
    change: Change,
    /// The readme.
    location: Location,
    /// The bytes of the directive in the readme.
    pub(super) span: Range<usize>,
}

/// Parses a directive of a readme. Returns `None` if it is for other tools, or was reported.
pub(crate) fn read(
    value: &Value,
    location: &Location,
    span: &Range<usize>,
    diagnostics: &mut Diagnostics,
) -> Option<Directive> {
    match read::read(value) {
        ParsedDirective::Follow { from, change } => {
            Some(Directive { from, change, location: location.clone(), span: span.clone() })
        }
        ParsedDirective::Linter => None,
        ParsedDirective::OtherGenerator(about) => {
            let message = format!("this directive is ignored: it is about {about}");
            diagnostics.note(Code::UnsupportedDirective, location, message, "").at(span.clone());
            None
        }
        ParsedDirective::Unsupported(reason) => {
            let message = format!("this directive is ignored: {reason}");
            let help = "if the crate needs the change, write it as a `[[crate.fixup]]` of the manifest";
            diagnostics.warning(Code::UnsupportedDirective, location, message, help).at(span.clone());
            None
        }
    }
}

impl Directive {
    /// Returns `true` if a file, by its path with `/`, is one of those that are changed.
    pub(crate) fn is_about(&self, path: &str) -> bool {
        self.from.is_empty() || self.from.iter().any(|end| paths::ends_with(path, end))
    }

    /// Reports that a directive found nothing to change in any file.
    pub(crate) fn report_unused(&self, diagnostics: &mut Diagnostics) {
        let help = "correct its `from` or `where`, or remove it if it is for an older version of the files";
        diagnostics
            .note(Code::UnusedDirective, &self.location, "this directive changes nothing", help)
            .at(self.span.clone());
    }
}
