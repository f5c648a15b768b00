//! Specifications that are damaged by chance: whatever is in them, a run ends soon, without a panic, and either says
//! what is wrong or gives a crate whose code is Rust.
//!
//! The same few hundred damages each time. For more of them, `ARMSMITH_ROUNDS=20000 cargo test -p armsmith-tests --test
//! whole robustness`; for others, `ARMSMITH_SEED`. What a failed test names is repeated with `ARMSMITH_SEED=<it>
//! ARMSMITH_ROUNDS=1`.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use armsmith_core::{Input, Job};
use armsmith_tests::{
    mutation::{Chance, mutate},
    shared,
};
use serde_json::Value;

/// Far more than any run needs, also without optimisations on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(default)
}

/// Generates a crate. Returns the message of the error, or `None`.
fn run(files: Vec<PathBuf>, root: PathBuf, out: PathBuf) -> Option<String> {
    let job = Job { name: "damaged".to_owned(), input: Input::Files(files), root: Some(root), out, ..Job::default() };
    match armsmith_core::generate(&job) {
        Ok(summary) => {
            drop(summary.warnings.to_string());
            None
        }
        Err(diagnostics) => Some(diagnostics.to_string()),
    }
}

/// Runs in a thread of its own, which a run that does not end cannot leave.
fn assert_ends_well(what: &str, files: Vec<PathBuf>, root: PathBuf, out: PathBuf) {
    let (sender, receiver) = mpsc::channel();
    let runner = thread::Builder::new().stack_size(8 << 20).spawn(move || sender.send(run(files, root, out))).unwrap();
    match receiver.recv_timeout(LIMIT) {
        Ok(None) => {}
        Ok(Some(said)) => {
            assert!(!said.is_empty(), "{what}: failed without a message");
            assert!(!said.contains("mistake of armsmith"), "{what}: {said}");
        }
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{what}: still running after {LIMIT:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let _ = runner.join();
            panic!("{what}: panicked");
        }
    }
}

/// The main files of the fixtures, and the carried specification.
fn specifications() -> Vec<PathBuf> {
    let mut found =
        vec![shared::root().join(
            "specs/specification/compute/resource-manager/Microsoft.Compute/DiskRP/stable/2025-01-02/DiskRP.json",
        )];
    for kind in ["lower", "emit", "error"] {
        for case in fs::read_dir(shared::root().join("tests/fixtures").join(kind)).unwrap() {
            let case = case.unwrap().path();
            found.extend(
                ["input.json", "input.yaml", "things.json"]
                    .map(|it| case.join(it))
                    .into_iter()
                    .filter(|it| it.is_file()),
            );
        }
    }
    found.sort();
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &name);
        } else if path.extension().is_some_and(|it| it == "json" || it == "yaml") {
            fs::copy(&path, name).unwrap();
        }
    }
}

#[test]
fn damaged_specifications_end_with_a_word_or_a_crate() {
    let specifications = specifications();
    let (seed, rounds) = (setting("ARMSMITH_SEED", 0), setting("ARMSMITH_ROUNDS", 300));
    let folder = tempfile::tempdir().unwrap();
    let mut crates = 0;
    for round in seed..seed + rounds {
        let mut chance = Chance::new(round);
        let path = &specifications[chance.below(specifications.len())];
        let Ok(mut document) = read(path) else { continue };
        mutate(&mut document, &mut chance);
        let specification = folder.path().join("specification");
        copy(path.parent().unwrap(), &specification);
        let damaged = specification.join(path.file_name().unwrap()).with_extension("json");
        fs::write(&damaged, document.to_string()).unwrap();
        let out = folder.path().join("crate");
        assert_ends_well(
            &format!("seed {round}, {}", path.display()),
            vec![damaged],
            specification.clone(),
            out.clone(),
        );
        crates += u64::from(out.exists());
        let _ = fs::remove_dir_all(&specification);
        let _ = fs::remove_dir_all(&out);
    }
    // Damage that is always found at the door would try nothing behind it.
    assert!(rounds < 100 || crates * 10 > rounds, "only {crates} of {rounds} damaged specifications gave a crate");
}

fn read(path: &Path) -> Result<Value, ()> {
    let text = fs::read_to_string(path).map_err(drop)?;
    if path.extension().is_some_and(|it| it == "yaml") { Err(()) } else { serde_json::from_str(&text).map_err(drop) }
}
