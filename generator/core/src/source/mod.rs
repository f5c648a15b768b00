//! Reads every file of a run once.
//!
//! In: paths ([`Inputs`]), or an AutoRest readme ([`readme`]). Out: [`Loaded`]: the documents, with the target of every
//! `$ref`, and the value of each file, which directives and edits have corrected before anything was read from it. The
//! only stage that reads from the disk. Must not know: what a construct means, anything of Rust.

pub use edit::{Edit, Unchanged};
pub use inputs::{FileEdit, Inputs, Parsed};
pub use load::load;
pub use loaded::Loaded;

pub mod directive;
mod edit;
mod examples;
mod inputs;
mod links;
mod load;
mod loaded;
mod loader;
mod parse;
mod paths;
pub mod readme;
mod resolve;

#[cfg(test)]
mod tests;
