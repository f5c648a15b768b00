//! The type of a value.
//!
//! In: a schema. Out: a [`TypeRef`]; inline objects and enums become definitions of their own. Definitions that are
//! neither structs nor enums (lists, maps, scalars, any JSON) have no type of their own in Rust: their type replaces
//! every reference to them.

use std::collections::{BTreeMap, BTreeSet};

use super::{components::Components, draft::DraftType, enums, hierarchy::Hierarchy, structs};
use crate::{
    api::{AdditionalProperties, Api, Schema, SchemaType},
    diagnostics::{Code, Diagnostics},
    model::{Codec, TypeRef},
    naming::{self, TypeName, Unique},
    text::Location,
};

/// The kind of type that a component becomes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum ComponentKind {
    /// A struct, or a polymorphic enum of structs.
    Object(TypeName),
    /// An enum of values.
    Enum(TypeName),
    /// Its type replaces every reference to it.
    Alias,
}

/// The name of an inline type: the type that owns it, and the names of the parts below it.
#[derive(Clone, Debug)]
pub(super) struct InlineName(Vec<String>);

impl InlineName {
    pub(super) fn of_owner(owner: &str) -> Self {
        Self(vec![owner.to_owned()])
    }

    /// The name of a part.
    pub(super) fn with(&self, part: &str) -> Self {
        Self(self.0.iter().cloned().chain([part.to_owned()]).collect())
    }

