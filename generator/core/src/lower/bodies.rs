//! Bodies of requests: JSON, texts, bytes, and forms, whose fields are parameters.

use openapiv3::{ReferenceOr, RequestBody, Schema};
use serde_json::Value;

use super::{
    constraints::{self, Access},
    content::{is_binary, is_json, preferred, report_others},
    operations::Written,
    parameters::{argument_name, declared_collection, sendable},
    types::{Typed, Types},
    view::{Node, View},
};
use crate::{
    bundle::extension,
    diagnostics::Code,
    model::{self, Body, BodyContent, CollectionFormat, ParameterSource, Place, Presence, TypeRef},
    naming::{self, RustIdent, Unique, WireName},
};

/// The body of an operation. The fields of a form become parameters; then there is no other body.
pub(super) fn lower<'a>(
    body: &'a RequestBody,
    written: &Written<'a>,
    names: &mut Unique<RustIdent>,
    parameters: &mut Vec<model::Parameter>,
    types: &mut Types<'a, '_>,
) -> Option<Body> {
    let (content_type, media) = preferred(&body.content)?;
    report_others(&body.content, content_type, &written.site.inside(&["requestBody"]), types);
    let schema = media.schema.as_ref();
    if let Some((form, fields)) = form(content_type, schema, types) {
        form_fields(form, &fields, written, names, parameters, types);
        return None;
    }
    let name = body.extensions.get(extension::BODY_NAME).and_then(Value::as_str).unwrap_or("body");
    let site = written.site.named(&["requestBody"], name);
    let content = match schema {
        Some(schema) if is_json(content_type) => BodyContent::Json(types.type_of(Node::of(schema), &site).ty),
        Some(schema) => match types.type_of(Node::of(schema), &site).ty {
            TypeRef::String if !is_binary(schema, types) => BodyContent::Text,
            TypeRef::String | TypeRef::Bytes | TypeRef::Any => BodyContent::Bytes,
            _ => {
                types.diagnostics.warning(
                    Code::UnsupportedConstruct,
                    site.location(types.origins),
                    format!("armsmith cannot write `{content_type}`; the body is passed as bytes"),
                    "write the body yourself, or add `application/json` to `consumes`",
                );
                BodyContent::Bytes
            }
        },
        None => BodyContent::Bytes,
    };
    let access = Access { required: body.required, read_only: false };
    let docs = match schema.and_then(|it| types.components.resolve(Node::of(it))) {
        Some(resolved) => {
            let description = body.description.as_deref().or(resolved.schema_data.description.as_deref());
            constraints::docs(description, &View::of(resolved), access)
        }
        None => model::Docs::default(),
    };
    let wanted = body.extensions.get("x-ms-client-name").and_then(Value::as_str).unwrap_or(name);
    Some(Body {
        name: names.claim(naming::argument(wanted), [naming::argument("body")]).name,
        wire: WireName::new(name),
        presence: if body.required { Presence::Required } else { Presence::Optional },
        content,
        content_type: content_type.to_owned(),
        docs,
    })
}

/// The way a form is sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Form {
    /// `application/x-www-form-urlencoded`
    Pairs,
    /// `multipart/form-data`
    Parts,
}

/// How the body is sent as a form, and its fields, when they are known.
fn form<'a>(
    content_type: &str,
    schema: Option<&'a ReferenceOr<Schema>>,
    types: &Types<'a, '_>,
) -> Option<(Form, View<'a>)> {
    let form = match content_type.split(';').next().unwrap_or_default().trim() {
        "application/x-www-form-urlencoded" => Form::Pairs,
        "multipart/form-data" => Form::Parts,
        _ => return None,
    };
    let fields = View::of(types.components.resolve(Node::of(schema?))?);
    (fields.has_properties() && fields.all_of.is_empty()).then_some((form, fields))
}

fn form_fields<'a>(
    form: Form,
    fields: &View<'a>,
    written: &Written<'a>,
    names: &mut Unique<RustIdent>,
    parameters: &mut Vec<model::Parameter>,
    types: &mut Types<'a, '_>,
) {
    for (wire, property) in fields.properties.into_iter().flatten() {
        let node = Node::of_boxed(property);
        let Some(resolved) = types.components.resolve(node) else { continue };
        let about = View::of(resolved);
        let required = fields.required.iter().any(|it| it == wire);
        let site = written.site.named(&["requestBody", wire], wire);
        let (place, Typed { ty, codec }) = if form == Form::Parts && about.is_binary() {
            (Place::File, Typed::plain(TypeRef::Bytes))
        } else {
            let place = if form == Form::Parts { Place::Part } else { Place::Form };
            (place, sendable(types.type_of(node, &site), wire, &site, types))
        };
        parameters.push(model::Parameter {
            name: argument_name(wire, node.own_client_name(), place, names),
            wire: WireName::new(wire),
            place,
            source: if required { ParameterSource::Argument } else { ParameterSource::Option },
            ty,
            codec,
            // OpenAPI 3.0: the lists of a form explode unless it says otherwise.
            collection: declared_collection(&about.data.extensions).unwrap_or(CollectionFormat::Multi),
            skip_url_encoding: false,
            secret: about.has_flag("x-ms-secret") || about.format.as_deref() == Some("password"),
            docs: constraints::docs(about.data.description.as_deref(), &about, Access { required, read_only: false }),
        });
    }
}
