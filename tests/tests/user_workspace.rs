//! Goes through `tests/user-workspace` as a user would: generate, build, test, check, edit, check again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::process::Output;

use nested_cargo::root;

/// Runs a Cargo command in the user's workspace, without the network.
fn cargo(arguments: &[&str]) -> Output {
    let (subcommand, rest) = arguments.split_first().unwrap();
    nested_cargo::command(subcommand)
        .args(rest)
        .current_dir(root().join("tests/user-workspace"))
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .unwrap()
}

#[track_caller]
fn succeed(arguments: &[&str]) -> String {
    let output = cargo(arguments);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {}\n{stdout}\n{stderr}", arguments.join(" "));
    stdout.into_owned()
}

#[test]
fn a_user_generates_and_uses_a_crate() {
    let workspace = root().join("tests/user-workspace");
    // The versions of this repository: they are there already, so nothing is downloaded.
    for folder in ["", "xtask"] {
        fs::copy(root().join("Cargo.lock"), workspace.join(folder).join("Cargo.lock")).unwrap();
    }

    let summary = succeed(&["xtask", "generate"]);
    assert!(summary.starts_with("arm-compute: 11 operations, "), "{summary}");
    // Cargo has left in the lock file what the library needs; what only the command needs is gone.
    let lock = fs::read_to_string(workspace.join("xtask/Cargo.lock")).unwrap();
    assert!(lock.contains("name = \"armsmith-core\""), "{lock}");
    for command_only in ["clap", "indicatif", "anstream"] {
        assert!(!lock.contains(&format!("name = \"{command_only}\"")), "{command_only}");
    }
    succeed(&["test", "--package", "app"]);
    succeed(&["xtask", "generate", "--check"]);

    let lib = workspace.join("crates/arm-compute/src/lib.rs");
    let text = fs::read_to_string(&lib).unwrap();
    fs::write(&lib, text.replacen('\n', "\n// edited\n", 1)).unwrap();
    let check = cargo(&["xtask", "generate", "--check"]);
    let stderr = String::from_utf8_lossy(&check.stderr).into_owned();
    assert_eq!(check.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("lib.rs differs, first in line 2") && stderr.contains("run `cargo xtask generate`"),
        "{stderr}"
    );

    succeed(&["xtask", "generate"]);
    assert_eq!(fs::read_to_string(&lib).unwrap(), text);
}
