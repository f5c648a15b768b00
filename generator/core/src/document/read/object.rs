//! A cursor over the keys of an object, with its location and the keys that are not read yet.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::reader::Reader;
use crate::api::{Extensions, Reference};
use crate::diagnostics::{Code, similar};
use crate::document::{Dialect, extensions};
use crate::text::Location;

/// An object that is being read. Each key is taken once; [`finish`](Self::finish) reports the others.
pub(super) struct Object<'r> {
    pub(super) reader: &'r Reader,
    pub(super) location: Location,
    /// The kind of the object, for messages: `a schema`.
    what: &'static str,
    /// The members that are not taken yet, in the order of the file. A list, because most objects have a handful of
    /// members.
    members: Vec<(&'r str, &'r Value)>,
    /// Every key that was read, for suggestions about unknown keys.
    known: Vec<&'static str>,
}

impl<'r> Object<'r> {
    /// Returns `None` if the value is not an object, which is reported.
    pub(super) fn new(reader: &'r Reader, value: &'r Value, location: Location, what: &'static str) -> Option<Self> {
        let Some(members) = value.as_object() else {
            reader.wrong_type(&location, "an object", value);
            return None;
        };
        let members = members.iter().map(|(key, value)| (key.as_str(), value)).collect();
        Some(Self { reader, location, what, members, known: Vec::new() })
    }

