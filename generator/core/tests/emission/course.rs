//! An obstacle course: a model with one of everything, and with names that are in the way.

use armsmith_core::markdown::{Line, clean};
use armsmith_core::model::{
    BodyContent, Codec, CollectionFormat, Docs, EnumRepr, FinalStateVia, Flow, HeaderType, LongRunning, Method, Model,
    Operation, OperationGroup, Output, Paging, Parameter, ParameterSource, Polymorphic, Presence, RequestPart,
    ResponseHeader, ServiceClient, Struct, Subtype, TypeDefinition, TypeRef,
};
use armsmith_core::naming::{self, WireName};
use serde_json::json;

use super::parts::{
    api_version, body, boxed, docs, enum_, example, field, list, map, name, named, nullable, operation, page,
    parameter, struct_, subscription, tagged, with_rest,
};

/// The whole model.
pub(crate) fn model() -> Model {
    Model {
        client: ServiceClient {
            name: naming::service_client("Microsoft.Course"),
            title: "Obstacle \"Course\" {{title}}".into(),
            namespace: "Microsoft.Course".to_owned(),
            has_subscription: true,
            security: vec![
                Line::default().code("azure_auth").text(": OAuth 2.0, scope ").code("user_impersonation").text("."),
            ],
            api_versions: vec!["2024-01-01".to_owned(), "2025-01-02".to_owned()],
        },
        groups: vec![clashes(), places(), things()],
        headers: vec![ResponseHeader {
            constant: naming::constant("Location"),
            name: WireName::new("Location"),
            ty: HeaderType::Value(TypeRef::String),
            description: "Where to look.".into(),
        }],
        types: types(),
        shared: Default::default(),
    }
}

fn types() -> Vec<TypeDefinition> {
    let mut types = vec![
        TypeDefinition::Struct(everything()),
        TypeDefinition::Struct(struct_("Empty", "things", Vec::new())),
        page("ThingList", "things", named("Everything")),
        enum_(
            "Color",
            "things",
            EnumRepr::String,
            &["Red", "light-blue", "2020-11-01", "with \"quotes\" and `ticks`", "Self"],
        ),
        enum_("Hours", "things", EnumRepr::I32, &["12", "-24"]),
        enum_("Big", "things", EnumRepr::I64, &["9000000000"]),
        enum_("Ratio", "things", EnumRepr::F64, &["0.5", "1"]),
    ];
    types.extend(pets());
    types.extend(tagged_names());
    types
}

/// A struct with a field of every type and every codec, and with keywords for names.
fn everything() -> Struct {
    let with_codec = |wire, ty, codec| {
        let mut field = field(wire, ty);
        field.codec = Some(codec);
        field
    };
    let mut id = field("id", TypeRef::String);
    id.read_only = true;
    id.docs = Docs { text: clean("The ID.\n\n- a list\n- of two"), notes: vec!["Read-only".into()] };
    let mut password = field("adminPassword", TypeRef::String);
    password.secret = true;
    password.docs = docs(&"A long description of a password, which goes on and on. ".repeat(4));
    let mut token = with_codec("token", TypeRef::Bytes, Codec::Base64Url);
    token.secret = true;
    token.read_only = true;
    let mut it = struct_(
        "Everything",
        "things",
        vec![
            id,
            password,
            token,
            field("type", TypeRef::String),
            field("self", TypeRef::Bool),
            field("async", TypeRef::I32),
            field("count", TypeRef::I64),
            field("ratio", TypeRef::F64),
            field("bytes", TypeRef::Bytes),
            field("createdAt", TypeRef::DateTime),
            with_codec("changedAt", TypeRef::DateTime, Codec::Rfc1123),
            with_codec("seenAt", list(map(nullable(TypeRef::DateTime))), Codec::UnixTime),
            field("day", TypeRef::Date),
            field("anything", TypeRef::Any),
            field("color", named("Color")),
            field("hours", named("Hours")),
            field("big", named("Big")),
            field("share", named("Ratio")),
            field("tags", map(TypeRef::String)),
            field("matrix", list(list(TypeRef::F64))),
            field("clearable", nullable(TypeRef::String)),
            field("parent", boxed(named("Everything"))),
            field("pet", named("Pet")),
            field("result", named("Result")),
        ],
    );
    it.docs = docs("Everything there is.\n\nEven more.");
    with_rest(it, TypeRef::Any)
}

