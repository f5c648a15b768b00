//! The list of the files that armsmith wrote into a folder.
//!
//! The list is a text file with one path per line, sorted, and contains itself. Anyone may have changed the folder, so
//! a line that names a path outside the folder is an error, and armsmith does not act on it.
//!
//! That is format 1. A list of a later format begins with the line `#format N`; paths never begin with `#format`. A
//! version of armsmith that does not know the format changes nothing in the folder.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::paths;

/// The name of the list, at the top of the output folder.
pub const LIST: &str = ".armsmith-files";

/// The beginning of the first line, in formats later than 1.
const FORMAT: &str = "#format ";

/// The files that armsmith wrote into a folder.
#[derive(Debug, Default, Eq, PartialEq)]
pub(super) struct OwnFiles {
    pub(super) paths: BTreeSet<String>,
}

/// The reason why a list cannot be used.
#[derive(Debug)]
pub(super) enum Unusable {
    Unreadable(io::Error),
    /// The list is a symbolic link or a folder.
    NotAFile,
    /// The list has a format of a later version; the value is as written.
    Newer(String),
    /// A line, and the reason why it is invalid.
    BadLine {
        number: usize,
        line: String,
        reason: &'static str,
    },
}

impl Unusable {
    /// Returns the help of the error.
    pub(super) fn advice(&self) -> &'static str {
        match self {
            Self::Newer(_) => "use a newer version of armsmith; nothing was changed",
            Self::Unreadable(_) | Self::NotAFile | Self::BadLine { .. } => {
                "check who changed the list, or generate into a new folder; nothing was changed"
            }
        }
    }

    /// Returns the message of the error for the list at this path.
    pub(super) fn describe(&self, list: &Path) -> String {
        let list = list.display();
        match self {
            Self::Unreadable(error) => format!("cannot read {list}: {error}"),
            Self::NotAFile => format!("{list} is not a plain file"),
            Self::Newer(format) => {
                format!("{list} has format {}; this version of armsmith reads format 1", format.escape_debug())
            }
            Self::BadLine { number, line, reason } => {
                format!("line {number} of {list} names `{}`, which {reason}", line.escape_debug())
            }
        }
    }
}

/// Reads the list of a folder. A folder without a list owns nothing.
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
    if let Some(format) = text.lines().next().and_then(|line| line.strip_prefix(FORMAT)) {
        return Err(Unusable::Newer(format.to_owned()));
    }
    let mut own = OwnFiles::default();
    // `lines` also accepts the `\r\n` that git may write on Windows.
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        if let Some(reason) = paths::validate(line) {
            return Err(Unusable::BadLine { number: index + 1, line: line.to_owned(), reason });
        }
        own.paths.insert(line.to_owned());
    }
    Ok(own)
}

/// Prints a list.
pub(super) fn print<'a>(paths: impl IntoIterator<Item = &'a str>) -> String {
    let mut sorted: BTreeSet<&str> = paths.into_iter().collect();
    sorted.insert(LIST);
    sorted.into_iter().flat_map(|path| [path, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Unusable, parse, print};

    #[test]
    fn a_printed_list_is_sorted_and_reads_back() {
        let text = print(["src/lib.rs", "Cargo.toml"]);
        assert_eq!(text, ".armsmith-files\nCargo.toml\nsrc/lib.rs\n");
        assert_eq!(print(parse(&text).unwrap().paths.iter().map(String::as_str)), text);
        assert_eq!(parse(&text.replace('\n', "\r\n")).unwrap(), parse(&text).unwrap());
    }

    #[test]
    fn a_list_of_a_later_format_is_refused() {
        let Err(unusable @ Unusable::Newer(_)) = parse("#format 2\n.armsmith-files abc\n") else {
            panic!("the format is not known");
        };
        assert_eq!(
            unusable.describe(Path::new("out/.armsmith-files")),
            "out/.armsmith-files has format 2; this version of armsmith reads format 1"
        );
        assert!(unusable.advice().contains("newer version"));
    }

    #[test]
    fn a_list_that_names_something_outside_is_refused() {
        let Err(Unusable::BadLine { number, line, .. }) = parse("Cargo.toml\n../../precious\n") else {
            panic!("the path is outside the folder");
        };
        assert_eq!((number, line.as_str()), (2, "../../precious"));
    }
}
