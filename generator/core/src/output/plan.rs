//! What has to change in an output folder.
//!
//! In: the files that should be there, and the folder. Out: one change per file, or every reason why the folder must be
//! left alone. Reads only.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostics::{Code, Diagnostics};

use super::own_files::{self, LIST, OwnFiles};
use super::{OutputFile, Written, paths};

/// Everything that has to happen in one folder.
pub(super) struct Plan {
    /// Sorted by path.
    pub(super) changes: Vec<Change>,
    /// The list for the time of the change: the files of the earlier run and of this one.
    pub(super) interim_list: String,
    /// Whether the list on disk is the interim list already.
    pub(super) announced: bool,
}

/// What happens to one file.
pub(super) enum Change {
    /// It has the right text.
    Unchanged { path: String },
    /// It is new.
    Create { file: OutputFile },
    /// It has another text.
    Replace { file: OutputFile, before: Vec<u8> },
    /// An earlier run wrote it, this one does not.
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

    /// The files to write.
    pub(super) fn writes(&self) -> impl Iterator<Item = &OutputFile> {
        self.changes.iter().filter_map(|change| match change {
            Change::Create { file } | Change::Replace { file, .. } => Some(file),
            Change::Unchanged { .. } | Change::Remove { .. } => None,
        })
    }

    /// The files to remove.
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

/// Compares the folder with the files that should be there.
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

    let mut look = Look { dir, own: &own, stale: &stale, problems };
    let mut changes: Vec<Change> = files.into_iter().filter_map(|file| look.compare(file)).collect();
    changes.extend(stale.iter().filter_map(|path| look.removal(path)));
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    if look.problems.has_errors() {
        return Err(look.problems);
    }
    Ok(Plan { changes, interim_list, announced })
}

/// Reports the paths that may not be written, whatever is on disk.
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

/// Looks at files of the output folder, and keeps what stands in the way.
struct Look<'a> {
    dir: &'a Path,
    own: &'a OwnFiles,
    stale: &'a [&'a String],
    problems: Diagnostics,
}

/// What is at a path.
enum Found {
    Nothing,
    File,
    /// Something that armsmith does not touch.
    Obstacle(&'static str),
}

impl Look<'_> {
    /// What to do with a file that should be there; none when something stands in the way.
    fn compare(&mut self, file: OutputFile) -> Option<Change> {
        match self.find(&file.path) {
            Ok(Found::Nothing) => return Some(Change::Create { file }),
            Ok(Found::File) => {}
            Ok(Found::Obstacle(what)) => {
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

    /// The removal of a file of an earlier run; none when it is gone, or is no longer a plain file.
    fn removal(&self, path: &str) -> Option<Change> {
        matches!(self.find(path), Ok(Found::File)).then(|| Change::Remove { path: path.to_owned() })
    }

    /// Where file names have no case, the removal of `Disk.rs` would take the new `disk.rs` with it, so that is written
    /// anew.
    fn is_renamed_by_case(&self, path: &str) -> bool {
        self.stale.iter().any(|stale| stale.eq_ignore_ascii_case(path))
    }

    /// Follows no symbolic link: a link may lead outside the folder, and what armsmith writes has none.
    fn find(&self, path: &str) -> io::Result<Found> {
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        for end in ends {
            let metadata = match fs::symlink_metadata(self.dir.join(&path[..end])) {
                Ok(metadata) => metadata,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
                Err(error) => return Err(error),
            };
            let is_last = end == path.len();
            if metadata.is_symlink() {
                return Ok(Found::Obstacle(if is_last { "is a symbolic link" } else { "lies behind a symbolic link" }));
            }
            match (is_last, metadata.is_file()) {
                (true, true) => return Ok(Found::File),
                (true, false) => return Ok(Found::Obstacle("is not a plain file")),
                (false, false) => {}
                // A file of an earlier run gives way to the folder.
                (false, true) if self.stale.iter().any(|stale| **stale == path[..end]) => return Ok(Found::Nothing),
                (false, true) => return Ok(Found::Obstacle("lies in a folder whose name a file has")),
            }
        }
        Ok(Found::Nothing)
    }

    fn refuse(&mut self, path: &str, what: &str) {
        let message = format!("{} {what}, and would be overwritten", self.dir.join(path).display());
        let advice = "move it away, or choose another output folder";
        self.problems.error(Code::UnwritableOutput, None, message, advice);
    }

    fn unreadable(&mut self, path: &str, error: &io::Error) {
        let message = format!("cannot read {}: {error}", self.dir.join(path).display());
        self.problems.error(Code::UnwritableOutput, None, message, "look at its permissions");
    }
}
