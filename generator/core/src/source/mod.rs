//! Reads every file of a run once.
//!
//! In: paths ([`Inputs`]), or an AutoRest readme ([`readme`]). Out: [`Loaded`]: the documents as written, with every
//! `$ref` led to its target. The only stage that reads from the disk. Must not know: what a construct means, anything
//! of Rust.

pub use inputs::Inputs;
pub use load::load;
pub use loaded::Loaded;
pub use positions::Spans;
pub use sources::Sources;

pub mod directive;
mod examples;
mod inputs;
mod links;
mod load;
mod loaded;
mod parse;
mod paths;
mod positions;
pub mod readme;
mod resolve;
mod sources;

#[cfg(test)]
mod tests;
