//! The elements that two Markdown parsers find in a comment: pulldown-cmark as rustdoc calls it, and one that shares no
//! code with it.
//!
//! In: a comment as it is printed, and the descriptions it was made of. Out: the first construct that a description
//! must not become.

use markdown_rs::mdast::Node;
use markdown_rs::{Constructs, ParseOptions, to_mdast};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag};

/// The headings that armsmith prints.
const HEADINGS: [&str; 4] = ["Arguments", "Examples", "Responses", "Security"];

/// Looks for what must not be there.
pub(super) fn check(comment: &str, texts: &[String]) -> Result<(), String> {
    by_rustdoc(comment, texts)?;
    let tree = to_mdast(comment, &options()).map_err(|it| it.to_string())?;
    by_other(&tree, texts)
}

fn by_rustdoc(comment: &str, texts: &[String]) -> Result<(), String> {
    // rustdoc looks for an item of the name of every reference that is not defined.
    let broken = |_: BrokenLink<'_>| Some((CowStr::Borrowed("broken"), CowStr::Borrowed("")));
    let mut is_rust = false;
    let mut heading: Option<String> = None;
    for event in Parser::new_with_broken_link_callback(comment, rustdoc(), Some(broken)) {
        let is_allowed = match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let was_rust = std::mem::replace(&mut is_rust, **info == *"rust,no_run");
                // Only the file of the headers has an example, and only one.
                **info == *"text" || is_rust && !was_rust && comment.contains("runtime::ResponseHeaders")
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                heading = Some(String::new());
                true
            }
            Event::Text(text) => heading.as_mut().is_none_or(|heading| {
                heading.push_str(text);
                HEADINGS.contains(&heading.as_str())
            }),
            Event::End(tag) => {
                heading = heading.filter(|_| !matches!(tag, pulldown_cmark::TagEnd::Heading(_)));
                true
            }
            Event::Start(Tag::Link { dest_url, .. }) => is_known(dest_url, texts),
            Event::Start(
                Tag::Paragraph
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::Emphasis
                | Tag::Strong,
            )
            | Event::Code(_)
            | Event::SoftBreak => true,
            _ => false,
        };
        if !is_allowed {
            return Err(format!("rustdoc finds {event:?}"));
        }
    }
    Ok(())
}

fn by_other(node: &Node, texts: &[String]) -> Result<(), String> {
    let is_allowed = match node {
        Node::Code(code) => match code.lang.as_deref() {
            Some("text") => true,
            Some("rust,no_run") => code.value.contains("runtime::ResponseHeaders"),
            _ => false,
        },
        Node::Heading(heading) => match heading.children.as_slice() {
            [Node::Text(text)] => heading.depth == 1 && HEADINGS.contains(&text.value.as_str()),
            _ => false,
        },
        Node::Link(link) => is_known(&link.url, texts),
        Node::Root(_)
        | Node::Paragraph(_)
        | Node::List(_)
        | Node::Table(_)
        | Node::TableRow(_)
        | Node::TableCell(_)
        | Node::Text(_)
        | Node::InlineCode(_)
        | Node::Emphasis(_)
        | Node::Strong(_) => true,
        Node::ListItem(item) => item.checked.is_none(),
        _ => false,
    };
    if !is_allowed {
        return Err(format!("the second parser finds {node:?}"));
    }
    node.children().into_iter().flatten().try_for_each(|child| by_other(child, texts))
}

/// Returns `true` if the link is one to an item of the crate, or one to a host that a description has behind a scheme.
fn is_known(url: &str, texts: &[String]) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return url.starts_with("crate::") };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    // Entities of invisible characters and these characters themselves are removed before a URL is found.
    let plain = |text: &String| {
        text.replace("&#8203;", "").chars().filter(|it| it.is_ascii_graphic() && *it != '\\').collect::<String>()
    };
    matches!(scheme, "https" | "http")
        && texts.iter().any(|text| host.starts_with("a.b") || plain(text).contains(&format!("://{host}")))
}

/// The options of rustdoc (`main_body_opts` in its `html/markdown.rs`).
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// The same constructs for the other parser; rustdoc makes no links of bare URLs.
fn options() -> ParseOptions {
    let constructs = Constructs { gfm_autolink_literal: false, ..Constructs::gfm() };
    ParseOptions { constructs, ..ParseOptions::gfm() }
}
