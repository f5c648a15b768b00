//! Shared parts of the tests.

pub mod fixture;
pub mod mutation;
pub mod outline;
pub mod shared;
