//! Prints operations: parameters, bodies, responses.

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, HeaderStyle, MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr, RequestBody, Response, Responses, StatusCode,
};
use serde_json::{Map, Value, json};

use super::{schemas, untyped::insert};
use crate::api::{self, CollectionFormat, ParameterLocation, SchemaType, Status, vocabulary};

/// Prints an operation.
pub(super) fn print(operation: &api::Operation) -> Operation {
    let mut extensions = operation.extensions.clone();
    // The content of the files that the specification refers to.
    if let Some(Value::Object(examples)) = extensions.get_mut("x-ms-examples") {
        let embedded = operation.examples.iter().map(|it| (it.title.clone(), (*it.content).clone()));
        *examples = embedded.collect::<Map<String, Value>>();
    }
    if let Some(version) = &operation.api_version {
        extensions.insert(vocabulary::API_VERSION.to_owned(), Value::String(version.clone()));
    }
    insert(&mut extensions, "externalDocs", operation.external_docs.as_ref());
    Operation {
        tags: operation.tags.clone(),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        operation_id: operation.id.clone(),
        parameters: operation.parameters.iter().map(parameter).map(ReferenceOr::Item).collect(),
        request_body: operation.body.as_ref().map(request_body).map(ReferenceOr::Item),
        responses: responses(operation),
        deprecated: operation.deprecated,
        security: operation.security.clone(),
        extensions,
        ..Operation::default()
    }
}

fn parameter(parameter: &api::Parameter) -> Parameter {
    let mut extensions = parameter.extensions.clone();
    let format = parameter.collection_format.unwrap_or_default();
    let has_style = match parameter.parameter_location {
        ParameterLocation::Query => format != CollectionFormat::Tsv,
        _ => format == CollectionFormat::Csv,
    };
    if parameter.schema.ty == Some(SchemaType::Array) && !has_style {
        extensions.insert(vocabulary::COLLECTION_FORMAT.to_owned(), json!(format.as_str()));
    }
    let parameter_data = ParameterData {
        name: parameter.name.clone(),
        description: parameter.description.clone(),
        required: parameter.required,
        deprecated: parameter.deprecated.then_some(true),
        format: ParameterSchemaOrContent::Schema(schemas::print(&parameter.schema)),
        example: parameter.example.clone(),
        examples: IndexMap::new(),
        explode: parameter.explode,
        extensions,
    };
    match parameter.parameter_location {
        ParameterLocation::Path => Parameter::Path { parameter_data, style: PathStyle::Simple },
        ParameterLocation::Header => Parameter::Header { parameter_data, style: HeaderStyle::Simple },
        ParameterLocation::Cookie => Parameter::Cookie { parameter_data, style: CookieStyle::Form },
        // Bodies and fields of forms are part of the request body.
        ParameterLocation::Query | ParameterLocation::Body | ParameterLocation::FormData => Parameter::Query {
            parameter_data,
            allow_reserved: parameter.allow_reserved,
            style: match format {
                CollectionFormat::Ssv => QueryStyle::SpaceDelimited,
                CollectionFormat::Pipes => QueryStyle::PipeDelimited,
                CollectionFormat::Csv | CollectionFormat::Multi | CollectionFormat::Tsv => QueryStyle::Form,
            },
            allow_empty_value: parameter.allow_empty_value.then_some(true),
        },
    }
}

fn request_body(body: &api::RequestBody) -> RequestBody {
    let mut extensions = body.extensions.clone();
    if let Some(name) = &body.name {
        extensions.insert(vocabulary::BODY_NAME.to_owned(), json!(name));
    }
    if let Some(position) = body.position {
        extensions.insert(vocabulary::BODY_POSITION.to_owned(), json!(position));
    }
    if body.is_form {
        extensions.insert(vocabulary::FORM.to_owned(), json!(true));
    }
    RequestBody {
        description: body.description.clone(),
        content: content(&body.content),
        required: body.required,
        extensions,
    }
}

fn content(content: &IndexMap<String, api::MediaType>) -> IndexMap<String, MediaType> {
    let print = |media: &api::MediaType| MediaType {
        schema: media.schema.as_ref().map(schemas::print),
        example: media.example.clone(),
        extensions: media.extensions.clone(),
        ..MediaType::default()
    };
    content.iter().map(|(name, media)| (name.clone(), print(media))).collect()
}

fn responses(operation: &api::Operation) -> Responses {
    let mut responses = Responses::default();
    for (status, written) in &operation.responses {
        let printed = ReferenceOr::Item(response(written));
        match status {
            Status::Default => responses.default = Some(printed),
            Status::Code(code) => {
                responses.responses.insert(StatusCode::Code(*code), printed);
            }
            Status::Class(class) => {
                responses.responses.insert(StatusCode::Range(*class), printed);
            }
        }
    }
    responses
}

fn response(response: &api::Response) -> Response {
    let headers = response.headers.iter().map(|(name, it)| (name.clone(), ReferenceOr::Item(header(it))));
    Response {
        description: response.description.clone(),
        headers: headers.collect(),
        content: content(&response.content),
        links: IndexMap::new(),
        extensions: response.extensions.clone(),
    }
}

fn header(header: &api::Header) -> openapiv3::Header {
    openapiv3::Header {
        description: header.description.clone(),
        style: HeaderStyle::Simple,
        required: header.required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schemas::print(&header.schema)),
        example: None,
        examples: IndexMap::new(),
        extensions: header.extensions.clone(),
    }
}
