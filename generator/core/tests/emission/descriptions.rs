//! Random and nasty descriptions in every position of a crate, and what two Markdown parsers find in the printed
//! comments.
//!
//! In: a seed. Out: nothing, when no description becomes code, HTML, a heading or a link that it did not have. The
//! check is on the lines that are printed, because rustdoc reads these: a description, what armsmith puts before it,
//! and line breaks.
//!
//! `ARMSMITH_DESCRIPTIONS=2000000 cargo test --release -p armsmith --test emission descriptions` checks that many.

use armsmith_core::markdown::{self, Line};
use armsmith_core::model::{
    BodyContent, Docs, EnumRepr, Method, Model, Output, ParameterSource, Presence, RequestPart, ResponseHeader,
    TypeDefinition, TypeRef,
};
use armsmith_core::naming;
use armsmith_core::{emit, format};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::course;
use super::parsers;
use super::parts::{body, enum_, field, operation, parameter, settings, struct_};

/// The number of descriptions checked without the variable: a few seconds in a build without optimizations.
const BOUNDED: u64 = 3_000;
/// The number of descriptions in one crate.
const POSITIONS: u64 = 14;

#[test]
fn descriptions_stay_descriptions() {
    let wanted = std::env::var("ARMSMITH_DESCRIPTIONS").ok().and_then(|it| it.parse().ok()).unwrap_or(BOUNDED);
    let crates = wanted.div_ceil(POSITIONS);
    (0..crates).into_par_iter().for_each(|seed| check(&texts(seed)));
}

/// The descriptions of one crate.
pub(super) fn texts(seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..POSITIONS).map(|_| random.description()).collect()
}

/// The tag that must not be in a page as a tag.
pub(super) const PROBE: &str = "<armsmith-probe>";

/// The module of [`probes`].
pub(super) const PROBES: &str = "probes";

/// Structs and enums whose members have random descriptions with a tag in each, as many as
/// `ARMSMITH_PROBES` says: rustdoc is to read them.
pub(super) fn probes() -> Vec<TypeDefinition> {
    let wanted: usize = std::env::var("ARMSMITH_PROBES").ok().and_then(|it| it.parse().ok()).unwrap_or(50);
    let mut random = Random::new(11);
    let mut docs = || {
        let (before, after) = (random.description(), random.description());
        Docs { text: markdown::clean(&format!("{before}{PROBE}{after}")), notes: vec!["Read-only".into()] }
    };
    (0..wanted.div_ceil(50))
        .flat_map(|index| {
            let fields = (0..25).map(|field| super::parts::field(&format!("field{field}"), TypeRef::String));
            let mut probe = struct_(&format!("Probe{index}"), PROBES, fields.collect());
            probe.fields.iter_mut().for_each(|field| field.docs = docs());
            let values: Vec<String> = (0..25).map(|value| format!("value{value}")).collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let mut kind = enum_(&format!("ProbeKind{index}"), PROBES, EnumRepr::String, &values);
            if let TypeDefinition::Enum(kind) = &mut kind {
                kind.variants.iter_mut().for_each(|variant| variant.docs = docs());
            }
            [TypeDefinition::Struct(probe), kind]
        })
        .collect()
}

fn check(texts: &[String]) {
    let model = model(texts);
    let files = format::format(emit::emit(&model, &settings().emit)).unwrap();
    for file in files.iter().filter(|file| file.path != "src/lib.rs") {
        for comment in comments(&file.content) {
            if let Err(problem) = parsers::check(&comment, texts) {
                panic!("{}: {problem}\nin the comment\n{comment}\nof one of the descriptions {texts:#?}", file.path);
            }
        }
        if let Some(hidden) = file.content.chars().find(|it| *it != '\n' && !is_visible(*it)) {
            panic!("{} has the character {hidden:?}; the descriptions are {texts:#?}", file.path);
        }
    }
}

/// Returns `true` if a reader sees the character, and sees it where it is.
fn is_visible(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// A crate with each of the descriptions in another position.
pub(super) fn model(texts: &[String]) -> Model {
    let docs = |index: usize| Docs {
        text: markdown::clean(&texts[index % texts.len()]),
        notes: vec!["Required".into(), Line::from("Pattern: ").code("^[a-z]{1,9}$")],
    };
    let line = |index: usize| markdown::line(&texts[index % texts.len()]);
    let mut model = course::model();
    model.client.title = line(0);
    model.client.security = vec![line(1), line(2)];
    model.headers = vec![ResponseHeader { description: line(3), ..model.headers[0].clone() }];
    let mut disk = struct_("Disk", "things", vec![field("id", TypeRef::String)]);
    disk.docs = docs(4);
    disk.fields[0].docs = docs(5);
    let mut color = enum_("Color", "things", EnumRepr::String, &["Red"]);
    if let TypeDefinition::Enum(color) = &mut color {
        color.docs = docs(6);
        color.variants[0].docs = docs(7);
    }
    model.types = vec![TypeDefinition::Struct(disk), color];
    model.groups.truncate(1);
    let group = &mut model.groups[0];
    group.docs = docs(8);
    let mut get = operation("Things", "Get", Method::Put, Output::None);
    get.docs = Docs { text: markdown::clean(&texts[9]).then(markdown::clean(&texts[10])), notes: Vec::new() };
    let mut required = parameter("name", RequestPart::Query, ParameterSource::Argument, TypeRef::String);
    required.docs = docs(11);
    let mut optional = parameter("filter", RequestPart::Query, ParameterSource::Option, TypeRef::String);
    optional.docs = docs(12);
    get.parameters = vec![required, optional];
    get.body = Some(body("disk", Presence::Required, BodyContent::Text));
    if let Some(body) = &mut get.body {
        body.docs = docs(13);
    }
    get.responses[0].description = line(5);
    get.responses[0].headers[0].constant = naming::constant("Location");
    get.example = None;
    group.operations = vec![get];
    model
}

/// The text of each documentation comment.
fn comments(content: &str) -> Vec<String> {
    let mut comments = vec![String::new()];
    for line in content.lines().map(str::trim_start) {
        match line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
            Some(text) => {
                let comment = comments.last_mut().unwrap();
                comment.push_str(text.strip_prefix(' ').unwrap_or(text));
                comment.push('\n');
            }
            None => comments.push(String::new()),
        }
    }
    comments.retain(|comment| !comment.is_empty());
    comments
}

