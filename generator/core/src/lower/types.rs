//! The type of a value.
//!
//! In: a schema and where it stands. Out: a [`TypeRef`]; inline objects and enums become definitions of their own on the
//! way. Definitions that are no struct and no enum (lists, maps, scalars, any JSON) have no type of their own in Rust:
//! their type stands wherever they are used.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{AdditionalProperties, Schema};

use super::{
    enums,
    hierarchy::Hierarchy,
    site::Site,
    structs,
    view::{Components, Kind, Node, View},
};
use crate::{
    bundle::{Bundle, Origins},
    diagnostics::{Code, Diagnostics},
    model::{Codec, TypeDefinition, TypeRef},
    naming::{self, TypeName, Unique},
};

/// What a component becomes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Class {
    /// A struct, or a polymorphic enum of structs.
    Object(TypeName),
    /// An enum of values.
    Enum(TypeName),
    /// Its type stands wherever it is used.
    Alias,
}

/// The types of a crate while they are being made.
pub(super) struct Types<'a, 'd> {
    pub(super) components: Components<'a>,
    pub(super) hierarchy: Hierarchy<'a>,
    pub(super) origins: &'a Origins,
    pub(super) diagnostics: &'d mut Diagnostics,
    pub(super) names: Unique<TypeName>,
    /// The values of each enum, by name: inline enums with the same name and values are one.
    pub(super) enum_values: BTreeMap<TypeName, Vec<String>>,
    classes: BTreeMap<&'a str, Class>,
    /// The structs of components that are both a base and a subtype.
    bases: BTreeMap<&'a str, TypeName>,
    /// Inline types by their place: a property that several structs inherit has one type.
    pub(super) inline: BTreeMap<String, TypeName>,
    pub(super) definitions: Vec<TypeDefinition>,
    /// Aliases that are being followed, to notice when one contains itself.
    following: BTreeSet<&'a str>,
}

/// A type with what goes along with it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    pub(super) ty: TypeRef,
    pub(super) codec: Option<Codec>,
}

impl Typed {
    pub(super) fn plain(ty: TypeRef) -> Self {
        Self { ty, codec: None }
    }

    fn map(self, wrap: impl FnOnce(Box<TypeRef>) -> TypeRef) -> Self {
        Self { ty: wrap(Box::new(self.ty)), codec: self.codec }
    }
}

impl<'a, 'd> Types<'a, 'd> {
    /// Sorts the components into classes and gives each its name, before anything refers to them.
    pub(super) fn new(bundle: &'a Bundle, diagnostics: &'d mut Diagnostics) -> Self {
        let components = Components::of(&bundle.openapi);
        let mut types = Self {
            components,
            hierarchy: Hierarchy::of(components),
            origins: &bundle.origins,
            diagnostics,
            names: Unique::new(),
            enum_values: BTreeMap::new(),
            classes: BTreeMap::new(),
            bases: BTreeMap::new(),
            inline: BTreeMap::new(),
            definitions: Vec::new(),
            following: BTreeSet::new(),
        };
        let own_names = own_names(components);
        for (name, node) in components.iter() {
            let class = types.name_component(name, node, &own_names);
            types.classes.insert(name, class);
        }
        types.name_bases();
        types
    }

    /// After all definitions, so that none of them has to give way.
    fn name_bases(&mut self) {
        for (name, class) in &self.classes {
            if let Class::Object(ty) = class
                && self.hierarchy.is_polymorphic(name)
                && self.hierarchy.own_value(name).is_some()
            {
                let base = self.names.claim(naming::joined(&[ty.as_str(), "Base"]), []).name;
                self.bases.insert(name, base);
            }
        }
    }

    /// The struct of a component that is both a base and a subtype.
    pub(super) fn base_name(&self, component: &str) -> Option<TypeName> {
        self.bases.get(component).cloned()
    }

    /// A definition is called what `x-ms-client-name` says, unless that is the name of another one.
    fn name_component(&mut self, name: &'a str, node: Node<'a>, own_names: &BTreeSet<TypeName>) -> Class {
        let Node::Item(schema) = node else { return Class::Alias };
        let view = View::of(schema);
        let shape = shape(self.components, &view, 0);
        if shape == Shape::Other {
            return Class::Alias;
        }
        let declared = node.own_client_name().map(naming::ty).filter(|it| !own_names.contains(it));
        let is_refused = node.own_client_name().is_some() && declared.is_none();
        let claim = self.names.claim(declared.unwrap_or_else(|| naming::ty(name)), []);
        if claim.changed || is_refused {
            self.diagnostics.note(
                Code::NameCollision,
                Site::component(name, name).location(self.origins),
                format!("`{name}` and another definition have one name in Rust; this one is called `{}`", claim.name),
                "nothing to do; rename one of the definitions to choose both names yourself",
            );
        }
        match shape {
            Shape::Values => {
                self.enum_values.insert(claim.name.clone(), enums::values(&view));
                Class::Enum(claim.name)
            }
            _ => Class::Object(claim.name),
        }
    }

