//! Objects with documented properties.
//!
//! `allOf` is copied into the struct: inherited properties come first, and a property that is declared again keeps its
//! position and has the later declaration.
//!
//! ```text
//! Disk: allOf [TrackedResource: allOf [Resource {id, name, type}] {location, tags}] {sku}
//!   → struct Disk { id, name, type, location, tags, sku }
//! ```

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{
    constraints::{self, Access},
    draft::{DraftKind, DraftType},
    types::{ComponentKind, InlineName, TypeLowering},
};
use crate::{
    api::{AdditionalProperties, Schema},
    diagnostics::Code,
    markdown,
    model::{Docs, Field, Rest, Tag, TypeRef},
    naming::{self, RustIdent, TypeName, Unique, WireName},
};

/// The struct of a component.
pub(super) fn component<'a>(
    types: &mut TypeLowering<'a, '_>,
    component: &'a str,
    name: TypeName,
    definition: &str,
    schema: &'a Schema,
) {
    let tags = tags(types, component);
    let made = make(types, name, definition.to_owned(), schema, tags);
    types.definitions.push(made);
}

/// The tags of a component, the outermost first.
fn tags<'a>(types: &TypeLowering<'a, '_>, component: &'a str) -> Vec<Tag> {
    let tags = types.hierarchy.tags(component).into_iter();
    tags.map(|(property, value)| Tag { wire: WireName::new(property), value: value.to_owned() }).collect()
}

/// The struct of an object that is not a component.
pub(super) fn inline<'a>(types: &mut TypeLowering<'a, '_>, schema: &'a Schema, name: &InlineName) -> TypeName {
    if let Some(known) = types.inline_type(schema) {
        return known;
    }
    let ty = types.names.claim(name.to_type(), []).name;
    types.set_inline_type(schema, &ty);
    let made = make(types, ty.clone(), name.to_definition(), schema, Vec::new());
    types.definitions.push(made);
    ty
}

fn make<'a>(
    types: &mut TypeLowering<'a, '_>,
    name: TypeName,
    definition: String,
    schema: &'a Schema,
    tags: Vec<Tag>,
) -> DraftType {
    let mut object = Object::default();
    collect(types, schema, &InlineName::of_owner(name.as_str()), &mut object, &mut BTreeSet::new());
    for tag in &tags {
        object.properties.shift_remove(tag.wire.as_str());
        if [tag.wire.as_str(), &tag.value].iter().any(|text| text.is_empty() || !is_plain(text)) {
            types.diagnostics.error(
                Code::InvalidDiscriminator,
                &schema.location,
                format!(
                    "the discriminator {:?} with the value {:?} is empty or has control characters",
                    tag.wire.as_str(),
                    tag.value
                ),
                "correct both; the value is `x-ms-discriminator-value`, or the definition's name",
            );
        }
    }
    let mut names = Unique::<RustIdent>::new();
    let mut fields = Vec::with_capacity(object.properties.len());
    for (wire, property) in &object.properties {
        fields.push(field(types, wire, property, object.required.contains(wire), &mut names));
    }
    let rest = object.additional.map(|(schema, owner)| Rest {
        name: names.claim(naming::field("additionalProperties"), [naming::field("otherProperties")]).name,
        ty: schema.map_or(TypeRef::Any, |it| types.type_of(it, &owner).ty),
        docs: Docs { text: "Properties beyond the documented ones, by name.".into(), notes: Vec::new() },
    });
    DraftType { name, definition, docs: description(schema), kind: DraftKind::Struct { fields, tags, rest } }
}

/// The documentation of a component.
pub(super) fn description(schema: &Schema) -> Docs {
    let text = schema.description.as_deref().or(schema.title.as_deref());
    Docs {
        text: text.map(markdown::clean).unwrap_or_default(),
        notes: constraints::external_docs(schema.external_docs.as_ref()),
    }
}

/// An object with everything it inherits.
#[derive(Default)]
struct Object<'a> {
    properties: IndexMap<&'a str, Property<'a>>,
    required: BTreeSet<&'a str>,
    /// The schema of further properties, `None` for any JSON, and the name of its type.
    additional: Option<(Option<&'a Schema>, InlineName)>,
}

struct Property<'a> {
    schema: &'a Schema,
    /// The name of its type, if it is an inline one.
    inline_name: InlineName,
}

