//! What excuses what, and what a report says.

use armsmith_core::diagnostics::JsonPointer;
use serde_json::json;

use super::{Checked, ExampleReport, Grade, OperationReport, Report};
use crate::compare::{Difference, Outcome, Part};
use crate::contradiction::{Contradiction, Finding};

fn finding(pointer: &str, reason: Contradiction) -> Finding {
    Finding { pointer: JsonPointer::new(pointer), reason, detail: String::new() }
}

fn difference(part: Part, pointer: &str) -> Difference {
    Difference { pointer: JsonPointer::new(pointer), part, expected: Some(json!(1)), actual: None }
}

fn exact() -> Checked {
    Checked { outcome: Some(Outcome::default()), ..Checked::default() }
}

fn different(differences: Vec<Difference>) -> Checked {
    Checked { outcome: Some(Outcome { differences, ..Outcome::default() }), ..Checked::default() }
}

#[test]
fn a_contradiction_excuses_its_own_place_only() {
    let with = |difference: Difference| Checked {
        contradictions: vec![finding("/parameters/body/a/b", Contradiction::UndeclaredProperty)],
        ..different(vec![difference])
    };
    assert_eq!(with(difference(Part::Body, "/parameters/body/a/b")).grade(), Grade::Contradicts);
    assert_eq!(with(difference(Part::Body, "/parameters/body/a/b/c")).grade(), Grade::Contradicts);
    assert_eq!(with(difference(Part::Body, "/parameters/body/a")).grade(), Grade::Failed, "more is lost than that");
    let null = |place| Checked {
        contradictions: vec![finding("/parameters/body/a/1", Contradiction::NullItem)],
        ..different(vec![difference(Part::Body, place)])
    };
    assert_eq!(null("/parameters/body/a").grade(), Grade::Contradicts, "the list is shorter");
    assert_eq!(null("/parameters/body").grade(), Grade::Failed);
    assert_eq!(with(difference(Part::Body, "/parameters/body/a/bc")).grade(), Grade::Failed);
    assert_eq!(with(difference(Part::Path, "/parameters")).grade(), Grade::Failed, "a path is not a body");
    let fine =
        Checked { contradictions: vec![finding("/parameters/x", Contradiction::UndeclaredParameter)], ..exact() };
    assert_eq!(fine.grade(), Grade::Contradicts);
}

#[test]
fn an_error_is_excused_by_what_cannot_be_read_only() {
    let with = |reason| Checked {
        contradictions: vec![finding("/parameters/a", reason)],
        error: Some("no".into()),
        ..Checked::default()
    };
    assert_eq!(with(Contradiction::WrongType).grade(), Grade::Contradicts);
    assert_eq!(with(Contradiction::UndeclaredParameter).grade(), Grade::Failed);
    assert_eq!(with(Contradiction::UndeclaredProperty).grade(), Grade::Failed);
    let rest_is_refused = Checked { rest_error: Some("no".into()), ..with(Contradiction::WrongType) };
    assert_eq!(rest_is_refused.grade(), Grade::Failed, "the rest contradicts nothing");
    let not_run = Checked { error: None, ..with(Contradiction::RequiredParameterMissing) };
    assert_eq!(not_run.grade(), Grade::Contradicts);
    assert_eq!(Checked::default().grade(), Grade::Failed, "what was not compared is not equal");
}

#[test]
fn the_summary_counts_exact_and_allowed_apart() {
    let allowed = Checked { outcome: Some(Outcome { dates: 2, nulls: 1, ..Outcome::default() }), ..Checked::default() };
    let contradicts =
        Checked { contradictions: vec![finding("/parameters/x", Contradiction::UndeclaredParameter)], ..exact() };
    let no_model = Checked { has_no_model: true, ..Checked::default() };
    let example = |request: Checked, bodies: Vec<Checked>| ExampleReport {
        title: "t".into(),
        file: "e.json".into(),
        request,
        bodies: bodies.into_iter().map(|it| ("200".to_owned(), it)).collect(),
    };
    let report =
        |examples| Report::new(vec![OperationReport::new("Pets_Get".into(), "api.json".into(), examples)], Vec::new());

    let good = report(vec![
        example(exact(), vec![allowed.clone()]),
        example(contradicts, vec![exact(), no_model]),
        example(exact(), vec![]),
    ]);
    assert!(good.is_good());
    assert_eq!(
        good.to_string().lines().map(str::trim_end).collect::<Vec<_>>(),
        [
            "Examples that contradict their schema:",
            "  e.json (Pets_Get) /parameters/x: undeclared parameter",
            "            total   exact  but for dates  for nulls  for read-only  contradict  refused  failed  no model",
            "requests        3       2              0          0              0           1        0       0         0",
            "bodies          2       1              1          1              0           0        0       0         1",
            "requests 2/2 exact, bodies 1/2 exact (1 more but for the allowed differences), 1 examples contradict their schema",
        ]
    );

    let bad = report(vec![example(different(vec![difference(Part::Query, "/parameters/$top")]), vec![])]);
    assert!(!bad.is_good());
    let text = bad.to_string();
    assert!(text.contains("  e.json (Pets_Get) /parameters/$top: query: 1 is documented, nothing came out"), "{text}");
    assert!(text.ends_with("requests 0/1 exact, bodies 0/0 exact, 0 examples contradict their schema, 1 failed"));
    assert!(bad.to_json().unwrap().contains("\"failed\": 1"));

    let unknown = Report::new(Vec::new(), vec!["Size: \"a\"".into()]);
    assert!(!unknown.is_good() && unknown.to_string().contains("  enum Size: \"a\": documented"));
}
