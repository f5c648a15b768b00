//! The condition after the language of a fence: `$(tag) == 'package-2024' && !$(python)`.
//!
//! In: the condition as a string. Out: an expression that can be evaluated, with the tags that it compares. A variable
//! that is not set is empty and false.

use std::collections::BTreeMap;

/// The maximum depth of parentheses and negations.
const MAX_DEPTH: usize = 64;

/// The variables of a configuration: `tag`, and a flag for each package.
pub(super) type Variables = BTreeMap<String, String>;

/// A condition as a tree.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Condition {
    /// No condition.
    Always,
    Operand(Operand),
    Equal(Operand, Operand),
    Unequal(Operand, Operand),
    Not(Box<Self>),
    And(Vec<Self>),
    Or(Vec<Self>),
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Operand {
    /// `$(name)`
    Variable(String),
    /// `'text'`, or a name without quotation marks.
    String(String),
}

impl Condition {
    /// Parses a condition. Returns `None` if the syntax is invalid.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let tokens = tokens(text)?;
        if tokens.is_empty() {
            return Some(Self::Always);
        }
        let mut parser = Parser { tokens: &tokens, depth: 0 };
        let condition = parser.or()?;
        parser.tokens.is_empty().then_some(condition)
    }

    /// Returns `true` if the condition is true.
    pub(super) fn holds(&self, variables: &Variables) -> bool {
        match self {
            Self::Always => true,
            Self::Operand(operand) => !matches!(operand.value(variables), "" | "false"),
            Self::Equal(left, right) => left.value(variables) == right.value(variables),
            Self::Unequal(left, right) => left.value(variables) != right.value(variables),
            Self::Not(inner) => !inner.holds(variables),
            Self::And(all) => all.iter().all(|it| it.holds(variables)),
            Self::Or(any) => any.iter().any(|it| it.holds(variables)),
        }
    }

    /// The strings that a variable is compared with.
    pub(super) fn compared_with<'c>(&'c self, name: &str, found: &mut Vec<&'c str>) {
        match self {
            Self::Equal(Operand::Variable(variable), Operand::String(text))
            | Self::Equal(Operand::String(text), Operand::Variable(variable))
                if variable == name =>
            {
                found.push(text);
            }
            Self::Not(inner) => inner.compared_with(name, found),
            Self::And(inner) | Self::Or(inner) => inner.iter().for_each(|it| it.compared_with(name, found)),
            _ => {}
        }
    }

    /// The variables that are used as flags.
    pub(super) fn flags<'c>(&'c self, found: &mut Vec<&'c str>) {
        match self {
            Self::Operand(Operand::Variable(name)) => found.push(name),
            Self::Not(inner) => inner.flags(found),
            Self::And(inner) | Self::Or(inner) => inner.iter().for_each(|it| it.flags(found)),
            _ => {}
        }
    }
}

impl Operand {
    fn value<'a>(&'a self, variables: &'a Variables) -> &'a str {
        match self {
            Self::Variable(name) => variables.get(name).map_or("", String::as_str),
            Self::String(text) => text,
        }
    }
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Token {
    Operand(Operand),
    Equal,
    Unequal,
    And,
    Or,
    Not,
    Open,
    Close,
}

/// The tokens of a condition without blanks and comments.
fn tokens(text: &str) -> Option<Vec<Token>> {
    const OPERATORS: &[(&str, Token)] = &[
        ("===", Token::Equal),
        ("!==", Token::Unequal),
        ("==", Token::Equal),
        ("!=", Token::Unequal),
        ("&&", Token::And),
        ("||", Token::Or),
        ("!", Token::Not),
        ("(", Token::Open),
        (")", Token::Close),
    ];
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/")?.1;
        } else if let Some(variable) = rest.strip_prefix("$(") {
            let (name, after) = variable.split_once(')')?;
            tokens.push(Token::Operand(Operand::Variable(name.trim().to_owned())));
            rest = after;
        } else if first == '\'' || first == '"' {
            let (quoted, after) = rest[1..].split_once(first)?;
            tokens.push(Token::Operand(Operand::String(quoted.to_owned())));
            rest = after;
        } else if let Some((operator, token)) = OPERATORS.iter().find(|(operator, _)| rest.starts_with(operator)) {
            tokens.push(token.clone());
            rest = &rest[operator.len()..];
        } else {
            let end = rest.find(|it: char| !(it.is_alphanumeric() || "-_.".contains(it))).unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            tokens.push(Token::Operand(Operand::String(rest[..end].to_owned())));
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    Some(tokens)
}

struct Parser<'t> {
    tokens: &'t [Token],
    depth: usize,
}

