//! Names that say which of several things of one name they mean, by the places of their files.
//!
//! In: a name and the files in which it stands. Out: the name with the first folder, file or version in which its place
//! differs from the others'.

use crate::{source::Loaded, text::FileId};

/// `PurchasePlan` of the file `…/DiskRP/stable/2024-03-02/diskRPCommon.json` beside `…/ComputeRP/stable/2024-07-01/image.json`
/// becomes `DiskPurchasePlan`. A version goes to the end: `ResourceV5`. `first` are the files of the one that keeps the
/// name; none when the files tell nothing.
pub(super) fn qualified(
    loaded: &Loaded,
    name: &str,
    mine: FileId,
    first: &[FileId],
    others: &[FileId],
) -> Option<String> {
    let words = |files: &[FileId]| files.iter().flat_map(|it| path_words(loaded, *it)).collect::<Vec<_>>();
    let (mine, first, others) = (path_words(loaded, mine), words(first), words(others));
    // What no other place has; else what at least the one that keeps the name does not have.
    let mut own: Vec<&String> = mine.iter().filter(|word| !others.contains(word)).collect();
    own.extend(mine.iter().filter(|word| !first.contains(word)));
    let word = own.iter().find(|word| says_more(subject(word), name)).or(own.first())?;
    let subject = capital(&subject(word).replace(['-', '.'], "_"));
    Some(match is_version(word) {
        true if subject.starts_with(|it: char| it.is_ascii_digit()) => format!("{name}V{subject}"),
        true => format!("{name}{subject}"),
        false => format!("{subject}{}", capital(name)),
    })
}

/// `job.json` says little about its `JobStream`, and `definitions.json` about anything.
fn says_more(subject: &str, name: &str) -> bool {
    let word = folded(subject);
    !folded(name).starts_with(word.trim_end_matches('s')) && !matches!(word.as_str(), "definitions" | "types")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let initial = letters.next().map(|it| it.to_ascii_uppercase());
    initial.into_iter().chain(letters).collect()
}

/// The letters and digits of a name: `systemData` and `SystemData` are one name, as they are in most languages.
pub(super) fn folded(name: &str) -> String {
    let folded: String = name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if folded.is_empty() { name.to_owned() } else { folded }
}

/// What a folder or file is about: `DiskRP` → `Disk`, `actionGroups_API` → `actionGroups`, `common-types` → `common`,
/// `Microsoft.Disks` → `Disks`.
fn subject(word: &str) -> &str {
    let word = word.strip_prefix("Microsoft.").filter(|it| !it.is_empty()).unwrap_or(word);
    let subject = ["RP", "_API", "-types"].iter().find_map(|filler| word.strip_suffix(filler));
    let subject = subject.map(|it| it.trim_end_matches(['-', '_', '.']));
    subject.filter(|it| !it.is_empty()).unwrap_or(word)
}

/// The words of a file's place, those that name a thing before those that name a version, `stable` and `preview` last.
fn path_words(loaded: &Loaded, file: FileId) -> Vec<String> {
    let path = loaded.relative_name(file);
    let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
    let (versions, mut words): (Vec<&str>, Vec<&str>) =
        stem.split('/').filter(|it| !it.is_empty() && *it != "..").partition(|it| is_version(it));
    words.extend(versions.iter().filter(|it| !is_channel(it)));
    words.extend(versions.iter().filter(|it| is_channel(it)));
    words.into_iter().map(str::to_owned).collect()
}

fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    is_channel(word) || digits.starts_with(|it: char| it.is_ascii_digit())
}

/// What says less than any version.
fn is_channel(word: &str) -> bool {
    matches!(word, "stable" | "preview")
}

#[cfg(test)]
mod tests {
    use super::{folded, is_version, says_more, subject};

    #[test]
    fn fillers_are_left_out() {
        for (word, expected) in [
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
            assert_eq!(subject(word), expected);
        }
    }

    #[test]
    fn versions_are_known_by_their_digits() {
        assert!(["2024-07-01", "v5", "stable", "preview"].into_iter().all(is_version));
        assert!(!["virtualMachine", "vaults", "DiskRP"].into_iter().any(is_version));
    }

    #[test]
    fn what_repeats_the_name_says_nothing() {
        assert!(says_more("gallery", "StorageAccountType"));
        assert!(!says_more("settings", "SettingName"));
        assert!(!says_more("definitions", "State"));
    }

    #[test]
    fn spellings_of_one_name_are_one() {
        assert_eq!(folded("system_Data[2]"), folded("SystemData2"));
        assert_eq!(folded("*"), "*");
    }
}
