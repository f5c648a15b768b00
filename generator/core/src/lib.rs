//! Reads Azure Resource Manager specifications and writes Rust client crates.
//!
//! The stages, each a module with one entry function, and the types between them:
//!
//! ```text
//! source → document (as written) → bundle (openapiv3) → lower → model → emit → format → package → output
//! ```

pub mod bundle;
mod characters;
pub mod code;
pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod examples;
pub mod format;
pub mod job;
mod layout;
pub mod lower;
pub mod manifest;
pub mod markdown;
pub mod model;
pub mod naming;
pub mod output;
pub mod package;
#[cfg(test)]
mod public_specifications;
pub mod source;

pub use diagnostics::Diagnostics;
pub use job::{
    Converted, Fixup, FixupChange, Input, Job, Progress, Runtime, Specification, Step, Summary, Workspace, convert,
    generate, generate_with, specification,
};
pub use output::Mode;
