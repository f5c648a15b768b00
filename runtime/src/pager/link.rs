//! The link to the next page, in the body of a page.
//!
//! In: bytes, and the name of the property. Out: the link as it was sent. Must not know: models, URLs.

use std::borrow::Cow;
use std::fmt;

use azure_core::error::{ErrorKind, ResultExt as _};
use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Finds the link in the body of a page. The rest of the body is skipped, not read: it is read as a model later.
///
/// `name` is that of a property, for example `@odata.nextLink`. When there is no such property, dots are steps into
/// objects.
pub(super) fn next_link(body: &[u8], name: &str) -> azure_core::Result<Option<String>> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    LinkSeed(name).deserialize(&mut deserializer).with_context(ErrorKind::DataConversion, "the page is not valid JSON")
}

struct LinkSeed<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for LinkSeed<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for LinkSeed<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page: an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut link = None;
        while let Some(key) = entries.next_key::<Cow<'de, str>>()? {
            let inside = self.0.strip_prefix(&*key).and_then(|rest| rest.strip_prefix('.'));
            match inside {
                _ if key == self.0 => link = entries.next_value()?,
                Some(inside) if link.is_none() => link = entries.next_value_seed(LinkSeed(inside))?,
                _ => _ = entries.next_value::<IgnoredAny>()?,
            }
        }
        Ok(link)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    /// An object on the way to the link may be `null`.
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
