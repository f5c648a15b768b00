//! One test for each file of `scenarios/`.

use armsmith_end_to_end::play::play;
use std::path::Path;

datatest_stable::harness! {
    { test = scenario, root = "scenarios", pattern = r"\.toml$" },
}

fn scenario(path: &Path) -> datatest_stable::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // The harness prints errors in their `Debug` form, in which lines do not end.
    runtime.block_on(play(path)).unwrap_or_else(|error| panic!("{error}"));
    Ok(())
}
