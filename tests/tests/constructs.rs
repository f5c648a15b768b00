//! The table of constructs in `ARCHITECTURE.md` names modules and fixtures that exist.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::fs;

use armsmith_tests::shared;

#[test]
fn every_construct_has_its_module_and_its_fixture() {
    let text = fs::read_to_string(shared::root().join("ARCHITECTURE.md")).unwrap();
    let (_, section) = text.split_once("\n## Constructs\n").unwrap();
    let (table, _) = section.split_once("\n### ").unwrap();
    let rows: Vec<Vec<&str>> = table.lines().filter(|it| it.starts_with('|')).skip(2).map(cells).collect();
    assert!(rows.len() > 40, "the table has lost rows");
    let mut missing = Vec::new();
    for row in rows.iter().filter(|it| !it[0].starts_with("**")) {
        let [construct, modules, fixtures] = row.as_slice() else { panic!("a row has three cells: {row:?}") };
        assert!(modules.contains('`') && fixtures.contains('`'), "no module or no fixture: {construct}");
        for (folder, cell) in [("generator/core/src", modules), ("tests/fixtures", fixtures)] {
            let paths = cell.split('`').skip(1).step_by(2).map(|it| shared::root().join(folder).join(it));
            missing.extend(paths.filter(|it| !it.exists()));
        }
    }
    assert!(missing.is_empty(), "the table names what is not there: {missing:?}");
}

fn cells(row: &str) -> Vec<&str> {
    // No cell of this table has a bar inside of code.
    row.trim_matches('|').split('|').map(str::trim).collect()
}
