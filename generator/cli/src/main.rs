//! The command `armsmith`: arguments in, a call of the library, an exit code out.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::run()
}
