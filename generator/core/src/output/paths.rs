//! The validation of output paths.
//!
//! A path comes from a specification's names or from the list of an earlier run; both are untrusted. A valid path,
//! joined to the output folder, is inside it on every system, provided that no folder of the path is a symbolic link
//! (which [`super::plan`] checks).

use std::collections::BTreeMap;

use super::OutputFile;

/// The longest part in bytes. Common file systems allow 255; some remain for a temporary suffix.
const LONGEST_PART: usize = 200;

/// Returns the reason why a path is invalid for an output file, or `None` if it is valid.
///
/// ```
/// assert_eq!(armsmith_core::output::validate("src/models/disk.rs"), None);
/// assert!(armsmith_core::output::validate("../outside").is_some());
/// ```
pub fn validate(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("is empty");
    }
    if path.contains(['\\', ':']) {
        return Some("contains `\\` or `:`, which separate folders and drives on Windows");
    }
    if path.chars().any(char::is_control) {
        return Some("contains a control character");
    }
    path.split('/').find_map(|part| match part {
        "" => Some("is absolute or has an empty part"),
        "." | ".." => Some("has a part `.` or `..`"),
        // Windows drops these, so `..` could be spelt `.. `.
        _ if part.len() > LONGEST_PART => Some("has a part of more than 200 bytes"),
        _ if part.ends_with(['.', ' ']) => Some("has a part that ends with a dot or a space"),
        _ => None,
    })
}

/// Returns all pairs of conflicting paths: equal except for case (one file on Windows and macOS), or one is the folder
/// of the other.
pub(super) fn clashes(files: &[OutputFile]) -> Vec<(&str, &str)> {
    let mut clashes = Vec::new();
    let mut seen = BTreeMap::new();
    for file in files {
        if let Some(other) = seen.insert(file.path.to_lowercase(), file.path.as_str()) {
            clashes.push((other, file.path.as_str()));
        }
    }
    for (folded, path) in &seen {
        let folders = folded.match_indices('/').map(|(end, _)| &folded[..end]);
        clashes.extend(folders.filter_map(|folder| seen.get(folder)).map(|folder| (*folder, *path)));
    }
    clashes
}

#[cfg(test)]
mod tests {
    use super::{clashes, validate};
    use crate::output::OutputFile;

    #[test]
    fn paths_inside_the_folder_pass() {
        for path in ["Cargo.toml", "src/lib.rs", ".gitignore", "src/..rs/x", "a b/c"] {
            assert_eq!(validate(path), None, "{path}");
        }
    }

    #[test]
    fn paths_outside_the_folder_do_not() {
        let bad = [
            "",
            "/etc/passwd",
            "..",
            "a/../b",
            "./a",
            "a//b",
            "a/",
            "C:/x",
            "C:x",
            "a\\b",
            "\\\\host\\share",
            "a/.. /b",
            "a/...",
            "a\nb",
            "a\0b",
            "file:stream",
            &format!("src/{}.rs", "a".repeat(198)),
        ];
        for path in bad {
            assert!(validate(path).is_some(), "{path:?}");
        }
    }

    #[test]
    fn clashes_are_found_whatever_the_case() {
        let file = |path: &str| OutputFile { path: path.to_owned(), content: String::new() };
        let files = [file("src/Disk.rs"), file("src/disk.rs"), file("SRC"), file("other")];
        assert_eq!(clashes(&files), [("src/Disk.rs", "src/disk.rs"), ("SRC", "src/disk.rs")]);
    }
}
