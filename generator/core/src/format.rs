//! Formatting: tokens become source text.
//!
//! In: the modules of a crate. Out: its files. Must not know: the meaning of the items.
//!
//! prettyplease lays tokens out, one item at a time, because it puts no empty lines between items or methods; a file is
//! its header, its attributes and its items with an empty line between them. The tables that generated code passes to
//! the runtime's macros are printed here: prettyplease fills lines with the tokens of a macro it does not know. In
//! debug builds (so in every test) each file is parsed and printed once more, and must come out the same.

mod table;

use std::fmt;

use proc_macro2::TokenStream;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use syn::{Attribute, File, Item, ItemImpl, ItemMacro, MacroDelimiter};

use crate::code::{Contents, Module};
use crate::layout;
use crate::output::OutputFile;

/// Tokens that are not valid Rust: a mistake of armsmith, not of a specification.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FormatError {
    /// The file that was to be printed.
    pub file: String,
    /// The beginning of the item's tokens; empty in release builds.
    pub item: String,
    /// The message of the parser.
    pub reason: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "armsmith cannot print an item of {}: {}, in `{}`", self.file, self.reason, self.item)
    }
}

impl std::error::Error for FormatError {}

/// Prints all modules, in parallel; the files come in the order of the modules.
///
/// # Errors
///
/// Returns an error for the first item, in that order, that is not valid Rust.
pub fn format(modules: Vec<Module<'_>>) -> Result<Vec<OutputFile>, FormatError> {
    let files: Vec<Result<OutputFile, FormatError>> = modules.into_par_iter().map(|module| file(&module)).collect();
    files.into_iter().collect()
}

fn file(module: &Module<'_>) -> Result<OutputFile, FormatError> {
    let content = print(&module.header, module.contents()).map_err(|(item, reason)| FormatError {
        file: module.path.clone(),
        item: excerpt(&item),
        reason,
    })?;
    if cfg!(debug_assertions) {
        check(&module.path, &module.header, &content)?;
    }
    Ok(OutputFile { path: module.path.clone(), content })
}

/// Prints a file: header, attributes, items. An error is the item and the message of the parser.
fn print(header: &[String], contents: Contents) -> Result<String, (String, String)> {
    let attributes = parse::<File>(contents.attributes)?.attrs;
    let mut items = Vec::with_capacity(contents.items.len());
    for tokens in contents.items {
        items.push(parse::<Item>(tokens)?);
    }
    Ok(layout(header, attributes, items))
}

fn parse<T: syn::parse::Parse>(tokens: TokenStream) -> Result<T, (String, String)> {
    // Parsing consumes the tokens. Only debug builds keep a copy for the error, because it costs time.
    let kept = if cfg!(debug_assertions) { tokens.to_string() } else { String::new() };
    syn::parse2(tokens).map_err(|error| (kept, error.to_string()))
}

fn layout(header: &[String], attributes: Vec<Attribute>, items: Vec<Item>) -> String {
    let mut text = String::new();
    for line in header {
        text.push_str("// ");
        text.push_str(line);
        text.push('\n');
    }
    if !attributes.is_empty() {
        separate(&mut text);
        text.push_str(&prettyplease::unparse(&File {
            shebang: None,
            frontmatter: None,
            attrs: attributes,
            items: Vec::new(),
        }));
    }
    let mut last = None;
    for item in items {
        let kind = Kind::of(&item);
        if kind == Kind::Other || last != Some(kind) {
            separate(&mut text);
        }
        last = Some(kind);
        push_item(&mut text, item);
    }
    text
}

/// Items of one kind, except `Other`, follow each other without an empty line.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Module,
    Import,
    Constant,
    Other,
}

impl Kind {
    fn of(item: &Item) -> Self {
        match item {
            Item::Mod(it) if it.content.is_none() => Self::Module,
            Item::Use(_) => Self::Import,
            Item::Const(it) if it.attrs.is_empty() => Self::Constant,
            _ => Self::Other,
        }
    }
}

