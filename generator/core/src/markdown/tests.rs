//! Pairs of descriptions and clean Markdown, and properties that hold for every text.

use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use serde_json::Value;

use super::code;
use crate::public_specifications;

fn clean(text: &str) -> String {
    super::clean(text).to_string()
}

fn line(text: &str) -> String {
    super::line(text).to_string()
}

#[test]
fn descriptions_become_clean() {
    for (text, expected) in [
        // Sentences.
        ("the name of the disk", "The name of the disk."),
        ("Gets a disk.\r\n", "Gets a disk."),
        ("vCPUs of the size", "vCPUs of the size."),
        ("nextLink of the page,", "nextLink of the page."),
        ("read-only: the ID (of the disk.)", "Read-only: the ID (of the disk.)"),
        ("Why?", "Why?"),
        ("", ""),
        (" \u{200b}\t\r\n", ""),
        // Line ends and invisible characters.
        ("One\rtwo\r\nthree\u{2028}four", "One two three four."),
        ("One.\r\n\r\nTwo.", "One.\n\nTwo."),
        ("A\u{a0}disk\u{200b}, \u{202e}hidden\u{feff}", "A disk, hidden."),
        // Brackets and HTML.
        (
            "A value in [0, 1], see [Disk] and [Disk][Snapshot]",
            "A value in \\[0, 1], see \\[Disk] and \\[Disk]\\[Snapshot].",
        ),
        ("Between <min> and <group object id>, a < b, 1<2", "Between \\<min> and \\<group object id>, a < b, 1\\<2."),
        ("One.<br>Two.</br> Three.<br /><br />Four.", "One.\n\nTwo.\n\nThree.\n\nFour."),
        ("If <code>true</code>, <b>always</b> and <i> now </i>", "If `true`, **always** and *now*."),
        ("See <a href=\"https://aka.ms/x\">the <b>docs</b></a>", "See the **docs** (<https://aka.ms/x>)."),
        ("See <a href=\"https://aka.ms/x\">the docs</a>.", "See [the docs](https://aka.ms/x)."),
        ("See <a href='/local'>the docs</a>.", "See the docs."),
        ("Values:<ul><li>One<li>Two</ul>That is all", "Values:\n\n- One\n- Two\n\nThat is all."),
        ("<ol><li>One<ul><li>Inner</li></ul></li><li>Two</li></ol>", "1. One\n   - Inner\n2. Two"),
        (
            "A <see cref=\"P:Azure.Disk.Size\"/> or <seealso href=\"https://aka.ms/x\" />",
            "A `Size` or <https://aka.ms/x>.",
        ),
        ("The key=<value> of <item>", "The key=\\<value> of \\<item>."),
        ("<p>One<p>Two", "One\n\nTwo."),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>."),
        ("A <!-- hidden --> comment", "A comment."),
        ("&lt;name&gt; &amp;amp; &nbsp;x", "\\<name> \\&amp; x."),
        // URLs and links.
        ("See https://aka.ms/x_y_z.", "See <https://aka.ms/x_y_z>."),
        ("(See http://aka.ms/a(b)).", "(See <http://aka.ms/a(b)>)."),
        ("See '<https://aka.ms/x>', or **https://aka.ms/y**", "See '<https://aka.ms/x>', or **<https://aka.ms/y>**."),
        ("https://{account}.blob.core.windows.net/*", "`https://{account}.blob.core.windows.net/`\\*."),
        ("At https://<account>.vault.azure.net, say", "At `https://<account>.vault.azure.net`, say."),
        ("At https://&lt;account&gt;.azure.com/", "At `https://<account>.azure.com/`."),
        ("Starts with https://.", "Starts with `https://`."),
        (
            "See [docs](https://aka.ms/x) or [docs] (https://aka.ms/y)",
            "See [docs](https://aka.ms/x) or [docs](https://aka.ms/y).",
        ),
        ("See [docs](#local), ![image](https://aka.ms/i.png)", "See docs, [image](https://aka.ms/i.png)."),
        (
            "[https://aka.ms/x](https://aka.ms/x) [a][1]\n\n[1]: https://aka.ms/1",
            "<https://aka.ms/x> [a](https://aka.ms/1).",
        ),
        ("Wow![docs](https://aka.ms/x)", "Wow[docs](https://aka.ms/x)."),
        // Emphasis and special characters.
        (
            "**Note:** snake_case_name, 2*3*4, *.com and *.net",
            "**Note:** snake_case_name, 2\\*3\\*4, \\*.com and \\*.net.",
        ),
        ("__Important__: _this_ is", "**Important**: *this* is."),
        ("*** Error Responses: ***\n\n * 400 Bad Request.", "Error Responses:\n\n- 400 Bad Request."),
        ("from ~1 to ~2, `code`, ``a ` b``, lone ` tick", "From \\~1 to \\~2, `code`, ``a ` b``, lone \\` tick."),
        ("C:\\Windows\\[x]", "C:\\Windows\\[x]."),
        ("Pattern: ^((\\d+)\\.)?[a-z]*$.", "Pattern: `^((\\d+)\\.)?[a-z]*$`."),
        // Blocks.
        ("# Title\ntext", "Title\n\ntext."),
        ("Title\n=====\n> quoted\n\n---\nend", "Title\n\nquoted\n\nend."),
        ("Values:\n* one\n* two\n    * inner\n+ three\n\nend", "Values:\n\n- one\n- two\n  - inner\n- three\n\nend."),
        ("3. three\n4. four", "3. three\n4. four"),
        ("Example:\n\n    let x = 1;\n\n        deeper", "Example:\n\nlet x = 1;\n\ndeeper."),
        ("Example:\n```rust\nfn main() {}\n```", "Example:\n\n```text\nfn main() {}\n```"),
        ("<example>\n```\nx = 1\n```</example>\nThen", "```text\nx = 1\n```\n\nThen."),
        ("Odd ``` ticks\n\n```\nend", "Odd ticks\n\nend."),
        ("|A|B|\n|:-|-|\n|1|a\\|b|", "| A | B |\n|---|---|\n| 1 | a\\|b |"),
        ("1\\. no list\n\n\\# no heading\n\n\\- no item", "1\\. no list\n\n\\# no heading\n\n\\- no item."),
    ] {
        assert_eq!(clean(text), expected, "{text:?}");
    }
}

