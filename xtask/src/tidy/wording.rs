//! Expressions that are never right in strings and in documentation.
//!
//! Readers know the terms of Rust, HTTP and OpenAPI; these expressions are translations of another language, or terms
//! of this project alone. Comments that are not documentation are left to reviewers.

use proc_macro2::{TokenStream, TokenTree};

use super::file::{SourceFile, is_generated};

/// Rejected expressions, each with its replacement.
const EXPRESSIONS: [(&str, &str); 6] = [
    ("is none", "`None`, \"invalid\" or \"missing\""),
    ("mend", "\"fix\", \"correct\" or \"repair\""),
    ("mends", "\"fixes\", \"corrects\" or \"repairs\""),
    ("mended", "\"fixed\", \"corrected\" or \"repaired\""),
    ("truth value", "\"boolean\""),
    ("truth values", "\"booleans\""),
];
/// Right behind "there" only.
const NO: [&str; 2] = ["is no", "are no"];

/// Checks one file.
pub(super) fn check(file: &SourceFile) -> Vec<String> {
    let path = &file.path;
    // This file and its tests name what they look for.
    if !path.ends_with(".rs") || is_generated(path) || path.ends_with("tidy/wording.rs") {
        return Vec::new();
    }
    let mut passages = documentation(&file.text);
    if let Ok(tokens) = file.text.parse::<TokenStream>() {
        strings(tokens, &mut passages);
    }
    let mut problems: Vec<String> = passages
        .iter()
        .flat_map(|passage| problems_of(passage))
        .map(|(found, advice)| format!("{path} says {found:?} in documentation or a string; write {advice}"))
        .collect();
    problems.dedup();
    problems
}

/// The doc comments of a file, each on one line.
fn documentation(text: &str) -> Vec<String> {
    let mut comments = vec![String::new()];
    for line in text.lines().map(str::trim_start) {
        match line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
            Some(text) => {
                if let Some(comment) = comments.last_mut() {
                    comment.push_str(text);
                }
            }
            None => comments.push(String::new()),
        }
    }
    comments.retain(|comment| !comment.is_empty());
    comments
}

/// The string literals among tokens.
fn strings(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => strings(group.stream(), found),
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    found.push(text.value());
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// The expressions in a passage with a few words around them, and what to write instead.
fn problems_of(passage: &str) -> Vec<(String, &'static str)> {
    let words: Vec<&str> = passage.split_whitespace().collect();
    let plain: Vec<String> =
        words.iter().map(|it| it.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase()).collect();
    let mut problems = Vec::new();
    for at in 0..plain.len() {
        let starts = |expression: &str| {
            let parts: Vec<&str> = expression.split(' ').collect();
            plain.len() >= at + parts.len() && parts.iter().zip(&plain[at..]).all(|(part, word)| part == word)
        };
        let around = || words[at.saturating_sub(3)..plain.len().min(at + 4)].join(" ");
        let is_after_there = at > 0 && plain[at - 1] == "there";
        let is_none_of = plain.get(at + 2).is_some_and(|next| next == "of");
        // `None` of Rust is right.
        let is_code = words.get(at + 1).is_some_and(|none| none.contains('`'));
        if let Some((expression, advice)) = EXPRESSIONS.iter().find(|(expression, _)| starts(expression))
            && !(*expression == "is none" && (is_after_there || is_none_of || is_code))
        {
            problems.push((around(), *advice));
        }
        // "is no longer" is right.
        let has_noun = plain.get(at + 2).is_some_and(|next| next != "longer" && !next.is_empty())
            && words.get(at + 1).is_some_and(|no| *no == "no");
        if !is_after_there && has_noun && NO.iter().any(|expression| starts(expression)) {
            problems.push((around(), "\"is not a …\", or what is expected"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{SourceFile, check};

    #[test]
    fn each_expression_is_found_in_strings_and_documentation() {
        let count = |text: &str| check(&SourceFile { path: "xtask/src/a.rs".to_owned(), text: text.to_owned() }).len();
        assert_eq!(count("/// Returns nothing when it is\n/// no number.\nfn f() {}"), 1);
        assert_eq!(count("fn f() { f(\"a truth value\"); g(r\"mend it\"); h(\"it is none.\") }"), 3);
        assert_eq!(count("/// There is no file, and there are no lines.\nfn f() {}"), 0);
        assert_eq!(count("/// It is no longer true; recommended.\nfn f() {}"), 0);
        assert_eq!(count("/// It is `None` for a missing value.\nfn f() {}"), 0);
        assert_eq!(count("// That is no documentation.\nfn f() {}"), 0);
    }
}
