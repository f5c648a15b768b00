//! The settings of a generated package.

use crate::emit;

/// The settings of a generated package.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the package: `arm-compute`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub license: String,
    /// The dependency on the runtime.
    pub runtime: Runtime,
    /// `true` for a member of a workspace in a parent folder. Otherwise the package is its own workspace, so that it
    /// builds in any folder.
    pub workspace_member: bool,
    /// The `operationId` of the operation in the README and the example program; `None` selects one automatically.
    pub example: Option<String>,
    /// The name and origin of the crate.
    pub emit: emit::Settings,
}

/// The source of `armsmith-runtime` in a generated manifest.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Runtime {
    /// In a folder, relative to the crate, with `/` between the parts.
    Path(String),
    /// In the registry.
    Version(String),
}
