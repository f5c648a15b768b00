//! Keys that openapiv3 has no typed field for.
//!
//! In: a key and its value. Out: an entry of the `extensions` of an openapiv3 type, which prints them as plain keys.

use serde_json::Value;

use crate::api::Extensions;

/// Adds a key to the `extensions` of an openapiv3 type, if it has a value.
pub(super) fn insert(extensions: &mut Extensions, key: &str, value: Option<&Value>) {
    if let Some(value) = value {
        extensions.insert(key.to_owned(), value.clone());
    }
}
