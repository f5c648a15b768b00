//! JSON held against JSON, with the raw schema beside it.

use std::collections::BTreeSet;

use armsmith_core::diagnostics::JsonPointer;
use serde_json::{Map, Number, Value};

use super::{Likeness, Outcome, Part, likeness};
use crate::expected::Meaning;
use crate::files::Node;
use crate::shape::{Additional, Dispatch, Kind, Shape, Shapes};

/// Whether a value goes to the service or comes from it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Direction {
    /// Read-only properties are left out.
    Request,
    /// Everything is kept.
    Response,
}

/// Compares a body with what came back through the model.
pub(crate) fn compare_body<'a>(
    shapes: &Shapes<'a>,
    schema: Node<'a>,
    expected: &Value,
    actual: &Value,
    pointer: &JsonPointer,
    direction: Direction,
) -> Outcome {
    let mut walk = Walk { shapes, direction, outcome: Outcome::default() };
    walk.value(Some(schema), expected, actual, pointer);
    walk.outcome
}

/// A comparison under way.
struct Walk<'s, 'a> {
    shapes: &'s Shapes<'a>,
    direction: Direction,
    outcome: Outcome,
}

impl<'a> Walk<'_, 'a> {
    /// Compares two values; without a schema no difference is allowed.
    fn value(&mut self, schema: Option<Node<'a>>, expected: &Value, actual: &Value, pointer: &JsonPointer) {
        let schema = schema.and_then(|it| match self.shapes.dispatch(it, expected) {
            Dispatch::To(schema) => Some(schema),
            Dispatch::Unknown | Dispatch::NotThisSubtype { .. } => None,
        });
        let shape = schema.map(|it| self.shapes.of(it));
        let shape = shape.as_deref();
        match (expected, actual) {
            (Value::Object(expected), Value::Object(actual)) => self.members(shape, expected, actual, pointer),
            (Value::Array(documented), Value::Array(came)) if documented.len() == came.len() => {
                let items = shape.and_then(|it| it.items);
                for (index, (expected, actual)) in documented.iter().zip(came).enumerate() {
                    self.value(items, expected, actual, &pointer.child(&index.to_string()));
                }
            }
            (Value::Number(left), Value::Number(right)) if same_number(left, right) => {}
            (Value::String(left), Value::String(right)) => match likeness(meaning(shape), left, right) {
                Likeness::Same => {}
                Likeness::SameInstant => self.outcome.dates += 1,
                Likeness::Different => self.differ(pointer, Some(expected), Some(actual)),
            },
            _ if expected == actual => {}
            _ => self.differ(pointer, Some(expected), Some(actual)),
        }
    }

    fn members(
        &mut self,
        shape: Option<&Shape<'a>>,
        expected: &Map<String, Value>,
        actual: &Map<String, Value>,
        pointer: &JsonPointer,
    ) {
        let mut compared = BTreeSet::new();
        for (name, documented) in expected {
            let pointer = pointer.child(name);
            let name = name_as_read(shape, expected, name);
            let schema = shape.and_then(|it| self.schema_of_member(it, name));
            match actual.get(name) {
                Some(came) => self.value(schema, documented, came, &pointer),
                None => self.absent(schema, documented, &pointer),
            }
            compared.insert(name);
        }
        for (name, came) in actual.iter().filter(|(name, _)| !compared.contains(name.as_str())) {
            self.differ(&pointer.child(name), None, Some(came));
        }
    }

    /// The schema of a member of which the rules know more than that it is JSON.
    fn schema_of_member(&self, shape: &Shape<'a>, name: &str) -> Option<Node<'a>> {
        shape.properties.get(name).copied().or(match shape.additional {
            // In a map of any JSON a null is a value like others, and so is everything else.
            Additional::Schema(schema) if self.shapes.of(schema).kind != Kind::Any => Some(schema),
            _ => None,
        })
    }

    /// A documented member that the generated code does not have.
    fn absent(&mut self, schema: Option<Node<'a>>, documented: &Value, pointer: &JsonPointer) {
        let shape = schema.map(|it| self.shapes.of(it));
        match shape.as_deref() {
            Some(it) if documented.is_null() && !it.nullable => self.outcome.nulls += 1,
            Some(it) if self.direction == Direction::Request && it.read_only => self.outcome.read_only += 1,
            _ => self.differ(pointer, Some(documented), None),
        }
    }

    fn differ(&mut self, pointer: &JsonPointer, expected: Option<&Value>, actual: Option<&Value>) {
        self.outcome.differ(Part::Body, pointer, expected.cloned(), actual.cloned());
    }
}

/// The name under which a model reads a member and writes it again: that of the declared property, from which the name
/// may differ in the case of letters if the exact one is absent (ARCHITECTURE.md, "The exact spelling wins").
fn name_as_read<'n>(shape: Option<&'n Shape<'_>>, members: &Map<String, Value>, name: &'n str) -> &'n str {
    let Some(shape) = shape.filter(|it| !it.properties.contains_key(name)) else { return name };
    let is_other_spelling = |declared: &&&str| declared.eq_ignore_ascii_case(name) && !members.contains_key(**declared);
    shape.properties.keys().find(is_other_spelling).copied().unwrap_or(name)
}

fn meaning(shape: Option<&Shape<'_>>) -> Meaning {
    match shape.filter(|it| it.kind == Kind::String).and_then(|it| it.format) {
        Some("date-time") => Meaning::DateTime,
        Some("date-time-rfc1123") => Meaning::Rfc1123,
        _ => Meaning::Plain,
    }
}

/// Whether two numbers have one value: `1` and `1.0`. Integers are not compared as floats, which would blur large ones.
fn same_number(left: &Number, right: &Number) -> bool {
    let integer = |number: &Number| number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
    match (integer(left), integer(right)) {
        (Some(left), Some(right)) => left == right,
        _ => left.as_f64() == right.as_f64(),
    }
}
