//! The missing descriptions of an area, as TOML to be filled in, with the facts that a writer needs.

use std::fmt::Write as _;

use indexmap::IndexMap;

use super::areas::area;
use super::descriptions::{Descriptions, Key, show, show_name};
use super::slots::{Kind, Slot, by_proposed_key};

/// Returns the keys without a text, each with an empty one and the facts.
pub(super) fn skeleton(slots: &[Slot], descriptions: &Descriptions, only: &str) -> String {
    let missing = slots.iter().filter(|slot| area(&slot.location) == only && descriptions.find(&slot.keys).is_none());
    let mut tables: IndexMap<&[String], Vec<String>> = IndexMap::new();
    for (key, places) in by_proposed_key(missing) {
        let length = key.len().min(2).min(key.len() - 1);
        let mut line = format!("{} = \"\"", name(&key[length..]));
        let slot = places[0];
        if !matches!(slot.kind, Kind::Operation | Kind::Definition) && !slot.facts.is_empty() {
            line = format!("{line}  # {}", slot.facts);
        }
        tables.entry(&key[..length]).or_default().push(line);
    }
    let mut text = String::new();
    for (table, lines) in tables {
        let _ = writeln!(text, "\n{}[{}]\n{}", heading(slots, table), show(table), lines.join("\n"));
    }
    text
}

/// A key inside a table.
fn name(key: &[String]) -> String {
    key.iter().map(|name| show_name(name)).collect::<Vec<_>>().join(".")
}

/// The facts of the operation, definition or enum that a table is about.
fn heading(slots: &[Slot], table: &[String]) -> String {
    let is_its_own = |slot: &&Slot| {
        matches!(slot.kind, Kind::Operation | Kind::Definition)
            && slot.member == "description"
            && slot.keys.iter().any(|key| is_below(key, table))
    };
    match slots.iter().find(is_its_own) {
        Some(slot) => {
            let file = slot.location.file.rsplit('/').take(2).collect::<Vec<_>>();
            let file: Vec<&str> = file.into_iter().rev().collect();
            format!("# {}: {}\n", file.join("/"), slot.facts)
        }
        None => {
            let of_enum = slots
                .iter()
                .filter(|slot| slot.kind == Kind::EnumValue && slot.keys.iter().any(|key| is_below(key, table)));
            let places: std::collections::BTreeSet<&str> = of_enum.map(|slot| slot.location.pointer.as_str()).collect();
            if places.is_empty() {
                return String::new();
            }
            format!("# {}\n", places.into_iter().take(4).collect::<Vec<_>>().join(", "))
        }
    }
}

fn is_below(key: &Key, table: &[String]) -> bool {
    key.len() == table.len() + 1 && key.starts_with(table)
}
