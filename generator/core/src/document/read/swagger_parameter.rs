//! Reads parameters of Swagger 2.0.

use serde_json::Value;

use super::Reader;
use super::object::Object;
use crate::diagnostics::Location;
use crate::document::Schema;
use crate::document::swagger::{CollectionFormat, Parameter, Place};

const PLACES: &[(&str, Place)] = &[
    ("body", Place::Body),
    ("formData", Place::FormData),
    ("header", Place::Header),
    ("path", Place::Path),
    ("query", Place::Query),
];

const COLLECTION_FORMATS: &[(&str, CollectionFormat)] = &[
    ("csv", CollectionFormat::Csv),
    ("ssv", CollectionFormat::Ssv),
    ("tsv", CollectionFormat::Tsv),
    ("pipes", CollectionFormat::Pipes),
];

const PARAMETER_COLLECTION_FORMATS: &[(&str, CollectionFormat)] = &[
    ("csv", CollectionFormat::Csv),
    ("ssv", CollectionFormat::Ssv),
    ("tsv", CollectionFormat::Tsv),
    ("pipes", CollectionFormat::Pipes),
    ("multi", CollectionFormat::Multi),
];

/// Extensions that say something about the value, not about the parameter.
const TYPE_EXTENSIONS: &[&str] =
    &["x-enumNames", "x-ms-arm-id-details", "x-ms-client-default", "x-ms-enum", "x-ms-format", "x-nullable"];

impl Reader {
    /// Reads a parameter, or a reference to one. None: it is neither, which is reported.
    pub(super) fn swagger_parameter(&self, value: Value, location: Location) -> Option<Parameter> {
        let mut object = Object::new(self, value, location, "a parameter")?;
        let location = object.location.clone();
        if let Some(reference) = object.reference() {
            let schema = super::schema::empty(location.clone());
            object.finish_reference();
            return Some(Parameter {
                reference: Some(reference),
                ..named(location, String::new(), Place::Query, schema)
            });
        }
        let name = object.required_string("name");
        object.require("in");
        let place = object.word("in", PLACES);
        let description = object.string("description");
        let required = object.flag("required");
        let allow_empty_value = object.flag("allowEmptyValue");
        let (schema, collection_format) = match place {
            Some(Place::Body) => {
                object.require("schema");
                let schema = object.object("schema", |value, location| self.schema(value, location));
                (schema.unwrap_or_else(|| super::schema::empty(location.child("schema"))), None)
            }
            _ => {
                let collection_format = self.collection_format(&mut object, true);
                (self.simple_schema(&mut object), collection_format)
            }
        };
        let extensions = object.finish();
        let parameter = named(location, name, place?, schema);
        Some(Parameter { description, required, allow_empty_value, collection_format, extensions, ..parameter })
    }

    /// The type of a parameter or header, with the extensions that belong to it.
    pub(super) fn simple_schema(&self, object: &mut Object<'_>) -> Schema {
        object.require("type");
        let mut schema = self.type_part(object);
        for key in TYPE_EXTENSIONS {
            schema.extensions.extend(object.value(key).map(|value| ((*key).to_owned(), value)));
        }
        schema
    }

    /// `multi` repeats a parameter's name: a header or an element of a list has none to repeat.
    pub(super) fn collection_format(&self, object: &mut Object<'_>, may_repeat: bool) -> Option<CollectionFormat> {
        object.word("collectionFormat", if may_repeat { PARAMETER_COLLECTION_FORMATS } else { COLLECTION_FORMATS })
    }
}

fn named(location: Location, name: String, place: Place, schema: Schema) -> Parameter {
    Parameter {
        location,
        reference: None,
        name,
        place,
        description: None,
        required: false,
        schema,
        collection_format: None,
        allow_empty_value: false,
        extensions: Default::default(),
    }
}
