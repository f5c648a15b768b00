//! Positions in YAML.
//!
//! The parser reports events with character positions. A value behind an alias has no text of its own: its position
//! is that of the alias.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span, StrInput};

use super::{Spans, Wanted};
use crate::text::{JsonPointer, MAX_DEPTH};

/// The spans of the pointers in a text, as far as the text is YAML.
pub(crate) fn locate(text: &str, pointers: &[JsonPointer]) -> BTreeMap<JsonPointer, Spans> {
    let mut found = BTreeMap::new();
    let wanted = Wanted::new(pointers);
    let mut search = Search { parser: Parser::new_from_str(text), offsets: Offsets::new(text), depth: 0 };
    while let Some((event, span)) = search.next() {
        if !matches!(event, Event::StreamStart | Event::DocumentStart(_)) {
            search.visit(event, span, None, Some(&wanted), &mut found);
            break;
        }
    }
    found
}

struct Search<'t> {
    parser: Parser<'t, StrInput<'t>>,
    offsets: Offsets,
    depth: usize,
}

impl<'t> Search<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.parser.next().and_then(Result::ok)
    }

    /// Walks one value. Returns `None` if the text ended or is nested too deeply.
    fn visit(
        &mut self,
        event: Event<'t>,
        span: Span,
        key: Option<Range<usize>>,
        wanted: Option<&Wanted>,
        found: &mut BTreeMap<JsonPointer, Spans>,
    ) -> Option<()> {
        let mut value = self.offsets.range(span);
        self.depth += 1;
        let walked = match event {
            _ if self.depth > MAX_DEPTH => None,
            Event::MappingStart(..) => self.members(wanted, found),
            Event::SequenceStart(..) => self.elements(wanted, found),
            _ => Some(value.end),
        };
        self.depth -= 1;
        if let Some(wanted) = wanted {
            value.end = value.end.max(walked.unwrap_or(value.end));
            wanted.assign(&Spans { key, value }, found);
        }
        walked.map(|_| ())
    }

    /// Walks the members of a mapping. Returns its end.
    fn members(&mut self, wanted: Option<&Wanted>, found: &mut BTreeMap<JsonPointer, Spans>) -> Option<usize> {
        loop {
            let (key, key_span) = self.next()?;
            let key_range = self.offsets.range(key_span);
            let name = match &key {
                Event::MappingEnd => return Some(key_range.end),
                Event::Scalar(name, ..) => Some(name.to_string()),
                _ => None,
            };
            self.visit(key, key_span, None, None, found)?;
            let (value, span) = self.next()?;
            let child = name.and_then(|name| wanted?.children.get(&name));
            self.visit(value, span, Some(key_range), child, found)?;
        }
    }

    /// Walks the elements of a sequence. Returns its end.
    fn elements(&mut self, wanted: Option<&Wanted>, found: &mut BTreeMap<JsonPointer, Spans>) -> Option<usize> {
        let mut index = 0_usize;
        loop {
            let (element, span) = self.next()?;
            if element == Event::SequenceEnd {
                return Some(self.offsets.range(span).end);
            }
            let child = wanted.and_then(|it| it.children.get(&index.to_string()));
            self.visit(element, span, None, child, found)?;
            index += 1;
        }
    }
}

/// From counts of characters to bytes.
pub(crate) struct Offsets {
    /// The byte at which each character starts; `None` if every character is one byte.
    starts: Option<Vec<usize>>,
    length: usize,
}

impl Offsets {
    pub(crate) fn new(text: &str) -> Self {
        let starts = (!text.is_ascii()).then(|| text.char_indices().map(|(index, _)| index).collect());
        Self { starts, length: text.len() }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    /// The byte at which a character starts; the end of the text if there are fewer.
    pub(crate) fn byte(&self, character: usize) -> usize {
        match &self.starts {
            Some(starts) => starts.get(character).copied().unwrap_or(self.length),
            None => character.min(self.length),
        }
    }
}
