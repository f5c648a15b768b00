//! Writing and checking an output folder, on a real file system.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use armsmith_core::diagnostics::{Code, Diagnostics};
use armsmith_core::output::{LIST, Mode, OutputFile, Written, write};
use tempfile::TempDir;

fn files(files: &[(&str, &str)]) -> Vec<OutputFile> {
    files
        .iter()
        .map(|(path, content)| OutputFile { path: (*path).to_owned(), content: (*content).to_owned() })
        .collect()
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn put(dir: &Path, path: &str, content: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Every file below a folder with its text.
fn tree(dir: &Path) -> BTreeMap<String, String> {
    fn visit(dir: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                found.insert(format!("{name}/"), String::new());
                visit(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    visit(dir, "", &mut found);
    found
}

fn names(dir: &Path) -> Vec<String> {
    tree(dir).into_keys().collect()
}

fn mode_check() -> Mode {
    Mode::Check { fix_command: "make crate".to_owned() }
}

/// The only problem.
fn refusal(result: Result<Written, Diagnostics>) -> String {
    only_problem(result, Code::UnwritableOutput)
}

/// Paths that armsmith itself may not produce.
fn bug(result: Result<Written, Diagnostics>) -> String {
    only_problem(result, Code::Internal)
}

fn only_problem(result: Result<Written, Diagnostics>, code: Code) -> String {
    let problems = result.unwrap_err();
    assert_eq!(problems.iter().count(), 1, "{problems}");
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.code, code);
    assert!(!problem.help.is_empty());
    problem.message.clone()
}

#[test]
fn a_new_folder_gets_the_files_and_the_list() {
    let temp = folder();
    let dir = temp.path().join("not/yet/there");
    let written = write(&files(&[("src/lib.rs", "lib"), ("Cargo.toml", "toml")]), &dir, &Mode::Write).unwrap();
    assert_eq!(written.written, [LIST, "Cargo.toml", "src/lib.rs"]);
    assert_eq!(names(&dir), [LIST, "Cargo.toml", "src/", "src/lib.rs"]);
    assert_eq!(tree(&dir)[LIST], ".armsmith-files\nCargo.toml\nsrc/lib.rs\n");
}

#[test]
fn unchanged_files_keep_their_time() {
    let dir = folder();
    write(&files(&[("a", "1"), ("b", "1")]), dir.path(), &Mode::Write).unwrap();
    let past = SystemTime::now() - Duration::from_secs(3600);
    for path in ["a", "b", LIST] {
        fs::File::options().write(true).open(dir.path().join(path)).unwrap().set_modified(past).unwrap();
    }
    let written = write(&files(&[("a", "1"), ("b", "2")]), dir.path(), &Mode::Write).unwrap();
    assert_eq!((written.written, written.unchanged), (vec!["b".to_owned()], vec![LIST.to_owned(), "a".to_owned()]));
    let modified = |path: &str| fs::metadata(dir.path().join(path)).unwrap().modified().unwrap();
    assert_eq!((modified("a"), modified(LIST)), (past, past));
    assert!(modified("b") > past);
}

#[test]
fn only_files_of_an_earlier_run_are_removed() {
    let dir = folder();
    write(&files(&[("src/old/mod.rs", ""), ("src/kept/old.rs", ""), ("a", "")]), dir.path(), &Mode::Write).unwrap();
    put(dir.path(), "src/kept/by_hand.rs", "mine");
    put(dir.path(), "Cargo.lock", "lock");
    let written = write(&files(&[("a", "")]), dir.path(), &Mode::Write).unwrap();
    assert_eq!(written.removed, ["src/kept/old.rs", "src/old/mod.rs"]);
    assert_eq!(names(dir.path()), [LIST, "Cargo.lock", "a", "src/", "src/kept/", "src/kept/by_hand.rs"]);
    assert_eq!(tree(dir.path())[LIST], ".armsmith-files\na\n");
}

#[test]
fn a_file_gives_way_to_a_folder() {
    let dir = folder();
    write(&files(&[("src/models", "")]), dir.path(), &Mode::Write).unwrap();
    write(&files(&[("src/models/disk.rs", "disk")]), dir.path(), &Mode::Write).unwrap();
    assert_eq!(names(dir.path()), [LIST, "src/", "src/models/", "src/models/disk.rs"]);
}

#[test]
fn a_new_spelling_of_a_name_is_written_anew() {
    let dir = folder();
    write(&files(&[("Disk.rs", "same")]), dir.path(), &Mode::Write).unwrap();
    write(&files(&[("disk.rs", "same")]), dir.path(), &Mode::Write).unwrap();
    assert_eq!(names(dir.path()), [LIST, "disk.rs"]);
}

#[test]
fn a_file_that_is_not_ours_is_not_overwritten() {
    let dir = folder();
    put(dir.path(), "Cargo.toml", "mine");
    let result = write(&files(&[("Cargo.toml", "generated"), ("src/lib.rs", "")]), dir.path(), &Mode::Write);
    assert!(refusal(result).contains("was not written by armsmith"));
    assert_eq!(names(dir.path()), ["Cargo.toml"]);

    // Also in a folder of ours.
    write(&files(&[("src/lib.rs", "")]), &dir.path().join("ours"), &Mode::Write).unwrap();
    put(dir.path(), "ours/src/more.rs", "mine");
    let result =
        write(&files(&[("src/lib.rs", "new"), ("src/more.rs", "generated")]), &dir.path().join("ours"), &Mode::Write);
    assert!(refusal(result).contains("more.rs"));
    assert_eq!(tree(dir.path())["ours/src/lib.rs"], "");
}

#[test]
fn a_file_with_the_right_text_becomes_ours() {
    let dir = folder();
    put(dir.path(), "Cargo.toml", "generated");
    let written = write(&files(&[("Cargo.toml", "generated")]), dir.path(), &Mode::Write).unwrap();
    assert_eq!((written.unchanged, written.written), (vec!["Cargo.toml".to_owned()], vec![LIST.to_owned()]));
}

#[test]
fn nothing_outside_is_written() {
    let temp = folder();
    let dir = temp.path().join("out");
    for path in ["../outside", "/armsmith-outside", "a/../../outside", "C:\\outside", "", LIST] {
        let result = write(&files(&[("good", ""), (path, "bad")]), &dir, &Mode::Write);
        assert!(bug(result).contains("output path"), "{path}");
        assert_eq!(names(temp.path()), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn paths_that_differ_only_by_case_are_refused() {
    let dir = folder();
    let result = write(&files(&[("src/Disk.rs", ""), ("src/disk.rs", "")]), dir.path(), &Mode::Write);
    assert!(bug(result).contains("cannot both be files"));
}

#[test]
fn a_hostile_list_removes_nothing() {
    for line in ["../precious", "/precious", "out/../../precious"] {
        let temp = folder();
        put(temp.path(), "precious", "mine");
        put(temp.path(), &format!("out/{LIST}"), &format!("{LIST}\n{line}\n"));
        let result = write(&files(&[("a", "")]), &temp.path().join("out"), &Mode::Write);
        assert!(refusal(result).contains("line 2"), "{line}");
        assert_eq!(names(temp.path()), ["out/", &format!("out/{LIST}"), "precious"]);
    }
}

#[test]
fn a_folder_on_the_list_stays() {
    let dir = folder();
    put(dir.path(), LIST, &format!("{LIST}\nprecious\n"));
    put(dir.path(), "precious/file", "mine");
    write(&files(&[("a", "")]), dir.path(), &Mode::Write).unwrap();
    assert_eq!(names(dir.path()), [LIST, "a", "precious/", "precious/file"]);
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let temp = folder();
    let out = temp.path().join("out");
    put(temp.path(), "precious/file", "mine");
    fs::create_dir(&out).unwrap();

    // A folder that leads outside: nothing is written through it, and nothing removed.
    symlink(temp.path().join("precious"), out.join("src")).unwrap();
    let result = write(&files(&[("src/file", "bad")]), &out, &Mode::Write);
    assert!(refusal(result).contains("has a parent folder that is a symbolic link"));
    put(&out, LIST, &format!("{LIST}\nsrc/file\n"));
    write(&files(&[("a", "")]), &out, &Mode::Write).unwrap();
    assert_eq!(tree(&temp.path().join("precious"))["file"], "mine");

    // A file that leads outside.
    symlink(temp.path().join("precious/file"), out.join("link")).unwrap();
    let result = write(&files(&[("a", ""), ("link", "bad")]), &out, &Mode::Write);
    assert!(refusal(result).contains("is a symbolic link"));

    // The list itself.
    fs::remove_file(out.join(LIST)).unwrap();
    symlink(temp.path().join("precious/file"), out.join(LIST)).unwrap();
    assert!(refusal(write(&files(&[("a", "")]), &out, &Mode::Write)).contains("not a plain file"));
    assert_eq!(tree(&temp.path().join("precious"))["file"], "mine");
}

#[test]
fn an_output_folder_that_is_a_file_is_refused() {
    let temp = folder();
    put(temp.path(), "out", "mine");
    assert!(refusal(write(&files(&[("a", "")]), &temp.path().join("out"), &Mode::Write)).contains("is a file"));
}

#[test]
fn a_run_that_stopped_halfway_is_taken_up_again() {
    let dir = folder();
    write(&files(&[("old", "1")]), dir.path(), &Mode::Write).unwrap();
    // What an interrupted change leaves: the list of both runs, some files of each.
    put(dir.path(), LIST, &format!("{LIST}\nnew\nnewer\nold\n"));
    put(dir.path(), "new", "half");
    let written = write(&files(&[("new", "2"), ("newer", "3")]), dir.path(), &Mode::Write).unwrap();
    assert_eq!(written.removed, ["old"]);
    assert_eq!(names(dir.path()), [LIST, "new", "newer"]);
    assert_eq!(tree(dir.path())[LIST], ".armsmith-files\nnew\nnewer\n");
}

#[test]
fn the_check_finds_every_difference_and_writes_nothing() {
    let dir = folder();
    let before = files(&[("same", "x"), ("stale", "x"), ("changed", "one\ntwo\n")]);
    write(&before, dir.path(), &Mode::Write).unwrap();
    let tree_before = tree(dir.path());

    let after = files(&[("same", "x"), ("missing", "x"), ("changed", "one\nTWO\n")]);
    let problems = write(&after, dir.path(), &mode_check()).unwrap_err();
    assert_eq!(tree(dir.path()), tree_before);
    let prefix = format!("{}/", dir.path().display());
    let messages: Vec<String> = problems.iter().map(|problem| problem.message.replace(&prefix, "")).collect();
    assert_eq!(
        messages,
        [
            ".armsmith-files differs, first in line 3: `same` instead of `missing`",
            "changed differs, first in line 2: `two` instead of `TWO`",
            "missing is missing",
            "stale is left over from an earlier run",
        ]
    );
    assert!(problems.iter().all(|problem| problem.code == Code::OutOfDate && problem.help == "run `make crate`"));
}

#[test]
fn the_check_passes_on_what_was_written() {
    let dir = folder();
    let files = files(&[("src/lib.rs", "x")]);
    let problems = write(&files, &dir.path().join("new"), &mode_check()).unwrap_err();
    assert_eq!(problems.iter().count(), 2);
    assert!(!dir.path().join("new").exists());

    write(&files, dir.path(), &Mode::Write).unwrap();
    let written = write(&files, dir.path(), &mode_check()).unwrap();
    assert_eq!(written.unchanged, [LIST, "src/lib.rs"]);
    put(dir.path(), "Cargo.lock", "what a person or cargo adds is not a difference");
    assert!(write(&files, dir.path(), &mode_check()).is_ok());
}
