//! Which values are asked for, and what a no does.

use armsmith_core::diagnostics::JsonPointer;
use armsmith_core::model::Polymorphic;
use armsmith_core::model::{
    Docs, Enum, EnumRepr, Field, Model, ServiceClient, Struct, Subtype, TypeDefinition, TypeRef, Variant,
};
use armsmith_core::naming::{self, WireName};
use serde_json::json;

use super::{Questions, Search, Types};
use crate::files::Files;
use crate::harness::Tables;
use crate::report::{Checked, Grade};
use crate::shape::Shapes;

fn named(name: &str) -> TypeRef {
    TypeRef::Named(naming::ty(name))
}

fn field(wire: &str, ty: TypeRef) -> Field {
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

fn structure(name: &str, fields: Vec<Field>) -> TypeDefinition {
    TypeDefinition::Struct(Struct {
        name: naming::ty(name),
        module: naming::module("m"),
        definition: name.into(),
        docs: Docs::default(),
        fields,
        tags: Vec::new(),
        rest: None,
        page_items: None,
    })
}

fn enumeration(name: &str, repr: EnumRepr, values: &[&str]) -> TypeDefinition {
    let variant =
        |value: &&str| Variant { name: naming::variant(value), value: (*value).into(), docs: Docs::default() };
    TypeDefinition::Enum(Enum {
        name: naming::ty(name),
        module: naming::module("m"),
        definition: name.into(),
        docs: Docs::default(),
        repr,
        variants: values.iter().map(variant).collect(),
        unknown: naming::variant("UnknownValue"),
    })
}

fn model() -> Model {
    let animal = Polymorphic {
        name: naming::ty("Animal"),
        module: naming::module("m"),
        definition: "Animal".into(),
        docs: Docs::default(),
        tag: WireName::new("kind"),
        subtypes: vec![Subtype { variant: naming::variant("cat"), ty: naming::ty("Cat"), value: "cat".into() }],
        unknown: naming::variant("UnknownValue"),
    };
    let client = ServiceClient {
        name: naming::ty("PetClient"),
        title: Default::default(),
        namespace: String::new(),
        has_subscription: false,
        security: Vec::new(),
        api_versions: Vec::new(),
    };
    let pet = structure(
        "Pet",
        vec![
            field("size", TypeRef::Nullable(Box::new(named("Size")))),
            field("hours", TypeRef::List(Box::new(named("Hours")))),
            field("friends", TypeRef::Map(Box::new(TypeRef::Boxed(Box::new(named("Animal")))))),
            field("free", TypeRef::String),
        ],
    );
    let types = vec![
        pet,
        TypeDefinition::Polymorphic(animal),
        structure("Cat", vec![field("size", named("Size"))]),
        enumeration("Hours", EnumRepr::I32, &["12"]),
        enumeration("Size", EnumRepr::String, &["big", "small"]),
    ];
    Model { client, groups: Vec::new(), headers: Vec::new(), types, shared: Default::default() }
}

#[test]
fn documented_values_are_found_wherever_an_enum_stands() {
    let files = Files::of(json!({ "definitions": {
        "Size": { "type": "string", "enum": ["big", "small", "tiny"] },
        "Animal": { "discriminator": "kind", "properties": { "kind": { "type": "string" } } },
        "cat": { "allOf": [{ "$ref": "#/definitions/Animal" }], "properties": { "size": { "$ref": "#/definitions/Size" } } },
        "Pet": { "properties": {
            "size": { "$ref": "#/definitions/Size", "x-nullable": true },
            "hours": { "type": "array", "items": { "type": "integer", "enum": [12] } },
            "friends": { "additionalProperties": { "$ref": "#/definitions/Animal" } },
            "free": { "$ref": "#/definitions/Size" },
        } },
    } }));
    let shapes = Shapes::new(&files);
    let schema = files.inputs().next().and_then(|it| it.get("definitions")?.get("Pet")).unwrap();
    let model = model();
    let tables = Tables::of(&model);
    let types = Types::of(&model, &tables);
    let mut search = Search { shapes: &shapes, types: &types, uses: Vec::new() };
    let value = json!({
        "size": "tiny", "hours": [12, 13], "free": "big",
        "friends": { "a": { "kind": "cat", "size": "small" }, "b": { "kind": "dog", "size": "small" }, "c": { "kind": "cat", "size": "?" } },
    });
    search.value(schema, &named("Pet"), &value, &JsonPointer::new("/body"));
    let uses = search.uses;
    let found: Vec<String> = uses.iter().map(|it| format!("{} {} {}", it.place, it.value, it.pointer)).collect();
    assert_eq!(
        found,
        [r#"1 "tiny" /body/size"#, "0 12 /body/hours/0", r#"1 "small" /body/friends/a/size"#],
        "undocumented values, unknown subtypes and plain strings are not uses"
    );

    let mut questions = Questions::of_model(&tables);
    uses.iter().for_each(|it| questions.ask(it.place, &it.value));
    assert_eq!(questions.list(), [(0, json!(12)), (1, json!("big")), (1, json!("small")), (1, json!("tiny"))]);
    let unknown = questions.unknown(&[true, true, true, false]);
    assert_eq!(unknown.describe(&tables), [r#"Size: "tiny""#]);
    let mut checked = Checked { outcome: Some(Default::default()), ..Checked::default() };
    unknown.report(&uses, &mut checked);
    assert_eq!(checked.grade(), Grade::Failed);
    assert_eq!(checked.unexplained().count(), 1);
}
