//! The scripts of `transform`, as far as they are data.
//!
//! In: a script. Out: [`Statement`]s. `$` is the value that the directive selects:
//!
//! ```text
//! $.format = 'uuid'; delete $['x-ms-paths']; $ = undefined; return [{ "$ref": "#/parameters/P" }];
//! ```
//!
//! Conditions, calls, loops and all other statements are rejected, with the rest of the line at which parsing stopped.

use serde_json::{Map, Number, Value};

/// The maximum depth of a literal.
const MAX_DEPTH: usize = 64;

/// One change of a selected value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    /// The members and elements from the selected value to the one that changes.
    pub(super) target: Vec<String>,
    /// The new value; `None` if the value is removed.
    pub(super) value: Option<Value>,
}

/// Parses a script. The error is the rest of the line that cannot be parsed.
pub(super) fn parse(script: &str) -> Result<Vec<Statement>, String> {
    let mut parser = Parser { rest: script };
    let mut statements = Vec::new();
    loop {
        parser.skip();
        if parser.take(";") {
            continue;
        }
        if parser.rest.is_empty() {
            return Ok(statements);
        }
        statements.push(parser.statement().ok_or_else(|| parser.here())?);
        let before = parser.rest;
        parser.skip();
        // A line ends a statement as a semicolon does.
        let is_ended = parser.rest.is_empty()
            || parser.rest.starts_with(';')
            || before[..before.len() - parser.rest.len()].contains('\n');
        if !is_ended {
            return Err(parser.here());
        }
    }
}

struct Parser<'t> {
    rest: &'t str,
}