    pub(super) fn to_type(&self) -> TypeName {
        naming::joined(&self.0.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// For the documentation of generated files.
    pub(super) fn to_definition(&self) -> String {
        self.0.join(".")
    }
}

/// The lowering of types.
pub(super) struct TypeLowering<'a, 'd> {
    pub(super) components: Components<'a>,
    pub(super) hierarchy: Hierarchy<'a>,
    pub(super) diagnostics: &'d mut Diagnostics,
    pub(super) names: Unique<TypeName>,
    /// The values of each enum, by name: inline enums with the same name and values are one.
    pub(super) enum_values: BTreeMap<TypeName, Vec<String>>,
    kinds: BTreeMap<&'a str, ComponentKind>,
    /// The structs of components that are both a base and a subtype.
    bases: BTreeMap<&'a str, TypeName>,
    /// Inline types by their schema: a property that several structs inherit has one type.
    inline: BTreeMap<usize, TypeName>,
    pub(super) definitions: Vec<DraftType>,
    /// Aliases that are being followed, to notice when one contains itself.
    following: BTreeSet<&'a str>,
}

/// A type with its wire form.
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

impl<'a, 'd> TypeLowering<'a, 'd> {
    /// Decides what each component becomes and names it, before anything refers to it.
    pub(super) fn new(api: &'a Api, diagnostics: &'d mut Diagnostics) -> Self {
        let components = Components(api);
        let mut types = Self {
            components,
            hierarchy: Hierarchy::new(components),
            diagnostics,
            names: Unique::new(),
            enum_values: BTreeMap::new(),
            kinds: BTreeMap::new(),
            bases: BTreeMap::new(),
            inline: BTreeMap::new(),
            definitions: Vec::new(),
            following: BTreeSet::new(),
        };
        let own_names = own_names(components);
        for (name, schema) in components.iter() {
            let kind = types.name_component(name, schema, &own_names);
            types.kinds.insert(name, kind);
        }
        types.name_bases();
        types
    }

    /// Called after all definitions are named, so that they keep their names.
    fn name_bases(&mut self) {
        for (name, kind) in &self.kinds {
            if let ComponentKind::Object(ty) = kind
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

    /// A definition has the name of its `x-ms-client-name`, unless that is the name of another one.
    fn name_component(&mut self, name: &'a str, schema: &'a Schema, own_names: &BTreeSet<TypeName>) -> ComponentKind {
        let shape = shape(self.components, schema, 0);
        if schema.reference.is_some() || shape == SchemaShape::Other {
            return ComponentKind::Alias;
        }
        let declared = schema.client_name.as_deref().map(naming::ty).filter(|it| !own_names.contains(it));
        let is_refused = schema.client_name.is_some() && declared.is_none();
        let claim = self.names.claim(declared.unwrap_or_else(|| naming::ty(name)), []);
        if claim.changed || is_refused {
            self.diagnostics.note(
                Code::NameCollision,
                &schema.location,
                format!("`{name}` and another definition have the same Rust name; this one is named `{}`", claim.name),
                "rename one of the definitions to choose both names yourself",
            );
        }
        match shape {
            SchemaShape::Values => {
                self.enum_values.insert(claim.name.clone(), enums::values(schema));
                ComponentKind::Enum(claim.name)
            }
            _ => ComponentKind::Object(claim.name),
        }
    }

    /// The kind of a component. An unknown component was reported before.
    pub(super) fn kind(&self, component: &str) -> ComponentKind {
        self.kinds.get(component).cloned().unwrap_or(ComponentKind::Alias)
    }

    /// The type of an inline schema, if it was made before.
    pub(super) fn inline_type(&self, schema: &Schema) -> Option<TypeName> {
        self.inline.get(&std::ptr::from_ref(schema).addr()).cloned()
    }

    /// Remembers the type of an inline schema. The address identifies it: the API is not changed while types are made.
    pub(super) fn set_inline_type(&mut self, schema: &'a Schema, name: &TypeName) {
        self.inline.insert(std::ptr::from_ref(schema).addr(), name.clone());
    }

    /// A definition that was made already.
    pub(super) fn definition(&self, name: &TypeName) -> Option<&DraftType> {
        self.definitions.iter().find(|it| it.name == *name)
    }

    /// All definitions, in the order they were made.
    pub(super) fn finish(self) -> Vec<DraftType> {
        self.definitions
    }

    /// The type of a value; `Nullable` when an explicit null means something.
    pub(super) fn type_of(&mut self, schema: &'a Schema, name: &InlineName) -> Typed {
        if let Some(component) = schema.component() {
            return self.component_type(component, &schema.location);
        }
        let typed = self.schema_type(schema, name);
        if schema.nullable && !matches!(typed.ty, TypeRef::Nullable(_) | TypeRef::Any) {
            typed.map(TypeRef::Nullable)
        } else {
            typed
        }
    }

    /// The type of a component that is referred to at a location.
    pub(super) fn component_type(&mut self, name: &'a str, location: &Location) -> Typed {
        match self.kind(name) {
            ComponentKind::Object(ty) | ComponentKind::Enum(ty) => Typed::plain(TypeRef::Named(ty)),
            ComponentKind::Alias => {
                let Some(schema) = self.components.get(name) else { return Typed::plain(TypeRef::Any) };
                if !self.following.insert(name) {
                    self.unsupported(location, format!("`{name}` contains itself without an object in between"));
                    return Typed::plain(TypeRef::Any);
                }
                let typed = self.type_of(schema, &InlineName::of_owner(name));
                self.following.remove(name);
                typed
            }
        }
    }

    fn schema_type(&mut self, schema: &'a Schema, name: &InlineName) -> Typed {
        if schema.has_alternatives() {
            self.unsupported(&schema.location, "`oneOf`, `anyOf` and `not` are not supported".to_owned());
            return Typed::plain(TypeRef::Any);
        }
        if let [only] = schema.all_of.as_slice()
            && schema.properties.is_empty()
            && schema.additional_properties.is_none()
        {
            return self.type_of(only, name);
        }
        match shape(self.components, schema, 0) {
            SchemaShape::Object => Typed::plain(TypeRef::Named(structs::inline(self, schema, name))),
            SchemaShape::Values => Typed::plain(TypeRef::Named(enums::inline(self, schema, name))),
            SchemaShape::Other => self.other_type(schema, name),
        }
    }

    fn other_type(&mut self, schema: &'a Schema, name: &InlineName) -> Typed {
        match schema.ty {
            Some(SchemaType::Array) => match &schema.items {
                Some(items) => self.type_of(items, name).map(TypeRef::List),
                None => Typed::plain(TypeRef::List(Box::new(TypeRef::Any))),
            },
            Some(SchemaType::Boolean) => Typed::plain(TypeRef::Bool),
            Some(SchemaType::Integer | SchemaType::Number | SchemaType::String | SchemaType::File) => {
                self.scalar(schema)
            }
            None if !schema.all_of.is_empty() => self.combined_type(schema, name),
            // `type: object` without other keywords is any JSON: services send strings and lists there.
            Some(SchemaType::Object) | None => match &schema.additional_properties {
                Some(AdditionalProperties::Schema(values)) => self.type_of(values, name).map(TypeRef::Map),
                Some(AdditionalProperties::Allowed(true)) => Typed::plain(TypeRef::Map(Box::new(TypeRef::Any))),
                Some(AdditionalProperties::Allowed(false)) | None => Typed::plain(TypeRef::Any),
            },
        }
    }

    /// The type of an `allOf` that is not an object: that of its only member that has a type.
    fn combined_type(&mut self, schema: &'a Schema, name: &InlineName) -> Typed {
        let components = self.components;
        let has_type = |it: &&Schema| components.resolve(it).is_some_and(Schema::has_type);
        let members: Vec<&'a Schema> = schema.all_of.iter().filter(has_type).collect();
        match members.as_slice() {
            [] => Typed::plain(TypeRef::Any),
            [only] => self.type_of(only, name),
            _ => {
                self.diagnostics.warning(
                    Code::ConflictingAllOf,
                    schema.location.child("allOf"),
                    "`allOf` combines several schemas that are not objects; the generated code uses raw JSON",
                    "keep one of them, or make all of them objects",
                );
                Typed::plain(TypeRef::Any)
            }
        }
    }

    fn scalar(&mut self, schema: &Schema) -> Typed {
        let format = schema.format.as_deref();
        if !schema.properties.is_empty() {
            self.diagnostics.warning(
                Code::UnsupportedConstruct,
                &schema.location,
                "a string or number cannot have properties; they are ignored",
                "remove either `type` or `properties`",
            );
        }
        let (ty, codec, known) = match schema.ty {
            Some(SchemaType::String) => match format {
                Some("date-time") => (TypeRef::DateTime, None, true),
                Some("date-time-rfc1123") => (TypeRef::DateTime, Some(Codec::Rfc1123), true),
                Some("date") => (TypeRef::Date, None, true),
                Some("byte") => (TypeRef::Bytes, None, true),
                Some("base64url") => (TypeRef::Bytes, Some(Codec::Base64Url), true),
                other => (TypeRef::String, None, other.is_none_or(|it| STRING_FORMATS.contains(&it))),
            },
            Some(SchemaType::Integer) => match format {
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
                &schema.location,
                format!("unknown format `{}`; using the type without a format", format.unwrap_or_default()),
                "",
            );
        }
        Typed { ty, codec }
    }

    /// Reports a schema that is replaced by raw JSON.
    pub(super) fn unsupported(&mut self, location: &Location, message: String) {
        self.diagnostics.warning(
            Code::UnsupportedConstruct,
            location,
            format!("{message}; the generated code uses raw JSON"),
            "read and write the value as `Value`",
        );
    }
}

/// The names of the definitions that keep theirs; empty if no definition has an `x-ms-client-name`.
fn own_names(components: Components<'_>) -> BTreeSet<TypeName> {
    let is_renamed = |schema: &Schema| schema.client_name.is_some();
    let renamed = components.iter().filter(|(_, schema)| is_renamed(schema)).count();
    let keeping = components.iter().filter(|(_, schema)| renamed > 0 && !is_renamed(schema));
    keeping.map(|(name, _)| naming::ty(name)).collect()
}

/// Formats of strings that are kept as the service writes them.
const STRING_FORMATS: &[&str] = &[
    "arm-id", "binary", "char", "decimal", "duration", "email", "file", "hostname", "int32", "int64", "ipv4", "ipv6",
    "password", "time", "uri", "url", "uuid",
];

/// Formats of numbers; all of them fit an `f64` as JSON numbers do.
const NUMBER_FORMATS: &[&str] = &["decimal", "double", "float", "int32", "int64"];

/// The shape of a schema.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum SchemaShape {
    /// An object with documented properties.
    Object,
    /// A string or number with documented values.
    Values,
    /// Anything else.
    Other,
}

/// The maximum number of `allOf` levels that are followed to find out if a schema is an object.
const MAX_DEPTH: usize = 64;

/// Returns the shape of a schema.
pub(super) fn shape(components: Components<'_>, schema: &Schema, depth: usize) -> SchemaShape {
    if schema.is_discriminated_choice() {
        return SchemaShape::Object;
    }
    if schema.has_alternatives() || depth > MAX_DEPTH {
        return SchemaShape::Other;
    }
    let can_be_object = matches!(schema.ty, None | Some(SchemaType::Object));
    let can_have_values = !matches!(schema.ty, Some(SchemaType::Array | SchemaType::Boolean | SchemaType::Object));
    if !schema.enumeration.is_empty() && can_have_values {
        return SchemaShape::Values;
    }
    if can_be_object && (!schema.properties.is_empty() || schema.discriminator.is_some()) {
        return SchemaShape::Object;
    }
    let mut parents = schema.all_of.iter().filter_map(|it| components.resolve(it));
    let inherits = can_be_object && parents.any(|it| shape(components, it, depth + 1) == SchemaShape::Object);
    if inherits { SchemaShape::Object } else { SchemaShape::Other }
}
