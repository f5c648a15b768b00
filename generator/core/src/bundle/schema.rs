//! A schema as written becomes a normalised one.
//!
//! In: [`document::Schema`]. Out: [`openapiv3::Schema`], references pointing into the bundle's components. Nothing is
//! lost: a key for which openapiv3 has no typed place travels in `extensions`, which it prints as plain keys.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, Discriminator, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::{Number, Value};

use super::components::Names;
use crate::document::{self, SchemaType};

/// Converts a part of another schema or of an operation. A `$ref` may lead to it: then it is a component of its own, and what
/// stands here refers to it like any other.
pub(super) fn convert(schema: &document::Schema, names: &Names) -> ReferenceOr<Schema> {
    match names.part_reference(&schema.location) {
        Some(reference) => reference,
        None => convert_component(schema, names),
    }
}

/// Converts a schema and everything inside it.
///
/// A `$ref` with siblings becomes `allOf: [ref]` with the siblings beside it, because OpenAPI 3.0 ignores whatever stands
/// next to a `$ref` (OpenAPI 3.0.3, "Reference Object").
pub(super) fn convert_component(schema: &document::Schema, names: &Names) -> ReferenceOr<Schema> {
    match &schema.reference {
        Some(reference) if is_bare(schema) => names.schema_reference(reference),
        _ => ReferenceOr::Item(convert_item(schema, names)),
    }
}

/// The same for places that openapiv3 boxes.
fn convert_boxed(schema: &document::Schema, names: &Names) -> ReferenceOr<Box<Schema>> {
    match convert(schema, names) {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(item) => ReferenceOr::Item(Box::new(item)),
    }
}

/// Converts a schema that is known not to be a bare reference.
pub(super) fn convert_item(schema: &document::Schema, names: &Names) -> Schema {
    Schema { schema_data: data(schema), schema_kind: kind(schema, names) }
}

/// Whether nothing stands beside the `$ref`.
fn is_bare(schema: &document::Schema) -> bool {
    has_no_annotations(schema) && Keywords::of(schema).is_empty() && schema.all_of.is_empty()
}

fn has_no_annotations(schema: &document::Schema) -> bool {
    schema.title.is_none()
        && schema.description.is_none()
        && schema.default.is_none()
        && schema.example.is_none()
        && !schema.read_only
        && !schema.write_only
        && !schema.nullable
        && !schema.deprecated
        && schema.discriminator.is_none()
        && schema.xml.is_none()
        && schema.external_docs.is_none()
        && schema.extensions.is_empty()
}

fn data(schema: &document::Schema) -> SchemaData {
    let mut extensions = schema.extensions.clone();
    let mut nullable = schema.nullable;
    if extensions.get("x-nullable") == Some(&Value::Bool(true)) {
        extensions.shift_remove("x-nullable");
        nullable = true;
    }
    if let Some(xml) = &schema.xml {
        extensions.insert("xml".to_owned(), xml.clone());
    }
    if let Some(docs) = &schema.external_docs {
        extensions.insert("externalDocs".to_owned(), docs.clone());
    }
    SchemaData {
        nullable,
        read_only: schema.read_only,
        write_only: schema.write_only,
        deprecated: schema.deprecated,
        external_docs: None,
        example: schema.example.clone(),
        title: schema.title.clone(),
        description: schema.description.clone(),
        discriminator: schema.discriminator.as_ref().map(|it| Discriminator {
            property_name: it.property.clone(),
            mapping: it.mapping.clone(),
            extensions: IndexMap::new(),
        }),
        default: schema.default.clone(),
        extensions,
    }
}

fn kind(schema: &document::Schema, names: &Names) -> SchemaKind {
    let keywords = Keywords::of(schema);
    let mut all_of: Vec<_> = schema.all_of.iter().map(|it| convert(it, names)).collect();
    if let Some(reference) = &schema.reference {
        all_of.insert(0, names.schema_reference(reference));
    }
    if keywords.is_empty() && !all_of.is_empty() {
        return SchemaKind::AllOf { all_of };
    }
    if all_of.is_empty()
        && let Some(ty) = schema.ty
        && let Some(typed) = typed(ty, schema, keywords, names)
    {
        return SchemaKind::Type(typed);
    }
    SchemaKind::Any(any(schema, all_of, names))
}

