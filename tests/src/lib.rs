//! Shared parts of the tests.

pub mod fixture;
pub mod shared;
