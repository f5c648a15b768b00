//! The positions of JSON pointers in a text. They are computed only when a diagnostic is rendered.
//!
//! In: a text and pointers. Out: the bytes of each value and of its key. A pointer without a value gets the innermost
//! existing value on its path. No scanner is needed: JSON is cut by `serde_json`'s raw values, YAML by the events of
//! `saphyr-parser`, and the crate `toml` keeps spans.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::JsonPointer;

pub(crate) mod json;
pub(crate) mod toml;
pub(crate) mod yaml;

/// The bytes of a value in its file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Spans {
    /// The key before the value, quotation marks included; `None` for an element of a list and for the whole file.
    pub key: Option<Range<usize>>,
    /// Of the value.
    pub value: Range<usize>,
}

/// The requested pointers as a tree, so that each part of a text is searched once.
#[derive(Default)]
struct Wanted {
    /// The pointer that ends here.
    pointer: Option<JsonPointer>,
    children: BTreeMap<String, Wanted>,
}

impl Wanted {
    fn new(pointers: &[JsonPointer]) -> Self {
        let mut root = Self::default();
        for pointer in pointers {
            let mut node = &mut root;
            for token in pointer.tokens() {
                node = node.children.entry(token).or_default();
            }
            node.pointer = Some(pointer.clone());
        }
        root
    }

    /// Gives the pointer that ends here its span, and those behind it that were not found the same one.
    ///
    /// Of two equal keys the second is shown: it is the one that counts, and the one that is too many.
    fn assign(&self, spans: &Spans, found: &mut BTreeMap<JsonPointer, Spans>) {
        if let Some(pointer) = &self.pointer {
            found.insert(pointer.clone(), spans.clone());
        }
        for child in self.children.values() {
            child.assign_missing(spans, found);
        }
    }

    fn assign_missing(&self, spans: &Spans, found: &mut BTreeMap<JsonPointer, Spans>) {
        if let Some(pointer) = &self.pointer {
            found.entry(pointer.clone()).or_insert_with(|| spans.clone());
        }
        for child in self.children.values() {
            child.assign_missing(spans, found);
        }
    }
}
