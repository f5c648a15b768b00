//! Builds a JSON value from any serde format, and finds duplicate keys, which serde_json ignores.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::text::{JsonPointer, MAX_DEPTH};

/// The findings while a value is built.
pub(super) struct Findings {
    /// The second of two equal keys.
    pub(super) duplicates: Vec<JsonPointer>,
    pub(super) is_too_deep: bool,
    /// `true` if the key `<<` merges the members of its value, as in YAML.
    pub(super) merges: bool,
    /// The number of bytes that may still be built, because a YAML alias repeats a value in a few bytes.
    budget: usize,
}

impl Findings {
    pub(super) fn new(text_length: usize) -> Self {
        // Without aliases, a value is never larger than the file. Eight times its size is enough for any normal use of
        // them.
        let budget = text_length.saturating_mul(8).saturating_add(4096);
        Self { duplicates: Vec::new(), is_too_deep: false, merges: false, budget }
    }

    fn spend<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        self.budget = self
            .budget
            .checked_sub(bytes + 1)
            .ok_or_else(|| E::custom("the aliases expand to more data than armsmith reads"))?;
        Ok(())
    }
}

/// Builds the value at the end of a trail.
pub(super) struct ValueSeed<'a> {
    findings: &'a mut Findings,
    trail: Trail<'a>,
    depth: usize,
}

impl<'a> ValueSeed<'a> {
    pub(super) fn root(findings: &'a mut Findings) -> Self {
        Self { findings, trail: Trail { parent: None, token: Token::Root }, depth: 0 }
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        self.findings.spend(0)?;
        if self.depth >= MAX_DEPTH {
            self.findings.is_too_deep = true;
            return Err(E::custom("nested too deeply"));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.findings.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.findings.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.findings.spend(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.findings.spend(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.findings.spend(0)?;
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("JSON has no infinity and no NaN"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.findings.spend(value.len())?;
        Ok(Value::String(value))
    }

    /// A YAML value with a tag of its own: JSON has no tags, so the tag is removed.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_tag, variant) = data.variant::<String>()?;
        variant.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut values = Vec::new();
        loop {
            let trail = Trail { parent: Some(&self.trail), token: Token::Index(values.len()) };
            let seed = ValueSeed { findings: &mut *self.findings, trail, depth: self.depth + 1 };
            match list.next_element_seed(seed)? {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            self.findings.spend(key.len())?;
            let trail = Trail { parent: Some(&self.trail), token: Token::Key(&key) };
            let seed = ValueSeed { findings: &mut *self.findings, trail, depth: self.depth + 1 };
            let value = map.next_value_seed(seed)?;
            if members.contains_key(&key) {
                self.findings.duplicates.push(trail.pointer());
            }
            members.insert(key, value);
        }
        if self.findings.merges {
            merge(&mut members);
        }
        Ok(Value::Object(members))
    }
}

/// Merges the members of the objects under `<<`. A member that exists already is kept.
///
/// A language-independent type of YAML 1.1 (<https://yaml.org/type/merge.html>): no part of the syntax, but in use.
fn merge(members: &mut Map<String, Value>) {
    let merged = match members.get("<<") {
        Some(Value::Object(_)) => members.shift_remove("<<").into_iter().collect(),
        Some(Value::Array(values)) if values.iter().all(Value::is_object) => match members.shift_remove("<<") {
            Some(Value::Array(values)) => values,
            _ => return,
        },
        _ => return,
    };
    for (key, value) in merged.into_iter().filter_map(into_members).flatten() {
        members.entry(key).or_insert(value);
    }
}

fn into_members(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// The path from the root to the value that is being built.
#[derive(Clone, Copy)]
struct Trail<'a> {
    parent: Option<&'a Trail<'a>>,
    token: Token<'a>,
}

#[derive(Clone, Copy)]
enum Token<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl Trail<'_> {
    fn pointer(&self) -> JsonPointer {
        let parent = self.parent.map(Trail::pointer).unwrap_or_default();
        match self.token {
            Token::Root => parent,
            Token::Key(key) => parent.child(key),
            Token::Index(index) => parent.child(&index.to_string()),
        }
    }
}
