//! The operations of an OpenAPI 3.0 file, with what they refer to written in.

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, HeaderStyle, MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr, RequestBody, Response, Responses,
};
use serde_json::Value;

use super::{
    components::Names, examples, extension, final_state, merge_parameters, schema, security, swagger::status_code,
};
use crate::{
    diagnostics::{Code, Diagnostics},
    document::openapi::{self, Place},
    source::Loaded,
};

/// What the conversion of an operation looks things up in.
pub(super) struct Context<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) names: &'a Names,
    pub(super) document: &'a openapi::Document,
}

/// Converts one operation of a path item.
pub(super) fn operation(
    item: &openapi::PathItem,
    operation: &openapi::Operation,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Operation {
    let mut extensions = operation.extensions.clone();
    examples::embed(&mut extensions, &operation.location, context.loaded);
    final_state::refer(&mut extensions, &operation.location, context.loaded, context.names, diagnostics);
    extensions
        .entry(extension::API_VERSION.to_owned())
        .or_insert_with(|| Value::String(context.document.version.clone()));
    if let Some(docs) = &operation.external_docs {
        extensions.insert("externalDocs".to_owned(), docs.clone());
    }
    Operation {
        tags: operation.tags.clone(),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        operation_id: operation.id.clone(),
        parameters: parameters(item, operation, context)
            .into_iter()
            .filter_map(|it| parameter(it, context.names, diagnostics))
            .map(ReferenceOr::Item)
            .collect(),
        request_body: operation.request_body.as_ref().and_then(|it| request_body(it, context)).map(ReferenceOr::Item),
        responses: responses(operation, context, diagnostics),
        deprecated: operation.deprecated,
        security: security::requirements(operation.security.as_ref()),
        extensions,
        ..Operation::default()
    }
}

/// The operation's parameters, resolved, with those of the path item.
fn parameters<'a>(
    item: &'a openapi::PathItem,
    operation: &'a openapi::Operation,
    context: &Context<'a>,
) -> Vec<&'a openapi::Parameter> {
    let resolve = |it: &'a openapi::Parameter| match &it.reference {
        None => Some(it),
        Some(reference) => context.loaded.openapi_parameter_at(reference.target.as_ref()?),
    };
    let is_same =
        |left: &openapi::Parameter, right: &openapi::Parameter| left.name == right.name && left.place == right.place;
    merge_parameters(
        item.parameters.iter().filter_map(resolve),
        operation.parameters.iter().filter_map(resolve),
        is_same,
    )
}

fn parameter(parameter: &openapi::Parameter, names: &Names, diagnostics: &mut Diagnostics) -> Option<Parameter> {
    let parameter_data = ParameterData {
        name: parameter.name.clone(),
        description: parameter.description.clone(),
        required: parameter.required,
        deprecated: parameter.deprecated.then_some(true),
        format: ParameterSchemaOrContent::Schema(schema::convert(&parameter.schema, names)),
        example: parameter.example.clone(),
        examples: IndexMap::new(),
        explode: parameter.explode,
        extensions: parameter.extensions.clone(),
    };
    let style = parameter.style.as_deref();
    let known = match parameter.place {
        Place::Query => matches!(style, None | Some("form" | "spaceDelimited" | "pipeDelimited")),
        Place::Cookie => false,
        Place::Path | Place::Header => matches!(style, None | Some("simple")),
    };
    if !known {
        diagnostics.error(
            Code::UnsupportedConstruct,
            &parameter.location,
            format!("parameter `{}` has a place or a style that armsmith cannot send", parameter.name),
            "use `form`, `spaceDelimited` or `pipeDelimited` in queries, `simple` in paths and headers, and no cookies",
        );
    }
    Some(match parameter.place {
        Place::Query => Parameter::Query {
            parameter_data,
            allow_reserved: parameter.allow_reserved,
            style: match style {
                Some("spaceDelimited") => QueryStyle::SpaceDelimited,
                Some("pipeDelimited") => QueryStyle::PipeDelimited,
                _ => QueryStyle::Form,
            },
            allow_empty_value: parameter.allow_empty_value.then_some(true),
        },
        Place::Header => Parameter::Header { parameter_data, style: HeaderStyle::Simple },
        Place::Path => Parameter::Path { parameter_data, style: PathStyle::Simple },
        Place::Cookie => Parameter::Cookie { parameter_data, style: CookieStyle::Form },
    })
}

fn request_body(body: &openapi::RequestBody, context: &Context<'_>) -> Option<RequestBody> {
    let body = match &body.reference {
        None => body,
        Some(reference) => context.loaded.request_body_at(reference.target.as_ref()?)?,
    };
    Some(RequestBody {
        description: body.description.clone(),
        content: content(&body.content, context.names),
        required: body.required,
        extensions: body.extensions.clone(),
    })
}

fn content(content: &IndexMap<String, openapi::MediaType>, names: &Names) -> IndexMap<String, MediaType> {
    let convert = |media: &openapi::MediaType| MediaType {
        schema: media.schema.as_ref().map(|it| schema::convert(it, names)),
        example: media.example.clone(),
        extensions: media.extensions.clone(),
        ..MediaType::default()
    };
    content.iter().map(|(name, media)| (name.clone(), convert(media))).collect()
}

fn responses(operation: &openapi::Operation, context: &Context<'_>, diagnostics: &mut Diagnostics) -> Responses {
    let mut responses = Responses::default();
    for (status, written) in &operation.responses {
        let resolved = match &written.reference {
            None => Some(written),
            Some(reference) => reference.target.as_ref().and_then(|it| context.loaded.openapi_response_at(it)),
        };
        let Some(resolved) = resolved else { continue };
        let converted = ReferenceOr::Item(response(resolved, context));
        if status == "default" {
            responses.default = Some(converted);
        } else if let Some(code) = status_code(status) {
            responses.responses.insert(code, converted);
        } else {
            diagnostics.error(
                Code::UnknownValue,
                &written.location,
                format!("`{status}` is no HTTP status"),
                "use a status from 100 to 599, a class such as `2XX`, or `default`",
            );
        }
    }
    responses
}

fn response(response: &openapi::Response, context: &Context<'_>) -> Response {
    let headers = response.headers.iter().filter_map(|(name, header)| {
        let header = match &header.reference {
            None => header,
            Some(reference) => context.loaded.header_at(reference.target.as_ref()?)?,
        };
        let converted = openapiv3::Header {
            description: header.description.clone(),
            style: HeaderStyle::Simple,
            required: header.required,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(schema::convert(&header.schema, context.names)),
            example: None,
            examples: IndexMap::new(),
            extensions: header.extensions.clone(),
        };
        Some((name.clone(), ReferenceOr::Item(converted)))
    });
    Response {
        description: response.description.clone(),
        headers: headers.collect(),
        content: content(&response.content, context.names),
        links: IndexMap::new(),
        extensions: response.extensions.clone(),
    }
}
