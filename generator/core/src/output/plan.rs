//! The changes to an output folder.
//!
//! In: the expected files and the folder. Out: one change per file, or all reasons why the folder must not be changed.
//! This module only reads.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostics::{Code, Diagnostics};

use super::own_files::{self, LIST, OwnFiles};
use super::{OutputFile, Written, paths};

/// The changes to one folder.
pub(super) struct Plan {
    /// Sorted by path.
    pub(super) changes: Vec<Change>,
    /// The list for the time of the change: the files of the earlier run and of this one.
    pub(super) interim_list: String,
    /// `true` if the list on disk already is the interim list.
    pub(super) announced: bool,
}

/// The change to one file.
pub(super) enum Change {
    /// The file is up to date.
    Unchanged { path: String },
    /// The file is new.
    Create { file: OutputFile },
    /// The file has other contents.
    Replace { file: OutputFile, before: Vec<u8> },
    /// An earlier run wrote the file, this run does not.
    Remove { path: String },
}

impl Change {
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Unchanged { path } | Self::Remove { path } => path,
            Self::Create { file } | Self::Replace { file, .. } => &file.path,
        }
    }
}

impl Plan {
    pub(super) fn is_up_to_date(&self) -> bool {
        self.changes.iter().all(|change| matches!(change, Change::Unchanged { .. }))
    }

    /// Returns the files to write.
    pub(super) fn writes(&self) -> impl Iterator<Item = &OutputFile> {
        self.changes.iter().filter_map(|change| match change {
            Change::Create { file } | Change::Replace { file, .. } => Some(file),
            Change::Unchanged { .. } | Change::Remove { .. } => None,
        })
    }

    /// Returns the files to remove.
    pub(super) fn removals(&self) -> impl Iterator<Item = &str> {
        self.changes.iter().filter_map(|change| match change {
            Change::Remove { path } => Some(path.as_str()),
            _ => None,
        })
    }

    pub(super) fn summary(&self) -> Written {
        let mut summary = Written::default();
        for change in &self.changes {
            let paths = match change {
                Change::Unchanged { .. } => &mut summary.unchanged,
                Change::Create { .. } | Change::Replace { .. } => &mut summary.written,
                Change::Remove { .. } => &mut summary.removed,
            };
            paths.push(change.path().to_owned());
        }
        summary
    }
}

/// Compares the folder with the expected files.
pub(super) fn plan(files: &[OutputFile], dir: &Path) -> Result<Plan, Diagnostics> {
    let mut problems = Diagnostics::new();
    forbidden(files, &mut problems);
    if dir.exists() && !dir.is_dir() {
        let message = format!("the output folder {} is a file", dir.display());
        problems.error(Code::UnwritableOutput, None, message, "choose another output folder");
    }
    let own = own_files::read(dir).unwrap_or_else(|unusable| {
        problems.error(Code::UnwritableOutput, None, unusable.describe(&dir.join(LIST)), unusable.advice());
        OwnFiles::default()
    });
    if problems.has_errors() {
        return Err(problems);
    }

    let mut files = files.to_vec();
    let list = own_files::print(files.iter().map(|file| file.path.as_str()));
    files.push(OutputFile { path: LIST.to_owned(), content: list });

    let both = own.paths.iter().chain(files.iter().map(|file| &file.path)).map(String::as_str);
    let interim_list = own_files::print(both);
    let announced = own.paths.iter().map(String::as_str).eq(interim_list.lines());
    let produced: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    let stale: Vec<&String> = own.paths.difference(&produced).collect();

    let mut inspector = Inspector { dir, own: &own, stale: &stale, problems };
    let mut changes: Vec<Change> = files.into_iter().filter_map(|file| inspector.compare(file)).collect();
    changes.extend(stale.iter().filter_map(|path| inspector.removal(path)));
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    if inspector.problems.has_errors() {
        return Err(inspector.problems);
    }
    Ok(Plan { changes, interim_list, announced })
}

