//! Fenced code blocks, found line by line.
//!
//! Only a closed fence delimits a block: truncated descriptions contain unclosed fences.

/// A piece of a description.
pub(super) enum Piece<'a> {
    /// Lines outside code.
    Prose(String),
    /// A code block; its lines are indented like its fence.
    Code(Vec<&'a str>, Fence<'a>),
}

/// The fence that opens a block: the prefix of its line, and its ticks.
#[derive(Clone, Copy)]
pub(super) struct Fence<'a> {
    line: &'a str,
    prefix: usize,
    ticks: usize,
}

/// Splits the text into pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut prose = String::new();
    let mut lines = text.split('\n');
    while let Some(line) = lines.next() {
        match Fence::opening(line) {
            None => prose.push_str(line),
            Some(fence) => {
                match lines.clone().enumerate().find_map(|(count, line)| Some((count, fence.closing(line)?))) {
                    None => prose.push_str(&fence.without()),
                    Some((count, after)) => {
                        pieces.push(Piece::Prose(std::mem::take(&mut prose)));
                        pieces.push(Piece::Code(lines.by_ref().take(count).collect(), fence));
                        lines.next();
                        // `</example>` follows many closing fences.
                        prose.push_str(after);
                    }
                }
            }
        }
        prose.push('\n');
    }
    pieces.push(Piece::Prose(prose));
    pieces
}

impl<'a> Fence<'a> {
    fn opening(line: &'a str) -> Option<Self> {
        let prefix = prefix(line);
        let start = &line[prefix..];
        let count = |character: u8| start.bytes().take_while(|byte| *byte == character).count();
        let ticks = count(b'`');
        let fence = |ticks| Some(Self { line, prefix, ticks });
        match ticks {
            0 if count(b'~') >= 3 => fence(count(b'~')),
            3.. if !start[ticks..].contains('`') => fence(ticks),
            _ => None,
        }
    }

    /// Returns the text after the closing fence, if this line has one.
    fn closing<'line>(&self, line: &'line str) -> Option<&'line str> {
        let ticks = self.ticks();
        line.trim_start_matches([' ', '>']).strip_prefix(ticks).map(|after| after.trim_start_matches(&ticks[..1]))
    }

    fn ticks(&self) -> &'a str {
        &self.line[self.prefix..self.prefix + self.ticks]
    }

    fn without(&self) -> String {
        format!("{}{}", &self.line[..self.prefix], &self.line[self.prefix + self.ticks..])
    }

    /// Appends the block. Its lines are indented like its fence, because otherwise a list item around it would end.
    pub(super) fn push_block(&self, lines: &[&str], markdown: &mut String) {
        let before = &self.line[..self.prefix];
        let indentation = if before.contains('>') { before.to_owned() } else { " ".repeat(self.prefix) };
        markdown.push_str(self.line);
        markdown.push('\n');
        for line in lines {
            let line = if before.contains('>') { line.trim_start_matches([' ', '>']) } else { line };
            let spaces = line.bytes().take_while(|byte| *byte == b' ').take(self.prefix).count();
            markdown.push_str(&indentation);
            markdown.push_str(&line[spaces..]);
            markdown.push('\n');
        }
        markdown.push_str(&indentation);
        markdown.push_str(self.ticks());
        markdown.push('\n');
    }
}

/// Returns the length of the spaces, list markers and quotation markers at the beginning of a line.
fn prefix(line: &str) -> usize {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(' ');
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let markers: &[&str] = if digits == 0 { &[">", "- ", "* ", "+ "] } else { &[". ", ") "] };
        match markers.iter().find_map(|marker| rest[digits..].strip_prefix(marker)) {
            Some(after) => rest = after,
            None => return line.len() - rest.len(),
        }
    }
}
