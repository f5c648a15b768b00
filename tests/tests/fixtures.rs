//! Every folder below `fixtures/` is a test: see `fixtures/README.md` for the format.
//!
//! `lower` holds the model that a specification is lowered to, `emit` the files it becomes, `error` what armsmith says
//! about it. That every file of `emit` compiles is shown by `emitted_fixtures_compile.rs`.

use std::path::Path;

use armsmith_tests::{fixture, outline};

fn lower(input: &Path) -> datatest_stable::Result<()> {
    let job = fixture::job(input)?;
    let model = armsmith_core::specification(&job).map_err(|it| it.to_string())?.model;
    fixture::assert_snapshot(input, "model", &outline::of(&model));
    Ok(())
}

fn emit(input: &Path) -> datatest_stable::Result<()> {
    let out = tempfile::tempdir()?;
    let job = armsmith_core::Job { out: out.path().join("crate"), ..fixture::job(input)? };
    armsmith_core::generate(&job).map_err(|it| it.to_string())?;
    fixture::assert_snapshot(input, "files", &fixture::sources(&job.out)?);
    Ok(())
}

fn error(input: &Path) -> datatest_stable::Result<()> {
    let out = tempfile::tempdir()?;
    let job = armsmith_core::Job { out: out.path().join("crate"), ..fixture::job(input)? };
    let said = match armsmith_core::generate(&job) {
        Ok(summary) => format!("generated, with\n\n{}", summary.warnings),
        Err(diagnostics) => {
            if job.out.exists() {
                return Err("a failed run wrote something".into());
            }
            diagnostics.to_string()
        }
    };
    fixture::assert_snapshot(input, "diagnostics", &said);
    Ok(())
}

datatest_stable::harness! {
    { test = lower, root = "fixtures/lower", pattern = r"/input\.(json|yaml|md)$" },
    { test = emit, root = "fixtures/emit", pattern = r"/input\.(json|yaml|md)$" },
    { test = error, root = "fixtures/error", pattern = r"/input\.(json|yaml|md)$" },
}
