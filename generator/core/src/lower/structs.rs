//! Objects with documented properties.
//!
//! `allOf` is copied into the struct: inherited properties come first, and a property that is declared again keeps its place
//! and takes the later declaration.
//!
//! ```text
//! Disk: allOf [TrackedResource: allOf [Resource {id, name, type}] {location, tags}] {sku}   →   struct Disk { id, name, type, location, tags, sku }
//! ```

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, Schema};
use serde_json::Value;

use super::{
    constraints::{self, Access},
    enums, polymorphic,
    site::Site,
    types::{Class, Types},
    view::{Node, View},
};
use crate::{
    bundle::extension,
    diagnostics::Code,
    markdown,
    model::{Docs, Field, Rest, Struct, Tag, TypeDefinition, TypeRef},
    naming::{self, RustIdent, TypeName, Unique, WireName},
};

/// Lowers every component that is an object or an enum.
pub(super) fn lower_components<'a>(types: &mut Types<'a, '_>) {
    for (component, node) in types.components.iter() {
        let Node::Item(schema) = node else { continue };
        let view = View::of(schema);
        let definition = view.extension(extension::NAME).and_then(Value::as_str).unwrap_or(component).to_owned();
        match types.class(component) {
            Class::Enum(name) => enums::lower(types, name, &definition, &view),
            Class::Object(name) if types.hierarchy.is_polymorphic(component) => {
                polymorphic::lower(types, component, &name, &definition, &view);
            }
            Class::Object(name) => self::component(types, component, name, &definition, schema),
            Class::Alias => {}
        }
    }
}

/// The struct of a component.
pub(super) fn component<'a>(
    types: &mut Types<'a, '_>,
    component: &'a str,
    name: TypeName,
    definition: &str,
    schema: &'a Schema,
) {
    let site = Site::component(component, name.as_str());
    let tags = polymorphic::tags(types, component);
    let made = make(types, name, definition.to_owned(), schema, &site, tags);
    types.definitions.push(TypeDefinition::Struct(made));
}

/// The struct of an object that is no component, named after its place.
pub(super) fn inline<'a>(types: &mut Types<'a, '_>, schema: &'a Schema, site: &Site) -> TypeName {
    let key = site.key();
    if let Some(known) = types.inline.get(&key) {
        return known.clone();
    }
    let words: Vec<&str> = site.words.iter().map(String::as_str).collect();
    let name = types.names.claim(naming::joined(&words), []).name;
    types.inline.insert(key, name.clone());
    let definition = words.join(".");
    let made = make(types, name.clone(), definition, schema, &site.renamed(name.as_str()), Vec::new());
    types.definitions.push(TypeDefinition::Struct(made));
    name
}

fn make<'a>(
    types: &mut Types<'a, '_>,
    name: TypeName,
    definition: String,
    schema: &'a Schema,
    site: &Site,
    tags: Vec<Tag>,
) -> Struct {
    let mut object = Object::default();
    collect(types, schema, site, &mut object, &mut BTreeSet::new());
    for tag in &tags {
        object.properties.shift_remove(tag.wire.as_str());
        if [tag.wire.as_str(), &tag.value].iter().any(|text| text.is_empty() || !is_plain(text)) {
            types.diagnostics.error(
                Code::InvalidDiscriminator,
                site.location(types.origins),
                format!("the discriminator {:?} with the value {:?} is no line of text", tag.wire.as_str(), tag.value),
                "take control characters out of both; the value is `x-ms-discriminator-value`, or the definition's name",
            );
        }
    }
    let mut names = Unique::<RustIdent>::new();
    let mut fields = Vec::with_capacity(object.properties.len());
    for (wire, property) in &object.properties {
        fields.push(field(types, wire, property, object.required.contains(wire), &mut names));
    }
    let rest = object.additional.map(|(node, site)| Rest {
        name: names.claim(naming::field("additionalProperties"), [naming::field("otherProperties")]).name,
        ty: node.map_or(TypeRef::Any, |it| types.type_of(it, &site).ty),
        docs: Docs { text: "Properties beyond the documented ones, by name.".into(), notes: Vec::new() },
    });
    Struct {
        name,
        module: naming::module("common"),
        definition,
        docs: description(&View::of(schema)),
        fields,
        tags,
        rest,
        page_items: None,
    }
}

/// The documentation of a component.
pub(super) fn description(view: &View<'_>) -> Docs {
    let text = view.data.description.as_deref().or(view.data.title.as_deref());
    Docs {
        text: text.map(markdown::clean).unwrap_or_default(),
        notes: constraints::external_docs(&view.data.extensions),
    }
}

/// An object with everything it inherits.
#[derive(Default)]
struct Object<'a> {
    properties: IndexMap<&'a str, Property<'a>>,
    required: BTreeSet<&'a str>,
    /// The schema of further properties; none is any JSON.
    additional: Option<(Option<Node<'a>>, Site)>,
}

