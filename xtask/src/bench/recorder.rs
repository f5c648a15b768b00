//! The call of rustc for one crate, recorded to be repeated.
//!
//! Cargo itself takes time, and may build dependencies. So Cargo is run once with this program as `RUSTC_WRAPPER` and
//! as `RUSTDOC`: the program passes everything on, and records the call for the crate to be measured. That call is then
//! repeated without Cargo.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use serde_json::{Value, json};

use super::shared::{Result, prepare};

/// The variable with the path of the file for the call.
const RECORD: &str = "ARMSMITH_BENCH_RECORD";
/// The variable with the name of the crate to record.
const CRATE: &str = "ARMSMITH_BENCH_CRATE";

/// Acts as rustc or rustdoc if Cargo runs this program in their role. Returns `None` otherwise.
pub(crate) fn intercept() -> Option<ExitCode> {
    let record = env::var_os(RECORD)?;
    let wanted = env::var(CRATE).ok()?;
    let mut arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let is_rustc = |program: &OsString| Path::new(program).file_stem().is_some_and(|name| name == "rustc");
    // The first argument of a wrapper is the compiler. As `RUSTDOC` the program has no such argument.
    let program = if arguments.first().is_some_and(is_rustc) { arguments.remove(0) } else { "rustdoc".into() };
    let texts: Vec<String> = arguments.iter().filter_map(|it| it.to_str().map(str::to_owned)).collect();
    if texts.windows(2).any(|pair| pair[0] == "--crate-name" && pair[1] == wanted) {
        let call = json!({
            "program": program.to_string_lossy(),
            "arguments": texts,
            "folder": env::current_dir().unwrap_or_default(),
            "environment": cargo_variables(),
        });
        if let Err(error) = fs::write(&record, call.to_string()) {
            eprintln!("error: cannot write the call of {wanted}: {error}");
            return Some(ExitCode::FAILURE);
        }
    }
    let status = Command::new(&program).args(&arguments).env_remove(RECORD).env_remove(CRATE).status();
    Some(if status.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What Cargo tells the crate: `env!("CARGO_PKG_NAME")`, `OUT_DIR`.
fn cargo_variables() -> Vec<(String, String)> {
    env::vars()
        .filter(|(name, _)| name.starts_with("CARGO") || name == "OUT_DIR" || name == "LD_LIBRARY_PATH")
        .collect()
}

/// The call of the compiler for `crate_name` that `cargo` makes, ready to be repeated.
pub(super) fn record(cargo: &mut Command, crate_name: &str, record: PathBuf) -> Result<impl Fn() -> Command + use<>> {
    let this = env::current_exe().map_err(|error| format!("this program does not know where it is: {error}"))?;
    // The compiler runs in the folder of its package.
    let record = std::path::absolute(&record).unwrap_or(record);
    let _ = fs::remove_file(&record);
    prepare(cargo.env("RUSTC_WRAPPER", &this).env("RUSTDOC", &this).env(RECORD, &record).env(CRATE, crate_name))?;
    let text = fs::read_to_string(&record).map_err(|_| format!("Cargo did not compile {crate_name}: {cargo:?}"))?;
    let call: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", record.display()))?;
    let strings = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
    };
    let (arguments, variables) = (strings(&call["arguments"]), call["environment"].clone());
    let text = move |key: &str| call[key].as_str().unwrap_or_default().to_owned();
    Ok(move || {
        let mut command = Command::new(text("program"));
        command.args(&arguments).current_dir(text("folder"));
        for pair in variables.as_array().into_iter().flatten() {
            command.env(pair[0].as_str().unwrap_or_default(), pair[1].as_str().unwrap_or_default());
        }
        command
    })
}
