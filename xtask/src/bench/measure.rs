//! The costs of a program: time, CPU time, memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

use super::shared::Result;

/// The costs of one run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// From start to end.
    pub(super) wall: Duration,
    /// User and system time of the program and of all that it waited for.
    pub(super) cpu: Duration,
    /// The largest resident set of any of them, in bytes.
    pub(super) peak: u64,
}

impl Cost {
    /// One after the other.
    pub(super) fn then(self, other: Self) -> Self {
        Self { wall: self.wall + other.wall, cpu: self.cpu + other.cpu, peak: self.peak.max(other.peak) }
    }
}

/// Runs a command to its end. Its output is not looked at, so that nobody waits for a terminal.
pub(super) fn measure(command: &mut Command) -> Result<Cost> {
    let shown = format!("{command:?}");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().map_err(|error| format!("cannot run {shown}: {error}"))?;
    let used = child.wait4().map_err(|error| format!("cannot wait for {shown}: {error}"))?;
    let wall = start.elapsed();
    if !used.status.success() {
        return Err(format!("{shown} ended with {}", used.status));
    }
    Ok(Cost { wall, cpu: used.rusage.utime + used.rusage.stime, peak: used.rusage.maxrss })
}

/// Something that can be run and measured, again and again.
pub(super) struct Side<'a> {
    /// Who it is.
    pub(super) name: String,
    /// One run.
    pub(super) run: Box<dyn FnMut() -> Result<Cost> + 'a>,
    /// The costs so far.
    pub(super) costs: Vec<Cost>,
}

impl<'a> Side<'a> {
    /// A side that has not run yet.
    pub(super) fn new(name: impl Into<String>, run: impl FnMut() -> Result<Cost> + 'a) -> Self {
        Self { name: name.into(), run: Box::new(run), costs: Vec::new() }
    }
}

/// Lets the sides run in turns, so that whatever else the machine does hits all of them.
pub(super) fn in_turns(sides: &mut [Side<'_>], rounds: usize) -> Result<()> {
    for _ in 0..rounds {
        for side in &mut *sides {
            let cost = (side.run)()?;
            side.costs.push(cost);
        }
    }
    Ok(())
}

/// The middle one.
pub(super) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
