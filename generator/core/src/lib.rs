//! Reads Azure Resource Manager specifications and writes Rust client crates.
//!
//! The stages, each a module with one entry function, and the types between them:
//!
//! ```text
//! source → document (each file) → link → api (all files) → lower → model → emit → format → package → output
//! ```

pub mod api;
mod characters;
pub mod code;
pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod format;
pub mod job;
mod layout;
pub mod link;
pub mod lower;
pub mod manifest;
pub mod markdown;
pub mod model;
pub mod naming;
pub mod openapi;
pub mod output;
pub mod package;
#[cfg(test)]
mod public_specifications;
pub mod source;
pub mod text;

pub use diagnostics::Diagnostics;
pub use job::{
    Converted, Fixup, FixupChange, FixupOrigin, Input, Job, Progress, Runtime, Specification, Step, Summary, Workspace,
    convert, generate, generate_with, specification,
};
pub use output::Mode;
