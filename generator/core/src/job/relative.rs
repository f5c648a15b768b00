//! The relative path from one folder to another, for a manifest.

use std::io;
use std::path::{Component, Path, PathBuf};

/// The path from the folder `from` to `to`, with `/` between the parts. `None` if they have no folder in common, as on
/// two drives. Neither has to exist.
pub(super) fn relative(from: &Path, to: &Path) -> io::Result<Option<String>> {
    let (from, to) = (resolved(from)?, resolved(to)?);
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return Ok(None);
    }
    let up = from.components().skip(shared).map(|_| Some(".."));
    let down = to.components().skip(shared).map(|part| part.as_os_str().to_str());
    // A manifest cannot contain names that are not Unicode.
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    Ok(parts.map(|parts| if parts.is_empty() { ".".to_owned() } else { parts.join("/") }))
}

/// The absolute path without symbolic links, as far as it exists: `..` after a link is the parent of the link's target.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            part => {
                resolved.push(part);
                if let Ok(real) = resolved.canonicalize() {
                    resolved = real;
                }
            }
        }
    }
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::relative;

    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        assert_eq!(relative(Path::new(from), Path::new(to)).unwrap().as_deref(), Some(expected));
    }

    #[test]
    fn paths_go_up_and_down() {
        check("generated/compute", "runtime", "../../runtime");
        check("target/a/b", "target/a/c", "../c");
        check("a/./b", "a/x/../b/d", "d");
        check("a/b", "a/b", ".");
        check("a/b", "a", "..");
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_are_resolved_before_going_up() {
        let temp = tempfile::tempdir().unwrap();
        let at = |path: &str| temp.path().join(path);
        std::fs::create_dir_all(at("real/deep/out")).unwrap();
        std::fs::create_dir_all(at("runtime")).unwrap();
        std::os::unix::fs::symlink(at("real/deep"), at("link")).unwrap();
        assert_eq!(relative(&at("link/out"), &at("runtime")).unwrap().as_deref(), Some("../../../runtime"));
        assert_eq!(relative(&at("link/new/../out"), &at("runtime")).unwrap().as_deref(), Some("../../../runtime"));
    }
}
