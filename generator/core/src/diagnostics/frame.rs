//! The part of a file that a diagnostic shows: one line, cut around the place when it is long.
//!
//! Minified specifications are one line of a megabyte: printing it whole helps nobody, and measuring it for every
//! diagnostic takes seconds.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Origin, Snippet};

use super::place::{Place, Position};

/// Characters shown before and after the place on a line that is cut.
const CONTEXT: usize = 60;
/// Characters underlined at most on a line that is cut.
const UNDERLINED: usize = 60;
/// Lines up to this length are shown whole.
const WHOLE: usize = 180;
/// Places further to the right get no frame: the renderer measures everything before the place.
const FAR: usize = 200_000;

/// The code frame of a place, or only its name when there is nothing to show.
pub(super) fn frame<'a>(place: &'a Place, kind: AnnotationKind, label: Option<&'a str>) -> Element<'a> {
    match &place.position {
        None => Origin::path(place.file.as_str()).into(),
        Some(position) if position.column > FAR => {
            Origin::path(place.file.as_str()).line(position.line).char_column(position.column).into()
        }
        Some(position) => {
            let (line, span) = cut(position);
            let annotation: Annotation<'a> = kind.span(span).label(label);
            Snippet::source(line).path(place.file.as_str()).line_start(position.line).annotation(annotation).into()
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
        return (line.to_owned(), start..end);
    }
    let end = line[start..end].char_indices().nth(UNDERLINED).map_or(end, |(index, _)| start + index);
    let from = line[..start].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(index, _)| index);
    let to = line[end..].char_indices().nth(CONTEXT).map_or(line.len(), |(index, _)| end + index);
    let blanks = line[..from].chars().count();
    let mut shown = " ".repeat(blanks);
    shown.push_str(&line[from..to]);
    if to < line.len() {
        shown.push_str(" ...");
    }
    let shift = |index: usize| index - from + blanks;
    (shown, shift(start)..shift(end))
}
