//! AutoRest's directives: changes that a readme makes to the input files before they are read.
//!
//! In: the `directive` list of a readme; later the JSON of each file. Out: [`Directive`]s, and files changed by them, before any
//! `$ref` is followed. Must not know: what a construct means, so what is left of a file is checked like any other.
//!
//! A directive says which files (`from`), which places in them (`where`, JSONPath) and what becomes of what is there. AutoRest
//! takes a script for the last. No script is run here: the few forms that the public readmes have are read as data
//! (`script`), and AutoRest's short forms (`remove-operation` and its kin) are the same in other words. Everything else is
//! reported by name.

use std::ops::Range;

use serde_json::Value;

use super::paths;
use crate::diagnostics::{Code, Diagnostics};
use crate::text::Location;

pub(crate) use apply::apply;
use read::ParsedDirective;
use script::Statement;

mod apply;
mod read;
mod script;
mod select;
#[cfg(test)]
mod tests;

/// One change that a readme asks for.
#[derive(Clone, Debug)]
pub struct Directive {
    /// The ends of the paths of the files that are changed; none: every file.
    from: Vec<String>,
    change: Change,
    /// The readme.
    location: Location,
    /// The bytes of the readme where the directive stands.
    pub(super) span: Range<usize>,
}

/// What a directive does in a file.
#[derive(Clone, Debug)]
enum Change {
    /// Runs statements at every place that one of the paths selects.
    Transform { places: Vec<select::Selector>, statements: Vec<Statement> },
    /// Gives a definition another name, and every reference to it.
    RenameModel { from: String, to: String },
    /// Takes out the parameter of that name and place wherever the paths lead.
    RemoveParameter { places: Vec<select::Selector>, name: String, place: String },
    /// Renames a member of `properties`.
    RenameProperty { places: Vec<select::Selector>, from: String, to: String },
}

/// Understands a directive as it stands in a readme. None: it is not ours to follow, or was reported.
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
            let message = format!("this directive is not followed: it is about {about}");
            diagnostics.note(Code::UnsupportedDirective, location, message, "").at(span.clone());
            None
        }
        ParsedDirective::Unsupported(reason) => {
            let message = format!("this directive is not followed: {reason}");
            let help =
                "see whether the crate needs what it does; if so, say the same as a `[[crate.fixup]]` of the manifest";
            diagnostics.warning(Code::UnsupportedDirective, location, message, help).at(span.clone());
            None
        }
    }
}

impl Directive {
    /// Whether a file, by its path with `/`, is one of those that are changed.
    pub(crate) fn is_about(&self, path: &str) -> bool {
        self.from.is_empty() || self.from.iter().any(|end| paths::ends_with(path, end))
    }

    /// Says that a directive found nothing to change in any file.
    pub(crate) fn report_unused(&self, diagnostics: &mut Diagnostics) {
        let help =
            "it is of an older version of the files, or its `from` or `where` is misspelt; AutoRest says nothing";
        diagnostics
            .note(Code::UnusedDirective, &self.location, "this directive changes nothing", help)
            .at(self.span.clone());
    }
}
