//! HTML elements, and those of C# documentation comments, as Markdown.
//!
//! Descriptions hold three kinds of `<…>`: markup that somebody meant (`<br>`, `<code>`), markup of the comment the
//! description was made from (`<see cref="…"/>`), and placeholders (`<name>`). Only a closed list of names is markup;
//! of those that may as well be placeholders, only the ones that are closed again. All other `<` are escaped.

use super::tag::{Tag, tag};
use super::{source, url};

/// Elements inside elements, from here on, are not looked into.
const DEEPEST: usize = 4;
const LONGEST_COMMENT: usize = 5_000;

/// The elements of one piece of text.
pub(super) struct Html<'a> {
    text: &'a str,
    /// Lower case, so that a closing tag can be searched for.
    lower: String,
    depth: usize,
    /// The open lists; whether each is numbered.
    lists: Vec<bool>,
    /// Where the next closing tag of a name was found, so that nothing is searched twice.
    closings: Vec<(String, Option<usize>)>,
}

impl<'a> Html<'a> {
    pub(super) fn new(text: &'a str, depth: usize) -> Self {
        Self { text, lower: text.to_ascii_lowercase(), depth, lists: Vec::new(), closings: Vec::new() }
    }

    /// Appends what begins with the `<` at this place, and returns how much of the text that was.
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
            && let Some(end) = rest.as_bytes().windows(3).take(LONGEST_COMMENT).position(|signs| signs == b"-->")
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

    /// Ends what is still open.
    pub(super) fn close(&mut self, markdown: &mut String) {
        if !self.lists.is_empty() {
            markdown.push_str("\n\n");
        }
    }

    /// Appends the element when it is markup, and returns its length, which may include its content.
    fn markup(&mut self, tag: &Tag<'_>, at: usize, markdown: &mut String) -> Option<usize> {
        match tag.name.as_str() {
            "br" | "p" | "div" | "hr" => {
                // What follows may be an item of the list, or a row of the table, that is open.
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
        // A blank line between an item and the list inside it would do no harm, but one item is enough to begin a list.
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

    /// An element whose content matters, up to its closing tag.
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
            let stands_alone = ![before, after].iter().flatten().any(|neighbour| neighbour.is_alphanumeric());
            let spaced = |spaced: bool| if spaced { " " } else { "" };
            let raw = &self.text[start..end];
            markdown.push_str(spaced(raw.starts_with(char::is_whitespace)));
            self.styled(tag, content, stands_alone, markdown);
            markdown.push_str(spaced(raw.ends_with(char::is_whitespace)));
        }
        Some(end + length - at)
    }

    fn styled(&self, tag: &Tag<'_>, content: &str, stands_alone: bool, markdown: &mut String) {
        let mut inner = String::new();
        source::inline(content, &mut inner, self.depth + 1);
        let inner = inner.trim();
        let is_plain = stands_alone && !inner.contains('\n');
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

    /// Where the closing tag of this name begins, and its length.
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

/// The text with the entities that descriptions use for the signs of HTML.
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

/// The value of an attribute, which is quoted.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    attributes.match_indices(name).find_map(|(at, _)| {
        let value = attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        value[1..].split(quote).next()
    })
}
