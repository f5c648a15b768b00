//! The shims of one operation that has everything, and where bodies are read.

use armsmith_core::model::{
    Body, BodyContent, Codec, CollectionFormat, Docs, Enum, EnumRepr, Flow, Method, Model, Operation, OperationGroup,
    Output, Parameter, ParameterSource, Presence, RequestPart, ResponseDocs, ServiceClient, TypeDefinition, TypeRef,
    Variant,
};
use armsmith_core::naming::{self, WireName};

use super::Tables;

fn parameter(wire: &str, source: ParameterSource, ty: TypeRef, codec: Option<Codec>) -> Parameter {
    Parameter {
        name: naming::argument(wire),
        wire: WireName::new(wire),
        place: RequestPart::Query,
        source,
        ty,
        codec,
        collection: CollectionFormat::Csv,
        skip_url_encoding: false,
        secret: false,
        docs: Docs::default(),
    }
}

fn response(status: &str, ty: Option<TypeRef>) -> ResponseDocs {
    ResponseDocs { status: status.into(), description: Default::default(), ty, headers: Vec::new() }
}

fn named(name: &str) -> TypeRef {
    TypeRef::Named(naming::ty(name))
}

/// A model of one operation.
fn model() -> Model {
    use ParameterSource as From;
    let operation = Operation {
        id: "Disks_Move".into(),
        name: naming::method("Move"),
        options: naming::ty("DisksClientMoveOptions"),
        docs: Docs::default(),
        method: Method::Post,
        path: "/disks".into(),
        fixed_query: Vec::new(),
        api_version: None,
        parameters: vec![
            parameter("subscriptionId", From::SubscriptionId, TypeRef::String, None),
            parameter("name", From::Argument, TypeRef::String, None),
            parameter("type", From::Option, TypeRef::String, None),
            parameter("count", From::Argument, TypeRef::I32, None),
            parameter("size", From::Argument, named("DiskSize"), None),
            parameter("zones", From::Argument, TypeRef::List(Box::new(TypeRef::String)), None),
            parameter("since", From::Argument, TypeRef::DateTime, Some(Codec::Rfc1123)),
            parameter("until", From::Option, TypeRef::DateTime, Some(Codec::UnixTime)),
            parameter("constant", From::Constant("x".into()), TypeRef::String, None),
            parameter("api-version", From::ApiVersion, TypeRef::String, None),
        ],
        body: Some(Body {
            name: naming::argument("disk"),
            wire: WireName::new("disk"),
            presence: Presence::Required,
            content: BodyContent::Json(named("Disk")),
            content_type: "application/json".into(),
            docs: Docs::default(),
        }),
        responses: vec![
            response("200", Some(named("Disk"))),
            response("202", Some(named("Status"))),
            response("default", Some(named("CloudError"))),
        ],
        output: Output::OptionalJson(named("Disk")),
        accept: None,
        success: vec![200, 201, 202],
        flow: Flow::Plain,
        example: None,
        deprecated: false,
    };
    let group = OperationGroup {
        name: "Disks".into(),
        module: naming::module("Disks"),
        client: naming::client("Disks"),
        docs: Docs::default(),
        api_version: "2025-01-02".into(),
        operations: vec![operation],
    };
    let client = ServiceClient {
        name: naming::ty("ComputeClient"),
        title: Default::default(),
        namespace: "Microsoft.Compute".into(),
        has_subscription: true,
        security: Vec::new(),
        api_versions: Vec::new(),
    };
    let variant = Variant { name: naming::variant("a b"), value: "a b".into(), docs: Docs::default() };
    let size = Enum {
        name: naming::ty("DiskSize"),
        module: naming::module("disks"),
        definition: "DiskSize".into(),
        docs: Docs::default(),
        repr: EnumRepr::String,
        variants: vec![variant],
        unknown: naming::variant("UnknownValue"),
    };
    Model {
        client,
        groups: vec![group],
        headers: Vec::new(),
        types: vec![TypeDefinition::Enum(size)],
        shared: Default::default(),
    }
}

#[test]
fn a_shim_calls_the_request_function_as_its_signature_says() {
    let model = model();
    let text = Tables::of(&model).print(&model);
    let expected = "
fn r0(s: &Scope, v: &Values<'_>) -> Result<azure_core::Result<Request>> {
    let mut o = m::DisksClientMoveOptions::default();
    o.r#type = v.option(2)?;
    o.until = v.option_coded::<runtime::UnixTime, _>(7)?;
    Ok(q::disks::r#move(s, v.text(1)?, v.get(3)?, &v.get(4)?, &v.get::<Vec<String>>(5)?, v.coded::<runtime::Rfc1123, _>(6)?, \
v.model()?, &o))
}
";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("static REQUESTS: &[Shim] = &[r0];"), "{text}");
    let roundtrips = "&[roundtrip::<m::CloudError>, roundtrip::<m::Disk>, roundtrip::<m::Status>]";
    assert!(text.contains(roundtrips), "{text}");
    let knows = "|v| text(v).is_some_and(|v| !matches!(m::DiskSize::from(v), m::DiskSize::UnknownValue(..)))";
    assert!(text.contains(knows), "{text}");
    syn::parse_file(&text).unwrap();
}

#[test]
fn an_optional_body_is_an_option() {
    let mut model = model();
    let body = model.groups[0].operations[0].body.as_mut().unwrap();
    body.presence = Presence::Optional;
    body.content = BodyContent::Json(TypeRef::List(Box::new(named("Disk"))));
    let text = Tables::of(&model).print(&model);
    assert!(text.contains("    o.disk = v.optional(Values::json)?;\n"), "{text}");
}

#[test]
fn a_body_is_read_through_the_type_of_its_status() {
    let model = model();
    let tables = Tables::of(&model);
    let operation = tables.operations[0];
    let of = |status| tables.model_of(operation, status).map(|(place, _)| place);
    assert_eq!(of("200"), Some(1), "Disk");
    assert_eq!(of("201"), Some(1), "a success without a type of its own: the signature's");
    assert_eq!(of("202"), Some(2), "a type of its own");
    assert_eq!(of("404"), Some(0), "the default's");
    let mut bytes = operation.clone();
    bytes.output = Output::Bytes;
    bytes.responses.clear();
    assert!(tables.model_of(&bytes, "200").is_none());
}
