//! Measures of a description: whether it says more than the name it describes, and whether its words are ours.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::{Documents, EXAMPLES};

/// So many words in a row that a public description has too are a copy (issue 18).
pub(super) const COPIED: usize = 8;

/// Words without content of their own: articles, prepositions, auxiliaries, and the verbs with which descriptions
/// begin.
const EMPTY: &str = "a an the this that these those its it of for to in on at by with from as and or which who whose is are \
    was be been being has have had can may will if any all each one per not no when where what how whether specify \
    specifies specified specifying get gets set sets indicate indicates describe describes represent represents contain \
    contains define defines used use uses given current value values property properties field parameter information \
    details object resource azure";

/// Returns `true` if every word with a content is in the names that the reader sees anyway.
pub(super) fn is_thin(text: &str, names: &str) -> bool {
    let known: BTreeSet<String> = name_words(names).iter().map(|word| stem(word)).collect();
    let empty: BTreeSet<&str> = EMPTY.split_whitespace().collect();
    words(text)
        .iter()
        .flat_map(|word| name_words(word))
        .filter(|word| !empty.contains(word.as_str()))
        .all(|word| known.contains(&stem(&word)))
}

/// Returns `true` if a text has more than one sentence.
pub(super) fn has_several_sentences(text: &str) -> bool {
    let ends = text.match_indices(['.', '!', '?']).filter(|(index, end)| {
        let rest = &text[index + end.len()..];
        rest.starts_with([' ', '\n'])
            && rest.trim_start().starts_with(|letter: char| letter.is_uppercase() || letter == '`')
    });
    ends.count() > 0
}

/// The words of a text; punctuation and space do not matter.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words that a name in camel case or with separators consists of.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let letters: Vec<char> = name.chars().collect();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let begins = match before {
            Some(before) if letter.is_uppercase() => {
                !before.is_uppercase() || letters.get(index + 1).is_some_and(|next| next.is_lowercase())
            }
            Some(before) => letter.is_numeric() != before.is_numeric(),
            None => false,
        };
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(letter.to_lowercase()));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// One form for singular and plural.
fn stem(word: &str) -> String {
    let word = word.strip_suffix("ies").map(|start| format!("{start}y")).unwrap_or_else(|| word.to_owned());
    word.strip_suffix('s').filter(|start| start.len() > 2).map(str::to_owned).unwrap_or(word)
}

/// The public descriptions: runs of their words, and each as a whole.
#[derive(Debug)]
pub(super) struct PublicWords {
    runs: BTreeSet<u64>,
    texts: BTreeSet<u64>,
}

impl PublicWords {
    /// Takes up all texts of the public documents.
    pub(super) fn of(documents: &Documents) -> Self {
        let mut texts = Vec::new();
        documents.values().for_each(|document| collect_texts(document, &mut texts));
        let runs = texts.iter().flat_map(|text| runs(text)).map(|run| hash(&run)).collect();
        Self { runs, texts: texts.iter().map(|text| hash(&small_words(text))).collect() }
    }

    /// Returns the words that a public description has too: the whole text, or the first run. Names between backticks
    /// interrupt a run.
    pub(super) fn copied(&self, text: &str) -> Option<String> {
        let whole = small_words(text);
        if self.texts.contains(&hash(&whole)) {
            return Some(whole.join(" "));
        }
        let prose = text.split('`').step_by(2);
        prose.flat_map(runs).find(|run| self.runs.contains(&hash(run))).map(|run| run.join(" "))
    }
}

fn small_words(text: &str) -> Vec<String> {
    words(text).iter().map(|word| word.to_lowercase()).collect()
}

fn runs(text: &str) -> Vec<Vec<String>> {
    small_words(text).windows(COPIED).map(<[String]>::to_vec).collect()
}

/// A short form of a run: what is compared are some hundred thousand of them.
fn hash(run: &[String]) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}

fn collect_texts<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::Object(examples) if name == EXAMPLES => texts.extend(examples.keys().map(String::as_str)),
                    Value::String(text) if ["description", "summary", "title"].contains(&name.as_str()) => {
                        texts.push(text)
                    }
                    _ => collect_texts(member, texts),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{PublicWords, has_several_sentences, is_thin};

    #[test]
    fn a_text_that_repeats_the_name_is_thin() {
        assert!(is_thin("Specifies the disk size.", "diskSize Disk integer int32"));
        assert!(is_thin("A list of disks", "DiskList"));
        assert!(!is_thin("Size of the disk in GiB.", "diskSize Disk integer int32"));
        assert!(!is_thin("Where the machine boots from.", "osDisk StorageProfile OSDisk"));
    }

    #[test]
    fn sentences_are_counted() {
        assert!(!has_several_sentences("At most 1.5 GiB, e.g. half."));
        assert!(has_several_sentences("Stops it. The disk stays."));
    }

    #[test]
    fn a_run_of_eight_public_words_is_a_copy() {
        let public =
            json!({ "definitions": { "A": { "description": "one two three four five six seven eight nine" } } });
        let words = PublicWords::of(&BTreeMap::from([("a.json".to_owned(), public)]));
        assert_eq!(words.copied("Two three four five six seven eight."), None);
        assert_eq!(words.copied("TWO three four five six seven, eight `x` nine."), None);
        let run = "two three four five six seven eight nine".to_owned();
        assert!(words.copied("One two three, four five six seven `eight` nine.").is_some());
        assert_eq!(words.copied("So: two three four five six seven eight nine."), Some(run));
    }
}
