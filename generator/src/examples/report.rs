//! What the check found: for each example, each operation and all in all.
//!
//! In: verdicts of [`super::schema`], outcomes of [`super::compare`]. Out: a table with one column for each kind of result,
//! the contradictions and the failures for people; the whole as JSON for programs. Must not know: how either came about.

use std::fmt;

use serde::Serialize;

use super::compare::{Difference, Outcome, Part};
use super::contradiction::{Contradiction, Finding};

/// The result of a check.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// In the order of the specification.
    pub operations: Vec<OperationReport>,
    /// Documented values that the generated enums do not know, each as `Enum: value`.
    pub unknown_values: Vec<String>,
    /// All in all.
    pub totals: Totals,
}

/// The results of one operation.
#[derive(Clone, Debug, Serialize)]
pub struct OperationReport {
    /// The `operationId`.
    pub id: String,
    /// The file of the specification.
    pub file: String,
    /// Its documented examples.
    pub examples: Vec<ExampleReport>,
    /// What its examples come to.
    pub totals: Totals,
}

/// The results of one example.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleReport {
    /// The example's title.
    pub title: String,
    /// Its file.
    pub file: String,
    /// The request.
    pub request: Checked,
    /// The bodies of the answers, by status.
    pub bodies: Vec<(String, Checked)>,
}

/// One request or body that was checked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Checked {
    /// Why the example contradicts its schema.
    pub contradictions: Vec<Finding>,
    /// What the comparison found; none when nothing could be compared.
    pub outcome: Option<Outcome>,
    /// What the generated code said instead of a result.
    pub error: Option<String>,
    /// Set for a body that the crate reads through no model: not JSON, or an error, which the runtime reads.
    pub has_no_model: bool,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Grade {
    /// Equal.
    Exact,
    /// Equal but for the allowed differences.
    Allowed,
    /// The example contradicts its schema, and nothing else is wrong.
    Contradicts,
    /// Anything else: a defect.
    Failed,
    /// Nothing to check.
    NoModel,
}

impl Checked {
    /// How the check ended.
    pub fn grade(&self) -> Grade {
        let unexplained = self.unexplained().next().is_some();
        match (&self.outcome, &self.error) {
            _ if self.has_no_model && self.contradictions.is_empty() => Grade::NoModel,
            _ if unexplained => Grade::Failed,
            (_, Some(_)) if !self.contradictions.iter().any(|it| explains_error(it.reason)) => Grade::Failed,
            _ if !self.contradictions.is_empty() => Grade::Contradicts,
            (Some(outcome), None) if outcome.is_exact() => Grade::Exact,
            (Some(_), None) => Grade::Allowed,
            _ => Grade::Failed,
        }
    }

    /// The differences that no contradiction explains. An example that contradicts its schema in one place is not excused in
    /// another.
    pub fn unexplained(&self) -> impl Iterator<Item = &Difference> {
        let differences = self.outcome.iter().flat_map(|it| &it.differences);
        differences.filter(|it| !self.contradictions.iter().any(|finding| explains(finding, it)))
    }
}

/// Whether a contradiction explains a difference: it stands there, or, in a body, below.
fn explains(finding: &Finding, difference: &Difference) -> bool {
    let (found, differs) = (finding.pointer.as_str(), difference.pointer.as_str());
    is_within(differs, found) || (difference.part == Part::Body && is_within(found, differs))
}

fn is_within(pointer: &str, ancestor: &str) -> bool {
    pointer.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a contradiction makes it right to refuse the value. A member too many does not: readers ignore it.
fn explains_error(reason: Contradiction) -> bool {
    use Contradiction as C;
    match reason {
        C::UndeclaredParameter | C::ParameterCase | C::UndeclaredProperty | C::PropertyCase => false,
        C::RequiredParameterMissing
        | C::OtherConstant
        | C::PathSegmentLost
        | C::WrongType
        | C::NullItem
        | C::OutOfRange
        | C::NotADateTime
        | C::NotADate
        | C::NotRfc1123
        | C::NotBase64
        | C::NotBase64Url
        | C::OtherSubtype
        | C::UndeclaredStatus
        | C::UndeclaredBody => true,
    }
}

/// Requests and bodies, and the examples that contradict their schema.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Totals {
    /// Requests.
    pub requests: Counts,
    /// Bodies of answers.
    pub bodies: Counts,
    /// Examples of which the request or a body contradicts its schema.
    pub contradicting_examples: usize,
}

/// How many checks ended how.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Counts {
    /// All that were to be checked.
    pub total: usize,
    /// Equal.
    pub exact: usize,
    /// Equal but for the allowed differences; the next three say which, and one check may have several.
    pub allowed: usize,
    /// With dates that are the same instant in other words.
    pub dates: usize,
    /// With nulls that are absent.
    pub nulls: usize,
    /// Without read-only properties.
    pub read_only: usize,
    /// In contradiction to the schema.
    pub contradict: usize,
    /// Defects.
    pub failed: usize,
    /// Read through no model; not among the total.
    pub no_model: usize,
}

