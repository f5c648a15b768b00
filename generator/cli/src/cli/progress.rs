//! Shows people at a terminal which step a run is at.

use std::time::Duration;

use armsmith_core::{Job, Progress, Step};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line that is redrawn at each step and removed at the end. Shows nothing if stderr is not a terminal.
pub(super) struct Spinner(ProgressBar);

impl Spinner {
    pub(super) fn new(visible: bool) -> Self {
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// Shows a message outside of the steps of a job.
    pub(super) fn say(&self, message: String) {
        self.0.set_message(message);
    }
}

impl Progress for Spinner {
    fn step(&self, job: &Job, step: Step) {
        self.say(format!("{}: {}", job.name, step.as_str()));
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
