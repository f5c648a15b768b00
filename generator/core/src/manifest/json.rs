//! A TOML value as JSON: fixups are written in TOML and applied on an OpenAPI document.

use serde_json::{Map, Value};
use toml::de::DeValue;

/// Converts a value to JSON. Returns `None` for values that JSON does not have: dates without quotes, infinite numbers.
pub(super) fn from_toml(value: &DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => Value::String(text.clone().into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok()?.into(),
        DeValue::Float(number) => serde_json::Number::from_f64(number.as_str().parse().ok()?)?.into(),
        DeValue::Boolean(it) => Value::Bool(*it),
        DeValue::Datetime(_) => return None,
        DeValue::Array(items) => items.iter().map(|item| from_toml(item.get_ref())).collect::<Option<_>>()?,
        DeValue::Table(entries) => {
            let mut object = Map::new();
            for (key, value) in entries {
                object.insert(key.get_ref().clone().into_owned(), from_toml(value.get_ref())?);
            }
            Value::Object(object)
        }
    })
}