impl Parser<'_> {
    fn take(&mut self, token: &Token) -> bool {
        match self.tokens.split_first() {
            Some((first, rest)) if first == token => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn or(&mut self) -> Option<Condition> {
        let mut any = vec![self.and()?];
        while self.take(&Token::Or) {
            any.push(self.and()?);
        }
        if any.len() == 1 { any.pop() } else { Some(Condition::Or(any)) }
    }

    fn and(&mut self) -> Option<Condition> {
        let mut all = vec![self.not()?];
        while self.take(&Token::And) {
            all.push(self.not()?);
        }
        if all.len() == 1 { all.pop() } else { Some(Condition::And(all)) }
    }

    fn not(&mut self) -> Option<Condition> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let condition = if self.take(&Token::Not) {
            Condition::Not(Box::new(self.not()?))
        } else if self.take(&Token::Open) {
            let inner = self.or()?;
            // A public readme has a condition whose last parenthesis is missing; AutoRest accepts it, too.
            if !self.take(&Token::Close) && !self.tokens.is_empty() {
                return None;
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Some(condition)
    }

    fn comparison(&mut self) -> Option<Condition> {
        let left = self.operand()?;
        if self.take(&Token::Equal) {
            return Some(Condition::Equal(left, self.operand()?));
        }
        if self.take(&Token::Unequal) {
            return Some(Condition::Unequal(left, self.operand()?));
        }
        Some(Condition::Operand(left))
    }

    fn operand(&mut self) -> Option<Operand> {
        let (Token::Operand(operand), rest) = self.tokens.split_first()? else { return None };
        self.tokens = rest;
        Some(operand.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, Variables};

    fn holds(text: &str) -> Option<bool> {
        let set = [("tag", "package-1"), ("package-a", "true"), ("off", "false")];
        let variables: Variables = set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Condition::parse(text).map(|condition| condition.holds(&variables))
    }

    #[test]
    fn conditions_hold_or_not() {
        let cases = [
            ("", true),
            ("/* generated */", true),
            ("$(tag) == 'package-1'", true),
            ("'package-1'=='package-1'", true),
            ("$(tag) === \"package-1\" /* a comment */", true),
            ("$(tag) != 'package-1'", false),
            ("$(tag) == package-1", true),
            ("$(package-a)", true),
            ("$(package-b)", false),
            ("$(off)", false),
            ("!$(package-b)", true),
            ("!!$(package-b)", false),
            ("$(tag) == 'x' || $(tag) == 'package-1'", true),
            ("$(tag) == 'package-1' && $(java)", false),
            // `&&` binds closer than `||`.
            ("$(package-a) || $(java) && $(go)", true),
            ("($(package-a) || $(java)) && $(go)", false),
            ("!($(java) || $(go)) && !$(off)", true),
            // The last parenthesis is missing, as in a public readme.
            ("($(go) && !$(track2) && ($(tag) == 'x' || $(tag) == 'y') || $(package-a)", true),
        ];
        for (text, expected) in cases {
            assert_eq!(holds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn invalid_conditions_are_refused() {
        for text in
            ["==", "$(tag", "'open", "/* open", "$(tag) == ", "$(a) $(b)", ")", "()", "$(tag).includes('x')", "a &"]
        {
            assert_eq!(holds(text), None, "{text}");
        }
        assert_eq!(holds(&"(".repeat(100_000)), None);
        assert_eq!(holds(&"!".repeat(100_000)), None);
    }
}
