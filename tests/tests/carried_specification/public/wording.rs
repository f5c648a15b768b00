//! Whose words a specification is written in.
//!
//! In: the public documents and ours. Out: every text of ours that repeats a public one, and every place where the
//! public file explains something and ours does not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::specification::{EXAMPLES, Place, below};
use super::comparison::WORDING;

/// So many words in a row, the same on both sides, count as copied. Six occur by necessity: "name of the disk access
/// resource".
const COPIED: usize = 7;

/// One complaint per line, each with the place of the text.
pub(crate) fn complaints(public: &BTreeMap<String, Value>, carried: &BTreeMap<String, Value>) -> Vec<String> {
    let (public, carried) = (texts(public), texts(carried));
    let public_words: Vec<Vec<String>> = public.values().map(|text| words(text)).collect();
    let whole: BTreeSet<&[String]> = public_words.iter().map(Vec::as_slice).collect();
    let runs: BTreeSet<&[String]> = public_words.iter().flat_map(|words| words.windows(COPIED)).collect();

    let mut complaints = Vec::new();
    for (place, text) in &carried {
        let words = words(text);
        if words.is_empty() {
            complaints.push(format!("{place}: an empty text"));
        } else if whole.contains(words.as_slice()) {
            complaints.push(format!("{place}: the public words: {text}"));
        } else if let Some(run) = words.windows(COPIED).find(|run| runs.contains(run)) {
            complaints.push(format!("{place}: {COPIED} words as in public, \"{}\": {text}", run.join(" ")));
        }
    }
    let unexplained = public.iter().filter(|(place, text)| !text.is_empty() && !carried.contains_key(place));
    complaints.extend(unexplained.map(|(place, text)| format!("{place}: no text; the public one is: {text}")));
    complaints
}

/// All texts that are wording, by place. The title of an example stands at the place of its file.
fn texts(documents: &BTreeMap<String, Value>) -> BTreeMap<Place, String> {
    let mut found = BTreeMap::new();
    for (file, document) in documents {
        collect(&Place { file: file.clone(), pointer: String::new() }, document, &mut found);
    }
    found
}

fn collect(place: &Place, value: &Value, found: &mut BTreeMap<Place, String>) {
    let at = |segment: &str| Place { file: place.file.clone(), pointer: below(&place.pointer, segment) };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member) {
                    (wording, Value::String(text)) if WORDING.contains(&wording) => {
                        found.insert(at(name), text.clone());
                    }
                    (EXAMPLES, Value::Object(examples)) => {
                        for (title, example) in examples {
                            let file = example["$ref"].as_str().unwrap_or_default();
                            let pointer = below(&at(EXAMPLES).pointer, file);
                            found.insert(Place { file: place.file.clone(), pointer }, title.clone());
                        }
                    }
                    ("scopes", Value::Object(scopes)) => {
                        for (scope, text) in scopes {
                            let pointer = below(&at("scopes").pointer, scope);
                            let text = text.as_str().unwrap_or_default().to_owned();
                            found.insert(Place { file: place.file.clone(), pointer }, text);
                        }
                    }
                    _ => collect(&at(name), member, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(&at(&index.to_string()), item, found);
            }
        }
        _ => {}
    }
}

/// The words of a text: no difference of case, punctuation or space makes it another text.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::complaints;

    fn complaints_about(carried: Value) -> Vec<String> {
        let public = json!({
            "definitions": { "A": { "description": "The error code.", "properties": { "description": {} } } },
            "paths": { "/a": { "get": {
                "description": "One two three four five six seven eight nine.",
                "x-ms-examples": { "Get an A": { "$ref": "a.json" } }
            } } }
        });
        let files = |document| BTreeMap::from([("a.json".to_owned(), document)]);
        complaints(&files(public), &files(carried))
    }

    #[test]
    fn our_own_words_pass() {
        let own = json!({
            "definitions": { "A": { "description": "Machine-readable code of the error." } },
            "paths": { "/a": { "get": {
                "description": "Eins two three four five six seven.",
                "x-ms-examples": { "Read an A": { "$ref": "a.json" } }
            } } }
        });
        assert_eq!(complaints_about(own), [""; 0]);
    }

    #[test]
    fn repeated_copied_empty_and_missing_texts_are_reported() {
        let copied = json!({
            "definitions": { "A": { "description": "the Error code" } },
            "paths": { "/a": { "get": {
                "description": "Zero, one, two, three, four, five, six, seven!",
                "summary": " ",
                "x-ms-examples": { "get an A.": { "$ref": "a.json" } }
            } } }
        });
        let expected = [
            "a.json#/definitions/A/description: the public words: the Error code",
            "a.json#/paths/~1a/get/description: 7 words as in public, \"one two three four five six seven\": Zero, one, \
             two, three, four, five, six, seven!",
            "a.json#/paths/~1a/get/summary: an empty text",
            "a.json#/paths/~1a/get/x-ms-examples/a.json: the public words: get an A.",
        ];
        assert_eq!(complaints_about(copied), expected);
        assert_eq!(complaints_about(json!({})).len(), 3);
    }
}
