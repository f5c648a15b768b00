//! The operations of a Swagger 2.0 file become OpenAPI 3.0 operations.

use indexmap::IndexMap;
use openapiv3::{
    HeaderStyle, MediaType, ObjectType, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr, RequestBody, Response, Responses, Schema, SchemaData, SchemaKind, StatusCode, Type,
};
use serde_json::{Value, json};

use super::{components::Names, examples, extension, final_state, merge_parameters, schema, security};
use crate::{
    diagnostics::{Code, Diagnostics},
    document::{
        SchemaType,
        swagger::{self, CollectionFormat, Place},
    },
    source::Loaded,
};

/// What the conversion of an operation looks things up in.
pub(super) struct Context<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) names: &'a Names,
    pub(super) document: &'a swagger::Document,
}

/// Converts one operation of a path item.
pub(super) fn operation(
    item: &swagger::PathItem,
    operation: &swagger::Operation,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Operation {
    let parameters = parameters(item, operation, context);
    check_bodies(&parameters, diagnostics);
    let mut extensions = operation.extensions.clone();
    examples::embed(&mut extensions, &operation.location, context.loaded);
    final_state::refer(&mut extensions, &operation.location, context.loaded, context.names, diagnostics);
    extensions.insert(extension::API_VERSION.to_owned(), Value::String(context.document.version.clone()));
    if let Some(docs) = &operation.external_docs {
        extensions.insert("externalDocs".to_owned(), docs.clone());
    }
    Operation {
        tags: operation.tags.clone(),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        operation_id: operation.id.clone(),
        request_body: request_body(&parameters, operation, context).map(ReferenceOr::Item),
        parameters: parameters.iter().filter_map(|it| parameter(it, context.names)).map(ReferenceOr::Item).collect(),
        responses: responses(operation, context, diagnostics),
        deprecated: operation.deprecated,
        security: security::requirements(operation.security.as_ref()),
        extensions,
        ..Operation::default()
    }
}

/// The operation's parameters, resolved, with those of the path item.
fn parameters<'a>(
    item: &'a swagger::PathItem,
    operation: &'a swagger::Operation,
    context: &Context<'a>,
) -> Vec<&'a swagger::Parameter> {
    let resolve = |it: &'a swagger::Parameter| match &it.reference {
        None => Some(it),
        Some(reference) => context.loaded.swagger_parameter_at(reference.target.as_ref()?),
    };
    let is_same =
        |left: &swagger::Parameter, right: &swagger::Parameter| left.name == right.name && left.place == right.place;
    merge_parameters(
        item.parameters.iter().filter_map(resolve),
        operation.parameters.iter().filter_map(resolve),
        is_same,
    )
}

/// An operation has one body, or the fields of a form (Swagger 2.0, "Parameter Object").
fn check_bodies(parameters: &[&swagger::Parameter], diagnostics: &mut Diagnostics) {
    let mut bodies = parameters.iter().filter(|it| it.place == Place::Body);
    let Some(body) = bodies.next() else { return };
    for other in bodies.chain(parameters.iter().filter(|it| it.place == Place::FormData)) {
        let problem = diagnostics.error(
            Code::UnsupportedConstruct,
            &other.location,
            format!("an operation has one body; `{}` is one more", other.name),
            "make it a property of the body",
        );
        problem.relate(body.location.clone(), "this is the body");
    }
}

fn parameter(parameter: &swagger::Parameter, names: &Names) -> Option<Parameter> {
    let mut extensions = parameter.extensions.clone();
    let is_list = parameter.schema.ty == Some(SchemaType::Array);
    let collection = parameter.collection_format.unwrap_or(CollectionFormat::Csv);
    let has_style = match parameter.place {
        Place::Query => collection != CollectionFormat::Tsv,
        _ => collection == CollectionFormat::Csv,
    };
    if is_list && !has_style {
        extensions.insert(extension::COLLECTION_FORMAT.to_owned(), json!(collection_word(collection)));
    }
    let parameter_data = ParameterData {
        name: parameter.name.clone(),
        description: parameter.description.clone(),
        required: parameter.required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema::convert(&parameter.schema, names)),
        example: None,
        examples: IndexMap::new(),
        explode: is_list.then_some(collection == CollectionFormat::Multi),
        extensions,
    };
    match parameter.place {
        Place::Path => Some(Parameter::Path { parameter_data, style: PathStyle::Simple }),
        Place::Header => Some(Parameter::Header { parameter_data, style: HeaderStyle::Simple }),
        Place::Query => Some(Parameter::Query {
            parameter_data,
            allow_reserved: false,
            style: match collection {
                CollectionFormat::Ssv => QueryStyle::SpaceDelimited,
                CollectionFormat::Pipes => QueryStyle::PipeDelimited,
                CollectionFormat::Csv | CollectionFormat::Multi | CollectionFormat::Tsv => QueryStyle::Form,
            },
            allow_empty_value: parameter.allow_empty_value.then_some(true),
        }),
        Place::Body | Place::FormData => None,
    }
}

fn collection_word(format: CollectionFormat) -> &'static str {
    match format {
        CollectionFormat::Csv => "csv",
        CollectionFormat::Ssv => "ssv",
        CollectionFormat::Tsv => "tsv",
        CollectionFormat::Pipes => "pipes",
        CollectionFormat::Multi => "multi",
    }
}

