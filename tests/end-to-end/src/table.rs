//! The table of the scenarios in the README.
//!
//! It is written from the scenario files, between two markers, so that it cannot say anything else than they do.

use crate::{Result, scenario};
use std::fmt::Write;

const START: &str = "<!-- scenarios: start -->\n";
const END: &str = "<!-- scenarios: end -->";

/// `readme` with the table that belongs in it.
pub fn updated(readme: &str) -> Result<String> {
    let (before, rest) = readme.split_once(START).ok_or_else(|| format!("the README has no line {START}"))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| format!("the README has no line {END}"))?;
    Ok(format!("{before}{START}{}{END}{after}", table()?))
}

fn table() -> Result<String> {
    let mut table = String::from("| Scenario | Rule | Source | What the client must do |\n|---|---|---|---|\n");
    for path in scenario::files()? {
        let scenario = scenario::Scenario::load(&path, "https://localhost:0")?;
        let name = scenario::name(&path);
        let mut rule = cell(&scenario.rule);
        if let Some(trap) = &scenario.trap {
            let _ = write!(rule, "<br>*Catches:* {}", cell(trap));
        }
        let (source, client) = (cell(&scenario.source), cell(&scenario.client));
        let _ = writeln!(table, "| [`{name}`](scenarios/{name}.toml) | {rule} | {source} | {client} |");
    }
    Ok(table)
}

/// One line without the character that ends a cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
