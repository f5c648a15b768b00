//! Keys beside the typed fields of openapiv3.
//!
//! In: a key and its value. Out: an entry of `extensions`. Must not know: the meaning of the key.

use serde_json::Value;

use crate::api;

/// Adds a key that openapiv3 has no typed field for: its `extensions` are printed as plain keys.
pub(super) fn insert(extensions: &mut api::Extensions, key: &str, value: Option<&Value>) {
    if let Some(value) = value {
        extensions.insert(key.to_owned(), value.clone());
    }
}
