//! The documented enum values that an example uses, each with the generated enum that stands at its place.
//!
//! In: a value, its raw schema, its type in the [`Model`](armsmith_core::model::Model). Out: [`Use`]s. Must not know:
//! what the generated enum makes of them; the harness asks it.
//!
//! Every generated enum carries values that it does not know, so a documented value that is misspelt in the generated
//! code goes through unharmed, and no comparison of bodies sees it. Whether a value is documented, the raw schema says;
//! the model only says which Rust type it comes to.

use std::collections::BTreeMap;

use armsmith_core::diagnostics::JsonPointer;
use armsmith_core::model::{EnumRepr, Model, TypeDefinition, TypeRef};
use serde_json::Value;

use super::compare::Part;
use super::files::Node;
use super::harness::Tables;
use super::report::Checked;
use super::shape::{Additional, Dispatch, Shapes};

/// A documented value at a place where the generated code has an enum.
#[derive(Clone, Debug)]
pub(super) struct Use {
    /// The enum's place in [`Tables::enums`].
    pub(super) place: usize,
    /// The value.
    pub(super) value: Value,
    /// Where the example has it.
    pub(super) pointer: JsonPointer,
}

/// The types of a crate by name.
#[derive(Debug)]
pub(super) struct Types<'m> {
    types: BTreeMap<&'m str, &'m TypeDefinition>,
    enums: BTreeMap<&'m str, usize>,
}

impl<'m> Types<'m> {
    /// The types of a model.
    pub(super) fn of(model: &'m Model, tables: &Tables<'m>) -> Self {
        let enums = tables.enums.iter().enumerate().map(|(place, it)| (it.name.as_str(), place));
        Self { types: model.types.iter().map(|it| (it.name().as_str(), it)).collect(), enums: enums.collect() }
    }
}

/// A search under way.
pub(super) struct Search<'s, 'a> {
    pub(super) shapes: &'s Shapes<'a>,
    pub(super) types: &'s Types<'s>,
    pub(super) uses: Vec<Use>,
}

impl<'a> Search<'_, 'a> {
    /// Finds the uses in a value.
    pub(super) fn value(&mut self, schema: Node<'a>, ty: &TypeRef, value: &Value, pointer: &JsonPointer) {
        let Dispatch::To(schema) = self.shapes.dispatch(schema, value) else { return };
        match (ty, value) {
            (TypeRef::Boxed(inner) | TypeRef::Nullable(inner), _) => self.value(schema, inner, value, pointer),
            (TypeRef::List(item), Value::Array(items)) => {
                let Some(schema) = self.shapes.of(schema).items else { return };
                for (index, value) in items.iter().enumerate() {
                    self.value(schema, item, value, &pointer.child(&index.to_string()));
                }
            }
            (TypeRef::Map(item), Value::Object(members)) => {
                let Additional::Schema(schema) = self.shapes.of(schema).additional else { return };
                for (name, value) in members {
                    self.value(schema, item, value, &pointer.child(name));
                }
            }
            (TypeRef::Named(name), _) => self.named(schema, name.as_str(), value, pointer),
            _ => {}
        }
    }

    fn named(&mut self, schema: Node<'a>, name: &str, value: &Value, pointer: &JsonPointer) {
        let shape = self.shapes.of(schema);
        match (self.types.types.get(name).copied(), value) {
            (Some(TypeDefinition::Enum(_)), value) if shape.values.is_some_and(|it| it.contains(value)) => {
                let place = self.types.enums.get(name).copied();
                self.uses.extend(place.map(|place| Use { place, value: value.clone(), pointer: pointer.clone() }));
            }
            (Some(TypeDefinition::Struct(it)), Value::Object(members)) => {
                for field in &it.fields {
                    let wire = field.wire.as_str();
                    if let (Some(value), Some(schema)) = (members.get(wire), shape.properties.get(wire)) {
                        self.value(*schema, &field.ty, value, &pointer.child(wire));
                    }
                }
            }
            (Some(TypeDefinition::Polymorphic(it)), Value::Object(members)) => {
                let tag = members.get(it.tag.as_str()).and_then(Value::as_str);
                if let Some(subtype) = tag.and_then(|tag| it.subtypes.iter().find(|it| it.value == tag)) {
                    self.named(schema, subtype.ty.as_str(), value, pointer);
                }
            }
            _ => {}
        }
    }
}

/// Values that enums should know: the questions to the harness, and afterwards those that were answered with no.
#[derive(Debug, Default)]
pub(super) struct Questions(BTreeMap<(usize, String), Value>);

impl Questions {
    /// Every documented value of every enum, also those that no example uses.
    pub(super) fn of_model(tables: &Tables<'_>) -> Self {
        let mut questions = Self::default();
        for (place, it) in tables.enums.iter().enumerate() {
            for variant in &it.variants {
                let number = || serde_json::from_str(&variant.value).unwrap_or_default();
                let is_text = it.repr == EnumRepr::String;
                questions.ask(place, &if is_text { Value::from(variant.value.as_str()) } else { number() });
            }
        }
        questions
    }

    /// Adds a question.
    pub(super) fn ask(&mut self, place: usize, value: &Value) {
        self.0.entry((place, value.to_string())).or_insert_with(|| value.clone());
    }

    /// The questions as the harness takes them.
    pub(super) fn list(&self) -> Vec<(usize, Value)> {
        self.0.iter().map(|((place, _), value)| (*place, value.clone())).collect()
    }

    /// Keeps the questions that were answered with no.
    pub(super) fn unknown(self, known: &[bool]) -> Self {
        let answered = self.0.into_iter().zip(known.iter().copied().chain(std::iter::repeat(false)));
        Self(answered.filter(|(_, known)| !known).map(|(question, _)| question).collect())
    }

    /// Each unknown value as `Enum: value`.
    pub(super) fn describe(&self, tables: &Tables<'_>) -> Vec<String> {
        let named = self.0.keys().filter_map(|(place, text)| Some((tables.enums.get(*place)?, text)));
        named.map(|(it, text)| format!("{}: {text}", it.name.as_str())).collect()
    }

    /// Adds the unknown values among those that an example uses to what was checked of it.
    pub(super) fn report(&self, uses: &[Use], checked: &mut Checked) {
        for it in uses.iter().filter(|it| self.0.contains_key(&(it.place, it.value.to_string()))) {
            let outcome = checked.outcome.get_or_insert_default();
            outcome.differ(Part::Enum, &it.pointer, Some(it.value.clone()), Some("an unknown variant".into()));
        }
    }
}

#[cfg(test)]
mod tests;
