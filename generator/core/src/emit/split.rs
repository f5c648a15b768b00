//! The distribution of items over files of a length that editors and reviewers can handle.
//!
//! In: items in order, with estimated line counts. Out: parts in the same order, each for one file.

use serde_json::Value;

use crate::model::Docs;

/// The target, in estimated lines. Estimates are rough; files should stay below about 3,000 lines.
pub(crate) const LINES: usize = 2_400;

/// Splits items into parts of about equal length. There is at least one part, and only a single part can be empty.
pub(crate) fn split<T>(items: impl IntoIterator<Item = T>, lines: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let items: Vec<(usize, T)> = items.into_iter().map(|item| (lines(&item), item)).collect();
    let total: usize = items.iter().map(|(lines, _)| lines).sum();
    let count = total.div_ceil(LINES).max(1);
    let mut parts = vec![Vec::new()];
    let mut so_far = 0;
    for (lines, item) in items {
        if so_far >= total * parts.len() / count && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(Vec::new());
        }
        so_far += lines;
        if let Some(part) = parts.last_mut() {
            part.push(item);
        }
    }
    parts
}

/// Returns the name of a part: the first one keeps the name of the whole, the others are numbered from 2.
pub(crate) fn part_name(whole: &str, index: usize) -> String {
    if index == 0 { whole.to_owned() } else { format!("{whole}_{}", index + 1) }
}

/// Estimates the lines of a description.
pub(crate) fn doc_lines(docs: &Docs) -> usize {
    docs.text.count_lines().max(1) + if docs.notes.is_empty() { 0 } else { 2 }
}

/// Estimates the lines of a value in an example.
pub(crate) fn value_lines(value: &Value) -> usize {
    match value {
        Value::Object(object) => 2 + object.values().map(value_lines).sum::<usize>(),
        Value::Array(items) => 2 + items.iter().map(value_lines).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{LINES, part_name, split};

    #[test]
    fn parts_are_about_equal_and_keep_the_order() {
        let parts = split(0..100, |_| LINES / 40);
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [34, 33, 33]);
        assert_eq!(parts.concat(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_and_little_are_one_part() {
        assert_eq!(split([0; 0], |_| 1).concat(), [0; 0]);
        assert_eq!(split([1, 2], |_| 1), [[1, 2]]);
        // Each item is longer than the target: one file for each.
        assert_eq!(split([1, 2, 3], |_| 10 * LINES), [[1], [2], [3]]);
    }

    #[test]
    fn the_first_part_keeps_the_name() {
        assert_eq!([part_name("client", 0), part_name("client", 1)], ["client", "client_2"]);
    }
}