    /// What a component becomes; an unknown one was reported before.
    pub(super) fn class(&self, component: &str) -> Class {
        self.classes.get(component).cloned().unwrap_or(Class::Alias)
    }

    /// All definitions, in the order they were made.
    pub(super) fn finish(self) -> Vec<TypeDefinition> {
        self.definitions
    }

    /// The type of a value; `Nullable` when an explicit null means something.
    pub(super) fn type_of(&mut self, node: Node<'a>, site: &Site) -> Typed {
        match node {
            Node::Reference(name) => self.component_type(name, site),
            Node::Item(schema) => {
                let typed = self.schema_type(schema, site);
                if schema.schema_data.nullable && !matches!(typed.ty, TypeRef::Nullable(_) | TypeRef::Any) {
                    typed.map(TypeRef::Nullable)
                } else {
                    typed
                }
            }
        }
    }

    fn component_type(&mut self, name: &'a str, site: &Site) -> Typed {
        match self.class(name) {
            Class::Object(ty) | Class::Enum(ty) => Typed::plain(TypeRef::Named(ty)),
            Class::Alias => {
                let Some(node) = self.components.get(name) else { return Typed::plain(TypeRef::Any) };
                if !self.following.insert(name) {
                    self.unsupported(site, format!("`{name}` contains itself without an object in between"));
                    return Typed::plain(TypeRef::Any);
                }
                let typed = self.type_of(node, &Site::component(name, name));
                self.following.remove(name);
                typed
            }
        }
    }

    fn schema_type(&mut self, schema: &'a Schema, site: &Site) -> Typed {
        let view = View::of(schema);
        if view.has_alternatives {
            self.unsupported(site, "`oneOf`, `anyOf` and `not` have no typed form".to_owned());
            return Typed::plain(TypeRef::Any);
        }
        if let [only] = view.all_of
            && !view.has_properties()
            && view.additional.is_none()
        {
            return self.type_of(Node::of(only), &site.inside(&["allOf", "0"]));
        }
        match shape(self.components, &view, 0) {
            Shape::Object => Typed::plain(TypeRef::Named(structs::inline(self, schema, site))),
            Shape::Values => Typed::plain(TypeRef::Named(enums::inline(self, &view, site))),
            Shape::Other => self.other_type(&view, site),
        }
    }

    fn other_type(&mut self, view: &View<'a>, site: &Site) -> Typed {
        match view.kind {
            Some(Kind::Array) => match view.items {
                Some(items) => self.type_of(items, &site.inside(&["items"])).map(TypeRef::List),
                None => Typed::plain(TypeRef::List(Box::new(TypeRef::Any))),
            },
            Some(Kind::Boolean) => Typed::plain(TypeRef::Bool),
            Some(Kind::Integer | Kind::Number | Kind::String) => self.scalar(view, site),
            None if !view.all_of.is_empty() => self.combined_type(view, site),
            // `type: object` that says nothing more is any JSON: services send strings and lists there.
            Some(Kind::Object) | None => match view.additional {
                Some(AdditionalProperties::Schema(values)) => {
                    self.type_of(Node::of(values), &site.inside(&["additionalProperties"])).map(TypeRef::Map)
                }
                Some(AdditionalProperties::Any(true)) => Typed::plain(TypeRef::Map(Box::new(TypeRef::Any))),
                Some(AdditionalProperties::Any(false)) | None => Typed::plain(TypeRef::Any),
            },
        }
    }

    /// The type of an `allOf` that is no object: that of its only member that says something.
    fn combined_type(&mut self, view: &View<'a>, site: &Site) -> Typed {
        let components = self.components;
        let has_type = |it: &Node<'a>| components.resolve(*it).is_some_and(|it| View::of(it).has_type());
        let members: Vec<Node<'a>> = view.all_of.iter().map(Node::of).filter(has_type).collect();
        match members.as_slice() {
            [] => Typed::plain(TypeRef::Any),
            [only] => self.type_of(*only, &site.inside(&["allOf"])),
            _ => {
                self.diagnostics.warning(
                    Code::ConflictingAllOf,
                    site.inside(&["allOf"]).location(self.origins),
                    "the members of `allOf` are no objects, so nothing can be all of them; raw JSON stands in for it",
                    "leave one of them, or make all of them objects",
                );
                Typed::plain(TypeRef::Any)
            }
        }
    }

