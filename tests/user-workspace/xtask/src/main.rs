//! `cargo xtask generate [--check]`: writes the crate `crates/arm-compute`, or checks that it is up to date.

use std::path::Path;
use std::process::ExitCode;

use armsmith::{Input, Job, Mode, Runtime, Workspace};

const COMMAND: &str = "cargo xtask generate";

fn main() -> ExitCode {
    let mode = match std::env::args().skip(1).collect::<Vec<_>>().join(" ").as_str() {
        "generate" => Mode::Write,
        "generate --check" => Mode::Check { fix_command: COMMAND.to_owned() },
        _ => {
            eprintln!("usage: {COMMAND} [--check]");
            return ExitCode::from(2);
        }
    };
    // The folder of this program is `xtask`; its parent is the workspace.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let armsmith = workspace.join("../..");
    let job = Job {
        name: "arm-compute".to_owned(),
        out: workspace.join("crates/arm-compute"),
        input: Input::Readme {
            path: armsmith.join("specs/specification/compute/resource-manager/readme.md"),
            tag: None,
            packages: Vec::new(),
        },
        runtime: Runtime::Path(armsmith.join("runtime")),
        workspace: Workspace::Member,
        mode,
        command: COMMAND.to_owned(),
        ..Job::default()
    };
    match armsmith::generate(&job) {
        Ok(summary) => {
            eprint!("{}", summary.warnings);
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(diagnostics) => {
            eprint!("{diagnostics}");
            ExitCode::FAILURE
        }
    }
}
