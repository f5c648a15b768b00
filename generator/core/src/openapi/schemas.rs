//! Prints schemas.
//!
//! In: [`api::Schema`]. Out: [`openapiv3::Schema`]. A key for which openapiv3 has no typed field goes into its
//! `extensions`, which it prints as plain keys.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, Discriminator, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::{Number, Value, json};

use super::untyped::insert;
use crate::api::{self, SchemaType, vocabulary};

/// Prints a schema, or the reference to a component that it is.
pub(super) fn print(schema: &api::Schema) -> ReferenceOr<Schema> {
    match schema.component() {
        Some(component) => ReferenceOr::Reference { reference: format!("#/components/schemas/{component}") },
        None => ReferenceOr::Item(item(schema)),
    }
}

/// Prints the schema of a component, with the name of its definition.
pub(super) fn print_component(schema: &api::Schema) -> ReferenceOr<Schema> {
    let mut printed = print(schema);
    if let (ReferenceOr::Item(item), Some(name)) = (&mut printed, &schema.definition_name) {
        item.schema_data.extensions.insert(vocabulary::NAME.to_owned(), Value::String(name.clone()));
    }
    printed
}

/// As [`print`], where openapiv3 has boxes.
fn boxed(schema: &api::Schema) -> ReferenceOr<Box<Schema>> {
    match print(schema) {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(item) => ReferenceOr::Item(Box::new(item)),
    }
}

fn item(schema: &api::Schema) -> Schema {
    let mut schema_data = data(schema);
    let schema_kind = kind(schema);
    for (key, bound) in bounds(schema) {
        if !fits(&schema_kind, bound) {
            schema_data.extensions.insert(key.to_owned(), Value::Number(bound.clone()));
        }
    }
    Schema { schema_data, schema_kind }
}

