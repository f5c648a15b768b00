//! One way to look at a schema, whichever of openapiv3's forms it has.
//!
//! openapiv3 sorts schemas by strictness: a plain object, an `allOf`, or "any" mix of keywords. Lowering asks what a
//! schema says, not which form says it.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde::Serialize;
use serde_json::Value;

/// A schema, or a reference to a component.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node<'a> {
    /// The component's name.
    Reference(&'a str),
    /// The schema itself.
    Item(&'a Schema),
}

/// What a reference to a component begins with.
pub(super) const PREFIX: &str = "#/components/schemas/";

impl<'a> Node<'a> {
    pub(super) fn of(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(component_name(reference)),
            ReferenceOr::Item(item) => Self::Item(item),
        }
    }

    pub(super) fn of_boxed(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(component_name(reference)),
            ReferenceOr::Item(item) => Self::Item(item),
        }
    }
}

impl<'a> Node<'a> {
    /// The name of the component that is referred to.
    pub(super) fn reference(self) -> Option<&'a str> {
        match self {
            Self::Reference(name) => Some(name),
            Self::Item(_) => None,
        }
    }

    /// `x-ms-client-name` of what stands here. That of a definition is the definition's, not of all that refer to it.
    pub(super) fn own_client_name(self) -> Option<&'a str> {
        match self {
            Self::Reference(_) => None,
            Self::Item(schema) => schema.schema_data.extensions.get("x-ms-client-name")?.as_str(),
        }
    }
}

fn component_name(reference: &str) -> &str {
    reference.strip_prefix(PREFIX).unwrap_or(reference)
}

/// The components of a bundle by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Components<'a> {
    schemas: Option<&'a IndexMap<String, ReferenceOr<Schema>>>,
}

impl<'a> Components<'a> {
    pub(super) fn of(openapi: &'a OpenAPI) -> Self {
        Self { schemas: openapi.components.as_ref().map(|it| &it.schemas) }
    }

    pub(super) fn iter(self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        self.schemas.into_iter().flatten().map(|(name, schema)| (name.as_str(), Node::of(schema)))
    }

    pub(super) fn get(self, name: &str) -> Option<Node<'a>> {
        self.schemas?.get(name).map(Node::of)
    }

    /// The schema at the end of a chain of bare references. None when the chain never ends; the bundle refuses cycles, so
    /// the bound is only a guard.
    pub(super) fn resolve(self, mut node: Node<'a>) -> Option<&'a Schema> {
        for _ in 0..MAX_ALIASES {
            match node {
                Node::Item(schema) => return Some(schema),
                Node::Reference(name) => node = self.get(name)?,
            }
        }
        None
    }
}

/// How many bare references may follow each other; real specifications have two.
const MAX_ALIASES: usize = 64;

/// The word of `type`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Array,
    Boolean,
    Integer,
    Number,
    Object,
    String,
}

/// What a schema says.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    pub(super) data: &'a SchemaData,
    pub(super) kind: Option<Kind>,
    pub(super) format: Option<String>,
    pub(super) values: Vec<Value>,
    pub(super) bounds: Bounds,
    pub(super) properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub(super) required: &'a [String],
    pub(super) additional: Option<&'a AdditionalProperties>,
    pub(super) items: Option<Node<'a>>,
    pub(super) all_of: &'a [ReferenceOr<Schema>],
    /// The members of `oneOf` and `anyOf`.
    pub(super) alternatives: Vec<Node<'a>>,
    /// Whether there is a `oneOf`, `anyOf` or `not`.
    pub(super) has_alternatives: bool,
}

/// The constraints of a value, as the documentation prints them.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    pub(super) pattern: Option<String>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) minimum: Option<String>,
    pub(super) maximum: Option<String>,
    pub(super) exclusive_minimum: bool,
    pub(super) exclusive_maximum: bool,
    pub(super) multiple_of: Option<String>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique_items: bool,
    pub(super) min_properties: Option<usize>,
    pub(super) max_properties: Option<usize>,
}

