//! The model of a crate: plain data between lowering and emission.
//!
//! In: everything [`crate::lower`] decided. Out: everything [`crate::emit`] and [`crate::package`] need, in the order
//! in which it is printed. Must not know: Swagger, OpenAPI, `$ref`, files. A wire name
//! ([`WireName`](crate::naming::WireName)) and a Rust name ([`RustIdent`](crate::naming::RustIdent), [`TypeName`]) are
//! different types, and only [`crate::naming`] turns one into the other.

use std::collections::BTreeMap;

use crate::markdown::{Document, Line};
use crate::naming::{ModuleName, TypeName};

pub use crate::api::{CollectionFormat, Method};
pub use operation::{
    Body, BodyContent, Example, FinalStateVia, Flow, HeaderDocs, HeaderType, LongRunning, Operation, OperationGroup,
    Output, Paging, Parameter, ParameterSource, Presence, RequestPart, ResponseDocs, ResponseHeader,
};
pub use types::{
    Answer, AnswerVariant, Codec, Enum, EnumRepr, Field, PageItems, Polymorphic, Rest, Struct, Subtype, Tag,
    TypeDefinition, TypeRef, Variant,
};

mod operation;
mod types;

/// A whole crate to print.
#[derive(Clone, Debug)]
pub struct Model {
    /// The client through which the operation groups are reached.
    pub client: ServiceClient,
    /// The operation groups, sorted by module name.
    pub groups: Vec<OperationGroup>,
    /// The constants that read response headers, by name.
    pub headers: Vec<ResponseHeader>,
    /// Structs, enums and polymorphic types, in the order of their definitions.
    pub types: Vec<TypeDefinition>,
    /// The modules of types that some groups share, with the modules of these groups. Any other module of types is for
    /// the group of its name, or, when no group has its name, for everyone.
    pub shared: BTreeMap<ModuleName, Vec<ModuleName>>,
}

/// The client of the whole service.
#[derive(Clone, Debug)]
pub struct ServiceClient {
    /// For example `ComputeClient`.
    pub name: TypeName,
    /// The specification's title, for headings: `Compute Client`.
    pub title: Line,
    /// The dominant provider namespace, for example `Microsoft.Compute`; prefixes the names of tracing spans.
    pub namespace: String,
    /// `true` if any path has `{subscriptionId}`, so that `new` has a parameter for it.
    pub has_subscription: bool,
    /// The documented security schemes, one sentence each; printed in the client's documentation.
    pub security: Vec<Line>,
    /// Every api-version of the crate's operations, sorted.
    pub api_versions: Vec<String>,
}

/// Documentation of an item.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Docs {
    /// The description; empty if the specification has no description (the emitter then writes a plain sentence).
    pub text: Document,
    /// One line for each constraint or property worth knowing: `Read-only`, ``At most 80 characters``,
    /// ``Pattern: `^[a-z]+$` ``.
    pub notes: Vec<Line>,
}