impl Counts {
    fn count(&mut self, checked: &Checked) {
        let grade = checked.grade();
        self.total += usize::from(grade != Grade::NoModel);
        match grade {
            Grade::Exact => self.exact += 1,
            Grade::Allowed => self.allowed += 1,
            Grade::Contradicts => self.contradict += 1,
            Grade::Failed => self.failed += 1,
            Grade::NoModel => self.no_model += 1,
        }
        if let (Grade::Allowed, Some(outcome)) = (grade, &checked.outcome) {
            self.dates += usize::from(outcome.dates > 0);
            self.nulls += usize::from(outcome.nulls > 0);
            self.read_only += usize::from(outcome.read_only > 0);
        }
    }

    fn add(&mut self, other: Self) {
        self.total += other.total;
        self.exact += other.exact;
        self.allowed += other.allowed;
        self.dates += other.dates;
        self.nulls += other.nulls;
        self.read_only += other.read_only;
        self.contradict += other.contradict;
        self.failed += other.failed;
        self.no_model += other.no_model;
    }

    /// `812/820 exact (8 but for allowed differences)`; what contradicts its schema is not among the 820.
    fn sentence(&self) -> String {
        let checked = self.total - self.contradict;
        let allowed = match self.allowed {
            0 => String::new(),
            allowed => format!(" ({allowed} more but for the allowed differences)"),
        };
        format!("{}/{checked} exact{allowed}", self.exact)
    }
}

impl OperationReport {
    /// Counts the examples of an operation.
    pub fn new(id: String, file: String, examples: Vec<ExampleReport>) -> Self {
        let mut totals = Totals::default();
        for example in &examples {
            totals.requests.count(&example.request);
            example.bodies.iter().for_each(|(_, body)| totals.bodies.count(body));
            totals.contradicting_examples += usize::from(example.contradictions().next().is_some());
        }
        Self { id, file, examples, totals }
    }
}

impl ExampleReport {
    fn checks(&self) -> impl Iterator<Item = &Checked> {
        std::iter::once(&self.request).chain(self.bodies.iter().map(|(_, body)| body))
    }

    fn contradictions(&self) -> impl Iterator<Item = &Finding> {
        self.checks().flat_map(|it| &it.contradictions)
    }
}

impl Report {
    /// Adds up the operations.
    pub fn new(operations: Vec<OperationReport>, unknown_values: Vec<String>) -> Self {
        let mut totals = Totals::default();
        for operation in &operations {
            totals.requests.add(operation.totals.requests);
            totals.bodies.add(operation.totals.bodies);
            totals.contradicting_examples += operation.totals.contradicting_examples;
        }
        Self { operations, unknown_values, totals }
    }

    /// Whether nothing failed.
    pub fn is_good(&self) -> bool {
        self.failed() == 0
    }

    fn failed(&self) -> usize {
        self.totals.requests.failed + self.totals.bodies.failed + self.unknown_values.len()
    }

    /// The whole report for programs.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }

    /// `requests 568/568 exact, bodies 799/799 exact, 13 examples contradict their schema`
    pub fn summary(&self) -> String {
        let Totals { requests, bodies, contradicting_examples } = &self.totals;
        let failed = match self.failed() {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        format!(
            "requests {}, bodies {}, {contradicting_examples} examples contradict their schema{failed}",
            requests.sentence(),
            bodies.sentence()
        )
    }
}

/// The lists of contradictions and of failures, the table, and the summary as the last line.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let examples = || self.operations.iter().flat_map(|it| it.examples.iter().map(move |example| (it, example)));
        if self.totals.contradicting_examples > 0 {
            writeln!(f, "Examples that contradict their schema:")?;
        }
        for (operation, example) in examples() {
            for finding in example.contradictions() {
                writeln!(f, "  {} ({}) {finding}", example.file, operation.id)?;
            }
        }
        if !self.is_good() {
            writeln!(f, "Failures:")?;
        }
        for (operation, example) in examples() {
            for checked in example.checks().filter(|it| it.grade() == Grade::Failed) {
                if let Some(error) = &checked.error {
                    writeln!(f, "  {} ({}): {error}", example.file, operation.id)?;
                }
                for difference in checked.unexplained() {
                    writeln!(f, "  {} ({}) {difference}", example.file, operation.id)?;
                }
            }
        }
        for value in &self.unknown_values {
            writeln!(f, "  enum {value}: documented, and no variant of it came out")?;
        }
        write_row(f, "", COLUMNS)?;
        write_row(
            f,
            "requests",
            self.totals.requests.columns().map(|it| it.to_string()).each_ref().map(String::as_str),
        )?;
        write_row(f, "bodies", self.totals.bodies.columns().map(|it| it.to_string()).each_ref().map(String::as_str))?;
        f.write_str(&self.summary())
    }
}

/// The heads of the table.
const COLUMNS: [&str; 8] =
    ["total", "exact", "but for dates", "for nulls", "for read-only", "contradict", "failed", "no model"];

impl Counts {
    fn columns(&self) -> [usize; 8] {
        let Self { total, exact, dates, nulls, read_only, contradict, failed, no_model, .. } = *self;
        [total, exact, dates, nulls, read_only, contradict, failed, no_model]
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, head: &str, cells: [&str; 8]) -> fmt::Result {
    write!(f, "{head:<9}")?;
    for (cell, column) in cells.iter().zip(COLUMNS) {
        write!(f, "  {cell:>width$}", width = column.len().max(6))?;
    }
    writeln!(f)
}

#[cfg(test)]
mod tests;
