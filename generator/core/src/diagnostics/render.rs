//! Diagnostics for people.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Level, Renderer};

use super::frame::frame;
use super::place::{Placed, place};
use super::{Diagnostic, Severity};
use crate::characters::printable;
use crate::text::Sources;

/// How rendered text looks.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Style {
    /// Text alone, for files and pipes.
    #[default]
    Plain,
    /// With ANSI escape sequences, for terminals.
    Colour,
}

/// One block per diagnostic, with an empty line between them. A warning or note that is found in many places is shown
/// at the first one only: a format that armsmith does not know may stand at thousands of properties. An error is always
/// shown, because each of its places has to be fixed.
pub(super) fn render(entries: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let placed = place(entries, sources);
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    for it in &placed {
        *places.entry(said(it.entry)).or_default() += 1;
    }
    let mut text = String::new();
    for it in &placed {
        let further = match it.entry.severity {
            Severity::Error => 0,
            // Taken out with the first place, which is shown.
            Severity::Warning | Severity::Note => match places.remove(&said(it.entry)) {
                Some(places) => places - 1,
                None => continue,
            },
        };
        if !text.is_empty() {
            text.push('\n');
        }
        for line in block(it, further, &renderer).lines() {
            // The renderer fills empty places with spaces.
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

/// What an entry says, whatever its place.
fn said(entry: &Diagnostic) -> impl Ord + '_ {
    (entry.severity, entry.code, &entry.message, &entry.help)
}

fn block(placed: &Placed<'_>, further: usize, renderer: &Renderer) -> String {
    let level = match placed.entry.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(printable(&placed.entry.message)).id(placed.entry.code.as_str());
    let primary = placed.place.iter().map(|place| frame(place, AnnotationKind::Primary, None));
    let related = placed.related.iter().map(|(place, label)| frame(place, AnnotationKind::Context, Some(label)));
    let mut group = title.elements(primary.chain(related));
    if let Some(pointer) = placed.place.as_ref().map(|it| it.pointer.as_str()).filter(|it| !it.is_empty()) {
        group = group.element(Level::NOTE.with_name("at").message(printable(&format!("#{pointer}"))));
    }
    if further > 0 {
        let places = if further == 1 { "place" } else { "places" };
        group = group.element(Level::NOTE.with_name("also").message(format!("in {further} more {places}")));
    }
    if !placed.entry.help.is_empty() {
        group = group.element(Level::HELP.message(printable(&placed.entry.help)));
    }
    renderer.render(&[group])
}