fn data(schema: &api::Schema) -> SchemaData {
    let mut extensions = schema.extensions.clone();
    if let Some(format) = schema.collection_format {
        extensions.insert(vocabulary::COLLECTION_FORMAT.to_owned(), json!(format.as_str()));
    }
    insert(&mut extensions, "xml", schema.xml.as_ref());
    insert(&mut extensions, "externalDocs", schema.external_docs.as_ref());
    SchemaData {
        nullable: schema.nullable,
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

fn kind(schema: &api::Schema) -> SchemaKind {
    let keywords = Keywords::used_by(schema);
    if keywords.is_empty() && !schema.all_of.is_empty() {
        return SchemaKind::AllOf { all_of: schema.all_of.iter().map(print).collect() };
    }
    if schema.all_of.is_empty()
        && let Some(ty) = schema.ty
        && let Some(typed) = typed(ty, schema, keywords)
    {
        return SchemaKind::Type(typed);
    }
    SchemaKind::Any(any(schema))
}

/// The bounds of numbers, which are exact in the API.
fn bounds(schema: &api::Schema) -> impl Iterator<Item = (&'static str, &Number)> {
    let bounds =
        [("minimum", &schema.minimum), ("maximum", &schema.maximum), ("multipleOf", &schema.multiple_of)].into_iter();
    bounds.filter_map(|(key, bound)| Some((key, bound.as_ref()?)))
}

/// Returns `true` if openapiv3 prints a bound as it is: it has `i64` for integers and `f64` for everything else.
fn fits(kind: &SchemaKind, bound: &Number) -> bool {
    matches!(kind, SchemaKind::Type(Type::Integer(_))) && bound.is_i64() || float(Some(bound)).is_some()
}

/// The strictly typed form, if it has a field for every keyword of the schema.
fn typed(ty: SchemaType, schema: &api::Schema, keywords: Keywords) -> Option<Type> {
    match ty {
        SchemaType::String if keywords.only(&[Keywords::STRING, Keywords::ENUM]) => Some(Type::String(StringType {
            format: schema.format.clone().into(),
            pattern: schema.pattern.clone(),
            enumeration: enumeration(&schema.enumeration, |it| it.as_str().map(str::to_owned))?,
            min_length: schema.min_length.map(size),
            max_length: schema.max_length.map(size),
        })),
        SchemaType::Integer if keywords.only(&[Keywords::NUMBER, Keywords::ENUM]) => Some(Type::Integer(IntegerType {
            format: schema.format.clone().into(),
            multiple_of: integer(schema.multiple_of.as_ref()),
            exclusive_minimum: schema.exclusive_minimum,
            exclusive_maximum: schema.exclusive_maximum,
            minimum: integer(schema.minimum.as_ref()),
            maximum: integer(schema.maximum.as_ref()),
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
                properties: properties(schema),
                required: schema.required.clone(),
                additional_properties: additional_properties(schema),
                min_properties: schema.min_properties.map(size),
                max_properties: schema.max_properties.map(size),
            }))
        }
        SchemaType::Array if keywords.only(&[Keywords::ARRAY]) && schema.format.is_none() => {
            Some(Type::Array(ArrayType {
                items: schema.items.as_ref().map(|it| boxed(it)),
                min_items: schema.min_items.map(size),
                max_items: schema.max_items.map(size),
                unique_items: schema.unique_items,
            }))
        }
        _ => None,
    }
}

/// The form that holds any mix of keywords.
fn any(schema: &api::Schema) -> AnySchema {
    let print_all = |schemas: &[api::Schema]| schemas.iter().map(print).collect();
    AnySchema {
        typ: schema.ty.map(|it| it.as_str().to_owned()),
        pattern: schema.pattern.clone(),
        multiple_of: float(schema.multiple_of.as_ref()),
        exclusive_minimum: schema.exclusive_minimum.then_some(true),
        exclusive_maximum: schema.exclusive_maximum.then_some(true),
        minimum: float(schema.minimum.as_ref()),
        maximum: float(schema.maximum.as_ref()),
        properties: properties(schema),
        required: schema.required.clone(),
        additional_properties: additional_properties(schema),
        min_properties: schema.min_properties.map(size),
        max_properties: schema.max_properties.map(size),
        items: schema.items.as_ref().map(|it| boxed(it)),
        min_items: schema.min_items.map(size),
        max_items: schema.max_items.map(size),
        unique_items: schema.unique_items.then_some(true),
        enumeration: schema.enumeration.clone(),
        format: schema.format.clone(),
        min_length: schema.min_length.map(size),
        max_length: schema.max_length.map(size),
        one_of: print_all(&schema.one_of),
        all_of: print_all(&schema.all_of),
        any_of: print_all(&schema.any_of),
        not: schema.not.as_ref().map(|it| Box::new(print(it))),
    }
}

fn properties(schema: &api::Schema) -> IndexMap<String, ReferenceOr<Box<Schema>>> {
    schema.properties.iter().map(|(name, it)| (name.clone(), boxed(it))).collect()
}

fn additional_properties(schema: &api::Schema) -> Option<AdditionalProperties> {
    schema.additional_properties.as_ref().map(|it| match it {
        api::AdditionalProperties::Allowed(allowed) => AdditionalProperties::Any(*allowed),
        api::AdditionalProperties::Schema(schema) => AdditionalProperties::Schema(Box::new(print(schema))),
    })
}

/// The values in their own type; `None` if one of them has another type (a string in an enum of integers).
fn enumeration<T>(values: &[Value], read: impl Fn(&Value) -> Option<T>) -> Option<Vec<Option<T>>> {
    values.iter().map(|it| if it.is_null() { Some(None) } else { read(it).map(Some) }).collect()
}

/// `None` if there is no bound, or if it does not fit. Such a bound is printed beside the typed keys.
fn integer(bound: Option<&Number>) -> Option<i64> {
    bound.and_then(Number::as_i64)
}

/// As [`integer`]: `f64` holds some integers beyond 2^53 only rounded.
fn float(bound: Option<&Number>) -> Option<f64> {
    let float = bound?.as_f64()?;
    let exact = |integer: i128| float as i128 == integer;
    let is_exact = bound.is_some_and(|it| match (it.as_i64(), it.as_u64()) {
        (Some(integer), _) => exact(integer.into()),
        (None, Some(integer)) => exact(integer.into()),
        (None, None) => true,
    });
    is_exact.then_some(float)
}

fn size(bound: u64) -> usize {
    usize::try_from(bound).unwrap_or(usize::MAX)
}

/// The groups of keywords that a schema uses, beyond `type`, `format`, `$ref` and `allOf`.
#[derive(Clone, Copy, Default)]
struct Keywords(u8);

impl Keywords {
    const STRING: Self = Self(1);
    const NUMBER: Self = Self(2);
    const ENUM: Self = Self(4);
    const OBJECT: Self = Self(8);
    const ARRAY: Self = Self(16);
    const COMBINED: Self = Self(32);
    const TYPE: Self = Self(64);

    fn used_by(schema: &api::Schema) -> Self {
        let mut found = Self::default();
        let mut add = |present: bool, group: Self| found.0 |= if present { group.0 } else { 0 };
        add(schema.pattern.is_some() || schema.min_length.is_some() || schema.max_length.is_some(), Self::STRING);
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

    /// Returns `true` if only the given groups and the type itself are used.
    fn only(self, groups: &[Self]) -> bool {
        let allowed = groups.iter().fold(Self::TYPE.0, |all, it| all | it.0);
        self.0 & !allowed == 0
    }
}
