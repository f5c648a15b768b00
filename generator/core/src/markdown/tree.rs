//! The blocks of a Markdown text.
//!
//! In: Markdown. Out: the few kinds of blocks that a description needs. Headings and quotations become paragraphs,
//! rules are dropped, indented code becomes text. Nesting is bounded: the tree is walked recursively.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::inline::{self, Inline, Style, is_blank, push, push_text};
use super::url;

/// The depth from which lists are flattened: hostile text has thousands of levels.
const DEEPEST: usize = 6;

/// A block of a description, on separate lines.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Block {
    Paragraph(Vec<Inline>),
    /// A list: the number of its first item if it is numbered, and its items.
    List(Option<u64>, Vec<Vec<Block>>),
    Code(String),
    /// A table: its rows, the head first.
    Table(Vec<Vec<Vec<Inline>>>),
}

/// Parses Markdown as rustdoc does.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        builder.event(event);
    }
    builder.end_paragraph();
    builder.root
}

/// Appends a block. Adjacent lists are joined, because they would become one list when they are parsed again.
pub(super) fn push_block(siblings: &mut Vec<Block>, block: Block) {
    match (siblings.last_mut(), block) {
        (Some(Block::List(previous, all)), Block::List(first, items)) if previous.is_some() == first.is_some() => {
            all.extend(items)
        }
        (_, block) => siblings.push(block),
    }
}

#[derive(Default)]
struct Builder {
    root: Vec<Block>,
    /// The lists that are open, each with its items; the last item is open.
    lists: Vec<(Option<u64>, Vec<Vec<Block>>)>,
    /// Open lists that are too deep to be kept.
    flattened: usize,
    /// The paragraph, heading, list item or cell that is open.
    inlines: Vec<Inline>,
    link: Option<(String, Vec<Inline>)>,
    styled: Option<(Style, Vec<Inline>)>,
    /// The open styles; `true` for the one that is kept.
    styles: Vec<bool>,
    code: Option<(CodeKind, String)>,
    rows: Vec<Vec<Vec<Inline>>>,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum CodeKind {
    Fenced,
    Indented,
}

impl Builder {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(code) => self.push(Inline::Code(code.into_string())),
            // `source` removes HTML; any remaining HTML is text.
            Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak if self.styled.is_none() && self.link.is_none() => self.end_paragraph(),
            Event::HardBreak => self.text(" "),
            Event::Rule => self.end_paragraph(),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.start_style(Style::Strong),
            Tag::Emphasis => self.start_style(Style::Emphasis),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } if self.link.is_none() => {
                self.link = Some((dest_url.into_string(), Vec::new()));
            }
            Tag::List(first) => {
                self.end_paragraph();
                if self.lists.len() < DEEPEST { self.lists.push((first, Vec::new())) } else { self.flattened += 1 }
            }
            Tag::Item => {
                self.end_paragraph();
                if self.flattened == 0
                    && let Some((_, items)) = self.lists.last_mut()
                {
                    items.push(Vec::new());
                }
            }
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                let kind = if matches!(kind, CodeBlockKind::Indented) { CodeKind::Indented } else { CodeKind::Fenced };
                self.code = Some((kind, String::new()));
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::HtmlBlock | Tag::Table(_) => {
                self.end_paragraph()
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.end_style(),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::List(_) if self.flattened > 0 => {
                self.end_paragraph();
                self.flattened -= 1;
            }
            TagEnd::List(_) => {
                self.end_paragraph();
                if let Some((first, mut items)) = self.lists.pop() {
                    items.retain(|item| !item.is_empty());
                    if !items.is_empty() {
                        self.block(Block::List(first, items));
                    }
                }
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell => {
                let cell = inline::paragraph(std::mem::take(&mut self.inlines));
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                self.block(Block::Table(rows));
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::HtmlBlock | TagEnd::Item => {
                self.end_paragraph()
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        push_text(self.open(), text);
    }

    fn push(&mut self, inline: Inline) {
        push(self.open(), inline);
    }

    /// Returns the target of the next inline: the innermost open element.
    fn open(&mut self) -> &mut Vec<Inline> {
        if let Some((_, text)) = &mut self.link {
            text
        } else if let Some((_, text)) = &mut self.styled {
            text
        } else {
            &mut self.inlines
        }
    }

    fn start_style(&mut self, style: Style) {
        let kept = self.link.is_none() && self.styled.is_none();
        if kept {
            self.styled = Some((style, Vec::new()));
        }
        self.styles.push(kept);
    }

    fn end_style(&mut self) {
        if self.styles.pop() == Some(true)
            && let Some((style, inlines)) = self.styled.take()
        {
            self.push(Inline::Styled(style, inlines));
        }
    }

    /// Ends a link. A link that a reader cannot follow becomes text.
    fn end_link(&mut self) {
        let Some((url, text)) = self.link.take() else { return };
        if url::is_link(&url) {
            self.push(Inline::Link { url, text: inline::link_text(text) });
        } else {
            for inline in text {
                self.push(inline);
            }
        }
    }

    fn end_paragraph(&mut self) {
        if let Some((_, inlines)) = self.styled.take() {
            self.inlines.extend(inlines);
        }
        let inlines = inline::paragraph(std::mem::take(&mut self.inlines));
        if !inlines.iter().all(is_blank) {
            self.block(Block::Paragraph(inlines));
        }
    }

    fn end_code(&mut self) {
        match self.code.take() {
            Some((CodeKind::Fenced, code)) if !code.trim().is_empty() => {
                let lines: Vec<&str> = code.trim_end().lines().skip_while(|line| line.trim().is_empty()).collect();
                self.block(Block::Code(lines.join("\n")));
            }
            Some((CodeKind::Indented, text)) => {
                // Without its indentation, the text cannot be indented code again: the recursion has one level.
                let text: Vec<&str> = text.lines().map(str::trim_start).collect();
                for block in blocks(&text.join("\n")) {
                    self.block(block);
                }
            }
            _ => {}
        }
    }

    fn block(&mut self, block: Block) {
        push_block(self.container(), block);
    }

    /// Returns the open list item, or the document.
    fn container(&mut self) -> &mut Vec<Block> {
        match self.lists.last_mut() {
            Some((_, items)) if !items.is_empty() => {
                let last = items.len() - 1;
                &mut items[last]
            }
            _ => &mut self.root,
        }
    }
}
