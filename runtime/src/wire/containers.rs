//! Lists and maps, for plain values and for those with a codec alike.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use super::{Codec, Entries, Items, Key, Names, ReadSlot, Sink, Source, Visit, VisitOutcome, Wire, read_or_none};

/// The codec of all values that implement [`Wire`].
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl<T: Wire> Codec<T> for Plain {
    #[inline]
    fn read_into(slot: &mut Option<T>, source: &mut dyn Source) {
        read_or_none(slot, source);
    }

    #[inline]
    fn write<S: Sink>(value: &T, sink: S) -> S::Written {
        value.write(sink)
    }
}

/// Reads one item or entry through a codec.
struct CodecSlot<C, T> {
    value: Option<T>,
    codec: PhantomData<C>,
}

impl<C, T> CodecSlot<C, T> {
    fn new() -> Self {
        Self { value: None, codec: PhantomData }
    }
}

impl<C: Codec<T>, T> ReadSlot for CodecSlot<C, T> {
    #[inline]
    fn read(&mut self, source: &mut dyn Source) {
        self.value = None;
        C::read_into(&mut self.value, source);
    }
}

struct ListVisit<'a, C, T> {
    list: &'a mut Option<Vec<T>>,
    codec: PhantomData<C>,
}

impl<C: Codec<T>, T> Visit for ListVisit<'_, C, T> {
    fn expected(&self) -> &'static str {
        "a list"
    }

    fn list(&mut self, items: &mut dyn Items) -> VisitOutcome {
        let list = self.list.insert(Vec::new());
        let mut slot = CodecSlot::<C, T>::new();
        while items.next(&mut slot) {
            // An undocumented `null` is an absent item: see `README.md`.
            list.extend(slot.value.take());
        }
        VisitOutcome::Accepted
    }
}

pub(super) fn read_list<C: Codec<T>, T>(list: &mut Option<Vec<T>>, source: &mut dyn Source) {
    source.accept(&mut ListVisit::<C, T> { list, codec: PhantomData });
}

struct MapVisit<'a, C, T> {
    map: &'a mut Option<BTreeMap<String, T>>,
    codec: PhantomData<C>,
}

impl<C: Codec<T>, T> Visit for MapVisit<'_, C, T> {
    fn expected(&self) -> &'static str {
        "an object"
    }

    fn object(&mut self, entries: &mut dyn Entries) -> VisitOutcome {
        let map = self.map.insert(BTreeMap::new());
        let mut slot = CodecSlot::<C, T>::new();
        let mut key = String::new();
        while entries.key(Names { known: &[], next: 0, other: Some(&mut key) }) != Key::End {
            if !entries.value(&mut slot) {
                entries.path().leave_key(&key);
                break;
            }
            match slot.value.take() {
                Some(value) => {
                    map.insert(std::mem::take(&mut key), value);
                }
                // An undocumented `null` is an absent entry. The last value of a repeated key counts.
                None => {
                    map.remove(&key);
                }
            }
        }
        VisitOutcome::Accepted
    }
}

pub(super) fn read_map<C: Codec<T>, T>(map: &mut Option<BTreeMap<String, T>>, source: &mut dyn Source) {
    source.accept(&mut MapVisit::<C, T> { map, codec: PhantomData });
}

impl<T: Wire> Wire for Vec<T> {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        read_list::<Plain, T>(slot, source);
        slot.is_some()
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.list::<Plain, T>(self)
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    #[inline]
    fn read_into(slot: &mut Option<Self>, source: &mut dyn Source) -> bool {
        read_map::<Plain, T>(slot, source);
        slot.is_some()
    }

    #[inline]
    fn write<S: Sink>(&self, sink: S) -> S::Written {
        sink.map::<Plain, T>(self)
    }
}
