//! What a raw schema allows, with its references followed and its `allOf` put together.
//!
//! In: a schema [`Node`]. Out: its [`Shape`]: the kind of value, the properties of an object with inherited ones, and
//! which differences the check may allow (dates, nullable, read-only). Must not know: lowering's own idea of the same.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value;

use super::files::{Files, Node};
use super::subtypes::Subtypes;

/// What a schema allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape<'a> {
    /// The kind of value.
    pub kind: Kind,
    /// The `format`.
    pub format: Option<&'a str>,
    /// Own and inherited properties of an object, by their names on the wire.
    pub properties: IndexMap<&'a str, Node<'a>>,
    /// What an object may hold beyond its properties.
    pub additional: Additional<'a>,
    /// The elements of an array.
    pub items: Option<Node<'a>>,
    /// The documented values (`enum`).
    pub values: Option<&'a Vec<Value>>,
    /// The property that names the subtype.
    pub discriminator: Option<&'a str>,
    /// Whether an explicit `null` is a value.
    pub nullable: bool,
    /// Whether the schema says that only the service writes the value.
    pub read_only: bool,
}

/// The kind of value.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[allow(missing_docs, reason = "the variants are JSON's own words")]
pub(crate) enum Kind {
    /// Any JSON at all: no type, or `type: object` without anything about its members.
    #[default]
    Any,
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    /// `type: file`: not JSON.
    File,
}

/// What an object may hold beyond its properties.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Additional<'a> {
    /// Nothing was said, or `false`: other members are undeclared.
    #[default]
    None,
    /// Anything.
    Any,
    /// Values of this schema.
    Schema(Node<'a>),
}

/// Shapes of a specification, each put together once.
#[derive(Debug)]
pub(crate) struct Shapes<'a> {
    files: &'a Files,
    subtypes: Subtypes<'a>,
    known: RefCell<BTreeMap<usize, Rc<Shape<'a>>>>,
}

/// What a discriminator says about a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Dispatch<'a> {
    /// The schema that describes the value.
    To(Node<'a>),
    /// A subtype that the specification does not know, or none at all: the whole object is kept, whatever it holds.
    Unknown,
    /// The schema is one subtype, and the value does not name it: there is nothing to keep it in.
    NotThisSubtype {
        /// The discriminator property.
        property: &'a str,
        /// The value it should have.
        expected: &'a str,
    },
}

impl<'a> Shapes<'a> {
    /// Prepares for the schemas of these files.
    pub(crate) fn new(files: &'a Files) -> Self {
        Self { files, subtypes: Subtypes::find(files), known: RefCell::default() }
    }

