//! Diagnostics for people.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Level, Renderer};

use super::frame::frame;
use super::locate::{LocatedDiagnostic, locate};
use super::{Diagnostic, Severity};
use crate::characters::printable;
use crate::text::Sources;

/// The style of rendered text.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Style {
    /// Plain text, for files and pipes.
    #[default]
    Plain,
    /// With ANSI escape sequences, for terminals.
    Colour,
}

/// Renders one block per diagnostic, with an empty line between them. A warning or note with many locations is shown at
/// the first one only: thousands of properties may have an unknown format. Errors are always shown, because each of
/// them has to be fixed.
pub(super) fn render(entries: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let located = locate(entries, sources);
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for it in &located {
        *counts.entry(content(it.entry)).or_default() += 1;
    }
    let mut text = String::new();
    for it in &located {
        let further = match it.entry.severity {
            Severity::Error => 0,
            // Removed at the first location, which is shown.
            Severity::Warning | Severity::Note => match counts.remove(&content(it.entry)) {
                Some(count) => count - 1,
                None => continue,
            },
        };
        if !text.is_empty() {
            text.push('\n');
        }
        for line in block(it, further, &renderer).lines() {
            // The renderer pads lines with spaces.
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

/// The content of an entry, without its location.
fn content(entry: &Diagnostic) -> impl Ord + '_ {
    (entry.severity, entry.code, &entry.message, &entry.help)
}

fn block(located: &LocatedDiagnostic<'_>, further: usize, renderer: &Renderer) -> String {
    let level = match located.entry.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(printable(&located.entry.message)).id(located.entry.code.as_str());
    let primary = located.location.iter().map(|location| frame(location, AnnotationKind::Primary, None));
    let related = located.related.iter().map(|(location, label)| frame(location, AnnotationKind::Context, Some(label)));
    let mut group = title.elements(primary.chain(related));
    if let Some(pointer) = located.location.as_ref().map(|it| it.pointer.as_str()).filter(|it| !it.is_empty()) {
        group = group.element(Level::NOTE.with_name("at").message(printable(&format!("#{pointer}"))));
    }
    if further > 0 {
        let locations = if further == 1 { "location" } else { "locations" };
        group = group.element(Level::NOTE.with_name("also").message(format!("at {further} more {locations}")));
    }
    if !located.entry.help.is_empty() {
        group = group.element(Level::HELP.message(printable(&located.entry.help)));
    }
    renderer.render(&[group])
}
