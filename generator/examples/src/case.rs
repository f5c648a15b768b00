//! One documented example on its way through the check.
//!
//! In: an operation of the raw specification, an example file, the tables of the harness. Out: a [`Case`]: the verdict
//! on the example, what is expected, and the [`Job`] for the harness; and with the harness's [`Answer`] an
//! [`ExampleReport`]. Must not know: other examples.

use armsmith_core::diagnostics::JsonPointer;
use armsmith_core::model;
use serde_json::{Number, Value};

use super::compare::{Direction, compare_body, compare_request};
use super::contradiction::Finding;
use super::example::Example;
use super::expected::{self, Expected};
use super::files::{Files, Node, read_value};
use super::harness::{Answer, BodyJob, Job, Made, RequestJob, Tables};
use super::known::{Questions, Search, Types, Use};
use super::operations::{ExampleFile, Operation, Parameter, ParameterLocation};
use super::report::{Checked, ExampleReport};
use super::schema::judge;
use super::shape::{Kind, Shapes};

/// An example that is to be run.
#[derive(Debug)]
pub(super) struct Case<'a> {
    report: ExampleReport,
    expected: Option<Expected<'a>>,
    /// For each body of the job, what is expected.
    bodies: Vec<ExpectedBody<'a>>,
    /// Documented enum values of the request, and of each body of the report.
    request_uses: Vec<Use>,
    body_uses: Vec<(usize, Vec<Use>)>,
    /// What the harness is to do; none when there is nothing it could do.
    pub(super) job: Option<Job>,
}

/// A body that goes to the harness.
#[derive(Debug)]
struct ExpectedBody<'a> {
    /// Its place in the report.
    index: usize,
    schema: Node<'a>,
    documented: Value,
    /// Whether it is the body before it, without what contradicts the schema there.
    is_rest: bool,
}

/// What all examples have in common.
#[derive(Clone, Copy)]
pub(super) struct Context<'s, 'a> {
    pub(super) files: &'a Files,
    pub(super) shapes: &'s Shapes<'a>,
    pub(super) tables: &'s Tables<'s>,
    pub(super) types: &'s Types<'s>,
}

impl<'s, 'a> Context<'s, 'a> {
    /// Reads an example, judges it, and prepares what is expected and what is to be done.
    pub(super) fn prepare(self, id: usize, operation: &Operation<'a>, file: &ExampleFile) -> Case<'a> {
        let name = file.path.as_ref().map_or_else(|| file.reference.clone(), |path| self.files.name_of(path));
        match file.path.as_deref().map(read_value) {
            Some(Ok(value)) => self.prepare_value(id, operation, &file.title, name, &value),
            Some(Err(error)) => Case::new(&file.title, name).failed(error.to_string()),
            None => Case::new(&file.title, name).failed("the reference leads out of the root".to_owned()),
        }
    }

    /// Prepares an example that has been read, or was made of something else.
    pub(super) fn prepare_value(
        self,
        id: usize,
        operation: &Operation<'a>,
        title: &str,
        file: String,
        value: &Value,
    ) -> Case<'a> {
        let mut case = Case::new(title, file);
        let example = Example(value);
        let mut verdict = judge(self.shapes, operation, example);
        case.report.request.contradictions = std::mem::take(&mut verdict.request);
        let Some((index, generated)) = find(self.tables, operation) else {
            return case.failed("the crate has no such operation".to_owned());
        };
        case.expected = expected::build(self.shapes, operation, example);
        let request = case.expected.as_ref().map(|_| self.request_job(index, generated, operation, example));
        case.request_uses = self.uses_of_request(generated, operation, example);
        let mut bodies = Vec::new();
        for (status, body) in example.bodies() {
            let contradictions = verdict.bodies.remove(status).unwrap_or_default();
            let mut checked = Checked { contradictions, ..Checked::default() };
            let response = operation.response(status);
            match (response.and_then(|it| it.schema), self.tables.model_of(generated, status)) {
                (Some(schema), Some((model, ty))) => {
                    let pointer = body_pointer(status);
                    let uses = self.search(|search| search.value(schema, ty, body, &pointer));
                    case.body_uses.push((case.report.bodies.len(), uses));
                    let rest = without(body, &checked.contradictions, &pointer).map(|it| (it, true));
                    for (documented, is_rest) in std::iter::once((body.clone(), false)).chain(rest) {
                        bodies.push(BodyJob { model, body: documented.to_string() });
                        case.bodies.push(ExpectedBody { index: case.report.bodies.len(), schema, documented, is_rest });
                    }
                }
                // An operation of which the crate expects no answer at all has lost a documented one.
                (Some(_), None)
                    if response.is_some_and(|it| !it.is_error) && generated.output == model::Output::None =>
                {
                    checked.error = Some("the crate reads no body here".to_owned());
                }
                _ => checked.has_no_model = true,
            }
            case.report.bodies.push((status.to_owned(), checked));
        }
        let has_job = request.is_some() || !bodies.is_empty();
        case.job = has_job.then(|| Job { request, bodies, ..Job::new(id) });
        case
    }

