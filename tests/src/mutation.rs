//! Damages a specification in ways that JSON allows and nobody expects: the same ways for the same seed.

use serde_json::{Value, json};

/// A source of numbers that looks like chance (xorshift64*, Vigna 2016).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below a limit, which is not zero.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or_default() % limit
    }

    fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Names that are invalid in Rust, or that another item has.
const NAMES: [&str; 22] = [
    "",
    " ",
    "self",
    "Self",
    "crate",
    "type",
    "r#fn",
    "_",
    "$",
    "*",
    "1",
    "9lives",
    "ünïcödé",
    "💥",
    "a-b",
    "A_B",
    "aB",
    "String",
    "Option",
    "\u{202e}x",
    "\"]; fn f() {}",
    "a\u{0}b",
];

/// Values of every type, and numbers that hardly fit one.
fn values() -> [Value; 24] {
    [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e308),
        json!(-0.0),
        json!(""),
        json!("string"),
        json!("object"),
        json!("array"),
        json!("*/ \\ \" ` { \r\n ] #"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({ "": {} }),
        json!({ "type": "object" }),
        json!({ "type": "array" }),
        json!({ "type": "string", "enum": [] }),
        json!({ "enum": ["A", "a", "A ", "", "*"] }),
        json!({ "$ref": "#" }),
    ]
}

/// Keys and values that have a meaning in their position.
const KEYS: [&str; 40] = [
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "properties",
    "additionalProperties",
    "items",
    "enum",
    "type",
    "format",
    "required",
    "discriminator",
    "$ref",
    "default",
    "readOnly",
    "nullable",
    "x-nullable",
    "x-ms-enum",
    "x-ms-discriminator-value",
    "x-ms-client-name",
    "x-ms-client-flatten",
    "x-ms-pageable",
    "x-ms-long-running-operation",
    "x-ms-long-running-operation-options",
    "x-ms-parameter-location",
    "x-ms-skip-url-encoding",
    "x-ms-mutability",
    "x-ms-secret",
    "x-ms-examples",
    "x-ms-error-response",
    "x-ms-parameter-grouping",
    "collectionFormat",
    "in",
    "name",
    "schema",
    "parameters",
    "responses",
    "headers",
    "consumes",
    "description",
];

/// Changes a few positions of a document. Half of the changes leave a document that could have been meant, so that they
/// get far.
pub fn mutate(document: &mut Value, chance: &mut Chance) {
    for _ in 0..=chance.below(3) {
        let mut positions = Vec::new();
        collect(document, String::new(), &mut positions);
        let position = chance.one_of(&positions).clone();
        let kin: Vec<&String> = positions.iter().filter(|it| kind(it) == kind(&position)).collect();
        let kin = document.pointer(chance.one_of(&kin).as_str()).cloned().unwrap_or_default();
        let definitions: Vec<&String> =
            positions.iter().filter(|it| it.matches('/').count() == 2 && is_type(it)).collect();
        let definition = if definitions.is_empty() { &position } else { *chance.one_of(&definitions) };
        let reference = json!({ "$ref": format!("#{definition}") });
        let anything = json!({ "$ref": format!("#{}", chance.one_of(&positions)) });
        let Some(value) = document.pointer_mut(&position) else { continue };
        let is_deep = position.len() > 400;
        match chance.below(14) {
            // A copy of a value in another position of this kind, perhaps of one that contains this position.
            0..4 => *value = if is_deep { json!({}) } else { kin },
            // Circles.
            4..6 if kind(&position).is_empty() || is_schema(&position) => *value = reference,
            6 => remove(document, &position),
            7..9 => rename(value, chance),
            9 => add(value, kin, chance),
            10 => turn(value, chance),
            11 => repeat(value),
            12 => *value = anything,
            _ => *value = chance.one_of(&values()).clone(),
        }
    }
}

/// The kind of a position, by the key above it: values of one kind can replace each other.
fn kind(position: &str) -> &str {
    let mut tokens = position.rsplit('/');
    let last = tokens.next().unwrap_or_default();
    let is_word = KEYS.contains(&last);
    if is_word { last } else { tokens.next().unwrap_or_default() }
}

fn is_type(position: &str) -> bool {
    position.starts_with("/definitions/") || position.starts_with("/components/schemas/")
}

fn is_schema(position: &str) -> bool {
    ["properties", "definitions", "items", "schema", "allOf", "additionalProperties"].contains(&kind(position))
}

/// The pointers of all values but the whole.
fn collect(value: &Value, pointer: String, positions: &mut Vec<String>) {
    let mut below = |token: &str, value: &Value| {
        let pointer = format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1"));
        positions.push(pointer.clone());
        collect(value, pointer, positions);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(elements) => elements.iter().enumerate().for_each(|(index, it)| below(&index.to_string(), it)),
        _ => {}
    }
}

fn remove(document: &mut Value, position: &str) {
    let Some((parent, token)) = position.rsplit_once('/') else { return };
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => drop(members.remove(&token.replace("~1", "/").replace("~0", "~"))),
        Some(Value::Array(elements)) => drop(elements.remove(token.parse().unwrap_or_default())),
        _ => {}
    }
}

/// Replaces the name of a member, or a string, by an odd one.
fn rename(value: &mut Value, chance: &mut Chance) {
    let name = *chance.one_of(&NAMES);
    match value {
        Value::Object(members) if !members.is_empty() => {
            let key = members.keys().nth(chance.below(members.len())).cloned().unwrap_or_default();
            let member = members.remove(&key).unwrap_or_default();
            members.insert(name.to_owned(), member);
        }
        value => *value = json!(name),
    }
}

/// Adds a member that means something, or an element.
fn add(value: &mut Value, other: Value, chance: &mut Chance) {
    let new = if chance.below(2) == 0 { other } else { chance.one_of(&values()).clone() };
    match value {
        Value::Object(members) => drop(members.insert((*chance.one_of(&KEYS)).to_owned(), new)),
        Value::Array(elements) => elements.push(new),
        value => *value = new,
    }
}

/// Turns a value into one of its type that is hardly ever there.
fn turn(value: &mut Value, chance: &mut Chance) {
    match value {
        Value::Bool(it) => *it = !*it,
        Value::String(text) => *text = text.repeat(1 + chance.below(40)),
        value => {
            *value = chance.one_of(&[json!(i64::MAX), json!(1e-300), json!(u64::MAX), json!("9".repeat(400))]).clone()
        }
    }
}

/// Says everything twice, and in another order.
fn repeat(value: &mut Value) {
    match value {
        Value::Array(elements) => {
            elements.extend(elements.clone());
            elements.reverse();
        }
        Value::Object(members) => {
            let copies = members.clone().into_iter().map(|(key, value)| (key.to_uppercase(), value));
            members.extend(copies.collect::<Vec<_>>());
        }
        _ => {}
    }
}
