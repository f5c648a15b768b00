//! What the check found: for each example, each operation and all in all.
//!
//! In: verdicts of [`super::schema`], outcomes of [`super::compare`]. Out: a table with one column for each kind of
//! result, the contradictions and the failures for people; the whole as JSON for programs. Must not know: how either
//! came about.

use std::fmt;

use serde::Serialize;

use super::compare::{Difference, Outcome};
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

/// A contradiction, with its example.
#[derive(Clone, Debug, Serialize)]
pub struct Contradicted {
    /// The `operationId`.
    pub operation: String,
    /// The file of the example.
    pub file: String,
    /// What contradicts.
    #[serde(flatten)]
    pub finding: Finding,
    /// Whether the generated code took the request or body nevertheless.
    pub taken: bool,
    /// What it said if it did not; none when it could not be asked, for want of a value.
    pub error: Option<String>,
}

/// A defect, with its place.
#[derive(Clone, Debug, Serialize)]
pub struct Failed {
    /// The `operationId`; empty for an enum.
    pub operation: String,
    /// The file of the example; empty for an enum.
    pub file: String,
    /// The place in the example, when there is one.
    pub pointer: Option<String>,
    /// What is wrong.
    pub message: String,
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
    /// What the comparison found; none when nothing could be compared. Of a body that was refused for its
    /// contradictions, the rest is compared.
    pub outcome: Option<Outcome>,
    /// What the generated code said instead of a result.
    pub error: Option<String>,
    /// What it said of the body without its contradictions, which nothing excuses.
    pub rest_error: Option<String>,
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
            _ if unexplained || self.rest_error.is_some() => Grade::Failed,
            (_, Some(_)) if !self.contradictions.iter().any(|it| explains_error(it.reason)) => Grade::Failed,
            _ if !self.contradictions.is_empty() => Grade::Contradicts,
            (Some(outcome), None) if outcome.is_exact() => Grade::Exact,
            (Some(_), None) => Grade::Allowed,
            _ => Grade::Failed,
        }
    }

    /// Whether the generated code refused it as a whole, or could not be asked.
    pub fn is_refused(&self) -> bool {
        self.outcome.is_none() || self.error.is_some()
    }

    /// The differences that no contradiction explains. An example that contradicts its schema in one place is not
    /// excused in another.
    pub fn unexplained(&self) -> impl Iterator<Item = &Difference> {
        let differences = self.outcome.iter().flat_map(|it| &it.differences);
        differences.filter(|it| !self.contradictions.iter().any(|finding| explains(finding, it)))
    }
}