    fn scalar(&mut self, view: &View<'a>, site: &Site) -> Typed {
        let format = view.format.as_deref();
        if view.has_properties() {
            self.diagnostics.warning(
                Code::UnsupportedConstruct,
                site.location(self.origins),
                "a text or number cannot have properties; they are left out".to_owned(),
                "remove either `type` or `properties`",
            );
        }
        let (ty, codec, known) = match view.kind {
            Some(Kind::String) => match format {
                Some("date-time") => (TypeRef::DateTime, None, true),
                Some("date-time-rfc1123") => (TypeRef::DateTime, Some(Codec::Rfc1123), true),
                Some("date") => (TypeRef::Date, None, true),
                Some("byte") => (TypeRef::Bytes, None, true),
                Some("base64url") => (TypeRef::Bytes, Some(Codec::Base64Url), true),
                other => (TypeRef::String, None, other.is_none_or(|it| TEXT_FORMATS.contains(&it))),
            },
            Some(Kind::Integer) => match format {
                Some("int32") => (TypeRef::I32, None, true),
                Some("int64") | None => (TypeRef::I64, None, true),
                Some("unixtime") => (TypeRef::DateTime, Some(Codec::UnixTime), true),
                // A decimal may have more digits than an i64, or a fraction.
                Some("decimal") => (TypeRef::F64, None, true),
                Some(_) => (TypeRef::I64, None, false),
            },
            _ => (TypeRef::F64, None, format.is_none_or(|it| NUMBER_FORMATS.contains(&it))),
        };
        if !known {
            self.diagnostics.note(
                Code::UnknownFormat,
                site.location(self.origins),
                format!("`{}` is no format that armsmith knows; the plain type is used", format.unwrap_or_default()),
                "nothing to do; the value is kept as the service writes it",
            );
        }
        Typed { ty, codec }
    }

    /// Reports that raw JSON stands in for what a schema says.
    pub(super) fn unsupported(&mut self, site: &Site, message: String) {
        self.diagnostics.warning(
            Code::UnsupportedConstruct,
            site.location(self.origins),
            format!("{message}; raw JSON stands in for it"),
            "the value can be read and written as `Value`",
        );
    }
}

/// The names of the definitions that keep theirs; none when no definition asks for another name.
fn own_names(components: Components<'_>) -> BTreeSet<TypeName> {
    let renamed = components.iter().filter(|(_, node)| node.own_client_name().is_some()).count();
    let keeping = components.iter().filter(|(_, node)| renamed > 0 && node.own_client_name().is_none());
    keeping.map(|(name, _)| naming::ty(name)).collect()
}

/// Formats of texts that are kept as the service writes them.
const TEXT_FORMATS: &[&str] = &[
    "arm-id", "binary", "char", "decimal", "duration", "email", "file", "hostname", "int32", "int64", "ipv4", "ipv6",
    "password", "time", "uri", "url", "uuid",
];

/// Formats of numbers; all of them fit an `f64` as JSON numbers do.
const NUMBER_FORMATS: &[&str] = &["decimal", "double", "float", "int32", "int64"];

/// What a schema is at first sight.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shape {
    /// An object with documented properties.
    Object,
    /// A text or number with documented values.
    Values,
    /// Anything else.
    Other,
}

/// How many levels of `allOf` are followed to see whether a schema is an object.
const MAX_DEPTH: usize = 64;

/// What a schema is at first sight.
pub(super) fn shape(components: Components<'_>, view: &View<'_>, depth: usize) -> Shape {
    if view.is_tagged_choice() {
        return Shape::Object;
    }
    if view.has_alternatives || depth > MAX_DEPTH {
        return Shape::Other;
    }
    let can_be_object = matches!(view.kind, None | Some(Kind::Object));
    if !view.values.is_empty() && !matches!(view.kind, Some(Kind::Array | Kind::Boolean | Kind::Object)) {
        return Shape::Values;
    }
    if can_be_object && (view.has_properties() || view.data.discriminator.is_some()) {
        return Shape::Object;
    }
    let inherits = can_be_object
        && view
            .all_of
            .iter()
            .filter_map(|it| components.resolve(Node::of(it)))
            .any(|parent| shape(components, &View::of(parent), depth + 1) == Shape::Object);
    if inherits { Shape::Object } else { Shape::Other }
}
