//! The reader of one file: its format, its role and its diagnostics.
//!
//! In: problems with their locations. Out: diagnostics. The methods that read objects are in the files beside this one.

use std::cell::RefCell;

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics};
use crate::document::{Dialect, Role};
use crate::text::Location;

/// The reader of one file. Collects the diagnostics.
pub(super) struct Reader {
    pub(super) dialect: Dialect,
    pub(super) role: Role,
    // Objects of several levels are open at a time and all of them report.
    pub(super) diagnostics: RefCell<Diagnostics>,
}

impl Reader {
    pub(super) fn new(dialect: Dialect, role: Role) -> Self {
        Self { dialect, role, diagnostics: RefCell::default() }
    }

    pub(super) fn is_swagger(&self) -> bool {
        self.dialect == Dialect::Swagger
    }

    pub(super) fn error(&self, code: Code, location: &Location, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.borrow_mut().error(code, location, message, help);
    }

    pub(super) fn warning(&self, code: Code, location: &Location, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.borrow_mut().warning(code, location, message, help);
    }

    /// `expected` is `a string`, `a list` and the like.
    pub(super) fn wrong_type(&self, location: &Location, expected: &str, found: &Value) {
        let help = match (found, expected) {
            (Value::Number(_), "a string") => "put the value in quotation marks",
            (Value::String(_), "a number" | "a non-negative integer" | "a boolean") => "remove the quotation marks",
            (Value::Null, _) => "remove it",
            _ => "",
        };
        let subject = match location.pointer.tokens().last() {
            None => "the file".to_owned(),
            Some(token) if token.parse::<usize>().is_ok() => "the value".to_owned(),
            Some(token) => format!("`{token}`"),
        };
        let message = format!("{subject} must be {expected}, found {}", name_of_type(found));
        self.error(Code::WrongType, location, message, help);
    }
}

fn name_of_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