fn collect<'a>(
    types: &mut TypeLowering<'a, '_>,
    schema: &'a Schema,
    owner: &InlineName,
    object: &mut Object<'a>,
    visited: &mut BTreeSet<&'a str>,
) {
    for parent in &schema.all_of {
        match parent.component() {
            None => collect(types, parent, owner, object, visited),
            Some(component) => inherit(types, parent, component, object, visited),
        }
    }
    for (wire, property) in &schema.properties {
        if !is_plain(wire) {
            types.diagnostics.error(
                Code::UnsupportedConstruct,
                &property.location,
                format!("the property name {wire:?} has control characters"),
                "remove the control characters from the name",
            );
            continue;
        }
        object.properties.insert(wire, Property { schema: property, inline_name: owner.with(wire) });
    }
    object.required.extend(schema.required.iter().map(String::as_str));
    match &schema.additional_properties {
        Some(AdditionalProperties::Schema(values)) => object.additional = Some((Some(values), owner.with("value"))),
        Some(AdditionalProperties::Allowed(true)) => object.additional = Some((None, owner.clone())),
        Some(AdditionalProperties::Allowed(false)) | None => {}
    }
}

/// Adds what an object inherits from a component.
fn inherit<'a>(
    types: &mut TypeLowering<'a, '_>,
    reference: &'a Schema,
    component: &'a str,
    object: &mut Object<'a>,
    visited: &mut BTreeSet<&'a str>,
) {
    if !visited.insert(component) {
        types.diagnostics.error(
            Code::CyclicReference,
            &reference.location,
            format!("`{component}` inherits from itself"),
            "remove one of the `allOf` references",
        );
        return;
    }
    if let Some(parent) = types.components.resolve(reference) {
        if parent.excludes_objects() {
            types.diagnostics.warning(
                Code::ConflictingAllOf,
                &reference.location,
                format!("`{component}` is not an object schema, so nothing is inherited from it"),
                "remove the reference, or make the definition an object",
            );
        }
        let owner = match types.kind(component) {
            ComponentKind::Object(ty) | ComponentKind::Enum(ty) => ty.as_str().to_owned(),
            ComponentKind::Alias => component.to_owned(),
        };
        collect(types, parent, &InlineName::of_owner(&owner), object, visited);
    }
    visited.remove(component);
}

/// Returns `true` if a name has no control characters: they separate the names in the description of a struct for the
/// runtime (`wire::model` there).
fn is_plain(name: &str) -> bool {
    !name.contains(char::is_control)
}

fn field<'a>(
    types: &mut TypeLowering<'a, '_>,
    wire: &str,
    property: &Property<'a>,
    required: bool,
    names: &mut Unique<RustIdent>,
) -> Field {
    let description = PropertyDescription::new(types, property.schema);
    let typed = types.type_of(property.schema, &property.inline_name);
    // That of a definition is the definition's, not that of everything that refers to it.
    let wanted = property.schema.client_name.as_deref().unwrap_or(wire);
    let claim = names.claim(naming::field(wanted), [naming::field(wire)]);
    Field {
        name: claim.name,
        wire: WireName::new(wire),
        ty: typed.ty,
        codec: typed.codec,
        read_only: description.read_only,
        secret: description.schemas.iter().any(|it| it.is_secret()),
        docs: description.docs(required),
    }
}

/// The keywords about a property in the schemas between the property and its type. The nearest schema wins.
struct PropertyDescription<'a> {
    schemas: Vec<&'a Schema>,
    read_only: bool,
}

impl<'a> PropertyDescription<'a> {
    fn new(types: &TypeLowering<'a, '_>, property: &'a Schema) -> Self {
        let mut schemas = Vec::new();
        let mut next = Some(property);
        // Follows references and single `allOf`s, which are references with siblings; a bound guards against cycles.
        while let Some(schema) = next.take().and_then(|it| types.components.resolve(it)) {
            if let [only] = schema.all_of.as_slice()
                && schema.properties.is_empty()
                && schemas.len() < 64
            {
                next = Some(only);
            }
            schemas.push(schema);
        }
        Self { read_only: schemas.iter().any(|it| constraints::is_read_only(it)), schemas }
    }

    fn docs(&self, required: bool) -> Docs {
        let description = self.schemas.iter().find_map(|it| it.description.as_deref().or(it.title.as_deref()));
        let access = Access { required, read_only: self.read_only };
        let mut docs = match self.schemas.last() {
            Some(schema) => constraints::docs(description, schema, access),
            None => Docs::default(),
        };
        // The notes beside a `$ref` belong to this property, those of the target to all its users.
        if self.schemas.len() > 1
            && let Some(schema) = self.schemas.first()
        {
            for note in constraints::docs(None, schema, Access::default()).notes {
                if !docs.notes.contains(&note) {
                    docs.notes.push(note);
                }
            }
        }
        docs
    }
}