    /// The values for a generated request function, found by the names on the wire.
    pub(super) fn request_job(
        self,
        index: usize,
        generated: &model::Operation,
        operation: &Operation<'a>,
        example: Example<'_>,
    ) -> RequestJob {
        let value_of = |parameter: &model::Parameter| {
            let declared = operation.parameters.iter().find(|it| same_parameter(it, parameter))?;
            let (value, _) = expected::value(operation, declared, example)?;
            Some(self.typed(declared.schema, value))
        };
        let from_scope = |source: &model::ParameterSource| {
            let parameter = generated.parameters.iter().find(|it| it.source == *source);
            let value = parameter.and_then(&value_of).unwrap_or_default();
            value.as_str().unwrap_or_default().to_owned()
        };
        let body = operation.body().and_then(|it| example.value_of(it)).map(|given| given.value);
        let is_json = generated.body.as_ref().is_some_and(|it| matches!(it.content, model::BodyContent::Json(_)));
        RequestJob {
            operation: index,
            subscription: from_scope(&model::ParameterSource::SubscriptionId),
            api_version: from_scope(&model::ParameterSource::ApiVersion),
            parameters: generated.parameters.iter().map(|it| value_of(it).unwrap_or_default()).collect(),
            body: body.map(|it| match it {
                Value::String(text) if !is_json => text.clone(),
                value => value.to_string(),
            }),
        }
    }

    fn search(self, find: impl FnOnce(&mut Search<'_, 'a>)) -> Vec<Use> {
        let mut search = Search { shapes: self.shapes, types: self.types, uses: Vec::new() };
        find(&mut search);
        search.uses
    }

    fn uses_of_request(
        self,
        generated: &model::Operation,
        operation: &Operation<'a>,
        example: Example<'_>,
    ) -> Vec<Use> {
        let root = JsonPointer::new("/parameters");
        self.search(|search| {
            for parameter in &generated.parameters {
                let declared = operation.parameters.iter().find(|it| same_parameter(it, parameter));
                let given = declared.and_then(|it| Some((it.schema, example.value_of(it)?)));
                if let Some((schema, given)) = given {
                    search.value(schema, &parameter.ty, given.value, &root.child(given.key));
                }
            }
            let declared = operation.body().and_then(|it| Some((it.schema, example.value_of(it)?)));
            let body = generated.body.as_ref().map(|it| &it.content);
            if let (Some((schema, given)), Some(model::BodyContent::Json(ty))) = (declared, body) {
                search.value(schema, ty, given.value, &root.child(given.key));
            }
        })
    }

    /// A value of the URL in the type of its schema: on the wire all are texts, but the argument of a function is not.
    fn typed(self, schema: Node<'a>, value: Value) -> Value {
        let shape = self.shapes.of(schema);
        match (shape.kind, &value) {
            (Kind::Array, Value::Array(items)) => match shape.items {
                Some(schema) => items.iter().map(|it| self.typed(schema, it.clone())).collect(),
                None => value,
            },
            (Kind::Integer | Kind::Number, Value::String(text)) => {
                text.parse::<Number>().map_or_else(|_| value.clone(), Value::Number)
            }
            (Kind::Boolean, Value::String(text)) => text.parse::<bool>().map_or_else(|_| value.clone(), Value::Bool),
            (Kind::String, Value::Number(_) | Value::Bool(_)) => Value::String(value.to_string()),
            _ => value,
        }
    }

    /// Holds the harness's answer against what is expected.
    pub(super) fn conclude(self, case: Case<'a>, answer: Option<Answer>, unknown: &Questions) -> ExampleReport {
        let Case { mut report, expected, bodies, request_uses, body_uses, .. } = case;
        let Some(answer) = answer else { return report };
        match (expected, answer.request) {
            (Some(expected), Some(Made::Ok(actual))) => {
                report.request.outcome = Some(compare_request(self.shapes, &expected, &actual));
            }
            (_, Some(Made::Error(error))) => report.request.error = Some(error),
            _ => {}
        }
        for (expected, made) in bodies.into_iter().zip(answer.bodies) {
            let (status, checked) = &mut report.bodies[expected.index];
            self.conclude_body(checked, &body_pointer(status), &expected, made);
        }
        unknown.report(&request_uses, &mut report.request);
        for (index, uses) in body_uses {
            unknown.report(&uses, &mut report.bodies[index].1);
        }
        report
    }

