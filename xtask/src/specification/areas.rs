//! The areas in which the specification is described, each in one file of its own.

use super::document::Location;

/// The name of an area, and the parts of the specification that belong to it: files, or sections of files.
pub(super) const AREAS: [(&str, &[(&str, &str)]); 11] = [
    ("virtual-machines", &[("virtualMachine.json", "")]),
    ("machine-settings", &[("computeRPCommon.json", "")]),
    (
        "machine-parts",
        &[
            ("virtualMachineImage.json", ""),
            ("virtualMachineExtensionImage.json", ""),
            ("runCommand.json", ""),
            ("image.json", ""),
            ("restorePoint.json", ""),
        ],
    ),
    (
        "placement",
        &[
            ("availabilitySet.json", ""),
            ("proximityPlacementGroup.json", ""),
            ("dedicatedHost.json", ""),
            ("capacityReservation.json", ""),
            ("sshPublicKey.json", ""),
            ("logAnalytic.json", ""),
            ("skus.json", ""),
        ],
    ),
    ("scale-set-operations", &[("virtualMachineScaleSet.json", "/paths")]),
    ("scale-set-models", &[("virtualMachineScaleSet.json", "")]),
    (
        "disks",
        &[
            ("disk.json", ""),
            ("snapshot.json", ""),
            ("diskEncryptionSet.json", ""),
            ("diskRestorePoint.json", ""),
            ("diskRPCommon.json", ""),
        ],
    ),
    ("galleries", &[("gallery.json", ""), ("galleryRPCommon.json", "")]),
    ("shared-galleries", &[("sharedGallery.json", ""), ("communityGallery.json", "")]),
    ("cloud-services", &[("cloudService.json", "")]),
    ("disk-accesses", &[("DiskRP.json", "")]),
];

/// The area of what several files share.
pub(super) const COMMON: &str = "common";

/// Returns the area that a position belongs to.
pub(super) fn area(location: &Location) -> &'static str {
    let stem = location.file.rsplit('/').next().unwrap_or(&location.file);
    let holds = |parts: &[(&str, &str)]| {
        parts.iter().any(|(file, section)| *file == stem && location.pointer.starts_with(section))
    };
    AREAS.iter().find(|(_, parts)| holds(parts)).map_or(COMMON, |(name, _)| name)
}

/// Returns the names of all areas.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    AREAS.iter().map(|(name, _)| *name).chain([COMMON])
}