impl Parser<'_> {
    /// The rest of the line that could not be parsed, shortened.
    fn here(&self) -> String {
        let line = self.rest.lines().next().unwrap_or_default();
        line.chars().take(60).collect()
    }

    /// Skips blanks and comments.
    fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            if let Some(comment) = self.rest.strip_prefix("//") {
                self.rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
            } else if let Some((_, rest)) = self.rest.strip_prefix("/*").and_then(|it| it.split_once("*/")) {
                self.rest = rest;
            } else {
                return;
            }
        }
    }

    fn take(&mut self, characters: &str) -> bool {
        match self.rest.strip_prefix(characters) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a keyword, if it is not the start of a longer name.
    fn keyword(&mut self, keyword: &str) -> bool {
        let ends = |rest: &str| !rest.starts_with(is_name);
        match self.rest.strip_prefix(keyword).filter(|rest| ends(rest)) {
            Some(rest) => {
                self.rest = rest;
                self.skip();
                true
            }
            None => false,
        }
    }

    fn statement(&mut self) -> Option<Statement> {
        if self.keyword("delete") {
            return Some(Statement { target: self.target()?, value: None });
        }
        if self.keyword("return") {
            return Some(Statement { target: Vec::new(), value: self.value()? });
        }
        let target = self.target()?;
        self.skip();
        // `==` is not an assignment.
        if !self.take("=") || self.rest.starts_with('=') {
            return None;
        }
        self.skip();
        Some(Statement { target, value: self.value()? })
    }

    /// `$.a['b']["c"][0]`
    fn target(&mut self) -> Option<Vec<String>> {
        if !self.take("$") {
            return None;
        }
        let mut target = Vec::new();
        loop {
            if self.take(".") {
                target.push(self.name()?);
            } else if self.take("[") {
                self.skip();
                target.push(match self.rest.chars().next()? {
                    '\'' | '"' | '`' => self.string()?,
                    _ => self.digits()?,
                });
                self.skip();
                if !self.take("]") {
                    return None;
                }
            } else {
                return Some(target);
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        let end = self.rest.find(|it| !is_name(it)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn digits(&mut self) -> Option<String> {
        let end = self.rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!digits.is_empty()).then(|| digits.to_owned())
    }

    /// A literal. The inner `None` is `undefined`, which removes the value.
    fn value(&mut self) -> Option<Option<Value>> {
        if self.keyword("undefined") { Some(None) } else { self.literal(0).map(Some) }
    }

    fn literal(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        for (keyword, value) in [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)] {
            if self.keyword(keyword) {
                return Some(value);
            }
        }
        match self.rest.chars().next()? {
            '\'' | '"' | '`' => self.string().map(Value::String),
            '[' => self.array(depth),
            '{' => self.object(depth),
            _ => self.number(),
        }
    }

    fn number(&mut self) -> Option<Value> {
        let is_part = |it: char| it.is_ascii_digit() || "+-.eE".contains(it);
        let end = self.rest.find(|it| !is_part(it)).unwrap_or(self.rest.len());
        let number: Number = self.rest[..end].parse().ok()?;
        self.rest = &self.rest[end..];
        Some(Value::Number(number))
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.rest = self.rest.strip_prefix('[')?;
        let mut elements = Vec::new();
        loop {
            self.skip();
            if self.take("]") {
                return Some(Value::Array(elements));
            }
            elements.push(self.literal(depth + 1)?);
            self.skip();
            if !self.take(",") && !self.rest.starts_with(']') {
                return None;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.rest = self.rest.strip_prefix('{')?;
        let mut members = Map::new();
        loop {
            self.skip();
            if self.take("}") {
                return Some(Value::Object(members));
            }
            let key = if self.rest.starts_with(['\'', '"']) { self.string()? } else { self.name()? };
            self.skip();
            if !self.take(":") {
                return None;
            }
            self.skip();
            members.insert(key, self.literal(depth + 1)?);
            self.skip();
            if !self.take(",") && !self.rest.starts_with('}') {
                return None;
            }
        }
    }

    /// A string in quotation marks of any kind. In backticks, `${` would be code.
    fn string(&mut self) -> Option<String> {
        let quote = self.rest.chars().next()?;
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1).peekable();
        while let Some((index, character)) = characters.next() {
            match character {
                _ if character == quote => {
                    self.rest = &self.rest[index + character.len_utf8()..];
                    return Some(text);
                }
                '\\' => text.push(escaped(characters.next()?.1, || {
                    let digits: String = (0..4).map_while(|_| characters.next()).map(|(_, it)| it).collect();
                    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
                })?),
                '$' if quote == '`' && characters.peek().is_some_and(|(_, it)| *it == '{') => return None,
                '\n' if quote != '`' => return None,
                _ => text.push(character),
            }
        }
        None
    }
}

/// The character after a backslash: itself, or another one.
fn escaped(character: char, unicode: impl FnOnce() -> Option<char>) -> Option<char> {
    match character {
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        'u' => unicode(),
        'x' | '0'..='9' | 'b' | 'f' | 'v' => None,
        other => Some(other),
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn statement(target: &[&str], value: Option<Value>) -> Statement {
        Statement { target: target.iter().map(|it| (*it).to_owned()).collect(), value }
    }

    #[test]
    fn assignments_deletions_and_literals_are_read() {
        let cases = [
            ("$.format = 'uuid'", vec![statement(&["format"], Some(json!("uuid")))]),
            ("$[\"a-b\"].c[0] = true;", vec![statement(&["a-b", "c", "0"], Some(json!(true)))]),
            ("delete $['x-ms-paths']", vec![statement(&["x-ms-paths"], None)]),
            ("$ = undefined", vec![statement(&[], None)]),
            ("return undefined;", vec![statement(&[], None)]),
            (
                "return [ { \"$ref\": '#/a', b: [1, -2.5e1,], }, null ];",
                vec![statement(&[], Some(json!([{ "$ref": "#/a", "b": [1, -25.0] }, null])))],
            ),
            (
                "// a comment\n$.a = 1\n/* another */ delete $.b; ; $.c = `x\\ty\\u0041`",
                vec![
                    statement(&["a"], Some(json!(1))),
                    statement(&["b"], None),
                    statement(&["c"], Some(json!("x\tyA"))),
                ],
            ),
            ("", vec![]),
        ];
        for (script, expected) in cases {
            assert_eq!(parse(script), Ok(expected), "{script}");
        }
    }

    #[test]
    fn everything_else_of_a_language_is_refused() {
        for script in [
            "if ($.a) { delete $.a; }",
            "$.a == 1",
            "$.a = $.b",
            "$.a = $.a.concat('x')",
            "$.a = `${$.b}`",
            "$.a = 1 $.b = 2",
            "for (var k in $) {}",
            "return $.filter(x => x)",
            "$lib.log($)",
            "$.a = 'open",
            "$[a] = 1",
            "$.a = 0x10",
            "a = 1",
            "deleted $.a",
            "process.exit(1)",
        ] {
            assert!(parse(script).is_err(), "{script}");
        }
        assert!(parse(&format!("$ = {}", "[".repeat(100_000))).is_err());
        assert!(parse(&format!("$ = {}", "{a:".repeat(100_000))).is_err());
    }
}
