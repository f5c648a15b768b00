//! Long-running operations: start, progress, result, and resuming in another process.
//!
//! azure_core's own poller sleeps before it shows a status, panics when it is awaited after it was drained, loses the
//! service's error, and cannot be resumed. This one has the same interface without these faults. `handle` and `list`
//! are the types for users, `run` sends and waits. `protocol` and `final_state` decide what the responses mean, without
//! input and output.

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