    fn conclude_body(self, checked: &mut Checked, pointer: &JsonPointer, body: &ExpectedBody<'a>, made: Made<String>) {
        // The rest is of interest only when the whole was refused.
        if body.is_rest && checked.error.is_none() {
            return;
        }
        let came = match made {
            Made::Ok(text) => {
                serde_json::from_str(&text).map_err(|error| format!("what the model writes is not JSON: {error}"))
            }
            Made::Error(error) => Err(format!("{pointer}: {error}")),
        };
        match came {
            Ok(came) => {
                let (shapes, documented) = (self.shapes, &body.documented);
                let outcome = compare_body(shapes, body.schema, documented, &came, pointer, Direction::Response);
                checked.outcome = Some(outcome);
            }
            Err(error) if body.is_rest => checked.rest_error = Some(error),
            Err(error) => checked.error = Some(error),
        }
    }
}

/// A body without the values that contradict its schema, so that these hide nothing else; none when that would leave
/// nothing.
fn without(body: &Value, contradictions: &[Finding], root: &JsonPointer) -> Option<Value> {
    let mut rest = body.clone();
    // From the back, so that no element moves before its turn.
    for finding in contradictions.iter().rev() {
        let (parent, token) = finding.pointer.as_str().strip_prefix(root.as_str())?.rsplit_once('/')?;
        match rest.pointer_mut(parent)? {
            Value::Object(members) => {
                members.shift_remove(&token.replace("~1", "/").replace("~0", "~"));
            }
            Value::Array(elements) => {
                elements.remove(token.parse().ok().filter(|index| *index < elements.len())?);
            }
            _ => return None,
        }
    }
    (!contradictions.is_empty()).then_some(rest)
}

impl Case<'_> {
    fn new(title: &str, file: String) -> Self {
        let report = ExampleReport { title: title.to_owned(), file, request: Checked::default(), bodies: Vec::new() };
        Self { report, expected: None, bodies: Vec::new(), request_uses: Vec::new(), body_uses: Vec::new(), job: None }
    }

    /// The documented enum values of the example.
    pub(super) fn uses(&self) -> impl Iterator<Item = &Use> {
        self.request_uses.iter().chain(self.body_uses.iter().flat_map(|(_, uses)| uses))
    }

    fn failed(mut self, reason: String) -> Self {
        self.report.request.error = Some(reason);
        self
    }
}

fn body_pointer(status: &str) -> JsonPointer {
    JsonPointer::new("/responses").child(status).child("body")
}

/// The generated operation of that `operationId`, method and path; of several, the one at the same place in the order
/// of the specification.
pub(crate) fn find<'m>(tables: &Tables<'m>, operation: &Operation<'_>) -> Option<(usize, &'m model::Operation)> {
    let key = |it: &&model::Operation| (it.id.as_str(), it.method.as_str(), it.path.as_str()) == operation.key();
    let same = tables.operations.iter().enumerate().filter(|(_, it)| key(it));
    same.map(|(index, it)| (index, *it)).nth(operation.earlier)
}

fn same_parameter(declared: &Parameter<'_>, generated: &model::Parameter) -> bool {
    let place = match generated.place {
        model::RequestPart::Path => ParameterLocation::Path,
        model::RequestPart::Query => ParameterLocation::Query,
        model::RequestPart::Header => ParameterLocation::Header,
        model::RequestPart::Form | model::RequestPart::Part | model::RequestPart::File => ParameterLocation::Form,
    };
    declared.place == place && declared.name == generated.wire.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::contradiction::Contradiction;

    #[test]
    fn a_body_is_left_without_what_contradicts() {
        let finding = |pointer: &str| Finding {
            pointer: JsonPointer::new(format!("/responses/200/body{pointer}")),
            reason: Contradiction::WrongType,
            detail: String::new(),
        };
        let without = |findings: &[&str]| {
            let body = json!({ "list": [1, "a", 2, "b"], "a/b": true, "c": {} });
            let findings: Vec<Finding> = findings.iter().map(|it| finding(it)).collect();
            without(&body, &findings, &body_pointer("200"))
        };
        let rest = json!({ "list": [1, 2], "c": {} });
        assert_eq!(without(&["/list/1", "/list/3", "/a~1b"]), Some(rest));
        assert_eq!(without(&[""]), None, "the body itself is of the wrong type");
        assert_eq!(without(&[]), None);
        assert_eq!(without(&["/nowhere/1", "/list/9"]), None);
    }
}
