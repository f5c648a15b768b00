//! From any text to words, and from words to a case.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// What stands before a name that would start with a digit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Leading {
    /// `12` → `N12`.
    Number,
    /// `2020-11-01` → `V2020_11_01`.
    Version,
}

impl Leading {
    /// Dates and dotted numbers are versions, other digits are numbers.
    pub(super) fn of(value: &str) -> Self {
        let parts: Vec<&str> =
            value.split(['.', '-']).take_while(|part| part.bytes().all(|b| b.is_ascii_digit())).collect();
        if parts.len() > 1 { Self::Version } else { Self::Number }
    }
}

/// The name in snake case.
pub(super) fn snake(name: &str) -> String {
    let snake = words(name).join("_");
    if snake.starts_with(|first: char| first.is_ascii_digit()) { format!("n{snake}") } else { snake }
}

/// The name in upper camel case.
pub(super) fn upper_camel(name: &str, leading: Leading) -> String {
    camel(&words(name), leading)
}

/// See [`joined`](super::joined).
pub(super) fn joined(parts: &[&str]) -> String {
    let mut all: Vec<String> = Vec::new();
    for part in parts {
        all.extend(words(part));
    }
    camel(&all, Leading::Number)
}

/// The text with every sign as a word.
pub(super) fn spelled(text: &str) -> String {
    text.to_owned()
}

fn camel(words: &[String], leading: Leading) -> String {
    let mut camel = String::new();
    for word in words {
        if camel.ends_with(|last: char| last.is_ascii_digit()) && word.starts_with(|first: char| first.is_ascii_digit())
        {
            camel.push('_');
        }
        camel.push_str(&word.to_upper_camel_case());
    }
    if camel.starts_with(|first: char| first.is_ascii_digit()) {
        let prefix = if leading == Leading::Version { 'V' } else { 'N' };
        camel.insert(0, prefix);
    }
    camel
}

fn words(text: &str) -> Vec<String> {
    let words: Vec<String> =
        text.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if words.is_empty() { vec!["empty".to_owned()] } else { words }
}
