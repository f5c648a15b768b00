//! Locates the file of a `$ref` below the root folder.
//!
//! In: a folder and the file part of a `$ref` in an untrusted file. Out: the path of a file under the root, or the
//! reason why not. Nothing outside the root is touched, not even to see whether it exists.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fs, io};

use percent_encoding::percent_decode_str;

use crate::diagnostics::Code;
use crate::text::JsonPointer;

/// The reason why a `$ref` does not refer to a file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Refusal {
    /// It begins like `https:` or `C:`.
    Url,
    /// It begins with a slash.
    Absolute,
    /// It is outside of the root, by `..` or through a symbolic link.
    Outside,
    /// There is no such file; perhaps one whose name differs in case only.
    Missing { similar: Option<String> },
}

impl Refusal {
    /// The diagnostic of a `$ref` that names the file.
    pub(super) fn explain(&self, written: &str) -> (Code, String, String) {
        match self {
            Self::Url => (
                Code::ForbiddenReference,
                format!("`{written}` is not a relative path"),
                "download the file and refer to it by a relative path; armsmith fetches nothing".to_owned(),
            ),
            Self::Absolute => (
                Code::ForbiddenReference,
                format!("`{written}` is an absolute path"),
                "refer to the file by a relative path".to_owned(),
            ),
            Self::Outside => (
                Code::ForbiddenReference,
                format!("`{written}` is outside of the root folder"),
                "set `--root` to the folder that contains all files, if you trust them".to_owned(),
            ),
            Self::Missing { similar: Some(similar) } => (
                Code::UnresolvedReference,
                format!("there is no file `{written}`"),
                format!("did you mean `{similar}`? The case of file names matters"),
            ),
            Self::Missing { similar: None } => (
                Code::UnresolvedReference,
                format!("there is no file `{written}`"),
                "check the path, which is relative to the folder of this file".to_owned(),
            ),
        }
    }
}

