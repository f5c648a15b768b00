//! Reads parameters.

use serde_json::Value;

use super::arm;
use super::object::Object;
use super::reader::Reader;
use crate::api::{CollectionFormat, Parameter, ParameterLocation, Schema};
use crate::document::OrReference;
use crate::text::Location;

const SWAGGER_LOCATIONS: &[(&str, ParameterLocation)] = &[
    ("body", ParameterLocation::Body),
    ("formData", ParameterLocation::FormData),
    ("header", ParameterLocation::Header),
    ("path", ParameterLocation::Path),
    ("query", ParameterLocation::Query),
];

const OPENAPI_LOCATIONS: &[(&str, ParameterLocation)] = &[
    ("cookie", ParameterLocation::Cookie),
    ("header", ParameterLocation::Header),
    ("path", ParameterLocation::Path),
    ("query", ParameterLocation::Query),
];

/// Extensions of the value, not of the parameter.
const TYPE_EXTENSIONS: &[&str] =
    &["x-enumNames", "x-ms-arm-id-details", "x-ms-client-default", "x-ms-enum", "x-ms-format", "x-nullable"];

impl Reader {
    /// Reads a parameter, or a reference to one. Returns `None` if it is neither, which is reported.
    pub(super) fn parameter(&self, value: &Value, location: Location) -> Option<OrReference<Parameter>> {
        let mut object = Object::new(self, value, location, "a parameter")?;
        if let Some(reference) = object.reference() {
            object.finish_reference();
            return Some(OrReference::Reference(reference));
        }
        let name = object.required_string("name");
        object.require("in");
        let parameter_location =
            object.keyword("in", if self.is_swagger() { SWAGGER_LOCATIONS } else { OPENAPI_LOCATIONS });
        let mut parameter = Parameter {
            location: object.location.clone(),
            name,
            parameter_location: parameter_location.unwrap_or(ParameterLocation::Query),
            description: object.string("description"),
            required: object.flag("required"),
            allow_empty_value: object.flag("allowEmptyValue"),
            ..Parameter::default()
        };
        if self.is_swagger() {
            self.swagger_keys_of_parameter(&mut object, &mut parameter);
        } else {
            parameter.deprecated = object.flag("deprecated");
            parameter.schema = self.schema_or_content(&mut object);
            parameter.style = object.string("style");
            parameter.explode = object.boolean("explode");
            parameter.allow_reserved = object.flag("allowReserved");
            parameter.example = object.as_written("example");
            object.ignore("examples");
        }
        parameter.extensions = object.finish();
        arm::parameter(&mut parameter);
        parameter_location.map(|_| OrReference::Item(parameter))
    }

    fn swagger_keys_of_parameter<'r>(&'r self, object: &mut Object<'r>, parameter: &mut Parameter) {
        if parameter.parameter_location == ParameterLocation::Body {
            object.require("schema");
            let schema = object.object("schema", |value, location| self.schema(value, location));
            parameter.schema = schema.unwrap_or_else(|| Schema::empty(parameter.location.child("schema")));
        } else {
            parameter.collection_format = self.collection_format(object, true);
            parameter.schema = self.simple_schema(object);
        }
    }

    /// The type of a parameter or header of Swagger 2.0, with the extensions that belong to it.
    pub(super) fn simple_schema<'r>(&'r self, object: &mut Object<'r>) -> Schema {
        object.require("type");
        let mut schema = self.type_part(object);
        let written = TYPE_EXTENSIONS.iter();
        schema.extensions = written.filter_map(|key| Some(((*key).to_owned(), object.as_written(key)?))).collect();
        arm::schema(&mut schema);
        schema
    }

    /// `multi` repeats a parameter's name, which headers do not have.
    pub(super) fn collection_format(&self, object: &mut Object<'_>, may_repeat: bool) -> Option<CollectionFormat> {
        let formats = CollectionFormat::ALL;
        let allowed = if may_repeat { &formats[..] } else { &formats[..4] };
        object.keyword("collectionFormat", allowed)
    }
}
