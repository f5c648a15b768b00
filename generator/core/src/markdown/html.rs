//! Conversion of HTML elements, and of C# documentation comments, to Markdown.
//!
//! Descriptions contain three kinds of `<…>`: intended markup (`<br>`, `<code>`), markup of C# documentation comments
//! (`<see cref="…"/>`), and placeholders (`<name>`). Only a fixed list of names is markup; a name that could be a
//! placeholder also needs a closing tag. All other `<` are escaped.

use super::tag::{Tag, tag};
use super::{source, url};

/// The depth from which nested elements are not parsed.
const DEEPEST: usize = 4;
const LONGEST_COMMENT: usize = 5_000;

/// The elements of one piece of text.
pub(super) struct Html<'a> {
    text: &'a str,
    /// The text in lower case, for the search for closing tags.
    lower: String,
    depth: usize,
    /// The open lists; `true` for a numbered list.
    lists: Vec<bool>,
    /// The positions of the next closing tags by name, so that each search runs once.
    closings: Vec<(String, Option<usize>)>,
}

impl<'a> Html<'a> {
    pub(super) fn new(text: &'a str, depth: usize) -> Self {
        Self { text, lower: text.to_ascii_lowercase(), depth, lists: Vec::new(), closings: Vec::new() }
    }

    /// Appends the element that begins with the `<` at this position, and returns its length in the text.
    pub(super) fn element(&mut self, at: usize, markdown: &mut String) -> usize {
        let rest = &self.text[at..];
        if url::starts_with_scheme(&rest[1..]) {
            let end = 1 + url::length(&rest[1..]);
            if rest[end..].starts_with('>') {
                source::url(&rest[1..end], markdown);
                return end + 1;
            }
        }
        if rest.starts_with("<!--")
            && let Some(end) = rest.as_bytes().windows(3).take(LONGEST_COMMENT).position(|window| window == b"-->")
        {
            return end + "-->".len();
        }
        if let Some(tag) = tag(rest)
            && let Some(length) = self.markup(&tag, at, markdown)
        {
            return length;
        }
        // `a < b` and `a <= b` are text; `<a@b>` is an address.
        if !rest[1..].starts_with(|next: char| next.is_whitespace() || next == '=') {
            markdown.push('\\');
        }
        markdown.push('<');
        1
    }

    /// Closes open lists.
    pub(super) fn close(&mut self, markdown: &mut String) {
        if !self.lists.is_empty() {
            markdown.push_str("\n\n");
        }
    }

    /// Appends the element if it is markup, and returns its length, which may include its content.
    fn markup(&mut self, tag: &Tag<'_>, at: usize, markdown: &mut String) -> Option<usize> {
        match tag.name.as_str() {
            "br" | "p" | "div" | "hr" => {
                // An item of the open list or a row of the open table may follow.
                let next = self.text[at + tag.length..].trim_start_matches(' ');
                markdown.push_str(if ["- ", "* ", "|"].iter().any(|bullet| next.starts_with(bullet)) {
                    "\n"
                } else {
                    "\n\n"
                });
                let spaces = self.text[at + tag.length..].len() - next.len();
                return Some(tag.length + spaces);
            }
            "ul" | "ol" => self.list(tag, markdown),
            "li" => self.item(tag, markdown),
            _ if tag.is_closing => return self.closing(tag, markdown),
            "see" | "seealso" | "paramref" | "typeparamref" if tag.is_empty => reference(tag, markdown),
            "a" | "see" | "seealso" | "b" | "strong" | "i" | "em" | "code" | "tt" | "c" | "kbd" | "samp" => {
                return self.content(tag, at, markdown);
            }
            "para" | "example" | "remarks" => markdown.push_str("\n\n"),
            "list" | "item" | "summary" | "pre" | "span" | "font" | "u" | "small" | "center" => {
                self.closed(&tag.name, at)?;
                match tag.name.as_str() {
                    "list" => self.list(tag, markdown),
                    "item" => self.item(tag, markdown),
                    "span" | "font" | "u" | "small" => {}
                    _ => markdown.push_str("\n\n"),
                }
            }
            _ => return None,
        }
        Some(tag.length)
    }

    fn closing(&mut self, tag: &Tag<'_>, markdown: &mut String) -> Option<usize> {
        match tag.name.as_str() {
            "list" => self.list(tag, markdown),
            "item" => self.item(tag, markdown),
            "para" | "example" | "remarks" | "summary" | "pre" | "center" => markdown.push_str("\n\n"),
            "a" | "see" | "seealso" | "b" | "strong" | "i" | "em" | "code" | "tt" | "span" | "font" | "u" | "small" => {
            }
            _ => return None,
        }
        Some(tag.length)
    }

