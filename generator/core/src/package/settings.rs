//! What a job says about its package.

use crate::emit;

/// What a job says about the package.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The package: `arm-compute`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub license: String,
    /// How its manifest finds the runtime.
    pub runtime: Runtime,
    /// Whether it is a member of a workspace above it; if not, it is a workspace of its own, so that it builds
    /// anywhere.
    pub workspace_member: bool,
    /// The `operationId` of the operation that the README and the example program show, when it is not to be chosen.
    pub example: Option<String>,
    /// What the crate says about its origin.
    pub emit: emit::Settings,
}

/// How a generated manifest finds `armsmith-runtime`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Runtime {
    /// In a folder, relative to the crate, with `/` between the parts.
    Path(String),
    /// In the registry.
    Version(String),
}
