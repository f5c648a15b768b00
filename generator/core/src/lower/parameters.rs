//! Parameters and bodies of an operation.

use super::{
    arguments::{argument_name, sendable},
    bodies,
    constraints::{self, Access},
    enums,
    operation_context::{OperationContext, is_api_version},
    types::{TypeLowering, Typed},
};
use crate::{
    api::{Parameter, ParameterLocation, Schema, SchemaType},
    diagnostics::Code,
    model::{self, Body, ParameterSource, RequestPart, TypeRef},
    naming::{self, RustIdent, Unique, WireName},
};

/// The parameters of an operation and its body.
pub(super) struct Lowered {
    pub(super) parameters: Vec<model::Parameter>,
    pub(super) body: Option<Body>,
}

impl Lowered {
    /// Returns `true` if a required parameter sends a query pair of this name.
    pub(super) fn sends_query(&self, name: &str) -> bool {
        let mut sent = self.parameters.iter().filter(|it| it.source != ParameterSource::Option);
        sent.any(|it| it.place == RequestPart::Query && it.wire.as_str() == name)
    }
}

pub(super) fn lower<'a>(context: &OperationContext<'a>, path: &str, types: &mut TypeLowering<'a, '_>) -> Lowered {
    let mut names = Unique::<RustIdent>::new();
    // Names that every request function and every options struct has already.
    for taken in ["scope", "options", "request", "method_options"] {
        names.reserve(naming::argument(taken));
    }
    let mut parameters = Vec::new();
    for parameter in &context.operation.parameters {
        parameters.extend(lower_parameter(parameter, context, &mut names, types));
    }
    check_placeholders(path, &parameters, context, types);
    let body = context.operation.body.as_ref();
    let body = body.and_then(|it| bodies::lower(it, context, &mut names, &mut parameters, types));
    Lowered { parameters, body }
}

fn lower_parameter<'a>(
    parameter: &'a Parameter,
    context: &OperationContext<'a>,
    names: &mut Unique<RustIdent>,
    types: &mut TypeLowering<'a, '_>,
) -> Option<model::Parameter> {
    let place = match parameter.parameter_location {
        ParameterLocation::Path => RequestPart::Path,
        ParameterLocation::Header => RequestPart::Header,
        ParameterLocation::Query => RequestPart::Query,
        // Reported when the files were linked; bodies and fields of forms are part of the request body.
        ParameterLocation::Cookie | ParameterLocation::Body | ParameterLocation::FormData => return None,
    };
    let schema = types.components.resolve(&parameter.schema)?;
    let source = if is_api_version(parameter) { ParameterSource::ApiVersion } else { source(place, parameter, schema) };
    // A constant needs no type: nobody passes it.
    let Typed { ty, codec } = match source {
        ParameterSource::Constant(_) => Typed::plain(TypeRef::String),
        _ => {
            let typed = types.type_of(&parameter.schema, &context.owner.with(&parameter.name));
            sendable(typed, &parameter.name, &parameter.location, types)
        }
    };
    let ty = if place == RequestPart::Header { header_type(&parameter.name, ty) } else { ty };
    let access = Access { required: parameter.required, read_only: false };
    let mut docs = constraints::docs(parameter.description.as_deref(), schema, access);
    if parameter.deprecated {
        docs.notes.push("Deprecated".into());
    }
    Some(model::Parameter {
        name: argument_name(&parameter.name, parameter.client_name.as_deref(), place, names),
        wire: WireName::new(&parameter.name),
        place,
        source,
        ty,
        codec,
        collection: parameter.collection_format.unwrap_or_default(),
        skip_url_encoding: parameter.skip_url_encoding || parameter.allow_reserved,
        secret: parameter.secret || schema.format.as_deref() == Some("password"),
        docs,
    })
}

/// The headers that make a request depend on the version of a resource (RFC 9110 §13.1); Swagger has no format for
/// them.
fn header_type(name: &str, ty: TypeRef) -> TypeRef {
    let is_condition = ["If-Match", "If-None-Match"].iter().any(|it| name.eq_ignore_ascii_case(it));
    if is_condition && ty == TypeRef::String { TypeRef::Etag } else { ty }
}

fn source(place: RequestPart, parameter: &Parameter, schema: &Schema) -> ParameterSource {
    if place == RequestPart::Path && parameter.name.eq_ignore_ascii_case("subscriptionId") {
        return ParameterSource::SubscriptionId;
    }
    match enums::values(schema).as_slice() {
        [only] if parameter.required && schema.ty != Some(SchemaType::Array) => ParameterSource::Constant(only.clone()),
        _ if parameter.required || place == RequestPart::Path => ParameterSource::Argument,
        _ => ParameterSource::Option,
    }
}

/// Every placeholder has its parameter and every path parameter its placeholder.
fn check_placeholders(
    path: &str,
    parameters: &[model::Parameter],
    context: &OperationContext<'_>,
    types: &mut TypeLowering<'_, '_>,
) {
    let placeholders: Vec<&str> =
        path.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(it, _)| it).collect();
    let declared = || parameters.iter().filter(|it| it.place == RequestPart::Path);
    let missing = placeholders.iter().filter(|it| !declared().any(|parameter| parameter.wire.as_str() == **it));
    let unused = declared().filter(|it| !placeholders.contains(&it.wire.as_str()));
    let messages: Vec<String> = missing
        .map(|it| format!("`{path}` has the placeholder `{it}`, but `{}` declares no such path parameter", context.id))
        .chain(unused.map(|it| {
            format!("`{}` declares the path parameter `{}`, but `{path}` has no such placeholder", context.id, it.wire)
        }))
        .collect();
    for message in messages {
        types.diagnostics.error(
            Code::PathParameterMismatch,
            &context.operation.location,
            message,
            "declare each `{placeholder}` of the path once, with `in: path`",
        );
    }
}
