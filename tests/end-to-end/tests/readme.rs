//! The README's table lists every scenario as its file describes it.

use armsmith_end_to_end::{Result, table};
use std::{env, fs, path::Path};

#[test]
fn the_table_is_that_of_the_scenarios() -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path)?;
    let updated = table::updated(&readme)?;
    if env::var_os("UPDATE_README").is_some() {
        fs::write(&path, &updated)?;
    } else {
        let command = "UPDATE_README=1 cargo test --manifest-path tests/end-to-end/Cargo.toml --test readme";
        assert_eq!(readme, updated, "the table is not up to date: run `{command}`");
    }
    Ok(())
}