struct Property<'a> {
    node: Node<'a>,
    site: Site,
}

fn collect<'a>(
    types: &mut Types<'a, '_>,
    schema: &'a Schema,
    site: &Site,
    object: &mut Object<'a>,
    visited: &mut BTreeSet<&'a str>,
) {
    let view = View::of(schema);
    for (index, parent) in view.all_of.iter().enumerate() {
        let place = site.inside(&["allOf", &index.to_string()]);
        match Node::of(parent) {
            Node::Item(item) => collect(types, item, &place, object, visited),
            Node::Reference(name) => {
                if !visited.insert(name) {
                    types.diagnostics.error(
                        Code::CyclicReference,
                        place.location(types.origins),
                        format!("`{name}` inherits from itself"),
                        "remove one of the `allOf` references",
                    );
                    continue;
                }
                if let Some(item) = types.components.resolve(Node::Reference(name)) {
                    if View::of(item).is_no_object() {
                        types.diagnostics.warning(
                            Code::ConflictingAllOf,
                            place.location(types.origins),
                            format!("`{name}` is no object, so an object inherits nothing from it"),
                            "remove the reference, or make the definition an object",
                        );
                    }
                    let owner = match types.class(name) {
                        Class::Object(ty) | Class::Enum(ty) => ty.as_str().to_owned(),
                        Class::Alias => name.to_owned(),
                    };
                    collect(types, item, &Site::component(name, &owner), object, visited);
                }
                visited.remove(name);
            }
        }
    }
    for (wire, property) in view.properties.into_iter().flatten() {
        let site = site.named(&["properties", wire], wire);
        if !is_plain(wire) {
            types.diagnostics.error(
                Code::UnsupportedConstruct,
                site.location(types.origins),
                format!("the property name {wire:?} is no line of text"),
                "take the control characters out of the name",
            );
            continue;
        }
        object.properties.insert(wire, Property { node: Node::of_boxed(property), site });
    }
    object.required.extend(view.required.iter().map(String::as_str));
    match view.additional {
        Some(AdditionalProperties::Schema(values)) => {
            let site = site.named(&["additionalProperties"], "value");
            object.additional = Some((Some(Node::of(values)), site));
        }
        Some(AdditionalProperties::Any(true)) => object.additional = Some((None, site.clone())),
        Some(AdditionalProperties::Any(false)) | None => {}
    }
}

/// Whether a name is one line of text: in what tells the runtime about a struct, control characters part names from each
/// other (`wire::model` there).
fn is_plain(name: &str) -> bool {
    !name.contains(char::is_control)
}

fn field<'a>(
    types: &mut Types<'a, '_>,
    wire: &str,
    property: &Property<'a>,
    required: bool,
    names: &mut Unique<RustIdent>,
) -> Field {
    let about = About::of(types, property.node);
    let typed = types.type_of(property.node, &property.site);
    let wanted = about.client_name.unwrap_or(wire);
    let claim = names.claim(naming::field(wanted), [naming::field(wire)]);
    Field {
        name: claim.name,
        wire: WireName::new(wire),
        ty: typed.ty,
        codec: typed.codec,
        read_only: about.read_only,
        secret: about.secret,
        docs: about.docs(required),
    }
}

/// What the places on the way from a property to its type say about the property: the nearest word counts.
struct About<'a> {
    views: Vec<View<'a>>,
    client_name: Option<&'a str>,
    read_only: bool,
    secret: bool,
}

impl<'a> About<'a> {
    fn of(types: &Types<'a, '_>, node: Node<'a>) -> Self {
        let mut views = Vec::new();
        let mut next = Some(node);
        // Follows references and single `allOf`s, which are references with siblings; a bound guards against cycles.
        while let Some(schema) = next.take().and_then(|it| types.components.resolve(it)) {
            let view = View::of(schema);
            if let [only] = view.all_of
                && !view.has_properties()
                && views.len() < 64
            {
                next = Some(Node::of(only));
            }
            views.push(view);
        }
        Self {
            client_name: node.own_client_name(),
            read_only: views.iter().any(constraints::is_read_only),
            secret: views.iter().any(|it| it.has_flag("x-ms-secret") || it.format.as_deref() == Some("password")),
            views,
        }
    }

    fn docs(&self, required: bool) -> Docs {
        let description = self.views.iter().find_map(|it| it.data.description.as_deref().or(it.data.title.as_deref()));
        let access = Access { required, read_only: self.read_only };
        let mut docs = match self.views.last() {
            Some(view) => constraints::docs(description, view, access),
            None => Docs::default(),
        };
        // The words beside a `$ref` belong to this property, those of the target to all its users.
        if self.views.len() > 1
            && let Some(view) = self.views.first()
        {
            for note in constraints::docs(None, view, Access::default()).notes {
                if !docs.notes.contains(&note) {
                    docs.notes.push(note);
                }
            }
        }
        docs
    }
}
