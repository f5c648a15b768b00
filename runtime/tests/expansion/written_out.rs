//! The same by hand: what `model!` makes of it.

use std::collections::BTreeMap;
use std::fmt;

use armsmith_runtime::__private::{self as private, Coded, Constant, RestSlot, Rfc1123, Sink, Source, Wire};
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

impl Wire for Disk {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        let value = private::insert_default(slot);
        source.read_struct(
            "..additional_properties\tDisk\nid\tread_only\nadminPassword\tread_only\nadminPassword\tsecret",
            &["kind", "id", "diskSizeGB", "adminPassword", "changedAt"],
            &mut [
                &mut Constant::new(&mut value.kind, "Disk"),
                &mut value.id,
                &mut value.size,
                &mut value.password,
                &mut Coded::<Rfc1123, _>::new(&mut value.changed),
                &mut RestSlot::new(&mut value.additional_properties),
            ],
        )
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        private::write_object(
            sink,
            "..additional_properties\tDisk\nid\tread_only\nadminPassword\tread_only\nadminPassword\tsecret",
        )
        .properties((
            ("kind", Constant::new(&self.kind, "Disk")),
            ("id", &self.id),
            ("diskSizeGB", &self.size),
            ("adminPassword", &self.password),
            ("changedAt", Coded::<Rfc1123, _>::new(&self.changed)),
        ))
        .rest(&self.additional_properties)
        .end()
    }
}

impl<'de> serde::Deserialize<'de> for Disk {
    #[inline]
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        private::deserialize(deserializer)
    }
}

impl serde::Serialize for Disk {
    #[inline]
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        private::serialize(self, serializer)
    }
}

impl fmt::Debug for Disk {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        private::debug(self, f)
    }
}