fn pets() -> Vec<TypeDefinition> {
    let subtype = |variant: &str| Subtype {
        variant: naming::variant(variant),
        ty: naming::ty(variant),
        value: format!("#Pet.{variant}"),
    };
    let pet = Polymorphic {
        name: naming::ty("Pet"),
        module: naming::module("pets"),
        definition: "Pet".to_owned(),
        docs: Docs::default(),
        tag: WireName::new("@odata.type"),
        subtypes: vec![subtype("Cat"), subtype("Dog")],
        unknown: naming::variant("UnknownValue"),
    };
    let cat = tagged(struct_("Cat", "pets", vec![field("lives", TypeRef::I32)]), "@odata.type", "#Pet.Cat");
    let dog = struct_("Dog", "pets", vec![field("name", TypeRef::String), field("friends", list(named("Pet")))]);
    let dog = with_rest(tagged(dog, "@odata.type", "#Pet.Dog"), list(TypeRef::String));
    vec![TypeDefinition::Polymorphic(pet), TypeDefinition::Struct(cat), TypeDefinition::Struct(dog)]
}

/// Models that are called like something generated code uses.
fn tagged_names() -> Vec<TypeDefinition> {
    let names = [
        "Result",
        "Response",
        "Client",
        "Value",
        "Bytes",
        "BTreeMap",
        "Date",
        "Nullable",
        "Poller",
        "Pager",
        "Url",
        "Request",
        "RequestContent",
        "Scope",
        "Operation",
        "Default",
        "Clone",
        "Debug",
        "From",
        "TryFrom",
        "Error",
        "Some",
        "Ok",
        "OffsetDateTime",
        "CourseClient",
        "DisksClient",
        "Text",
        "Rfc1123",
        "Method",
        "Service",
    ];
    let own = |name: &str| {
        let fields = vec![
            field("value", TypeRef::Any),
            field("bytes", TypeRef::Bytes),
            field("map", map(nullable(TypeRef::DateTime))),
            field("date", TypeRef::Date),
            field("text", TypeRef::String),
        ];
        TypeDefinition::Struct(struct_(name, "clashes", fields))
    };
    let mut types: Vec<_> = names.into_iter().map(own).collect();
    types.push(page("ResultList", "clashes", named("Result")));
    types
}

/// Operations whose types clash with what the files of a client use.
fn clashes() -> OperationGroup {
    let mut get = operation("Clashes", "Get", Method::Get, Output::Json(named("Response")));
    get.example = example(json!({"thingName": "a"}));
    let mut list = operation("Clashes", "List", Method::Get, Output::Json(named("ResultList")));
    list.flow = pager(named("Result"));
    let mut put = operation("Clashes", "Put", Method::Put, Output::Json(named("Result")));
    put.flow = long_running(None);
    put.body = Some(body("request", Presence::Required, BodyContent::Json(named("RequestContent"))));
    put.parameters.extend([name("scope"), name("options")]);
    put.path.push_str("/{scope}/{options}");
    put.example = example(json!({
        "thingName": "a", "scope": "b", "options": "c",
        // The map does not contain dates: the field is left out.
        "request": {"value": {"a": [1, 2.5, null, "x\"#y"]}, "text": "t", "date": "2024-02-29", "map": {"a": 5}},
    }));
    let mut moved = operation("Clashes", "Move", Method::Post, Output::None);
    moved.deprecated = true;
    moved.docs = Docs::default();
    moved.api_version = Some("2024-01-01".to_owned());
    moved.success = vec![200, 202, 204];
    group("Clashes", vec![get, list, put, moved])
}

