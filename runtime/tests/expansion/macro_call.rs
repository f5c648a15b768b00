//! A struct as a generated crate declares it.

use std::collections::BTreeMap;

use armsmith_runtime::__private::model;
use azure_core::Value;
use azure_core::time::OffsetDateTime;

/// A disk.
#[derive(Clone, Default)]
pub struct Disk {
    pub kind: Option<String>,
    pub id: Option<String>,
    pub size: Option<i32>,
    pub password: Option<String>,
    pub changed: Option<OffsetDateTime>,
    pub additional_properties: Option<BTreeMap<String, Value>>,
}
model! { Disk {
    kind: "kind" = "Disk",
    id: "id" [read_only],
    size: "diskSizeGB",
    password: "adminPassword" [read_only, secret],
    changed: "changedAt" as Rfc1123,
    ..additional_properties
} }
