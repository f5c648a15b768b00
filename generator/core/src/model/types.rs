//! The types of the `models` module, and the types of values.

use super::Docs;
use crate::naming::{ModuleName, RustIdent, TypeName, WireName};

/// A type definition of the `models` module.
#[derive(Clone, Debug)]
pub enum TypeDefinition {
    /// An object with properties.
    Struct(Struct),
    /// Strings or numbers with documented values.
    Enum(Enum),
    /// An object with a discriminator.
    Polymorphic(Polymorphic),
    /// The responses of an operation whose body type depends on the status.
    Answer(Answer),
}

impl TypeDefinition {
    /// The Rust name.
    pub fn name(&self) -> &TypeName {
        match self {
            Self::Struct(it) => &it.name,
            Self::Enum(it) => &it.name,
            Self::Polymorphic(it) => &it.name,
            Self::Answer(it) => &it.name,
        }
    }

    /// The module of `models` that it is printed in.
    pub fn module(&self) -> &ModuleName {
        match self {
            Self::Struct(it) => &it.module,
            Self::Enum(it) => &it.module,
            Self::Polymorphic(it) => &it.module,
            Self::Answer(it) => &it.module,
        }
    }
}

/// An object with properties.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The Rust name.
    pub name: TypeName,
    /// The module of `models` that it is printed in.
    pub module: ModuleName,
    /// The source, for the documentation of generated files: the definition's name, or its owner's and property's.
    pub definition: String,
    /// The description.
    pub docs: Docs,
    /// Own and inherited properties: inherited ones first, each in the order of the specification.
    pub fields: Vec<Field>,
    /// The discriminator properties and this subtype's values, the outermost first: written before all others and
    /// always.
    pub tags: Vec<Tag>,
    /// The field that holds properties beyond the documented ones (`additionalProperties`).
    pub rest: Option<Rest>,
    /// Set when a page of a pageable operation: the field whose list holds the items, which is `Option<Vec<Item>>`.
    pub page_items: Option<PageItems>,
}

/// The list of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageItems {
    /// The field that holds the list.
    pub field: RustIdent,
    /// The type of one item.
    pub item: TypeRef,
}

/// A discriminator's property and value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The property, for example `@odata.type`.
    pub wire: WireName,
    /// The value of this subtype.
    pub value: String,
}

/// The map of additional properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// The field: `additional_properties` unless that name is taken.
    pub name: RustIdent,
    /// The type of one value; the field is `Option<BTreeMap<String, T>>`.
    pub ty: TypeRef,
    /// Description.
    pub docs: Docs,
}

/// One property.
#[derive(Clone, Debug)]
pub struct Field {
    /// The Rust field.
    pub name: RustIdent,
    /// The property on the wire.
    pub wire: WireName,
    /// The type inside `Option`.
    pub ty: TypeRef,
    /// The wire form, when the type alone does not decide it.
    pub codec: Option<Codec>,
    /// Left out of request bodies.
    pub read_only: bool,
    /// Never shown by `Debug`.
    pub secret: bool,
    /// Description and constraints.
    pub docs: Docs,
}

/// The type of a value. Every named type lives in `models`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TypeRef {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f64`
    F64,
    /// `String`: also for URIs, UUIDs, ARM IDs and durations, which are kept as the service wrote them.
    String,
    /// `Etag`: only in headers.
    Etag,
    /// `Bytes`, base64 on the wire.
    Bytes,
    /// `OffsetDateTime`
    DateTime,
    /// `Date`
    Date,
    /// `Value`: any JSON.
    Any,
    /// A type of the `models` module.
    Named(TypeName),
    /// `Vec<T>`
    List(Box<TypeRef>),
    /// `BTreeMap<String, T>`
    Map(Box<TypeRef>),
    /// `Box<T>`: only where a cycle needs it.
    Boxed(Box<TypeRef>),
    /// `Nullable<T>`: an explicit `null` means something (`x-nullable`).
    Nullable(Box<TypeRef>),
}

impl TypeRef {
    /// Returns the type without `Box` and `Nullable`, which make sense in fields only.
    pub fn plain(&self) -> &Self {
        match self {
            Self::Boxed(inner) | Self::Nullable(inner) => inner.plain(),
            ty => ty,
        }
    }
}

/// A wire form that the type alone does not decide. Applies inside lists, maps and `Nullable`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Codec {
    /// `OffsetDateTime` as an RFC 1123 string.
    Rfc1123,
    /// `OffsetDateTime` as seconds since 1970.
    UnixTime,
    /// `Bytes` as base64 with the URL alphabet.
    Base64Url,
}

impl Codec {
    /// Returns the name of the type in `armsmith-runtime` that reads and writes this form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rfc1123 => "Rfc1123",
            Self::UnixTime => "UnixTime",
            Self::Base64Url => "Base64Url",
        }
    }
}

/// Strings or numbers with documented values. Always extensible: a service adds values.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The Rust name.
    pub name: TypeName,
    /// The module of `models` that it is printed in.
    pub module: ModuleName,
    /// The source (see [`Struct::definition`]).
    pub definition: String,
    /// The description.
    pub docs: Docs,
    /// The type of the values on the wire.
    pub repr: EnumRepr,
    /// In the order of the specification.
    pub variants: Vec<Variant>,
    /// The catch-all variant: `UnknownValue` unless a documented value has that name.
    pub unknown: RustIdent,
}

/// The type of an enum's values on the wire.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum EnumRepr {
    String,
    I32,
    I64,
    F64,
}

/// One documented value.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The Rust variant.
    pub name: RustIdent,
    /// The value on the wire; a number as a string for numeric enums.
    pub value: String,
    /// Description.
    pub docs: Docs,
}

/// An object with a discriminator: an enum of the known subtypes and of the unknown ones.
#[derive(Clone, Debug)]
pub struct Polymorphic {
    /// The Rust name.
    pub name: TypeName,
    /// The module of `models` that it is printed in.
    pub module: ModuleName,
    /// The source (see [`Struct::definition`]).
    pub definition: String,
    /// The description.
    pub docs: Docs,
    /// The discriminator property.
    pub tag: WireName,
    /// All subtypes, however deep, in the order of the specification.
    pub subtypes: Vec<Subtype>,
    /// The catch-all variant, which keeps the whole object.
    pub unknown: RustIdent,
}

/// One subtype of a polymorphic type.
#[derive(Clone, Debug)]
pub struct Subtype {
    /// The variant.
    pub variant: RustIdent,
    /// The struct it holds, in a `Box`.
    pub ty: TypeName,
    /// The discriminator's value.
    pub value: String,
}

/// The responses of an operation whose body type depends on the status.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The Rust name.
    pub name: TypeName,
    /// The module of `models` that it is printed in.
    pub module: ModuleName,
    /// The `operationId`.
    pub definition: String,
    /// The description.
    pub docs: Docs,
    /// The documented successes, in the order of their statuses.
    pub variants: Vec<AnswerVariant>,
    /// The catch-all variant for other statuses.
    pub unknown: RustIdent,
}

/// One documented success of an operation.
#[derive(Clone, Debug)]
pub struct AnswerVariant {
    /// The variant, named after the status: `Accepted`.
    pub name: RustIdent,
    /// The HTTP status.
    pub status: u16,
    /// The type of the JSON body, if there is one.
    pub body: Option<TypeRef>,
}