/// Reports invalid paths, independently of the folder.
fn forbidden(files: &[OutputFile], problems: &mut Diagnostics) {
    for OutputFile { path, .. } in files {
        let reason = if path == LIST { Some("is the name of armsmith's own list") } else { paths::validate(path) };
        if let Some(reason) = reason {
            let message = format!("the output path `{}` {reason}", path.escape_debug());
            problems.internal_error(message);
        }
    }
    for (one, other) in paths::clashes(files) {
        let message = format!("the output paths `{one}` and `{other}` cannot both be files on every system");
        problems.internal_error(message);
    }
}

/// Inspects files of the output folder, and collects the obstacles.
struct Inspector<'a> {
    dir: &'a Path,
    own: &'a OwnFiles,
    stale: &'a [&'a String],
    problems: Diagnostics,
}

/// The state of a path on disk.
enum FileState {
    Nothing,
    File,
    /// An entry that armsmith must not change.
    Obstacle(&'static str),
}

impl Inspector<'_> {
    /// Returns the change to an expected file, or `None` if there is an obstacle.
    fn compare(&mut self, file: OutputFile) -> Option<Change> {
        match self.find(&file.path) {
            Ok(FileState::Nothing) => return Some(Change::Create { file }),
            Ok(FileState::File) => {}
            Ok(FileState::Obstacle(what)) => {
                self.refuse(&file.path, what);
                return None;
            }
            Err(error) => {
                self.unreadable(&file.path, &error);
                return None;
            }
        }
        let before = match fs::read(self.dir.join(&file.path)) {
            Ok(before) => before,
            Err(error) => {
                self.unreadable(&file.path, &error);
                return None;
            }
        };
        if before == file.content.as_bytes() && !self.is_renamed_by_case(&file.path) {
            return Some(Change::Unchanged { path: file.path });
        }
        if file.path != LIST && !self.own.paths.contains(&file.path) && before != file.content.as_bytes() {
            self.refuse(&file.path, "was not written by armsmith");
            return None;
        }
        Some(Change::Replace { file, before })
    }

    /// Returns the removal of a file of an earlier run, or `None` if it is gone or is not a regular file any more.
    fn removal(&self, path: &str) -> Option<Change> {
        matches!(self.find(path), Ok(FileState::File)).then(|| Change::Remove { path: path.to_owned() })
    }

    /// Returns `true` if a file that will be removed differs only in case. On file systems that ignore case, the
    /// removal of `Disk.rs` also removes the new `disk.rs`, which must be written again.
    fn is_renamed_by_case(&self, path: &str) -> bool {
        self.stale.iter().any(|stale| stale.eq_ignore_ascii_case(path))
    }

    /// Returns the state of a path. Symbolic links are not followed: their target may be outside the folder, and
    /// armsmith never writes one.
    fn find(&self, path: &str) -> io::Result<FileState> {
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        for end in ends {
            let metadata = match fs::symlink_metadata(self.dir.join(&path[..end])) {
                Ok(metadata) => metadata,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FileState::Nothing),
                Err(error) => return Err(error),
            };
            let is_last = end == path.len();
            if metadata.is_symlink() {
                return Ok(FileState::Obstacle(if is_last {
                    "is a symbolic link"
                } else {
                    "has a parent folder that is a symbolic link"
                }));
            }
            match (is_last, metadata.is_file()) {
                (true, true) => return Ok(FileState::File),
                (true, false) => return Ok(FileState::Obstacle("is not a plain file")),
                (false, false) => {}
                // The file of an earlier run will be removed, so the folder can be created.
                (false, true) if self.stale.iter().any(|stale| **stale == path[..end]) => {
                    return Ok(FileState::Nothing);
                }
                (false, true) => return Ok(FileState::Obstacle("has a parent folder that is a file")),
            }
        }
        Ok(FileState::Nothing)
    }

    fn refuse(&mut self, path: &str, what: &str) {
        let message = format!("{} {what}, and would be overwritten", self.dir.join(path).display());
        let advice = "move the file, or choose another output folder";
        self.problems.error(Code::UnwritableOutput, None, message, advice);
    }

    fn unreadable(&mut self, path: &str, error: &io::Error) {
        let message = format!("cannot read {}: {error}", self.dir.join(path).display());
        self.problems.error(Code::UnwritableOutput, None, message, "check the permissions of the file");
    }
}
