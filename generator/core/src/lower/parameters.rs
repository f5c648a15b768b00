//! Parameters and bodies of an operation.

use indexmap::IndexMap;
use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, QueryStyle, ReferenceOr};
use serde_json::Value;

use super::{
    bodies,
    constraints::{self, Access},
    enums,
    operations::Written,
    site::Site,
    types::{Typed, Types},
    view::{Kind, Node, View},
};
use crate::{
    bundle::extension,
    diagnostics::Code,
    model::{self, Body, CollectionFormat, ParameterSource, Place, TypeRef},
    naming::{self, RustIdent, Unique, WireName},
};

/// The parameters of an operation and its body.
pub(super) struct Lowered {
    pub(super) parameters: Vec<model::Parameter>,
    pub(super) body: Option<Body>,
}

impl Lowered {
    /// Whether a required parameter sends a query pair of this name.
    pub(super) fn sends_query(&self, name: &str) -> bool {
        let mut sent = self.parameters.iter().filter(|it| it.source != ParameterSource::Option);
        sent.any(|it| it.place == Place::Query && it.wire.as_str() == name)
    }
}

pub(super) fn lower<'a>(written: &Written<'a>, path: &str, types: &mut Types<'a, '_>) -> Lowered {
    let mut names = Unique::<RustIdent>::new();
    // Names that every request function and every options struct has already.
    for taken in ["scope", "options", "request", "method_options"] {
        names.reserve(naming::argument(taken));
    }
    let mut parameters = Vec::new();
    for (index, parameter) in written.operation.parameters.iter().enumerate() {
        let ReferenceOr::Item(parameter) = parameter else { continue };
        let site = written.site.inside(&["parameters", &index.to_string()]);
        parameters.extend(lower_parameter(parameter, &site, &mut names, types));
    }
    check_placeholders(path, &parameters, written, types);
    let body = match &written.operation.request_body {
        Some(ReferenceOr::Item(body)) => bodies::lower(body, written, &mut names, &mut parameters, types),
        _ => None,
    };
    Lowered { parameters, body }
}

fn lower_parameter<'a>(
    parameter: &'a Parameter,
    site: &Site,
    names: &mut Unique<RustIdent>,
    types: &mut Types<'a, '_>,
) -> Option<model::Parameter> {
    let data = parameter.parameter_data_ref();
    let (place, usual) = match parameter {
        Parameter::Path { .. } => (Place::Path, CollectionFormat::Csv),
        Parameter::Header { .. } => (Place::Header, CollectionFormat::Csv),
        Parameter::Query { style, .. } => (Place::Query, collection(style, data)),
        // Reported when the bundle was made.
        Parameter::Cookie { .. } => return None,
    };
    let collection = declared_collection(&data.extensions).unwrap_or(usual);
    let ParameterSchemaOrContent::Schema(schema) = &data.format else { return None };
    let resolved = types.components.resolve(Node::of(schema))?;
    let view = View::of(resolved);
    let source = if is_api_version(parameter) { ParameterSource::ApiVersion } else { source(place, data, &view) };
    let site = site.named(&[], &data.name);
    // A constant needs no type: nobody passes it.
    let Typed { ty, codec } = match source {
        ParameterSource::Constant(_) => Typed::plain(TypeRef::String),
        _ => sendable(types.type_of(Node::of(schema), &site), &data.name, &site, types),
    };
    let ty = if place == Place::Header { header_type(&data.name, ty) } else { ty };
    let access = Access { required: data.required, read_only: false };
    let mut docs = constraints::docs(data.description.as_deref(), &view, access);
    if data.deprecated == Some(true) {
        docs.notes.push("Deprecated".into());
    }
    let client_name = data.extensions.get("x-ms-client-name").and_then(Value::as_str);
    let is_encoded = matches!(parameter, Parameter::Query { allow_reserved: true, .. });
    Some(model::Parameter {
        name: argument_name(&data.name, client_name, place, names),
        wire: WireName::new(&data.name),
        place,
        source,
        ty,
        codec,
        collection,
        skip_url_encoding: flag(data, "x-ms-skip-url-encoding") || is_encoded,
        secret: flag(data, "x-ms-secret") || view.format.as_deref() == Some("password"),
        docs,
    })
}

/// The headers that make a request depend on the version of a resource (RFC 9110 §13.1); Swagger has no format for them.
fn header_type(name: &str, ty: TypeRef) -> TypeRef {
    let is_condition = ["If-Match", "If-None-Match"].iter().any(|it| name.eq_ignore_ascii_case(it));
    if is_condition && ty == TypeRef::String { TypeRef::Etag } else { ty }
}

/// The form of a value in a URL, a header or a form: one text, or a list of texts. A null has none; what has parts of its own
/// is passed as text.
pub(super) fn sendable(typed: Typed, name: &str, site: &Site, types: &mut Types<'_, '_>) -> Typed {
    match typed.ty {
        TypeRef::Nullable(inner) => sendable(Typed { ty: *inner, ..typed }, name, site, types),
        TypeRef::List(item) => {
            // The runtime writes the items of a list in their usual form.
            let item = match *item {
                TypeRef::Nullable(inner) => *inner,
                item => item,
            };
            let has_form = typed.codec.is_none() && !matches!(item, TypeRef::List(_)) && is_text(&item, types);
            let item = if has_form { item } else { text_instead(name, site, types) };
            Typed::plain(TypeRef::List(Box::new(item)))
        }
        ty if is_text(&ty, types) => Typed { ty, codec: typed.codec },
        _ => Typed::plain(text_instead(name, site, types)),
    }
}

