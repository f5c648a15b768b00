//! The tables of the runtime's macros, one row to a line.
//!
//! In: a macro with braces around its tokens: `model! { Disk { name: "name" [read_only], } }`. Out: the same tokens,
//! the contents of braces indented, a new line after each comma and semicolon in them. Nothing else is known about
//! the tables.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Macro;

const INDENT: &str = "    ";

/// Appends the macro and its table.
pub(super) fn push(text: &mut String, mac: &Macro) {
    text.push_str(&mac.path.to_token_stream().to_string().replace(' ', ""));
    text.push_str("! {\n");
    rows(text, mac.tokens.clone(), 1);
    text.push_str("}\n");
}

fn rows(text: &mut String, tokens: TokenStream, depth: usize) {
    let mut at_start = true;
    let mut last = TokenSpacing::Wanted;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_end = matches!(&token, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';'));
        if at_start {
            (0..depth).for_each(|_| text.push_str(INDENT));
        } else if last == TokenSpacing::Wanted && accepts_space(text, &token) {
            text.push(' ');
        }
        at_start = false;
        last = push_token(text, &token, depth);
        // The head of a table has commas too: `Color, UnknownValue { … }`.
        if is_end && depth > 1 {
            text.push('\n');
            at_start = true;
        }
        if tokens.peek().is_none() && !at_start {
            text.push('\n');
        }
    }
}

/// The space after a token.
#[derive(Clone, Copy, Eq, PartialEq)]
enum TokenSpacing {
    Wanted,
    None,
}

/// Returns `true` if a space may precede the token.
fn accepts_space(text: &str, token: &TokenTree) -> bool {
    match token {
        // A path that starts with `::`, after the `:` before a type.
        TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint => text.ends_with(':'),
        TokenTree::Punct(punct) => !matches!(punct.as_char(), ',' | ':' | ';' | '<' | '>'),
        TokenTree::Group(group) => group.delimiter() != Delimiter::Parenthesis,
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
    }
}

/// Appends the token and returns the space after it.
fn push_token(text: &mut String, token: &TokenTree, depth: usize) -> TokenSpacing {
    match token {
        TokenTree::Group(group) => {
            match group.delimiter() {
                Delimiter::Brace if group.stream().is_empty() => text.push_str("{}"),
                Delimiter::Brace => {
                    text.push_str("{\n");
                    rows(text, group.stream(), depth + 1);
                    (0..depth).for_each(|_| text.push_str(INDENT));
                    text.push('}');
                }
                Delimiter::Bracket => inline(text, '[', group.stream(), ']'),
                Delimiter::Parenthesis => inline(text, '(', group.stream(), ')'),
                Delimiter::None => {
                    inline_tokens(text, group.stream());
                }
            }
            TokenSpacing::Wanted
        }
        TokenTree::Punct(punct) => {
            let character = punct.as_char();
            text.push(character);
            let is_joined = punct.spacing() == Spacing::Joint || matches!(character, '.' | '<' | '-' | '#' | '\'');
            if is_joined || text.ends_with("::") { TokenSpacing::None } else { TokenSpacing::Wanted }
        }
        TokenTree::Ident(ident) => {
            text.push_str(&ident.to_string());
            TokenSpacing::Wanted
        }
        TokenTree::Literal(literal) => {
            text.push_str(&literal.to_string());
            TokenSpacing::Wanted
        }
    }
}

fn inline(text: &mut String, open: char, tokens: TokenStream, close: char) {
    text.push(open);
    inline_tokens(text, tokens);
    text.push(close);
}

fn inline_tokens(text: &mut String, tokens: TokenStream) {
    let mut last = TokenSpacing::None;
    for token in tokens {
        if last == TokenSpacing::Wanted && accepts_space(text, &token) {
            text.push(' ');
        }
        last = push_token(text, &token, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::push;

    fn print(text: &str) -> String {
        let mac = syn::parse_str(text).unwrap();
        let mut printed = String::new();
        push(&mut printed, &mac);
        printed
    }

    #[test]
    fn prints_one_row_to_a_line() {
        let text = r#"
model! {
    Cat tag "@odata.type" = "Cat" {
        id: "id" [read_only, secret],
        birth: "birth" as Rfc1123;
        r#type: "type",
        ..additional_properties
    }
}
"#
        .trim_start();
        assert_eq!(print(&text.replace('\n', " ")), text);
    }

    #[test]
    fn prints_heads_paths_and_numbers() {
        let text = r#"
number_enum! {
    Hours: i32, UnknownValue {
        N12 = 12,
        Minus = -1.5,
    }
}
"#
        .trim_start();
        assert_eq!(print(&text.replace('\n', " ")), text);
        let text = "page! {\n    List {\n        value: ::std::vec::Vec<Box<Item>>,\n    }\n}\n";
        assert_eq!(print(&text.replace('\n', " ")), text);
        assert_eq!(print("model! { Empty {} }"), "model! {\n    Empty {}\n}\n");
    }

    #[test]
    fn keeps_every_token() {
        let text = r##"polymorphic! { Pet by "kind", Unknown { Cat(Box<super::Cat>) = "C\"at", Dog(::std::boxed::Box<Dog>) = "Dog" } }"##;
        let printed = print(text);
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeeze(&printed), squeeze(text));
        assert_eq!(print(&printed), printed);
    }
}