#[test]
fn long_lines_are_wrapped() {
    let words = "word ".repeat(21);
    let wrapped = |rest: &str| clean(&format!("Word {words}{rest}"));
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();

    assert_eq!(lines(&wrapped("`a code span that is long`"))[1], "`a code span that is long`.");
    assert_eq!(lines(&wrapped("[a link](https://aka.ms/x)"))[1], "[a link](https://aka.ms/x).");
    // None of these may begin a line.
    for marker in ["-", "+", "#", "##", "1.", "12)", ">", ">=", "---", "===", "|--|", "*"] {
        let text = wrapped(&format!("{marker} end of the line"));
        assert!(!lines(&text).iter().any(|line| line.starts_with(marker)), "{text}");
        assert_eq!(kinds(&text), ["paragraph"], "{text}");
    }
    let list = clean(&format!("* {words}{words}\n* b"));
    assert_eq!(lines(&list)[1].find("word"), Some(2), "{list}");
}

#[test]
fn lines_are_one_line() {
    for (text, expected) in [
        ("OK", "OK."),
        ("one\n\ntwo", "One. two."),
        ("Values:\n\n- a\n- b", "Values: a; b."),
        ("Run:\n```\na  b\nc\n```", "Run: `a b c`."),
        ("- item", "Item."),
        ("|A|B|\n|-|-|\n|1|2|", "A B 1 2."),
    ] {
        assert_eq!(line(text), expected, "{text:?}");
    }
}

#[test]
fn code_holds_any_text() {
    for (text, expected) in [
        ("a", "`a`"),
        ("", "`\"\"`"),
        ("`", "`` ` ``"),
        ("a`b``c", "```a`b``c```"),
        ("``", "` `` `"),
        (" a ", "`  a  `"),
        (" ", "` `"),
        ("^[a-z]*$", "`^[a-z]*$`"),
    ] {
        assert_eq!(code(text), expected, "{text:?}");
        let events: Vec<_> = Parser::new(expected).collect();
        let shown = if text.is_empty() { "\"\"" } else { text };
        assert!(events.contains(&Event::Code(shown.into())), "{text:?} {events:?}");
    }
    assert_eq!(code("a\r\nb\u{200b}"), "`a b`");
}

/// Whatever a description is made of, what comes out is what rustdoc takes, and stays as it is.
#[test]
fn any_text_becomes_clean() {
    let mut random = 7u64;
    let mut next = |limit: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % limit
    };
    for _ in 0..10_000 {
        let length = 1 + next(14);
        let text: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        assert_clean(&text);
    }
}

#[test]
fn hostile_text_is_cleaned_in_time() {
    for piece in [
        "<b>",
        "[",
        "`",
        "> ",
        "- ",
        "*_",
        "<span>",
        "```\n",
        "((",
        "https://",
        "<a href=\"",
        "![",
        "&",
        "\\",
        "1. ",
        "|",
        "<ul><li>",
    ] {
        let text = piece.repeat(4_000);
        assert_eq!(clean(&clean(&text)), clean(&text), "{piece:?}");
    }
}