    /// The value of a key.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'r Value> {
        self.known.push(key);
        let index = self.members.iter().position(|(name, _)| *name == key)?;
        Some(self.members.remove(index).1)
    }

    /// A copy of the value of a key, for what is kept as written.
    pub(super) fn as_written(&mut self, key: &'static str) -> Option<Value> {
        self.value(key).cloned()
    }

    /// `$ref`; its target is found when every file is read.
    pub(super) fn reference(&mut self) -> Option<Reference> {
        let location = self.location.child("$ref");
        self.string("$ref").map(|raw| Reference { raw, location, ..Reference::default() })
    }

    /// Returns `true` if the value of a key is a list.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.peek(key).is_some_and(Value::is_array)
    }

    /// Returns `true` if a key exists and was not taken yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.peek(key).is_some()
    }

    /// The value of a key, without taking it.
    pub(super) fn peek(&self, key: &str) -> Option<&'r Value> {
        self.members.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// The keys that are left, in the order of the file.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'r str> {
        self.members.iter().map(|(name, _)| *name)
    }

    /// The value of a key, if it has the right type; otherwise that is reported.
    fn typed<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        convert: impl FnOnce(&'r Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let converted = convert(value);
        if converted.is_none() {
            self.reader.wrong_type(&self.location.child(key), expected, value);
        }
        converted
    }

    pub(super) fn string(&mut self, key: &'static str) -> Option<String> {
        self.typed(key, "a string", |value| value.as_str().map(str::to_owned))
    }

    /// A required string. Empty if it is missing, which is reported.
    pub(super) fn required_string(&mut self, key: &'static str) -> String {
        self.require(key);
        self.string(key).unwrap_or_default()
    }

    /// Reports a missing key.
    pub(super) fn require(&mut self, key: &str) {
        if !self.has(key) {
            let message = format!("{} needs the key `{key}`", self.what);
            self.reader.error(Code::MissingKey, &self.location, message, format!("add `{key}`"));
        }
    }

    pub(super) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        self.typed(key, "a boolean", Value::as_bool)
    }

    /// A boolean that is `false` if it is missing.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        self.boolean(key).unwrap_or_default()
    }

    pub(super) fn number(&mut self, key: &'static str) -> Option<Number> {
        self.typed(key, "a number", |value| value.as_number().cloned())
    }

    /// A count: a whole number that is not negative, `64.0` included.
    pub(super) fn count(&mut self, key: &'static str) -> Option<u64> {
        self.typed(key, "a non-negative integer", |value| {
            let float = value.as_f64().filter(|it| it.fract() == 0.0 && (0.0..=2_f64.powi(53)).contains(it));
            value.as_u64().or_else(|| float.map(|it| it as u64))
        })
    }

    /// Reads one of a few values. Any other value is reported.
    pub(super) fn keyword<T: Copy>(&mut self, key: &'static str, values: &[(&str, T)]) -> Option<T> {
        let text = self.string(key)?;
        let found = values.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let allowed: Vec<String> = values.iter().map(|(name, _)| format!("`{name}`")).collect();
            let meant = similar(&text, values.iter().map(|(name, _)| *name));
            let help = match meant {
                Some(value) => format!("did you mean `{value}`? The allowed values are {}", allowed.join(", ")),
                None => format!("use one of {}", allowed.join(", ")),
            };
            let message = format!("`{text}` is not a valid `{key}` of {}", self.what);
            self.reader.error(Code::UnknownValue, &self.location.child(key), message, help);
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn strings(&mut self, key: &'static str) -> Option<Vec<String>> {
        let reader = self.reader;
        self.has(key).then(|| {
            self.list(key, |value, location| {
                let text = value.as_str().map(str::to_owned);
                if text.is_none() {
                    reader.wrong_type(&location, "a string", value);
                }
                text
            })
        })
    }

    /// A list; elements that cannot be read are left out after they were reported.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&'r Value, Location) -> Option<T>,
    ) -> Vec<T> {
        let Some(values) = self.values(key) else { return Vec::new() };
        let location = self.location.child(key);
        let elements = values.iter().enumerate();
        elements.filter_map(|(index, value)| read(value, location.child(&index.to_string()))).collect()
    }

    /// The elements of a list.
    pub(super) fn values(&mut self, key: &'static str) -> Option<&'r [Value]> {
        self.typed(key, "an array", |value| value.as_array().map(Vec::as_slice))
    }

    /// A map from names to objects, in the order of the file; a name may be anything, `x-` in front included.
    pub(super) fn map<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&'r Value, Location) -> Option<T>,
    ) -> IndexMap<String, T> {
        let location = self.location.child(key);
        let members = self.members_of(key);
        members.filter_map(|(name, value)| Some((name.clone(), read(value, location.child(name))?))).collect()
    }

    /// The members of a map in which `x-` keys are extensions, as in `paths` and `responses`, each with its location.
    pub(super) fn without_extensions(
        &mut self,
        key: &'static str,
    ) -> impl Iterator<Item = (&'r String, &'r Value, Location)> + use<'r> {
        let location = self.location.child(key);
        let members = self.members_of(key).filter(|(name, _)| !name.starts_with("x-"));
        members.map(move |(name, value)| (name, value, location.child(name)))
    }

    /// A map as written.
    pub(super) fn entries(&mut self, key: &'static str) -> IndexMap<String, Value> {
        self.members_of(key).map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    fn members_of(&mut self, key: &'static str) -> impl Iterator<Item = (&'r String, &'r Value)> + use<'r> {
        self.typed(key, "an object", Value::as_object).into_iter().flatten()
    }

    /// Reads the object under a key.
    pub(super) fn object<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&'r Value, Location) -> Option<T>,
    ) -> Option<T> {
        let location = self.location.child(key);
        self.value(key).and_then(|value| read(value, location))
    }

    /// Accepts a key without reading it.
    pub(super) fn ignore(&mut self, key: &'static str) {
        self.value(key);
    }

    /// Reports a key that the generated crate cannot support, with the consequence.
    pub(super) fn unsupported(&mut self, key: &'static str, consequence: &str) {
        if self.value(key).is_some() {
            let message = format!("`{key}` of {} is not supported; {consequence}", self.what);
            self.reader.warning(Code::UnsupportedConstruct, &self.location.child(key), message, "");
        }
    }

    /// The `x-` keys; every other key that is left over is reported.
    pub(super) fn finish(self) -> Extensions {
        let (extensions, others): (Vec<_>, Vec<_>) =
            self.members.into_iter().partition(|(key, _)| key.starts_with("x-"));
        for (key, _) in others {
            let help = advice(key, self.reader.dialect, &self.known);
            let message = format!("{} has no key `{key}`; it is ignored", self.what);
            self.reader.warning(Code::UnknownKey, &self.location.child(key), message, help);
        }
        for (key, _) in extensions.iter().filter(|(key, _)| !extensions::is_known(key)) {
            let message = format!("unknown extension `{key}`; it is ignored");
            let help = match extensions::similar_to(key) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => "remove it, or use another prefix than `x-ms-` for an extension of your own".to_owned(),
            };
            self.reader.warning(Code::UnknownKey, &self.location.child(key), message, help);
        }
        extensions.into_iter().map(|(key, value)| (key.to_owned(), value.clone())).collect()
    }

    /// Returns the `x-` keys and ignores all others that are left.
    pub(super) fn finish_leniently(mut self) -> Extensions {
        self.members.retain(|(key, _)| key.starts_with("x-"));
        self.finish()
    }

    /// Ends an object that is a reference to another: reports the keys that have no effect beside `$ref`.
    pub(super) fn finish_reference(self) {
        for (key, _) in self.members.iter().filter(|(key, _)| !key.starts_with("x-") && *key != "description") {
            let message = format!("`{key}` beside `$ref` has no effect");
            let help = "remove it, or replace the `$ref` by the object";
            self.reader.warning(Code::UnknownKey, &self.location.child(key), message, help);
        }
    }
}

/// Returns the help for an unknown key.
fn advice(key: &str, dialect: Dialect, known: &[&'static str]) -> String {
    let newer =
        ["$defs", "$schema", "$id", "$comment", "const", "contains", "examples", "patternProperties", "prefixItems"];
    let three = ["oneOf", "anyOf", "not", "nullable", "writeOnly", "deprecated"];
    if dialect == Dialect::Swagger && three.contains(&key) {
        return match key {
            "nullable" => "use `x-nullable`; `nullable` is a key of OpenAPI 3.0".to_owned(),
            _ => "remove it, or convert the file to OpenAPI 3.0, which has this key".to_owned(),
        };
    }
    match similar(key, known.iter().copied()) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None if newer.contains(&key) => "remove it; it is a key of JSON Schema or OpenAPI 3.1".to_owned(),
        None => "remove it, or use the prefix `x-` for an extension of your own".to_owned(),
    }
}
