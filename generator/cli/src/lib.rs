//! Generates Rust client crates for Azure Resource Manager from its specifications.
//!
//! In: a [`Job`]. Out: a [`Summary`], or [`Diagnostics`]. Must not know: the command line, or how code is generated.
//! The pipeline is the package `armsmith-core`; this library names the parts that an `xtask` or a `build.rs` uses.
//! Only these names are promised (`docs/stability.md`).

/// Compiles the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use armsmith_core::diagnostics::{Code, Severity};
pub use armsmith_core::manifest;
pub use armsmith_core::{
    Converted, Diagnostics, Fixup, FixupChange, Input, Job, Mode, Progress, Runtime, Step, Summary, Workspace, convert,
    generate, generate_with,
};
