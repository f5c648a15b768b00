//! Reads schema objects, and the type part of Swagger's parameters, headers and `items`.

use serde_json::Value;

use super::arm;
use super::object::Object;
use super::reader::Reader;
use crate::api::{AdditionalProperties, Discriminator, Schema, SchemaType};
use crate::diagnostics::Code;
use crate::document::Dialect;
use crate::text::Location;

const SWAGGER_TYPES: &[(&str, SchemaType)] = &[
    ("array", SchemaType::Array),
    ("boolean", SchemaType::Boolean),
    ("file", SchemaType::File),
    ("integer", SchemaType::Integer),
    ("number", SchemaType::Number),
    ("object", SchemaType::Object),
    ("string", SchemaType::String),
];

const OPENAPI_TYPES: &[(&str, SchemaType)] = &[
    ("array", SchemaType::Array),
    ("boolean", SchemaType::Boolean),
    ("integer", SchemaType::Integer),
    ("number", SchemaType::Number),
    ("object", SchemaType::Object),
    ("string", SchemaType::String),
];

impl Reader {
    /// Reads a schema. Returns `None` if it is not an object, which is reported.
    pub(super) fn schema(&self, value: &Value, location: Location) -> Option<Schema> {
        let mut object = Object::new(self, value, location, "a schema")?;
        let mut schema = self.type_part(&mut object);
        schema.reference = object.reference();
        schema.title = object.string("title");
        schema.description = object.string("description");
        schema.example = object.as_written("example");
        schema.min_properties = object.count("minProperties");
        schema.max_properties = object.count("maxProperties");
        schema.read_only = object.flag("readOnly");
        schema.properties = object.map("properties", |value, location| self.schema(value, location));
        schema.required = object.strings("required").unwrap_or_default();
        schema.additional_properties = self.additional_properties(&mut object);
        schema.all_of = object.list("allOf", |value, location| self.schema(value, location));
        schema.discriminator = object.object("discriminator", |value, location| self.discriminator(value, location));
        schema.xml = object.as_written("xml");
        schema.external_docs = object.as_written("externalDocs");
        if self.dialect == Dialect::OpenApi {
            schema.write_only = object.flag("writeOnly");
            schema.nullable = object.flag("nullable");
            schema.deprecated = object.flag("deprecated");
            schema.one_of = object.list("oneOf", |value, location| self.schema(value, location));
            schema.any_of = object.list("anyOf", |value, location| self.schema(value, location));
            schema.not = object.object("not", |value, location| self.schema(value, location)).map(Box::new);
        }
        schema.extensions = object.finish();
        arm::schema(&mut schema);
        Some(schema)
    }

    /// The keys that a schema shares with Swagger's parameters, headers and items; everything else is empty.
    pub(super) fn type_part<'r>(&'r self, object: &mut Object<'r>) -> Schema {
        let mut schema = Schema::empty(object.location.clone());
        schema.ty = self.schema_type(object);
        schema.format = object.string("format");
        schema.default = object.as_written("default");
        schema.enumeration = object.values("enum").unwrap_or_default().to_vec();
        schema.pattern = object.string("pattern");
        schema.min_length = object.count("minLength");
        schema.max_length = object.count("maxLength");
        schema.minimum = object.number("minimum");
        schema.maximum = object.number("maximum");
        schema.exclusive_minimum = object.flag("exclusiveMinimum");
        schema.exclusive_maximum = object.flag("exclusiveMaximum");
        schema.multiple_of = object.number("multipleOf");
        schema.min_items = object.count("minItems");
        schema.max_items = object.count("maxItems");
        schema.unique_items = object.flag("uniqueItems");
        schema.items = self.items(object).map(Box::new);
        schema
    }

    fn schema_type(&self, object: &mut Object<'_>) -> Option<SchemaType> {
        if object.is_list("type") {
            object.ignore("type");
            self.error(
                Code::WrongType,
                &object.location.child("type"),
                "`type` must be a single type; OpenAPI 3.1 is not supported",
                match self.dialect {
                    Dialect::Swagger => "use one type, and add `\"x-nullable\": true` if null is allowed",
                    Dialect::OpenApi => "use one type, and add `\"nullable\": true` if null is allowed",
                },
            );
            return None;
        }
        object.keyword(
            "type",
            match self.dialect {
                Dialect::Swagger => SWAGGER_TYPES,
                Dialect::OpenApi => OPENAPI_TYPES,
            },
        )
    }

    fn items<'r>(&'r self, object: &mut Object<'r>) -> Option<Schema> {
        if object.is_list("items") {
            object.ignore("items");
            self.error(
                Code::WrongType,
                &object.location.child("items"),
                "`items` must be a single schema; Swagger 2.0 and OpenAPI 3.0 have no tuples",
                "use one schema for all elements",
            );
            return None;
        }
        object.object("items", |value, location| self.schema(value, location))
    }

    fn additional_properties<'r>(&'r self, object: &mut Object<'r>) -> Option<AdditionalProperties> {
        object.object("additionalProperties", |value, location| match value {
            Value::Bool(allowed) => Some(AdditionalProperties::Allowed(*allowed)),
            other => self.schema(other, location).map(|it| AdditionalProperties::Schema(Box::new(it))),
        })
    }

    fn discriminator(&self, value: &Value, location: Location) -> Option<Discriminator> {
        match (self.dialect, value) {
            (Dialect::Swagger, Value::String(property)) => {
                Some(Discriminator { location, property: property.clone(), mapping: indexmap::IndexMap::new() })
            }
            (Dialect::Swagger, other) => {
                self.wrong_type(&location, "a property name", other);
                None
            }
            (Dialect::OpenApi, value) => {
                let mut object = Object::new(self, value, location, "a discriminator")?;
                let property = object.required_string("propertyName");
                let mapping = object.map("mapping", |value, location| match value {
                    Value::String(target) => Some(target.clone()),
                    other => {
                        self.wrong_type(&location, "a string", other);
                        None
                    }
                });
                let location = object.location.clone();
                object.finish();
                Some(Discriminator { location, property, mapping })
            }
        }
    }
}
