//! The tables of the README: the scenarios, and the known mistakes with the scenarios that catch them.
//!
//! They are written from the files, between two markers each, so that they cannot say anything else than these do.

use crate::{
    Result,
    scenario::{self, Scenario},
};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

/// `readme` with the tables that belong in it. A mistake that no scenario catches is an error, as is one that a
/// scenario names and nobody knows.
pub fn updated(readme: &str) -> Result<String> {
    let scenarios = scenarios()?;
    let readme = between(readme, "scenarios", &table(&scenarios))?;
    between(&readme, "mistakes", &mistakes(&scenarios)?)
}

fn between(readme: &str, name: &str, table: &str) -> Result<String> {
    let [start, end] = ["start", "end"].map(|which| format!("<!-- {name}: {which} -->\n"));
    let (before, rest) = readme.split_once(&start).ok_or_else(|| format!("the README has no line {start}"))?;
    let (_, after) = rest.split_once(&end).ok_or_else(|| format!("the README has no line {end}"))?;
    Ok(format!("{before}{start}{table}{end}{after}"))
}

fn scenarios() -> Result<Vec<(String, Scenario)>> {
    let load = |path: &Path| Ok((scenario::name(path), Scenario::load(path, "https://localhost:0")?));
    scenario::files()?.iter().map(|path| load(path)).collect()
}

fn table(scenarios: &[(String, Scenario)]) -> String {
    let mut table = String::from("| Scenario | Rule | Source | What the client must do |\n|---|---|---|---|\n");
    for (name, scenario) in scenarios {
        let mut rule = cell(&scenario.rule);
        if !scenario.catches.is_empty() {
            let _ = write!(rule, "<br>*Catches:* {}", scenario.catches.join(", "));
        }
        let (source, client) = (cell(&scenario.source), cell(&scenario.client));
        let _ = writeln!(table, "| [`{name}`](scenarios/{name}.toml) | {rule} | {source} | {client} |");
    }
    table
}

fn mistakes(scenarios: &[(String, Scenario)]) -> Result<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("mistakes.toml"))?;
    let known: BTreeMap<String, String> = toml::from_str(&text)?;
    let named = scenarios.iter().flat_map(|(name, scenario)| scenario.catches.iter().map(move |it| (name, it)));
    if let Some((name, mistake)) = named.clone().find(|(_, mistake)| !known.contains_key(*mistake)) {
        return Err(format!("{name} catches `{mistake}`, which is not in mistakes.toml").into());
    }
    let mut rows: Vec<(&String, &String)> = known.iter().collect();
    // `emitter 10` comes after `emitter 2`.
    rows.sort_by_key(|(number, _)| (number.split(' ').next(), number.len(), *number));
    let mut table = String::from("| | Mistake | Caught by |\n|---|---|---|\n");
    for (number, mistake) in rows {
        let names: Vec<_> =
            named.clone().filter(|(_, it)| *it == number).map(|(name, _)| format!("`{name}`")).collect();
        if names.is_empty() {
            return Err(format!("no scenario catches `{number}`").into());
        }
        let _ = writeln!(table, "| {number} | {} | {} |", cell(mistake), names.join(", "));
    }
    Ok(table)
}

/// One line without the character that ends a cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
