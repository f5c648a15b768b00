//! The files of a crate that are prose or manifest.
