//! The end-to-end tests, which are a workspace of their own (`tests/end-to-end/README.md` says why), run with all
//! others.

use std::{
    fs,
    fs::File,
    io,
    process::{Child, ExitStatus, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use armsmith_tests::shared;

/// Enough for building all dependencies on a small, busy machine; the tests themselves take seconds.
const LIMIT: Duration = Duration::from_secs(30 * 60);

#[test]
fn the_generated_client_gets_through_every_exchange() -> io::Result<()> {
    let log = nested_cargo::target_dir().join("end-to-end-output.txt");
    let output = File::create(&log)?;
    let mut tests = nested_cargo::command("test")
        .args(["--locked", "--no-fail-fast", "--manifest-path"])
        .arg(shared::root().join("tests/end-to-end/Cargo.toml"))
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .spawn()?;
    let status = wait(&mut tests)?;
    let output = fs::read_to_string(&log)?;
    match status {
        Some(status) => assert!(status.success(), "the end-to-end tests failed:\n{output}"),
        None => panic!("the end-to-end tests did not end within {LIMIT:?}:\n{output}"),
    }
    assert!(output.contains("put-202-location-200"), "the scenarios did not run:\n{output}");
    Ok(())
}

/// Waits for the process. Returns `None` if it had to be killed.
fn wait(process: &mut Child) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        if let Some(status) = process.try_wait()? {
            return Ok(Some(status));
        }
        sleep(Duration::from_millis(200));
    }
    process.kill()?;
    process.wait()?;
    Ok(None)
}
