//! The result of a command, from which its exit code follows.

/// The result of a command. Invalid usage (exit code 2) never gets this far: clap ends the process.
pub(super) enum Outcome {
    /// Exit code 0.
    Success,
    /// Exit code 1: the specification is wrong, or the check failed. The diagnostics have been printed.
    Failed,
}
