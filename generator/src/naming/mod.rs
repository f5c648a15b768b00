//! Names: the only place where a wire name becomes a Rust name.
//!
//! In: names as a specification writes them, which may be any text. Out: [`RustIdent`], [`TypeName`], [`ModuleName`], which
//! always are valid, warning-free identifiers. Must not know: schemas, or which names are neighbours; a scope of neighbours is
//! a [`Unique`], and its owner decides what a clash is called.
//!
//! | wire | becomes | by |
//! |---|---|---|
//! | `IPv4Address` | `ipv4_address` | [`field`] |
//! | `type` | `r#type` | [`field`] |
//! | `ResponseMessageEnvelope[Foo]` | `ResponseMessageEnvelopeFoo` | [`ty`] |
//! | `2020-11-01` | `V2020_11_01` | [`variant`] |
//! | `*` | `Star` | [`variant`] |

mod reserved;
mod unique;
mod words;

use std::fmt;

pub use self::unique::{Claim, Name, Unique};

macro_rules! name_types {
    ($($(#[$docs:meta])* $name:ident;)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

name_types! {
    /// A name as it goes over the wire: a property, a parameter, a header.
    WireName;
    /// A Rust field, argument, function or variant; may carry `r#`.
    RustIdent;
    /// A Rust type in upper camel case.
    TypeName;
    /// A Rust module in snake case.
    ModuleName;
}

impl WireName {
    /// Takes the name as it is written.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl RustIdent {
    /// The name without `r#`: what a longer name (`begin_move`) is made of.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

/// The field of a property: `@odata.type` → `odata_type`, `type` → `r#type`, `_self` → `self_`.
pub fn field(wire: &str) -> RustIdent {
    RustIdent(reserved::value(words::snake(wire)))
}

/// The argument or options field of a parameter: `$filter` → `filter`, `If-Match` → `if_match`.
pub fn argument(wire: &str) -> RustIdent {
    field(wire)
}

/// The function of an operation, from the part of its `operationId` after the group: `CreateOrUpdate` → `create_or_update`.
pub fn method(operation_part: &str) -> RustIdent {
    field(operation_part)
}

/// The type of a definition: `systemData` → `SystemData`, `Paged[Disk]` → `PagedDisk`.
pub fn ty(name: &str) -> TypeName {
    TypeName(reserved::ty(words::upper_camel(name, words::Leading::Number)))
}

/// The module of an operation group or of a set of models: `DiskAccesses` → `disk_accesses`.
pub fn module(name: &str) -> ModuleName {
    ModuleName(reserved::module(words::snake(name)))
}

/// The variant of an enum value: `Standard_LRS` → `StandardLrs`, `2020-11-01` → `V2020_11_01`, `*` → `Star`, `12` → `N12`.
pub fn variant(value: &str) -> RustIdent {
    RustIdent(reserved::variant(words::upper_camel(value, words::Leading::of(value))))
}

/// The variant of an enum value with every sign spelled out, for values that differ in signs only: `HTTP ` → `HttpSpace`.
pub fn variant_spelled(value: &str) -> RustIdent {
    RustIdent(reserved::variant(words::upper_camel(&words::spelled(value), words::Leading::Number)))
}

/// The client of an operation group: `DiskAccesses` → `DiskAccessesClient`.
pub fn client(group: &str) -> TypeName {
    let name = words::upper_camel(group, words::Leading::Number);
    TypeName(if name.ends_with("Client") { name } else { format!("{name}Client") })
}

/// The options of one client method: `DisksClient` and `get` → `DisksClientGetOptions`.
pub fn options(client: &TypeName, operation: &RustIdent) -> TypeName {
    let operation = words::upper_camel(operation.plain(), words::Leading::Number);
    TypeName(format!("{client}{operation}Options"))
}

/// The service client of a provider namespace: `Microsoft.Compute` → `ComputeClient`.
pub fn service_client(namespace: &str) -> TypeName {
    match namespace.split_once('.') {
        Some((_, service)) if !service.is_empty() => client(service),
        _ => client(namespace),
    }
}

/// The name of an inline type, from its owner's name and what leads to it from there: `TargetRegion` and `storageAccountType`
/// → `TargetRegionStorageAccountType`, `Encryption` and `encryptionType` → `EncryptionType`.
pub fn joined(parts: &[&str]) -> TypeName {
    TypeName(reserved::ty(words::joined(parts)))
}