/// Whether a contradiction explains a difference: it stands there or above. A list that lost a null differs as a whole.
pub(super) fn explains(finding: &Finding, difference: &Difference) -> bool {
    let (found, differs) = (finding.pointer.as_str(), difference.pointer.as_str());
    let is_list =
        finding.reason == Contradiction::NullItem && finding.pointer.parent().as_ref() == Some(&difference.pointer);
    is_within(differs, found) || is_list
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

impl Totals {
    /// Adds those of another operation or crate.
    pub fn add(&mut self, other: Self) {
        self.requests.add(other.requests);
        self.bodies.add(other.bodies);
        self.contradicting_examples += other.contradicting_examples;
    }
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
    /// Those of them that the generated code refused; the others it took, and they are equal but for the contradiction.
    pub refused: usize,
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
            Grade::Contradicts => {
                self.contradict += 1;
                self.refused += usize::from(checked.is_refused());
            }
            Grade::Failed => self.failed += 1,
            Grade::NoModel => self.no_model += 1,
        }
        if let (Grade::Allowed, Some(outcome)) = (grade, &checked.outcome) {
            self.dates += usize::from(outcome.dates > 0);
            self.nulls += usize::from(outcome.nulls > 0);
            self.read_only += usize::from(outcome.read_only > 0);
        }
    }

    /// Those that are equal, with or without the allowed differences.
    pub fn equal(&self) -> usize {
        self.exact + self.allowed
    }

    fn add(&mut self, other: Self) {
        self.total += other.total;
        self.exact += other.exact;
        self.allowed += other.allowed;
        self.dates += other.dates;
        self.nulls += other.nulls;
        self.read_only += other.read_only;
        self.contradict += other.contradict;
        self.refused += other.refused;
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
    pub(crate) fn new(id: String, file: String, examples: Vec<ExampleReport>) -> Self {
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
    pub(crate) fn new(operations: Vec<OperationReport>, unknown_values: Vec<String>) -> Self {
        let mut totals = Totals::default();
        for operation in &operations {
            totals.add(operation.totals);
        }
        Self { operations, unknown_values, totals }
    }

    /// Every example, with its operation.
    fn examples(&self) -> impl Iterator<Item = (&OperationReport, &ExampleReport)> {
        self.operations.iter().flat_map(|it| it.examples.iter().map(move |example| (it, example)))
    }

    /// Every contradiction, in the order of the specification.
    pub fn contradictions(&self) -> impl Iterator<Item = Contradicted> {
        self.examples().flat_map(|(operation, example)| {
            example.checks().flat_map(move |checked| {
                checked.contradictions.iter().map(move |finding| Contradicted {
                    operation: operation.id.clone(),
                    file: example.file.clone(),
                    finding: finding.clone(),
                    taken: !checked.is_refused(),
                    error: checked.error.clone(),
                })
            })
        })
    }

    /// Every defect, in the order of the specification.
    pub fn failures(&self) -> impl Iterator<Item = Failed> {
        let of_examples = self.examples().flat_map(|(operation, example)| {
            let failed = example.checks().filter(|it| it.grade() == Grade::Failed);
            failed.flat_map(move |checked| {
                let failed = |pointer: Option<String>, message: String| Failed {
                    operation: operation.id.clone(),
                    file: example.file.clone(),
                    pointer,
                    message,
                };
                let errors = checked.error.iter().chain(&checked.rest_error).map(move |it| failed(None, it.clone()));
                let differences =
                    checked.unexplained().map(move |it| failed(Some(it.pointer.to_string()), it.to_string()));
                errors.chain(differences).collect::<Vec<_>>()
            })
        });
        let of_enums = self.unknown_values.iter().map(|value| Failed {
            operation: String::new(),
            file: String::new(),
            pointer: None,
            message: format!("enum {value}: documented, and no variant of it came out"),
        });
        of_examples.chain(of_enums)
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
        if self.totals.contradicting_examples > 0 {
            writeln!(f, "Examples that contradict their schema:")?;
        }
        for Contradicted { operation, file, finding, taken, .. } in self.contradictions() {
            writeln!(f, "  {file} ({operation}) {finding}{}", if taken { "" } else { ": refused" })?;
        }
        if !self.is_good() {
            writeln!(f, "Failures:")?;
        }
        for Failed { operation, file, message, .. } in self.failures() {
            match file.as_str() {
                "" => writeln!(f, "  {message}")?,
                file => writeln!(f, "  {file} ({operation}) {message}")?,
            }
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
const COLUMNS: [&str; 9] =
    ["total", "exact", "but for dates", "for nulls", "for read-only", "contradict", "refused", "failed", "no model"];

impl Counts {
    fn columns(&self) -> [usize; 9] {
        let Self { total, exact, dates, nulls, read_only, contradict, refused, failed, no_model, .. } = *self;
        [total, exact, dates, nulls, read_only, contradict, refused, failed, no_model]
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, head: &str, cells: [&str; 9]) -> fmt::Result {
    write!(f, "{head:<9}")?;
    for (cell, column) in cells.iter().zip(COLUMNS) {
        write!(f, "  {cell:>width$}", width = column.len().max(6))?;
    }
    writeln!(f)
}

#[cfg(test)]
mod tests;