fn separate(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}

fn push_item(text: &mut String, item: Item) {
    match item {
        Item::Macro(it) if is_table(&it) => table::push(text, &it.mac),
        Item::Impl(it) => push_impl(text, it),
        item => text.push_str(&layout::items(vec![item])),
    }
}

/// Returns `true` if an item is a macro call with braces around its tokens.
fn is_table(it: &ItemMacro) -> bool {
    it.ident.is_none() && it.attrs.is_empty() && matches!(it.mac.delimiter, MacroDelimiter::Brace(_))
}

/// Appends an `impl` with an empty line between its items.
fn push_impl(text: &mut String, mut it: ItemImpl) {
    let items = std::mem::take(&mut it.items);
    let empty = layout::items(vec![Item::Impl(it.clone())]);
    if items.is_empty() {
        text.push_str(&empty);
        return;
    }
    text.push_str(empty.trim_end().trim_end_matches('}').trim_end());
    text.push('\n');
    // A short frame of the same depth: its first and its last line are known.
    let frame: ItemImpl = syn::parse_quote!(impl X {});
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let framed = layout::items(vec![Item::Impl(ItemImpl { items: vec![item], ..frame.clone() })]);
        text.push_str(layout::inner_lines(&framed));
    }
    text.push_str("}\n");
}

/// Checks that parsing and printing a file again does not change it.
fn check(path: &str, header: &[String], content: &str) -> Result<(), FormatError> {
    let error = |reason: String| FormatError { file: path.to_owned(), item: String::new(), reason };
    let file = syn::parse_file(content).map_err(|it| error(it.to_string()))?;
    let again = layout(header, file.attrs, file.items);
    match content.lines().zip(again.lines()).find(|(before, after)| before != after) {
        None if content == again => Ok(()),
        None => Err(error("printed again it has another length".to_owned())),
        Some((before, after)) => Err(error(format!("printed again, `{before}` becomes `{after}`"))),
    }
}

fn excerpt(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::print;
    use crate::code::Contents;

    fn printed(items: Vec<TokenStream>) -> String {
        print(&["Header.".to_owned()], Contents { attributes: TokenStream::new(), items }).unwrap()
    }

    #[test]
    fn empty_lines_separate_items_and_methods_but_not_imports() {
        let items = vec![
            quote!(
                use a::A;
            ),
            quote!(
                use b::B;
            ),
            quote!(
                struct S {
                    #[doc = " A field."]
                    a: A,
                }
            ),
            quote! {
                impl S {
                    #[doc = " First."]
                    fn a(&self) {}
                    fn b(&self) {
                        let text = "\n}\n";
                    }
                }
            },
            quote!(model! { S { a: "a" [secret], } }),
            quote!(
                const A: u8 = 1;
            ),
            quote!(
                const B: u8 = 2;
            ),
        ];
        let expected = r#"// Header.

use a::A;
use b::B;

struct S {
    /// A field.
    a: A,
}

impl S {
    /// First.
    fn a(&self) {}

    fn b(&self) {
        let text = "\n}\n";
    }
}

model! {
    S {
        a: "a" [secret],
    }
}

const A: u8 = 1;
const B: u8 = 2;
"#;
        assert_eq!(printed(items), expected);
    }

    #[test]
    fn attributes_of_the_file_come_first() {
        let contents = Contents { attributes: quote!(#![doc = " About."] #![warn(missing_docs)]), items: Vec::new() };
        assert_eq!(print(&[], contents).unwrap(), "//! About.\n#![warn(missing_docs)]\n");
    }

    #[test]
    fn an_item_that_is_not_valid_rust_is_an_error_that_names_it() {
        let contents = Contents { attributes: TokenStream::new(), items: vec![quote!(struct Broken { a })] };
        let (item, reason) = print(&[], contents).unwrap_err();
        assert!(item.contains("Broken"), "{item}");
        assert!(!reason.is_empty());
    }
}