    /// The shape of a schema, discriminators aside.
    pub(crate) fn of(&self, schema: Node<'a>) -> Rc<Shape<'a>> {
        if let Some(shape) = self.known.borrow().get(&schema.identity()) {
            return Rc::clone(shape);
        }
        let mut merge = Merge { files: self.files, open: Vec::new(), shape: Shape::default(), ty: None };
        merge.add(schema);
        let shape = Rc::new(merge.finish());
        self.known.borrow_mut().insert(schema.identity(), Rc::clone(&shape));
        shape
    }

    /// The schema that really describes a value: the subtype that its discriminator names.
    pub(crate) fn dispatch(&self, schema: Node<'a>, value: &Value) -> Dispatch<'a> {
        let Some(discriminator) = self.of(schema).discriminator.filter(|_| value.is_object()) else {
            return Dispatch::To(schema);
        };
        let Some(base) = self.definition_of(schema) else { return Dispatch::To(schema) };
        let tag = value.get(discriminator).and_then(Value::as_str);
        let family = self.subtypes.of(base);
        match tag.and_then(|tag| family.iter().find(|it| it.value == tag)) {
            Some(found) if found.schema.identity() == base.identity() => Dispatch::To(schema),
            // A subtype may divide further, by a property of its own.
            Some(found) if self.of(found.schema).discriminator != Some(discriminator) => {
                self.dispatch(found.schema, value)
            }
            Some(found) => Dispatch::To(found.schema),
            None => match family {
                [only] if only.schema.identity() == base.identity() && only.has_parent => {
                    Dispatch::NotThisSubtype { property: discriminator, expected: only.value }
                }
                _ => Dispatch::Unknown,
            },
        }
    }

    /// The definition that a schema stands for: through references, and through an `allOf` that only wraps one.
    fn definition_of(&self, schema: Node<'a>) -> Option<Node<'a>> {
        let mut node = schema;
        let mut is_definition = self.subtypes.is_definition(node);
        for _ in 0..32 {
            if let Some(reference) = node.text("$ref") {
                node = self.files.follow(node, reference)?;
                is_definition = true;
                continue;
            }
            if is_definition {
                return Some(node);
            }
            let mut wrapped = node.get("allOf")?.elements();
            let only = wrapped.next()?;
            if wrapped.next().is_some() || node.get("properties").is_some() {
                return None;
            }
            node = only;
        }
        None
    }
}

/// A shape in the making.
struct Merge<'a> {
    files: &'a Files,
    /// The schemas that are being merged, outermost first: one that is among them already is a circle.
    open: Vec<usize>,
    shape: Shape<'a>,
    ty: Option<&'a str>,
}

impl<'a> Merge<'a> {
    /// Adds a schema: what it refers to, what it inherits, then its own words, which win.
    fn add(&mut self, schema: Node<'a>) {
        if self.open.contains(&schema.identity()) {
            return;
        }
        self.open.push(schema.identity());
        if let Some(target) = schema.text("$ref").and_then(|it| self.files.follow(schema, it)) {
            self.add(target);
        }
        for base in schema.get("allOf").into_iter().flat_map(Node::elements) {
            self.add(base);
        }
        self.add_own(schema);
        self.open.pop();
    }

    fn add_own(&mut self, schema: Node<'a>) {
        let shape = &mut self.shape;
        self.ty = schema.text("type").or(self.ty);
        shape.format = schema.text("format").or(shape.format);
        shape.items = schema.get("items").or(shape.items);
        shape.values = schema.value.get("enum").and_then(Value::as_array).or(shape.values);
        shape.properties.extend(schema.get("properties").into_iter().flat_map(Node::members));
        if let Some(additional) = schema.get("additionalProperties") {
            shape.additional = match additional.value {
                Value::Bool(false) => Additional::None,
                Value::Object(members) if !members.is_empty() => Additional::Schema(additional),
                _ => Additional::Any,
            };
        }
        // OpenAPI 3.0 writes an object.
        let mapped = schema.get("discriminator").and_then(|it| it.text("propertyName"));
        shape.discriminator = schema.text("discriminator").or(mapped).or(shape.discriminator);
        let nullable = schema.flag("x-nullable").or_else(|| schema.flag("nullable"));
        shape.nullable = nullable.unwrap_or(shape.nullable);
        shape.read_only |= schema.flag("readOnly") == Some(true) || is_only_read(schema);
    }

    fn finish(mut self) -> Shape<'a> {
        let has_members = !self.shape.properties.is_empty() || !matches!(self.shape.additional, Additional::None);
        self.shape.kind = match self.ty {
            Some("array") => Kind::Array,
            Some("string") => Kind::String,
            Some("integer") => Kind::Integer,
            Some("number") => Kind::Number,
            Some("boolean") => Kind::Boolean,
            Some("file") => Kind::File,
            _ if has_members || self.shape.discriminator.is_some() => Kind::Object,
            None if self.shape.items.is_some() => Kind::Array,
            _ => Kind::Any,
        };
        self.shape
    }
}

/// `x-ms-mutability: ["read"]` says what `readOnly` says.
fn is_only_read(schema: Node<'_>) -> bool {
    let words: Vec<&Value> =
        schema.get("x-ms-mutability").into_iter().flat_map(Node::elements).map(|it| it.value).collect();
    words == ["read"]
}
