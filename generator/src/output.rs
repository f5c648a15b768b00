//! Writes the files of a crate, or checks that they are up to date.
