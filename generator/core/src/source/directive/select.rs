//! The values that a directive's `where` selects.
//!
//! In: a JSONPath of AutoRest. Out: JSON pointers. AutoRest's dialect is older than the standard (RFC 9535): a name
//! behind a dot may hold any character but those that end it.

use serde_json::Value;
use serde_json_path::JsonPath;

/// A path through a document.
#[derive(Clone, Debug)]
pub(super) struct Selector(JsonPath);

impl Selector {
    /// Parses a path. The error is the problem.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        // Two of them multiply what they find, and a few never end.
        if text.matches("..").count() > 1 {
            return Err(format!("its path `{text}` has `..` more than once"));
        }
        let path = JsonPath::parse(&quoted(text));
        path.map(Self).map_err(|error| format!("its path `{text}` is not a valid JSONPath: {error}"))
    }

    /// The member of an object.
    pub(super) fn member(parents: &str, name: &str) -> Result<Self, String> {
        Self::parse(&format!("{parents}[{}]", Value::from(name)))
    }

    /// The pointers of the selected values, each as its tokens, the last one first, so that removing one moves no
    /// other.
    pub(super) fn pointers(&self, document: &Value) -> Vec<Vec<String>> {
        let located = self.0.query_located(document);
        let mut pointers: Vec<Vec<String>> = located
            .locations()
            .map(|path| {
                let elements = path.iter().map(|it| match (it.as_name(), it.as_index()) {
                    (Some(name), _) => name.to_owned(),
                    (None, index) => index.unwrap_or_default().to_string(),
                });
                elements.collect()
            })
            .collect();
        pointers.reverse();
        pointers
    }
}

/// Writes names after a dot in brackets where the standard requires brackets: `$.x-ms-paths` → `$['x-ms-paths']`.
fn quoted(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // A filter or a name in quotation marks stays as it is.
        if first == '[' {
            let end = bracket_end(rest);
            written.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        if first != '.' || rest.starts_with("..") {
            let length = if first == '.' { 2 } else { first.len_utf8() };
            written.push_str(&rest[..length]);
            rest = &rest[length..];
            if first != '.' {
                continue;
            }
        } else {
            rest = &rest[1..];
            written.push('.');
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = &rest[end..];
        let is_standard = |it: char| it.is_ascii_alphanumeric() || it == '_' || !it.is_ascii();
        if name.is_empty()
            || name == "*"
            || (name.chars().all(is_standard) && !name.starts_with(|it: char| it.is_ascii_digit()))
        {
            written.push_str(name);
        } else {
            // One dot before a bracket is too many; two select at any depth.
            if !written.ends_with("..") {
                written.pop();
            }
            written.push_str(&format!("[{}]", Value::from(name)));
        }
    }
    written
}

/// The end of a bracket, after which a path continues.
fn bracket_end(text: &str) -> usize {
    let mut quote = None;
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '[') => depth += 1,
            (None, ']') => {
                depth -= 1;
                if depth == 0 {
                    return index + 1;
                }
            }
            (None, _) => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_select_values_from_the_last_to_the_first() {
        let document = json!({
            "x-ms-paths": { "/a.b": { "get": { "operationId": "A" } } },
            "paths": { "/a": { "get": { "operationId": "B" }, "put": {} }, "/b": { "get": { "operationId": "B" } } },
            "definitions": { "A.B": { "format": "x" }, "List`1": {} },
            "list": [1, 2],
        });
        let cases = [
            ("$", vec![""]),
            ("$.x-ms-paths", vec!["x-ms-paths"]),
            ("$.x-ms-paths[\"/a.b\"].get", vec!["x-ms-paths|/a.b|get"]),
            ("$.definitions['A.B'].format", vec!["definitions|A.B|format"]),
            ("$.definitions.List`1", vec!["definitions|List`1"]),
            ("$.list[*]", vec!["list|1", "list|0"]),
            ("$.paths.*[?(@.operationId == \"B\")]", vec!["paths|/b|get", "paths|/a|get"]),
            (
                "$..operationId",
                vec!["paths|/b|get|operationId", "paths|/a|get|operationId", "x-ms-paths|/a.b|get|operationId"],
            ),
            ("$..x-ms-paths", vec!["x-ms-paths"]),
            ("$.nowhere", vec![]),
        ];
        for (path, expected) in cases {
            let pointers = Selector::parse(path).unwrap().pointers(&document);
            let pointers: Vec<String> = pointers.iter().map(|it| it.join("|")).collect();
            assert_eq!(pointers, expected, "{path}");
        }
        for path in ["", "paths", "$.paths[", "$.paths[?(@.operationId.match(/a/))]", "$.[", "$..*..*"] {
            assert!(Selector::parse(path).is_err(), "{path}");
        }
    }
}