/// Text from a fixed seed: the generator of Knuth's MMIX, whose high bits are used.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.below(2);
        random
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn pick(&mut self, pieces: &[&'static str]) -> &'static str {
        pieces[self.below(pieces.len())]
    }

    /// Pieces in a row, or blocks inside each other, or both.
    fn description(&mut self) -> String {
        match self.below(4) {
            0 => self.pieces(16),
            1 => self.blocks(0),
            2 => self.pieces(4) + &self.blocks(0),
            _ => self.blocks(0) + &self.pieces(6) + &self.blocks(1),
        }
    }

    fn pieces(&mut self, most: usize) -> String {
        (0..=self.below(most)).map(|_| self.pick(PIECES)).collect()
    }

    fn blocks(&mut self, depth: usize) -> String {
        (0..=self.below(3)).map(|_| self.block(depth)).collect::<Vec<_>>().join(self.pick(&["\n", "\n\n", "\n\n\n"]))
    }

    /// A block; those inside a list item or a quotation are indented, correctly or not.
    fn block(&mut self, depth: usize) -> String {
        let inner = if depth < 4 { self.below(9) } else { self.below(5) };
        match inner {
            0 | 1 => self.pieces(8),
            2 => {
                let fence = self.pick(&["```", "~~~", "````", "~~~~~"]);
                let info = self.pick(&["", "rust", "text", " rust,no_run", "rust\n", "`"]);
                let end = self.pick(&["\n```", "\n~~~", "\n````", "", "\n    ```"]);
                format!("{fence}{info}\nfn main() {{ panic!(\"x\") }}\n{}{end}", self.pieces(4))
            }
            3 => format!("| a | {} |\n|---|---|\n| {} | `|` |", self.pieces(3), self.pieces(3)),
            4 => format!("word {}", "long words of a line ".repeat(2 + self.below(9))) + &self.pieces(5),
            5 | 6 => {
                let marker = self.pick(&["- ", "* ", "+ ", "1. ", "7) ", "10. ", "-   "]);
                self.indented(marker, depth)
            }
            7 => self.indented(&" ".repeat(4), depth),
            _ => self.indented("> ", depth),
        }
    }

    fn indented(&mut self, marker: &str, depth: usize) -> String {
        let content = self.blocks(depth + 1);
        let rest = match (marker, self.below(4)) {
            ("> ", 0..3) => "> ".to_owned(),
            (_, 0) => String::new(),
            (_, 1) => " ".repeat(2),
            _ => " ".repeat(marker.len()),
        };
        let mut lines = content.split('\n');
        let first = format!("{marker}{}", lines.next().unwrap_or_default());
        lines.fold(first, |text, line| text + "\n" + &rest + line)
    }
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    " ", " ", " ", "\n", "\n\n", "\n    ", "\r\n", "\t", "word", "Word ", "a", "1", ".", ",", ":", ";", "!", "?", "(", ")",
    "[", "]", "[x]", "[ ] ", "](", "](https://a.b/c)", "[x](https://a.b/c)", "[x] (https://a.b)", "![x](https://a.b/i.png)",
    "[x][y]", "\n[y]: https://a.b/y\n", "[^1]", "\n[^1]: note\n", "[crate::Disk]", "[`Disk`]",
    "<", ">", "<x>", "<br>", "</br>", "<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "<pre>", "</pre>", "<script>",
    "<a href=\"https://a.b\">", "</a>", "<ul>", "<li>", "</li>", "</ul>", "<ol>", "<p>", "<!--", "-->", "<?x", "<![CDATA[",
    "<img src=x onerror=alert(1)>", "<see cref=\"T:a.b\"/>", "<a@b.c>",
    "https://a.b", "http://a.b/c_d*e", "https://", "<https://a.b>", "https://{x}.y", "https://<x>.y", "javascript:alert(1)",
    "*", "**", "***", "_", "__", "~", "~~", "`", "``", "```", "```rust\n", "\n```\n", "\n~~~\n", "\n    ```rust\n",
    "- ", "\n- ", "\n* ", "\n  - ", "\n1. ", "\n7) ", "\n- ```rust\n  fn main() {}\n  ```\n", "\n* ~~~\n  x\n  ~~~\n",
    "\n# ", "\n## Examples\n", "\n> ", "\n> ```\n> x\n", "\n---\n", "\n===\n", "\n***\n", "\n- - -\n", "\n+++\n",
    "|", "\n|a|b|\n|-|-|\n|1|2|\n", "\\", "\\\\", "\\d+", "\\\n", "&", "&amp;", "&lt;", "&nbsp;", "&#8203;", "&#10;", "&#96;",
    "&lbrack;", "&#60;script>", "\u{a0}", "\u{200b}", "\u{202e}", "\u{2066}", "\u{85}", "\u{2028}", "\u{9b}", "\u{feff}",
    "é", "日本", "’", "=", "+", "-", "#", "{", "}", "$", "@", "^", "\"", "'", "*/", "\"#", "{{x}}",
    "a-word-that-is-longer-than-a-line-and-cannot-be-broken-anywhere-because-it-has-no-space-at-all-in-its-whole-length-of-130-characters",
];
