//! The paths of the public specifications beside the checkout.

use std::path::{Path, PathBuf};

/// The folder beside the checkout that holds data of the public azure-rest-api-specs repository.
const SPECS: &str = "../shared/specs/azure-rest-api-specs/specification";

/// The disk API of Compute, as public.
pub(crate) const DISK: &str = "compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json";

/// Whole Compute, as public.
pub(crate) const COMPUTE: &str = "compute/resource-manager/readme.md";

/// The folder of the public specifications, if it is there.
pub(crate) fn folder(root: &Path) -> Option<PathBuf> {
    Some(root.join(SPECS)).filter(|folder| folder.is_dir())
}

/// A public file, or why there is none.
pub(crate) fn find(root: &Path, file: &str) -> Result<PathBuf, String> {
    let path = Path::new(SPECS).join(file);
    if root.join(&path).is_file() { Ok(path) } else { Err(format!("there is no {}", path.display())) }
}

/// Every service of which there is a readme: its name, and the file.
pub(crate) fn readmes(root: &Path) -> Vec<(String, PathBuf)> {
    let mut found: Vec<(String, PathBuf)> = std::fs::read_dir(root.join(SPECS))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter_map(|name| find(root, &format!("{name}/resource-manager/readme.md")).ok().map(|path| (name, path)))
        .collect();
    found.sort();
    found
}