fn request_body(
    parameters: &[&swagger::Parameter],
    operation: &swagger::Operation,
    context: &Context<'_>,
) -> Option<RequestBody> {
    let consumes = content_types(operation.consumes.as_ref(), &context.document.consumes);
    if let Some((index, body)) = parameters.iter().enumerate().find(|(_, it)| it.place == Place::Body) {
        let mut extensions = body.extensions.clone();
        extensions.insert(extension::BODY_NAME.to_owned(), json!(body.name));
        extensions.insert(extension::BODY_POSITION.to_owned(), json!(index));
        let media = MediaType { schema: Some(schema::convert(&body.schema, context.names)), ..MediaType::default() };
        return Some(RequestBody {
            description: body.description.clone(),
            content: consumes.into_iter().map(|it| (it, media.clone())).collect(),
            required: body.required,
            extensions,
        });
    }
    let fields: Vec<_> = parameters.iter().filter(|it| it.place == Place::FormData).copied().collect();
    if fields.is_empty() {
        return None;
    }
    Some(form(&fields, &consumes, context.names))
}

/// `formData` parameters become the properties of a form object.
fn form(fields: &[&swagger::Parameter], consumes: &[String], names: &Names) -> RequestBody {
    let has_file = fields.iter().any(|it| it.schema.ty == Some(SchemaType::File));
    let default = if has_file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let content_type = consumes.iter().find(|it| it.contains("form")).map_or(default, String::as_str);
    let properties = fields
        .iter()
        .map(|field| {
            let mut property = schema::convert_item(&field.schema, names);
            property.schema_data.description.clone_from(&field.description);
            property.schema_data.extensions.extend(field.extensions.clone());
            if field.schema.ty == Some(SchemaType::Array) {
                let word = collection_word(field.collection_format.unwrap_or(CollectionFormat::Csv));
                property.schema_data.extensions.insert(extension::COLLECTION_FORMAT.to_owned(), json!(word));
            }
            (field.name.clone(), ReferenceOr::Item(Box::new(property)))
        })
        .collect();
    let required = fields.iter().filter(|it| it.required).map(|it| it.name.clone()).collect();
    let object = Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::Object(ObjectType { properties, required, ..ObjectType::default() })),
    };
    let media = MediaType { schema: Some(ReferenceOr::Item(object)), ..MediaType::default() };
    RequestBody {
        description: None,
        content: IndexMap::from([(content_type.to_owned(), media)]),
        required: fields.iter().any(|it| it.required),
        extensions: IndexMap::from([(extension::FORM.to_owned(), Value::Bool(true))]),
    }
}

fn responses(operation: &swagger::Operation, context: &Context<'_>, diagnostics: &mut Diagnostics) -> Responses {
    let produces = content_types(operation.produces.as_ref(), &context.document.produces);
    let mut responses = Responses::default();
    for (status, written) in &operation.responses {
        let resolved = match &written.reference {
            None => Some(written),
            Some(reference) => reference.target.as_ref().and_then(|it| context.loaded.swagger_response_at(it)),
        };
        let Some(resolved) = resolved else { continue };
        let converted = ReferenceOr::Item(response(resolved, &produces, context.names));
        if status == "default" {
            responses.default = Some(converted);
        } else if let Some(code) = status_code(status) {
            responses.responses.insert(code, converted);
        } else {
            diagnostics.error(
                Code::UnknownValue,
                &written.location,
                format!("`{status}` is no HTTP status"),
                "use a status from 100 to 599, or `default`",
            );
        }
    }
    responses
}

fn response(response: &swagger::Response, produces: &[String], names: &Names) -> Response {
    let content = response.schema.iter().flat_map(|body| {
        let media = MediaType { schema: Some(schema::convert(body, names)), ..MediaType::default() };
        produces.iter().map(move |it| (it.clone(), media.clone()))
    });
    Response {
        description: response.description.clone(),
        headers: response
            .headers
            .iter()
            .map(|(name, it)| (name.clone(), ReferenceOr::Item(header(it, names))))
            .collect(),
        content: content.collect(),
        links: IndexMap::new(),
        extensions: response.extensions.clone(),
    }
}

fn header(header: &swagger::Header, names: &Names) -> openapiv3::Header {
    openapiv3::Header {
        description: header.description.clone(),
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema::convert(&header.schema, names)),
        example: None,
        examples: IndexMap::new(),
        extensions: header.extensions.clone(),
    }
}

/// `200`, or `2XX`.
pub(super) fn status_code(status: &str) -> Option<StatusCode> {
    match status.strip_suffix("XX").or_else(|| status.strip_suffix("xx")) {
        Some(class) => class.parse().ok().filter(|it| (1..=5).contains(it)).map(StatusCode::Range),
        None => status.parse().ok().filter(|it| (100..600).contains(it)).map(StatusCode::Code),
    }
}

/// The operation's own list, else the document's, else JSON, which is what ARM speaks.
fn content_types(own: Option<&Vec<String>>, document: &[String]) -> Vec<String> {
    let declared = own.map_or(document, Vec::as_slice);
    if declared.is_empty() { vec!["application/json".to_owned()] } else { declared.to_vec() }
}