/// Returns `true` if a path with `/` ends with whole names.
pub(super) fn ends_with(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

/// Splits a `$ref` into the file it names, empty for its own, and the fragment after `#`.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Parses a fragment as a pointer (RFC 6901 §6). Returns `None` if it is neither empty nor begins with a slash.
pub(super) fn pointer(fragment: &str) -> Option<JsonPointer> {
    let decoded = percent_decode_str(fragment).decode_utf8().ok()?;
    (decoded.is_empty() || decoded.starts_with('/')).then(|| JsonPointer::new(decoded))
}

/// The folder that `$ref` may not leave.
#[derive(Debug)]
pub(super) struct Root {
    path: PathBuf,
    /// The folder as the user would write it, with a slash at the end unless it is empty.
    name: String,
    /// The canonical path of each requested folder: hundreds of examples are in a few folders.
    folders: Mutex<BTreeMap<PathBuf, PathBuf>>,
}

impl Root {
    /// The root of the inputs, each with its canonical path and the path as the user wrote it. The chosen folder is
    /// canonical, too.
    pub(super) fn new(chosen: Option<PathBuf>, files: &[(PathBuf, &Path)]) -> Self {
        let path = chosen.unwrap_or_else(|| default_root(files.iter().map(|(path, _)| path.as_path())));
        let name = files.iter().find_map(|(canonical, written)| written_root(&path, canonical, written));
        let name = name.unwrap_or_else(|| format!("{}/", slashes(&path)));
        Self { path, name, folders: Mutex::default() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The name of a file in messages.
    pub(super) fn name_of(&self, path: &Path) -> String {
        match path.strip_prefix(&self.path) {
            Ok(inner) => format!("{}{}", self.name, slashes(inner)),
            Err(_) => slashes(path),
        }
    }

    /// The canonical path of a file that a file in `folder` refers to.
    pub(super) fn locate(&self, folder: &Path, written: &str) -> Result<PathBuf, Refusal> {
        // `C:\x` is one of these as well.
        let scheme = written.split(['/', '\\', '#', '?']).next().unwrap_or_default();
        if scheme.contains(':') {
            return Err(Refusal::Url);
        }
        let decoded = percent_decode_str(written).decode_utf8_lossy().replace('\\', "/");
        if decoded.starts_with('/') {
            return Err(Refusal::Absolute);
        }
        let mut path = folder.to_owned();
        for part in decoded.split('/') {
            match part {
                "" | "." => {}
                ".." if !path.pop() => return Err(Refusal::Outside),
                ".." => {}
                name => path.push(name),
            }
        }
        if !path.starts_with(&self.path) {
            return Err(Refusal::Outside);
        }
        match self.canonical_file(&path) {
            Ok(canonical) if canonical.starts_with(&self.path) => Ok(canonical),
            Ok(_) => Err(Refusal::Outside),
            Err(_) => Err(Refusal::Missing { similar: similar_name(&path) }),
        }
    }

    /// The path of a regular file without symbolic links, in the case in which it is on the disk.
    fn canonical_file(&self, path: &Path) -> io::Result<PathBuf> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let short = self.canonical_folder(folder)?.join(name);
        let metadata = fs::symlink_metadata(&short)?;
        // On file systems that ignore case, only the entry of the folder has the case of the name.
        if metadata.is_symlink() || cfg!(any(windows, target_vendor = "apple")) {
            let canonical = fs::canonicalize(&short)?;
            return if canonical.is_file() { Ok(canonical) } else { Err(io::ErrorKind::NotFound.into()) };
        }
        if metadata.is_file() { Ok(short) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn canonical_folder(&self, folder: &Path) -> io::Result<PathBuf> {
        let known = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(canonical) = known().get(folder) {
            return Ok(canonical.clone());
        }
        let canonical = fs::canonicalize(folder)?;
        known().insert(folder.to_owned(), canonical.clone());
        Ok(canonical)
    }
}

/// The nearest ancestor named `specification` when all inputs have the same, else the folder that holds them all.
fn default_root<'a>(files: impl Iterator<Item = &'a Path> + Clone) -> PathBuf {
    let is_specification = |folder: &&Path| folder.file_name().is_some_and(|name| name == "specification");
    let mut roots = files.clone().map(|file| file.ancestors().skip(1).find(is_specification));
    if let Some(Some(first)) = roots.next()
        && roots.all(|root| root == Some(first))
    {
        return first.to_owned();
    }
    let mut folders = files.filter_map(Path::parent);
    let mut common = folders.next().unwrap_or(Path::new("")).to_owned();
    for folder in folders {
        while !folder.starts_with(&common) && common.pop() {}
    }
    common
}

/// The root as the user would write it: what is left of `a/specification/b/c.json` without `b/c.json`. An input given
/// as `c.json` alone puts the root a folder up.
fn written_root(root: &Path, canonical: &Path, written: &Path) -> Option<String> {
    let levels = canonical.parent()?.strip_prefix(root).ok()?.components().count();
    let mut outer = PathBuf::new();
    for part in written.parent()?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => up(&mut outer),
            other => outer.push(other),
        }
    }
    (0..levels).for_each(|_| up(&mut outer));
    // A symbolic link in the path makes it another folder.
    let listed = if outer.as_os_str().is_empty() { Path::new(".") } else { &outer };
    if fs::canonicalize(listed).ok()? != root {
        return None;
    }
    let text = slashes(&outer);
    Some(if text.is_empty() || text.ends_with('/') { text } else { text + "/" })
}

fn up(path: &mut PathBuf) {
    match path.components().next_back() {
        Some(Component::Normal(_)) => {
            path.pop();
        }
        _ => path.push(".."),
    }
}

/// A path with `/` between its parts on every system.
pub(super) fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A name in the same folder that differs in case only: such a `$ref` works on Windows and nowhere else.
fn similar_name(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_string_lossy().to_lowercase();
    let entries = fs::read_dir(path.parent()?).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names = names.filter(|name| path.file_name().is_some_and(|own| own != name.as_str()));
    names.find(|name| name.to_lowercase() == wanted)
}
