//! Positions in JSON.
//!
//! `serde_json` lends out each member of an object or element of a list as the piece of text it was read from; what
//! lies between two pieces is the key, a comma, a colon and blanks.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::Deserializer as _;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Spans, Wanted};
use crate::text::JsonPointer;

/// The spans of the pointers in a text; empty if the text is not JSON.
pub(crate) fn locate(text: &str, pointers: &[JsonPointer]) -> BTreeMap<JsonPointer, Spans> {
    let mut found = BTreeMap::new();
    // Of a file with a syntax error, only the position of the error is known.
    if let Ok(raw) = serde_json::from_str::<&RawValue>(text) {
        let search = Search { text };
        let value = search.range(raw);
        search.visit(&Wanted::new(pointers), Spans { key: None, value }, &mut found);
    }
    found
}

struct Search<'t> {
    text: &'t str,
}

/// A piece of a text with its key, if it has one.
struct Member<'t> {
    key: Option<String>,
    value: &'t RawValue,
}

impl<'t> Search<'t> {
    /// The position of a borrowed piece in the whole text.
    fn range(&self, raw: &'t RawValue) -> Range<usize> {
        let start = raw.get().as_ptr().addr() - self.text.as_ptr().addr();
        start..start + raw.get().len()
    }

    fn visit(&self, wanted: &Wanted, spans: Spans, found: &mut BTreeMap<JsonPointer, Spans>) {
        if !wanted.children.is_empty() {
            self.visit_members(wanted, &spans.value, found);
        }
        wanted.assign(&spans, found);
    }

    fn visit_members(&self, wanted: &Wanted, within: &Range<usize>, found: &mut BTreeMap<JsonPointer, Spans>) {
        let Some(piece) = self.text.get(within.clone()) else { return };
        let mut gap_start = within.start;
        for (index, member) in members(piece).into_iter().enumerate() {
            let value = self.range(member.value);
            let key = member.key.as_ref().and_then(|_| key_in(self.text, gap_start..value.start));
            gap_start = value.end;
            let child = match &member.key {
                Some(key) => wanted.children.get(key),
                None => wanted.children.get(&index.to_string()),
            };
            if let Some(child) = child {
                self.visit(child, Spans { key, value }, found);
            }
        }
    }
}

/// The key between two values: everything from the first quotation mark to the last.
fn key_in(text: &str, gap: Range<usize>) -> Option<Range<usize>> {
    let between = text.get(gap.clone())?;
    let first = between.find('"')?;
    let last = between.rfind('"')?;
    Some(gap.start + first..gap.start + last + 1)
}

/// The members of an object or elements of a list; empty for a scalar.
fn members(piece: &str) -> Vec<Member<'_>> {
    serde_json::Deserializer::from_str(piece).deserialize_any(Members).unwrap_or_default()
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<Member<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            members.push(Member { key: Some(key), value });
        }
        Ok(members)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(value) = list.next_element::<&RawValue>()? {
            members.push(Member { key: None, value });
        }
        Ok(members)
    }
}
