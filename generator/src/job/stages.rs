//! The stages in their order: the one place that calls them.
use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::output::OutputFile;

use super::{Job, Progress};

pub(super) fn lower(job: &Job, progress: &dyn Progress) -> Result<(Model, Diagnostics), Diagnostics> {
    let _ = (job, progress);
    Err(Diagnostics::new())
}
pub(super) fn print(job: &Job, model: &Model) -> Result<Vec<OutputFile>, Diagnostics> {
    let _ = (job, model);
    Err(Diagnostics::new())
}
pub(super) fn convert(job: &Job) -> Result<super::Converted, Diagnostics> {
    let _ = job;
    Err(Diagnostics::new())
}