    fn list(&mut self, tag: &Tag<'_>, markdown: &mut String) {
        if tag.is_closing {
            self.lists.pop();
        } else {
            self.lists.push(tag.name == "ol");
        }
        // A nested list directly follows the text of its item.
        markdown.push_str(if self.lists.len() > usize::from(!tag.is_closing) { "\n" } else { "\n\n" });
    }

    fn item(&mut self, tag: &Tag<'_>, markdown: &mut String) {
        if tag.is_closing {
            return;
        }
        markdown.push('\n');
        let (own, outer) = self.lists.split_last().map_or((false, &[][..]), |(own, outer)| (*own, outer));
        for numbered in outer.iter().take(DEEPEST) {
            markdown.push_str(if *numbered { "   " } else { "  " });
        }
        markdown.push_str(if own { "1. " } else { "- " });
    }

    /// Appends an element with its content, up to the closing tag.
    fn content(&mut self, tag: &Tag<'_>, at: usize, markdown: &mut String) -> Option<usize> {
        if self.depth >= DEEPEST {
            return None;
        }
        let start = at + tag.length;
        let (end, length) = self.closed(&tag.name, start)?;
        let content = self.text[start..end].trim();
        if !content.is_empty() {
            let before = self.text[..at].chars().next_back();
            let after = self.text[end + length..].chars().next();
            let is_separate = ![before, after].iter().flatten().any(|neighbour| neighbour.is_alphanumeric());
            let spaced = |spaced: bool| if spaced { " " } else { "" };
            let raw = &self.text[start..end];
            markdown.push_str(spaced(raw.starts_with(char::is_whitespace)));
            self.styled(tag, content, is_separate, markdown);
            markdown.push_str(spaced(raw.ends_with(char::is_whitespace)));
        }
        Some(end + length - at)
    }

    fn styled(&self, tag: &Tag<'_>, content: &str, is_separate: bool, markdown: &mut String) {
        let mut inner = String::new();
        source::inline(content, &mut inner, self.depth + 1);
        let inner = inner.trim();
        let is_plain = is_separate && !inner.contains('\n');
        match tag.name.as_str() {
            "code" | "tt" | "c" | "kbd" | "samp" => source::push_code(&decoded(content).replace('\n', " "), markdown),
            "b" | "strong" if is_plain => markdown.push_str(&format!("**{inner}**")),
            "i" | "em" if is_plain => markdown.push_str(&format!("*{inner}*")),
            "a" | "see" | "seealso" => match attribute(tag.attributes, "href").filter(|href| url::is_link(href)) {
                Some(href) if !content.contains(['<', '[', ']', '\n']) => {
                    markdown.push_str(&format!("[{content}]({href})"))
                }
                Some(href) => {
                    markdown.push_str(inner);
                    markdown.push_str(&format!(" (<{href}>)"));
                }
                None => markdown.push_str(inner),
            },
            _ => markdown.push_str(inner),
        }
    }

    /// Returns the position of the closing tag of this name, and its length.
    fn closed(&mut self, name: &str, from: usize) -> Option<(usize, usize)> {
        let closing = format!("</{name}>");
        let known = self.closings.iter().position(|(known, _)| known == name);
        let found = match known.map(|index| self.closings[index].1) {
            Some(Some(found)) if found < from => self.lower[from..].find(&closing).map(|offset| from + offset),
            Some(found) => found,
            None => self.lower[from..].find(&closing).map(|offset| from + offset),
        };
        match known {
            Some(index) => self.closings[index].1 = found,
            None => self.closings.push((name.to_owned(), found)),
        }
        found.map(|found| (found, closing.len()))
    }
}

/// Replaces the entities for the special characters of HTML.
pub(super) fn decoded(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// `<see cref="P:Azure.Disk.Size"/>` → `` `Size` ``, `<see href="https://…"/>` → `<https://…>`.
fn reference(tag: &Tag<'_>, markdown: &mut String) {
    if let Some(href) = attribute(tag.attributes, "href") {
        if url::is_link(href) {
            source::url(href, markdown);
        }
    } else if let Some(name) = ["cref", "name", "langword"].iter().find_map(|key| attribute(tag.attributes, key)) {
        let last = name.rsplit(['.', ':']).next().unwrap_or(name);
        source::push_code(last, markdown);
    }
}

/// Returns the value of a quoted attribute.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    attributes.match_indices(name).find_map(|(at, _)| {
        let value = attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        value[1..].split(quote).next()
    })
}
