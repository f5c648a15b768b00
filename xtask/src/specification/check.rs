//! The state of the descriptions of an area: what is missing, says too little, or has the words of the public files.

use std::collections::BTreeMap;
use std::fmt;

use super::areas::area;
use super::descriptions::{Descriptions, show};
use super::slots::{Kind, Slot, by_proposed_key};
use super::wording::{PublicWords, has_several_sentences, is_thin};

/// A property may say no more than its name does in one case of so many (issue 18).
const THIN_PROPERTIES_IN_PERCENT: usize = 10;

/// The problems, each with its key; and counts.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Problems of the files: syntax, keys that are there twice or describe nothing.
    pub(super) file_problems: Vec<String>,
    pub(super) missing: Vec<String>,
    /// Texts whose content is all in the name and type, with their kind.
    pub(super) thin: Vec<(Kind, String)>,
    pub(super) copied: Vec<String>,
    /// Positions by kind.
    pub(super) positions: BTreeMap<Kind, usize>,
    /// Positions with a text.
    pub(super) described: usize,
    /// Positions by kind whose text has more than one sentence.
    several_sentences: BTreeMap<Kind, usize>,
}

/// Examines the positions of one area, or of all.
pub(super) fn check(
    slots: &[Slot],
    descriptions: &Descriptions,
    public: Option<&PublicWords>,
    only: Option<&str>,
) -> State {
    let mut state = State::default();
    let is_wanted = |name: &str| only.is_none_or(|only| only == name);
    let wanted: Vec<&Slot> = slots.iter().filter(|slot| is_wanted(area(&slot.location))).collect();
    for (key, slots) in by_proposed_key(wanted.iter().copied()) {
        let missing = slots.iter().filter(|slot| descriptions.find(&slot.keys).is_none()).count();
        if missing > 0 {
            state.missing.push(show(key));
        }
        let mut seen = Vec::new();
        for slot in &slots {
            *state.positions.entry(slot.kind).or_default() += 1;
            let Some(text) = descriptions.find(&slot.keys) else { continue };
            state.described += 1;
            *state.several_sentences.entry(slot.kind).or_default() += usize::from(has_several_sentences(&text.text));
            let must_say_more = !matches!(slot.kind, Kind::File | Kind::Security | Kind::Response | Kind::Header);
            if must_say_more && is_thin(&text.text, &slot.names) {
                state.thin.push((slot.kind, format!("{}: {}", show(key), text.text)));
            }
            if let Some(run) = public.filter(|_| !seen.contains(&&text.text)).and_then(|it| it.copied(&text.text)) {
                state.copied.push(format!("{}: \"{run}\": {}", show(key), text.text));
            }
            seen.push(&text.text);
        }
    }
    // Keys that were not found yet are those of other areas, of no position, or shadowed by a more specific one.
    slots.iter().for_each(|slot| {
        slot.keys.iter().for_each(|key| {
            descriptions.find(std::slice::from_ref(key));
        });
        if slot.kind == Kind::Operation {
            // The examples of an operation are listed beside its description.
            descriptions.entries(&["operations", &slot.names, "examples"]);
        }
    });
    let unused = descriptions.unused().into_iter().filter(|(area, _)| is_wanted(area));
    let problems = descriptions.problems.iter().filter(|(area, _)| is_wanted(area)).map(|(_, problem)| problem.clone());
    state.file_problems =
        problems.chain(unused.map(|(area, key)| format!("{area}.toml: `{key}` describes nothing"))).collect();
    state
}

impl State {
    /// Returns `true` if nothing has to be done.
    pub(super) fn is_complete(&self) -> bool {
        self.file_problems.is_empty() && self.missing.is_empty() && self.copied.is_empty() && !self.says_too_little()
    }

    fn says_too_little(&self) -> bool {
        let properties = self.thin.iter().filter(|(kind, _)| *kind == Kind::Property).count();
        let all = self.positions.get(&Kind::Property).copied().unwrap_or_default();
        self.thin.len() > properties || properties * 100 > all * THIN_PROPERTIES_IN_PERCENT
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = |heading: &str, lines: &mut dyn Iterator<Item = String>| {
            let lines: Vec<String> = lines.collect();
            if lines.is_empty() { Ok(()) } else { writeln!(formatter, "{heading}:\n  {}\n", lines.join("\n  ")) }
        };
        list("problems of the file", &mut self.file_problems.iter().cloned())?;
        list("missing", &mut self.missing.iter().cloned())?;
        list("says no more than name and type do", &mut self.thin.iter().map(|(_, line)| line.clone()))?;
        list("eight words in a row as in a public description", &mut self.copied.iter().cloned())?;
        writeln!(formatter, "{:<12} {:>9} {:>5} {:>17}", "", "positions", "thin", "several sentences")?;
        for (kind, positions) in &self.positions {
            let thin = self.thin.iter().filter(|(it, _)| it == kind).count();
            let several = self.several_sentences.get(kind).copied().unwrap_or_default();
            writeln!(formatter, "{:<12} {positions:>9} {thin:>5} {several:>17}", format!("{kind:?}"))?;
        }
        let (positions, several): (usize, usize) =
            (self.positions.values().sum(), self.several_sentences.values().sum());
        writeln!(
            formatter,
            "{} of {positions} positions described, {} keys missing, {} thin, {} copied, {} problems, {} % with several \
             sentences",
            self.described,
            self.missing.len(),
            self.thin.len(),
            self.copied.len(),
            self.file_problems.len(),
            (several * 100).checked_div(self.described).unwrap_or_default(),
        )
    }
}