/// Parameters from every source in every location.
fn places() -> OperationGroup {
    use ParameterSource::{Argument, Constant, Option};
    let codec = |mut parameter: Parameter, codec| {
        parameter.codec = Some(codec);
        parameter
    };
    let raw = |mut parameter: Parameter| {
        parameter.skip_url_encoding = true;
        parameter
    };
    let mut secret = parameter("x-ms-token", RequestPart::Header, Option, TypeRef::String);
    secret.secret = true;
    let mut multi = parameter("multi", RequestPart::Query, Option, list(named("Color")));
    multi.collection = CollectionFormat::Multi;
    let mut all = operation("Places", "All", Method::Post, Output::Json(TypeRef::Any));
    all.path = "/{resourceUri}/of/{color}.{number}/{day}".to_owned();
    all.fixed_query = vec![("export".to_owned(), "true".to_owned())];
    all.parameters = vec![
        raw(parameter("resourceUri", RequestPart::Path, Argument, TypeRef::String)),
        parameter("color", RequestPart::Path, Argument, named("Color")),
        parameter("number", RequestPart::Path, Argument, TypeRef::I64),
        parameter("day", RequestPart::Path, Argument, TypeRef::Date),
        parameter("list", RequestPart::Query, Argument, list(TypeRef::String)),
        parameter("bytes", RequestPart::Query, Argument, TypeRef::Bytes),
        codec(parameter("since", RequestPart::Query, Argument, TypeRef::DateTime), Codec::Rfc1123),
        codec(parameter("key", RequestPart::Query, Argument, TypeRef::Bytes), Codec::Base64Url),
        parameter("If-Match", RequestPart::Header, Argument, TypeRef::String),
        parameter("kind", RequestPart::Query, Constant("fixed".to_owned()), TypeRef::String),
        parameter("x-ms-kind", RequestPart::Header, Constant("fixed".to_owned()), TypeRef::String),
        parameter("$filter", RequestPart::Query, Option, TypeRef::String),
        raw(parameter("$skipToken", RequestPart::Query, Option, TypeRef::String)),
        parameter("$top", RequestPart::Query, Option, TypeRef::I32),
        parameter("$expand", RequestPart::Query, Option, named("Color")),
        parameter("hours", RequestPart::Query, Option, named("Hours")),
        codec(parameter("until", RequestPart::Query, Option, TypeRef::DateTime), Codec::UnixTime),
        codec(parameter("hash", RequestPart::Query, Option, TypeRef::Bytes), Codec::Base64Url),
        parameter("bin", RequestPart::Query, Option, TypeRef::Bytes),
        parameter("at", RequestPart::Query, Option, TypeRef::DateTime),
        parameter("type", RequestPart::Query, Option, TypeRef::Bool),
        multi,
        secret,
        api_version(),
    ];
    all.example = example(json!({
        "resourceUri": "subscriptions/s", "color": "light-blue", "number": -5, "day": "2024-02-29", "list": ["a", "b"],
        "bytes": "aGk=", "since": "Mon, 01 Jan 2024 00:00:00 GMT", "key": "aGk", "If-Match": "*", "$filter": "a eq 'b'",
        "$top": 5, "$expand": "Green", "hours": 12, "until": 1704067200, "multi": ["Red"], "type": true,
        "at": "2024-01-01T00:00:00.1234567Z",
    }));
    let mut form = operation("Places", "Form", Method::Post, Output::Text);
    form.accept = Some("text/plain".to_owned());
    form.parameters = vec![
        subscription(),
        name("thingName"),
        parameter("grant_type", RequestPart::Form, Argument, TypeRef::String),
        parameter("scope", RequestPart::Form, Option, TypeRef::String),
    ];
    group("Places", vec![all, form])
}

