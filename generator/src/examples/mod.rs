//! The examples check: holds a generated crate against every documented example.