impl<'a> View<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        let mut view = Self {
            data: &schema.schema_data,
            kind: None,
            format: None,
            values: Vec::new(),
            bounds: Bounds::default(),
            properties: None,
            required: &[],
            additional: None,
            items: None,
            all_of: &[],
            alternatives: Vec::new(),
            has_alternatives: false,
        };
        match &schema.schema_kind {
            SchemaKind::Type(ty) => view.read_type(ty),
            SchemaKind::AllOf { all_of } => view.all_of = all_of,
            SchemaKind::OneOf { one_of: members } | SchemaKind::AnyOf { any_of: members } => {
                view.alternatives = members.iter().map(Node::of).collect();
                view.has_alternatives = true;
            }
            SchemaKind::Not { .. } => view.has_alternatives = true,
            SchemaKind::Any(any) => view.read_any(any),
        }
        view
    }

    /// Whether the schema is a choice between components that a discriminator tells apart, and nothing else.
    pub(super) fn is_tagged_choice(&self) -> bool {
        self.data.discriminator.is_some()
            && !self.alternatives.is_empty()
            && self.alternatives.iter().all(|it| it.reference().is_some())
    }

    /// Whether the schema says what its values are, and does not only describe them.
    pub(super) fn has_type(&self) -> bool {
        self.kind.is_some()
            || self.has_properties()
            || self.has_alternatives
            || !self.values.is_empty()
            || !self.all_of.is_empty()
    }

    /// Whether the values are bytes: `format: binary`, or Swagger's `type: file`.
    pub(super) fn is_binary(&self) -> bool {
        self.kind == Some(Kind::String) && self.format.as_deref() == Some("binary")
    }

    /// Whether the schema says that its values are no objects.
    pub(super) fn is_no_object(&self) -> bool {
        !matches!(self.kind, None | Some(Kind::Object)) || !self.values.is_empty()
    }

    /// Whether the schema has properties of its own.
    pub(super) fn has_properties(&self) -> bool {
        self.properties.is_some_and(|it| !it.is_empty())
    }

    /// The value of an extension.
    pub(super) fn extension(&self, name: &str) -> Option<&'a Value> {
        self.data.extensions.get(name)
    }

    /// Whether an extension is there and `true`.
    pub(super) fn has_flag(&self, name: &str) -> bool {
        self.extension(name) == Some(&Value::Bool(true))
    }

    fn read_type(&mut self, ty: &'a Type) {
        match ty {
            Type::String(it) => {
                self.kind = Some(Kind::String);
                self.format = format_word(&it.format);
                self.values = it.enumeration.iter().map(|it| it.clone().map_or(Value::Null, Value::String)).collect();
                self.bounds = Bounds {
                    pattern: it.pattern.clone(),
                    min_length: it.min_length,
                    max_length: it.max_length,
                    ..Bounds::default()
                };
            }
            Type::Integer(it) => {
                self.kind = Some(Kind::Integer);
                self.format = format_word(&it.format);
                self.values = numbers(&it.enumeration);
                self.bounds = range(it.minimum, it.maximum, it.multiple_of, it.exclusive_minimum, it.exclusive_maximum);
            }
            Type::Number(it) => {
                self.kind = Some(Kind::Number);
                self.format = format_word(&it.format);
                self.values = numbers(&it.enumeration);
                self.bounds = range(it.minimum, it.maximum, it.multiple_of, it.exclusive_minimum, it.exclusive_maximum);
            }
            Type::Boolean(it) => {
                self.kind = Some(Kind::Boolean);
                self.values = it.enumeration.iter().map(|it| it.map_or(Value::Null, Value::Bool)).collect();
            }
            Type::Object(it) => {
                self.kind = Some(Kind::Object);
                self.properties = Some(&it.properties);
                self.required = &it.required;
                self.additional = it.additional_properties.as_ref();
                self.bounds = Bounds {
                    min_properties: it.min_properties,
                    max_properties: it.max_properties,
                    ..Bounds::default()
                };
            }
            Type::Array(it) => {
                self.kind = Some(Kind::Array);
                self.items = it.items.as_ref().map(Node::of_boxed);
                self.bounds = Bounds {
                    min_items: it.min_items,
                    max_items: it.max_items,
                    unique_items: it.unique_items,
                    ..Bounds::default()
                };
            }
        }
    }

    fn read_any(&mut self, any: &'a openapiv3::AnySchema) {
        self.kind = match any.typ.as_deref() {
            Some("array") => Some(Kind::Array),
            Some("boolean") => Some(Kind::Boolean),
            Some("integer") => Some(Kind::Integer),
            Some("number") => Some(Kind::Number),
            Some("object") => Some(Kind::Object),
            Some("string") => Some(Kind::String),
            _ => None,
        };
        self.format.clone_from(&any.format);
        self.values.clone_from(&any.enumeration);
        self.bounds = Bounds {
            pattern: any.pattern.clone(),
            min_length: any.min_length,
            max_length: any.max_length,
            minimum: any.minimum.map(|it| it.to_string()),
            maximum: any.maximum.map(|it| it.to_string()),
            exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
            multiple_of: any.multiple_of.map(|it| it.to_string()),
            min_items: any.min_items,
            max_items: any.max_items,
            unique_items: any.unique_items.unwrap_or_default(),
            min_properties: any.min_properties,
            max_properties: any.max_properties,
        };
        self.properties = Some(&any.properties);
        self.required = &any.required;
        self.additional = any.additional_properties.as_ref();
        self.items = any.items.as_ref().map(Node::of_boxed);
        self.all_of = &any.all_of;
        self.alternatives = any.one_of.iter().chain(&any.any_of).map(Node::of).collect();
        self.has_alternatives = !any.one_of.is_empty() || !any.any_of.is_empty() || any.not.is_some();
    }
}

fn numbers<N: Copy + Into<Value>>(values: &[Option<N>]) -> Vec<Value> {
    values.iter().map(|it| it.map_or(Value::Null, Into::into)).collect()
}

fn range<N: ToString>(
    minimum: Option<N>,
    maximum: Option<N>,
    multiple_of: Option<N>,
    exclusive_minimum: bool,
    exclusive_maximum: bool,
) -> Bounds {
    let text = |it: Option<N>| it.map(|it| it.to_string());
    Bounds {
        minimum: text(minimum),
        maximum: text(maximum),
        exclusive_minimum,
        exclusive_maximum,
        multiple_of: text(multiple_of),
        ..Bounds::default()
    }
}

/// The format as written. openapiv3's own words print as they were read.
fn format_word<T: Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(word) => {
            serde_json::to_value(word).ok().and_then(|it| it.as_str().map(str::to_owned))
        }
        VariantOrUnknownOrEmpty::Unknown(word) => Some(word.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
