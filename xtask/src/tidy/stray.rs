//! Files of `generated/` that no run of armsmith wrote.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::file::is_generated;

/// The list of its own files in each generated crate.
const LIST: &str = armsmith_core::output::LIST;

/// Checks all files of the repository.
pub(super) fn check(root: &Path, files: &[String]) -> Vec<String> {
    let owned: BTreeSet<String> = files
        .iter()
        .filter(|file| is_generated(file))
        .filter_map(|file| file.strip_suffix(LIST))
        .flat_map(|folder| {
            let list = fs::read_to_string(root.join(folder).join(LIST)).unwrap_or_default();
            list.lines().map(|line| format!("{folder}{line}")).collect::<Vec<_>>()
        })
        .collect();
    let is_stray = |file: &&String| {
        is_generated(file) && !file.ends_with("generated/rustfmt.toml") && !owned.contains(file.as_str())
    };
    let message = |file: &String| format!("{file} was not written by armsmith; remove it, nobody edits generated/");
    files.iter().filter(is_stray).map(message).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::check;

    #[test]
    fn files_that_no_list_names_are_stray() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("generated/a")).unwrap();
        fs::write(root.path().join("generated/a/.armsmith-files"), ".armsmith-files\nCargo.toml\n").unwrap();
        let files = [
            "generated/rustfmt.toml",
            "generated/a/.armsmith-files",
            "generated/a/Cargo.toml",
            "generated/a/notes",
            "x",
        ];
        let stray = check(root.path(), &files.map(str::to_owned));
        assert_eq!(stray.len(), 1, "{stray:?}");
        assert!(stray[0].starts_with("generated/a/notes was not written"));
    }
}
