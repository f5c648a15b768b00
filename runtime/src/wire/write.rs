//! Any serde `Serializer` as a [`Sink`].

use std::collections::BTreeMap;

use azure_core::http::RequestContent;
use azure_core::{Bytes, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::description::take_read_only;
use super::{Codec, Coded, Description, EntrySink, Sink, Wire, Writable};

/// Writes a whole value: `Serialize` of every model calls this.
///
/// # Errors
///
/// Returns the error of the format.
#[inline]
pub fn serialize<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(Format::<_, WHOLE>(serializer))
}

/// Writes a value as the body of a request: without the properties that only the service sets, on every level.
///
/// Every model has this as `TryFrom`; lists and maps of models have it here.
///
/// # Errors
///
/// Returns the error of the format. Models do not cause errors.
pub fn request_content<T: Wire>(value: &T) -> azure_core::Result<RequestContent<T>> {
    let mut body = Vec::with_capacity(128);
    value.write(Format::<_, BODY>(&mut serde_json::Serializer::new(&mut body)))?;
    Ok(Bytes::from(body).into())
}

/// Every property that is set is written.
const WHOLE: bool = false;
/// Properties that only the service sets are omitted.
const BODY: bool = true;

/// A serializer as a [`Sink`]. `IS_BODY` is part of the type, so that whole values are written without reading the
/// flags of their properties.
struct Format<S, const IS_BODY: bool>(S);

impl<S: Serializer, const IS_BODY: bool> Sink for Format<S, IS_BODY> {
    type Written = Result<S::Ok, S::Error>;
    type Entries = FormatEntries<S, IS_BODY>;

    #[inline]
    fn null(self) -> Self::Written {
        self.0.serialize_unit()
    }

    #[inline]
    fn bool(self, value: bool) -> Self::Written {
        self.0.serialize_bool(value)
    }

    #[inline]
    fn i64(self, value: i64) -> Self::Written {
        self.0.serialize_i64(value)
    }

    #[inline]
    fn f64(self, value: f64) -> Self::Written {
        self.0.serialize_f64(value)
    }

    #[inline]
    fn str(self, value: &str) -> Self::Written {
        self.0.serialize_str(value)
    }

    #[inline]
    fn any(self, value: &Value) -> Self::Written {
        value.serialize(self.0)
    }

    #[inline]
    fn list<C: Codec<T>, T>(self, items: &[T]) -> Self::Written {
        self.0.collect_seq(items.iter().map(|item| Part::<_, IS_BODY>(Coded::<C, _>::new(item))))
    }

    #[inline]
    fn map<C: Codec<T>, T>(self, entries: &BTreeMap<String, T>) -> Self::Written {
        self.0.collect_map(entries.iter().map(|(key, value)| {
            let value = Part::<_, IS_BODY>(Coded::<C, _>::new(value));
            (key, value)
        }))
    }

    #[inline]
    fn object(self, description: Description) -> Self::Entries {
        FormatEntries { entries: self.0.serialize_map(None), flags: if IS_BODY { description.flags() } else { "" } }
    }
}

/// The entries of an object, or the first error.
struct FormatEntries<S: Serializer, const IS_BODY: bool> {
    entries: Result<S::SerializeMap, S::Error>,
    /// The flags that are still to come, when properties are left out.
    flags: &'static str,
}

impl<S: Serializer, const IS_BODY: bool> EntrySink for FormatEntries<S, IS_BODY> {
    type Written = Result<S::Ok, S::Error>;

    #[inline]
    fn property<V: Writable>(&mut self, name: &'static str, value: Option<V>) {
        if IS_BODY && !self.flags.is_empty() && take_read_only(&mut self.flags, name) {
            return;
        }
        if let Some(value) = value {
            self.entry(name, value);
        }
    }

    // Not inlined, so that a program has one copy for each type of property instead of one for each property.
    #[inline(never)]
    fn entry<V: Writable>(&mut self, name: &str, value: V) {
        let Ok(entries) = &mut self.entries else { return };
        if let Err(error) =
            entries.serialize_key(name).and_then(|()| entries.serialize_value(&Part::<_, IS_BODY>(value)))
        {
            self.entries = Err(error);
        }
    }

    #[inline]
    fn end(self) -> Self::Written {
        debug_assert!(self.flags.is_empty(), "the flags are in the order of the properties");
        self.entries?.end()
    }
}

/// A value as serde takes it.
struct Part<V, const IS_BODY: bool>(V);

impl<V: Writable, const IS_BODY: bool> Serialize for Part<V, IS_BODY> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(Format::<_, IS_BODY>(serializer))
    }
}
