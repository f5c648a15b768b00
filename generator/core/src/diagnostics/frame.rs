//! The code frame of a diagnostic: one line, shortened around the position if it is long.
//!
//! Minified specifications are one line of a megabyte: printing it would not help, and measuring it for every
//! diagnostic takes seconds.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Origin, Snippet};

use super::locate::{Position, ResolvedLocation};
use crate::characters::printable;

/// Characters shown before and after the position on a shortened line.
const CONTEXT: usize = 60;
/// Characters underlined at most on a shortened line.
const UNDERLINED: usize = 60;
/// Lines up to this length are shown whole.
const WHOLE: usize = 180;
/// The last column with a code frame: the renderer measures everything before the position.
const FAR: usize = 20_000;

/// Returns the code frame of a location, or only the file if it has no position.
pub(super) fn frame<'a>(location: &'a ResolvedLocation, kind: AnnotationKind, label: Option<&'a str>) -> Element<'a> {
    match &location.position {
        None => Origin::path(printable(&location.file)).into(),
        Some(position) if position.column > FAR => {
            Origin::path(printable(&location.file)).line(position.line).char_column(position.column).into()
        }
        Some(position) => {
            let (line, span) = cut(position);
            let annotation: Annotation<'a> = kind.span(span).label(label.map(printable));
            Snippet::source(line)
                .path(printable(&location.file))
                .line_start(position.line)
                .annotation(annotation)
                .into()
        }
    }
}

/// Returns the line and the span in it. Characters cut off at the front are replaced by spaces: the renderer trims them
/// with dots, and computes the right column.
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

/// Joins the parts of a line without invisible characters, and returns the span of the second part. Tabs are kept for
/// the renderer, which knows their width.
fn joined([before, marked, after]: [&str; 3], mut shown: String) -> (String, Range<usize>) {
    let printable = |text: &str| text.split('\t').map(printable).collect::<Vec<_>>().join("\t");
    shown.push_str(&printable(before));
    let start = shown.len();
    shown.push_str(&printable(marked));
    let end = shown.len();
    shown.push_str(&printable(after));
    (shown, start..end)
}
