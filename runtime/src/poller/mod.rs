//! Long-running operations: start, progress, result, and going on in another process.
//!
//! azure_core's own poller sleeps before it shows a status, panics when it is awaited after it was drained, loses the
//! service's error, and cannot be resumed. This one keeps its interface and does none of that. `handle` and `list` are what
//! users hold, `run` sends and waits. What the responses mean is decided in `protocol` and `final_state`, which do no input
//! and output.

mod body;
mod errors;
mod final_state;
mod handle;
mod list;
mod options;
mod protocol;
mod run;
mod span;
mod status;
mod token;
mod tracked;
mod wait;

pub use errors::{CannotFollow, StillRunning};
pub use handle::Poller;
pub use list::ListPoller;
pub use options::PollerOptions;
pub use status::{OperationState, OperationStatus};
pub use tracked::FinalStateVia;
