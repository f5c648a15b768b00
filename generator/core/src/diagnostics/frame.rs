//! The part of a file that a diagnostic shows: one line, cut around the place when it is long.
//!
//! Minified specifications are one line of a megabyte: printing it whole helps nobody, and measuring it for every
//! diagnostic takes seconds.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Origin, Snippet};

use super::place::{Place, Position};
use crate::characters::printable;

/// Characters shown before and after the place on a line that is cut.
const CONTEXT: usize = 60;
/// Characters underlined at most on a line that is cut.
const UNDERLINED: usize = 60;
/// Lines up to this length are shown whole.
const WHOLE: usize = 180;
/// Places further to the right get no frame: the renderer measures everything before the place.
const FAR: usize = 20_000;

/// The code frame of a place, or only its name when there is nothing to show.
pub(super) fn frame<'a>(place: &'a Place, kind: AnnotationKind, label: Option<&'a str>) -> Element<'a> {
    match &place.position {
        None => Origin::path(printable(&place.file)).into(),
        Some(position) if position.column > FAR => {
            Origin::path(printable(&place.file)).line(position.line).char_column(position.column).into()
        }
        Some(position) => {
            let (line, span) = cut(position);
            let annotation: Annotation<'a> = kind.span(span).label(label.map(printable));
            Snippet::source(line).path(printable(&place.file)).line_start(position.line).annotation(annotation).into()
        }
    }
}

/// The line and the span in it. What is cut off in front is replaced by as many blanks: the renderer trims them with
/// dots, and the column it computes stays right.
fn cut(position: &Position) -> (String, Range<usize>) {
    let line = &position.text[position.line_range.clone()];
    let offset = position.line_range.start;
    let (start, end) = (position.range.start - offset, position.range.end - offset);
    if line.len() <= WHOLE {
        return joined([&line[..start], &line[start..end], &line[end..]], String::new());
    }
    let end = line[start..end].char_indices().nth(UNDERLINED).map_or(end, |(index, _)| start + index);
    let from = line[..start].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(index, _)| index);
    let to = line[end..].char_indices().nth(CONTEXT).map_or(line.len(), |(index, _)| end + index);
    let blanks = line[..from].chars().count();
    let (mut shown, span) = joined([&line[from..start], &line[start..end], &line[end..to]], " ".repeat(blanks));
    if to < line.len() {
        shown.push_str(" ...");
    }
    (shown, span)
}

/// The parts of a line without what cannot be seen, and where the second part is. Tabs are left to the renderer, which
/// knows their width.
fn joined([before, marked, after]: [&str; 3], mut shown: String) -> (String, Range<usize>) {
    let printable = |text: &str| text.split('\t').map(printable).collect::<Vec<_>>().join("\t");
    shown.push_str(&printable(before));
    let start = shown.len();
    shown.push_str(&printable(marked));
    let end = shown.len();
    shown.push_str(&printable(after));
    (shown, start..end)
}