/// Whether a value of the type is one text.
fn is_text(ty: &TypeRef, types: &Types<'_, '_>) -> bool {
    match ty {
        TypeRef::Named(name) => types.enum_values.contains_key(name),
        TypeRef::Any | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Nullable(_) => false,
        _ => true,
    }
}

fn text_instead(name: &str, site: &Site, types: &mut Types<'_, '_>) -> TypeRef {
    types.diagnostics.warning(
        Code::UnsupportedConstruct,
        site.location(types.origins),
        format!("no parameter can carry what the schema of `{name}` says; its value is passed as text"),
        "write the text yourself, or declare a text, a number, a truth value or a list of them",
    );
    TypeRef::String
}

fn flag(data: &ParameterData, name: &str) -> bool {
    data.extensions.get(name) == Some(&Value::Bool(true))
}

/// Whether the parameter carries the api-version of the client. `x-ms-api-version: false` says that it is a parameter like any
/// other: the version of some other resource.
pub(super) fn is_api_version(parameter: &Parameter) -> bool {
    let data = parameter.parameter_data_ref();
    matches!(parameter, Parameter::Query { .. })
        && data.name == "api-version"
        && data.extensions.get("x-ms-api-version") != Some(&Value::Bool(false))
}

fn source(place: Place, data: &ParameterData, view: &View<'_>) -> ParameterSource {
    if place == Place::Path && data.name.eq_ignore_ascii_case("subscriptionId") {
        return ParameterSource::SubscriptionId;
    }
    match enums::values(view).as_slice() {
        [only] if data.required && view.kind != Some(Kind::Array) => ParameterSource::Constant(only.clone()),
        _ if data.required || place == Place::Path => ParameterSource::Argument,
        _ => ParameterSource::Option,
    }
}

fn collection(style: &QueryStyle, data: &ParameterData) -> CollectionFormat {
    match style {
        QueryStyle::SpaceDelimited => CollectionFormat::Ssv,
        QueryStyle::PipeDelimited => CollectionFormat::Pipes,
        // OpenAPI 3.0: `form` explodes unless it says otherwise.
        QueryStyle::Form | QueryStyle::DeepObject if data.explode == Some(false) => CollectionFormat::Csv,
        QueryStyle::Form | QueryStyle::DeepObject => CollectionFormat::Multi,
    }
}

/// What no style of OpenAPI 3.0 expresses.
pub(super) fn declared_collection(extensions: &IndexMap<String, Value>) -> Option<CollectionFormat> {
    match extensions.get(extension::COLLECTION_FORMAT)?.as_str()? {
        "csv" => Some(CollectionFormat::Csv),
        "ssv" => Some(CollectionFormat::Ssv),
        "tsv" => Some(CollectionFormat::Tsv),
        "pipes" => Some(CollectionFormat::Pipes),
        "multi" => Some(CollectionFormat::Multi),
        _ => None,
    }
}

/// The argument of a parameter. Two wire names that become one in Rust (`certificateName` in the path, `certificate.name`
/// in the query) are told apart by their places.
pub(super) fn argument_name(
    wire: &str,
    client_name: Option<&str>,
    place: Place,
    names: &mut Unique<RustIdent>,
) -> RustIdent {
    let wanted = client_name.unwrap_or(wire);
    let word = match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Form | Place::Part | Place::File => "field",
    };
    let preferred = if place == Place::Header { naming::header_argument(wanted) } else { naming::argument(wanted) };
    names.claim(preferred, [naming::argument(&format!("{wanted}_{word}"))]).name
}

/// Every placeholder has its parameter and every path parameter its placeholder.
fn check_placeholders(path: &str, parameters: &[model::Parameter], written: &Written<'_>, types: &mut Types<'_, '_>) {
    let placeholders: Vec<&str> =
        path.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(it, _)| it).collect();
    let declared = || parameters.iter().filter(|it| it.place == Place::Path);
    let missing = placeholders.iter().filter(|it| !declared().any(|parameter| parameter.wire.as_str() == **it));
    let unused = declared().filter(|it| !placeholders.contains(&it.wire.as_str()));
    let messages: Vec<String> = missing
        .map(|it| format!("`{path}` has the placeholder `{it}`, but `{}` declares no such path parameter", written.id))
        .chain(unused.map(|it| {
            format!("`{}` declares the path parameter `{}`, but `{path}` has no such placeholder", written.id, it.wire)
        }))
        .collect();
    for message in messages {
        types.diagnostics.error(
            Code::PathParameterMismatch,
            written.site.location(types.origins),
            message,
            "declare each `{placeholder}` of the path once, with `in: path`",
        );
    }
}
