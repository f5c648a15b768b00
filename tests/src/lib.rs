//! Shared parts of the tests.

pub mod fixture;
pub mod outline;
pub mod shared;