/// Every kind of body, output and flow.
fn things() -> OperationGroup {
    let with_body = |part: &str, presence, content, output| {
        let mut it = operation("Things", part, Method::Put, output);
        it.body = Some(body("body", presence, content));
        it
    };
    let thing = named("Everything");
    let mut put =
        with_body("CreateOrUpdate", Presence::Required, BodyContent::Json(thing.clone()), Output::Json(thing.clone()));
    put.flow = long_running(Some(FinalStateVia::AzureAsyncOperation));
    put.example = example(json!({"thingName": "thing", "body": {
        "id": "never sent", "type": "t", "adminPassword": "{password}", "self": true, "async": -1, "count": 2, "ratio": 3, "bytes": "aGk=",
        "createdAt": "2024-01-01T00:00:00Z", "changedAt": "Mon, 01 Jan 2024 00:00:00 GMT", "seenAt": [{"a": 1704067200, "b": null}],
        "day": "2024-02-29", "anything": "text", "color": "Green", "hours": 12, "big": 1, "share": 0.5, "tags": {"a": "b"},
        "matrix": [[1.0], []], "clearable": null, "parent": {"type": "parent", "more": {"x": 1}},
        "pet": {"@odata.type": "#Pet.Dog", "name": "Rex", "friends": [
            {"@odata.type": "#Pet.Cat", "lives": 9}, {"@odata.type": "#Pet.Fish", "depth": 3}
        ]},
        "result": {"text": "of many"}, "count2": 3,
    }}));
    let mut update =
        with_body("Update", Presence::Optional, BodyContent::Json(named("Pet")), Output::OptionalJson(thing.clone()));
    update.example = example(json!({"thingName": "thing", "body": {"@odata.type": "#Pet.Cat", "lives": 9}}));
    let mut tags = with_body(
        "SetTags",
        Presence::Required,
        BodyContent::Json(map(TypeRef::String)),
        Output::Json(list(thing.clone())),
    );
    tags.example = example(json!({"thingName": "thing", "body": {"a": "b"}}));
    let mut many =
        with_body("SetMany", Presence::Required, BodyContent::Json(list(named("Cat"))), Output::Json(TypeRef::I64));
    many.example = example(json!({"thingName": "thing", "body": [{"lives": 1}]}));
    let color = BodyContent::Json(named("Color"));
    let mut paint = with_body("Paint", Presence::Required, color, Output::None);
    paint.example = example(json!({"thingName": "thing", "body": "Red"}));
    let mut upload = with_body("Upload", Presence::Required, BodyContent::Bytes, Output::Bytes);
    upload.accept = Some("application/octet-stream".to_owned());
    upload.example = example(json!({"thingName": "thing", "body": "bytes"}));
    let mut write = with_body("Write", Presence::Optional, BodyContent::Text, Output::Json(named("Color")));
    write.example = example(json!({"thingName": "thing", "body": "text"}));
    let mut delete = operation("Things", "Delete", Method::Delete, Output::None);
    delete.flow = long_running(Some(FinalStateVia::Location));
    delete.example = example(json!({"thingName": "thing"}));
    let mut poll = operation("Things", "Poll", Method::Post, Output::Json(named("ThingList")));
    poll.flow = Flow::LongRunning(LongRunning {
        final_state_via: Some(FinalStateVia::OriginalUri),
        paging: Some(Paging {
            next_link: Some(WireName::new("nextLink")),
            next_method: Method::Get,
            item: thing.clone(),
        }),
    });
    let mut list = operation("Things", "List", Method::Get, Output::Json(named("ThingList")));
    list.flow = pager(thing.clone());
    list.example = example(json!({"thingName": "thing"}));
    let mut head = operation("Things", "Exists", Method::Head, Output::None);
    head.success = vec![204, 404];
    // An example without a required value is not shown.
    head.example = example(json!({}));
    group("Things", vec![put, update, tags, many, paint, upload, write, delete, poll, list, head, bare()])
}

/// An operation with nothing in it.
fn bare() -> Operation {
    let mut it = operation("Things", "Bare", Method::Patch, Output::Json(named("Empty")));
    it.path = "/bare".to_owned();
    it.parameters.clear();
    it.responses.clear();
    it.example = example(json!({}));
    it
}

fn pager(item: TypeRef) -> Flow {
    Flow::Pager(Paging { next_link: Some(WireName::new("nextLink")), next_method: Method::Get, item })
}

fn long_running(final_state_via: Option<FinalStateVia>) -> Flow {
    Flow::LongRunning(LongRunning { final_state_via, paging: None })
}

fn group(name: &str, operations: Vec<Operation>) -> OperationGroup {
    OperationGroup {
        name: name.to_owned(),
        module: naming::module(name),
        client: naming::client(name),
        docs: Docs::default(),
        api_version: "2025-01-02".to_owned(),
        operations,
    }
}
