//! Qualified names for several definitions or enums of one name, made of the paths of their files.
//!
//! In: a name and the files in which it is defined. Out: the name with the first folder, file or version in which its
//! path differs from the others.

use crate::{source::Loaded, text::FileId};

/// `PurchasePlan` of the file `…/DiskRP/stable/2024-03-02/diskRPCommon.json` beside
/// `…/ComputeRP/stable/2024-07-01/image.json` becomes `DiskPurchasePlan`. A version goes to the end: `ResourceV5`.
/// `first` are the files of the one that keeps the name. Returns `None` if the paths do not differ.
pub(super) fn qualified(
    loaded: &Loaded,
    name: &str,
    mine: FileId,
    first: &[FileId],
    others: &[FileId],
) -> Option<String> {
    let parts = |files: &[FileId]| files.iter().flat_map(|it| path_parts(loaded, *it)).collect::<Vec<_>>();
    let (mine, first, others) = (path_parts(loaded, mine), parts(first), parts(others));
    // A part that no other path has; else a part that the paths of the one that keeps the name do not have.
    let mut own: Vec<&String> = mine.iter().filter(|part| !others.contains(part)).collect();
    own.extend(mine.iter().filter(|part| !first.contains(part)));
    let part = own.iter().find(|part| distinguishes(subject(part), name)).or(own.first())?;
    let subject = capital(&subject(part).replace(['-', '.'], "_"));
    Some(match is_version(part) {
        true if subject.starts_with(|it: char| it.is_ascii_digit()) => format!("{name}V{subject}"),
        true => format!("{name}{subject}"),
        false => format!("{subject}{}", capital(name)),
    })
}

/// File names that do not distinguish: `job.json` of `JobStream`, and `definitions.json` of everything.
fn distinguishes(subject: &str, name: &str) -> bool {
    let part = folded(subject);
    !folded(name).starts_with(part.trim_end_matches('s')) && !matches!(part.as_str(), "definitions" | "types")
}

fn capital(part: &str) -> String {
    let mut letters = part.chars();
    let initial = letters.next().map(|it| it.to_ascii_uppercase());
    initial.into_iter().chain(letters).collect()
}

/// The letters and digits of a name: `systemData` and `SystemData` are one name, as they are in most languages.
pub(super) fn folded(name: &str) -> String {
    let folded: String = name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if folded.is_empty() { name.to_owned() } else { folded }
}

/// The subject of a folder or file: `DiskRP` → `Disk`, `actionGroups_API` → `actionGroups`, `common-types` → `common`,
/// `Microsoft.Disks` → `Disks`.
fn subject(part: &str) -> &str {
    let part = part.strip_prefix("Microsoft.").filter(|it| !it.is_empty()).unwrap_or(part);
    let subject = ["RP", "_API", "-types"].iter().find_map(|filler| part.strip_suffix(filler));
    let subject = subject.map(|it| it.trim_end_matches(['-', '_', '.']));
    subject.filter(|it| !it.is_empty()).unwrap_or(part)
}

/// The parts of a file's path: first the subjects, then the versions, `stable` and `preview` last.
fn path_parts(loaded: &Loaded, file: FileId) -> Vec<String> {
    let path = loaded.relative_name(file);
    let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
    let (versions, mut parts): (Vec<&str>, Vec<&str>) =
        stem.split('/').filter(|it| !it.is_empty() && *it != "..").partition(|it| is_version(it));
    parts.extend(versions.iter().filter(|it| !is_channel(it)));
    parts.extend(versions.iter().filter(|it| is_channel(it)));
    parts.into_iter().map(str::to_owned).collect()
}

fn is_version(part: &str) -> bool {
    let digits = part.strip_prefix('v').unwrap_or(part);
    is_channel(part) || digits.starts_with(|it: char| it.is_ascii_digit())
}

/// Parts that distinguish less than any version.
fn is_channel(part: &str) -> bool {
    matches!(part, "stable" | "preview")
}

#[cfg(test)]
mod tests {
    use super::{distinguishes, folded, is_version, subject};

    #[test]
    fn fillers_are_left_out() {
        for (part, expected) in [
            ("DiskRP", "Disk"),
            ("actionGroups_API", "actionGroups"),
            ("common-types", "common"),
            ("Microsoft.Disks", "Disks"),
            ("Microsoft.", "Microsoft."),
            ("RP", "RP"),
            ("_API", "_API"),
            ("openapi", "openapi"),
            ("types", "types"),
        ] {
            assert_eq!(subject(part), expected);
        }
    }

    #[test]
    fn versions_are_known_by_their_digits() {
        assert!(["2024-07-01", "v5", "stable", "preview"].into_iter().all(is_version));
        assert!(!["virtualMachine", "vaults", "DiskRP"].into_iter().any(is_version));
    }

    #[test]
    fn parts_that_repeat_the_name_do_not_distinguish() {
        assert!(distinguishes("gallery", "StorageAccountType"));
        assert!(!distinguishes("settings", "SettingName"));
        assert!(!distinguishes("definitions", "State"));
    }

    #[test]
    fn spellings_of_one_name_are_one() {
        assert_eq!(folded("system_Data[2]"), folded("SystemData2"));
        assert_eq!(folded("*"), "*");
    }
}
