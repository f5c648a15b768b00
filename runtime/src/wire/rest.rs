//! Properties of an object that have no field of their own: documented ones (`additionalProperties`), and those that
//! the specification lacks.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use azure_core::Value;

use super::{ReadSlot, Source, Wire, read_value};

/// A field of all other properties: `..rest` in `model!`.
pub trait Rest {
    /// The type of one value.
    type Value: Wire;

    /// Returns the properties, if there are any.
    fn properties(&self) -> Option<&BTreeMap<String, Self::Value>>;

    /// Returns the properties, to add one.
    fn properties_mut(&mut self) -> &mut BTreeMap<String, Self::Value>;
}

impl<T: Wire> Rest for Option<BTreeMap<String, T>> {
    type Value = T;

    #[inline]
    fn properties(&self) -> Option<&BTreeMap<String, T>> {
        self.as_ref()
    }

    fn properties_mut(&mut self) -> &mut BTreeMap<String, T> {
        self.get_or_insert_default()
    }
}

/// Properties that a service sent although its specification lacks them. They are kept when a model is read, changed
/// and written.
///
/// A model without such properties is larger by a pointer only.
///
/// ```
/// use armsmith_runtime::__private::model;
/// use armsmith_runtime::UnknownProperties;
///
/// #[derive(Clone, Default)]
/// pub struct Site {
///     pub name: Option<String>,
///     pub unknown_properties: UnknownProperties,
/// }
/// model! { Site { name: "name", ..unknown_properties } }
///
/// let mut site: Site = serde_json::from_str(r#"{"name":"a","kind":"V2"}"#)?;
/// assert_eq!(site.unknown_properties["kind"], "V2");
/// site.unknown_properties.insert("zone".to_owned(), "1".into());
/// assert_eq!(serde_json::to_string(&site)?, r#"{"name":"a","kind":"V2","zone":"1"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::box_collection, reason = "most models have none, and a map takes the room of three pointers")]
pub struct UnknownProperties(Option<Box<BTreeMap<String, Value>>>);

impl Rest for UnknownProperties {
    type Value = Value;

    #[inline]
    fn properties(&self) -> Option<&BTreeMap<String, Value>> {
        self.0.as_deref()
    }

    fn properties_mut(&mut self) -> &mut BTreeMap<String, Value> {
        self
    }
}

impl Deref for UnknownProperties {
    type Target = BTreeMap<String, Value>;

    fn deref(&self) -> &Self::Target {
        static NOTHING: BTreeMap<String, Value> = BTreeMap::new();
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for UnknownProperties {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.get_or_insert_default()
    }
}

/// The slot of all other properties.
#[derive(Debug)]
pub struct RestSlot<'a, R> {
    rest: &'a mut R,
    key: String,
}

impl<'a, R> RestSlot<'a, R> {
    /// Reads into `rest`, which stays empty when there are no other properties.
    #[inline]
    pub fn new(rest: &'a mut R) -> Self {
        Self { rest, key: String::new() }
    }
}

impl<R: Rest> ReadSlot for RestSlot<'_, R> {
    fn read(&mut self, source: &mut dyn Source) {
        let key = std::mem::take(&mut self.key);
        match read_value::<R::Value>(source) {
            Some(value) => {
                self.rest.properties_mut().insert(key, value);
            }
            // An undocumented `null` is an absent entry. The last value of a repeated key counts.
            None if self.rest.properties().is_some() => {
                self.rest.properties_mut().remove(&key);
            }
            None => {}
        }
    }

    fn set_key(&mut self, key: &str) {
        key.clone_into(&mut self.key);
    }
}
