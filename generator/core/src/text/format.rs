//! The format of a file, and its content.
//!
//! In: a path. Out: UTF-8 text of a bounded size. A specification is untrusted: only regular files are read.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// The largest file that is read. The largest public specification has 2 MB.
const MAX_BYTES: u64 = 128 << 20;

/// The format of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Format {
    Json,
    Yaml,
    Markdown,
    Toml,
}

impl Format {
    /// By the extension of the path; a file with another extension is JSON if it starts like JSON.
    pub(crate) fn detect(path: &Path, text: &str) -> Self {
        let extension = path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("json") => Self::Json,
            Some("yaml" | "yml") => Self::Yaml,
            Some("md") => Self::Markdown,
            Some("toml") => Self::Toml,
            _ if text.trim_start().starts_with(['{', '[']) => Self::Json,
            _ => Self::Yaml,
        }
    }
}

/// Reads a file as UTF-8 without a byte order mark.
pub(crate) fn read_text(path: &Path) -> io::Result<Arc<str>> {
    let metadata = fs::metadata(path)?;
    // Opening a pipe could wait for ever, and a device never ends.
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(MAX_BYTES)).unwrap_or_default());
    fs::File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(format!("it is larger than {} MB", MAX_BYTES >> 20)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Arc::from(text.strip_prefix('\u{feff}').unwrap_or(&text))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("it is not UTF-8 text (byte {at})");
            Err(io::Error::new(io::ErrorKind::InvalidData, message))
        }
    }
}

/// The reason why a file cannot be read, and the help.
pub(crate) fn explain(error: &io::Error) -> (String, &'static str) {
    match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
        io::ErrorKind::InvalidData => (error.to_string(), "save the file as UTF-8"),
        io::ErrorKind::PermissionDenied => (error.to_string(), "check the permissions of the file"),
        _ => (error.to_string(), ""),
    }
}
