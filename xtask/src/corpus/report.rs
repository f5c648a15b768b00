//! The report on all crates, as text and as JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use armsmith_core::source::readme::{ServiceReadme, Skipped};
use armsmith_core::{Diagnostics, Summary};
use armsmith_examples::{Contradicted, Contradiction, Counts, Totals};
use serde::Serialize;
use serde_json::Value;

use super::build::Built;
use super::failure::{Failure, Stage};

/// All crates.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    crates: Vec<CrateReport>,
    skipped: Vec<Value>,
    totals: Totals,
    #[serde(skip)]
    generated_only: bool,
}

/// One crate.
#[derive(Debug, Default, Serialize)]
pub(super) struct CrateReport {
    name: String,
    service: String,
    readme: String,
    package: Option<String>,
    tag: Option<String>,
    operations: usize,
    models: usize,
    enums: usize,
    pub(super) generated: bool,
    generate_seconds: f64,
    compiled: bool,
    examples: Option<Totals>,
    contradictions: Vec<Contradicted>,
    failures: Vec<Failure>,
    /// The program that runs the examples.
    #[serde(skip)]
    pub(super) program: Option<PathBuf>,
}

impl CrateReport {
    /// Creates the report on a candidate.
    pub(super) fn new(candidate: &ServiceReadme, generated: Result<Summary, Diagnostics>) -> Self {
        let mut report = Self {
            name: candidate.name.clone(),
            service: candidate.service.clone(),
            readme: candidate.readme.display().to_string(),
            package: candidate.package.clone(),
            tag: candidate.tag.clone(),
            ..Self::default()
        };
        match generated {
            Ok(summary) => {
                report.generated = true;
                report.generate_seconds = summary.elapsed.as_secs_f64();
                (report.operations, report.models, report.enums) = (summary.operations, summary.models, summary.enums);
            }
            Err(problems) => report.failures.extend(Failure::of_diagnostics(&problems)),
        }
        report
    }

    /// Adds the compiler's messages on the crate and on its harness.
    pub(super) fn compiled(&mut self, own: Built, harness: Built) {
        self.compiled = own.is_there && own.problems.is_empty();
        self.program = harness.program;
        let is_missing = !own.is_there || self.program.is_none();
        self.failures.extend(own.problems.into_iter().chain(harness.problems));
        if is_missing && self.failures.is_empty() {
            self.fail(Stage::Compile, &"it was not built; see the log of Cargo");
        }
    }

    /// Notes how the examples went.
    pub(super) fn checked(&mut self, report: &armsmith_examples::Report) {
        self.examples = Some(report.totals);
        self.contradictions = report.contradictions().collect();
        self.failures.extend(report.failures().map(|it| Failure {
            file: Some(it.file),
            pointer: it.pointer,
            ..Failure::new(Stage::Examples, format!("{}: {}", it.operation, it.message))
        }));
    }

    /// Adds a failure without a position.
    pub(super) fn fail(&mut self, stage: Stage, reason: &dyn fmt::Display) {
        self.failures.push(Failure::new(stage, reason.to_string()));
    }

    fn has_passed(&self) -> bool {
        self.generated && self.failures.is_empty()
    }
}

impl Report {
    pub(super) fn new(crates: Vec<CrateReport>, skipped: Vec<Skipped>, generated_only: bool) -> Self {
        let mut totals = Totals::default();
        crates.iter().filter_map(|it| it.examples).for_each(|it| totals.add(it));
        let skipped = skipped
            .into_iter()
            .map(|it| serde_json::json!({ "service": it.service, "readme": it.readme, "reason": it.reason }));
        Self { crates, skipped: skipped.collect(), totals, generated_only }
    }

    pub(super) fn has_passed(&self) -> bool {
        self.crates.iter().all(CrateReport::has_passed)
    }

    pub(super) fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }

    /// The last line.
    pub(super) fn summary(&self) -> String {
        let all = self.crates.len();
        let count = |is: fn(&CrateReport) -> bool| self.crates.iter().filter(|it| is(it)).count();
        let generated = format!("crates {}/{all} generated", count(|it| it.generated));
        if self.generated_only {
            return generated;
        }
        let Totals { requests, bodies, contradicting_examples } = &self.totals;
        let ratio = |it: &Counts| format!("{}/{}", it.equal(), it.total - it.contradict);
        format!(
            "{generated}, {}/{all} compiled, requests {} exact, bodies {} exact, {contradicting_examples} examples contradict \
             their schema",
            count(|it| it.compiled),
            ratio(requests),
            ratio(bodies),
        )
    }

    fn write_table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.crates.iter().map(|it| it.name.len()).max().unwrap_or_default();
        writeln!(
            f,
            "{:<width$} operations models generate compile requests exact bodies exact explained contradict failed",
            "crate"
        )?;
        for it in &self.crates {
            let generate = if it.generated { format!("{:.2} s", it.generate_seconds) } else { "FAILED".to_owned() };
            let compile = match (it.compiled, self.generated_only) {
                (_, true) => "-",
                (true, _) => "good",
                (false, _) => "FAILED",
            };
            let totals = it.examples.unwrap_or_default();
            let ratio = |it: &Counts| format!("{}/{}", it.equal(), it.total - it.contradict);
            writeln!(
                f,
                "{:<width$} {:>10} {:>6} {generate:>8} {compile:>7} {:>14} {:>12} {:>9} {:>10} {:>6}",
                it.name,
                it.operations,
                it.models,
                ratio(&totals.requests),
                ratio(&totals.bodies),
                totals.requests.allowed + totals.bodies.allowed,
                totals.contradicting_examples,
                it.failures.len(),
            )?;
        }
        Ok(())
    }
}

/// Everything but the last line.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_table(f)?;
        for it in &self.skipped {
            let text = |key: &str| it[key].as_str().unwrap_or_default();
            writeln!(f, "skipped: {}: {}", text("readme"), text("reason"))?;
        }
        let mut reasons: BTreeMap<Contradiction, usize> = BTreeMap::new();
        for found in self.crates.iter().flat_map(|it| &it.contradictions) {
            *reasons.entry(found.finding.reason).or_default() += 1;
        }
        for (reason, count) in reasons {
            writeln!(f, "contradictions: {reason}: {count}")?;
        }
        for it in &self.crates {
            for failure in &it.failures {
                writeln!(f, "FAILED {}: {failure}", it.name)?;
            }
        }
        if !self.generated_only {
            let Totals { requests, bodies, .. } = &self.totals;
            let explained = |it: &Counts| {
                format!("{} ({} dates, {} nulls, {} read-only)", it.allowed, it.dates, it.nulls, it.read_only)
            };
            let refused = |it: &Counts| format!("{} ({} refused)", it.contradict, it.refused);
            writeln!(f, "contradicting: requests {}, bodies {}", refused(requests), refused(bodies))?;
            writeln!(f, "explained among the exact: requests {}, bodies {}", explained(requests), explained(bodies))?;
        }
        Ok(())
    }
}
