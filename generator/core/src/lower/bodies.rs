//! Request bodies: JSON, strings, bytes, and forms, whose fields are parameters.

use super::{
    arguments::{argument_name, sendable},
    constraints::{self, Access},
    content::{is_binary, is_json, preferred, report_others},
    operation_context::OperationContext,
    types::{TypeLowering, Typed},
};
use crate::{
    api::{CollectionFormat, RequestBody, Schema},
    diagnostics::Code,
    model::{self, Body, BodyContent, ParameterSource, Presence, RequestPart, TypeRef},
    naming::{self, RustIdent, Unique, WireName},
};

/// The body of an operation. The fields of a form become parameters; then there is no other body.
pub(super) fn lower<'a>(
    body: &'a RequestBody,
    context: &OperationContext<'a>,
    names: &mut Unique<RustIdent>,
    parameters: &mut Vec<model::Parameter>,
    types: &mut TypeLowering<'a, '_>,
) -> Option<Body> {
    let (content_type, media) = preferred(&body.content)?;
    report_others(&body.content, content_type, &body.location, types);
    let schema = media.schema.as_ref();
    if let Some((form, fields)) = form(content_type, schema, types) {
        form_fields(form, fields, context, names, parameters, types);
        return None;
    }
    let name = body.name.as_deref().unwrap_or("body");
    let inline_name = context.owner.with(name);
    let content = match schema {
        Some(schema) if is_json(content_type) => BodyContent::Json(types.type_of(schema, &inline_name).ty),
        Some(schema) => match types.type_of(schema, &inline_name).ty {
            TypeRef::String if !is_binary(schema, types) => BodyContent::Text,
            TypeRef::String | TypeRef::Bytes | TypeRef::Any => BodyContent::Bytes,
            _ => {
                types.diagnostics.warning(
                    Code::UnsupportedConstruct,
                    &schema.location,
                    format!("cannot serialize `{content_type}`; the generated code takes bytes"),
                    "pass the serialized body, or add `application/json` to `consumes`",
                );
                BodyContent::Bytes
            }
        },
        None => BodyContent::Bytes,
    };
    let access = Access { required: body.required, read_only: false };
    let docs = match schema.and_then(|it| types.components.resolve(it)) {
        Some(resolved) => {
            let description = body.description.as_deref().or(resolved.description.as_deref());
            constraints::docs(description, resolved, access)
        }
        None => model::Docs::default(),
    };
    let wanted = body.client_name.as_deref().unwrap_or(name);
    Some(Body {
        name: names.claim(naming::argument(wanted), [naming::argument("body")]).name,
        wire: WireName::new(name),
        presence: if body.required { Presence::Required } else { Presence::Optional },
        content,
        content_type: content_type.to_owned(),
        docs,
    })
}

/// The encoding of a form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Form {
    /// `application/x-www-form-urlencoded`
    Pairs,
    /// `multipart/form-data`
    Parts,
}

/// The encoding of a body that is a form, and its fields, if they are known.
fn form<'a>(
    content_type: &str,
    schema: Option<&'a Schema>,
    types: &TypeLowering<'a, '_>,
) -> Option<(Form, &'a Schema)> {
    let form = match content_type.split(';').next().unwrap_or_default().trim() {
        "application/x-www-form-urlencoded" => Form::Pairs,
        "multipart/form-data" => Form::Parts,
        _ => return None,
    };
    let fields = types.components.resolve(schema?)?;
    (!fields.properties.is_empty() && fields.all_of.is_empty()).then_some((form, fields))
}

fn form_fields<'a>(
    form: Form,
    fields: &'a Schema,
    context: &OperationContext<'a>,
    names: &mut Unique<RustIdent>,
    parameters: &mut Vec<model::Parameter>,
    types: &mut TypeLowering<'a, '_>,
) {
    for (wire, property) in &fields.properties {
        let Some(resolved) = types.components.resolve(property) else { continue };
        let required = fields.required.iter().any(|it| it == wire);
        let (place, Typed { ty, codec }) = if form == Form::Parts && resolved.is_binary() {
            (RequestPart::File, Typed::plain(TypeRef::Bytes))
        } else {
            let place = if form == Form::Parts { RequestPart::Part } else { RequestPart::Form };
            let typed = types.type_of(property, &context.owner.with(wire));
            (place, sendable(typed, wire, &property.location, types))
        };
        parameters.push(model::Parameter {
            name: argument_name(wire, property.client_name.as_deref(), place, names),
            wire: WireName::new(wire),
            place,
            source: if required { ParameterSource::Argument } else { ParameterSource::Option },
            ty,
            codec,
            // OpenAPI 3.0: the default of `explode` is `true` for the lists of a form.
            collection: resolved.collection_format.unwrap_or(CollectionFormat::Multi),
            skip_url_encoding: false,
            secret: resolved.is_secret(),
            docs: constraints::docs(resolved.description.as_deref(), resolved, Access { required, read_only: false }),
        });
    }
}
