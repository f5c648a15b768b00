//! A page that cannot be read as a whole: its items are read one by one.
//!
//! One item that is not as documented must not make a whole list unreadable. So lists of the page skip such items and
//! keep their JSON. Each item is read as strictly as any model. This is the second attempt, from JSON in memory: pages
//! as documented are read without it.

use azure_core::Value;
use serde_json::map::{IntoIter as ObjectEntries, Map};

use super::read::{describe, fill};
use super::{Entries, Items, Key, Names, Path, ReadSlot, Source, Visit, VisitOutcome, Wire};

/// An item, or a property of the page itself, that is not as documented.
#[derive(Debug)]
pub(crate) struct UnreadableItem {
    pub(crate) message: String,
    /// Its index in the list. `None`: a property of the page.
    pub(crate) index: Option<usize>,
    /// The number of items before it, readable or not. `null` is not an item.
    pub(crate) position: usize,
    pub(crate) raw: Value,
}

/// Reads a page with the items that can be read. Returns `None` if the JSON is not a page at all.
///
/// A list instead of the page is read as its items, because services send it where `{"value": […]}` is documented.
pub(crate) fn read_page<T: Wire>(json: Value) -> Option<(T, Vec<UnreadableItem>)> {
    let json = match json {
        Value::Object(page) => page,
        Value::Array(items) => Map::from_iter([("value".to_owned(), Value::Array(items))]),
        _ => return None,
    };
    let mut unreadable = Vec::new();
    let mut page: Option<T> = None;
    page.read(&mut PageSource::new(Value::Object(json), &mut unreadable));
    Some((page?, unreadable))
}

/// An object or a list of the page.
struct PageSource<'u> {
    json: Option<Value>,
    /// The JSON value, if it is not of the documented type.
    refused: Option<Value>,
    unreadable: &'u mut Vec<UnreadableItem>,
}

impl<'u> PageSource<'u> {
    fn new(json: Value, unreadable: &'u mut Vec<UnreadableItem>) -> Self {
        Self { json: Some(json), refused: None, unreadable }
    }
}

impl Source for PageSource<'_> {
    fn accept(&mut self, visit: &mut dyn Visit) {
        match self.json.take() {
            Some(Value::Object(object)) => {
                let entries = object.into_iter();
                let path = Path::default();
                let mut entries = PageEntries { entries, key: None, next: None, path, unreadable: self.unreadable };
                if visit.object(&mut entries) != VisitOutcome::Accepted {
                    self.refused = Some(Value::Object(entries.entries.collect()));
                }
            }
            Some(Value::Array(list)) => {
                let mut items =
                    PageItems { items: list.into_iter(), index: 0, position: 0, unreadable: self.unreadable };
                if visit.list(&mut items) != VisitOutcome::Accepted {
                    self.refused = Some(Value::Array(items.items.collect()));
                }
            }
            other => self.json = other,
        }
    }

    fn any(&mut self) -> Option<Value> {
        self.json.take()
    }
}

struct PageEntries<'u> {
    entries: ObjectEntries,
    /// The property whose value comes next.
    key: Option<String>,
    next: Option<Value>,
    path: Path,
    unreadable: &'u mut Vec<UnreadableItem>,
}

impl Entries for PageEntries<'_> {
    fn key(&mut self, names: Names<'_>) -> Key {
        self.key = None;
        let Some((key, value)) = self.entries.next() else { return Key::End };
        self.next = Some(value);
        let found = names.find(&key);
        self.key = Some(key);
        found
    }

    fn value(&mut self, slot: &mut dyn ReadSlot) -> bool {
        match self.next.take() {
            Some(value) => self.replay(value, slot),
            None => true,
        }
    }

    fn skip(&mut self) -> bool {
        self.next = None;
        true
    }

    fn path(&mut self) -> &mut Path {
        &mut self.path
    }

    fn collect(&mut self, mut first: Map<String, Value>) -> Option<Map<String, Value>> {
        first.extend(&mut self.entries);
        Some(first)
    }

    fn replay(&mut self, value: Value, slot: &mut dyn ReadSlot) -> bool {
        let refused = if value.is_object() || value.is_array() {
            let mut source = PageSource::new(value, self.unreadable);
            slot.read(&mut source);
            source.refused
        } else {
            fill(slot, &mut self.path, &value).err().map(|_| value)
        };
        if let Some(raw) = refused {
            // The message does not quote the value, because only the model knows whether it is a secret.
            let name = self.key.as_ref().map_or_else(|| "a property".to_owned(), |key| format!("`{key}`"));
            let message = format!("{name} of the page is not as documented");
            self.unreadable.push(UnreadableItem { message, index: None, position: 0, raw });
        }
        true
    }
}

/// A list of the page.
struct PageItems<'u> {
    items: std::vec::IntoIter<Value>,
    index: usize,
    position: usize,
    unreadable: &'u mut Vec<UnreadableItem>,
}

impl Items for PageItems<'_> {
    fn next(&mut self, slot: &mut dyn ReadSlot) -> bool {
        for item in self.items.by_ref() {
            let (index, position) = (self.index, self.position);
            self.index += 1;
            self.position += usize::from(!item.is_null());
            let mut path = Path::default();
            match fill(slot, &mut path, &item) {
                Ok(()) => return true,
                Err(error) => {
                    let message = describe(&path, error);
                    self.unreadable.push(UnreadableItem { message, index: Some(index), position, raw: item });
                }
            }
        }
        false
    }
}
