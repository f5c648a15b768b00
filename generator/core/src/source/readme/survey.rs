//! Finds all services in a checkout of the public specifications.
//!
//! In: a folder. Out: one [`ServiceReadme`] for each readme of a resource manager below it that has a tag of its own,
//! one for each of its package switches, and [`Skipped`] with the reason for what names no input files. Must not
//! know: what is in the input files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{offered, read};
use crate::diagnostics::Diagnostics;

/// A crate that could be generated.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ServiceReadme {
    /// A package name made of the folders and the switch: `arm-resources-policy`.
    pub name: String,
    /// The service: the folder above `resource-manager`.
    pub service: String,
    /// The readme.
    pub readme: PathBuf,
    /// The `$(package-…)` switch to set; `None` for the readme's own tag.
    pub package: Option<String>,
    /// The tag that is then selected; `None` if the switch itself selects the files.
    pub tag: Option<String>,
}

/// A readme, or one switch of it, that names no input files.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Skipped {
    /// The service.
    pub service: String,
    /// The readme.
    pub readme: PathBuf,
    /// The reason why nothing can be generated.
    pub reason: String,
}

/// The services of a folder.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Survey {
    /// In the order of the readmes' paths.
    pub candidates: Vec<ServiceReadme>,
    /// In the same order.
    pub skipped: Vec<Skipped>,
}

/// Looks for the readmes of resource managers in a folder and everything below it. A folder that cannot be read is
/// ignored.
pub fn survey(folder: &Path) -> Survey {
    let mut readmes = Vec::new();
    collect(folder, &mut readmes);
    readmes.sort();
    let mut survey = Survey::default();
    let mut names = BTreeSet::new();
    for readme in readmes {
        if let Some(parts) = parts(&readme) {
            survey.add(&readme, &parts, &mut names);
        }
    }
    survey
}

impl Survey {
    fn add(&mut self, readme: &Path, parts: &[String], names: &mut BTreeSet<String>) {
        let service = parts.first().cloned().unwrap_or_default();
        let packages = offered(readme).map(|choices| choices.packages).unwrap_or_default();
        for package in std::iter::once(None).chain(packages.iter().map(Some)) {
            let flags: Vec<String> = package.cloned().into_iter().collect();
            match read(readme, None, &flags) {
                Ok(found) => {
                    let suffix = package.map(|it| it.trim_start_matches("package-").to_owned());
                    self.candidates.push(ServiceReadme {
                        name: unique(package_name(parts.iter().chain(&suffix)), names),
                        service: service.clone(),
                        readme: readme.to_owned(),
                        package: package.cloned(),
                        tag: found.tag,
                    });
                }
                Err(problems) => {
                    let subject = package.map(|it| format!("{it}: ")).unwrap_or_default();
                    let reason = format!("{subject}{}", reason(&problems));
                    self.skipped.push(Skipped { service: service.clone(), readme: readme.to_owned(), reason });
                }
            }
        }
    }
}

/// The problems in one line.
fn reason(problems: &Diagnostics) -> String {
    let messages: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
    messages.join("; ")
}

fn collect(folder: &Path, readmes: &mut Vec<PathBuf>) {
    // Links are not followed, because they could form a cycle.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&entry.path(), readmes),
            Ok(kind) if kind.is_file() && entry.file_name().eq_ignore_ascii_case("readme.md") => {
                readmes.push(entry.path());
            }
            _ => {}
        }
    }
}

/// The folders that identify a readme: the service, then those between `resource-manager` and the readme. Returns
/// `None` if it is not about a resource manager.
fn parts(readme: &Path) -> Option<Vec<String>> {
    let folders: Vec<String> = readme
        .parent()?
        .components()
        .filter_map(|it| match it {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    let manager = folders.iter().rposition(|it| it == "resource-manager")?;
    let service = folders.get(manager.checked_sub(1)?)?;
    Some(std::iter::once(service).chain(&folders[manager + 1..]).cloned().collect())
}

/// A name that Cargo accepts, whatever the names of the folders. The prefix `Microsoft.` of most of them is removed.
fn package_name<'p>(parts: impl Iterator<Item = &'p String>) -> String {
    const LONGEST: usize = 60;
    let mut name = "arm".to_owned();
    for part in parts {
        let part = part.strip_prefix("Microsoft.").unwrap_or(part);
        for word in part.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty()) {
            name.push('-');
            name.push_str(&word.to_ascii_lowercase());
        }
    }
    name.truncate(LONGEST);
    name
}

/// Makes a name unique: appends a number if another readme has the same name.
fn unique(name: String, names: &mut BTreeSet<String>) -> String {
    let mut numbered = name.clone();
    let mut number = 1;
    while !names.insert(numbered.clone()) {
        number += 1;
        numbered = format!("{name}-{number}");
    }
    numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readme(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn every_readme_gives_its_own_crate_and_one_for_each_switch() {
        let folder = tempfile::tempdir().unwrap();
        let block = |condition: &str, file: &str| format!("```yaml {condition}\ninput-file: {file}\n```\n");
        let tag = "```yaml\ntag: package-1\n```\n";
        let own = format!("{tag}{}", block("$(tag) == 'package-1'", "a.json"));
        readme(folder.path(), "specification/disk/resource-manager/readme.md", &own);
        readme(folder.path(), "specification/disk/resource-manager/Microsoft.Disk/aks_2/README.md", &own);
        readme(folder.path(), "specification/disk/resource-manager/Microsoft.Disk/aks-2/readme.md", &own);
        readme(folder.path(), "specification/disk/data-plane/readme.md", &own);
        let switches = format!("{}{}", block("$(package-a-B)", "a.json"), block("$(package-c) && false", "c.json"));
        readme(folder.path(), "specification/rules/resource-manager/readme.md", &switches);
        readme(folder.path(), "specification/prose/resource-manager/README.md", "Nothing but words.\n");

        let Survey { candidates, skipped } = survey(folder.path());
        let names: Vec<(&str, &str)> =
            candidates.iter().map(|it| (it.name.as_str(), it.package.as_deref().unwrap_or_default())).collect();
        let expected = [
            ("arm-disk-disk-aks-2", ""),
            ("arm-disk-disk-aks-2-2", ""),
            ("arm-disk", ""),
            ("arm-rules-a-b", "package-a-B"),
        ];
        assert_eq!(names, expected);
        assert!(candidates.iter().all(|it| crate::job::package_name(&it.name).is_none()));
        let skipped: Vec<(&str, &str)> = skipped.iter().map(|it| (it.service.as_str(), it.reason.as_str())).collect();
        let none = "the readme has no tag of its own";
        assert_eq!(
            skipped,
            [("prose", none), ("rules", none), ("rules", "package-c: the readme has no tag of its own")]
        );
    }
}
