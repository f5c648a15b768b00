//! Names: the only module that turns wire names into Rust names.
//!
//! In: names of a specification, which may be any text. Out: [`RustIdent`], [`TypeName`], [`ModuleName`], which are
//! always valid identifiers without warnings. Must not know: schemas, or the other names of a scope. A scope is a
//! [`Unique`], and its owner decides how to resolve conflicts.
//!
//! | wire | becomes | by |
//! |---|---|---|
//! | `IPv4Address` | `ipv4_address` | [`field`] |
//! | `type` | `r#type` | [`field`] |
//! | `ResponseMessageEnvelope[Foo]` | `ResponseMessageEnvelopeFoo` | [`ty`] |
//! | `2020-11-01` | `V2020_11_01` | [`variant`] |
//! | `*` | `Star` | [`variant`] |

mod names;
mod reserved;
mod spellings;
mod unique;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use self::names::{ModuleName, RustIdent, TypeName, WireName};
pub use self::unique::{Claim, Name, Unique};

/// The field of a property: `@odata.type` → `odata_type`, `type` → `r#type`, `_self` → `self_`.
pub fn field(wire: &str) -> RustIdent {
    RustIdent(reserved::value(words::snake(wire)))
}

/// The argument or options field of a parameter: `$filter` → `filter`, `If-Match` → `if_match`.
pub fn argument(wire: &str) -> RustIdent {
    field(wire)
}

/// The function of an operation, from the part of its `operationId` after the group: `CreateOrUpdate` →
/// `create_or_update`.
pub fn method(operation_part: &str) -> RustIdent {
    field(operation_part)
}

/// The argument or options field of a header: `If-Match` → `if_match`, `x-ms-snapshot` → `snapshot`.
pub fn header_argument(wire: &str) -> RustIdent {
    field(without_vendor(wire))
}

/// The constant of a response header: `Azure-AsyncOperation` → `AZURE_ASYNC_OPERATION`, `x-ms-error-code` →
/// `ERROR_CODE`.
pub fn constant(wire: &str) -> RustIdent {
    RustIdent(words::snake(without_vendor(wire)).to_ascii_uppercase())
}

/// Returns a header without the prefix `x-ms-` of Azure's own headers.
fn without_vendor(header: &str) -> &str {
    match header.split_at_checked("x-ms-".len()) {
        Some((vendor, name)) if vendor.eq_ignore_ascii_case("x-ms-") && !name.is_empty() => name,
        _ => header,
    }
}

/// The type of a definition: `systemData` → `SystemData`, `Paged[Disk]` → `PagedDisk`.
pub fn ty(name: &str) -> TypeName {
    TypeName(reserved::ty(words::upper_camel(name)))
}

/// The module of an operation group or of a set of models: `DiskAccesses` → `disk_accesses`.
pub fn module(name: &str) -> ModuleName {
    ModuleName(reserved::module(words::snake(name)))
}

/// The module of what operation groups share: `disks_and_images`; with a third group `disks_and_2_others`.
pub fn shared_module(groups: &[ModuleName]) -> ModuleName {
    let plain = |module: &ModuleName| module.as_str().trim_end_matches('_').to_owned();
    let first = groups.first().map(plain).unwrap_or_default();
    let others = match groups {
        [_, second] => plain(second),
        _ => format!("{}_others", groups.len().saturating_sub(1)),
    };
    ModuleName(format!("{first}_and_{others}"))
}

/// The variant of an enum value: `Standard_LRS` → `StandardLrs`, `2020-11-01` → `V2020_11_01`, `*` → `Star`, `12` →
/// `N12`.
pub fn variant(value: &str) -> RustIdent {
    RustIdent(reserved::variant(words::value_camel(value)))
}

/// The variants of an enum, one for each value, all different. If values differ only in special characters (`HTTP` and
/// `HTTP `), these are spelled out (`Http`, `HttpSpace`); a number is the last resort. The order of the values affects
/// only the numbers.
pub fn variants<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<RustIdent> {
    let plain: Vec<(&str, RustIdent)> = values.into_iter().map(|value| (value, variant(value))).collect();
    let mut requested: BTreeMap<&RustIdent, usize> = BTreeMap::new();
    for (_, name) in &plain {
        *requested.entry(name).or_default() += 1;
    }
    let preferred: Vec<RustIdent> = plain
        .iter()
        .map(
            |(value, name)| {
                if requested.get(name).is_some_and(|count| *count > 1) { spelled(value) } else { name.clone() }
            },
        )
        .collect();
    // Names without a conflict are reserved first, so that they never get a number.
    let mut scope = Unique::new();
    for (preferred, (_, name)) in preferred.iter().zip(&plain) {
        if preferred == name {
            scope.reserve(name.clone());
        }
    }
    let mut given = BTreeSet::new();
    preferred
        .into_iter()
        .zip(&plain)
        .map(|(preferred, (_, name))| {
            if preferred == *name && given.insert(preferred.clone()) {
                preferred
            } else {
                scope.claim(preferred, []).name
            }
        })
        .collect()
}

/// The variant of an enum value with special characters spelled out: `HTTP ` → `HttpSpace`.
fn spelled(value: &str) -> RustIdent {
    RustIdent(reserved::variant(words::upper_camel(&words::spelled(value))))
}

/// The client of an operation group: `DiskAccesses` → `DiskAccessesClient`.
pub fn client(group: &str) -> TypeName {
    let name = words::upper_camel(group);
    TypeName(if name.ends_with("Client") { name } else { format!("{name}Client") })
}

/// The options of one client method: `DisksClient` and `get` → `DisksClientGetOptions`.
pub fn options(client: &TypeName, operation: &RustIdent) -> TypeName {
    let operation = words::upper_camel(operation.plain());
    TypeName(format!("{client}{operation}Options"))
}

/// The service client of a provider namespace: `Microsoft.Compute` → `ComputeClient`.
pub fn service_client(namespace: &str) -> TypeName {
    match namespace.split_once('.') {
        Some((_, service)) if !service.is_empty() => client(service),
        _ => client(namespace),
    }
}

/// The name of an inline type, from its owner's name and the path from the owner: `TargetRegion` and
/// `storageAccountType` → `TargetRegionStorageAccountType`, `Encryption` and `encryptionType` → `EncryptionType`.
pub fn joined(parts: &[&str]) -> TypeName {
    TypeName(reserved::ty(words::joined(parts)))
}
