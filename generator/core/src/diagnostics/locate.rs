//! The lines and columns of locations, for all entries at once.
//!
//! In: entries and files. Out: the entries sorted by location, without repetitions. Each file is searched once, for all
//! locations in it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Code, Diagnostic, FileId, JsonPointer};
use crate::text::{Sources, Spans};

/// A diagnostic with the positions of its locations.
pub(super) struct LocatedDiagnostic<'a> {
    pub(super) entry: &'a Diagnostic,
    pub(super) location: Option<ResolvedLocation>,
    pub(super) related: Vec<(ResolvedLocation, &'a str)>,
}

/// A location with its position in the text.
#[derive(Clone, Debug)]
pub(super) struct ResolvedLocation {
    /// The display path.
    pub(super) file: String,
    /// The JSON pointer in its string form.
    pub(super) pointer: String,
    /// The position in the text; `None` if the text is not available.
    pub(super) position: Option<Position>,
}

/// A position in the text. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug)]
pub(super) struct Position {
    pub(super) text: Arc<str>,
    /// The bytes to underline; never more than one line.
    pub(super) range: Range<usize>,
    /// The bytes of the line without its end.
    pub(super) line_range: Range<usize>,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Finds all positions, sorts by file and position, and removes repetitions.
pub(super) fn locate<'a>(entries: &'a [Diagnostic], sources: &Sources) -> Vec<LocatedDiagnostic<'a>> {
    let texts = Texts::locate(entries, sources);
    let mut located: Vec<LocatedDiagnostic<'a>> = entries.iter().map(|entry| texts.located(entry, sources)).collect();
    located.sort_by(|a, b| key(a).cmp(&key(b)));
    located.dedup_by(|a, b| a.entry == b.entry);
    located
}

/// The sort key. Entries without a location come first: they concern the whole run.
fn key<'a>(located: &'a LocatedDiagnostic<'_>) -> impl Ord + use<'a> {
    let location = located.location.as_ref();
    (
        location.map(|it| (&it.file, it.position.as_ref().map(|it| it.range.start))),
        located.entry.severity,
        located.entry.code,
        &located.entry.message,
        &located.entry.help,
    )
}

/// The text of each file that is needed, the starts of its lines, and the spans of the pointers asked for.
struct Texts {
    files: BTreeMap<FileId, File>,
}

struct File {
    text: Arc<str>,
    line_starts: Vec<usize>,
    /// The number of characters before each block of [`BLOCK`] bytes: a line may be as long as the file.
    characters: Vec<usize>,
    spans: BTreeMap<JsonPointer, Spans>,
}

const BLOCK: usize = 4_096;

/// Returns the number of characters that begin in these bytes.
fn count_characters(bytes: &[u8]) -> usize {
    let is_continuation = |byte: u8| byte & 0b1100_0000 == 0b1000_0000;
    bytes.iter().filter(|byte| !is_continuation(**byte)).count()
}

impl Texts {
    fn locate(entries: &[Diagnostic], sources: &Sources) -> Self {
        let mut wanted: BTreeMap<FileId, Vec<JsonPointer>> = BTreeMap::new();
        for entry in entries {
            let primary = entry.location.iter().filter(|_| entry.span.is_none());
            for location in primary.chain(entry.related.iter().map(|(location, _)| location)) {
                wanted.entry(location.file).or_default().push(location.pointer.clone());
            }
            if let Some(location) = &entry.location {
                wanted.entry(location.file).or_default();
            }
        }
        let files = wanted.into_iter().filter_map(|(file, mut pointers)| {
            pointers.sort();
            pointers.dedup();
            let text = sources.text(file)?;
            let spans = sources.spans(file, &text, &pointers);
            let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index + 1);
            let line_starts = std::iter::once(0).chain(newlines).collect();
            let mut before = 0;
            let characters = text.as_bytes().chunks(BLOCK).map(|block| {
                before += count_characters(block);
                before - count_characters(block)
            });
            let characters = characters.collect();
            Some((file, File { text, line_starts, characters, spans }))
        });
        Self { files: files.collect() }
    }

    fn located<'a>(&self, entry: &'a Diagnostic, sources: &Sources) -> LocatedDiagnostic<'a> {
        let prefer_key = entry.code == Code::UnknownKey;
        let location = entry
            .location
            .as_ref()
            .map(|location| self.find(sources, location.file, &location.pointer, entry.span.clone(), prefer_key));
        let related = entry.related.iter().map(|(location, label)| {
            (self.find(sources, location.file, &location.pointer, None, false), label.as_str())
        });
        LocatedDiagnostic { entry, location, related: related.collect() }
    }

    fn find(
        &self,
        sources: &Sources,
        file: FileId,
        pointer: &JsonPointer,
        span: Option<Range<usize>>,
        prefer_key: bool,
    ) -> ResolvedLocation {
        let position = self.files.get(&file).and_then(|it| {
            let range = span.or_else(|| it.underline(pointer, prefer_key));
            // A pointer that is not in the text concerns the whole file; its tokens still help to find the problem.
            range.map(|range| it.position(range))
        });
        ResolvedLocation { file: sources.name(file).to_owned(), pointer: pointer.to_string(), position }
    }
}

impl File {
    /// Returns the span to underline for a pointer: a whole scalar, but only the key or first character of an object or
    /// array.
    fn underline(&self, pointer: &JsonPointer, prefer_key: bool) -> Option<Range<usize>> {
        let spans = self.spans.get(pointer)?;
        let value = &self.text[spans.value.clone()];
        let is_container = value.starts_with(['{', '[']) || value.contains('\n');
        match &spans.key {
            Some(key) if prefer_key || is_container => Some(key.clone()),
            _ if is_container => {
                Some(spans.value.start..spans.value.start + value.chars().next().map_or(0, char::len_utf8))
            }
            _ => Some(spans.value.clone()),
        }
    }

    fn characters_before(&self, index: usize) -> usize {
        let block = index / BLOCK;
        let known = self.characters.get(block);
        let start = if known.is_some() { block * BLOCK } else { index };
        let total = || count_characters(self.text.as_bytes());
        known.copied().unwrap_or_else(total) + count_characters(&self.text.as_bytes()[start..index])
    }

    fn position(&self, range: Range<usize>) -> Position {
        let start = floor_boundary(&self.text, range.start);
        let line = self.line_starts.partition_point(|line_start| *line_start <= start);
        let line_start = self.line_starts[line - 1];
        let next = self.line_starts.get(line).map_or(self.text.len(), |next| next - 1);
        let returns = self.text.as_bytes()[line_start..next].iter().rev().take_while(|byte| **byte == b'\r').count();
        let line_end = next - returns;
        let start = start.min(line_end);
        let end = floor_boundary(&self.text, range.end).clamp(start, line_end);
        Position {
            text: Arc::clone(&self.text),
            range: start..end,
            line_range: line_start..line_end,
            line,
            column: self.characters_before(start) - self.characters_before(line_start) + 1,
        }
    }
}

fn floor_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}
