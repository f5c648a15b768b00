//! Reads every file of a run once.

/// Every file of a run.
#[derive(Debug, Default)]
pub struct Sources;