#[test]
fn the_published_descriptions_become_clean() {
    let Some(specifications) = public_specifications::folder() else { return };
    let mut descriptions = Vec::new();
    collect(&specifications, &mut descriptions);
    descriptions.sort();
    descriptions.dedup();
    assert!(descriptions.len() > 1_000, "{} descriptions", descriptions.len());
    descriptions.par_iter().for_each(|description| assert_clean(description));
}

const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\n    ",
    "\r\n",
    "\t",
    "word",
    "Word",
    "a",
    "1",
    ".",
    ",",
    ":",
    ";",
    "!",
    "?",
    "(",
    ")",
    "[",
    "]",
    "[x]",
    "](",
    "](https://a.b/c)",
    "[x](https://a.b/c)",
    "[x] (https://a.b)",
    "<",
    ">",
    "<x>",
    "<br>",
    "</br>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<code>",
    "</code>",
    "<a href=\"https://a.b\">",
    "</a>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<ol>",
    "<p>",
    "<!--",
    "-->",
    "<see cref=\"T:a.b\"/>",
    "https://a.b",
    "http://a.b/c_d*e",
    "https://",
    "<https://a.b>",
    "https://{x}.y",
    "https://<x>.y",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "\n```\n",
    "\n~~~\n",
    "- ",
    "\n- ",
    "\n* ",
    "\n  - ",
    "\n1. ",
    "\n7) ",
    "\n# ",
    "\n> ",
    "\n---\n",
    "\n===\n",
    "|",
    "\n|a|b|\n|-|-|\n|1|2|\n",
    "\\",
    "\\\\",
    "\\d+",
    "&",
    "&amp;",
    "&lt;",
    "&nbsp;",
    "&#8203;",
    "\u{a0}",
    "\u{200b}",
    "é",
    "日本",
    "’",
    "=",
    "+",
    "-",
    "#",
    "{",
    "}",
    "$",
    "@",
    "^",
    "\"",
    "'",
];

fn assert_clean(text: &str) {
    let cleaned = clean(text);
    assert_eq!(clean(&cleaned), cleaned, "not the same again: {text:?}");
    let one = line(text);
    assert!(!one.contains('\n'), "{text:?} became {one:?}");
    assert_eq!(line(&one), one, "not the same line again: {text:?}");
    for markdown in [cleaned, one] {
        assert!(!markdown.contains(['\r', '\t', '\u{200b}', '\u{a0}']), "{text:?} became {markdown:?}");
        let mut is_shown_as_is = false;
        for event in Parser::new_ext(&markdown, rustdoc()) {
            let is_allowed = match &event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    is_shown_as_is = true;
                    *kind == CodeBlockKind::Fenced("text".into())
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    is_shown_as_is = true;
                    dest_url.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"))
                }
                Event::End(TagEnd::Link | TagEnd::CodeBlock) => {
                    is_shown_as_is = false;
                    true
                }
                Event::Text(text) => is_shown_as_is || !text.contains("://a.b"),
                Event::Start(
                    Tag::Heading { .. } | Tag::HtmlBlock | Tag::Image { .. } | Tag::Strikethrough | Tag::BlockQuote(_),
                ) => false,
                Event::Html(_)
                | Event::InlineHtml(_)
                | Event::HardBreak
                | Event::Rule
                | Event::FootnoteReference(_) => false,
                _ => true,
            };
            assert!(is_allowed, "{text:?} became {markdown:?} with {event:?}");
        }
    }
}

/// The options of rustdoc (`main_body_opts` in its `html/markdown.rs`).
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// The kinds of the blocks of a text.
fn kinds(markdown: &str) -> Vec<&'static str> {
    Parser::new_ext(markdown, rustdoc())
        .filter_map(|event| match event {
            Event::Start(Tag::Paragraph) => Some("paragraph"),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. }) => None,
            Event::Start(_) => Some("other"),
            _ => None,
        })
        .collect()
}

/// Every description of the specifications in a folder; the examples have none.
fn collect(folder: &Path, descriptions: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            if !path.ends_with("examples") {
                collect(&path, descriptions);
            }
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let text = std::fs::read_to_string(&path).unwrap();
            collect_from(&serde_json::from_str(&text).unwrap(), descriptions);
        }
    }
}

fn collect_from(value: &Value, descriptions: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(text) if ["description", "summary", "title"].contains(&key.as_str()) => {
                        descriptions.push(text.clone())
                    }
                    _ => collect_from(value, descriptions),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect_from(value, descriptions)),
        _ => {}
    }
}
