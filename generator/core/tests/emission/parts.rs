//! Short ways to write down parts of a model.

use std::collections::BTreeMap;

use armsmith_core::model::{
    Body, BodyContent, CollectionFormat, Docs, Enum, EnumRepr, Example, Field, Flow, HeaderDocs, HeaderType, Method,
    Operation, Output, PageItems, Parameter, ParameterSource, Presence, RequestPart, ResponseDocs, Rest, Struct, Tag,
    TypeDefinition, TypeRef, Variant,
};
use armsmith_core::naming::{self, WireName};
use armsmith_core::package::{self, Runtime};
use armsmith_core::{emit, markdown};
use serde_json::Value;

pub(crate) fn docs(text: &str) -> Docs {
    Docs { text: markdown::clean(text), notes: Vec::new() }
}

pub(crate) fn named(name: &str) -> TypeRef {
    TypeRef::Named(naming::ty(name))
}

pub(crate) fn list(item: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(item))
}

pub(crate) fn map(value: TypeRef) -> TypeRef {
    TypeRef::Map(Box::new(value))
}

pub(crate) fn nullable(inner: TypeRef) -> TypeRef {
    TypeRef::Nullable(Box::new(inner))
}

pub(crate) fn boxed(inner: TypeRef) -> TypeRef {
    TypeRef::Boxed(Box::new(inner))
}

pub(crate) fn field(wire: &str, ty: TypeRef) -> Field {
    Field {
        name: naming::field(wire),
        wire: WireName::new(wire),
        ty,
        codec: None,
        read_only: false,
        secret: false,
        docs: Docs::default(),
    }
}

pub(crate) fn struct_(name: &str, module: &str, fields: Vec<Field>) -> Struct {
    Struct {
        name: naming::ty(name),
        module: naming::module(module),
        definition: name.to_owned(),
        docs: Docs::default(),
        fields,
        tags: Vec::new(),
        rest: None,
        page_items: None,
    }
}

pub(crate) fn tagged(mut it: Struct, wire: &str, value: &str) -> Struct {
    it.tags.push(Tag { wire: WireName::new(wire), value: value.to_owned() });
    it
}

pub(crate) fn with_rest(mut it: Struct, ty: TypeRef) -> Struct {
    it.rest = Some(Rest { name: naming::field("additionalProperties"), ty, docs: Docs::default() });
    it
}

pub(crate) fn page(name: &str, module: &str, item: TypeRef) -> TypeDefinition {
    let fields = vec![field("value", list(item.clone())), field("nextLink", TypeRef::String)];
    let mut page = struct_(name, module, fields);
    page.page_items = Some(PageItems { field: naming::field("value"), item });
    TypeDefinition::Struct(page)
}

pub(crate) fn enum_(name: &str, module: &str, repr: EnumRepr, values: &[&str]) -> TypeDefinition {
    let variants = values.iter().map(|value| Variant {
        name: naming::variant(value),
        value: (*value).to_owned(),
        docs: Docs::default(),
    });
    TypeDefinition::Enum(Enum {
        name: naming::ty(name),
        module: naming::module(module),
        definition: name.to_owned(),
        docs: Docs::default(),
        repr,
        variants: variants.collect(),
        unknown: naming::variant("UnknownValue"),
    })
}

pub(crate) fn parameter(wire: &str, place: RequestPart, source: ParameterSource, ty: TypeRef) -> Parameter {
    Parameter {
        name: naming::argument(wire),
        wire: WireName::new(wire),
        place,
        source,
        ty,
        codec: None,
        collection: CollectionFormat::Csv,
        skip_url_encoding: false,
        secret: false,
        docs: Docs { text: markdown::clean(&format!("About {wire}")), notes: vec!["At most 80 characters".into()] },
    }
}

pub(crate) fn subscription() -> Parameter {
    parameter("subscriptionId", RequestPart::Path, ParameterSource::SubscriptionId, TypeRef::String)
}

pub(crate) fn api_version() -> Parameter {
    parameter("api-version", RequestPart::Query, ParameterSource::ApiVersion, TypeRef::String)
}

pub(crate) fn name(wire: &str) -> Parameter {
    parameter(wire, RequestPart::Path, ParameterSource::Argument, TypeRef::String)
}

pub(crate) fn body(wire: &str, presence: Presence, content: BodyContent) -> Body {
    let content_type = match content {
        BodyContent::Json(_) => "application/json",
        BodyContent::Bytes => "application/octet-stream",
        BodyContent::Text => "text/plain",
    };
    Body {
        name: naming::argument(wire),
        wire: WireName::new(wire),
        presence,
        content,
        content_type: content_type.to_owned(),
        docs: docs("What to write."),
    }
}

/// An operation on `/subscriptions/{subscriptionId}/things/{thingName}`.
pub(crate) fn operation(group: &str, part: &str, method: Method, output: Output) -> Operation {
    let name = naming::method(part);
    let ok = ResponseDocs {
        status: "200".to_owned(),
        description: "The request has succeeded.".into(),
        ty: match &output {
            Output::Json(ty) | Output::OptionalJson(ty) => Some(ty.clone()),
            _ => None,
        },
        headers: vec![HeaderDocs {
            name: WireName::new("Location"),
            constant: naming::constant("Location"),
            ty: HeaderType::Value(TypeRef::String),
            description: "Where to look.".into(),
        }],
    };
    Operation {
        id: format!("{group}_{part}"),
        options: naming::options(&naming::client(group), &name),
        name,
        docs: docs("Does something with a thing."),
        method,
        path: "/subscriptions/{subscriptionId}/things/{thingName}".to_owned(),
        fixed_query: Vec::new(),
        api_version: None,
        parameters: vec![subscription(), name_of_thing(), api_version()],
        body: None,
        responses: vec![ok],
        output,
        accept: Some("application/json".to_owned()),
        success: vec![200],
        flow: Flow::Plain,
        example: None,
        deprecated: false,
    }
}

fn name_of_thing() -> Parameter {
    name("thingName")
}

pub(crate) fn example(values: Value) -> Option<Example> {
    let Value::Object(values) = values else { panic!("the values of an example are an object") };
    Some(Example { title: "Do something with a thing.".into(), values: values.into_iter().collect::<BTreeMap<_, _>>() })
}

/// The name and origin of the crate.
pub(crate) fn settings() -> package::Settings {
    package::Settings {
        name: "obstacle-course".to_owned(),
        version: "0.1.0".to_owned(),
        license: "MIT".to_owned(),
        runtime: Runtime::Path(nested_cargo::root().join("runtime").display().to_string()),
        workspace_member: false,
        example: Some("Things_CreateOrUpdate".to_owned()),
        emit: emit::Settings {
            library: package::library_name("obstacle-course"),
            origin: "a model made by hand\nfn main() {} -->".to_owned(),
            command: "cargo test".to_owned(),
        },
    }
}