/// The strictly typed form, when every keyword of the schema has a place in it.
fn typed(ty: SchemaType, schema: &document::Schema, keywords: Keywords, names: &Names) -> Option<Type> {
    match ty {
        SchemaType::String if keywords.only(&[Keywords::TEXT, Keywords::ENUM]) => Some(Type::String(StringType {
            format: schema.format.clone().into(),
            pattern: schema.pattern.clone(),
            enumeration: enumeration(&schema.enumeration, |it| it.as_str().map(str::to_owned))?,
            min_length: schema.min_length.map(size),
            max_length: schema.max_length.map(size),
        })),
        // Swagger 2.0 `type: file` is OpenAPI 3.0 `type: string, format: binary`.
        SchemaType::File if keywords.only(&[]) => {
            Some(Type::String(StringType { format: Some("binary".to_owned()).into(), ..StringType::default() }))
        }
        SchemaType::Integer if keywords.only(&[Keywords::NUMBER, Keywords::ENUM]) => Some(Type::Integer(IntegerType {
            format: schema.format.clone().into(),
            multiple_of: integer(schema.multiple_of.as_ref())?,
            exclusive_minimum: schema.exclusive_minimum,
            exclusive_maximum: schema.exclusive_maximum,
            minimum: integer(schema.minimum.as_ref())?,
            maximum: integer(schema.maximum.as_ref())?,
            enumeration: enumeration(&schema.enumeration, Value::as_i64)?,
        })),
        SchemaType::Number if keywords.only(&[Keywords::NUMBER, Keywords::ENUM]) => Some(Type::Number(NumberType {
            format: schema.format.clone().into(),
            multiple_of: float(schema.multiple_of.as_ref()),
            exclusive_minimum: schema.exclusive_minimum,
            exclusive_maximum: schema.exclusive_maximum,
            minimum: float(schema.minimum.as_ref()),
            maximum: float(schema.maximum.as_ref()),
            enumeration: enumeration(&schema.enumeration, Value::as_f64)?,
        })),
        SchemaType::Boolean if keywords.only(&[Keywords::ENUM]) && schema.format.is_none() => {
            Some(Type::Boolean(BooleanType { enumeration: enumeration(&schema.enumeration, Value::as_bool)? }))
        }
        SchemaType::Object if keywords.only(&[Keywords::OBJECT]) && schema.format.is_none() => {
            Some(Type::Object(ObjectType {
                properties: properties(schema, names),
                required: schema.required.clone(),
                additional_properties: additional_properties(schema, names),
                min_properties: schema.min_properties.map(size),
                max_properties: schema.max_properties.map(size),
            }))
        }
        SchemaType::Array if keywords.only(&[Keywords::ARRAY]) && schema.format.is_none() => {
            Some(Type::Array(ArrayType {
                items: schema.items.as_ref().map(|it| convert_boxed(it, names)),
                min_items: schema.min_items.map(size),
                max_items: schema.max_items.map(size),
                unique_items: schema.unique_items,
            }))
        }
        _ => None,
    }
}

/// The form that holds any mix of keywords. Its bounds are `f64`, so an integer bound beyond 2^53 beside such a mix is rounded;
/// bounds only go into the documentation.
fn any(schema: &document::Schema, all_of: Vec<ReferenceOr<Schema>>, names: &Names) -> AnySchema {
    let convert_all = |schemas: &[document::Schema]| schemas.iter().map(|it| convert(it, names)).collect();
    AnySchema {
        typ: schema.ty.map(|it| type_word(it).to_owned()),
        pattern: schema.pattern.clone(),
        multiple_of: float(schema.multiple_of.as_ref()),
        exclusive_minimum: schema.exclusive_minimum.then_some(true),
        exclusive_maximum: schema.exclusive_maximum.then_some(true),
        minimum: float(schema.minimum.as_ref()),
        maximum: float(schema.maximum.as_ref()),
        properties: properties(schema, names),
        required: schema.required.clone(),
        additional_properties: additional_properties(schema, names),
        min_properties: schema.min_properties.map(size),
        max_properties: schema.max_properties.map(size),
        items: schema.items.as_ref().map(|it| convert_boxed(it, names)),
        min_items: schema.min_items.map(size),
        max_items: schema.max_items.map(size),
        unique_items: schema.unique_items.then_some(true),
        enumeration: schema.enumeration.clone(),
        format: schema.format.clone(),
        min_length: schema.min_length.map(size),
        max_length: schema.max_length.map(size),
        one_of: convert_all(&schema.one_of),
        all_of,
        any_of: convert_all(&schema.any_of),
        not: schema.not.as_ref().map(|it| Box::new(convert(it, names))),
    }
}

