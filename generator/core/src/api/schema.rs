//! Schemas. Swagger 2.0 and OpenAPI 3.0 share one type: their schema objects differ in a handful of keys.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::Extensions;
use crate::text::Location;

/// A schema object; in Swagger 2.0 also the type part of a parameter, header or `items` object.
///
/// Two schemas are equal if they were written at the same location and have the same keywords; see
/// [`Schema::says_same`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// The location of the object.
    pub location: Location,
    /// `$ref`. As written, other keys may be beside it. After linking, these keys are in a schema of their own,
    /// whose `allOf` has the reference.
    pub reference: Option<Reference>,
    /// `type`
    pub ty: Option<SchemaType>,
    /// `format`
    pub format: Option<String>,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `default`
    pub default: Option<Value>,
    /// `example`
    pub example: Option<Value>,
    /// `enum`
    pub enumeration: Vec<Value>,
    /// `pattern`
    pub pattern: Option<String>,
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// `minimum`
    pub minimum: Option<Number>,
    /// `maximum`
    pub maximum: Option<Number>,
    /// `exclusiveMinimum`
    pub exclusive_minimum: bool,
    /// `exclusiveMaximum`
    pub exclusive_maximum: bool,
    /// `multipleOf`
    pub multiple_of: Option<Number>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly` (OpenAPI 3.0)
    pub write_only: bool,
    /// `nullable` (OpenAPI 3.0), `x-nullable`
    pub nullable: bool,
    /// `deprecated` (OpenAPI 3.0)
    pub deprecated: bool,
    /// `properties`, in document order
    pub properties: IndexMap<String, Schema>,
    /// `required`
    pub required: Vec<String>,
    /// `additionalProperties`
    pub additional_properties: Option<AdditionalProperties>,
    /// `items`
    pub items: Option<Box<Schema>>,
    /// `allOf`
    pub all_of: Vec<Schema>,
    /// `oneOf` (OpenAPI 3.0)
    pub one_of: Vec<Schema>,
    /// `anyOf` (OpenAPI 3.0)
    pub any_of: Vec<Schema>,
    /// `not` (OpenAPI 3.0)
    pub not: Option<Box<Schema>>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// `xml`, as written
    pub xml: Option<Value>,
    /// `externalDocs`, as written
    pub external_docs: Option<Value>,
    /// `x-ms-client-name`
    pub client_name: Option<String>,
    /// `x-ms-discriminator-value`
    pub discriminator_value: Option<String>,
    /// `x-ms-enum`, and the names of `x-enumNames`
    pub enum_declaration: Option<Box<EnumDeclaration>>,
    /// `x-ms-mutability`
    pub mutability: Mutability,
    /// `x-ms-secret`
    pub secret: bool,
    /// `x-ms-format`: a vocabulary of the service's own, such as the expressions of Data Factory (`dfe-string`).
    pub own_format: Option<String>,
    /// `x-ms-arm-id-details`: the resource types that an ID may refer to.
    pub resource_types: Vec<String>,
    /// `x-ms-client-default`
    pub client_default: Option<Value>,
    /// The name of the definition, if the component has another one.
    pub definition_name: Option<String>,
    /// The format of a list that is a field of a form, if it was written.
    pub collection_format: Option<CollectionFormat>,
    /// Every `x-` key, as written.
    pub extensions: Extensions,
}

/// A `$ref`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Reference {
    /// The string as written.
    pub raw: String,
    /// Its own location.
    pub location: Location,
    /// The location it refers to; `None` if that was reported as an error already.
    pub target: Option<Location>,
    /// The component that the target is; empty before linking.
    pub component: String,
}

/// The value of a schema's `type`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the variants are named after the values")]
pub enum SchemaType {
    Array,
    Boolean,
    /// Swagger 2.0: a binary body or a file of a form. After linking it is a string of the format `binary`.
    File,
    Integer,
    Number,
    Object,
    String,
}

/// The value of `additionalProperties`.
#[derive(Clone, Debug, PartialEq)]
pub enum AdditionalProperties {
    /// `true` or `false`
    Allowed(bool),
    /// A schema for the values.
    Schema(Box<Schema>),
}

/// `discriminator`: a property's name (Swagger 2.0), or an object with a mapping (OpenAPI 3.0).
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// The location of the value.
    pub location: Location,
    /// The property.
    pub property: String,
    /// From value to schema name or `$ref`.
    pub mapping: IndexMap<String, String>,
}

/// `x-ms-enum`, and `x-enumNames`, which NSwag writes for numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnumDeclaration {
    /// `name`
    pub name: Option<String>,
    /// `values`
    pub values: Vec<EnumValue>,
    /// `x-enumNames`: a name for each element of `enum`, or `null`.
    pub listed_names: Vec<Option<String>>,
}

/// An element of `x-ms-enum.values`.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// `value`
    pub value: Value,
    /// `name`
    pub name: Option<String>,
    /// `description`
    pub description: Option<String>,
}

/// `x-ms-mutability`: when a property can be set.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Mutability {
    /// Not given, or `create` and `update` are both there.
    #[default]
    Unrestricted,
    /// `read` alone.
    ReadOnly,
    /// `create` without `update`.
    CreateOnly,
    /// `update` without `create`.
    UpdateOnly,
}

/// The string form of a list (Swagger 2.0 `collectionFormat`).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[allow(missing_docs, reason = "the variants are named after the values")]
pub enum CollectionFormat {
    #[default]
    Csv,
    Ssv,
    Tsv,
    Pipes,
    Multi,
}

impl CollectionFormat {
    /// All formats, by their names in Swagger 2.0.
    pub const ALL: [(&'static str, Self); 5] =
        [("csv", Self::Csv), ("ssv", Self::Ssv), ("tsv", Self::Tsv), ("pipes", Self::Pipes), ("multi", Self::Multi)];

    /// The value as Swagger 2.0 spells it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, it)| *it == self).map_or("", |(name, _)| name)
    }
}

impl Schema {
    /// A schema without any keyword.
    pub fn empty(location: Location) -> Self {
        Self { location, ..Self::default() }
    }

    /// A schema that is a reference to a component and nothing else.
    pub fn component_reference(component: &str, location: Location) -> Self {
        let reference =
            Reference { component: component.to_owned(), location: location.clone(), ..Reference::default() };
        Self { reference: Some(reference), location, ..Self::default() }
    }

    /// The component that the schema refers to, after linking.
    pub fn component(&self) -> Option<&str> {
        self.reference.as_ref().map(|it| it.component.as_str())
    }

    /// Returns `true` if the schema has a `$ref` only.
    pub fn is_bare_reference(&self) -> bool {
        self.reference.is_some()
            && *self == Self { reference: self.reference.clone(), location: self.location.clone(), ..Self::default() }
    }

    /// Returns `true` if there is a `oneOf`, `anyOf` or `not`.
    pub fn has_alternatives(&self) -> bool {
        !self.one_of.is_empty() || !self.any_of.is_empty() || self.not.is_some()
    }

    /// The members of `oneOf` and `anyOf`.
    pub fn alternatives(&self) -> impl Iterator<Item = &Self> {
        self.one_of.iter().chain(&self.any_of)
    }

    /// Returns `true` if the schema is a choice between components that a discriminator selects from.
    pub fn is_discriminated_choice(&self) -> bool {
        self.discriminator.is_some()
            && self.alternatives().next().is_some()
            && self.alternatives().all(|it| it.reference.is_some())
    }

    /// Returns `true` if a keyword of the schema decides the type of its values.
    pub fn has_type(&self) -> bool {
        self.ty.is_some()
            || !self.properties.is_empty()
            || self.has_alternatives()
            || !self.enumeration.is_empty()
            || !self.all_of.is_empty()
    }

    /// Returns `true` if the values are bytes: `format: binary`, or Swagger's `type: file`.
    pub fn is_binary(&self) -> bool {
        self.ty == Some(SchemaType::String) && self.format.as_deref() == Some("binary")
    }

    /// Returns `true` if the type of the schema is a scalar or a list.
    pub fn excludes_objects(&self) -> bool {
        !matches!(self.ty, None | Some(SchemaType::Object)) || !self.enumeration.is_empty()
    }

    /// Returns `true` if the values must not show in logs.
    pub fn is_secret(&self) -> bool {
        self.secret || self.format.as_deref() == Some("password")
    }

    /// The name that `x-ms-enum` gives the enum.
    pub fn enum_name(&self) -> Option<&str> {
        let name = self.enum_declaration.as_ref()?.name.as_deref()?.trim();
        Some(name).filter(|it| !it.is_empty())
    }

    /// Returns `true` if another schema has the same keywords, at whatever location.
    pub fn says_same(&self, other: &Self) -> bool {
        let without_locations = |schema: &Self| {
            let mut schema = schema.clone();
            let forget = &mut |it: &mut Self| {
                it.location = Location::default();
                if let Some(reference) = &mut it.reference {
                    (reference.location, reference.target) = (Location::default(), None);
                }
                if let Some(discriminator) = &mut it.discriminator {
                    discriminator.location = Location::default();
                }
            };
            forget(&mut schema);
            schema.visit_inner_mut(forget);
            schema
        };
        self == other || without_locations(self) == without_locations(other)
    }

    /// Calls a function with each schema directly inside this one, in a fixed order.
    pub(crate) fn children_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        let additional = match &mut self.additional_properties {
            Some(AdditionalProperties::Schema(schema)) => Some(&mut **schema),
            Some(AdditionalProperties::Allowed(_)) | None => None,
        };
        let boxed = self.items.iter_mut().chain(&mut self.not).map(|it| &mut **it);
        let parts = self.one_of.iter_mut().chain(&mut self.all_of).chain(&mut self.any_of);
        self.properties.values_mut().chain(additional).chain(boxed).chain(parts)
    }

    /// Calls a function with every schema inside this one, at any depth.
    pub(crate) fn visit_inner_mut(&mut self, visit: &mut dyn FnMut(&mut Self)) {
        for schema in self.children_mut() {
            visit(schema);
            schema.visit_inner_mut(visit);
        }
    }
}

impl SchemaType {
    /// The value as the formats spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::Boolean => "boolean",
            Self::File => "file",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Object => "object",
            Self::String => "string",
        }
    }
}
