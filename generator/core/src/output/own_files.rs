//! The list of the files that armsmith wrote into a folder.
//!
//! The list is text, one path per line, sorted, and names itself. It is read from a folder that anyone may have
//! changed, so a line that names anything outside the folder is a problem, never something to act on.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::paths;

/// The name of the list, at the top of the output folder.
pub const LIST: &str = ".armsmith-files";

/// What a folder says about itself.
#[derive(Debug, Default, Eq, PartialEq)]
pub(super) struct OwnFiles {
    pub(super) paths: BTreeSet<String>,
}

/// Why a list cannot be used.
#[derive(Debug)]
pub(super) enum Unusable {
    Unreadable(io::Error),
    /// The list is a symbolic link or a folder.
    NotAFile,
    /// A line, and what is wrong with it.
    BadLine {
        number: usize,
        line: String,
        reason: &'static str,
    },
}

impl Unusable {
    /// What is wrong with the list at this path.
    pub(super) fn describe(&self, list: &Path) -> String {
        let list = list.display();
        match self {
            Self::Unreadable(error) => format!("cannot read {list}: {error}"),
            Self::NotAFile => format!("{list} is not a plain file"),
            Self::BadLine { number, line, reason } => {
                format!("line {number} of {list} names `{}`, which {reason}", line.escape_debug())
            }
        }
    }
}

/// Reads the list of a folder; a folder without one owns nothing.
pub(super) fn read(dir: &Path) -> Result<OwnFiles, Unusable> {
    let list = dir.join(LIST);
    match fs::symlink_metadata(&list) {
        Ok(metadata) if !metadata.is_file() => return Err(Unusable::NotAFile),
        Ok(_) => {}
        // Also for an output folder that is a file, which is reported elsewhere.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(OwnFiles::default());
        }
        Err(error) => return Err(Unusable::Unreadable(error)),
    }
    parse(&fs::read_to_string(&list).map_err(Unusable::Unreadable)?)
}

fn parse(text: &str) -> Result<OwnFiles, Unusable> {
    let mut own = OwnFiles::default();
    // `lines` also takes the `\r\n` that git may write on Windows.
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        if let Some(reason) = paths::validate(line) {
            return Err(Unusable::BadLine { number: index + 1, line: line.to_owned(), reason });
        }
        own.paths.insert(line.to_owned());
    }
    Ok(own)
}

/// The text of a list.
pub(super) fn print<'a>(paths: impl IntoIterator<Item = &'a str>) -> String {
    let mut sorted: BTreeSet<&str> = paths.into_iter().collect();
    sorted.insert(LIST);
    sorted.into_iter().flat_map(|path| [path, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Unusable, parse, print};

    #[test]
    fn a_printed_list_is_sorted_and_reads_back() {
        let text = print(["src/lib.rs", "Cargo.toml"]);
        assert_eq!(text, ".armsmith-files\nCargo.toml\nsrc/lib.rs\n");
        assert_eq!(print(parse(&text).unwrap().paths.iter().map(String::as_str)), text);
        assert_eq!(parse(&text.replace('\n', "\r\n")).unwrap(), parse(&text).unwrap());
    }

    #[test]
    fn a_list_that_names_something_outside_is_refused() {
        let Err(Unusable::BadLine { number, line, .. }) = parse("Cargo.toml\n../../precious\n") else {
            panic!("the line leads outside");
        };
        assert_eq!((number, line.as_str()), (2, "../../precious"));
    }
}
