//! Printing of items and statements.
//!
//! In: items, or the tokens of statements. Out: their text as prettyplease lays it out. Must not know: files.

use proc_macro2::TokenStream;
use syn::{File, Item};

/// Prints the items, one after the other.
pub(crate) fn items(items: Vec<Item>) -> String {
    prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items })
}

/// Returns the text without its first and last line.
pub(crate) fn inner_lines(text: &str) -> &str {
    let start = text.find('\n').map_or(0, |end| end + 1);
    let end = text.trim_end().rfind('\n').map_or(text.len(), |end| end + 1);
    text.get(start..end).unwrap_or_default()
}

/// Prints statements or imports without indentation, for the code in documentation.
///
/// Tokens that are not valid Rust are printed as they are: the documentation's test then names their position.
pub(crate) fn statements(statements: &[TokenStream]) -> String {
    if statements.is_empty() {
        return String::new();
    }
    let function = quote::quote!(fn f() { #(#statements)* });
    match syn::parse2::<Item>(function) {
        Ok(item) => {
            let text = items(vec![item]);
            inner_lines(&text).lines().map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect()
        }
        Err(_) => statements.iter().map(|statement| format!("{statement}\n")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::statements;

    #[test]
    fn statements_are_not_indented() {
        let call = quote!(let x = vec![f("a".to_string(), "b".to_string()), f("c".to_string(), "d".to_string())];);
        assert!(statements(&[call]).starts_with("let x = vec![\n    f("), "lists are printed as code");
        assert_eq!(statements(&[]), "");
    }
}