fn properties(schema: &document::Schema, names: &Names) -> IndexMap<String, ReferenceOr<Box<Schema>>> {
    schema.properties.iter().map(|(name, it)| (name.clone(), convert_boxed(it, names))).collect()
}

fn additional_properties(schema: &document::Schema, names: &Names) -> Option<AdditionalProperties> {
    schema.additional_properties.as_ref().map(|it| match it {
        document::AdditionalProperties::Allowed(allowed) => AdditionalProperties::Any(*allowed),
        document::AdditionalProperties::Schema(schema) => {
            AdditionalProperties::Schema(Box::new(convert(schema, names)))
        }
    })
}

fn type_word(ty: SchemaType) -> &'static str {
    match ty {
        SchemaType::Array => "array",
        SchemaType::Boolean => "boolean",
        SchemaType::Integer => "integer",
        SchemaType::Number => "number",
        SchemaType::Object => "object",
        SchemaType::File | SchemaType::String => "string",
    }
}

/// The values in their own type; none when one of them has another type (a string in an enum of integers).
fn enumeration<T>(values: &[Value], read: impl Fn(&Value) -> Option<T>) -> Option<Vec<Option<T>>> {
    values.iter().map(|it| if it.is_null() { Some(None) } else { read(it).map(Some) }).collect()
}

/// None when there is a bound that is no `i64`.
#[allow(clippy::option_option, reason = "no bound is not the same as a bound without a place")]
fn integer(bound: Option<&Number>) -> Option<Option<i64>> {
    match bound {
        None => Some(None),
        Some(number) => number.as_i64().map(Some),
    }
}

fn float(bound: Option<&Number>) -> Option<f64> {
    bound.and_then(Number::as_f64)
}

fn size(bound: u64) -> usize {
    usize::try_from(bound).unwrap_or(usize::MAX)
}

/// The groups of keywords that a schema uses, beyond `type`, `format`, `$ref` and `allOf`.
#[derive(Clone, Copy, Default)]
struct Keywords(u8);

impl Keywords {
    const TEXT: Self = Self(1);
    const NUMBER: Self = Self(2);
    const ENUM: Self = Self(4);
    const OBJECT: Self = Self(8);
    const ARRAY: Self = Self(16);
    const COMBINED: Self = Self(32);
    const TYPE: Self = Self(64);

    fn of(schema: &document::Schema) -> Self {
        let mut found = Self::default();
        let mut add = |present: bool, group: Self| found.0 |= if present { group.0 } else { 0 };
        add(schema.pattern.is_some() || schema.min_length.is_some() || schema.max_length.is_some(), Self::TEXT);
        add(
            schema.minimum.is_some()
                || schema.maximum.is_some()
                || schema.multiple_of.is_some()
                || schema.exclusive_minimum
                || schema.exclusive_maximum,
            Self::NUMBER,
        );
        add(!schema.enumeration.is_empty(), Self::ENUM);
        add(
            !schema.properties.is_empty()
                || !schema.required.is_empty()
                || schema.additional_properties.is_some()
                || schema.min_properties.is_some()
                || schema.max_properties.is_some(),
            Self::OBJECT,
        );
        add(
            schema.items.is_some() || schema.min_items.is_some() || schema.max_items.is_some() || schema.unique_items,
            Self::ARRAY,
        );
        add(!schema.one_of.is_empty() || !schema.any_of.is_empty() || schema.not.is_some(), Self::COMBINED);
        add(schema.ty.is_some() || schema.format.is_some(), Self::TYPE);
        found
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether nothing but the given groups and the type itself is used.
    fn only(self, groups: &[Self]) -> bool {
        let allowed = groups.iter().fold(Self::TYPE.0, |all, it| all | it.0);
        self.0 & !allowed == 0
    }
}
