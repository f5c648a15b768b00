//! Schemas as written. Swagger 2.0 and OpenAPI 3.0 share one type: their schema objects differ in a handful of keys.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::Reference;
use crate::diagnostics::Location;

/// A schema object; in Swagger 2.0 also the type part of a parameter, header or `items` object.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Where it stands.
    pub location: Location,
    /// `$ref`; the other keys beside it are kept as well.
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
    /// `nullable` (OpenAPI 3.0)
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
    /// `xml`
    pub xml: Option<Value>,
    /// `externalDocs`
    pub external_docs: Option<Value>,
    /// Every `x-` key, as written.
    pub extensions: IndexMap<String, Value>,
}

/// The word of a schema's `type`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the variants are the format's own words")]
pub enum SchemaType {
    Array,
    Boolean,
    /// Swagger 2.0: a binary body or a file of a form.
    File,
    Integer,
    Number,
    Object,
    String,
}

/// The value of `additionalProperties`.
#[derive(Clone, Debug)]
pub enum AdditionalProperties {
    /// `true` or `false`
    Allowed(bool),
    /// A schema for the values.
    Schema(Box<Schema>),
}

/// `discriminator`: a property's name (Swagger 2.0), or an object with a mapping (OpenAPI 3.0).
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Where it stands.
    pub location: Location,
    /// The property.
    pub property: String,
    /// From value to schema name or `$ref`.
    pub mapping: IndexMap<String, String>,
}
