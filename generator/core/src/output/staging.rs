//! The execution of a plan: new contents are written to a staging folder, then files are removed, then the new ones are
//! renamed. A full disk or a missing permission is detected while staging, before the output changes. Other processes
//! never see a partial file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::own_files::LIST;
use super::plan::Plan;

/// A failed step.
#[derive(Debug)]
pub(super) struct Failure {
    /// The step: `write`, `remove` …
    pub(super) step: &'static str,
    pub(super) path: PathBuf,
    pub(super) cause: io::Error,
    /// `true` if the output had already been changed.
    pub(super) midway: bool,
}

/// Staged files. The staging folder is in the output folder, because a rename works only within one file system.
struct Staged<'a> {
    dir: &'a Path,
    folder: TempDir,
    /// The staged file and its path in the output; the list comes last.
    files: Vec<(PathBuf, &'a str)>,
}

/// Applies the plan to the folder.
pub(super) fn carry_out(plan: &Plan, dir: &Path) -> Result<(), Failure> {
    let staged = stage(plan, dir)?;
    // From here on the folder changes. If a step fails, the list contains old and new files, so that the next run may
    // replace and remove them.
    if !plan.announced {
        staged.announce(&plan.interim_list)?;
    }
    for path in plan.removals() {
        remove(dir, path)?;
    }
    staged.install()
}

fn stage<'a>(plan: &'a Plan, dir: &'a Path) -> Result<Staged<'a>, Failure> {
    let failed = |step, path: &Path| {
        let path = path.to_owned();
        move |cause| Failure { step, path, cause, midway: false }
    };
    fs::create_dir_all(dir).map_err(failed("create", dir))?;
    let folder =
        tempfile::Builder::new().prefix(".armsmith-").tempdir_in(dir).map_err(failed("create a folder in", dir))?;
    let mut files = Vec::new();
    for (index, file) in plan.writes().enumerate() {
        let staged = folder.path().join(index.to_string());
        fs::write(&staged, &file.content).map_err(failed("write", &staged))?;
        files.push((staged, file.path.as_str()));
    }
    files.sort_by_key(|(_, path)| *path == LIST);
    Ok(Staged { dir, folder, files })
}

impl Staged<'_> {
    /// Installs the interim list.
    fn announce(&self, interim_list: &str) -> Result<(), Failure> {
        let (staged, list) = (self.folder.path().join("list"), self.dir.join(LIST));
        fs::write(&staged, interim_list).and_then(|()| fs::rename(&staged, &list)).map_err(|cause| Failure {
            step: "write",
            path: list,
            cause,
            midway: false,
        })
    }

    fn install(self) -> Result<(), Failure> {
        for (staged, path) in &self.files {
            let target = self.dir.join(path);
            let parent = target.parent().unwrap_or(self.dir);
            fs::create_dir_all(parent).and_then(|()| fs::rename(staged, &target)).map_err(|cause| Failure {
                step: "write",
                path: target,
                cause,
                midway: true,
            })?;
        }
        Ok(())
    }
}

/// Removes a file, and its parent folders if they are empty then.
fn remove(dir: &Path, path: &str) -> Result<(), Failure> {
    let target = dir.join(path);
    match fs::remove_file(&target) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            return Err(Failure { step: "remove", path: target, cause, midway: true });
        }
        _ => {}
    }
    for (end, _) in path.rmatch_indices('/') {
        // Fails if the folder is not empty; then its parents are not empty either.
        if fs::remove_dir(dir.join(&path[..end])).is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::carry_out;
    use crate::output::plan::{self, Plan};
    use crate::output::{LIST, OutputFile};

    fn plan_for(paths: &[&str], dir: &Path) -> Plan {
        let file = |path: &&str| OutputFile { path: (*path).to_owned(), content: "new".to_owned() };
        plan::plan(&paths.iter().map(file).collect::<Vec<_>>(), dir).unwrap()
    }

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_failure_midway_names_its_path_and_the_next_run_repairs_the_folder() {
        let temp = tempfile::tempdir().unwrap();
        let plan = plan_for(&["a", "b", "c"], temp.path());
        // An obstacle appears between planning and execution.
        fs::create_dir_all(temp.path().join("b/inside")).unwrap();
        let failure = carry_out(&plan, temp.path()).unwrap_err();
        assert_eq!((failure.midway, failure.path.as_path()), (true, temp.path().join("b").as_path()));
        assert_eq!(names(temp.path()), [LIST, "a", "b"]);

        // The list contains all three files, and the staging folder is gone.
        assert_eq!(fs::read_to_string(temp.path().join(LIST)).unwrap(), ".armsmith-files\na\nb\nc\n");
        fs::remove_dir_all(temp.path().join("b")).unwrap();
        let next = plan_for(&["a", "b"], temp.path());
        carry_out(&next, temp.path()).unwrap();
        assert_eq!(names(temp.path()), [LIST, "a", "b"]);
        assert_eq!(fs::read_to_string(temp.path().join(LIST)).unwrap(), ".armsmith-files\na\nb\n");
    }

    #[test]
    fn a_failure_before_the_change_leaves_everything() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("a"), "new").unwrap();
        let plan = plan_for(&["a", "b"], temp.path());
        // The output folder has become a file.
        fs::remove_dir_all(temp.path()).unwrap();
        fs::write(temp.path(), "a file").unwrap();
        let failure = carry_out(&plan, temp.path()).unwrap_err();
        assert!(!failure.midway);
        assert_eq!(fs::read_to_string(temp.path()).unwrap(), "a file");
        fs::remove_file(temp.path()).unwrap();
    }
}
